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
    pub fn new(
        waiting: &[ReaderQuestion],
        more: bool,
        titles: &BTreeMap<StoryId, String>,
        desk: &str,
        language: Language,
    ) -> Self {
        let row = |question: &ReaderQuestion| QuestionRow {
            id: question.id,
            title: titles.get(&question.story).cloned().unwrap_or_default(),
            href: address(question, desk),
            week: week_text(&question.week, language),
            text: question.words.as_ref().map(|words| paragraphs(&words.question)).unwrap_or_default(),
            is_answered: is_answered(question),
        };
        Self { rows: waiting.iter().map(row).collect(), more }
    }
}

fn is_answered(question: &ReaderQuestion) -> bool {
    question.state == QuestionState::Answered
}

fn address(question: &ReaderQuestion, desk: &str) -> String {
    let folder = if is_answered(question) { "answers" } else { "questions" };
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
            is_answered: is_answered(question),
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
        let page = |all: &[_], more| Self::new(all, more, &titles, "/desk/acme", Language::En);
        vec![page(&[], false), page(&all, false), page(&all, true)]
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
        ]
    }
}
