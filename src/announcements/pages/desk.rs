//! Writing and sending announcements, and the list of subscribers.

use crate::{
    accounts::{
        Done,
        extract::{AtDesk, Desk, DeskForm},
        may::{Announce, SeeSubscribers},
    },
    announcements::{
        actions::{
            announcing,
            review::{Review, review},
        },
        forms::{Confirmation, NewDraft, Texts, Then},
        model::{Release, Text},
        refusal::Refusal,
        status::AnnouncementStatus,
        store::{announcements, ledger::Ledger, subscriptions},
        views::{
            about::About,
            desk::{AnnouncementsPage, ProgressPage},
            draft::{ConfirmationPage, DraftPage},
            subscribers::{PER_PAGE, SubscribersPage},
        },
    },
    events,
    ids::AnnouncementId,
    platform::{
        error::Error,
        i18n::Language,
        web::{
            form::{FieldErrors, Nothing},
            mail_page::mail_page,
        },
    },
};
use actix_web::{
    HttpResponse,
    web::{Path, Query},
};
use serde::Deserialize;

const DRAFTED: Done = Done::good("announcements-done-drafted");
const TESTED: Done = Done::good("announcements-done-tested");
const BEGUN: Done = Done::good("announcements-done-begun");
const PAUSED: Done = Done::good("announcements-done-paused");
const RESUMED: Done = Done::good("announcements-done-resumed");
const CANCELLED: Done = Done::good("announcements-done-cancelled");

/// Notes of this feature.
pub const DONE: &[Done] = &[DRAFTED, TESTED, BEGUN, PAUSED, RESUMED, CANCELLED];

type At = Path<(String, AnnouncementId)>;

/// `GET /desk/{org}/announcements`
pub async fn list(desk: Desk<Announce>) -> Result<HttpResponse, Error> {
    desk.page(&list_page(&desk, NewDraft::blank(), FieldErrors::default()).await?)
}

async fn list_page(desk: &AtDesk, form: NewDraft, errors: FieldErrors) -> Result<AnnouncementsPage, Error> {
    let mut conn = desk.db().await?;
    let all = announcements::all(&mut conn, desk.organisation.id).await?;
    let releases = events::store::current(&mut conn, desk.organisation.id).await?;
    // Past events are not announced.
    let now = desk.app.clock.now();
    let releases = releases.into_iter().filter(|release| Refusal::of(&release.day, now).is_none());
    let mut releases: Vec<Release> = releases.map(Into::into).collect();
    releases.sort_by_key(|release| std::cmp::Reverse(release.starts_at));
    let path = desk.path("/announcements");
    Ok(AnnouncementsPage::new(&all, &releases, &path, form, errors, desk.language))
}

/// `POST /desk/{org}/announcements`
pub async fn draft(
    DeskForm { desk, mut form, .. }: DeskForm<NewDraft, Announce>,
) -> Result<HttpResponse, Error> {
    let (id, release) = form.check()?;
    let mut conn = desk.db().await?;
    let made = announcing::draft(&mut conn, &desk.organisation, desk.actor(), id, release).await?;
    drop(conn);
    match made.or_renew(&mut form.id, AnnouncementId::new(), desk.language) {
        Ok(()) => Ok(back(&desk, id, DRAFTED)),
        Err(errors) => desk.invalid(&list_page(&desk, form, errors).await?),
    }
}

/// An announcement with everything its pages show.
struct Shown {
    review: Review,
    release: Release,
    texts: Vec<Text>,
}

async fn shown(desk: &AtDesk, id: AnnouncementId) -> Result<Shown, Error> {
    let mut conn = desk.db().await?;
    let organisation = &desk.organisation;
    let review = review(&desk.app, &mut conn, organisation, id, desk.app.clock.now()).await?;
    let texts = announcements::texts(&mut conn, organisation.id, &[id]).await?;
    Ok(Shown {
        release: Release::from(&review.composition.agenda),
        texts: texts.into_iter().map(|(_, text)| text).collect(),
        review,
    })
}

