//! Public pages and files: releases only, and of them only what can be told now.

use super::{OfEvent, event};
use crate::{
    events::{
        calendar::calendar,
        programme::next_over,
        release::{ReleasedAgenda, seen_by},
        store,
        views::{AgendaJson, ChangesPage, EventPage, EventsPage},
    },
    platform::{error::Error, ical::MEDIA_TYPE},
    readers::extract::Reading,
};
use actix_web::{HttpResponse, http::header};
use anyhow::Context;

/// `GET /{org}/events`
pub async fn events(site: Reading) -> Result<HttpResponse, Error> {
    let releases = store::current(&mut *site.db().await?, site.organisation.id).await?;
    let now = site.app.clock.now();
    let page = EventsPage::new(&releases, &site.base(), now, site.language);
    site.shared_page(&page, next_over(releases.iter().map(|release| &release.day), now))
}

/// `GET /{org}/events/{event}`
pub async fn agenda(site: Reading, path: OfEvent) -> Result<HttpResponse, Error> {
    let agenda = latest(&site, &path).await?;
    let readable = store::readable(&mut *site.db().await?, site.organisation.id, site.reach, &agenda).await?;
    let now = site.app.clock.now();
    let page = EventPage::new(&agenda, &readable, &site.base(), now, site.language);
    let page = page.with_key(site.key.as_ref());
    site.shared_page(&page, next_over([&agenda.day], now))
}

/// `GET /{org}/events/{event}/changes`
pub async fn changes(site: Reading, path: OfEvent) -> Result<HttpResponse, Error> {
    let (mut conn, org) = (site.db().await?, site.organisation.id);
    let history = store::history(&mut conn, org, event(&path)?).await?;
    let stories = history.iter().flat_map(store::changed).collect();
    let titles = store::titles(&mut conn, &site.app.keys, org, stories).await?;
    let titles = seen_by(titles, site.reader());
    let page = ChangesPage::new(&history, &titles, &site.base(), site.language);
    site.shared_page(&page.ok_or(Error::NotFound)?, None)
}

/// `GET /{org}/events/{event}/agenda.ics`: in the language that its address names, else in that of the event.
pub async fn ics(site: Reading, path: OfEvent) -> Result<HttpResponse, Error> {
    let agenda = latest(&site, &path).await?;
    let reader = site.asked().unwrap_or(agenda.day.language);
    let file = calendar(&agenda, &address(&site, &agenda), reader);
    Ok(file_response(&site, MEDIA_TYPE, "agenda.ics", file))
}

/// `GET /{org}/events/{event}/agenda.json`
pub async fn json(site: Reading, path: OfEvent) -> Result<HttpResponse, Error> {
    let agenda = latest(&site, &path).await?;
    let address = address(&site, &agenda);
    let file = serde_json::to_vec(&AgendaJson::new(&agenda, &address)).context("agenda as JSON")?;
    Ok(file_response(&site, "application/json", "agenda.json", file))
}

async fn latest(site: &Reading, path: &OfEvent) -> Result<ReleasedAgenda, Error> {
    let mut conn = site.db().await?;
    store::released(&mut conn, &site.app.keys, site.organisation.id, event(path)?, None, site.reader()).await
}

fn address(site: &Reading, agenda: &ReleasedAgenda) -> String {
    let public = &site.app.settings.public_url;
    format!("{public}/{}/events/{}", site.organisation.slug, agenda.event)
}

fn file_response(site: &Reading, media: &str, name: &str, file: Vec<u8>) -> HttpResponse {
    let disposition = format!("inline; filename=\"{name}\"");
    let response = HttpResponse::Ok()
        .content_type(media)
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .body(file);
    site.shared(response, None)
}
