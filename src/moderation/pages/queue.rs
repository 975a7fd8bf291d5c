//! The queue.

use crate::{
    accounts::{extract::Desk, may::ReviewStories},
    moderation::{
        forms::queue::QueueQuery,
        look::Found,
        store,
        views::{QueuePage, Shelf},
    },
    platform::error::Error,
};
use actix_web::{HttpResponse, web::Query};
use std::mem;

/// `GET /desk/{org}/stories[?status=&theme=&language=&lane=&intensity=&q=&from=]`
pub async fn queue(desk: Desk<ReviewStories>, query: Query<QueueQuery>) -> Result<HttpResponse, Error> {
    let (asked, actor) = (query.check()?, desk.actor());
    let read = async |conn: &_| store::queue::queue(conn, &desk.app.keys, actor, &asked).await;
    let mut queue = desk.app.db.read(Some(actor.organisation), read).await?;
    if asked.filter.theme.is_some_and(|theme| queue.themes.iter().all(|known| known.id != theme)) {
        return Err(Error::NotFound);
    }
    let total = queue.census.count(&asked.filter);
    let found = Found::of(&asked, mem::take(&mut queue.stories), total);
    let shelf = Shelf {
        asked: &asked,
        queue: &queue,
        found: &found,
        languages: &desk.organisation.languages,
        today: actor.now.date_naive(),
    };
    let page = QueuePage::new(&shelf, &desk.path(""), desk.language);
    desk.filtered(&query.kept()).page(&page)
}
