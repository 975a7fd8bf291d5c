//! Papers of a day: what it is run from.

use super::{OfEvent, event};
use crate::{
    accounts::{extract::Desk, may::RunEvents},
    events::{actions, agenda::place, store, views::PapersPage},
    ids::StoryId,
    platform::error::Error,
};
use actix_web::HttpResponse;

/// `GET /desk/{org}/events/{event}/papers`: the stories on its working agenda, as their authors agreed to them. Reading
/// them is recorded in the audit trail.
pub async fn papers(desk: Desk<RunEvents>, path: OfEvent) -> Result<HttpResponse, Error> {
    let (mut conn, organisation) = (desk.db().await?, desk.organisation.id);
    let event = store::event(&mut conn, organisation, event(&path)?).await?;
    let slots = store::slots(&mut conn, organisation, event.id).await?;
    let told = store::told(&mut conn, &desk.app.keys, organisation, &slots).await?;
    let ids: Vec<StoryId> = told.keys().copied().collect();
    actions::note_reading(&mut conn, desk.actor(), &ids).await?;
    let placed = place(&event.day, slots.into_iter().map(|slot| (slot.content, slot.minutes)));
    desk.page(&PapersPage::new(&event, &placed, &told, &desk.path(""), desk.language))
}
