//! Notes, beside the keys, of what authors took back: after a backup is restored, it is taken back again.

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

/// Line of the note.
#[derive(Serialize, Deserialize)]
struct Noted {
    letter: Letter,
}

/// Notes a letter that takes back a story, its author's name or a code; ignores others. To be called before the letter
/// takes effect.
pub fn note(app: &App, letter: &Letter) -> Result<(), Error> {
    if !matches!(letter.content, Content::Withdrawal | Content::Name(None) | Content::Burn) {
        return Ok(());
    }
    Ok(app.keys.note_taken_back(app.clock.today(), line(letter)?)?)
}

fn line(letter: &Letter) -> anyhow::Result<String> {
    let letter = letter.clone();
    serde_json::to_string(&Noted { letter }).map_err(|_| anyhow::anyhow!("note what is taken back"))
}

/// Tells whether a withdrawal by this code, on any process, waits for the mix. A mix runs at least once a day, so its
/// note is of today or of yesterday.
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

/// Posts noted letters again, for the next mix; ignores lines of other kinds. Returns their number.
pub async fn repost_taken_back(app: &App, lines: &[String]) -> Result<usize, Error> {
    let noted = lines.iter().filter_map(|line| serde_json::from_str::<Noted>(line).ok());
    let mut count = 0;
    for Noted { letter } in noted {
        post_letter(app, letter).await?;
        count += 1;
    }
    Ok(count)
}
