//! Forms for lessons.

use super::model::LessonKind;
use crate::{
    ids::LessonId,
    platform::{
        i18n::Language,
        text::{Prose, TextError},
        web::form::{Checks, FieldErrors},
    },
};
use serde::{Deserialize, Serialize};

/// Fewest and most characters of a lesson.
pub const BODY: (usize, usize) = (3, 500);

/// `POST …/lessons`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct AddLesson {
    /// Made with the form, so that sending it twice adds one lesson.
    pub id: String,
    /// A word of [`LessonKind`].
    pub which: String,
    pub body: String,
}

#[derive(Debug)]
pub struct NewLesson {
    pub id: LessonId,
    pub kind: LessonKind,
    pub body: String,
}

impl AddLesson {
    pub fn empty() -> Self {
        Self {
            id: LessonId::new().to_string(),
            which: LessonKind::Lesson.as_str().to_owned(),
            body: String::new(),
        }
    }

    pub fn check(&self, language: Language) -> Result<NewLesson, FieldErrors> {
        let mut checks = Checks::new(language);
        let choose = TextError::Form("site-field-choose");
        let kind = checks.field("which", self.which.parse().map_err(|_| choose));
        let body = checks.field("body", Prose::<{ BODY.0 }, { BODY.1 }>::parse(&self.body));
        let stale = TextError::Form("lessons-stale");
        let id = checks.field("body", self.id.parse().map_err(|_| stale));
        match (id, kind, body) {
            (Some(id), Some(kind), Some(body)) => Ok(NewLesson { id, kind, body: body.into() }),
            _ => Err(checks.errors()),
        }
    }
}

/// `POST …/lessons/{lesson}/completion`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Completion {
    /// `yes` or `no`.
    pub done: String,
}

impl Completion {
    pub fn check(&self) -> Option<bool> {
        match self.done.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }
    }
}
