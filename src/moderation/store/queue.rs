//! What a page of the queue shows.

use super::{claims::leases, views};
use crate::{
    audit::Actor,
    ids::StoryId,
    moderation::{
        filter::{Census, Filter, Shown},
        lease::Lease,
        look::Asked,
        saved::SavedView,
    },
    organisations::{self, Theme},
    platform::{error::Error, keys::Keys},
    stories::{
        Standing,
        store::queue::{self as told, Listed, Part},
    },
};
use diesel_async::AsyncPgConnection;
use futures_util::future::try_join5;
use std::collections::BTreeMap;

/// Stories and all that stands beside them.
pub struct Queue {
    pub stories: Vec<Listed>,
    pub census: Census,
    /// Claims that have not expired.
    pub leases: BTreeMap<StoryId, Lease>,
    pub themes: Vec<Theme>,
    pub views: Vec<SavedView>,
}

/// Reads a page of the queue; its queries do not wait for each other.
pub async fn queue(
    conn: &AsyncPgConnection,
    keys: &Keys,
    actor: Actor,
    asked: &Asked,
) -> Result<Queue, Error> {
    let most = i64::try_from(asked.most()).unwrap_or(i64::MAX);
    let part = part(&asked.filter, actor);
    let (stories, cells, leases, themes, views) = try_join5(
        told::page(conn, keys, actor.organisation, &part, (asked.from, most)),
        told::cells(conn, actor.organisation, actor.staff),
        leases(conn, actor.organisation, actor.now),
        organisations::store::themes(conn, actor.organisation),
        views::views(conn, actor.organisation, actor.staff),
    )
    .await?;
    Ok(Queue { stories, census: Census(cells), leases, themes, views })
}

fn part(filter: &Filter, actor: Actor) -> Part {
    Part {
        standings: Standing::all().filter(|standing| filter.shown.covers(*standing)).collect(),
        held_by: (filter.shown == Shown::Mine).then_some(actor.staff),
        theme: filter.theme,
        language: filter.language,
        lane: filter.lane,
    }
}
