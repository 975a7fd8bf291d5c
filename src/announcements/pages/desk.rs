//! Writing announcements.
#![allow(clippy::missing_errors_doc, reason = "every handler fails with an error page")]

use crate::{
    accounts::{
        Done, Permission,
        extract::{Desk, DeskForm},
    },
    announcements::{
        actions::{
            announcing::{self, Act, OTHER_NUMBER},
            compose::{compose, facts},
        },
        forms::{Confirmation, NewDraft, Test, Texts},
        model::{Announcement, Release, Text},
        status::AnnouncementStatus,
        store::{announcements, ledger::Ledger, subscriptions},
        subscription::SubscriptionStatus,
        views::{
            desk::{About, AnnouncementsPage, DraftPage, ProgressPage},
            subscribers::{PER_PAGE, SubscribersPage},
        },
    },
    events,
    ids::AnnouncementId,
    platform::{
        error::{Error, USED},
        i18n::Language,
        web::{
            form::{FieldErrors, Nothing},
            mail_page::mail_page,
        },
    },
};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Path, Query},
};
use serde::Deserialize;

type At = Path<(String, AnnouncementId)>;

/// `GET /desk/{org}/announcements`
pub async fn list(desk: Desk) -> Result<HttpResponse, Error> {
    desk.may(Permission::Announce)?;
    desk.page(&list_page(&desk, NewDraft::blank(), FieldErrors::default()).await?)
}

async fn list_page(desk: &Desk, form: NewDraft, errors: FieldErrors) -> Result<AnnouncementsPage, Error> {
    let mut conn = desk.db().await?;
    let all = announcements::all(&mut conn, desk.organisation.id).await?;
    let releases = events::store::current(&mut conn, desk.organisation.id).await?;
    let mut releases: Vec<Release> = releases.into_iter().map(Into::into).collect();
    releases.sort_by_key(|release| std::cmp::Reverse(release.starts_at));
    let path = desk.path("/announcements");
    Ok(AnnouncementsPage::new(
        &all,
        &releases,
        &path,
        form,
        errors,
        desk.language,
    ))
}

/// `POST /desk/{org}/announcements`
pub async fn draft(DeskForm { desk, mut form }: DeskForm<NewDraft>) -> Result<HttpResponse, Error> {
    desk.may(Permission::Announce)?;
    let (id, release) = form.check()?;
    let (act, mut conn) = (act(&desk, id), desk.db().await?);
    match announcing::draft(&mut conn, &desk.organisation, act, release).await {
        Ok(()) => Ok(back(&desk, id, Done::Drafted)),
        Err(Error::Conflict(USED)) => {
            drop(conn);
            form.id = AnnouncementId::new().to_string();
            let errors = FieldErrors::used(desk.language);
            desk.invalid(&list_page(&desk, form, errors).await?)
        }
        Err(error) => Err(error),
    }
}

/// An announcement with all that its page shows.
struct Shown {
    announcement: Announcement,
    release: Release,
    texts: Vec<Text>,
    recipients: i64,
}

async fn shown(desk: &Desk, id: AnnouncementId) -> Result<Shown, Error> {
    let mut conn = desk.db().await?;
    let organisation = desk.organisation.id;
    let announcement = announcements::find(&mut conn, organisation, id).await?;
    let (event, version) = (announcement.event_id, announcement.release_version);
    let counts = subscriptions::counts(&mut conn, organisation).await?;
    let confirmed = counts
        .iter()
        .find(|(status, _)| *status == SubscriptionStatus::Confirmed);
    let texts = announcements::texts(&mut conn, organisation, &[id]).await?;
    Ok(Shown {
        release: announcements::release(&mut conn, organisation, event, version).await?,
        texts: texts.into_iter().map(|(_, text)| text).collect(),
        recipients: confirmed.map_or(0, |(_, n)| *n),
        announcement,
    })
}

impl Shown {
    fn about<'a>(&'a self, desk: &Desk) -> About<'a> {
        About {
            announcement: &self.announcement,
            release: &self.release,
            texts: &self.texts,
            list: desk.path("/announcements"),
            language: desk.language,
        }
    }

    fn draft(&self, desk: &Desk) -> DraftPage {
        DraftPage::new(&self.about(desk), self.recipients, desk.email())
    }

    fn languages(&self) -> Vec<Language> {
        self.texts.iter().map(|text| text.language).collect()
    }
}

/// `GET /desk/{org}/announcements/{id}`: a draft, or how far it is.
pub async fn announcement(desk: Desk, at: At) -> Result<HttpResponse, Error> {
    desk.may(Permission::Announce)?;
    let (desk, id) = (&desk, at.1);
    let mut shown = shown(desk, id).await?;
    if shown.announcement.status == AnnouncementStatus::Draft {
        return desk.page(&shown.draft(desk));
    }
    for text in &mut shown.texts {
        let facts = facts(&desk.app, &desk.organisation, &shown.release, text.language);
        text.subject = facts.fill(&text.subject);
    }
    let ledger = Ledger {
        organisation: desk.organisation.id,
        announcement: id,
    };
    let progress = ledger.progress(&mut *desk.db().await?).await?;
    desk.page(&ProgressPage::new(&shown.about(desk), &progress))
}

