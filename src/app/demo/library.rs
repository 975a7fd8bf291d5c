//! The library of the demonstration, with reading packs.

use super::content;
use crate::{
    audit::Actor,
    ids::{PackId, StoryId},
    intake::jobs::Mixed,
    library::{
        actions::{
            packs::{self, Outcome},
            shelve::shelve_mixed,
        },
        pack::{Pack, Reordering},
    },
    platform::{
        state::App,
        web::{Seen, once::Made},
    },
};
use anyhow::{Context, ensure};
use std::collections::BTreeMap;

/// Puts stories into the library that may be read by now, and makes packs of some.
pub async fn fill(
    app: &App,
    actor: Actor,
    contents: Vec<content::Pack>,
    stories: &BTreeMap<String, StoryId>,
) -> anyhow::Result<()> {
    shelve_mixed(app.clone(), actor.organisation, Mixed {}).await.context("the library")?;
    let mut conn = app.db.tenant(actor.organisation).await?;
    for content in contents {
        let pack = Pack { id: PackId::new(), shown: true, texts: content.texts };
        let made = packs::create(&mut conn, actor, pack.clone()).await?;
        ensure!(made == Some(Made::Created), "a pack that was made just now is there");
        for key in &content.stories {
            let story = *stories.get(key).context("a pack of an unknown story")?;
            let (pack, seen) = (pack.clone(), Seen::of(&pack));
            let added = packs::change(&mut conn, actor, pack, &seen, Reordering::Add(story)).await?;
            ensure!(added == Outcome::Done, "the story {key} is not in the library");
        }
    }
    Ok(())
}
