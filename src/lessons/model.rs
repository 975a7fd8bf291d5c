//! Lessons as the database keeps them.

use crate::{ids::LessonId, platform::i18n::Language, schema::lessons, text_enum};
use diesel::prelude::*;

text_enum! {
    /// What was written down.
    pub enum LessonKind {
        /// Something that others know now.
        Lesson = "lesson",
        /// Something that will be different.
        Action = "action",
    }
}

/// A lesson or an action. In words of staff, with no moment beyond the week.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = lessons, check_for_backend(diesel::pg::Pg))]
pub struct Lesson {
    /// Its id: random.
    pub id: LessonId,
    /// Which of the two.
    pub kind: LessonKind,
    /// Whether an action was carried out; never for a lesson.
    pub done: bool,
    /// ISO week of writing it down.
    pub week: String,
    /// Language it is written in.
    pub language: Language,
    pub body: String,
}
