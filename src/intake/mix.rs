//! The mix, without the database: which of a pile of letters count.

use super::letter::{AfterWaiting, Content, Letter, NewStory, Patience};
use crate::{
    ids::{LetterId, OrganisationId},
    stories::{Anonymity, Lane, dialogue::ROUNDS},
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Position of a letter in the pool.
pub type Place = (NaiveDate, LetterId);

/// A letter that counts: the last of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Last<T> {
    /// Position of its words.
    pub place: Place,
    /// Value kept of it meanwhile.
    pub kept: T,
    order: (i64, usize),
}

/// Choices that decide whether a story comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choices {
    /// Its way in.
    pub lane: Lane,
    /// Known or unknown author.
    pub anonymity: Anonymity,
    pub patience: Patience,
}

/// Sum of the letters under one code: a few dozen bytes for each, and none of their words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// All of them.
    pub letters: BTreeSet<Place>,
    /// Taken back: nothing else counts.
    pub withdrawn: bool,
    /// One story, however often it was sent.
    pub story: Option<Last<Choices>>,
    /// Set when its author was shown the code once: then it leads there.
    pub keeps_code: bool,
    /// Versions that may be told.
    pub consents: BTreeSet<i32>,
    /// The author's own wording.
    pub edit: Option<Last<()>>,
    /// Answers, one to each question.
    pub answers: BTreeMap<i16, Last<()>>,
    /// Whether the author is to be known from now on.
    pub name: Option<Last<()>>,
    /// Whether the code opens nothing from now on.
    pub burnt: bool,
}

/// What comes out for one organisation, by code hash.
pub type LettersByCode = BTreeMap<[u8; 32], Outcome>;

/// Adds a letter to what is known of its code, whenever it is read and however often it came. The last of each kind
/// counts; a withdrawal wins over everything, and a code that was given up stays given up.
pub fn add(by_organisation: &mut BTreeMap<OrganisationId, LettersByCode>, place: Place, letter: &Letter) {
    let by_code = by_organisation.entry(letter.organisation).or_default();
    by_code.entry(letter.code_hash).or_default().add(place, letter);
}

impl Outcome {
    fn add(&mut self, place: Place, letter: &Letter) {
        self.letters.insert(place);
        let rank = letter.rank;
        match &letter.content {
            Content::Withdrawal => self.withdrawn = true,
            Content::Story(story) => {
                self.keeps_code |= story.keep_code;
                let order = (rank, story.edition);
                keep_last(&mut self.story, place, order, story.choices());
            }
            Content::Edit(_) => keep_last(&mut self.edit, place, (rank, 0), ()),
            Content::Name(_) => keep_last(&mut self.name, place, (rank, 0), ()),
            Content::Consent(version) => drop(self.consents.insert(*version)),
            // To no question of ours.
            Content::Answer(answer) if !(1..=ROUNDS).contains(&answer.round) => {}
            Content::Answer(answer) => {
                let mut one = self.answers.remove(&answer.round);
                keep_last(&mut one, place, (rank, 0), ());
                self.answers.extend(one.map(|last| (answer.round, last)));
            }
            Content::Burn => self.burnt = true,
        }
    }

    /// Counts the letters.
    pub fn size(&self) -> usize {
        self.letters.len()
    }

    /// The letters whose words are asked for.
    pub fn wanted(&self) -> impl Iterator<Item = Place> {
        let story = self.story.map(|last| last.place);
        let rest = [self.edit, self.name].into_iter().flatten();
        let rest = rest.chain(self.answers.values().copied()).map(|last| last.place);
        story.into_iter().chain(rest).filter(|_| !self.withdrawn)
    }
}

impl NewStory {
    const fn choices(&self) -> Choices {
        Choices {
            lane: self.lane,
            anonymity: self.anonymity,
            patience: self.patience,
        }
    }
}

