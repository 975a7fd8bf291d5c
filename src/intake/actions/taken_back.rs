//! What authors took back is noted beside the keys, and taken back again where a backup was put back that knows nothing
//! of it.

use super::{letter, post_letter};
use crate::{
    ids::OrganisationId,
    intake::{
        letter::{Content, Letter},
        receipt::ReceiptCode,
    },
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
pub fn note(app: &App, letter: &Letter) -> Result<(), Error> {
    if !matches!(
        letter.content,
        Content::Withdrawal | Content::Name(None) | Content::Burn
    ) {
        return Ok(());
    }
    Ok(app.keys.note_taken_back(app.clock.today(), line(letter)?)?)
}

fn line(letter: &Letter) -> anyhow::Result<String> {
    let letter = letter.clone();
    serde_json::to_string(&Noted { letter }).map_err(|_| anyhow::anyhow!("note what is taken back"))
}

/// Tells whether what goes by a code was taken back, by whichever process, and no mix has carried that out yet: a mix
/// comes every day, so the note of it is of today or of yesterday.
pub fn waits(app: &App, organisation: OrganisationId, code: &ReceiptCode) -> Result<bool, Error> {
    let line = line(&letter(app, organisation, code, Content::Withdrawal))?;
    let today = app.clock.today();
    for day in [Some(today), today.pred_opt()].into_iter().flatten() {
        if app.keys.is_taken_back(day, &line)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Posts again what authors took back; the next mix carries it out. Lines that others noted are left to them.
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
