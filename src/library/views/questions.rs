//! Questions to authors, and their answers, at the desk.

use super::week_text;
use crate::{
    ids::{QuestionId, StoryId},
    library::forms::question::ReviewWords,
    platform::{i18n::Language, text::paragraphs, view::View, web::form::FieldErrors},
    stories::reader_question::{Exchange, LONGEST_ANSWER, LONGEST_QUESTION, QuestionState, ReaderQuestion},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// `templates/library/desk/questions.html`
#[derive(Debug, Serialize)]
pub struct QuestionsPage {
    rows: Vec<QuestionRow>,
    /// Set when there are more.
    more: bool,
    published: Vec<QuestionRow>,
    previous: Option<String>,
    next: Option<String>,
}

/// Questions on the page of the desk.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'a> {
    pub waiting: &'a [ReaderQuestion],
    /// Set when more wait.
    pub more: bool,
    pub published: &'a [ReaderQuestion],
    pub titles: &'a BTreeMap<StoryId, String>,
}

#[derive(Debug, Serialize)]
struct QuestionRow {
    id: QuestionId,
    /// Title of the story.
    title: String,
    href: String,
    week: String,
    /// Question; an answer is read on its own page.
    text: Vec<String>,
    is_answered: bool,
}

impl QuestionsPage {
    pub fn new(list: Listed<'_>, desk: &str, language: Language) -> Self {
        let row = |question: &ReaderQuestion| QuestionRow {
            id: question.id,
            title: list.titles.get(&question.story).cloned().unwrap_or_default(),
            href: address(question, desk),
            week: week_text(&question.week, language),
            text: question.words.as_ref().map(|words| paragraphs(&words.question)).unwrap_or_default(),
            is_answered: question.is_answered(),
        };
        let rows = |all: &[_]| all.iter().map(row).collect();
        let (waiting, published) = (rows(list.waiting), rows(list.published));
        Self { rows: waiting, more: list.more, published, previous: None, next: None }
    }

    /// Adds what leads to other pages of those under a story, from the one of this number from 0 at `desk`.
    pub fn part(mut self, page: i64, more: bool, desk: &str) -> Self {
        let at = |page: i64| format!("{desk}/questions?page={page}");
        self.previous = (page > 0).then(|| at(page - 1));
        self.next = more.then(|| at(page + 1));
        self
    }
}

fn address(question: &ReaderQuestion, desk: &str) -> String {
    let folder = if question.is_answered() { "answers" } else { "questions" };
    format!("{desk}/{folder}/{}", question.id)
}

/// `templates/library/desk/question.html`
#[derive(Debug, Serialize)]
pub struct QuestionPage {
    /// Title of the story.
    title: String,
    /// Address of the story at the desk.
    story: String,
    /// Address of the list.
    back: String,
    /// Address of this page.
    path: String,
    is_answered: bool,
    /// Set while it stands under the story.
    is_published: bool,
    asked: Vec<String>,
    answered: Vec<String>,
    form: ReviewWords,
    errors: FieldErrors,
    longest_question: usize,
    longest_answer: usize,
}

impl QuestionPage {
    /// Renders a question or an answer at `desk` (`/desk/acme`).
    pub fn new(
        question: &ReaderQuestion,
        title: &str,
        typed: Option<(ReviewWords, FieldErrors)>,
        desk: &str,
    ) -> Self {
        let stored = || question.words.clone().map(ReviewWords::from).unwrap_or_default();
        let (form, errors) = typed.unwrap_or_else(|| (stored(), FieldErrors::default()));
        Self {
            title: title.to_owned(),
            story: format!("{desk}/stories/{}", question.story),
            back: format!("{desk}/questions"),
            path: address(question, desk),
            is_answered: question.is_answered(),
            is_published: question.state == QuestionState::Published,
            asked: paragraphs(question.words.as_ref().map_or("", |words| &words.question)),
            answered: paragraphs(
                question.words.as_ref().and_then(|words| words.answer.as_deref()).unwrap_or(""),
            ),
            form,
            errors,
            longest_question: LONGEST_QUESTION,
            longest_answer: LONGEST_ANSWER,
        }
    }
}

/// Returns a question for samples of pages.
pub(super) fn sample_question(state: QuestionState) -> ReaderQuestion {
    ReaderQuestion {
        id: QuestionId::new(),
        story: StoryId::new(),
        state,
        round: (state != QuestionState::Waiting).then_some(1),
        week: "2026-W48".to_owned(),
        words: Some(Exchange {
            question: "sample".to_owned(),
            answer: (state != QuestionState::Waiting).then(|| "sample".to_owned()),
        }),
    }
}

impl View for QuestionsPage {
    const TEMPLATE: &'static str = "library/desk/questions.html";
    fn samples() -> Vec<Self> {
        let all = [QuestionState::Waiting, QuestionState::Answered].map(sample_question);
        let titles = all.iter().map(|question| (question.story, "sample".to_owned())).collect();
        let published = [sample_question(QuestionState::Published)];
        let page = |waiting, more, published| {
            let list = Listed { waiting, more, published, titles: &titles };
            Self::new(list, "/desk/acme", Language::En)
        };
        let paged = page(&all, false, &published).part(1, true, "/desk/acme");
        vec![page(&[], false, &[]), paged, page(&all, true, &[])]
    }
}

impl View for QuestionPage {
    const TEMPLATE: &'static str = "library/desk/question.html";
    fn samples() -> Vec<Self> {
        let page = |state, typed| Self::new(&sample_question(state), "sample", typed, "/desk/acme");
        let wrong = FieldErrors::one("question", "sample".to_owned());
        vec![
            page(QuestionState::Waiting, None),
            page(QuestionState::Waiting, Some((ReviewWords::default(), wrong))),
            page(QuestionState::Answered, None),
            page(QuestionState::Published, None),
        ]
    }
}
