//! Sealed letters: where they are sealed to, and what opens them again.

use crate::{
    intake::{
        letter::{Content, Letter, NewStory},
        mix::Place,
        store,
    },
    platform::{
        db::Tx,
        error::Error,
        keys::Keys,
        seal::{Letterbox, Opener},
    },
};
use anyhow::Context;
use chrono::{Duration, NaiveDate};
use std::collections::BTreeMap;

/// Days for whose letters there is room: longer than a program is ever stopped.
pub const DAYS_AHEAD: i32 = 8;

/// Returns the letterbox of `today`, and the day of its key: a later one where the file of today's is damaged.
pub fn letterbox(keys: &Keys, today: NaiveDate) -> anyhow::Result<(NaiveDate, Letterbox)> {
    let mut key = keys.intake(today);
    let mut day = today;
    for ahead in 1..DAYS_AHEAD {
        if key.is_ok() {
            break;
        }
        day = today + Duration::days(ahead.into());
        key = keys.intake(day);
    }
    Ok((day, Letterbox::of(&key?)))
}

/// Opens letters. Only the mix does.
pub struct Reader<'a> {
    keys: &'a Keys,
    openers: BTreeMap<NaiveDate, Option<Opener>>,
}

impl<'a> Reader<'a> {
    /// A reader that has read nothing yet.
    pub const fn new(keys: &'a Keys) -> Self {
        Self {
            keys,
            openers: BTreeMap::new(),
        }
    }

    /// Reads letters; those that cannot be opened are absent.
    pub async fn read(&mut self, tx: &mut Tx<'_>, places: &[Place]) -> Result<Vec<(Place, Letter)>, Error> {
        let sealed = store::letters(tx, places).await?;
        let opened = sealed
            .into_iter()
            .filter_map(|(place, sealed)| Some((place, self.open(place.0, &sealed)?)));
        Ok(opened.collect())
    }

    fn open(&mut self, day: NaiveDate, sealed: &[u8]) -> Option<Letter> {
        let keys = self.keys;
        let opener = self
            .openers
            .entry(day)
            .or_insert_with(|| match keys.kept_intake(day) {
                Ok(key) => key.as_ref().map(Opener::of),
                Err(error) => {
                    tracing::error!(%day, "no letter of a day can be opened: {error:#}");
                    None
                }
            });
        Letter::open(sealed, opener.as_ref()?).ok()
    }
}

/// The contents of the letters that count, for some codes. Each is asked for once.
#[derive(Default)]
pub struct Words(pub BTreeMap<Place, Content>);

impl Words {
    /// Takes the content of a letter, read as one of its kind.
    pub fn take<T>(&mut self, place: Place, read: impl FnOnce(Content) -> Option<T>) -> Result<T, Error> {
        let read = self.0.remove(&place).and_then(read);
        Ok(read.context("a letter changed in the middle of the mix")?)
    }

    /// A story.
    pub fn story(&mut self, place: Place) -> Result<NewStory, Error> {
        self.take(place, |content| match content {
            Content::Story(story) => Some(*story),
            _ => None,
        })
    }
}