/// `GET /desk/{org}/announcements/{id}/preview/{language}`: the mail as recipients see it.
pub async fn preview(desk: Desk, at: Path<(String, AnnouncementId, String)>) -> Result<HttpResponse, Error> {
    desk.may(Permission::Announce)?;
    let language: Language = at.2.parse().map_err(|_| Error::NotFound)?;
    let mut conn = desk.db().await?;
    let announcement = announcements::find(&mut conn, desk.organisation.id, at.1).await?;
    let composition = compose(&desk.app, &mut conn, &desk.organisation, &announcement).await?;
    let letter = composition.letter(language).ok_or(Error::NotFound)?;
    Ok(mail_page(letter.html.clone()))
}

/// `POST /desk/{org}/announcements/{id}/texts`
pub async fn texts(DeskForm { desk, form }: DeskForm<Texts>, at: At) -> Result<HttpResponse, Error> {
    desk.may(Permission::Announce)?;
    let mut shown = shown(&desk, at.1).await?;
    let languages = shown.languages();
    match form.check(desk.language, &languages) {
        Ok(texts) => {
            announcing::change_texts(&mut *desk.db().await?, act(&desk, at.1), &texts).await?;
            Ok(back(&desk, at.1, Done::Saved))
        }
        Err(errors) => {
            shown.texts = form.typed(&languages);
            desk.invalid(&shown.draft(&desk).with_errors(errors))
        }
    }
}

/// `POST /desk/{org}/announcements/{id}/test`
pub async fn test(DeskForm { desk, form }: DeskForm<Test>, at: At) -> Result<HttpResponse, Error> {
    desk.may(Permission::Announce)?;
    let language = form.language.parse().map_err(|_| Error::Malformed("language"))?;
    announcing::test(&mut *desk.db().await?, act(&desk, at.1), language).await?;
    Ok(back(&desk, at.1, Done::Tested))
}

/// `POST /desk/{org}/announcements/{id}/confirmation`: begins, if the number of recipients is the one that was seen;
/// otherwise asks again.
pub async fn confirm(DeskForm { desk, form }: DeskForm<Confirmation>, at: At) -> Result<HttpResponse, Error> {
    desk.may(Permission::Announce)?;
    let seen = form
        .recipients
        .trim()
        .parse()
        .map_err(|_| Error::Malformed("recipients"))?;
    match announcing::confirm(&mut *desk.db().await?, act(&desk, at.1), seen).await {
        Ok(()) => Ok(back(&desk, at.1, Done::Begun)),
        Err(Error::Conflict(OTHER_NUMBER)) => {
            let page = shown(&desk, at.1).await?.draft(&desk).with_other_number();
            desk.with_status(StatusCode::CONFLICT, &page)
        }
        Err(error) => Err(error),
    }
}

/// `POST /desk/{org}/announcements/{id}/pause`
pub async fn pause(DeskForm { desk, .. }: DeskForm<Nothing>, at: At) -> Result<HttpResponse, Error> {
    desk.may(Permission::Announce)?;
    announcing::pause(&mut *desk.db().await?, act(&desk, at.1)).await?;
    Ok(back(&desk, at.1, Done::Paused))
}

/// `POST /desk/{org}/announcements/{id}/resume`
pub async fn resume(DeskForm { desk, .. }: DeskForm<Nothing>, at: At) -> Result<HttpResponse, Error> {
    desk.may(Permission::Announce)?;
    announcing::resume(&mut *desk.db().await?, act(&desk, at.1)).await?;
    Ok(back(&desk, at.1, Done::Resumed))
}

/// `POST /desk/{org}/announcements/{id}/cancellation`
pub async fn cancel(DeskForm { desk, .. }: DeskForm<Nothing>, at: At) -> Result<HttpResponse, Error> {
    desk.may(Permission::Announce)?;
    announcing::cancel(&mut *desk.db().await?, act(&desk, at.1)).await?;
    Ok(back(&desk, at.1, Done::Cancelled))
}

fn act(desk: &Desk, announcement: AnnouncementId) -> Act {
    Act {
        organisation: desk.organisation.id,
        announcement,
        by: desk.staff,
        now: desk.app.clock.now(),
    }
}

fn back(desk: &Desk, id: AnnouncementId, done: Done) -> HttpResponse {
    desk.done(&format!("/announcements/{id}"), done)
}

/// Which page of a list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Paging {
    page: Option<u16>,
}

/// `GET /desk/{org}/subscribers`
pub async fn subscribers(desk: Desk, paging: Option<Query<Paging>>) -> Result<HttpResponse, Error> {
    desk.may(Permission::SeeSubscribers)?;
    let number = paging.and_then(|paging| paging.page).map_or(0, i64::from);
    let mut conn = desk.db().await?;
    let organisation = desk.organisation.id;
    let counts = subscriptions::counts(&mut conn, organisation).await?;
    let rows = subscriptions::page(&mut conn, organisation, number * PER_PAGE, PER_PAGE).await?;
    let path = desk.path("/subscribers");
    desk.page(&SubscribersPage::new(
        &counts,
        &rows,
        number,
        &path,
        desk.language,
    ))
}
