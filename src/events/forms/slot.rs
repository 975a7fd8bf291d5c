//! Forms of an agenda and the buttons beside it.

use super::minutes;
use crate::{
    events::{
        agenda::Move,
        model::Slot,
        slot::{Content, LONGEST_SLOT, SlotKind},
    },
    ids::StoryId,
    platform::{
        i18n::Language,
        text::{Line, TextError},
        web::{
            Seen,
            form::{Checks, FieldErrors},
        },
    },
};
use serde::{Deserialize, Serialize};

/// `POST …/events/{event}/slots`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct NewSlot {
    /// Made with the form.
    pub id: String,
    /// `story`, `break` or `free`
    pub kind: String,
    pub story: String,
    /// Empty for a story.
    pub title: String,
    pub minutes: String,
}

impl NewSlot {
    pub fn check(&self, language: Language) -> Result<(Content, i32), FieldErrors> {
        let mut checks = Checks::new(language);
        let choose = TextError::Form("site-field-choose");
        let kind = self.kind.parse::<SlotKind>().map_err(|_| choose);
        let content = checks.field("kind", kind).and_then(|kind| match kind {
            SlotKind::Story => {
                let story = self.story.parse::<StoryId>().map_err(|_| choose);
                checks.field("story", story).map(Content::Story)
            }
            SlotKind::Break => checks.field("title", slot_title(&self.title)).map(Content::Break),
            SlotKind::Free => checks.field("title", slot_title(&self.title)).map(Content::Free),
        });
        let minutes = checks.field("minutes", slot_minutes(&self.minutes));
        match (content, minutes) {
            (Some(content), Some(minutes)) => Ok((content, minutes)),
            _ => Err(checks.errors()),
        }
    }
}

/// `POST …/events/{event}/slots/{slot}`: a field that is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct SlotForm {
    pub seen: Seen,
    #[serde(deserialize_with = "given")]
    pub minutes: Option<String>,
    /// Absent for a story.
    #[serde(deserialize_with = "given")]
    pub title: Option<String>,
}

/// Reads an optional field; forms have texts only.
fn given<'de, D: serde::Deserializer<'de>>(field: D) -> Result<Option<String>, D::Error> {
    String::deserialize(field).map(Some)
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotChange {
    pub seen: Seen,
    pub minutes: Option<i32>,
    pub title: Option<String>,
}

impl SlotForm {
    pub fn of(slot: &Slot) -> Self {
        Self {
            seen: Seen::of(slot),
            minutes: Some(slot.minutes.to_string()),
            title: slot.content.title().map(str::to_owned),
        }
    }

    pub fn check(&self, language: Language) -> Result<SlotChange, FieldErrors> {
        let mut checks = Checks::new(language);
        let title = self.title.as_deref().map(|raw| checks.field("title", slot_title(raw)));
        let minutes = self.minutes.as_deref().map(|raw| checks.field("minutes", slot_minutes(raw)));
        match (minutes, title) {
            (Some(None), _) | (_, Some(None)) => Err(checks.errors()),
            (minutes, title) => {
                Ok(SlotChange { seen: self.seen.clone(), minutes: minutes.flatten(), title: title.flatten() })
            }
        }
    }
}

/// `POST …/slots/{slot}/position`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MoveForm {
    /// Mark of the order.
    pub seen: Seen,
    /// `up`, `down`, or a position from 1.
    pub to: String,
}

impl MoveForm {
    pub fn check(&self) -> Option<Move> {
        self.to.parse().ok()
    }
}

/// `POST …/events/{event}/releases`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ReleaseForm {
    /// Mark of the day and the agenda.
    pub seen: Seen,
}

fn slot_title(raw: &str) -> Result<String, TextError> {
    Line::<120>::parse(raw).map(Into::into)
}

fn slot_minutes(raw: &str) -> Result<i32, TextError> {
    minutes(raw, 1, LONGEST_SLOT, "events-field-minutes-slot")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots() {
        let slot = |kind: &str, title: &str, minutes: &str| {
            let (kind, title, minutes) = (kind.to_owned(), title.to_owned(), minutes.to_owned());
            let form = NewSlot { id: String::new(), kind, story: String::new(), title, minutes };
            form.check(Language::En).ok()
        };
        assert_eq!(slot("break", "Tea", " 5 "), Some((Content::Break("Tea".to_owned()), 5)));
        for (kind, title, minutes) in [
            ("lunch", "Tea", "5"),
            ("break", " ", "5"),
            ("free", "x", "0"),
            ("free", "x", "481"),
            ("free", "x", "ten"),
            ("story", "x", "5"),
        ] {
            assert_eq!(slot(kind, title, minutes), None, "{kind} {title} {minutes}");
        }
    }
}
