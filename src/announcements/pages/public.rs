//! Subscribing, and what was announced.
#![allow(clippy::missing_errors_doc, reason = "every handler fails with an error page")]

use crate::{
    announcements::{
        actions::{compose, subscribing},
        forms::Subscribe,
        status::AnnouncementStatus,
        store::{announcements, subscriptions},
        subscription,
        views::public::{ArchiveEntry, ArchivePage, SubscribePage, SubscribedPage, SubscriptionPage},
    },
    ids::SubscriptionId,
    organisations::extract::Site,
    platform::{
        error::Error,
        time,
        web::{
            Form,
            form::{FieldErrors, Nothing},
        },
    },
};
use actix_web::{
    HttpResponse,
    web::{Bytes, Path},
};

/// `GET /{org}/subscribe`
pub async fn subscribe_form(site: Site) -> Result<HttpResponse, Error> {
    let (offered, language) = (&site.organisation.languages, site.language);
    site.page(&SubscribePage::new(
        Subscribe::default(),
        offered,
        language,
        FieldErrors::default(),
    ))
}

/// `POST /{org}/subscribe`: the same answer whatever is known of the address.
pub async fn subscribe(site: Site, Form(form): Form<Subscribe>) -> Result<HttpResponse, Error> {
    let organisation = &site.organisation;
    let (email, language) = match form.check(site.language, &organisation.languages) {
        Ok(checked) => checked,
        Err(errors) => {
            let page = SubscribePage::new(form, &organisation.languages, site.language, errors);
            return site.invalid(&page);
        }
    };
    let mut conn = site.db().await?;
    subscribing::subscribe(&site.app, &mut conn, organisation.id, &email, language).await?;
    Ok(site.see_other(&format!("/{}/subscribe/sent", organisation.slug)))
}

/// `GET /{org}/subscribe/sent`
pub async fn subscribed(site: Site) -> Result<HttpResponse, Error> {
    site.page(&SubscribedPage {})
}

/// `GET /{org}/subscriptions/{token}`: a page; looking changes nothing, whoever or whatever looks.
pub async fn subscription(site: Site, path: Path<(String, String)>) -> Result<HttpResponse, Error> {
    let (id, link) = known(&site, &path)?;
    let mut conn = site.db().await?;
    let subscription = subscriptions::find(&mut conn, site.organisation.id, id).await?;
    site.page(&SubscriptionPage::new(&subscription, link))
}

/// `POST /{org}/subscriptions/{token}/confirmation`
pub async fn confirm(
    site: Site,
    path: Path<(String, String)>,
    _: Form<Nothing>,
) -> Result<HttpResponse, Error> {
    let (id, link) = known(&site, &path)?;
    let mut conn = site.db().await?;
    subscriptions::find(&mut conn, site.organisation.id, id).await?;
    subscribing::confirm(&site.app, &mut conn, site.organisation.id, id).await?;
    Ok(site.see_other(&link))
}

/// `POST /{org}/subscriptions/{token}/unsubscription`: from our page, or from a mail program's own button (RFC 8058),
/// which may encode its one field as it likes and wants no redirect.
pub async fn unsubscribe(
    site: Site,
    path: Path<(String, String)>,
    body: Bytes,
) -> Result<HttpResponse, Error> {
    let (id, link) = known(&site, &path)?;
    let mut conn = site.db().await?;
    subscriptions::find(&mut conn, site.organisation.id, id).await?;
    subscribing::unsubscribe(&site.app, &mut conn, site.organisation.id, id).await?;
    if body.windows(9).any(|part| part == b"One-Click") {
        return Ok(HttpResponse::Ok()
            .content_type("text/plain; charset=utf-8")
            .body("OK\n"));
    }
    Ok(site.see_other(&link))
}

/// The subscription of a link and the link's own address.
fn known(site: &Site, path: &Path<(String, String)>) -> Result<(SubscriptionId, String), Error> {
    let (_, token) = path.as_ref();
    let id = subscription::from_token(&site.app.keys.links, token).ok_or(Error::NotFound)?;
    Ok((id, format!("/{}/subscriptions/{token}", site.organisation.slug)))
}

/// `GET /{org}/announcements`: what was announced to everybody.
pub async fn archive(site: Site) -> Result<HttpResponse, Error> {
    let (organisation, language) = (&site.organisation, site.language);
    let mut conn = site.db().await?;
    let mut told = announcements::all(&mut conn, organisation.id).await?;
    told.retain(|(announcement, _)| {
        matches!(
            announcement.status,
            AnnouncementStatus::Running | AnnouncementStatus::Finished
        )
    });
    let ids: Vec<_> = told.iter().map(|(announcement, _)| announcement.id).collect();
    let texts = announcements::texts(&mut conn, organisation.id, &ids).await?;
    let entries = told.iter().filter_map(|(announcement, release)| {
        let own = || {
            texts
                .iter()
                .filter(|(id, _)| *id == announcement.id)
                .map(|(_, text)| text)
        };
        let text = own()
            .find(|text| text.language == language)
            .or_else(|| own().next())?;
        let facts = compose::facts(&site.app, organisation, release, text.language);
        let day = announcement.confirmed_at?.with_timezone(&organisation.time_zone);
        Some(ArchiveEntry::new(
            text,
            &facts,
            time::long_date(day.date_naive(), language),
        ))
    });
    let entries = entries.collect();
    site.page(&ArchivePage { entries })
}
