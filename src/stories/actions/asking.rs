//! Questions of readers on their way to an author and back.

use super::StoryScope;
use crate::{
    ids::{OrganisationId, QuestionId},
    platform::{db::Tx, error::Error, time},
    retention::UNREVIEWED,
    stories::{
        reader_question::{
            Exchange, MOST_PASSED, MOST_WAITING, QuestionAction, QuestionState, ReaderQuestion, added_word,
        },
        status::StoryStatus,
        store::{lock_all, messages, reader_questions as store},
        vault::Part,
    },
};
use chrono::NaiveDate;
use std::time::Duration;

/// Wait told to whoever asks while enough questions wait.
const TOMORROW: Duration = Duration::from_hours(24);

impl StoryScope<'_> {
    async fn question(&self, tx: &mut Tx<'_>, id: QuestionId) -> Result<ReaderQuestion, Error> {
        self.lock(tx).await?;
        let question = store::one(&*tx, self.keys, self.organisation, id).await?;
        if question.story == self.story { Ok(question) } else { Err(Error::NotFound) }
    }

    async fn step(
        &self,
        tx: &mut Tx<'_>,
        question: &ReaderQuestion,
        action: QuestionAction,
        round: Option<i16>,
        words: Option<&Exchange>,
    ) -> Result<(), Error> {
        let to = question.state.after(action)?;
        let sealed = words.map(|words| self.seal(Part::Question(question.id), words)).transpose()?;
        store::step(tx, self.organisation, question, (to, round, &self.week()), sealed.as_ref()).await
    }
}

/// Returns the questions about a locked story, but for those that were declined.
pub async fn known(tx: &mut Tx<'_>, scope: StoryScope<'_>) -> Result<Vec<ReaderQuestion>, Error> {
    store::of_story(&*tx, scope.keys, scope.organisation, scope.story).await
}

/// Tells whether the same was asked in these words.
pub fn is_asked(known: &[ReaderQuestion], text: &str) -> bool {
    known.iter().filter_map(|question| question.words.as_ref()).any(|words| words.question == text)
}

/// Takes in a reader's question about a locked story, beside those that are `known`.
///
/// # Errors
/// [`Error::TooManyRequests`] when enough wait, [`Error::Conflict`] when enough were passed on, [`Error::StaleForm`] when
/// other words came with the same id.
pub async fn take_question(
    tx: &mut Tx<'_>,
    scope: StoryScope<'_>,
    known: &[ReaderQuestion],
    (id, text): (QuestionId, &str),
) -> Result<(), Error> {
    if store::is_known(tx, scope.organisation, id).await? {
        return Err(Error::StaleForm);
    }
    if next_round(known) > MOST_PASSED {
        return Err(Error::Conflict("enough questions"));
    }
    let undecided = |it: &&ReaderQuestion| matches!(it.state, QuestionState::Sent | QuestionState::Waiting);
    if known.iter().filter(undecided).count() >= MOST_WAITING {
        return Err(Error::TooManyRequests(TOMORROW));
    }
    let sealed = scope.seal(Part::Question(id), &Exchange::asking(text.to_owned()))?;
    store::insert(tx, scope.organisation, (id, scope.story, &scope.week()), &sealed).await
}

/// Returns the number that the next question passed on about a story has.
fn next_round(known: &[ReaderQuestion]) -> i16 {
    known.iter().filter_map(|question| question.round).max().unwrap_or(0) + 1
}

/// Passes a question on in these words; its author sees it after the next mix.
///
/// # Errors
/// [`Error::Conflict`] when somebody decided on it, enough were passed on about this story, or it is not told any more.
pub async fn pass_on(
    tx: &mut Tx<'_>,
    scope: StoryScope<'_>,
    id: QuestionId,
    text: String,
) -> Result<(), Error> {
    if scope.lock(tx).await?.status != StoryStatus::Accepted {
        return Err(Error::Conflict("story moved on"));
    }
    let question = scope.question(tx, id).await?;
    let passed = store::passed_on(&*tx, scope.keys, scope.organisation, scope.story).await?;
    let round = next_round(&passed);
    if round > MOST_PASSED {
        return Err(Error::Conflict("enough questions"));
    }
    let words = Exchange::asking(text);
    scope.step(tx, &question, QuestionAction::Pass, Some(round), Some(&words)).await
}

