//! Rules of the mix: the letters that count, and the stories that come out.

use super::letter::{AfterWaiting, Content, Letter, NewStory, WaitLimit};
use crate::{
    ids::{LetterId, OrganisationId},
    stories::{Anonymity, Lane, dialogue::ROUNDS, reader_question::MOST_PASSED},
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Primary key of a letter in the pool.
pub type LetterKey = (NaiveDate, LetterId);

/// Latest letter of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Latest<T> {
    pub key: LetterKey,
    pub value: T,
    /// Rank and edition.
    order: (i64, usize),
}

/// Choices that decide whether a story comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choices {
    pub lane: Lane,
    pub anonymity: Anonymity,
    pub wait: WaitLimit,
}

/// Summary of the letters under one code: a few dozen bytes for each, and none of their words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    pub letters: BTreeSet<LetterKey>,
    /// Set when the story was taken back: nothing else counts.
    pub withdrawn: bool,
    pub story: Option<Latest<Choices>>,
    /// Set when one of the letters asked for the code: its author has seen it then.
    pub keeps_code: bool,
    /// Versions that may be told.
    pub consents: BTreeSet<i32>,
    /// Author's own wording.
    pub edit: Option<Latest<()>>,
    /// Answers by question.
    pub answers: BTreeMap<i16, Latest<()>>,
    /// Answers to readers, by question.
    pub to_readers: BTreeMap<i16, Latest<()>>,
    pub name: Option<Latest<()>>,
    pub burnt: bool,
}

/// Letters of one organisation, by code hash.
pub type LettersByCode = BTreeMap<[u8; 32], Summary>;

/// Adds a letter to the summary of its code; order and repetition make no difference. The latest of each kind counts, a
/// withdrawal wins over everything, and a disabled code stays disabled.
pub fn add(by_organisation: &mut BTreeMap<OrganisationId, LettersByCode>, key: LetterKey, letter: &Letter) {
    let by_code = by_organisation.entry(letter.organisation).or_default();
    by_code.entry(letter.code_hash).or_default().add(key, letter);
}

impl Summary {
    fn add(&mut self, key: LetterKey, letter: &Letter) {
        self.letters.insert(key);
        let rank = letter.rank;
        match &letter.content {
            Content::Withdrawal => self.withdrawn = true,
            Content::Story(story) => {
                self.keeps_code |= story.keep_code;
                let order = (rank, story.edition);
                keep_last(&mut self.story, key, order, story.choices());
            }
            Content::Edit(_) => keep_last(&mut self.edit, key, (rank, 0), ()),
            Content::Name(_) => keep_last(&mut self.name, key, (rank, 0), ()),
            Content::Consent(version) => drop(self.consents.insert(*version)),
            Content::Answer(answer) => keep_answer(&mut self.answers, ROUNDS, answer.round, key, rank),
            Content::AnswerReader(answer) => {
                keep_answer(&mut self.to_readers, MOST_PASSED, answer.round, key, rank);
            }
            Content::Burn => self.burnt = true,
        }
    }

    /// Returns the letters whose contents are needed.
    pub fn wanted(&self) -> impl Iterator<Item = LetterKey> {
        let story = self.story.map(|last| last.key);
        let rest = [self.edit, self.name].into_iter().flatten();
        let answers = self.answers.values().chain(self.to_readers.values());
        let rest = rest.chain(answers.copied()).map(|last| last.key);
        story.into_iter().chain(rest).filter(|_| !self.withdrawn)
    }
}

impl NewStory {
    const fn choices(&self) -> Choices {
        Choices { lane: self.lane, anonymity: self.anonymity, wait: self.wait }
    }
}

/// Keeps the later letter; of two with the same order, the one with the higher key: any rule will do, if it is always
/// the same.
fn keep_last<T>(kept: &mut Option<Latest<T>>, key: LetterKey, order: (i64, usize), what: T) {
    let later = |known: &Latest<T>| (order, key) > (known.order, known.key);
    if kept.as_ref().is_none_or(later) {
        *kept = Some(Latest { key, value: what, order });
    }
}

/// Keeps the last answer to each question; there are `rounds` at most.
fn keep_answer(answers: &mut BTreeMap<i16, Latest<()>>, rounds: i16, round: i16, key: LetterKey, rank: i64) {
    if (1..=rounds).contains(&round) {
        let mut one = answers.remove(&round);
        keep_last(&mut one, key, (rank, 0), ());
        answers.extend(one.map(|last| (round, last)));
    }
}

/// Fate of a story at a mix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    Write,
    /// Leave it in the pool until others come.
    Wait,
    /// Drop it: it has waited long enough, and its author chose so.
    Erase,
}

