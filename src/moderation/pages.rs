//! Pages of the moderators' desk.

use super::{
    actions::{self, Review, SentText},
    forms::{Button, Checked, ReviewForm},
    lease::Claim,
    store,
    views::{Queue, QueuePage, Reading, StoryPage, Typed},
};
use crate::{
    accounts::{
        Done,
        extract::{AtDesk, Desk, DeskForm},
        may::ReviewStories,
    },
    coach::OwnRules,
    ids::{StoryId, ThemeId},
    organisations::{self, Theme},
    platform::{
        error::Error,
        i18n::Language,
        web::{
            form::{FieldErrors, Nothing},
            id,
        },
    },
    stories::{self, Facts, Stage, StoryStatus, store::versions::Version},
};
use actix_web::{
    HttpResponse,
    web::{Path, Query},
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Stories on one page of the queue.
const PAGE: i64 = 50;

#[derive(Deserialize)]
pub struct QueueQuery {
    status: Option<String>,
    page: Option<i64>,
}

const CLAIMED: Done = Done::good("moderation-done-claimed");
const PUT_BACK: Done = Done::good("moderation-done-put-back");
const ASKED: Done = Done::good("moderation-done-asked");
const ACCEPTED: Done = Done::good("moderation-done-accepted");
const DECLINED: Done = Done::good("moderation-done-declined");
const REOPENED: Done = Done::good("moderation-done-reopened");

/// Notes of this feature.
pub const DONE: &[Done] = &[CLAIMED, PUT_BACK, ASKED, ACCEPTED, DECLINED, REOPENED];

/// `GET /desk/{org}/stories[?status=&page=]`
pub async fn queue(desk: Desk<ReviewStories>, query: Query<QueueQuery>) -> Result<HttpResponse, Error> {
    let (status, stage) = match query.status.as_deref() {
        None => (StoryStatus::Submitted, Some(Stage::New)),
        // All three stages at once.
        Some("accepted") => (StoryStatus::Accepted, None),
        Some(word) => {
            let stage: Stage = word.parse().map_err(|_| Error::NotFound)?;
            (stage.status(), Some(stage))
        }
    };
    let page = query.page.unwrap_or(0).clamp(0, 10_000);
    let (id, keys, now) = (desk.organisation.id, &desk.app.keys, desk.app.clock.now());
    let read =
        async |conn: &_| store::queue(conn, keys, id, (status, stage), (page * PAGE, PAGE + 1), now).await;
    let (mut found, counts, leases, themes) = desk.app.db.read(Some(id), read).await?;
    let themes = names(&themes, desk.language);
    let more = found.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let queue = Queue {
        shown: query.status.as_deref().unwrap_or(Stage::New.as_str()),
        counts: &counts,
        stories: &found,
        leases: &leases,
        themes: &themes,
        page,
        more,
        today: now.date_naive(),
    };
    desk.page(&QueuePage::new(&queue, &desk.path(""), desk.language))
}

fn names(themes: &[Theme], language: Language) -> BTreeMap<ThemeId, String> {
    themes.iter().map(|theme| (theme.id, theme.name(language).to_owned())).collect()
}

/// `GET /desk/{org}/stories/{story}`. Reading a story is recorded in the audit trail.
pub async fn story(desk: Desk<ReviewStories>, path: Path<(String, String)>) -> Result<HttpResponse, Error> {
    let review = review(&desk, &path.1)?;
    let page = story_page(&desk, review, Typed::default()).await?;
    actions::note_reading(&mut *desk.db().await?, review).await?;
    desk.page(&page)
}

/// `POST …/claim`
pub async fn claim(
    DeskForm { desk, .. }: DeskForm<Nothing, ReviewStories>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let review = review(&desk, &path.1)?;
    actions::claim(&mut *desk.db().await?, review).await?;
    Ok(to_story(&desk, review, CLAIMED))
}

/// `POST …/claim/end`
pub async fn put_back(
    desk: DeskForm<ReviewForm, ReviewStories>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    submit(desk, &path.1, Button::PutBack).await
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
            Self::PutBack => PUT_BACK,
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
    let Newest { version: before, facts, asked } = load_newest(&desk, review.story).await?;
    let checked = form.check(button, (&before.text, &facts), asked, desk.language);
    let Checked { text, facts, words } = match checked {
        Ok(checked) => checked,
        Err(errors) => {
            let typed = Typed { form: Some(form), errors, changed: false };
            return desk.invalid(&story_page(&desk, review, typed).await?);
        }
    };
    if text.is_none() && form.has_text_of(&before.text) {
        // The text is stored already: it does not matter who stored it.
        seen = Some(before.number);
    }
    let sent = SentText { seen, text: text.as_ref(), facts: facts.as_ref() };
    let (mut conn, keys) = (desk.db().await?, &desk.app.keys);
    let result = match button {
        Button::PutBack => actions::put_back(&mut conn, keys, review, sent).await,
        Button::Save => actions::edit(&mut conn, keys, review, sent).await,
        Button::Ask => actions::ask(&mut conn, keys, review, sent, words).await,
        Button::Accept => actions::accept(&mut conn, keys, review, sent).await,
        Button::Decline => actions::decline(&mut conn, keys, review, sent, words).await,
    };
    drop(conn);
    let errors = match result {
        Ok(()) if button == Button::PutBack => return Ok(desk.done("/stories?status=in_review", PUT_BACK)),
        Ok(()) => return Ok(to_story(&desk, review, button.done())),
        Err(error) if form.editable.is_empty() => return Err(error),
        Err(Error::Changed) => FieldErrors::default(),
        Err(Error::Claimed) => FieldErrors::one("", desk.language.text("moderation-claimed-meanwhile")),
        Err(error) => return Err(error),
    };
    let newest = load_newest(&desk, review.story).await?.version;
    let changed = form.adopt_version(&newest);
    let typed = Typed { form: Some(form), errors, changed };
    desk.changed(&story_page(&desk, review, typed).await?)
}

/// Story as it is stored.
struct Newest {
    version: Version,
    facts: Facts,
    /// Set when a question waits for its answer.
    asked: bool,
}

async fn load_newest(desk: &AtDesk, id: StoryId) -> Result<Newest, Error> {
    let (keys, organisation, mut conn) = (&desk.app.keys, desk.organisation.id, desk.db().await?);
    let facts = stories::store::story(&mut conn, organisation, id).await?.facts();
    let mut versions = stories::store::versions::of_story(&conn, keys, organisation, id).await?;
    let version = versions.pop().ok_or(Error::Conflict("erased"))?;
    let messages = stories::store::messages::of_story(&conn, keys, organisation, id).await?;
    Ok(Newest { version, facts, asked: stories::dialogue::awaits_answer(&messages) })
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

fn review(desk: &AtDesk, story: &str) -> Result<Review, Error> {
    Ok(Review { actor: desk.actor(), story: id(story)? })
}

async fn story_page(desk: &AtDesk, review: Review, typed: Typed) -> Result<StoryPage, Error> {
    let (actor, id, keys) = (review.actor, review.story, &desk.app.keys);
    let (mut conn, organisation) = (desk.db().await?, actor.organisation);
    let story = stories::store::story(&mut conn, organisation, id).await?;
    let versions = stories::store::versions::of_story(&conn, keys, organisation, id).await?;
    let messages = stories::store::messages::of_story(&conn, keys, organisation, id).await?;
    let lease = store::lease(&conn, organisation, id).await?;
    let theme = match story.theme_id {
        Some(id) => {
            names(&organisations::store::themes(&conn, organisation).await?, desk.language).remove(&id)
        }
        None => None,
    };
    let own = organisations::store::own_words::own_words(&conn, organisation).await?;
    let claim = Claim::of(lease.as_ref(), actor.staff, actor.now);
    let reading = Reading {
        story: &story,
        versions: &versions,
        messages: &messages,
        lease: lease.as_ref(),
        claim,
        theme,
        own: &OwnRules::new(&own),
    };
    Ok(StoryPage::new(&reading, typed, &desk.path(""), desk.language))
}
