//! Limits of the pool. Letters are sealed, so those of an organisation can be counted only on arrival, in the memory of
//! the process that receives them.

use super::{post_letter, taken_back};
use crate::{
    intake::{letter::Letter, store},
    platform::{error::Error, state::App},
};
use chrono::TimeDelta;
use std::time::Duration;

/// Kind of the letters that come by an unknown code.
pub const UNKNOWN_CODE: &str = "aside";
/// Kind of the withdrawals among them, from a form that was open for long enough: a right has a limit of its own.
pub const TAKING_BACK: &str = "taking back";
/// Longest `Retry-After`: a mix that is further away may be started by hand.
const LONGEST: TimeDelta = TimeDelta::hours(1);

/// Posts a letter unless too many of its kind wait.
///
/// # Errors
/// [`Error::Unavailable`] until the next mix, when there is no room for it.
pub async fn post_within_limit(app: &App, kind: &'static str, letter: Letter) -> Result<(), Error> {
    let whose = letter.organisation.untyped();
    if let Some(last) = app.pool.full(whose, kind) {
        // Another process may have mixed. The mix removes all it can open, and puts letters back under other ids.
        if store::is_waiting(&mut *app.db.platform().await?, last).await? {
            return Err(Error::Unavailable(until_mix(app)));
        }
        app.pool.clear(whose, kind);
    }
    // Noted only once there is room: a refused letter leaves no note.
    taken_back::note(app, &letter)?;
    let key = post_letter(app, letter).await?;
    app.pool.add(whose, kind, key);
    Ok(())
}

fn until_mix(app: &App) -> Duration {
    let now = app.clock.now();
    let wait = (app.settings.mix.after(now) - now).min(LONGEST);
    wait.to_std().unwrap_or_default()
}
