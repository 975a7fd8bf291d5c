//! The page of a story.

use super::{
    ACCEPTED, APPROVED, ASKED, CLAIMED, DECLINED, DONE_AND_ENOUGH, ENOUGH, HANDED_OVER, NONE_LEFT, PUT_BACK,
    RECUSED, REOPENED, loaded::Loaded,
};
use crate::{
    accounts::{
        Done,
        extract::{AtDesk, Desk, DeskForm},
        may::ReviewStories,
    },
    ids::StoryId,
    moderation::{
        actions::{self, Accepted, Reasoned, Review, SentText},
        forms::{Button, Checked, ReviewForm},
        store,
        views::{StoryPage, Typed},
    },
    platform::{
        error::Error,
        web::{
            form::{FieldErrors, Nothing},
            id,
        },
    },
    stories::{self, store::versions::Version},
};
use actix_web::{HttpResponse, web::Path};

/// `GET /desk/{org}/stories/{story}`. Reading a story is recorded in the audit trail.
pub async fn story(desk: Desk<ReviewStories>, path: Path<(String, String)>) -> Result<HttpResponse, Error> {
    let review = review(&desk, &path.1)?;
    let page = Loaded::new(&desk, review).await?.page(&desk, Typed::default());
    actions::note_reading(&mut *desk.db().await?, review).await?;
    desk.page(&page)
}

/// `GET …/next`: the next story that waits for a moderator.
pub async fn next(desk: Desk<ReviewStories>, path: Path<(String, String)>) -> Result<HttpResponse, Error> {
    Ok(match next_of(&desk, review(&desk, &path.1)?).await? {
        Next::Story(next) => desk.see_other(&desk.path(&format!("/stories/{next}"))),
        Next::Enough => desk.done("/stories", ENOUGH),
        Next::None => desk.done("/stories", NONE_LEFT),
    })
}

/// `POST …/claim`
pub async fn claim(
    desk: DeskForm<ReviewForm, ReviewStories>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    submit(desk, &path.1, Button::Claim).await
}

/// `POST …/claim/handover`
pub async fn hand_over(
    desk: DeskForm<ReviewForm, ReviewStories>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    submit(desk, &path.1, Button::HandOver).await
}

