//! What everybody may see: releases only, and of them only what can be told now.

use super::{OfEvent, event};
use crate::{
    events::{
        calendar::{MEDIA_TYPE, calendar},
        release::ReleasedAgenda,
        store,
        views::{AgendaJson, ChangesPage, EventPage, EventsPage},
    },
    organisations::extract::Site,
    platform::error::Error,
};
use actix_web::{HttpRequest, HttpResponse, http::header};
use anyhow::Context;
use sha2::{Digest, Sha256};

/// `GET /{org}/events`
pub async fn events(site: Site) -> Result<HttpResponse, Error> {
    let releases = store::current(&mut *site.db().await?, site.organisation.id).await?;
    let now = site.app.clock.now();
    site.page(&EventsPage::new(&releases, &base(&site), now, site.language))
}

/// `GET /{org}/events/{event}`
pub async fn agenda(site: Site, path: OfEvent) -> Result<HttpResponse, Error> {
    let agenda = latest(&site, &path).await?;
    let now = site.app.clock.now();
    site.page(&EventPage::new(&agenda, &base(&site), now, site.language))
}

/// `GET /{org}/events/{event}/changes`
pub async fn changes(site: Site, path: OfEvent) -> Result<HttpResponse, Error> {
    let (mut conn, org) = (site.db().await?, site.organisation.id);
    let history = store::history(&mut conn, org, event(&path)?).await?;
    let stories = history.iter().flat_map(store::changed).collect();
    let titles = store::titles(&mut conn, &site.app.keys, org, stories).await?;
    let page = ChangesPage::new(&history, &titles, &base(&site), site.language);
    site.page(&page.ok_or(Error::NotFound)?)
}

/// `GET /{org}/events/{event}/agenda.ics`: in the language that its address names, else in that of the event.
pub async fn ics(site: Site, path: OfEvent, request: HttpRequest) -> Result<HttpResponse, Error> {
    let agenda = latest(&site, &path).await?;
    let reader = site.asked().unwrap_or(agenda.day.language);
    let file = calendar(&agenda, &address(&site, &agenda), reader);
    Ok(file_response(&request, MEDIA_TYPE, "agenda.ics", file))
}

/// `GET /{org}/events/{event}/agenda.json`
pub async fn json(site: Site, path: OfEvent, request: HttpRequest) -> Result<HttpResponse, Error> {
    let agenda = latest(&site, &path).await?;
    let address = address(&site, &agenda);
    let file = serde_json::to_vec(&AgendaJson::new(&agenda, &address)).context("agenda as JSON")?;
    Ok(file_response(&request, "application/json", "agenda.json", file))
}

async fn latest(site: &Site, path: &OfEvent) -> Result<ReleasedAgenda, Error> {
    let mut conn = site.db().await?;
    store::released(
        &mut conn,
        &site.app.keys,
        site.organisation.id,
        event(path)?,
        None,
    )
    .await
}

fn base(site: &Site) -> String {
    format!("/{}", site.organisation.slug)
}

fn address(site: &Site, agenda: &ReleasedAgenda) -> String {
    let public = &site.app.settings.public_url;
    format!("{public}/{}/events/{}", site.organisation.slug, agenda.event)
}

/// A file that may be kept but must be asked for again: a withdrawn story is gone at once.
fn file_response(request: &HttpRequest, media: &str, name: &str, file: Vec<u8>) -> HttpResponse {
    use std::fmt::Write;
    let mut tag = String::from("\"");
    for byte in Sha256::digest(&file).iter().take(16) {
        // Writing to a String cannot fail.
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    let known = request
        .headers()
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|known| {
            known
                .split(',')
                .any(|one| one.trim().trim_start_matches("W/") == tag)
        });
    let mut response = if known {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    response
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, "no-cache"));
    if known {
        return response.finish();
    }
    response
        .content_type(media)
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("inline; filename=\"{name}\""),
        ))
        .body(file)
}
