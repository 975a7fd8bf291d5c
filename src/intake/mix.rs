//! The mix, without the database: what a pile of opened letters comes to.

use super::letter::{AfterWaiting, Answer, Content, Letter, NewStory};
use crate::{
    ids::OrganisationId,
    stories::{Anonymity, StoryText, text::NameTag},
};
use chrono::NaiveDate;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// What the letters under one code come to. Letters have no order, so each rule here must not need one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Taken back: nothing else counts.
    pub withdrawn: bool,
    /// One story, however often it was sent.
    pub story: Option<Box<NewStory>>,
    /// Versions that may be told.
    pub consents: BTreeSet<i32>,
    /// The author's own wording.
    pub edit: Option<Box<StoryText>>,
    /// Answers, each once.
    pub answers: BTreeSet<Answer>,
    /// Whether the author is to be known from now on.
    pub name: Option<Option<NameTag>>,
    /// Whether the code opens nothing from now on.
    pub burnt: bool,
}

/// What comes out for one organisation, by code hash.
pub type Batch = BTreeMap<[u8; 32], Outcome>;

/// Collapses letters: all under one code become one outcome, the same whatever their order and however often each
/// came. A withdrawal wins over everything, staying unknown over being known, a story sent with a way back over the
/// same without; of two texts the one that sorts first stays, every time.
#[must_use]
pub fn collapse(letters: Vec<Letter>) -> BTreeMap<OrganisationId, Batch> {
    let mut batches: BTreeMap<OrganisationId, Batch> = BTreeMap::new();
    for letter in letters {
        let batch = batches.entry(letter.organisation).or_default();
        batch.entry(letter.code_hash).or_default().add(letter.content);
    }
    batches
}

impl Outcome {
    fn add(&mut self, content: Content) {
        match content {
            Content::Withdrawal => {
                *self = Self {
                    withdrawn: true,
                    ..Self::default()
                }
            }
            _ if self.withdrawn => {}
            Content::Story(story) => {
                let keep_code = story.keep_code || self.story.as_ref().is_some_and(|known| known.keep_code);
                keep_first(&mut self.story, story, |story| {
                    let texts = NewStory {
                        keep_code: true,
                        ..(**story).clone()
                    };
                    (Reverse(story.edition), serde_json::to_vec(&texts).ok())
                });
                if let Some(story) = &mut self.story {
                    story.keep_code = keep_code;
                }
            }
            Content::Edit(text) => keep_first(&mut self.edit, text, Clone::clone),
            // `None` sorts first.
            Content::Name(tag) => keep_first(&mut self.name, tag, Clone::clone),
            Content::Consent(version) => drop(self.consents.insert(version)),
            Content::Answer(answer) => drop(self.answers.insert(answer)),
            Content::Burn => self.burnt = true,
        }
    }
}

/// What becomes of a story at this mix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It comes out.
    Out,
    /// It waits for others.
    Waits,
    /// It has waited long enough, and its author wants it erased.
    Erased,
}

/// Whether a story comes out `today`, when `crowd` stories of its lane could and `threshold` are asked for. A named
/// author hides in no crowd, so their story neither waits nor counts.
#[must_use]
pub fn turn(story: &NewStory, crowd: usize, threshold: usize, today: NaiveDate) -> Turn {
    let patience = story.patience;
    if story.anonymity == Anonymity::Named || crowd >= threshold {
        Turn::Out
    } else if today <= patience.until {
        Turn::Waits
    } else if patience.then == AfterWaiting::Go {
        Turn::Out
    } else {
        Turn::Erased
    }
}

