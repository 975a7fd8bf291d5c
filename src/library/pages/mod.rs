//! Handlers.

pub mod desk;
pub mod packs;
pub mod public;
pub mod questions;
mod search;

use super::forms::Filter;
use crate::{
    events::{self, wording::with_language},
    organisations::extract::Site,
    platform::{db::Conn, error::Error},
};

/// Stories on one page of the list or of results.
const PAGE: usize = 20;

/// Returns the title of the day that a list is narrowed down to, with its language if it is foreign.
async fn event_title(
    site: &Site,
    conn: &mut Conn,
    filter: &Filter,
) -> Result<Option<(String, &'static str)>, Error> {
    let Some(event) = filter.event else {
        return Ok(None);
    };
    let release = events::store::release(conn, site.organisation.id, event, None).await?;
    Ok(Some(with_language(release.day.title_for(site.language), site.language)))
}
