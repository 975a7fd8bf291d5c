//! Pages for readers: the list, a story, the feed.

use super::{PAGE, event_title, search};
use crate::{
    events,
    ids::StoryId,
    lessons,
    library::{
        actions,
        forms::{Browse, Filter, Hide, MeToo, Part},
        me_too::Effect,
        model::Card,
        store::{packs, presses, reading as store},
        views::{
            Around, Deed, DonePage, HidePage, LibraryPage, List, PackPage, PackRow, Shelf, StoryPage, feed,
        },
    },
    organisations::{self, extract::Site},
    platform::{
        atom,
        db::Conn,
        error::Error,
        view::with_query,
        web::{Form, form::FieldErrors, id},
    },
    readers::extract::Reading,
    stories::{self, store::reader_questions},
};
use actix_web::{
    HttpResponse,
    http::header,
    web::{Path, Query},
};
use std::time::Duration;

/// Stories beside a story.
const SIMILAR: usize = 3;
/// Stories in the feed.
const FEED: i64 = 50;

/// Wait told to whoever presses “me too” after enough others of the day.
const TOMORROW: Duration = Duration::from_hours(24);

/// `{org}`, `{story}`
pub type OfStory = Path<(String, String)>;

/// `GET /{org}/library[?q=&order=&theme=&event=&language=&intensity=&week=&after=&before=]`
pub async fn library(site: Reading, browse: Query<Browse>) -> Result<HttpResponse, Error> {
    if browse.is_search() {
        return search::results(&site, browse.into_inner()).await;
    }
    let mut conn = site.db().await?;
    let themes = organisations::store::themes(&conn, site.organisation.id).await?;
    let (filter, part) = browse.check(&themes)?;
    let (cards, more) = cards(&site, &mut conn, &filter, &part).await?;
    let event = event_title(&site, &mut conn, &filter).await?;
    let base = site.base();
    let packs = if *browse == Browse::default() {
        packs::all(&mut conn, site.organisation.id, true).await?
    } else {
        vec![]
    };
    let packs = PackRow::all(&packs, &format!("{base}/library"), site.language);
    let list = List { browse: &browse, part: &part, cards: &cards, more, event, packs };
    let shelf = Shelf { base: &base, themes: &themes, reader: site.language };
    let page = LibraryPage::new(list, shelf, &site.organisation.languages, &site.key_query());
    site.filtered(&browse.query()).shared_page(&page, None)
}

/// `GET /{org}/library/packs/{pack}`
pub async fn pack(site: Reading, path: OfStory) -> Result<HttpResponse, Error> {
    let (mut conn, organisation) = (site.db().await?, site.organisation.id);
    let (pack, order) = packs::pack(&mut conn, organisation, id(&path.1)?).await?;
    if !pack.shown {
        return Err(Error::NotFound);
    }
    let cards = store::cards_of(&mut conn, organisation, site.reach, &order).await?;
    let themes = organisations::store::themes(&conn, organisation).await?;
    let base = site.base();
    let shelf = Shelf { base: &base, themes: &themes, reader: site.language };
    site.shared_page(&PackPage::new(&pack, &cards, shelf).ok_or(Error::NotFound)?, None)
}

/// Returns a part of the list, and whether there is more in its direction.
async fn cards(
    site: &Reading,
    conn: &mut Conn,
    filter: &Filter,
    part: &Part,
) -> Result<(Vec<Card>, bool), Error> {
    let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut cards = store::cards(conn, site.organisation.id, site.reach, filter, part, most).await?;
    let more = cards.len() > PAGE;
    match part {
        // The one too many stands where the reading goes.
        Part::Before(_) if more => drop(cards.remove(0)),
        _ => cards.truncate(PAGE),
    }
    Ok((cards, more))
}

/// `GET /{org}/library/{story}`: what is withdrawn, hidden, expired or unknown is not found, all alike.
pub async fn story(site: Reading, path: OfStory) -> Result<HttpResponse, Error> {
    site.shared_page(&story_page(&site, id(&path.1)?).await?, None)
}

pub(super) async fn story_page(site: &Reading, id: StoryId) -> Result<StoryPage, Error> {
    let (mut conn, organisation) = (site.db().await?, site.organisation.id);
    let story = store::readable(&mut conn, organisation, site.reach, id).await?;
    let release = match story.event_id {
        Some(event) => Some(events::store::release(&mut conn, organisation, event, None).await?),
        None => None,
    };
    let like = (story.story_id, story.theme_id, story.language);
    let around = Around {
        release,
        lessons: lessons::store::of_story(&conn, organisation, story.story_id).await?,
        level: presses::level(&mut conn, organisation, story.story_id).await?,
        similar: store::similar(&mut conn, organisation, site.reach, like, SIMILAR).await?,
        questions: reader_questions::passed_on(&conn, &site.app.keys, organisation, id).await?,
    };
    let themes = organisations::store::themes(&conn, organisation).await?;
    let base = site.base();
    let shelf = Shelf { base: &base, themes: &themes, reader: site.language };
    Ok(StoryPage::new(&story, &around, shelf))
}

