//! “This happened to me too”: taking presses, and showing them at the mix.

use crate::{
    ids::{OrganisationId, StoryId},
    intake::jobs::Mixed,
    library::{
        me_too::{Effect, Level, Mark},
        store::{presses as store, reading},
    },
    platform::{db::transaction, error::Error, gate::Standing, jobs::Failure, state::App},
    readers::Reach,
    stories,
};

/// Takes a press for a story; what counts is shown from the next mix on.
///
/// # Errors
/// [`Error::NotFound`] when the story may not be read.
pub async fn press(
    app: &App,
    organisation: OrganisationId,
    reach: Reach,
    story: StoryId,
    mark: Mark,
) -> Result<Effect, Error> {
    let standing = if mark.is_proven { Standing::Proven } else { Standing::Unproven };
    let _place = app.gate.enter(organisation.untyped(), standing).await?;
    let mut conn = app.db.tenant(organisation).await?;
    transaction(&mut conn, async |mut tx| {
        // No press for a story that is withdrawn meanwhile, and one press at a time.
        stories::store::lock(&mut tx, organisation, story).await?;
        reading::readable(&mut tx, organisation, reach, story).await?;
        let effect = store::of_story(&mut tx, organisation, story).await?.effect_of(&mark);
        if effect == Effect::Counts {
            store::insert(&mut tx, organisation, story, &mark).await?;
        }
        Ok(effect)
    })
    .await
}

/// Shows at the mix what was pressed since the one before.
pub async fn release_mixed(app: App, organisation: OrganisationId, _: Mixed) -> Result<(), Failure> {
    let mut conn = app.db.tenant(organisation).await?;
    transaction(&mut conn, async |mut tx| {
        let pressed = store::unreleased(&mut tx, organisation).await?;
        stories::store::lock_all(&mut tx, organisation, &pressed).await?;
        let counts = store::release(&mut tx, organisation, &pressed).await?;
        let level = |(story, presses)| Some((story, Level::of(presses)?));
        let levels: Vec<(StoryId, Level)> = counts.into_iter().filter_map(level).collect();
        if levels.is_empty() {
            return Ok(());
        }
        store::set_levels(&mut tx, organisation, &levels).await
    })
    .await?;
    Ok(())
}