impl Shown {
    fn is_draft(&self) -> bool {
        self.review.announcement.status == AnnouncementStatus::Draft
    }

    fn about<'a>(&'a self, desk: &AtDesk) -> About<'a> {
        About {
            announcement: &self.review.announcement,
            release: &self.release,
            texts: &self.texts,
            list: desk.path("/announcements"),
            language: desk.language,
        }
    }

    fn draft(&self, desk: &AtDesk) -> DraftPage {
        DraftPage::new(&self.about(desk), self.review.refusal, desk.email())
    }

    fn confirmation(&self, desk: &AtDesk) -> ConfirmationPage {
        let Review { composition, audience, refusal, .. } = &self.review;
        let letter = |language, knows| composition.shown(language, knows);
        ConfirmationPage::new(&self.about(desk), audience, letter, *refusal, self.review.seen())
    }

    async fn progress(mut self, desk: &AtDesk) -> Result<ProgressPage, Error> {
        let Review { composition, audience, .. } = &self.review;
        for text in &mut self.texts {
            if let Some(letter) = composition.shown(text.language, audience.most()) {
                text.subject = letter.subject;
            }
        }
        let ledger = Ledger { organisation: desk.organisation.id, announcement: self.review.announcement.id };
        let progress = ledger.progress(&mut *desk.db().await?).await?;
        Ok(ProgressPage::new(&self.about(desk), &progress, self.review.refusal))
    }

    fn languages(&self) -> Vec<Language> {
        self.texts.iter().map(|text| text.language).collect()
    }
}

/// `GET /desk/{org}/announcements/{id}`: a draft, or the progress of sending.
pub async fn announcement(desk: Desk<Announce>, at: At) -> Result<HttpResponse, Error> {
    let shown = shown(&desk, at.1).await?;
    if shown.is_draft() { desk.page(&shown.draft(&desk)) } else { desk.page(&shown.progress(&desk).await?) }
}

/// Version that the readers of a mail know.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Knows {
    knows: Option<i32>,
}

/// `GET /desk/{org}/announcements/{id}/preview/{language}`: the mail as those see it who know `?knows=2`, or else most
/// of them.
pub async fn preview(
    desk: Desk<Announce>,
    at: Path<(String, AnnouncementId, String)>,
    knows: Option<Query<Knows>>,
) -> Result<HttpResponse, Error> {
    let language: Language = at.2.parse().map_err(|_| Error::NotFound)?;
    let Review { composition, audience, .. } = shown(&desk, at.1).await?.review;
    let knows = knows.and_then(|query| query.knows).or_else(|| audience.most());
    let letter = composition.shown(language, knows).ok_or(Error::NotFound)?;
    Ok(mail_page(letter.html))
}

/// `POST /desk/{org}/announcements/{id}/texts`: saves, then does what the button says.
pub async fn texts(
    DeskForm { desk, form, .. }: DeskForm<Texts, Announce>,
    at: At,
) -> Result<HttpResponse, Error> {
    let (shown, actor) = (shown(&desk, at.1).await?, desk.actor());
    let languages = shown.languages();
    let typed = || form.typed(&languages);
    let (texts, language) = match form.check(desk.language, &languages) {
        Ok(checked) => checked,
        Err(errors) => return desk.invalid(&shown.draft(&desk).typed(&typed(), errors)),
    };
    let (then, revision, mut conn) = (form.then()?, form.revision()?, desk.db().await?);
    match announcing::change_texts(&mut conn, actor, at.1, revision, &texts).await {
        Ok(()) => {}
        Err(Error::Changed) => {
            return desk.changed(&shown.draft(&desk).beside_theirs(&typed(), desk.language));
        }
        Err(error) => return Err(error),
    }
    let path = desk.path(&format!("/announcements/{}", at.1));
    match then {
        Then::Save => Ok(back(&desk, at.1, Done::SAVED)),
        Then::Preview(language) => Ok(desk.see_other(&format!("{path}/preview/{language}"))),
        Then::Send => Ok(desk.see_other(&format!("{path}/confirmation"))),
        Then::Test => {
            announcing::test(&mut conn, actor, at.1, language).await?;
            Ok(back(&desk, at.1, TESTED))
        }
    }
}

