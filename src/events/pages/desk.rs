//! The organisers' desk.

use super::{OfEvent, OfSlot, event};
use crate::{
    accounts::{
        Done, Permission,
        extract::{AtDesk, Desk, DeskForm},
        may::{RunEvents, SeeEvents},
    },
    events::{
        actions::{self, Outcome},
        forms::{EventForm, MoveForm, NewSlot, ReleaseForm, SlotForm},
        model::{Event, Slot},
        store,
        views::{self, AgendaPage, DeskEventsPage, FormPage, Problem},
    },
    ids::{EventId, SlotId},
    organisations::store::reader_keys,
    platform::{
        error::Error,
        web::{
            form::{FieldErrors, Nothing},
            id,
        },
    },
    readers::place::for_colleagues,
};
use actix_web::HttpResponse;

const RELEASED: Done = Done::good("events-done-released");
const UNCHANGED: Done = Done::warn("events-done-unchanged");
const UNCONFIRMED: Done = Done::warn("events-done-unconfirmed");

/// Notes of this feature.
pub const DONE: &[Done] = &[RELEASED, UNCHANGED, UNCONFIRMED];

/// `GET /desk/{org}/events`
pub async fn events(desk: Desk<SeeEvents>) -> Result<HttpResponse, Error> {
    let (mut conn, org) = (desk.db().await?, desk.organisation.id);
    let events = store::all(&mut conn, org).await?;
    let versions = store::versions(&mut conn, org).await?;
    let now = desk.app.clock.now();
    let page = DeskEventsPage::new(&events, &versions, &desk.path(""), now, desk.language);
    desk.page(&if desk.can(Permission::RunEvents) { page } else { page.read_only() })
}

/// `GET /desk/{org}/events/new`
pub async fn new(desk: Desk<RunEvents>) -> Result<HttpResponse, Error> {
    let language = desk.organisation.languages.first().copied();
    let form = EventForm::blank(desk.organisation.time_zone, language.unwrap_or(desk.language));
    desk.page(&form_page(&desk, None, form, FieldErrors::default()))
}

/// `POST /desk/{org}/events/new`
pub async fn create(
    DeskForm { desk, mut form, .. }: DeskForm<EventForm, RunEvents>,
) -> Result<HttpResponse, Error> {
    let id = EventId::of_form(&form.id).map_err(|_| Error::Malformed("id"))?;
    form.id = id.to_string();
    let made =
        match form.check(desk.language) {
            Ok(day) => actions::create(&mut *desk.db().await?, desk.actor(), Event { id, day })
                .await?
                .or_renew(&mut form.id, EventId::new(), desk.language),
            Err(errors) => Err(errors),
        };
    match made {
        Ok(()) => Ok(to_agenda(&desk, id, Done::SAVED)),
        Err(errors) => desk.invalid(&form_page(&desk, None, form, errors)),
    }
}

/// `GET /desk/{org}/events/{event}`
pub async fn edit(desk: Desk<RunEvents>, path: OfEvent) -> Result<HttpResponse, Error> {
    let event = store::event(&mut *desk.db().await?, desk.organisation.id, event(&path)?).await?;
    let form = EventForm::of(&event.day);
    desk.page(&form_page(&desk, Some(event.id), form, FieldErrors::default()))
}

/// `POST /desk/{org}/events/{event}`
pub async fn change(
    DeskForm { desk, mut form, .. }: DeskForm<EventForm, RunEvents>,
    path: OfEvent,
) -> Result<HttpResponse, Error> {
    let mut conn = desk.db().await?;
    let (organisation, event) = (desk.organisation.id, event(&path)?);
    let stored = store::event(&mut conn, organisation, event).await?;
    let day = match form.check(desk.language) {
        Ok(day) => day,
        Err(errors) => return desk.invalid(&form_page(&desk, Some(event), form, errors)),
    };
    match actions::change(&mut conn, desk.actor(), event, day, &form.seen).await {
        Ok(()) => Ok(to_agenda(&desk, event, Done::SAVED)),
        Err(Error::Changed) => {
            let stored = EventForm::of(&store::event(&mut conn, organisation, stored.id).await?.day);
            form.seen = stored.seen.clone();
            let page = form_page(&desk, Some(event), form, FieldErrors::default());
            desk.changed(&page.beside(&stored, desk.language))
        }
        Err(error) => Err(error),
    }
}

/// `GET /desk/{org}/events/{event}/agenda`
pub async fn agenda(desk: Desk<SeeEvents>, path: OfEvent) -> Result<HttpResponse, Error> {
    let page = agenda_page(&desk, event(&path)?, None).await?;
    desk.page(&if desk.can(Permission::RunEvents) { page } else { page.read_only() })
}

/// `POST /desk/{org}/events/{event}/slots`
pub async fn add(
    DeskForm { desk, mut form, .. }: DeskForm<NewSlot, RunEvents>,
    path: OfEvent,
) -> Result<HttpResponse, Error> {
    let event = event(&path)?;
    let id = SlotId::of_form(&form.id).map_err(|_| Error::Malformed("id"))?;
    form.id = id.to_string();
    let made = match form.check(desk.language) {
        Ok((content, minutes)) => {
            let slot = Slot { id, content, minutes };
            let keys = &desk.app.keys;
            actions::add_slot(&mut *desk.db().await?, keys, desk.actor(), event, slot).await?.or_renew(
                &mut form.id,
                SlotId::new(),
                desk.language,
            )
        }
        Err(errors) => Err(errors),
    };
    match made {
        Ok(()) => Ok(to_slot(&desk, event, id, Done::ADDED)),
        Err(errors) => {
            let problem = Problem::New(form, errors);
            desk.invalid(&agenda_page(&desk, event, Some(problem)).await?)
        }
    }
}

