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
        views::{Deed, QuestionPage, QuestionsPage},
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
use actix_web::{HttpResponse, web::Path};
use std::collections::BTreeMap;

/// Questions and answers on the page.
const MOST: i64 = 100;

const PASSED: Done = Done::good("library-done-passed");
const DECLINED: Done = Done::good("library-done-declined-question");
const PUBLISHED: Done = Done::good("library-done-published");
const REFUSED: Done = Done::good("library-done-refused");

/// Notes of questions.
pub const DONE: &[Done] = &[PASSED, DECLINED, PUBLISHED, REFUSED];

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

/// `GET /desk/{org}/questions`: what waits for a moderator.
pub async fn all(desk: Desk<ReviewStories>) -> Result<HttpResponse, Error> {
    let (mut conn, organisation) = (desk.db().await?, desk.organisation.id);
    let waiting = store::to_review(&conn, &desk.app.keys, organisation, MOST).await?;
    let count = store::count_to_review(&mut conn, organisation).await?;
    let ids: Vec<StoryId> = waiting.iter().map(|question| question.story).collect();
    let titles = versions::titles(&mut conn, &desk.app.keys, organisation, &ids).await?;
    let more = count > i64::try_from(waiting.len()).unwrap_or(i64::MAX);
    desk.page(&QuestionsPage::new(&waiting, more, &titles, &desk.path(""), desk.language))
}

/// `GET /desk/{org}/questions/{question}`
pub async fn question(desk: Desk<ReviewStories>, path: OfQuestion) -> Result<HttpResponse, Error> {
    let found = find(&desk, &path, QuestionState::Waiting).await?;
    desk.page(&page(&desk, &found, None).await?)
}

/// `GET /desk/{org}/answers/{answer}`. Reading an answer is recorded in the audit trail.
pub async fn answer(desk: Desk<ReviewStories>, path: OfQuestion) -> Result<HttpResponse, Error> {
    let found = find(&desk, &path, QuestionState::Answered).await?;
    let page = page(&desk, &found, None).await?;
    actions::note_reading(&mut *desk.db().await?, desk.actor(), found.id).await?;
    desk.page(&page)
}

/// `POST …/passing`
pub async fn pass_on(
    DeskForm { desk, form, .. }: DeskForm<ReviewWords, ReviewStories>,
    path: OfQuestion,
) -> Result<HttpResponse, Error> {
    match form.check_question(desk.language) {
        Ok(text) => decide(&desk, &path, Decision::PassOn(text), PASSED).await,
        Err(errors) => again(&desk, &path, QuestionState::Waiting, (form, errors)).await,
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
    match form.check_exchange(desk.language) {
        Ok(words) => decide(&desk, &path, Decision::Publish(words), PUBLISHED).await,
        Err(errors) => again(&desk, &path, QuestionState::Answered, (form, errors)).await,
    }
}

/// `POST /desk/{org}/answers/{answer}/refusal`
pub async fn refuse(
    DeskForm { desk, .. }: DeskForm<Nothing, ReviewStories>,
    path: OfQuestion,
) -> Result<HttpResponse, Error> {
    decide(&desk, &path, Decision::Refuse, REFUSED).await
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

/// Answers with the form as typed.
///
/// # Errors
/// [`Error::Conflict`] when there is nothing to decide any more.
async fn again(
    desk: &AtDesk,
    path: &OfQuestion,
    state: QuestionState,
    typed: (ReviewWords, FieldErrors),
) -> Result<HttpResponse, Error> {
    let found = load(desk, path).await?;
    if found.state != state {
        return Err(Error::Conflict("question moved on"));
    }
    desk.invalid(&page(desk, &found, Some(typed)).await?)
}

/// Returns what waits in a state.
async fn find(desk: &AtDesk, path: &OfQuestion, state: QuestionState) -> Result<ReaderQuestion, Error> {
    let found = load(desk, path).await?;
    if found.state == state { Ok(found) } else { Err(Error::NotFound) }
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
