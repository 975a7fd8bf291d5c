//! Putting stories into the library, at the mix and at no other moment.

use crate::{
    events,
    ids::{OrganisationId, StoryId},
    intake::jobs::Mixed,
    library::{
        model::Readable,
        store::{
            indexing,
            shelving::{self as store, Candidate},
        },
    },
    platform::{
        db::{Tx, transaction},
        error::Error,
        jobs::Failure,
        state::App,
        time,
    },
    stories::{self, ToldBy, actions::erasing::mark_published},
};
use std::collections::BTreeMap;

/// Stories that are opened and written at once.
const AT_ONCE: i64 = 100;

/// Puts every story into the library that may be read by now: agreed to by its author, and either told on a day that is
/// over or told to be read only.
pub async fn shelve_mixed(app: App, organisation: OrganisationId, _: Mixed) -> Result<(), Failure> {
    let mut conn = app.db.tenant(organisation).await?;
    let mut after = Some(StoryId::NIL);
    while let Some(last) = after {
        after = transaction(&mut conn, async |mut tx| shelve_some(&app, &mut tx, organisation, last).await)
            .await?;
    }
    while transaction(&mut conn, async |mut tx| read_anew(&mut tx, organisation).await).await? {}
    Ok(())
}

/// Indexes some of the texts that were read by other rules, or not yet; tells whether there were any.
async fn read_anew(tx: &mut Tx<'_>, organisation: OrganisationId) -> Result<bool, Error> {
    let Some(texts) = indexing::take_outdated(tx, organisation).await? else { return Ok(false) };
    indexing::insert(tx, organisation, &texts).await?;
    Ok(true)
}

/// Shelves some of the stories after `last`, and returns the last one looked at if there may be more.
async fn shelve_some(
    app: &App,
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    last: StoryId,
) -> Result<Option<StoryId>, Error> {
    let candidates = store::candidates(tx, organisation, last, AT_ONCE).await?;
    let Some(last) = candidates.last().map(|story| story.id) else {
        return Ok(None);
    };
    let ids: Vec<StoryId> = candidates.iter().map(|story| story.id).collect();
    let told = events::store::told_on(tx, organisation, &ids, app.clock.now()).await?;
    let may = |story: &Candidate| story.told_by == ToldBy::Library || told.contains_key(&story.id);
    let before: BTreeMap<StoryId, Option<String>> =
        candidates.into_iter().filter(may).map(|story| (story.id, story.shelved_week)).collect();
    let ids: Vec<StoryId> = before.keys().copied().collect();
    if !ids.is_empty() {
        let today = app.clock.today();
        let week = time::iso_week(today);
        let texts = stories::store::told(tx, &app.keys, organisation, &ids).await?.into_values();
        let readable = texts.map(|story| {
            let event = told.get(&story.id).copied();
            // It keeps its place in the list when it comes back.
            let first = before.get(&story.id).and_then(Option::as_deref).unwrap_or(&week);
            Readable::new(story, event, first)
        });
        let readable: Vec<Readable> = readable.collect();
        mark_published(tx, organisation, &ids, today).await?;
        store::note_week(tx, organisation, &ids, &week).await?;
        store::insert(tx, organisation, &readable).await?;
        indexing::insert(tx, organisation, &readable).await?;
    }
    Ok(Some(last))
}