fn keep_first<T, K: Ord>(kept: &mut Option<T>, other: T, key: impl Fn(&T) -> K) {
    if kept.as_ref().is_none_or(|known| key(&other) < key(known)) {
        *kept = Some(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::MessageId,
        intake::letter::Patience,
        platform::{i18n::Language, random},
        stories::{Lane, Silence, ToldBy},
    };
    use proptest::prelude::*;

    fn content(kind: usize, word: &str, id: MessageId) -> Content {
        let text = StoryText {
            title: word.to_owned(),
            ..StoryText::default()
        };
        let tag = NameTag {
            name: word.to_owned(),
            email: None,
        };
        match kind {
            0 => Content::Withdrawal,
            1 => Content::Consent(word.len().try_into().unwrap()),
            2 => Content::Edit(Box::new(text)),
            3 => Content::Name(Some(tag)),
            4 => Content::Name(None),
            5 => Content::Answer(Answer {
                id,
                round: 1,
                text: word.to_owned(),
            }),
            6 => Content::Burn,
            kind => Content::Story(Box::new(NewStory {
                keep_code: kind == 7,
                edition: word.len() % 3,
                ..story(text, Anonymity::Anonymous, AfterWaiting::Go)
            })),
        }
    }

    fn story(text: StoryText, anonymity: Anonymity, then: AfterWaiting) -> NewStory {
        NewStory {
            text,
            language: Language::En,
            theme: None,
            told_by: ToldBy::Reader,
            anonymity,
            silence: Silence::Never,
            patience: Patience { until: day(14), then },
            keep_code: true,
            edition: 0,
            lane: if anonymity == Anonymity::Named {
                Lane::Named
            } else {
                Lane::House
            },
        }
    }

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, n).unwrap()
    }

    #[test]
    fn a_story_waits_for_others_as_long_as_its_author_wants() {
        let told = |anonymity, then| story(StoryText::default(), anonymity, then);
        let go = told(Anonymity::Anonymous, AfterWaiting::Go);
        let erase = told(Anonymity::Anonymous, AfterWaiting::Erase);
        let named = told(Anonymity::Named, AfterWaiting::Erase);
        for (story, crowd, today, expected) in [
            (&go, 4, 14, Turn::Waits),
            (&go, 5, 1, Turn::Out),
            (&go, 1, 15, Turn::Out),
            (&erase, 4, 14, Turn::Waits),
            (&erase, 4, 15, Turn::Erased),
            (&erase, 5, 15, Turn::Out),
            (&named, 0, 1, Turn::Out),
        ] {
            assert_eq!(
                turn(story, crowd, 5, day(today)),
                expected,
                "{crowd} on day {today}"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn order_and_repetition_change_nothing(
            picks in proptest::collection::vec((0..2usize, 0..4u8, 0..11usize, 0..3usize), 0..40)
        ) {
            let organisations = [OrganisationId::new(), OrganisationId::new()];
            let (words, ids) = (["a", "bb", "ccc"], [MessageId::new(), MessageId::new()]);
            let letter = |(o, code, kind, word): &(usize, u8, usize, usize)| Letter {
                organisation: organisations[*o],
                code_hash: [*code; 32],
                content: content(*kind, words[*word], ids[*word % 2]),
            };
            let letters: Vec<Letter> = picks.iter().map(letter).collect();
            let once = collapse(letters.clone());
            let mut again = [letters.clone(), letters.clone()].concat();
            random::shuffle(&mut again);
            prop_assert_eq!(&collapse(again), &once);
            for letter in &letters {
                let outcome = &once[&letter.organisation][&letter.code_hash];
                if let (Content::Story(story), Some(kept)) = (&letter.content, &outcome.story) {
                    prop_assert!(kept.edition >= story.edition, "the last text counts");
                }
                match &letter.content {
                    Content::Withdrawal => prop_assert!(outcome.withdrawn && outcome.story.is_none()),
                    Content::Name(None) => prop_assert!(outcome.withdrawn || outcome.name == Some(None)),
                    Content::Burn => prop_assert!(outcome.withdrawn || outcome.burnt),
                    Content::Story(story) if story.keep_code => {
                        prop_assert!(outcome.story.as_ref().is_none_or(|kept| kept.keep_code));
                    }
                    _ => {}
                }
            }
        }
    }
}
