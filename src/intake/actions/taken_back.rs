//! What authors took back is noted beside the keys, and taken back again where a backup was put back that knows nothing
//! of it.

use super::post_letter;
use crate::{
    ids::OrganisationId,
    intake::{
        letter::{Content, Letter},
        mix::Outcome,
    },
    platform::{error::Error, state::App},
};
use serde::{Deserialize, Serialize};

/// A line of the note.
#[derive(Serialize, Deserialize)]
struct Noted {
    letter: Letter,
}

/// Notes what an outcome takes back: the story, its author's name, the code. Before it happens.
///
/// # Errors
/// When it cannot be noted.
pub fn note<'a>(
    app: &App,
    organisation: OrganisationId,
    outcomes: impl IntoIterator<Item = (&'a [u8; 32], &'a Outcome)>,
) -> Result<(), Error> {
    let mut lines = vec![];
    for (hash, outcome) in outcomes {
        let taken_back = [
            (outcome.withdrawn, Content::Withdrawal),
            (outcome.name == Some(None), Content::Name(None)),
            (outcome.burnt, Content::Burn),
        ];
        for (_, content) in taken_back.into_iter().filter(|(is, _)| *is) {
            let letter = Letter {
                organisation,
                code_hash: *hash,
                content,
            };
            let line = serde_json::to_string(&Noted { letter });
            lines.push(line.map_err(|_| anyhow::anyhow!("note what is taken back"))?);
        }
    }
    Ok(app.keys.note_taken_back(app.clock.today(), &lines)?)
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
