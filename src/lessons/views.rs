//! Pages of this feature.

use super::{
    actions::MOST,
    forms::{AddLesson, BODY},
    model::{Lesson, LessonKind},
};
use crate::{
    ids::LessonId,
    platform::{
        i18n::Language,
        text::paragraphs,
        view::{Choice, View},
        web::form::FieldErrors,
    },
};
use serde::Serialize;

/// Story as this page may show it.
pub struct ToldStory {
    /// Title that its author agreed to.
    pub title: String,
    /// Language it is written in.
    pub language: Language,
    /// Set when it was on a released agenda.
    pub released: bool,
}

/// `templates/lessons/lessons.html`
#[derive(Debug, Serialize)]
pub struct LessonsPage {
    title: Option<String>,
    story_lang: Option<Language>,
    path: String,
    back: String,
    lessons: Vec<LessonRow>,
    kinds: Vec<Choice>,
    form: AddLesson,
    limit: usize,
    hint: String,
    can_add: bool,
    full: bool,
    errors: FieldErrors,
}

#[derive(Debug, Serialize)]
pub struct LessonRow {
    id: LessonId,
    kind: String,
    is_action: bool,
    done: bool,
    /// State of an action: open or done.
    state: String,
    tone: &'static str,
    text: Vec<String>,
    lang: Language,
}

impl LessonRow {
    pub fn new(lesson: &Lesson, language: Language) -> Self {
        let is_action = lesson.kind == LessonKind::Action;
        let state = if lesson.done { "done" } else { "open" };
        Self {
            id: lesson.id,
            kind: language.text(&format!("lessons-kind-{}", lesson.kind)),
            is_action,
            done: lesson.done,
            state: language.text(&format!("lessons-state-{state}")),
            tone: if lesson.done { "done" } else { "wait" },
            text: paragraphs(&lesson.body),
            lang: lesson.language,
        }
    }
}

impl LessonsPage {
    /// Renders the page at `path`, with a link `back`.
    pub fn new(
        told: Option<ToldStory>,
        lessons: &[Lesson],
        form: AddLesson,
        errors: FieldErrors,
        (path, back): (String, String),
        language: Language,
    ) -> Self {
        let kind = |kind: &LessonKind| {
            let label = language.text(&format!("lessons-kind-{kind}"));
            let hint = language.text(&format!("lessons-kind-{kind}-hint"));
            Choice::new(kind.as_str(), label, &form.which).with_hint(hint)
        };
        let full = lessons.len() >= MOST;
        let spoken = told.as_ref().map_or(language, |told| told.language);
        let released = told.as_ref().is_some_and(|told| told.released);
        Self {
            can_add: released && !full,
            full,
            story_lang: told.as_ref().map(|told| told.language),
            title: told.map(|told| told.title),
            path,
            back,
            lessons: lessons.iter().map(|it| LessonRow::new(it, language)).collect(),
            kinds: LessonKind::ALL.iter().map(kind).collect(),
            limit: BODY.1,
            hint: language.text_n("lessons-body-hint", spoken.own_name()),
            form,
            errors,
        }
    }
}

/// Returns a lesson and two actions, one of them done.
pub fn sample_lessons() -> Vec<Lesson> {
    let lesson = |kind, done| Lesson {
        id: LessonId::new(),
        kind,
        done,
        week: "2026-W48".to_owned(),
        language: Language::Nl,
        body: "sample".to_owned(),
    };
    vec![
        lesson(LessonKind::Lesson, false),
        lesson(LessonKind::Action, false),
        lesson(LessonKind::Action, true),
    ]
}

impl View for LessonsPage {
    const TEMPLATE: &'static str = "lessons/lessons.html";
    fn samples() -> Vec<Self> {
        let page = |told, lessons: &[Lesson], errors| {
            let ways = ("/desk/acme/stories/x/lessons".to_owned(), "/desk/acme/events".to_owned());
            Self::new(told, lessons, AddLesson::empty(), errors, ways, Language::En)
        };
        let told = |released| Some(ToldStory { title: "x".to_owned(), language: Language::Fr, released });
        let all = sample_lessons();
        let wrong = FieldErrors::one("body", "sample".to_owned());
        let many: Vec<Lesson> = all.iter().cycle().take(MOST).cloned().collect();
        vec![
            page(None, &[], FieldErrors::default()),
            page(told(false), &[], FieldErrors::default()),
            page(told(true), &all, wrong),
            page(told(true), &many, FieldErrors::default()),
        ]
    }
}
