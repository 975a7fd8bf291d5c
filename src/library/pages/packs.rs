//! Reading packs at the desk.

use crate::{
    accounts::{
        Done,
        extract::{AtDesk, Desk, DeskForm},
        may::RunEvents,
    },
    ids::{PackId, StoryId},
    library::{
        actions::packs as actions,
        forms::{
            Filter, Part,
            pack::{AddToPack, PackForm},
        },
        store::{packs as store, reading},
        views::{PackAtDesk, PackDeskPage, PacksPage},
    },
    platform::{
        db::Conn,
        error::Error,
        i18n::Language,
        web::form::{FieldErrors, Nothing},
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
    let mut fresh = form.get("id").to_owned();
    let made = actions::create(&mut *desk.db().await?, desk.actor(), pack).await?;
    match made.or_renew(&mut fresh, PackId::new(), desk.language) {
        Ok(()) => Ok(desk.done(&format!("/packs/{id}"), Done::ADDED)),
        Err(errors) => {
            form.put("id", &fresh);
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
    let id = pack_id(&path.1)?;
    let mut conn = desk.db().await?;
    let (stored, order) = store::pack(&mut conn, desk.organisation.id, id).await?;
    let form = PackForm::of(&stored);
    desk.page(&page(&desk, &mut conn, (id, &order), &form, FieldErrors::default()).await?)
}

/// `POST /desk/{org}/packs/{pack}`
pub async fn change(
    DeskForm { desk, mut form, .. }: DeskForm<PackForm, RunEvents>,
    path: OfPack,
) -> Result<HttpResponse, Error> {
    let id = pack_id(&path.1)?;
    let mut conn = desk.db().await?;
    let (stored, order) = store::pack(&mut conn, desk.organisation.id, id).await?;
    let wanted = match form.check(id, first(&desk), desk.language) {
        Ok(wanted) => wanted,
        Err(errors) => return desk.invalid(&page(&desk, &mut conn, (id, &order), &form, errors).await?),
    };
    match actions::change(&mut conn, desk.actor(), wanted, &form.seen()).await {
        Ok(()) => Ok(back(&desk, id, Done::SAVED)),
        Err(Error::Changed) => {
            let stored = PackForm::of(&stored);
            form.put("seen", stored.get("seen"));
            let page = page(&desk, &mut conn, (id, &order), &form, FieldErrors::default()).await?;
            desk.changed(&page.beside(&stored, &form, desk.language))
        }
        Err(error) => Err(error),
    }
}

/// `POST …/stories`
pub async fn add(
    DeskForm { desk, form, .. }: DeskForm<AddToPack, RunEvents>,
    path: OfPack,
) -> Result<HttpResponse, Error> {
    let id = pack_id(&path.1)?;
    let story = form.story.parse().map_err(|_| Error::Malformed("story"))?;
    actions::add(&mut *desk.db().await?, desk.actor(), id, story).await?;
    Ok(back(&desk, id, Done::ADDED))
}

/// `POST …/stories/{packed}/position`
pub async fn move_up(
    DeskForm { desk, .. }: DeskForm<Nothing, RunEvents>,
    path: OfStory,
) -> Result<HttpResponse, Error> {
    let (id, story) = (pack_id(&path.1)?, story_id(&path.2)?);
    actions::move_up(&mut *desk.db().await?, desk.actor(), id, story).await?;
    Ok(back(&desk, id, Done::MOVED))
}

/// `POST …/stories/{packed}/removal`
pub async fn take_out(
    DeskForm { desk, .. }: DeskForm<Nothing, RunEvents>,
    path: OfStory,
) -> Result<HttpResponse, Error> {
    let (id, story) = (pack_id(&path.1)?, story_id(&path.2)?);
    actions::take_out(&mut *desk.db().await?, desk.actor(), id, story).await?;
    Ok(back(&desk, id, Done::REMOVED))
}

/// `POST /desk/{org}/packs/{pack}/removal`
pub async fn remove(
    DeskForm { desk, .. }: DeskForm<Nothing, RunEvents>,
    path: OfPack,
) -> Result<HttpResponse, Error> {
    actions::remove(&mut *desk.db().await?, desk.actor(), pack_id(&path.1)?).await?;
    Ok(desk.done("/packs", Done::REMOVED))
}

/// Returns the language in which every pack has a title.
fn first(desk: &AtDesk) -> Language {
    desk.organisation.languages.first().copied().unwrap_or(desk.language)
}

fn back(desk: &AtDesk, pack: PackId, done: Done) -> HttpResponse {
    desk.done(&format!("/packs/{pack}"), done)
}

fn pack_id(path: &str) -> Result<PackId, Error> {
    path.parse().map_err(|_| Error::NotFound)
}

fn story_id(path: &str) -> Result<StoryId, Error> {
    path.parse().map_err(|_| Error::NotFound)
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
    let others = reading::cards(conn, organisation, Reach::House, &all, &newest, CHOICES).await?;
    cards.extend(others.into_iter().filter(|card| !order.contains(&card.story_id)));
    let pack = PackAtDesk { id, order, cards: &cards };
    let spoken = (desk.organisation.languages.as_slice(), desk.language);
    Ok(PackDeskPage::new(&pack, form, errors, &desk.path(""), spoken))
}