/// `POST /desk/{org}/events/{event}/slots/{slot}`
pub async fn change_slot(
    DeskForm { desk, form, .. }: DeskForm<SlotForm, RunEvents>,
    path: OfSlot,
) -> Result<HttpResponse, Error> {
    let (event, slot) = (id(&path.1)?, id(&path.2)?);
    let change = match form.check(desk.language) {
        Ok(change) => change,
        Err(errors) => {
            let problem = Problem::Slot(slot, form, errors);
            return desk.invalid(&agenda_page(&desk, event, Some(problem)).await?);
        }
    };
    let changed = actions::change_slot(&mut *desk.db().await?, desk.actor(), event, slot, change).await;
    match changed {
        Ok(()) => Ok(to_slot(&desk, event, slot, Done::SAVED)),
        Err(Error::Changed) => {
            let problem = Problem::Changed(Some((slot, form)));
            desk.changed(&agenda_page(&desk, event, Some(problem)).await?)
        }
        Err(error) => Err(error),
    }
}

/// `POST /desk/{org}/events/{event}/slots/{slot}/position`
pub async fn move_slot(
    DeskForm { desk, form, .. }: DeskForm<MoveForm, RunEvents>,
    path: OfSlot,
) -> Result<HttpResponse, Error> {
    let (event, slot) = (id(&path.1)?, id(&path.2)?);
    let to = form.check().ok_or(Error::Malformed("position"))?;
    let moved =
        actions::move_slot(&mut *desk.db().await?, desk.actor(), event, slot, to, form.seen.given()).await;
    match moved {
        Ok(()) => Ok(to_slot(&desk, event, slot, Done::MOVED)),
        Err(Error::Changed) => desk.changed(&agenda_page(&desk, event, Some(Problem::Changed(None))).await?),
        Err(error) => Err(error),
    }
}

/// `POST /desk/{org}/events/{event}/slots/{slot}/removal`
pub async fn remove_slot(
    DeskForm { desk, .. }: DeskForm<Nothing, RunEvents>,
    path: OfSlot,
) -> Result<HttpResponse, Error> {
    let (event, slot) = (id(&path.1)?, id(&path.2)?);
    actions::remove_slot(&mut *desk.db().await?, desk.actor(), event, slot).await?;
    Ok(to_agenda(&desk, event, Done::REMOVED))
}

/// `POST /desk/{org}/events/{event}/releases`
pub async fn release(
    DeskForm { desk, form, .. }: DeskForm<ReleaseForm, RunEvents>,
    path: OfEvent,
) -> Result<HttpResponse, Error> {
    let event = event(&path)?;
    let (by, keys) = (desk.actor(), &desk.app.keys);
    let outcome = actions::release(&mut *desk.db().await?, keys, by, event, form.seen.given()).await;
    let done = match outcome {
        Ok(Outcome::Released(_)) => RELEASED,
        Ok(Outcome::Unchanged) => UNCHANGED,
        Ok(Outcome::Unconfirmed) => UNCONFIRMED,
        Err(Error::Changed) => {
            return desk.changed(&agenda_page(&desk, event, Some(Problem::Changed(None))).await?);
        }
        Err(error) => return Err(error),
    };
    Ok(to_agenda(&desk, event, done))
}

fn form_page(desk: &AtDesk, event: Option<EventId>, form: EventForm, errors: FieldErrors) -> FormPage {
    FormPage::new(event, form, errors, &desk.path(""), &desk.organisation.languages)
}

fn to_agenda(desk: &AtDesk, event: EventId, done: Done) -> HttpResponse {
    desk.done(&format!("/events/{event}/agenda"), done)
}

/// Redirects to a slot on the line.
fn to_slot(desk: &AtDesk, event: EventId, slot: SlotId, done: Done) -> HttpResponse {
    desk.done(&format!("/events/{event}/agenda#slot-{slot}"), done)
}

async fn agenda_page(desk: &AtDesk, event: EventId, problem: Option<Problem>) -> Result<AgendaPage, Error> {
    let (mut conn, org) = (desk.db().await?, desk.organisation.id);
    let event = store::event(&mut conn, org, event).await?;
    let slots = store::slots(&mut conn, org, event.id).await?;
    let history = store::history(&mut conn, org, event.id).await?;
    let latest = match history.first() {
        Some(release) => store::placed(&mut conn, org, release).await?,
        None => vec![],
    };
    let key = reader_keys::current(&mut conn, org).await?;
    let known = views::Desk {
        event: &event,
        slots: &slots,
        candidates: &store::candidates(&mut conn, &desk.app.keys, org).await?,
        history: &history,
        latest,
        desk: &desk.path(""),
        public: &for_colleagues(&desk.organisation, key.as_ref(), &format!("/events/{}", event.id)),
        problem,
    };
    Ok(AgendaPage::new(&known, desk.language))
}
