//! Rows of lessons.

use crate::{ids::LessonId, platform::i18n::Language, schema::lessons, text_enum};
use diesel::prelude::*;

text_enum! {
    pub enum LessonKind {
        /// Insight for others.
        Lesson = "lesson",
        /// Change to be made.
        Action = "action",
    }
}

/// Lesson or action, written by staff, with no moment beyond the week.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = lessons, check_for_backend(diesel::pg::Pg))]
pub struct Lesson {
    pub id: LessonId,
    pub kind: LessonKind,
    /// Set when an action was carried out; never for a lesson.
    pub done: bool,
    /// ISO week of adding it.
    pub week: String,
    /// Language it is written in.
    pub language: Language,
    pub body: String,
}
