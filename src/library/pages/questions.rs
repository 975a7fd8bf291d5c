//! Questions to authors: asked by readers, decided about at the desk.

use super::public::{OfStory, done, story_page};
use crate::{
    accounts::{
        Done,
        extract::{AtDesk, Desk, DeskForm},
        may::ReviewStories,
    },
    ids::StoryId,
    library::{
        actions::questions::{self as actions, Decision},
        forms::question::{AskAuthor, ReviewWords},
        question::Asked,
        views::{Deed, Listed, QuestionPage, QuestionsPage},
    },
    platform::{
        error::Error,
        web::{
            Form,
            form::{FieldErrors, Nothing},
            id,
        },
    },
    readers::extract::Reading,
    stories::{
        reader_question::{QuestionState, ReaderQuestion},
        store::{reader_questions as store, versions},
    },
};
use actix_web::{
    HttpResponse,
    web::{Path, Query},
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Questions and answers on the page that wait.
const MOST: i64 = 100;
/// Those under a story on the page.
const PAGE: i64 = 50;

const PASSED: Done = Done::good("library-done-passed");
const DECLINED: Done = Done::good("library-done-declined-question");
const PUBLISHED: Done = Done::good("library-done-published");
const REFUSED: Done = Done::good("library-done-refused");
const REMOVED: Done = Done::good("library-done-off-page");

const MOVED_ON: Error = Error::Conflict("question moved on");

/// Notes of questions.
pub const DONE: &[Done] = &[PASSED, DECLINED, PUBLISHED, REFUSED, REMOVED];

/// `{org}`, `{question}` or `{answer}`
type OfQuestion = Path<(String, String)>;

/// `POST /{org}/library/{story}/question`
pub async fn ask(site: Reading, path: OfStory, Form(form): Form<AskAuthor>) -> Result<HttpResponse, Error> {
    let story = id(&path.1)?;
    let stamp = form.stamp(story, site.app.clock.today())?;
    let text = match form.check(site.language) {
        Ok(text) => text,
        Err(errors) => return site.invalid(&story_page(&site, story).await?.typed(form.question, errors)),
    };
    let asked = Asked::new(text, stamp);
    match actions::ask(&site.app, site.organisation.id, site.reach, story, asked).await {
        Ok(()) => Ok(done(&site, Deed::Asked)),
        Err(error @ Error::TooManyRequests(_)) => {
            let errors = FieldErrors::one("question", site.language.text("library-ask-later"));
            site.later(&error, &story_page(&site, story).await?.typed(form.question, errors))
        }
        Err(error) => Err(error),
    }
}

#[derive(Deserialize)]
pub struct AllQuery {
    /// Number of the page of those under a story, from 0.
    page: Option<i64>,
}

/// `GET /desk/{org}/questions[?page=]`: what waits for a moderator, and what stands under stories.
pub async fn all(desk: Desk<ReviewStories>, query: Query<AllQuery>) -> Result<HttpResponse, Error> {
    let page = query.page.unwrap_or(0).clamp(0, 10_000);
    let (mut conn, organisation) = (desk.db().await?, desk.organisation.id);
    let waiting = store::to_review(&conn, &desk.app.keys, organisation, MOST).await?;
    let count = store::count_to_review(&mut conn, organisation).await?;
    let part = (page * PAGE, PAGE + 1);
    let mut published = store::published(&conn, &desk.app.keys, organisation, part).await?;
    let older = published.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    published.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let ids: Vec<StoryId> = waiting.iter().chain(&published).map(|question| question.story).collect();
    let titles = versions::titles(&mut conn, &desk.app.keys, organisation, &ids).await?;
    let more = count > i64::try_from(waiting.len()).unwrap_or(i64::MAX);
    let list = Listed { waiting: &waiting, more, published: &published, titles: &titles };
    desk.page(&QuestionsPage::new(list, &desk.path(""), desk.language).part(page, older, &desk.path("")))
}

/// `GET /desk/{org}/questions/{question}`
pub async fn question(desk: Desk<ReviewStories>, path: OfQuestion) -> Result<HttpResponse, Error> {
    let found = load(&desk, &path).await?;
    if found.state != QuestionState::Waiting {
        return Err(Error::NotFound);
    }
    desk.page(&page(&desk, &found, None).await?)
}

/// `GET /desk/{org}/answers/{answer}`. Reading an answer before others do is recorded in the audit trail.
pub async fn answer(desk: Desk<ReviewStories>, path: OfQuestion) -> Result<HttpResponse, Error> {
    let found = Some(load(&desk, &path).await?).filter(ReaderQuestion::is_answered).ok_or(Error::NotFound)?;
    let page = page(&desk, &found, None).await?;
    if found.state == QuestionState::Answered {
        actions::note_reading(&mut *desk.db().await?, desk.actor(), found.id).await?;
    }
    desk.page(&page)
}

/// `POST …/passing`
pub async fn pass_on(
    DeskForm { desk, form, .. }: DeskForm<ReviewWords, ReviewStories>,
    path: OfQuestion,
) -> Result<HttpResponse, Error> {
    match form.check_question(desk.language) {
        Ok(text) => decide(&desk, &path, Decision::PassOn(text), PASSED).await,
        Err(errors) => {
            let found = undecided(&desk, &path, QuestionState::Waiting).await?;
            desk.invalid(&page(&desk, &found, Some((form, errors))).await?)
        }
    }
}

/// `POST /desk/{org}/questions/{question}/refusal`
pub async fn decline(
    DeskForm { desk, .. }: DeskForm<Nothing, ReviewStories>,
    path: OfQuestion,
) -> Result<HttpResponse, Error> {
    decide(&desk, &path, Decision::Decline, DECLINED).await
}

/// `POST …/publication`
pub async fn publish(
    DeskForm { desk, form, .. }: DeskForm<ReviewWords, ReviewStories>,
    path: OfQuestion,
) -> Result<HttpResponse, Error> {
    let found = undecided(&desk, &path, QuestionState::Answered).await?;
    let given = found.words.as_ref().ok_or(MOVED_ON)?;
    match form.check_answer(given, desk.language) {
        Ok(answer) => decide(&desk, &path, Decision::Publish(answer), PUBLISHED).await,
        Err(errors) => desk.invalid(&page(&desk, &found, Some((form, errors))).await?),
    }
}

/// `POST /desk/{org}/answers/{answer}/refusal`
pub async fn refuse(
    DeskForm { desk, .. }: DeskForm<Nothing, ReviewStories>,
    path: OfQuestion,
) -> Result<HttpResponse, Error> {
    decide(&desk, &path, Decision::Refuse, REFUSED).await
}

/// `POST /desk/{org}/answers/{answer}/removal`: takes it off the page.
pub async fn remove(
    DeskForm { desk, .. }: DeskForm<Nothing, ReviewStories>,
    path: OfQuestion,
) -> Result<HttpResponse, Error> {
    decide(&desk, &path, Decision::Remove, REMOVED).await
}

async fn decide(
    desk: &AtDesk,
    path: &OfQuestion,
    decision: Decision,
    done: Done,
) -> Result<HttpResponse, Error> {
    let mut conn = desk.db().await?;
    actions::decide(&mut conn, &desk.app.keys, desk.actor(), id(&path.1)?, decision).await?;
    Ok(desk.done("/questions", done))
}

/// Returns what waits in a state for a decision.
///
/// # Errors
/// [`Error::Conflict`] when there is nothing to decide any more.
async fn undecided(desk: &AtDesk, path: &OfQuestion, state: QuestionState) -> Result<ReaderQuestion, Error> {
    Some(load(desk, path).await?).filter(|found| found.state == state).ok_or(MOVED_ON)
}

async fn load(desk: &AtDesk, path: &OfQuestion) -> Result<ReaderQuestion, Error> {
    let conn = desk.db().await?;
    store::one(&conn, &desk.app.keys, desk.organisation.id, id(&path.1)?).await
}

async fn page(
    desk: &AtDesk,
    found: &ReaderQuestion,
    typed: Option<(ReviewWords, FieldErrors)>,
) -> Result<QuestionPage, Error> {
    let (mut conn, organisation) = (desk.db().await?, desk.organisation.id);
    let titles: BTreeMap<_, _> =
        versions::titles(&mut conn, &desk.app.keys, organisation, &[found.story]).await?;
    let title = titles.get(&found.story).map_or("", String::as_str);
    Ok(QuestionPage::new(found, title, typed, &desk.path("")))
}
