//! Reading packs at the desk.

use crate::{
    accounts::{
        Done,
        extract::{AtDesk, Desk, DeskForm},
        may::RunEvents,
    },
    ids::{PackId, StoryId},
    library::{
        actions::packs::{self as actions, Outcome},
        forms::{Filter, Part, pack::PackForm},
        pack::{MOST_PACKS, MOST_STORIES, Reordering},
        store::{packs as store, reading},
        views::{PackAtDesk, PackDeskPage, PacksPage},
    },
    platform::{
        db::Conn,
        error::Error,
        i18n::Language,
        web::{
            form::{FieldErrors, Nothing},
            id,
        },
    },
    readers::Reach,
};
use actix_web::{HttpResponse, web::Path};

/// Stories to choose from: the newest.
const CHOICES: i64 = 200;

/// `{org}`, `{pack}`
type OfPack = Path<(String, String)>;
/// `{org}`, `{pack}`, `{packed}`
type OfStory = Path<(String, String, String)>;

/// `GET /desk/{org}/packs`
pub async fn packs(desk: Desk<RunEvents>) -> Result<HttpResponse, Error> {
    desk.page(&list(&desk, &PackForm::blank(), FieldErrors::default()).await?)
}

/// `POST /desk/{org}/packs`
pub async fn create(
    DeskForm { desk, mut form, .. }: DeskForm<PackForm, RunEvents>,
) -> Result<HttpResponse, Error> {
    let id = form.id().ok_or(Error::Malformed("id"))?;
    let pack = match form.check(id, first(&desk), desk.language) {
        Ok(pack) => pack,
        Err(errors) => return desk.invalid(&list(&desk, &form, errors).await?),
    };
    let Some(made) = actions::create(&mut *desk.db().await?, desk.actor(), pack).await? else {
        let errors = FieldErrors::one("", desk.language.text_n("library-packs-enough", MOST_PACKS));
        return desk.invalid(&list(&desk, &form, errors).await?);
    };
    let mut fresh = form.0.get("id").to_owned();
    match made.or_renew(&mut fresh, PackId::new(), desk.language) {
        Ok(()) => Ok(desk.done(&format!("/packs/{id}"), Done::ADDED)),
        Err(errors) => {
            form.0.put("id", &fresh);
            desk.invalid(&list(&desk, &form, errors).await?)
        }
    }
}

async fn list(desk: &AtDesk, form: &PackForm, errors: FieldErrors) -> Result<PacksPage, Error> {
    let packs = store::all(&mut *desk.db().await?, desk.organisation.id, false).await?;
    let spoken = (desk.organisation.languages.as_slice(), desk.language);
    Ok(PacksPage::new(&packs, form, errors, &desk.path(""), spoken))
}

/// `GET /desk/{org}/packs/{pack}`
pub async fn pack(desk: Desk<RunEvents>, path: OfPack) -> Result<HttpResponse, Error> {
    let (pack, mut conn) = (id(&path.1)?, desk.db().await?);
    let (stored, order) = store::pack(&mut conn, desk.organisation.id, pack).await?;
    let form = PackForm::of(&stored);
    desk.page(&page(&desk, &mut conn, (pack, &order), &form, FieldErrors::default()).await?)
}

/// `POST /desk/{org}/packs/{pack}`
pub async fn change(desk: DeskForm<PackForm, RunEvents>, path: OfPack) -> Result<HttpResponse, Error> {
    submit(desk, &path.1, Reordering::Same, Done::SAVED).await
}

/// `POST …/stories`
pub async fn add(desk: DeskForm<PackForm, RunEvents>, path: OfPack) -> Result<HttpResponse, Error> {
    let story = desk.form.0.get("story").parse().map_err(|_| Error::Malformed("story"))?;
    submit(desk, &path.1, Reordering::Add(story), Done::ADDED).await
}

/// `POST …/stories/{packed}/position`
pub async fn put_at(desk: DeskForm<PackForm, RunEvents>, path: OfStory) -> Result<HttpResponse, Error> {
    let to = desk.form.0.get("to").parse().map_err(|_| Error::Malformed("to"))?;
    submit(desk, &path.1, Reordering::Move(id(&path.2)?, to), Done::MOVED).await
}

/// `POST …/stories/{packed}/removal`
pub async fn take_out(desk: DeskForm<PackForm, RunEvents>, path: OfStory) -> Result<HttpResponse, Error> {
    submit(desk, &path.1, Reordering::TakeOut(id(&path.2)?), Done::REMOVED).await
}

/// Checks and saves what was typed, and changes the order, as a whole or not at all: no button loses a word.
async fn submit(
    DeskForm { desk, mut form, .. }: DeskForm<PackForm, RunEvents>,
    pack: &str,
    reordering: Reordering,
    done: Done,
) -> Result<HttpResponse, Error> {
    let (pack, mut conn) = (id(pack)?, desk.db().await?);
    let (stored, order) = store::pack(&mut conn, desk.organisation.id, pack).await?;
    let wanted = match form.check(pack, first(&desk), desk.language) {
        Ok(wanted) => wanted,
        Err(errors) => return desk.invalid(&page(&desk, &mut conn, (pack, &order), &form, errors).await?),
    };
    let refusal = match actions::change(&mut conn, desk.actor(), wanted, &form.0.seen(), reordering).await {
        Ok(Outcome::Done) => return Ok(desk.done(&format!("/packs/{pack}"), done)),
        Ok(Outcome::Unreadable) => desk.language.text("library-pack-absent"),
        Ok(Outcome::Full) => desk.language.text_n("library-pack-enough", MOST_STORIES),
        Err(Error::Changed) => {
            let stored = PackForm::of(&stored);
            form.0.put("seen", stored.0.seen().as_str());
            let page = page(&desk, &mut conn, (pack, &order), &form, FieldErrors::default()).await?;
            return desk.changed(&page.beside(&stored, &form, desk.language));
        }
        Err(error) => return Err(error),
    };
    let errors = FieldErrors::one("", refusal);
    desk.invalid(&page(&desk, &mut conn, (pack, &order), &form, errors).await?)
}

/// `POST /desk/{org}/packs/{pack}/removal`
pub async fn remove(
    DeskForm { desk, .. }: DeskForm<Nothing, RunEvents>,
    path: OfPack,
) -> Result<HttpResponse, Error> {
    actions::remove(&mut *desk.db().await?, desk.actor(), id(&path.1)?).await?;
    Ok(desk.done("/packs", Done::REMOVED))
}

/// Returns the language in which every pack has a title.
fn first(desk: &AtDesk) -> Language {
    desk.organisation.languages.first().copied().unwrap_or(desk.language)
}

async fn page(
    desk: &AtDesk,
    conn: &mut Conn,
    (id, order): (PackId, &[StoryId]),
    form: &PackForm,
    errors: FieldErrors,
) -> Result<PackDeskPage, Error> {
    let organisation = desk.organisation.id;
    let mut cards = reading::cards_of(conn, organisation, Reach::House, order).await?;
    let (all, newest) = (Filter::default(), Part::Newest);
    let mut others = reading::cards(conn, organisation, Reach::House, &all, &newest, CHOICES + 1).await?;
    let more = others.len() > usize::try_from(CHOICES).unwrap_or(usize::MAX);
    if more {
        others.pop();
    }
    cards.extend(others.into_iter().filter(|card| !order.contains(&card.story_id)));
    let pack = PackAtDesk { id, order, cards: &cards, newest: more.then_some(CHOICES) };
    let spoken = (desk.organisation.languages.as_slice(), desk.language);
    Ok(PackDeskPage::new(&pack, form, errors, &desk.path(""), spoken))
}
