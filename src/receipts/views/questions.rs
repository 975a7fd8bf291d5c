//! Questions of readers, for the author.

use super::super::forms::AnswerForm;
use crate::{
    ids::{QuestionId, StoryId},
    platform::{i18n::Language, text::paragraphs, view::View, web::form::FieldErrors},
    stories::reader_question::{Exchange, LONGEST_ANSWER, QuestionState, ReaderQuestion},
};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(super) struct QuestionCard {
    round: i16,
    question: Vec<String>,
    answer: Vec<String>,
    /// What becomes of it, in words.
    state: String,
    is_open: bool,
}

impl QuestionCard {
    pub(super) fn new(it: &ReaderQuestion, language: Language) -> Self {
        let words = it.words.as_ref();
        let word = match (words, it.state) {
            (Some(_), state) => state.as_str(),
            (None, QuestionState::Refused) => "refused",
            (None, _) => "gone",
        };
        Self {
            round: it.round.unwrap_or_default(),
            question: words.map(|words| paragraphs(&words.question)).unwrap_or_default(),
            answer: words.and_then(|words| words.answer.as_deref()).map(paragraphs).unwrap_or_default(),
            state: if Self::is_open(it) {
                String::new()
            } else {
                language.text(&format!("receipts-readers-{word}"))
            },
            is_open: Self::is_open(it),
        }
    }

    /// Tells whether it waits for an answer.
    pub(super) fn is_open(it: &ReaderQuestion) -> bool {
        it.state == QuestionState::Asked && it.words.is_some()
    }
}

/// `templates/receipts/question.html`
#[derive(Debug, Serialize)]
pub struct AnswerReaderPage {
    asked: Vec<String>,
    code: String,
    form: AnswerForm,
    errors: FieldErrors,
    limit: usize,
}

impl AnswerReaderPage {
    /// Renders the form for an answer to a question in the words `asked`.
    pub fn new(asked: &str, code: String, form: AnswerForm, errors: FieldErrors) -> Self {
        Self { asked: paragraphs(asked), code, form, errors, limit: LONGEST_ANSWER }
    }
}

impl View for AnswerReaderPage {
    const TEMPLATE: &'static str = "receipts/question.html";
    fn samples() -> Vec<Self> {
        let page = |errors| Self::new("sample", "x".to_owned(), AnswerForm::to(1), errors);
        vec![page(FieldErrors::default()), page(FieldErrors::one("text", "sample".to_owned()))]
    }
}

/// Returns questions for samples of pages.
pub(super) fn samples() -> Vec<ReaderQuestion> {
    let sample = |(state, round, words): (_, _, Option<(&str, Option<&str>)>)| ReaderQuestion {
        id: QuestionId::new(),
        story: StoryId::new(),
        state,
        round: Some(round),
        week: "2026-W48".to_owned(),
        words: words.map(|(question, answer)| Exchange {
            question: question.to_owned(),
            answer: answer.map(str::to_owned),
        }),
    };
    let all = [
        (QuestionState::Asked, 1, Some(("sample", None))),
        (QuestionState::Answered, 2, Some(("sample", Some("sample")))),
        (QuestionState::Refused, 3, None),
    ];
    all.map(sample).into()
}
