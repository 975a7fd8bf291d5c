//! The mix: opens letters and writes what they come to, in shuffled order, stamped with nothing but the week.

use super::{
    letters::{DAYS_AHEAD, Reader},
    writing::write_out,
};
use crate::{
    ids::OrganisationId,
    intake::{
        mix::{LettersByCode, Outcome, add},
        store,
    },
    organisations,
    platform::{db::transaction, error::Error, jobs::Failure, state::App},
    retention::CODE,
    stories,
};
use chrono::Duration;
use std::collections::BTreeMap;

/// Letters in memory at once: 80 KiB each.
const AT_ONCE: usize = 64;
/// Letters thrown away with one statement.
const MANY: usize = 1_000;
/// Days after which an intake key is destroyed, once its letters are mixed.
pub const KEY_LIFE: i64 = 2;

/// The scheduled mix.
///
/// # Errors
/// [`Failure::Retry`]: nothing was changed, the letters are still there.
pub async fn mix_due(app: App) -> Result<(), Failure> {
    mix(&app).await?;
    Ok(())
}

/// Opens all letters, and writes what they come to in shuffled order, stamped with nothing but the week. A crash changes
/// nothing, running it again changes nothing either.
pub async fn mix(app: &App) -> Result<usize, Error> {
    // What waits is sealed anew, to today's key.
    make_room(app).await?;
    let mixed = mix_pool(app).await?;
    let turned = apply_due_steps(app).await;
    destroy_old_keys(app).await?;
    turned.map(|()| mixed)
}

/// What else waits for this moment: questions are shown to authors, silence that lasted is taken for consent, and what
/// has lived long enough is erased.
async fn apply_due_steps(app: &App) -> Result<(), Error> {
    let all = organisations::store::all(&mut *app.db.platform().await?).await?;
    let mut turned = Ok(());
    for organisation in all {
        // What stops one organisation stops no other.
        turned = turned.and(apply_due_steps_of(app, organisation.id).await);
    }
    turned
}

async fn apply_due_steps_of(app: &App, organisation: OrganisationId) -> Result<(), Error> {
    let mut conn = app.db.tenant(organisation).await?;
    transaction(&mut conn, async |mut tx| {
        stories::store::messages::show(&mut tx, organisation).await?;
        stories::actions::apply_silent_consent(&mut tx, organisation, app.clock.today()).await?;
        stories::actions::erasing::expire(&mut tx, organisation, app.clock.now()).await?;
        store::forget_codes(&mut tx, organisation, &CODE.before_week(app.clock.today())).await
    })
    .await
}

/// One transaction for the whole pool: whatever comes out together is committed together. Two passes, in chunks: the
/// first opens every letter and keeps where those lie that count, the second reads their words and writes.
async fn mix_pool(app: &App) -> Result<usize, Error> {
    let mut conn = app.db.platform().await?;
    transaction(&mut conn, async |mut tx| {
        let pool = store::pool(&mut tx).await?;
        let mut reader = Reader::new(&app.keys);
        let mut letters = BTreeMap::new();
        for some in pool.chunks(AT_ONCE) {
            for (place, letter) in reader.read(&mut tx, some).await? {
                add(&mut letters, place, &letter);
            }
        }
        let opened: usize = letters
            .values()
            .flat_map(LettersByCode::values)
            .map(Outcome::size)
            .sum();
        if opened < pool.len() {
            tracing::error!(
                count = pool.len() - opened,
                "letters that no key opens stay in the pool: are key files missing?"
            );
        }
        let mut mixed = 0;
        for (organisation, by_code) in letters {
            let written = write_out(app, &mut tx, &mut reader, organisation, by_code).await?;
            for some in written.done.chunks(MANY) {
                store::drop_letters(&mut tx, some).await?;
            }
            mixed += written.done.len().saturating_sub(written.put_back);
        }
        Ok(mixed)
    })
    .await
}

/// Makes room for the letters of the days to come, and their keys: made by the first letter of a day, a key file would
/// carry its moment.
pub async fn make_room(app: &App) -> Result<(), Error> {
    let today = app.clock.today();
    let mut conn = app.db.platform().await?;
    transaction(&mut conn, async |mut tx| {
        store::make_days(&mut tx, today, DAYS_AHEAD).await
    })
    .await?;
    for ahead in 0..DAYS_AHEAD {
        let day = today + Duration::days(ahead.into());
        if let Err(error) = app.keys.intake(day) {
            // Letters go to the next day that has a key.
            tracing::error!(%day, "no intake key: {error:#}");
        }
    }
    Ok(())
}

/// Destroys what is left of days whose letters are all mixed and that are long enough ago: their room in the
/// database, then their keys.
async fn destroy_old_keys(app: &App) -> Result<(), Error> {
    let mut conn = app.db.platform().await?;
    let keep_from = app.clock.today() - Duration::days(KEY_LIFE);
    let oldest = store::oldest_day(&mut conn)
        .await?
        .unwrap_or(keep_from)
        .min(keep_from);
    transaction(&mut conn, async |mut tx| store::drop_days(&mut tx, oldest).await).await?;
    for day in app.keys.intake_days()?.into_iter().filter(|day| *day < oldest) {
        app.keys.destroy_intake(day)?;
    }
    Ok(())
}