/// `GET /desk/{org}/announcements/{id}/confirmation`: all mails and the size of the audience.
pub async fn confirmation(desk: Desk<Announce>, at: At) -> Result<HttpResponse, Error> {
    let shown = shown(&desk, at.1).await?;
    if shown.is_draft() {
        desk.page(&shown.confirmation(&desk))
    } else {
        Ok(desk.see_other(&desk.path(&format!("/announcements/{}", at.1))))
    }
}

/// `POST /desk/{org}/announcements/{id}/confirmation`: starts sending, or shows the page again when something changed.
pub async fn confirm(
    DeskForm { desk, form, .. }: DeskForm<Confirmation, Announce>,
    at: At,
) -> Result<HttpResponse, Error> {
    let organisation = &desk.organisation;
    let mut conn = desk.db().await?;
    let begun = announcing::confirm(&desk.app, &mut conn, organisation, desk.actor(), at.1, &form.seen).await;
    drop(conn);
    match begun {
        Ok(None) => Ok(back(&desk, at.1, BEGUN)),
        Ok(Some(_)) => desk.changed(&shown(&desk, at.1).await?.confirmation(&desk)),
        Err(Error::Changed) => desk.changed(&shown(&desk, at.1).await?.confirmation(&desk).changed()),
        Err(error) => Err(error),
    }
}

/// `POST /desk/{org}/announcements/{id}/pause`
pub async fn pause(
    DeskForm { desk, .. }: DeskForm<Nothing, Announce>,
    at: At,
) -> Result<HttpResponse, Error> {
    announcing::pause(&mut *desk.db().await?, desk.actor(), at.1).await?;
    Ok(back(&desk, at.1, PAUSED))
}

/// `POST /desk/{org}/announcements/{id}/resume`
pub async fn resume(
    DeskForm { desk, .. }: DeskForm<Nothing, Announce>,
    at: At,
) -> Result<HttpResponse, Error> {
    let refusal = announcing::resume(&mut *desk.db().await?, desk.actor(), at.1).await?;
    if refusal.is_some() {
        return desk.changed(&shown(&desk, at.1).await?.progress(&desk).await?);
    }
    Ok(back(&desk, at.1, RESUMED))
}

/// `POST /desk/{org}/announcements/{id}/cancellation`
pub async fn cancel(
    DeskForm { desk, .. }: DeskForm<Nothing, Announce>,
    at: At,
) -> Result<HttpResponse, Error> {
    announcing::cancel(&mut *desk.db().await?, desk.actor(), at.1).await?;
    Ok(back(&desk, at.1, CANCELLED))
}

fn back(desk: &AtDesk, id: AnnouncementId, done: Done) -> HttpResponse {
    desk.done(&format!("/announcements/{id}"), done)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Paging {
    page: Option<u16>,
}

/// `GET /desk/{org}/subscribers`
pub async fn subscribers(
    desk: Desk<SeeSubscribers>,
    paging: Option<Query<Paging>>,
) -> Result<HttpResponse, Error> {
    let number = paging.and_then(|paging| paging.page).map_or(0, i64::from);
    let mut conn = desk.db().await?;
    let organisation = desk.organisation.id;
    let counts = subscriptions::counts(&mut conn, organisation).await?;
    let rows = subscriptions::page(&mut conn, organisation, number * PER_PAGE, PER_PAGE).await?;
    let path = desk.path("/subscribers");
    desk.page(&SubscribersPage::new(&counts, &rows, number, &path, desk.language))
}
