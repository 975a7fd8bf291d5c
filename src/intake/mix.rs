//! The mix, without the database: what a pile of opened letters comes to.

use super::letter::{Content, Letter, NewStory};
use crate::ids::OrganisationId;
use std::collections::BTreeMap;

/// What the letters under one code come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// One story, however often it was sent.
    Story(Box<NewStory>),
    /// Taken back, whatever else was sent.
    Withdrawal,
}

/// What comes out for one organisation, by code hash.
pub type Batch = BTreeMap<[u8; 32], Outcome>;

/// Collapses letters: equal codes become one outcome, and a withdrawal wins. The order of letters means nothing;
/// where one code came with two texts, the one whose letter sorts first stays, every time.
#[must_use]
pub fn collapse(letters: Vec<Letter>) -> BTreeMap<OrganisationId, Batch> {
    let mut batches: BTreeMap<OrganisationId, Batch> = BTreeMap::new();
    for Letter {
        organisation,
        code_hash,
        content,
    } in letters
    {
        let outcome = match content {
            Content::Story(story) => Outcome::Story(story),
            Content::Withdrawal => Outcome::Withdrawal,
        };
        let batch = batches.entry(organisation).or_default();
        match batch.get(&code_hash) {
            Some(known) if stays(known, &outcome) => {}
            _ => drop(batch.insert(code_hash, outcome)),
        }
    }
    batches
}

fn stays(known: &Outcome, other: &Outcome) -> bool {
    match (known, other) {
        (Outcome::Withdrawal, _) => true,
        (_, Outcome::Withdrawal) => false,
        (Outcome::Story(known), Outcome::Story(other)) => {
            serde_json::to_vec(known).ok() <= serde_json::to_vec(other).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        platform::{i18n::Language, random},
        stories::{Anonymity, Silence, StoryText, ToldBy},
    };
    use proptest::prelude::*;

    fn letter(organisation: OrganisationId, code: u8, words: Option<&str>) -> Letter {
        let content = words.map_or(Content::Withdrawal, |words| {
            Content::Story(Box::new(NewStory {
                text: StoryText {
                    title: words.to_owned(),
                    ..StoryText::default()
                },
                language: Language::En,
                theme: None,
                told_by: ToldBy::Reader,
                anonymity: Anonymity::Anonymous,
                silence: Silence::Never,
            }))
        });
        Letter {
            organisation,
            code_hash: [code; 32],
            content,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn order_and_repetition_change_nothing(picks in proptest::collection::vec((0..2usize, 0..4u8, 0..4usize), 0..40)) {
            let organisations = [OrganisationId::new(), OrganisationId::new()];
            let words = [Some("a"), Some("b"), Some("c"), None];
            let letters: Vec<Letter> =
                picks.iter().map(|(o, code, w)| letter(organisations[*o], *code, words[*w])).collect();
            let once = collapse(letters.clone());
            let mut again = [letters.clone(), letters.clone()].concat();
            random::shuffle(&mut again);
            prop_assert_eq!(&collapse(again), &once);
            for letter in &letters {
                let withdrawn = once[&letter.organisation][&letter.code_hash] == Outcome::Withdrawal;
                prop_assert!(withdrawn || letter.content != Content::Withdrawal);
            }
        }
    }
}
