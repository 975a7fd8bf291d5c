//! Names that a story lost on its way, as they are looked for elsewhere. They never leave this module as text.

use crate::{
    coach::{OwnRules, Run, telling},
    library::search::{
        lexemes::{Weight, read},
        stem::lexeme,
    },
    platform::{
        i18n::Language,
        text::fold::{fold, tokens},
    },
    stories::StoryText,
};
use std::collections::{BTreeMap, BTreeSet};

/// Names, folded.
#[derive(Default)]
pub struct Names {
    /// What follows the first word of each: nothing, for most.
    after: BTreeMap<String, Vec<Run>>,
    /// Those of one word, and their lexemes, that the index of what is left does not have.
    alone: BTreeSet<String>,
    lexemes: BTreeSet<String>,
}

/// Returns the words of a text, folded.
pub fn words(text: &str) -> Run {
    tokens(text).into_iter().map(|token| token.folded).collect()
}

impl Names {
    /// Returns the names of `earlier` texts that `newest` has in no field.
    ///
    /// Words of `common` say nothing: the organisation's own name is in every mail.
    pub fn gone(
        earlier: &[&StoryText],
        newest: &StoryText,
        language: Language,
        own: &OwnRules,
        common: &BTreeSet<String>,
    ) -> Self {
        let left: Vec<Run> = newest.answers().map(|(_, answer)| words(answer)).collect();
        // Shown because its author wants it.
        let name = words(newest.name.as_deref().unwrap_or_default());
        // The coach takes its time: each answer once, and none that did not change.
        let changed: BTreeSet<&str> = earlier
            .iter()
            .flat_map(|text| text.answers().zip(newest.answers()))
            .filter(|((_, before), (_, after))| before != after)
            .map(|((_, before), _)| before)
            .collect();
        let mut lost: BTreeSet<Run> =
            changed.into_iter().flat_map(|answer| telling(answer, language, own)).collect();
        lost.retain(|run| match run.as_slice() {
            [word] => !common.contains(word) && !name.contains(word) && !says_nothing(word),
            _ => true,
        });
        lost.retain(|run| !left.iter().any(|words| words.windows(run.len()).any(|place| place == run)));
        Self::new(lost, newest, language)
    }

    fn new(lost: BTreeSet<Run>, newest: &StoryText, language: Language) -> Self {
        let mut names = Self::default();
        for run in lost {
            if let [word] = run.as_slice() {
                names.alone.insert(word.clone());
                names.lexemes.extend(lexeme(language, word));
            }
            let mut run = run.into_iter();
            if let Some(first) = run.next() {
                names.after.entry(first).or_default().push(run.collect());
            }
        }
        if !names.alone.is_empty() {
            // Parts of compounds are in the index too, and other words with the same stem.
            for word in read(language, newest.answers().map(|(_, answer)| (Weight::Body, answer))).words {
                names.alone.remove(&word.folded);
                names.lexemes.remove(&word.lexeme);
            }
        }
        names
    }

    pub fn is_empty(&self) -> bool {
        self.after.is_empty()
    }

    /// Tells whether one of the names stands among the words of a text.
    pub fn stand_in(&self, words: &[String]) -> bool {
        words.iter().enumerate().any(|(at, word)| {
            let runs = self.after.get(word);
            runs.is_some_and(|runs| runs.iter().any(|run| words[at + 1..].starts_with(run)))
        })
    }

    /// Returns the first word of each name.
    pub fn first_words(&self) -> impl Iterator<Item = &str> {
        self.after.keys().map(String::as_str)
    }

    /// Tells whether one of the names is in a row of the library's index: its spellings and its lexemes.
    pub fn are_found_by(&self, spellings: &[String], lexemes: &[String]) -> bool {
        lexemes.iter().any(|lexeme| self.lexemes.contains(lexeme))
            || spellings
                .iter()
                .flat_map(|spelling| spelling.split('-'))
                .any(|word| self.alone.contains(&fold(word)))
    }
}

/// Tells whether a word, its capital gone, is one that says nothing in some language, such as *Will*.
fn says_nothing(word: &str) -> bool {
    Language::ALL.iter().any(|language| lexeme(*language, word).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(title: &str, happened: &str) -> StoryText {
        StoryText { title: title.to_owned(), what_happened: happened.to_owned(), ..StoryText::default() }
    }

    fn gone(earlier: &[StoryText], newest: &StoryText) -> Names {
        let earlier: Vec<&StoryText> = earlier.iter().collect();
        let common = BTreeSet::from(["acme".to_owned()]);
        Names::gone(&earlier, newest, Language::Nl, &OwnRules::default(), &common)
    }

    /// Those of the places in which a name stands.
    fn leaks<'p>(names: &Names, places: &[&'p str]) -> Vec<&'p str> {
        places.iter().copied().filter(|place| names.stand_in(&words(place))).collect()
    }

    #[test]
    fn names_that_no_field_has_any_more_are_looked_for_as_whole_words() {
        let first = text("Zoltan en ik", "Toen belde Zoltán uit Halle, met dossier 48213.");
        let second = text("Een collega en ik", "Toen belde een collega uit Halle. Dan Ottokar.");
        let newest = text("Een collega en ik", "Toen belde een collega uit Halle. Dan iemand anders.");
        let names = gone(&[first, second], &newest);
        let places =
            ["met ZOLTÁN erbij", "ottokar", "Zoltans", "in Halle", "nr. 48213", "Toen belde een collega"];
        assert_eq!(leaks(&names, &places), ["met ZOLTÁN erbij", "ottokar", "nr. 48213"]);
    }

    #[test]
    fn what_is_left_or_moved_or_common_is_no_name_that_went() {
        let first = [text("Zoltan belde", "Bij Acme belde Zoltan naar Will en de directeur op maandag.")];
        let moved = text("Iemand belde", "Op dinsdag belde ik naar zoltan.");
        assert!(gone(&first, &moved).is_empty());
        let named = StoryText { name: Some("Zoltan F.".to_owned()), ..text("Iemand belde", "Hij belde.") };
        assert!(gone(&first, &named).is_empty(), "shown because its author wants it");
        assert!(gone(&first, &first[0]).is_empty());
        assert!(gone(&[], &first[0]).is_empty());
    }

    #[test]
    fn several_words_are_looked_for_in_their_order() {
        let names =
            gone(&[text("", "Bel 0475 12 34 56 of mail zoltan@acme.be.")], &text("", "Bel of mail iemand."));
        let places =
            ["tel. 0475/12.34.56", "56 34 12 0475 is anders", "naar zoltan@acme.be!", "zoltan bij acme", ""];
        assert_eq!(
            leaks(&names, &places),
            ["tel. 0475/12.34.56", "56 34 12 0475 is anders", "naar zoltan@acme.be!"]
        );
    }

    #[test]
    fn the_index_is_read_as_it_was_written() {
        let names = gone(
            &[text("", "Het was dus Bakkers die het Vlinderproject deed.")],
            &text("", "Een bakker deed iets."),
        );
        let found =
            |spelling: &str, lexeme: &str| names.are_found_by(&[spelling.to_owned()], &[lexeme.to_owned()]);
        assert!(found("vlinderproject", "x") && found("het-bakkers", "x"));
        assert!(found("x", "nvlinderproject"));
        assert!(!found("bakker", "nbakker"), "a word that is left has this stem too");
    }
}
