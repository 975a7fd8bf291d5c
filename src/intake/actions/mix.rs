//! The mix: opens letters and writes their stories in shuffled order, stamped with nothing but the week.

use super::{
    letters::{DAYS_AHEAD, Reader},
    writing::write_out,
};
use crate::{
    ids::OrganisationId,
    intake::{
        jobs::Mixed,
        mix::{LettersByCode, add},
        store,
    },
    organisations,
    platform::{
        db::transaction,
        error::Error,
        jobs::{Failure, enqueue},
        state::App,
    },
    retention::CODE,
    stories,
};
use chrono::Duration;
use std::collections::BTreeMap;

/// Letters in memory at once: 80 KiB each.
const AT_ONCE: usize = 64;
/// Letters deleted with one statement.
const MANY: usize = 1_000;
/// Days before an intake key is destroyed, once its letters are mixed.
pub const KEY_LIFE: i64 = 2;

/// Runs the scheduled mix.
pub async fn mix_due(app: App) -> Result<(), Failure> {
    mix(&app).await?;
    Ok(())
}

/// Mixes all letters and applies what was due at this moment; returns the number of mixed letters. A crash leaves all
/// letters in the pool, and running it again is harmless.
pub async fn mix(app: &App) -> Result<usize, Error> {
    // Waiting letters are sealed again, to today's key.
    prepare_days(app).await?;
    let mixed = mix_pool(app).await?;
    let applied = apply_due_steps(app).await;
    destroy_old_keys(app).await?;
    applied.map(|()| mixed)
}

/// Shows questions to authors and moderators, takes lasting silence for consent, and erases expired stories, questions and codes.
async fn apply_due_steps(app: &App) -> Result<(), Error> {
    let all = organisations::store::all(&mut *app.db.platform().await?).await?;
    let mut applied = Ok(());
    for organisation in all {
        // An error in one organisation stops no other.
        applied = applied.and(apply_due_steps_of(app, organisation.id).await);
    }
    applied
}

async fn apply_due_steps_of(app: &App, organisation: OrganisationId) -> Result<(), Error> {
    let mut conn = app.db.tenant(organisation).await?;
    transaction(&mut conn, async |mut tx| {
        stories::actions::asking::lock_talked_about(&mut tx, organisation, app.clock.today()).await?;
        stories::store::messages::show(&mut tx, organisation).await?;
        stories::actions::apply_silent_consent(&mut tx, organisation, app.clock.today()).await?;
        stories::actions::erasing::expire(&mut tx, organisation, app.clock.now()).await?;
        stories::actions::asking::turn_questions(&mut tx, organisation, app.clock.today()).await?;
        store::forget_codes(&mut tx, organisation, &CODE.before_week(app.clock.today())).await?;
        enqueue(&mut tx, Some(organisation), &Mixed {}).await
    })
    .await
}

/// Mixes the whole pool in one transaction, so that stories come out together. The first pass opens every letter and
/// keeps the keys of those that count; the second reads their contents and writes.
async fn mix_pool(app: &App) -> Result<usize, Error> {
    let mut conn = app.db.platform().await?;
    transaction(&mut conn, async |mut tx| {
        let pool = store::lock_pool(&mut tx).await?;
        let mut reader = Reader::new(&app.keys);
        let mut letters = BTreeMap::new();
        for some in pool.chunks(AT_ONCE) {
            for (key, letter) in reader.read(&mut tx, some).await? {
                add(&mut letters, key, &letter);
            }
        }
        let by_code = letters.values().flat_map(LettersByCode::values);
        let opened: usize = by_code.map(|summary| summary.letters.len()).sum();
        if opened < pool.len() {
            tracing::error!(
                count = pool.len() - opened,
                "letters that no key opens stay in the pool: are key files missing?"
            );
        }
        let mut mixed = 0;
        for (organisation, by_code) in letters {
            let written = write_out(app, &mut tx, &mut reader, organisation, by_code).await?;
            for some in written.mixed.chunks(MANY) {
                store::delete_letters(&mut tx, some).await?;
            }
            mixed += written.mixed.len().saturating_sub(written.put_back);
        }
        Ok(mixed)
    })
    .await
}

/// Creates partitions and keys for the days to come: a key file made by the first letter of a day would carry its
/// moment.
pub async fn prepare_days(app: &App) -> Result<(), Error> {
    let today = app.clock.today();
    let mut conn = app.db.platform().await?;
    transaction(&mut conn, async |mut tx| store::add_days(&mut tx, today, DAYS_AHEAD).await).await?;
    for ahead in 0..DAYS_AHEAD {
        let day = today + Duration::days(ahead.into());
        if let Err(error) = app.keys.intake(day) {
            // Letters are sealed to the next day that has a key.
            tracing::error!(%day, "no intake key: {error:#}");
        }
    }
    Ok(())
}

/// Destroys the partitions, then the keys, of past days whose letters are all mixed.
async fn destroy_old_keys(app: &App) -> Result<(), Error> {
    let mut conn = app.db.platform().await?;
    let keep_from = app.clock.today() - Duration::days(KEY_LIFE);
    let oldest = store::oldest_day(&mut conn).await?.unwrap_or(keep_from).min(keep_from);
    transaction(&mut conn, async |mut tx| store::drop_days(&mut tx, oldest).await).await?;
    for day in app.keys.intake_days()?.into_iter().filter(|day| *day < oldest) {
        app.keys.destroy_intake(day)?;
    }
    Ok(())
}