/// Declines a question and erases its words.
///
/// # Errors
/// [`Error::Conflict`] when somebody decided on it.
pub async fn decline_question(tx: &mut Tx<'_>, scope: StoryScope<'_>, id: QuestionId) -> Result<(), Error> {
    let question = scope.question(tx, id).await?;
    scope.step(tx, &question, QuestionAction::Decline, None, None).await
}

/// Adds an author's answer to the question of a round, unless it has one or is gone.
pub async fn answer_reader(
    tx: &mut Tx<'_>,
    scope: StoryScope<'_>,
    round: i16,
    answer: String,
) -> Result<(), Error> {
    scope.lock(tx).await?;
    let passed = store::passed_on(&*tx, scope.keys, scope.organisation, scope.story).await?;
    let open = passed.iter().find(|it| it.round == Some(round) && it.state == QuestionState::Asked);
    let Some((question, words)) = open.and_then(|question| Some((question, question.words.clone()?))) else {
        return Ok(());
    };
    let words = Exchange { answer: Some(answer), ..words };
    scope.step(tx, question, QuestionAction::Answer, question.round, Some(&words)).await
}

/// Puts a question and its answer under the story: the question as its author saw it, the answer with words left out at most.
///
/// # Errors
/// [`Error::Conflict`] when there is no answer to decide on, [`Error::Malformed`] when words were put in.
pub async fn publish_answer(
    tx: &mut Tx<'_>,
    scope: StoryScope<'_>,
    id: QuestionId,
    answer: String,
) -> Result<(), Error> {
    let question = scope.question(tx, id).await?;
    let Some(Exchange { question: asked, answer: Some(given) }) = question.words.clone() else {
        return Err(Error::Conflict("question moved on"));
    };
    if added_word(&given, &answer).is_some() {
        return Err(Error::Malformed("answer"));
    }
    let words = Exchange { question: asked, answer: Some(answer) };
    scope.step(tx, &question, QuestionAction::Publish, question.round, Some(&words)).await
}

/// Keeps an answer from the page and erases its words and those of its question.
///
/// # Errors
/// [`Error::Conflict`] when there is no answer to decide on.
pub async fn refuse_answer(tx: &mut Tx<'_>, scope: StoryScope<'_>, id: QuestionId) -> Result<(), Error> {
    let question = scope.question(tx, id).await?;
    scope.step(tx, &question, QuestionAction::Refuse, question.round, None).await
}

/// Takes an answer off the page and erases its words and those of its question.
///
/// # Errors
/// [`Error::Conflict`] when it does not stand there.
pub async fn remove_answer(tx: &mut Tx<'_>, scope: StoryScope<'_>, id: QuestionId) -> Result<(), Error> {
    let question = scope.question(tx, id).await?;
    scope.step(tx, &question, QuestionAction::Remove, question.round, None).await
}

/// Takes back the answer that an author gave to the question of a round; nothing happens if there is none.
pub async fn take_answer_back(tx: &mut Tx<'_>, scope: StoryScope<'_>, round: i16) -> Result<(), Error> {
    scope.lock(tx).await?;
    let passed = store::passed_on(&*tx, scope.keys, scope.organisation, scope.story).await?;
    let given = passed.iter().find(|it| it.round == Some(round));
    match given.and_then(|question| Some((question, question.taking_back()?))) {
        Some((question, action)) => scope.step(tx, question, action, question.round, None).await,
        None => Ok(()),
    }
}

/// Locks the stories whose questions or messages [`turn_questions`] and the mix are about to change: stories come first.
pub async fn lock_talked_about(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    today: NaiveDate,
) -> Result<(), Error> {
    let mut stories = store::moving(tx, organisation, &UNREVIEWED.before_week(today)).await?;
    stories.extend(messages::unshown(tx, organisation).await?);
    lock_all(tx, organisation, &stories).await
}

/// Erases what came to nothing, and brings the other questions on their way to moderators and authors.
pub async fn turn_questions(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    today: NaiveDate,
) -> Result<(), Error> {
    store::forget_old(tx, organisation, &UNREVIEWED.before_week(today)).await?;
    store::bring(tx, organisation, &time::iso_week(today)).await
}
