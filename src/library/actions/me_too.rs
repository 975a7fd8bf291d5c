//! “This happened to me too”: taking presses, and showing them at the mix.

use crate::{
    ids::{OrganisationId, StoryId},
    intake::jobs::Mixed,
    library::{
        me_too::{A_DAY, Level, MOST, Mark, UNPROVEN_A_DAY},
        store::{presses as store, reading},
    },
    platform::{db::transaction, error::Error, gate::Standing, jobs::Failure, state::App},
    readers::Reach,
    stories,
};
use std::time::Duration;

/// Wait told to whoever presses after enough others of the day.
const TOMORROW: Duration = Duration::from_hours(24);

/// Takes a press for a story, which counts from the next mix on.
///
/// # Errors
/// [`Error::NotFound`] when the story may not be read, [`Error::TooManyRequests`] when it has enough for today.
pub async fn press(
    app: &App,
    organisation: OrganisationId,
    reach: Reach,
    story: StoryId,
    mark: Mark,
) -> Result<(), Error> {
    let standing = if mark.is_proven { Standing::Proven } else { Standing::Unproven };
    let _place = app.gate.enter(organisation.untyped(), standing).await?;
    let mut conn = app.db.tenant(organisation).await?;
    transaction(&mut conn, async |mut tx| {
        // No press for a story that is withdrawn meanwhile, and one press at a time.
        stories::store::lock(&mut tx, organisation, story).await?;
        reading::readable(&mut tx, organisation, reach, story).await?;
        let known = store::count(&mut tx, organisation, story, app.clock.today()).await?;
        if known.all >= MOST {
            return Ok(());
        }
        if known.of_day >= A_DAY || !mark.is_proven && known.unproven >= UNPROVEN_A_DAY {
            return Err(Error::TooManyRequests(TOMORROW));
        }
        store::insert(&mut tx, organisation, story, &mark).await
    })
    .await
}

/// Shows at the mix what was pressed since the one before.
pub async fn release_mixed(app: App, organisation: OrganisationId, _: Mixed) -> Result<(), Failure> {
    let mut conn = app.db.tenant(organisation).await?;
    transaction(&mut conn, async |mut tx| {
        let counts = store::release(&mut tx, organisation).await?;
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
