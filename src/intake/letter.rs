//! Letters: messages from authors, sealed and of one size.

use crate::{
    ids::{MessageId, OrganisationId, ThemeId},
    organisations::Readers,
    platform::{
        i18n::Language,
        seal::{self, Letterbox, Opener, Unopenable},
    },
    stories::{Anonymity, Lane, Silence, StoryText, ToldBy, text::NameTag},
    text_enum,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Bytes of every letter before sealing: the longest story in the widest script fits.
pub const SIZE: usize = 80 * 1024;
/// Associated data of every seal, so that nothing else opens as a letter.
const PURPOSE: &[u8] = b"pratfall letter 1";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    pub organisation: OrganisationId,
    /// Hash of its receipt code.
    pub code_hash: [u8; 32],
    pub content: Content,
    /// Order among the letters under its code: of two that contradict each other the higher one was sent later. 0 before
    /// it is posted, and again after a mix has put it back: letters posted since then are later.
    #[serde(default, skip_serializing_if = "is_unranked")]
    pub rank: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    Story(Box<NewStory>),
    /// Withdraws the story of this code.
    Withdrawal,
    /// Agrees to the version of this number.
    Consent(i32),
    /// Replaces the text with the author's own wording.
    Edit(Box<StoryText>),
    Answer(Answer),
    /// Answers the question of a reader.
    AnswerReader(Answer),
    /// Sets the author's name, or takes it off.
    Name(Option<NameTag>),
    /// Disables the code.
    Burn,
}

/// Answer to a question of the moderators, or of a reader.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Answer {
    /// Made with the form, so that the same form sent twice is one answer.
    pub id: MessageId,
    pub round: i16,
    pub text: String,
}

/// Story that has not been mixed yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewStory {
    pub text: StoryText,
    /// Language it is written in.
    pub language: Language,
    pub theme: Option<ThemeId>,
    pub told_by: ToldBy,
    pub anonymity: Anonymity,
    pub silence: Silence,
    #[serde(rename = "patience")]
    pub wait: WaitLimit,
    pub lane: Lane,
    /// Number of other texts sent with the same form before, as far as one process knows. Orders letters of one rank:
    /// those posted before ranks existed.
    pub edition: usize,
    /// Set when its author wants a receipt code.
    #[serde(default = "keeps_code")]
    pub keep_code: bool,
    /// Set when the form said that what is told comes to the library.
    #[serde(default)]
    pub for_library: bool,
    /// Readers, as the form named them. Letters from before it did are for the house.
    #[serde(default)]
    pub readers: Readers,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "as serde asks for it")]
const fn is_unranked(rank: &i64) -> bool {
    *rank == 0
}

/// Default for letters from before there was a choice.
const fn keeps_code() -> bool {
    true
}

/// Limit to the days that a story waits in the pool for enough others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitLimit {
    /// Last day of waiting.
    pub until: NaiveDate,
    pub then: AfterWaiting,
}

text_enum! {
    /// Fate of a story after its last day of waiting.
    pub enum AfterWaiting {
        /// Comes out with fewer others.
        Go = "go",
        /// Is erased, unread.
        Erase = "erase",
    }
}

impl Letter {
    /// Pads and seals the letter.
    pub fn seal(&self, letterbox: &Letterbox) -> anyhow::Result<Vec<u8>> {
        let plain = serde_json::to_vec(self).map_err(|_| anyhow::anyhow!("write a letter"))?;
        let padded = seal::pad(&plain, SIZE).ok_or_else(|| anyhow::anyhow!("a letter too long"))?;
        Ok(letterbox.seal(&padded, PURPOSE)?)
    }

    /// Opens a letter, for the mix alone.
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
        Letter { organisation: OrganisationId::new(), code_hash: [255; 32], content, rank: i64::MAX }
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
            wait: WaitLimit { until: NaiveDate::MAX, then: AfterWaiting::Erase },
            keep_code: false,
            for_library: true,
            readers: Readers::Everybody,
            lane: Lane::House,
            edition: 0,
        };
        let json = serde_json::to_value(&story).unwrap();
        assert!(json.get("patience").is_some(), "letters in the pool still open");
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