/// Keeps the later one. Of two with one order nobody knows which was later: any one rule will do, if it is always the
/// same.
fn keep_last<T>(kept: &mut Option<Last<T>>, place: Place, order: (i64, usize), what: T) {
    let later = |known: &Last<T>| (order, place) > (known.order, known.place);
    if kept.as_ref().is_none_or(later) {
        *kept = Some(Last {
            place,
            kept: what,
            order,
        });
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
pub fn turn(story: Choices, crowd: usize, threshold: usize, today: NaiveDate) -> Turn {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::MessageId,
        intake::letter::Answer,
        platform::{i18n::Language, random},
        stories::{Silence, StoryText, ToldBy, text::NameTag},
    };
    use proptest::prelude::*;

    fn content(kind: usize, word: &str) -> Content {
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
                id: MessageId::new(),
                round: 1,
                text: word.to_owned(),
            }),
            6 => Content::Burn,
            _ => Content::Story(Box::new(story(text))),
        }
    }

    fn story(text: StoryText) -> NewStory {
        NewStory {
            text,
            language: Language::En,
            theme: None,
            told_by: ToldBy::Reader,
            anonymity: Anonymity::Anonymous,
            silence: Silence::Never,
            patience: patience(AfterWaiting::Go),
            keep_code: true,
            edition: 0,
            lane: Lane::House,
        }
    }

    fn patience(then: AfterWaiting) -> Patience {
        Patience { until: day(14), then }
    }

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, n).unwrap()
    }

    #[test]
    fn a_story_waits_for_others_as_long_as_its_author_wants() {
        let told = |anonymity, then| Choices {
            lane: Lane::House,
            anonymity,
            patience: patience(then),
        };
        let go = told(Anonymity::Anonymous, AfterWaiting::Go);
        let erase = told(Anonymity::Anonymous, AfterWaiting::Erase);
        let named = told(Anonymity::Named, AfterWaiting::Erase);
        for (story, crowd, today, expected) in [
            (go, 4, 14, Turn::Waits),
            (go, 5, 1, Turn::Out),
            (go, 1, 15, Turn::Out),
            (erase, 4, 14, Turn::Waits),
            (erase, 4, 15, Turn::Erased),
            (erase, 5, 15, Turn::Out),
            (named, 0, 1, Turn::Out),
        ] {
            assert_eq!(
                turn(story, crowd, 5, day(today)),
                expected,
                "{crowd} on day {today}"
            );
        }
    }

    #[test]
    fn letters_of_one_rank_from_the_version_before_go_by_their_edition() {
        let mut outcome = Outcome::default();
        for edition in [1, 2, 0] {
            let letter = Letter {
                organisation: OrganisationId::new(),
                code_hash: [0; 32],
                content: Content::Story(Box::new(NewStory {
                    edition,
                    ..story(StoryText::default())
                })),
                rank: 0,
            };
            outcome.add((day(1), LetterId::new()), &letter);
        }
        assert_eq!(outcome.story.unwrap().order, (0, 2));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn the_last_of_each_kind_counts_in_whatever_order_they_are_read(
            picks in proptest::collection::vec((0..2usize, 0..4u8, 0..9usize, 0..3usize), 0..40)
        ) {
            let organisations = [OrganisationId::new(), OrganisationId::new()];
            let words = ["a", "bb", "ccc"];
            // As they were sent.
            let sent: Vec<(Place, Letter)> = picks.iter().zip(1..).map(|((o, code, kind, word), rank)| {
                let letter = Letter {
                    organisation: organisations[*o],
                    code_hash: [*code; 32],
                    content: content(*kind, words[*word]),
                    rank,
                };
                ((day(1), LetterId::new()), letter)
            }).collect();
            let mut read = sent.clone();
            random::shuffle(&mut read);
            let mut by_organisation = BTreeMap::new();
            for (place, letter) in read.iter().chain(&sent) {
                add(&mut by_organisation, *place, letter);
            }
            for (place, letter) in &sent {
                let outcome = &by_organisation[&letter.organisation][&letter.code_hash];
                prop_assert!(outcome.letters.contains(place));
                let of_code = |kind: fn(&Content) -> bool| {
                    let mine = sent.iter().filter(|(_, other)| {
                        (other.organisation, other.code_hash) == (letter.organisation, letter.code_hash)
                    });
                    mine.filter(|(_, other)| kind(&other.content)).map(|(place, _)| *place).next_back()
                };
                prop_assert_eq!(
                    outcome.story.map(|last| last.place), of_code(|content| matches!(content, Content::Story(_)))
                );
                prop_assert_eq!(
                    outcome.edit.map(|last| last.place), of_code(|content| matches!(content, Content::Edit(_)))
                );
                prop_assert_eq!(
                    outcome.name.map(|last| last.place), of_code(|content| matches!(content, Content::Name(_)))
                );
                prop_assert_eq!(
                    outcome.answers.get(&1).map(|last| last.place),
                    of_code(|content| matches!(content, Content::Answer(_)))
                );
                match &letter.content {
                    Content::Withdrawal => {
                        prop_assert!(outcome.withdrawn && outcome.wanted().next().is_none());
                    }
                    Content::Burn => prop_assert!(outcome.burnt),
                    Content::Consent(version) => prop_assert!(outcome.consents.contains(version)),
                    _ => {}
                }
            }
        }
    }
}
