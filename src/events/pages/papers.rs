//! Papers of a day: what it is run from.

use super::{OfEvent, event};
use crate::{
    accounts::{extract::Desk, may::RunEvents},
    events::{actions, store, views::PapersPage},
    ids::StoryId,
    platform::error::Error,
};
use actix_web::HttpResponse;

/// `GET /desk/{org}/events/{event}/papers`: the latest release, and the stories of it that are read aloud, as their
/// authors agreed to them. Reading them is recorded in the audit trail.
///
/// # Errors
/// [`Error::NotFound`] before the first release: until then organisers know titles only.
pub async fn papers(desk: Desk<RunEvents>, path: OfEvent) -> Result<HttpResponse, Error> {
    let (mut conn, organisation) = (desk.db().await?, desk.organisation.id);
    let history = store::history(&mut conn, organisation, event(&path)?).await?;
    let release = history.first().ok_or(Error::NotFound)?;
    let slots = store::placed(&mut conn, organisation, release).await?;
    let told = store::told(&mut conn, &desk.app.keys, organisation, &slots).await?;
    let read: Vec<StoryId> = PapersPage::cards_for(&slots, &told).map(|(_, story)| story.id).collect();
    actions::note_papers(&mut conn, desk.actor(), &read).await?;
    desk.page(&PapersPage::new(release, &slots, &told, &desk.path(""), desk.language))
}
