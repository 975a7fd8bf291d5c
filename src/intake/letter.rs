//! Letters: all that an author sends, sealed, of one size. Whose and what is inside.

use crate::{
    ids::{MessageId, OrganisationId, ThemeId},
    platform::{
        i18n::Language,
        seal::{self, Letterbox, Opener, Unopenable},
    },
    stories::{Anonymity, Lane, Silence, StoryText, ToldBy, text::NameTag},
    text_enum,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Bytes of every letter before sealing. The longest story that the form takes, in the widest script, fits.
pub const SIZE: usize = 80 * 1024;
/// Bound into every seal: a letter is nothing else.
const PURPOSE: &[u8] = b"pratfall letter 1";

/// What an author sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    pub organisation: OrganisationId,
    /// Hash of the receipt code it goes with.
    pub code_hash: [u8; 32],
    pub content: Content,
    /// Rank among the letters of its author: of two that contradict each other the one with the higher rank
    /// was sent later. 0 before it is posted, and again once a mix has put it back: whatever came since is later.
    #[serde(default, skip_serializing_if = "is_unranked")]
    pub rank: i64,
}

/// What a letter says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    /// A new story.
    Story(Box<NewStory>),
    /// What goes by this code shall not come out.
    Withdrawal,
    /// This version may be told.
    Consent(i32),
    /// The author's own wording.
    Edit(Box<StoryText>),
    /// An answer to a question.
    Answer(Answer),
    /// Who the author is, or that nobody shall know.
    Name(Option<NameTag>),
    /// The code shall open nothing any more.
    Burn,
}

/// An answer to a question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Answer {
    /// Made with the form, so that the same form sent twice is one answer.
    pub id: MessageId,
    pub round: i16,
    /// What the author says.
    pub text: String,
}

/// A story on its way in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewStory {
    pub text: StoryText,
    /// Language it is written in.
    pub language: Language,
    pub theme: Option<ThemeId>,
    /// How it wants to be told.
    pub told_by: ToldBy,
    /// Whether its author is known.
    pub anonymity: Anonymity,
    pub silence: Silence,
    /// How long it may wait for others.
    pub patience: Patience,
    /// The way it came in.
    pub lane: Lane,
    /// Count of other texts its author sent with the same form before, as far as one process knows: counts among
    /// letters of one rank, which those of the version before are.
    pub edition: usize,
    /// Whether its author wants a way back.
    #[serde(default = "a_way_back")]
    pub keep_code: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "as serde asks for it")]
const fn is_unranked(rank: &i64) -> bool {
    *rank == 0
}

/// Letters from before there was a choice have a way back.
const fn a_way_back() -> bool {
    true
}

/// How long a story may wait in the pool for enough others, and what happens then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patience {
    /// The last day of waiting.
    pub until: NaiveDate,
    /// What happens after it.
    pub then: AfterWaiting,
}

text_enum! {
    /// What happens to a story that waited long enough.
    pub enum AfterWaiting {
        /// It comes out with fewer.
        Go = "go",
        /// It is erased, unread.
        Erase = "erase",
    }
}

impl Letter {
    /// The letter, padded and sealed.
    pub fn seal(&self, letterbox: &Letterbox) -> anyhow::Result<Vec<u8>> {
        let plain = serde_json::to_vec(self).map_err(|_| anyhow::anyhow!("write a letter"))?;
        let padded = seal::pad(&plain, SIZE).ok_or_else(|| anyhow::anyhow!("a letter too long"))?;
        Ok(letterbox.seal(&padded, PURPOSE)?)
    }

    /// Opens a letter. Only the mix does.
    ///
    /// # Errors
    /// [`Unopenable`] when it was sealed to another day or is no letter.
    pub fn open(sealed: &[u8], opener: &Opener) -> Result<Self, Unopenable> {
        let padded = opener.open(sealed, PURPOSE)?;
        serde_json::from_slice(seal::unpad(&padded)?).map_err(|_| Unopenable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{platform::keys::Key, stories::text};

    fn letter(content: Content) -> Letter {
        Letter {
            organisation: OrganisationId::new(),
            code_hash: [255; 32],
            content,
            rank: i64::MAX,
        }
    }

    #[test]
    fn the_longest_story_fits_and_all_letters_are_of_one_size() {
        let wide = |n: usize| "\u{1F9D1}".repeat(n);
        let story = NewStory {
            text: StoryText {
                title: wide(text::TITLE),
                what_happened: wide(text::HAPPENED.1),
                made_sense: wide(text::ASIDE),
                cost: wide(text::ASIDE),
                learned: wide(text::LEARNED.1),
                advice: wide(text::ASIDE),
                name: Some(wide(80)),
                email: Some("x".repeat(254)),
            },
            language: Language::Nl,
            theme: Some(ThemeId::new()),
            told_by: ToldBy::Library,
            anonymity: Anonymity::Anonymous,
            silence: Silence::Publish,
            patience: Patience {
                until: NaiveDate::MAX,
                then: AfterWaiting::Erase,
            },
            keep_code: false,
            lane: Lane::House,
            edition: 0,
        };
        let secret = Key::generate();
        let letterbox = Letterbox::of(&secret);
        let long = letter(Content::Story(Box::new(story)));
        let short = letter(Content::Withdrawal);
        let (a, b) = (long.seal(&letterbox).unwrap(), short.seal(&letterbox).unwrap());
        assert_eq!(a.len(), b.len());
        assert_eq!(Letter::open(&a, &Opener::of(&secret)), Ok(long));
        assert_eq!(Letter::open(&b, &Opener::of(&Key::generate())), Err(Unopenable));
    }
}