/// `POST …/claim/renewal`, by a script of the page.
pub async fn renew(
    DeskForm { desk, .. }: DeskForm<Nothing, ReviewStories>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let review = review(&desk, &path.1)?;
    actions::renew(&mut *desk.db().await?, review).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST …/claim/end`
pub async fn put_back(
    desk: DeskForm<ReviewForm, ReviewStories>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    submit(desk, &path.1, Button::PutBack).await
}

/// `POST …/claim/recusal`: the moderator recognises somebody in it.
pub async fn recuse(
    desk: DeskForm<ReviewForm, ReviewStories>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    submit(desk, &path.1, Button::Recuse).await
}

/// `POST …/versions`
pub async fn edit(
    desk: DeskForm<ReviewForm, ReviewStories>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    submit(desk, &path.1, Button::Save).await
}

/// `POST …/questions`
pub async fn ask(
    desk: DeskForm<ReviewForm, ReviewStories>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    submit(desk, &path.1, Button::Ask).await
}

/// `POST …/acceptance`
pub async fn accept(
    desk: DeskForm<ReviewForm, ReviewStories>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    submit(desk, &path.1, Button::Accept).await
}

/// `POST …/refusal`
pub async fn decline(
    desk: DeskForm<ReviewForm, ReviewStories>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    submit(desk, &path.1, Button::Decline).await
}

impl Button {
    const fn done(self) -> Done {
        match self {
            Self::Save => Done::SAVED,
            Self::Ask => ASKED,
            Self::Accept => ACCEPTED,
            Self::Decline => DECLINED,
            Self::Claim => CLAIMED,
            Self::PutBack => PUT_BACK,
            Self::Recuse => RECUSED,
            Self::HandOver => HANDED_OVER,
        }
    }
}

/// Checks all fields, then carries out `button` as a whole or not at all.
async fn submit(
    DeskForm { desk, mut form, .. }: DeskForm<ReviewForm, ReviewStories>,
    story: &str,
    button: Button,
) -> Result<HttpResponse, Error> {
    let (review, mut seen) = (review(&desk, story)?, form.seen()?);
    let before = Newest::load(&desk, review.story).await?;
    let checked = form.check(button, &before.version.text, before.asked, desk.language);
    let Checked { text, facts, memo, words, category } = match checked {
        Ok(checked) => checked,
        Err(errors) => {
            let typed = Typed { form: Some(form), errors, changed: false };
            return desk.invalid(&again(&desk, review, typed).await?);
        }
    };
    if text.is_none() && form.has_text_of(&before.version.text) {
        // The text is stored already: it does not matter who stored it.
        seen = Some(before.version.number);
    }
    let sent = SentText {
        seen,
        text: text.as_ref(),
        facts: facts.as_ref().map(|facts| (facts, &form.facts_seen)),
        memo: memo.as_deref().map(|memo| (memo, &form.memo_seen)),
    };
    let (mut conn, keys, mut by_one) = (desk.db().await?, &desk.app.keys, false);
    let result = match button {
        Button::Claim => actions::claim(&mut conn, keys, review, sent).await,
        Button::HandOver => actions::hand_over(&mut conn, keys, review, sent, id(&form.hand_to)?).await,
        Button::Recuse => actions::recuse(&mut conn, keys, review, sent).await,
        Button::PutBack => actions::put_back(&mut conn, keys, review, sent).await,
        Button::Save => actions::edit(&mut conn, keys, review, sent).await,
        Button::Ask => actions::ask(&mut conn, keys, review, sent, words).await,
        Button::Accept => {
            let accepted = actions::accept(&mut conn, keys, review, sent).await;
            by_one = matches!(accepted, Ok(Accepted::ByOne));
            accepted.map(drop)
        }
        Button::Decline => {
            let reason = Reasoned { words, kind: category };
            actions::decline(&mut conn, keys, review, sent, reason).await
        }
    };
    drop(conn);
    let errors = match result {
        Ok(()) => return after(&desk, review, button, if by_one { APPROVED } else { button.done() }).await,
        Err(error) if form.editable.is_empty() => return Err(error),
        Err(Error::Changed) => FieldErrors::default(),
        Err(Error::NotFound) if button == Button::HandOver => {
            FieldErrors::one("hand_to", desk.language.text("moderation-hand-to-gone"))
        }
        Err(Error::Claimed) => FieldErrors::one("", desk.language.text("moderation-claimed-meanwhile")),
        Err(error) => return Err(error),
    };
    let newest = Newest::load(&desk, review.story).await?;
    let changed = form.adopt(&newest.version, &newest.memo);
    let typed = Typed { form: Some(form), errors, changed };
    desk.changed(&again(&desk, review, typed).await?)
}

/// Returns the page with what was typed. It shows the story, so it counts as reading it.
async fn again(desk: &AtDesk, review: Review, typed: Typed) -> Result<StoryPage, Error> {
    let page = Loaded::new(desk, review).await?.page(desk, typed);
    actions::note_first_reading(&mut *desk.db().await?, review).await?;
    Ok(page)
}

/// Leads on: to the same story while there is something to do, else to the next one that waits.
async fn after(desk: &AtDesk, review: Review, button: Button, done: Done) -> Result<HttpResponse, Error> {
    if matches!(button, Button::Save | Button::Claim) {
        return Ok(to_story(desk, review, done));
    }
    Ok(match next_of(desk, review).await? {
        Next::Story(next) => desk.done(&format!("/stories/{next}"), done),
        Next::Enough => desk.done("/stories", DONE_AND_ENOUGH),
        Next::None => desk.done("/stories", done),
    })
}

/// Story to go on to.
enum Next {
    Story(StoryId),
    /// None: they read as many today as they want to in a day.
    Enough,
    None,
}

async fn next_of(desk: &AtDesk, review: Review) -> Result<Next, Error> {
    let mut conn = desk.db().await?;
    if let Some(most) = desk.stories_a_day()
        && store::read_today(&conn, review.actor).await? >= i64::from(most)
    {
        return Ok(Next::Enough);
    }
    let story = stories::store::story(&mut conn, review.actor.organisation, review.story).await?;
    Ok(store::next(&conn, review.actor, &story).await?.map_or(Next::None, Next::Story))
}

/// What a form replaces.
struct Newest {
    version: Version,
    memo: String,
    /// Set when a question waits for its answer.
    asked: bool,
}

impl Newest {
    async fn load(desk: &AtDesk, id: StoryId) -> Result<Self, Error> {
        let (keys, organisation, mut conn) = (&desk.app.keys, desk.organisation.id, desk.db().await?);
        stories::store::story(&mut conn, organisation, id).await?;
        let mut versions = stories::store::versions::of_story(&conn, keys, organisation, id).await?;
        let version = versions.pop().ok_or(Error::Conflict("erased"))?;
        let messages = stories::store::messages::of_story(&conn, keys, organisation, id).await?;
        let memo = stories::store::memos::of_story(&conn, keys, organisation, id).await?;
        Ok(Self { version, memo, asked: stories::dialogue::awaits_answer(&messages) })
    }
}

/// `POST …/reopening`
pub async fn reopen(
    DeskForm { desk, .. }: DeskForm<Nothing, ReviewStories>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let review = review(&desk, &path.1)?;
    actions::reopen(&mut *desk.db().await?, review).await?;
    Ok(to_story(&desk, review, REOPENED))
}

fn to_story(desk: &AtDesk, review: Review, done: Done) -> HttpResponse {
    desk.done(&format!("/stories/{}", review.story), done)
}

pub(super) fn review(desk: &AtDesk, story: &str) -> Result<Review, Error> {
    Ok(Review { actor: desk.actor(), story: id(story)? })
}
