//! Keys that seal letters and open them again.

use crate::{
    intake::{
        letter::{Content, Letter, NewStory},
        mix::LetterKey,
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

/// Days with partitions and keys, from today on: longer than a program is ever stopped.
pub const DAYS_AHEAD: i32 = 8;

/// Returns the letterbox of `today` and the day of its key: a later day if today's key file is damaged.
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

/// Opens letters, for the mix alone.
pub struct Reader<'a> {
    keys: &'a Keys,
    openers: BTreeMap<NaiveDate, Option<Opener>>,
}

impl<'a> Reader<'a> {
    pub const fn new(keys: &'a Keys) -> Self {
        Self { keys, openers: BTreeMap::new() }
    }

    /// Opens letters; those that no key opens are left out.
    pub async fn read(
        &mut self,
        tx: &mut Tx<'_>,
        letter_keys: &[LetterKey],
    ) -> Result<Vec<(LetterKey, Letter)>, Error> {
        let sealed = store::letters(tx, letter_keys).await?;
        let opened = sealed
            .into_iter()
            .filter_map(|(letter_key, sealed)| Some((letter_key, self.open(letter_key.0, &sealed)?)));
        Ok(opened.collect())
    }

    fn open(&mut self, day: NaiveDate, sealed: &[u8]) -> Option<Letter> {
        let keys = self.keys;
        let opener = self.openers.entry(day).or_insert_with(|| match keys.existing_intake(day) {
            Ok(key) => key.as_ref().map(Opener::of),
            Err(error) => {
                tracing::error!(%day, "no letter of a day can be opened: {error:#}");
                None
            }
        });
        Letter::open(sealed, opener.as_ref()?).ok()
    }
}

/// Contents of letters; each can be taken once.
#[derive(Default)]
pub struct Contents(pub BTreeMap<LetterKey, Content>);

impl Contents {
    pub fn take<T>(
        &mut self,
        letter_key: LetterKey,
        read: impl FnOnce(Content) -> Option<T>,
    ) -> Result<T, Error> {
        let read = self.0.remove(&letter_key).and_then(read);
        Ok(read.context("a letter changed in the middle of the mix")?)
    }

    pub fn story(&mut self, letter_key: LetterKey) -> Result<NewStory, Error> {
        self.take(letter_key, |content| match content {
            Content::Story(story) => Some(*story),
            _ => None,
        })
    }
}