/// Decides on a story when `crowd` stories of its lane could come out and `threshold` are required. A named author hides
/// in no crowd: their story does not wait.
pub fn decide(story: Choices, crowd: usize, threshold: usize, today: NaiveDate) -> Decision {
    let wait = story.wait;
    if story.anonymity == Anonymity::Named || crowd >= threshold {
        Decision::Write
    } else if today <= wait.until {
        Decision::Wait
    } else if wait.then == AfterWaiting::Go {
        Decision::Write
    } else {
        Decision::Erase
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::MessageId,
        intake::letter::Answer,
        organisations::Readers,
        platform::{i18n::Language, random},
        stories::{Silence, StoryText, ToldBy, text::NameTag},
    };
    use proptest::prelude::*;

    fn content(kind: usize, word: &str) -> Content {
        let text = StoryText { title: word.to_owned(), ..StoryText::default() };
        let tag = NameTag { name: word.to_owned(), email: None };
        match kind {
            0 => Content::Withdrawal,
            1 => Content::Consent(word.len().try_into().unwrap()),
            2 => Content::Edit(Box::new(text)),
            3 => Content::Name(Some(tag)),
            4 => Content::Name(None),
            5 => Content::Answer(Answer { id: MessageId::new(), round: 1, text: word.to_owned() }),
            6 => Content::Burn,
            7 => Content::AnswerReader(Answer { id: MessageId::new(), round: 1, text: word.to_owned() }),
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
            wait: wait(AfterWaiting::Go),
            keep_code: true,
            for_library: true,
            readers: Readers::House,
            edition: 0,
            lane: Lane::House,
        }
    }

    fn wait(then: AfterWaiting) -> WaitLimit {
        WaitLimit { until: day(14), then }
    }

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, n).unwrap()
    }

    #[test]
    fn a_story_waits_for_others_as_long_as_its_author_wants() {
        let told = |anonymity, then| Choices { lane: Lane::House, anonymity, wait: wait(then) };
        let go = told(Anonymity::Anonymous, AfterWaiting::Go);
        let erase = told(Anonymity::Anonymous, AfterWaiting::Erase);
        let named = told(Anonymity::Named, AfterWaiting::Erase);
        for (story, crowd, today, expected) in [
            (go, 4, 14, Decision::Wait),
            (go, 5, 1, Decision::Write),
            (go, 1, 15, Decision::Write),
            (erase, 4, 14, Decision::Wait),
            (erase, 4, 15, Decision::Erase),
            (erase, 5, 15, Decision::Write),
            (named, 0, 1, Decision::Write),
        ] {
            assert_eq!(decide(story, crowd, 5, day(today)), expected, "{crowd} on day {today}");
        }
    }

    #[test]
    fn letters_of_one_rank_from_the_version_before_go_by_their_edition() {
        let mut summary = Summary::default();
        for edition in [1, 2, 0] {
            let letter = Letter {
                organisation: OrganisationId::new(),
                code_hash: [0; 32],
                content: Content::Story(Box::new(NewStory { edition, ..story(StoryText::default()) })),
                rank: 0,
            };
            summary.add((day(1), LetterId::new()), &letter);
        }
        assert_eq!(summary.story.unwrap().order, (0, 2));
    }

    #[test]
    fn a_code_that_was_shown_once_is_kept_and_each_letter_counts_once() {
        let mut summary = Summary::default();
        for (keep_code, shown) in [(false, false), (true, true), (false, true)] {
            let letter = Letter {
                organisation: OrganisationId::new(),
                code_hash: [0; 32],
                content: Content::Story(Box::new(NewStory { keep_code, ..story(StoryText::default()) })),
                rank: 0,
            };
            let place = (day(1), LetterId::new());
            summary.add(place, &letter);
            summary.add(place, &letter);
            assert_eq!(summary.keeps_code, shown);
        }
        assert_eq!(summary.letters.len(), 3);
        for (round, answers) in [(0, 0), (1, 1), (ROUNDS, 2), (ROUNDS + 1, 2)] {
            let letter = Letter {
                organisation: OrganisationId::new(),
                code_hash: [0; 32],
                content: Content::Answer(Answer { id: MessageId::new(), round, text: "Yes.".to_owned() }),
                rank: 0,
            };
            summary.add((day(1), LetterId::new()), &letter);
            assert_eq!(summary.answers.len(), answers, "to question {round}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn the_last_of_each_kind_counts_in_any_order_of_reading(
            picks in proptest::collection::vec((0..2usize, 0..4u8, 0..10usize, 0..3usize), 0..40)
        ) {
            let organisations = [OrganisationId::new(), OrganisationId::new()];
            let words = ["a", "bb", "ccc"];
            // As they were sent.
            let sent: Vec<(LetterKey, Letter)> = picks.iter().zip(1..).map(|((o, code, kind, word), rank)| {
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
            for (key, letter) in read.iter().chain(&sent) {
                add(&mut by_organisation, *key, letter);
            }
            for (key, letter) in &sent {
                let summary = &by_organisation[&letter.organisation][&letter.code_hash];
                prop_assert!(summary.letters.contains(key));
                let of_code = |kind: fn(&Content) -> bool| {
                    let mine = sent.iter().filter(|(_, other)| {
                        (other.organisation, other.code_hash) == (letter.organisation, letter.code_hash)
                    });
                    mine.filter(|(_, other)| kind(&other.content)).map(|(key, _)| *key).next_back()
                };
                prop_assert_eq!(
                    summary.story.map(|last| last.key), of_code(|content| matches!(content, Content::Story(_)))
                );
                prop_assert_eq!(
                    summary.edit.map(|last| last.key), of_code(|content| matches!(content, Content::Edit(_)))
                );
                prop_assert_eq!(
                    summary.name.map(|last| last.key), of_code(|content| matches!(content, Content::Name(_)))
                );
                prop_assert_eq!(
                    summary.answers.get(&1).map(|last| last.key),
                    of_code(|content| matches!(content, Content::Answer(_)))
                );
                prop_assert_eq!(
                    summary.to_readers.get(&1).map(|last| last.key),
                    of_code(|content| matches!(content, Content::AnswerReader(_)))
                );
                match &letter.content {
                    Content::Withdrawal => {
                        prop_assert!(summary.withdrawn && summary.wanted().next().is_none());
                    }
                    Content::Burn => prop_assert!(summary.burnt),
                    Content::Consent(version) => prop_assert!(summary.consents.contains(version)),
                    _ => {}
                }
            }
        }
    }
}
