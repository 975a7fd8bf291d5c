//! Facts that moderators state about a story beside its text, for those who choose what to read.

use crate::{
    platform::{i18n::Language, text::TextError, web::form::Checks},
    text_enum,
};
use serde::{Deserialize, Serialize};

text_enum! {
    pub enum Intensity {
        Light = "light",
        Heavy = "heavy",
    }
}

text_enum! {
    /// Something in a story that some would rather not read.
    pub enum ContentNote {
        Injury = "injury",
        Death = "death",
        /// Illness or burn-out.
        Illness = "illness",
        Harassment = "harassment",
        JobLoss = "job_loss",
    }
}

impl Intensity {
    /// Returns the Fluent key of its words.
    pub fn key(self) -> String {
        format!("stories-intensity-{self}")
    }
}

impl ContentNote {
    /// Returns the Fluent key of its words.
    pub fn key(self) -> String {
        format!("stories-note-{}", self.as_str().replace('_', "-"))
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Absent until somebody said so.
    pub intensity: Option<Intensity>,
    /// Each once, in the order of declaration.
    pub notes: Vec<ContentNote>,
}

impl Facts {
    /// Says that a story is heavy, and what is in it; empty when neither was said.
    pub fn in_words(&self, language: Language) -> String {
        let heavy = self.intensity.filter(|intensity| *intensity == Intensity::Heavy);
        let keys = heavy.map(Intensity::key).into_iter().chain(self.notes.iter().map(|note| note.key()));
        keys.map(|key| language.text(&key)).collect::<Vec<_>>().join(" · ")
    }
}

/// Facts as a form sends them, to be flattened into it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct FactsFields {
    /// A word of [`Intensity`], or empty.
    pub intensity: String,
    pub note_injury: String,
    pub note_death: String,
    pub note_illness: String,
    pub note_harassment: String,
    pub note_job_loss: String,
}

impl FactsFields {
    pub fn of(facts: &Facts) -> Self {
        let on = |note| if facts.notes.contains(&note) { "on".to_owned() } else { String::new() };
        Self {
            intensity: facts.intensity.map_or_else(String::new, |intensity| intensity.to_string()),
            note_injury: on(ContentNote::Injury),
            note_death: on(ContentNote::Death),
            note_illness: on(ContentNote::Illness),
            note_harassment: on(ContentNote::Harassment),
            note_job_loss: on(ContentNote::JobLoss),
        }
    }

    /// Checks the facts as a part of a larger form.
    pub fn parse(&self, checks: &mut Checks) -> Option<Facts> {
        let intensity = match self.intensity.as_str() {
            "" => Ok(None),
            word => word.parse().map(Some).map_err(|_| TextError::Form("site-field-choose")),
        };
        let ticked = |note: &ContentNote| !self.note(*note).is_empty();
        let notes = ContentNote::ALL.iter().copied().filter(ticked).collect();
        Some(Facts { intensity: checks.field("intensity", intensity)?, notes })
    }

    /// Returns what was sent for a note; empty when it is not ticked.
    pub fn note(&self, note: ContentNote) -> &str {
        match note {
            ContentNote::Injury => &self.note_injury,
            ContentNote::Death => &self.note_death,
            ContentNote::Illness => &self.note_illness,
            ContentNote::Harassment => &self.note_harassment,
            ContentNote::JobLoss => &self.note_job_loss,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_come_back_from_a_form_as_they_were() {
        let said = Facts {
            intensity: Some(Intensity::Heavy),
            notes: vec![ContentNote::Death, ContentNote::JobLoss],
        };
        for facts in [Facts::default(), said] {
            let mut checks = Checks::new(Language::En);
            assert_eq!(FactsFields::of(&facts).parse(&mut checks), Some(facts));
        }
        let odd = FactsFields { intensity: "huge".to_owned(), ..FactsFields::default() };
        let mut checks = Checks::new(Language::En);
        assert_eq!(odd.parse(&mut checks), None);
        assert!(checks.errors().touch(&["intensity"]));
    }
}
