//! Form of the organisation's own words: one a line.

use super::lines::parse_lines;
use crate::{
    organisations::own_words::{MOST, OwnWord, deduplicate},
    platform::{
        i18n::Language,
        web::{
            Seen,
            form::{Checks, FieldErrors},
        },
    },
};
use serde::{Deserialize, Serialize};

/// `POST /desk/{org}/settings/words`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct ChangeWords {
    pub seen: Seen,
    pub words: String,
}

impl ChangeWords {
    pub fn of(words: &[OwnWord]) -> Self {
        let lines: Vec<String> = words.iter().map(OwnWord::line).collect();
        Self { seen: Seen::of(words), words: lines.join("\n") }
    }

    /// Parses all lines that are not empty. Returns each word once.
    pub fn check(&self, language: Language) -> Result<Vec<OwnWord>, FieldErrors> {
        let mut checks = Checks::new(language);
        let Some(words) = parse_lines(&mut checks, "words", &self.words, OwnWord::parse) else {
            return Err(checks.errors());
        };
        let words = deduplicate(words);
        if words.len() > MOST {
            checks.wrong("words", language.text_n("settings-words-too-many", words.len()));
            return Err(checks.errors());
        }
        Ok(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_can_be_saved_again() {
        let form = ChangeWords {
            words: "Phoenix = a large project\r\n\r\n  \r\nPHOENIX\r\nSite Zuid".to_owned(),
            ..ChangeWords::default()
        };
        let words = form.check(Language::En).unwrap();
        let again = ChangeWords::of(&words);
        assert_eq!(again.words, "Phoenix = a large project\nSite Zuid");
        assert_eq!(again.check(Language::En).unwrap(), words);
        assert!(ChangeWords::default().check(Language::En).unwrap().is_empty());
    }

    #[test]
    fn two_hundred_words_fit() {
        let list = |n: usize| ChangeWords {
            words: (0..n).map(|n| format!("word{n}\n")).collect(),
            ..ChangeWords::default()
        };
        assert_eq!(list(MOST).check(Language::En).unwrap().len(), MOST);
        let errors = serde_json::to_string(&list(MOST + 1).check(Language::En).unwrap_err()).unwrap();
        assert!(errors.contains("201"), "{errors}");
        let twice = ChangeWords {
            words: format!("{}{}", list(MOST).words.to_uppercase(), list(MOST).words),
            ..ChangeWords::default()
        };
        assert_eq!(twice.check(Language::En).unwrap().len(), MOST, "only different words count");
    }
}
