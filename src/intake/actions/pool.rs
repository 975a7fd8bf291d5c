//! Room in the pool. Letters are sealed, so whose they are can be counted only as they come, by the process that takes
//! them in, in its memory.

use super::{post_letter, taken_back};
use crate::{
    intake::{letter::Letter, store},
    platform::{error::Error, state::App},
};
use chrono::TimeDelta;
use std::time::Duration;

/// Letters of no way in: those that come by a code which leads to nothing yet.
pub const ASIDE: &str = "aside";
/// Those of them that take something back, on a form that was open for long enough: a right has a room of its own.
pub const TAKING_BACK: &str = "taking back";
/// Beyond this nobody is asked to wait: mixes further away come sooner by hand.
const LONGEST: TimeDelta = TimeDelta::hours(1);

/// Posts a letter, as long as fewer of its kind wait than may.
///
/// # Errors
/// [`Error::Unavailable`] until the next mix, when there is no room for it, and when it could not be stored.
pub async fn post_one_of(app: &App, kind: &'static str, letter: Letter) -> Result<(), Error> {
    let whose = letter.organisation.untyped();
    if let Some(last) = app.pool.full(whose, kind) {
        // Another process may have mixed. The mix takes all it can open, and what it puts back has other ids.
        if store::is_waiting(&mut *app.db.platform().await?, last).await? {
            return Err(Error::Unavailable(until_mix(app)));
        }
        app.pool.clear(whose, kind);
    }
    // Not before there is room: what is refused leaves no note either.
    taken_back::note(app, &letter)?;
    let place = post_letter(app, letter).await?;
    app.pool.add(whose, kind, place);
    Ok(())
}

fn until_mix(app: &App) -> Duration {
    let now = app.clock.now();
    let wait = (app.settings.mix.after(now) - now).min(LONGEST);
    wait.to_std().unwrap_or_default()
}