/// `POST /{org}/library/{story}/me-too`. A question that was typed beside the button is on the page that follows.
pub async fn me_too(site: Reading, path: OfStory, Form(form): Form<MeToo>) -> Result<HttpResponse, Error> {
    let story = id(&path.1)?;
    let mark = form.mark(story, site.app.clock.today())?;
    let effect = actions::me_too::press(&site.app, site.organisation.id, site.reach, story, mark).await?;
    let later = (effect == Effect::NotToday).then_some(Error::TooManyRequests(TOMORROW));
    // How many there are by now is told at the mix: what is full is answered like what counts.
    let deed = if later.is_some() { Deed::MeTooTomorrow } else { Deed::MeToo };
    if form.question.trim().is_empty() {
        return match later {
            Some(error) => site.later(&error, &done_page(&site, deed)),
            None => Ok(done(&site, deed)),
        };
    }
    let page = story_page(&site, story).await?.typed(form.question, FieldErrors::default());
    let page = page.after(deed, site.language);
    match later {
        Some(error) => site.later(&error, &page),
        None => site.page(&page),
    }
}

/// `GET /{org}/library/done/{deed}`: says what a reader just did.
pub async fn done_deed(site: Reading, path: OfStory) -> Result<HttpResponse, Error> {
    let deed = id(&path.1)?;
    site.shared_page(&done_page(&site, deed), None)
}

pub(super) fn done(site: &Reading, deed: Deed) -> HttpResponse {
    site.see_other(&format!("{}/library/done/{deed}", site.base()))
}

fn done_page(site: &Reading, deed: Deed) -> DonePage {
    DonePage::new(deed, format!("{}/library", site.base()), site.language)
}

/// `GET /{org}/library/{story}/hiding`
pub async fn hide(site: Reading, path: OfStory) -> Result<HttpResponse, Error> {
    let story = id(&path.1)?;
    store::readable(&mut *site.db().await?, site.organisation.id, site.reach, story).await?;
    site.page(&hide_page(&site, story, fresh(&site, story), FieldErrors::default()))
}

/// `POST /{org}/library/{story}/hiding`: hides first. Guessing and flooding cost their sender something.
pub async fn ask_hiding(site: Reading, path: OfStory, Form(form): Form<Hide>) -> Result<HttpResponse, Error> {
    let (app, organisation, language) = (&site.app, site.organisation.id, site.language);
    let (story, now) = (id(&path.1)?, app.clock.now());
    {
        let mut conn = site.db().await?;
        let known = stories::store::story(&mut conn, organisation, story).await?;
        store::may_be_hidden(&mut conn, organisation, site.reach, &known).await?;
    }
    let Some(stamp) = form.read_stamp(&app.keys.links, organisation, story, now) else {
        let errors = FieldErrors::one("", language.text("library-hide-stale"));
        let again = Hide { who: form.who, ..fresh(&site, story) };
        return site.invalid(&hide_page(&site, story, again, errors));
    };
    let Some(standing) = stamp.standing(&form.stamp, &form.proof, &app.settings, now) else {
        let errors = FieldErrors::one("", language.text_n("intake-tell-too-fast", app.settings.form_age));
        return site.invalid(&hide_page(&site, story, form, errors));
    };
    let who = match form.check(language) {
        Ok(who) => who,
        Err(errors) => return site.invalid(&hide_page(&site, story, form, errors)),
    };
    let state = actions::hiding::ask(app, organisation, site.reach, story, who, standing).await?;
    let deed = if state.is_hidden() { Deed::Hidden } else { Deed::AskedAgain };
    Ok(done(&site, deed))
}

fn fresh(site: &Site, story: StoryId) -> Hide {
    Hide::fresh(&site.app.keys.links, site.organisation.id, story, site.app.clock.now())
}

fn hide_page(site: &Site, story: StoryId, form: Hide, errors: FieldErrors) -> HidePage {
    HidePage::new(format!("{}/library/{story}", site.base()), form, errors, site.language)
}

/// `GET /{org}/library.atom`: titles of the newest stories, in the languages they were written in.
pub async fn atom(site: Reading) -> Result<HttpResponse, Error> {
    let (newest, all) = (Part::Newest, Filter::default());
    let mut conn = site.db().await?;
    let cards = store::cards(&mut conn, site.organisation.id, site.reach, &all, &newest, FEED).await?;
    let home = format!("{}{}/library", site.app.settings.public_url, site.base());
    let own = with_query(&format!("{home}.atom{}", site.key_query()), &format!("lang={}", site.language));
    let file = feed::atom(&cards, (&home, &own), &site.organisation.name, site.language);
    let mut response = HttpResponse::Ok();
    response.content_type(atom::MEDIA_TYPE).insert_header((header::CONTENT_LANGUAGE, site.language.as_str()));
    if site.asked().is_none() {
        response.insert_header((header::VARY, header::ACCEPT_LANGUAGE.as_str()));
    }
    Ok(site.shared(response.body(file), None))
}
