//! Questions that moderators ask often, in the words of the organisation.

use crate::platform::{
    i18n::Language,
    text::{Line, TextError},
};
use serde::Serialize;

/// Most questions in a language.
pub const MOST: usize = 20;
/// Most characters of a question.
pub const LONGEST: usize = 500;
/// Placeholder for the title of the story: the only one.
pub const TITLE: &str = "{title}";
/// Number of questions that come with the program, for organisations without their own.
const BUILT_IN: usize = 5;

/// Rules of review that an organisation sets.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ReviewRules {
    /// Set when a second person must accept what one has accepted.
    pub four_eyes: bool,
    /// Its own questions; without any in a language there are those that come with the program.
    pub questions: Vec<QuestionTemplate>,
}

/// Question in a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuestionTemplate {
    pub language: Language,
    pub words: String,
}

impl QuestionTemplate {
    /// Parses a line.
    pub fn parse(language: Language, line: &str) -> Result<Self, TextError> {
        let words: String = Line::<LONGEST>::parse(line)?.into();
        if words.chars().count() < 2 {
            return Err(TextError::TooShort { min: 2 });
        }
        if words.replace(TITLE, "").contains(['{', '}']) {
            return Err(TextError::Form("settings-questions-placeholder"));
        }
        Ok(Self { language, words })
    }

    /// Returns the question about a story.
    pub fn about(&self, title: &str) -> String {
        self.words.replace(TITLE, title)
    }
}

/// Returns the questions in a language: those of the list `own`, or else those that come with the program.
pub fn in_language(own: &[QuestionTemplate], language: Language) -> Vec<QuestionTemplate> {
    let own: Vec<_> = own.iter().filter(|one| one.language == language).cloned().collect();
    if !own.is_empty() {
        return own;
    }
    let built_in = |n| QuestionTemplate { language, words: language.text(&format!("settings-question-{n}")) };
    (1..=BUILT_IN).map(built_in).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_is_the_only_placeholder_and_is_put_in_once() {
        let parse = |line| QuestionTemplate::parse(Language::En, line);
        let question = parse(" What came of “{title}”? ").unwrap();
        assert_eq!(question.about("A {title} {{ x }}"), "What came of “A {title} {{ x }}”?");
        for line in ["", "?", "{{ title }}", "{name}?", "Really}", "{title", &"x".repeat(LONGEST + 1)] {
            assert!(parse(line).is_err(), "{line}");
        }
    }

    #[test]
    fn an_organisation_without_its_own_has_those_of_the_program() {
        let own = [QuestionTemplate { language: Language::Nl, words: "En toen?".to_owned() }];
        assert_eq!(in_language(&own, Language::Nl), own);
        for language in Language::ALL {
            let built_in = in_language(&[], *language);
            assert_eq!(built_in.len(), BUILT_IN);
            for question in built_in {
                assert_eq!(QuestionTemplate::parse(*language, &question.words).unwrap(), question);
            }
        }
    }
}
