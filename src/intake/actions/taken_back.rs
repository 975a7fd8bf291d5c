//! What authors took back is noted beside the keys, and taken back again where a backup was put back that knows nothing
//! of it.

use super::post_letter;
use crate::{
    intake::letter::{Content, Letter},
    platform::{error::Error, state::App},
};
use serde::{Deserialize, Serialize};

/// A line of the note.
#[derive(Serialize, Deserialize)]
struct Noted {
    letter: Letter,
}

/// Notes a letter that takes something back: a story, its author's name, a code. Before it is posted, or done at once;
/// others leave no note.
///
/// # Errors
/// When it cannot be noted.
pub fn note(app: &App, letter: &Letter) -> Result<(), Error> {
    if !matches!(
        letter.content,
        Content::Withdrawal | Content::Name(None) | Content::Burn
    ) {
        return Ok(());
    }
    let letter = letter.clone();
    let line =
        serde_json::to_string(&Noted { letter }).map_err(|_| anyhow::anyhow!("note what is taken back"))?;
    Ok(app.keys.note_taken_back(app.clock.today(), line)?)
}

/// Posts again what authors took back; the next mix carries it out. Lines that others noted are left to them.
///
/// # Errors
/// As [`super::post`].
pub async fn take_back_again(app: &App, lines: &[String]) -> Result<usize, Error> {
    let noted = lines
        .iter()
        .filter_map(|line| serde_json::from_str::<Noted>(line).ok());
    let mut count = 0;
    for Noted { letter } in noted {
        post_letter(app, letter).await?;
        count += 1;
    }
    Ok(count)
}
