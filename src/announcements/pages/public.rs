//! Subscriptions, and past announcements.

use crate::{
    announcements::{
        actions::{compose, subscribing},
        forms::{ChangeLanguage, Subscribe},
        news::News,
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
    readers::extract::{Arrival, Reading},
};
use actix_web::{
    HttpResponse,
    web::{Bytes, Path},
};

/// `GET /{org}/subscribe`
pub async fn subscribe_form(site: Arrival) -> Result<HttpResponse, Error> {
    site.page(&page(&site, fresh(&site), FieldErrors::default()))
}

/// `POST /{org}/subscribe`: the same answer for any address.
pub async fn subscribe(Form(form): Form<Subscribe>, site: Arrival) -> Result<HttpResponse, Error> {
    note(&site, form).await
}

/// Checks the cost of sending a form first, as for stories, then its content.
async fn note(site: &Arrival, form: Subscribe) -> Result<HttpResponse, Error> {
    let (app, organisation, language) = (&site.app, &site.organisation, site.language);
    let (key, now) = (&app.keys.links, app.clock.now());
    let stamp = form.read_stamp(key, organisation.id, now);
    let stale = || {
        let errors = FieldErrors::one("", language.text("announcements-subscribe-stale"));
        site.invalid(&page(site, form.clone().again_on(fresh(site)), errors))
    };
    let standing = match &stamp {
        Some(stamp) => stamp.standing(&form.stamp, &form.proof, &app.settings, now),
        // Without a minimum age of forms, one without a stamp is accepted.
        None if form.stamp.is_empty() && app.settings.form_age == 0 => Some(app.settings.unproven()),
        None => return stale(),
    };
    let Some(standing) = standing else {
        let wait = language.text_n("intake-tell-too-fast", app.settings.form_age);
        return site.invalid(&page(site, form, FieldErrors::one("", wait)));
    };
    let (email, chosen) = match form.check(language, &organisation.languages) {
        Ok(checked) => checked,
        Err(errors) => return site.invalid(&page(site, form, errors)),
    };
    // The list is a door too.
    if !site.inside && !organisation.access.lists(email.as_str()) {
        let errors = FieldErrors::one("email", language.text("announcements-subscribe-outside"));
        return site.invalid(&page(site, form, errors));
    }
    let subscribed = subscribing::subscribe(app, organisation.id, (stamp, standing), &email, chosen).await;
    match subscribed {
        Err(Error::StaleForm) => stale(),
        Err(error) => Err(error),
        Ok(()) => Ok(site.see_other(&format!("/{}/subscribe/sent", organisation.slug))),
    }
}

fn fresh(site: &Site) -> Subscribe {
    Subscribe::fresh(&site.app.keys.links, site.organisation.id, site.app.clock.now())
}

fn page(site: &Arrival, form: Subscribe, errors: FieldErrors) -> SubscribePage {
    SubscribePage::new(form, &site.organisation.languages, site.language, errors).at_the_door(!site.inside)
}

/// `GET /{org}/subscribe/sent`
pub async fn subscribed(site: Site) -> Result<HttpResponse, Error> {
    site.page(&SubscribedPage {})
}

/// `GET /{org}/subscriptions/{token}`, and below it, where mail programs look: a page. Looking changes nothing.
pub async fn subscription(site: Site, path: Path<(String, String)>) -> Result<HttpResponse, Error> {
    let (id, link) = known(&site, &path)?;
    let mut conn = site.db().await?;
    let subscription = subscriptions::find(&mut conn, site.organisation.id, id).await?;
    site.page(&SubscriptionPage::new(&subscription, link, &site.organisation.languages))
}

/// `POST /{org}/subscriptions/{token}/language`
pub async fn change_language(
    site: Site,
    path: Path<(String, String)>,
    Form(form): Form<ChangeLanguage>,
) -> Result<HttpResponse, Error> {
    let (id, link) = known(&site, &path)?;
    let language = form.check(&site.organisation.languages)?;
    let mut conn = site.db().await?;
    subscriptions::find(&mut conn, site.organisation.id, id).await?;
    subscribing::change_language(&mut conn, site.organisation.id, id, language).await?;
    Ok(site.see_other(&link))
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
/// which may encode its one field as it likes, comes from any origin, and wants no redirect.
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
        return Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("OK\n"));
    }
    Ok(site.see_other(&link))
}

/// Returns the subscription of a link, and the link.
fn known(site: &Site, path: &Path<(String, String)>) -> Result<(SubscriptionId, String), Error> {
    let (_, token) = path.as_ref();
    let id = subscription::from_token(&site.app.keys.links, token).ok_or(Error::NotFound)?;
    Ok((id, format!("/{}/subscriptions/{token}", site.organisation.slug)))
}

/// `GET /{org}/announcements`: past announcements.
pub async fn archive(site: Reading) -> Result<HttpResponse, Error> {
    let (organisation, language) = (&site.organisation, site.language);
    let mut conn = site.db().await?;
    let mut told = announcements::all(&mut conn, organisation.id).await?;
    told.retain(|(announcement, _)| {
        matches!(announcement.status, AnnouncementStatus::Running | AnnouncementStatus::Finished)
            && site.reach.covers(announcement.readers)
    });
    let ids: Vec<_> = told.iter().map(|(announcement, _)| announcement.id).collect();
    let texts = announcements::texts(&mut conn, organisation.id, &ids).await?;
    let entries = told.iter().filter_map(|(announcement, release)| {
        let own = || texts.iter().filter(|(id, _)| *id == announcement.id).map(|(_, text)| text);
        let text = own().find(|text| text.language == language).or_else(|| own().next())?;
        let facts = compose::facts(&site.app, organisation, release, &News::Agenda, text.language, None);
        let home = format!("{}/{}/library", site.app.settings.public_url, organisation.slug);
        let facts = facts.with_new_stories(None, &home, text.language);
        let day = announcement.confirmed_at?.with_timezone(&organisation.time_zone);
        Some(ArchiveEntry::new(text, &facts, time::long_date(day.date_naive(), language)))
    });
    let entries = entries.collect();
    site.page(&ArchivePage { entries })
}
