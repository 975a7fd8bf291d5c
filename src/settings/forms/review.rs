//! Form of the rules of review. Questions are one a line, in each language.

use super::lines::parse_lines;
use crate::{
    organisations::question_templates::{MOST, QuestionTemplate, ReviewRules, in_language},
    platform::{
        i18n::Language,
        web::{
            Seen,
            form::{Checks, FieldErrors},
        },
    },
};
use serde::{Deserialize, Serialize};

/// `POST /desk/{org}/settings/review`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct ChangeReview {
    pub seen: Seen,
    /// Not empty when a second person must accept.
    pub four_eyes: String,
    pub nl: String,
    pub fr: String,
    pub en: String,
}

impl ChangeReview {
    /// Fills in the organisation's own, or those that come with the program.
    pub fn of(rules: &ReviewRules) -> Self {
        let lines = |language| {
            let words: Vec<String> =
                in_language(&rules.questions, language).into_iter().map(|one| one.words).collect();
            words.join("\n")
        };
        Self {
            seen: Seen::of(rules),
            four_eyes: if rules.four_eyes { "on".to_owned() } else { String::new() },
            nl: lines(Language::Nl),
            fr: lines(Language::Fr),
            en: lines(Language::En),
        }
    }

    /// Parses all lines that are not empty. Those that come with the program are nobody's own.
    pub fn check(&self, language: Language) -> Result<ReviewRules, FieldErrors> {
        let mut checks = Checks::new(language);
        let mut all = vec![];
        for (own, field, text) in
            [(Language::En, "en", &self.en), (Language::Fr, "fr", &self.fr), (Language::Nl, "nl", &self.nl)]
        {
            let parse = |line: &str| QuestionTemplate::parse(own, line);
            let Some(list) = parse_lines(&mut checks, field, text, parse) else { continue };
            if list.len() > MOST {
                checks.wrong(field, language.text_n("settings-questions-too-many", list.len()));
            }
            if list != in_language(&[], own) {
                all.extend(list);
            }
        }
        let errors = checks.errors();
        let rules = ReviewRules { four_eyes: !self.four_eyes.is_empty(), questions: all };
        if errors.is_empty() { Ok(rules) } else { Err(errors) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_can_be_saved_again_and_what_nobody_changed_is_not_stored() {
        let untouched = ChangeReview::of(&ReviewRules::default());
        assert_eq!(untouched.check(Language::En).unwrap(), ReviewRules::default());
        let changed =
            ChangeReview { fr: " Et après ?\r\n\r\n“{title}” ?".to_owned(), ..untouched.clone() };
        let own = changed.check(Language::En).unwrap();
        assert_eq!(own.questions.len(), 2);
        let again = ChangeReview::of(&own);
        assert_eq!((&again.nl, &*again.fr), (&untouched.nl, "Et après ?\n“{title}” ?"));
        assert_eq!(again.check(Language::En).unwrap(), own);
        for bad in ["{{ title }}".to_owned(), "x?\n".repeat(MOST + 1)] {
            let errors = ChangeReview { nl: bad, ..ChangeReview::default() }.check(Language::En).unwrap_err();
            assert!(errors.has("nl") && !errors.has("fr"), "{errors:?}");
        }
    }
}
