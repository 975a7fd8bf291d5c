//! Fields that redact the text in the form of a story.

use crate::{
    moderation::{general, redaction::Redaction},
    platform::{
        error::Error,
        i18n::Language,
        text::{Line, TextError},
        web::form::{Checks, FieldErrors},
    },
};
use serde::{Deserialize, Serialize};

/// Most characters of words that give way.
const WORDS: usize = 200;

#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct RedactionFields {
    /// Words that give way.
    pub words: String,
    /// Name of the more general words in the list.
    pub general: String,
    /// Selected place, `field:start:end` in UTF-16 code units; set by a script.
    pub place: String,
    /// Not empty to replace at that place only.
    pub only_here: String,
    /// Not empty when the button beside the words was pressed.
    #[serde(skip_serializing)]
    pub replace: String,
    /// Words of a finding, as the value of its button.
    #[serde(skip_serializing)]
    pub mark: String,
    /// Change to take back, `field:number`, as the value of its button.
    #[serde(skip_serializing)]
    pub restore: String,
}

impl RedactionFields {
    /// Tells whether anything is to be redacted: another language only shows the text in the form.
    pub fn is_asked(&self) -> bool {
        [&self.mark, &self.restore, &self.words, &self.general, &self.replace].iter().any(|it| !it.is_empty())
    }

    /// Parses the redaction of a story in `written`; the inner errors are of fields.
    pub fn parse(
        &self,
        written: Language,
        language: Language,
    ) -> Result<Result<Redaction, FieldErrors>, Error> {
        if !self.mark.is_empty() {
            return Ok(Ok(Redaction::Mark(self.mark.replace("\r\n", "\n"))));
        }
        if !self.restore.is_empty() {
            let (field, hunk) = self.restore.split_once(':').ok_or(Error::Malformed("restore"))?;
            let hunk = hunk.parse().map_err(|_| Error::Malformed("restore"))?;
            return Ok(Ok(Redaction::Restore { field: field.to_owned(), hunk }));
        }
        let mut checks = Checks::new(language);
        let words = checks.field("words", parse_words(&self.words));
        let general = general::words(&self.general, written);
        if general.is_none() {
            checks.wrong("general", language.text("moderation-redact-choose"));
        }
        let (Some(words), Some(general)) = (words, general) else {
            return Ok(Err(checks.errors()));
        };
        if self.only_here.is_empty() {
            return Ok(Ok(Redaction::Words { words, general }));
        }
        Ok(match self.place(general) {
            Some(redaction) => Ok(redaction),
            None => Err(FieldErrors::one("words", language.text("moderation-redact-nowhere"))),
        })
    }

    /// Checks the field that only a script fills in.
    ///
    /// # Errors
    /// [`Error::Malformed`] when it is no place.
    pub fn check_place(&self) -> Result<(), Error> {
        if self.place.is_empty() || self.place(String::new()).is_some() {
            Ok(())
        } else {
            Err(Error::Malformed("place"))
        }
    }

    /// Returns the fields after what they ask for was done: the chosen general words stay, and words that somebody typed
    /// before pressing a mark.
    pub fn done(&self) -> Self {
        if self.mark.is_empty() && self.restore.is_empty() {
            Self { general: self.general.clone(), ..Self::default() }
        } else {
            self.clone()
        }
    }

    fn place(&self, general: String) -> Option<Redaction> {
        let mut parts = self.place.splitn(3, ':');
        let (field, start, end) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some(Redaction::Place { field: field.to_owned(), range: start..end, general })
    }
}

fn parse_words(typed: &str) -> Result<String, TextError> {
    let words: String = Line::<WORDS>::parse(typed)?.into();
    if words.contains(char::is_alphanumeric) {
        Ok(words)
    } else {
        Err(TextError::Form("settings-words-no-word"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(words: &str, general: &str, place: &str) -> RedactionFields {
        RedactionFields {
            words: words.to_owned(),
            general: general.to_owned(),
            place: place.to_owned(),
            only_here: if place.is_empty() { "" } else { "on" }.to_owned(),
            ..RedactionFields::default()
        }
    }

    fn wrong(fields: &RedactionFields, field: &str) -> bool {
        fields.parse(Language::Nl, Language::En).unwrap().is_err_and(|errors| errors.has(field))
    }

    #[test]
    fn words_are_replaced_by_the_word_of_the_list_in_the_language_of_the_story() {
        let parsed = fields(" Piet ", "team", "").parse(Language::Nl, Language::En).unwrap().unwrap();
        let general = Language::Nl.text("moderation-general-team");
        assert_eq!(parsed, Redaction::Words { words: "Piet".to_owned(), general: general.clone() });
        let parsed =
            fields("Piet", "team", "learned:3:7").parse(Language::Nl, Language::En).unwrap().unwrap();
        assert_eq!(parsed, Redaction::Place { field: "learned".to_owned(), range: 3..7, general });
    }

    #[test]
    fn what_is_missing_or_no_place_is_said() {
        for words in ["", " ", "--", "\u{200b}", &"x".repeat(WORDS + 1)] {
            assert!(wrong(&fields(words, "team", ""), "words"), "{words:?}");
        }
        for general in ["", "Team", "{{ x }}"] {
            assert!(wrong(&fields("Piet", general, ""), "general"), "{general:?}");
        }
        for place in ["x", "learned:-1:4", "learned:1", "learned:1:99999999999999999999999", "::", "a:1:2:3"]
        {
            assert!(fields("Piet", "team", place).check_place().is_err(), "{place:?}");
        }
        let nowhere = RedactionFields { only_here: "on".to_owned(), ..fields("Piet", "team", "") };
        assert!(wrong(&nowhere, "words"));
        let restore = RedactionFields { restore: "learned:x".to_owned(), ..RedactionFields::default() };
        assert!(restore.parse(Language::Nl, Language::En).is_err());
    }
}
