//! Drafting an announcement, sending it to oneself, sending it to everybody.

use super::review::review;
use crate::{
    accounts,
    announcements::{
        jobs::{Deliver, SendTest},
        model::Text,
        refusal::Refusal,
        status::{AnnouncementAction, AnnouncementStatus},
        store::{announcements, ledger::Ledger},
    },
    audit::{self, Verb},
    events,
    ids::{AnnouncementId, ClaimId, EventId, OrganisationId, StaffId},
    organisations::{self, Organisation},
    platform::{
        db::{Tx, transaction},
        error::{Error, USED},
        i18n::Language,
        jobs::{Failure, enqueue},
        mail::{EmailAddress, MailError},
        state::App,
    },
};
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

/// Who does something to which announcement, and when.
#[derive(Debug, Clone, Copy)]
pub struct Act {
    /// Whose announcement.
    pub organisation: OrganisationId,
    /// Which.
    pub announcement: AnnouncementId,
    /// Who.
    pub by: StaffId,
    /// When.
    pub now: DateTime<Utc>,
}

impl Act {
    async fn record(self, tx: &mut Tx<'_>, verb: Verb) -> Result<(), Error> {
        let object = Some(self.announcement.untyped());
        audit::record(tx, self.organisation, Some(self.by), verb, object, self.now).await
    }

    const fn ledger(self) -> Ledger {
        Ledger {
            organisation: self.organisation,
            announcement: self.announcement,
        }
    }

    async fn advance(self, tx: &mut Tx<'_>, action: AnnouncementAction) -> Result<AnnouncementStatus, Error> {
        announcements::advance(tx, self.organisation, self.announcement, action).await
    }
}

/// Drafts an announcement of a release, with a text to start from in every language of the organisation. The same
/// draft again is the announcement that is there.
///
/// # Errors
/// [`Error::NotFound`] when there is no such release, [`Error::Conflict`] with [`USED`] when the announcement of this
/// id is of another.
pub async fn draft(
    conn: &mut AsyncPgConnection,
    organisation: &Organisation,
    act: Act,
    release: (EventId, i32),
) -> Result<(), Error> {
    let id = act.announcement;
    let (event, version) = release;
    announcements::release(conn, organisation.id, event, version).await?;
    transaction(conn, async |mut tx| {
        if !announcements::insert(&mut tx, organisation.id, id, event, version).await? {
            let known = announcements::find(&mut tx, organisation.id, id).await?;
            let same = (known.event_id, known.release_version) == release;
            return if same { Ok(()) } else { Err(Error::Conflict(USED)) };
        }
        for language in &organisation.languages {
            let text = starting_text(*language);
            announcements::put_text(&mut tx, organisation.id, id, &text).await?;
        }
        act.record(&mut tx, Verb::AnnouncementDrafted).await
    })
    .await
}

fn starting_text(language: Language) -> Text {
    Text {
        language,
        subject: language.text("announcements-default-subject"),
        body: language.text("announcements-default-body"),
    }
}

/// The conflict of [`change_texts`] when the texts were changed since they were shown.
pub const OTHER_TEXTS: &str = "other texts";

/// Changes what a draft says, if nobody else did since its `revision` was shown. Texts that are there already change
/// nothing.
///
/// # Errors
/// [`Error::Conflict`] with [`OTHER_TEXTS`], or when it is no draft any more.
pub async fn change_texts(
    conn: &mut AsyncPgConnection,
    act: Act,
    revision: i32,
    texts: &[Text],
) -> Result<(), Error> {
    let (organisation, id) = (act.organisation, act.announcement);
    transaction(conn, async |mut tx| {
        act.advance(&mut tx, AnnouncementAction::Edit).await?;
        let stored = announcements::texts(&mut tx, organisation, &[id]).await?;
        if texts
            .iter()
            .all(|text| stored.iter().any(|(_, known)| known == text))
        {
            return Ok(());
        }
        if announcements::find(&mut tx, organisation, id).await?.revision != revision {
            return Err(Error::Conflict(OTHER_TEXTS));
        }
        for text in texts {
            announcements::put_text(&mut tx, organisation, id, text).await?;
        }
        announcements::revise(&mut tx, organisation, id).await?;
        act.record(&mut tx, Verb::AnnouncementChanged).await
    })
    .await
}

/// Sends a draft to the person who writes it.
///
/// # Errors
/// [`Error::Conflict`] when it is no draft any more.
pub async fn test(conn: &mut AsyncPgConnection, act: Act, language: Language) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        act.advance(&mut tx, AnnouncementAction::Edit).await?;
        act.record(&mut tx, Verb::AnnouncementTested).await?;
        let job = SendTest {
            announcement: act.announcement,
            staff: act.by,
            language,
        };
        enqueue(&mut tx, Some(act.organisation), &job).await
    })
    .await
}

/// Job: sends an announcement to one of the staff.
///
/// # Errors
/// [`Failure::Retry`] while mail or database are out of reach.
pub async fn send_test(app: App, organisation: OrganisationId, job: SendTest) -> Result<(), Failure> {
    let mut conn = app.db.tenant(organisation).await?;
    let organisation = organisations::store::by_id(&mut conn, organisation).await?;
    let staff = accounts::store::staff(&mut conn, job.staff).await?;
    let now = app.clock.now();
    let review = review(&app, &mut conn, &organisation, job.announcement, now).await?;
    drop(conn);
    let to = EmailAddress::parse(&staff.email).map_err(|e| Failure::GiveUp(e.into()))?;
    let id = ClaimId::new().to_string();
    let knows = review.audience.most();
    let Some(mail) = review.composition.test_mail(to, job.language, knows, id, now) else {
        return Ok(());
    };
    match app.mailer.send(&mail).await {
        Ok(()) | Err(MailError::Uncertain) => Ok(()),
        Err(error @ MailError::Permanent(_)) => Err(Failure::GiveUp(error.into())),
        Err(error) => Err(Failure::Retry(error.into())),
    }
}

/// The conflict of [`confirm`] when something else would be sent than what was seen.
pub const OTHER_MAIL: &str = "other mail, or other people";
/// The conflict of whatever would announce an event that is not announced any more.
pub const REFUSED: &str = "not announced any more";

/// Freezes the recipients and begins, if what is sent is what the person has `seen`; nothing has happened otherwise.
///
/// # Errors
/// [`Error::Conflict`] with [`OTHER_MAIL`] or [`REFUSED`], or when it is no draft any more.
pub async fn confirm(
    app: &App,
    conn: &mut AsyncPgConnection,
    organisation: &Organisation,
    act: Act,
    seen: &str,
) -> Result<(), Error> {
    let review = review(app, conn, organisation, act.announcement, act.now).await?;
    if review.refusal.is_some() {
        return Err(Error::Conflict(REFUSED));
    }
    let (event, version) = (review.announcement.event_id, review.composition.agenda.version);
    let ledger = act.ledger();
    transaction(conn, async |mut tx| {
        act.advance(&mut tx, AnnouncementAction::Confirm).await?;
        events::store::hold(&mut tx, act.organisation, event).await?;
        let latest = events::store::release(&mut tx, act.organisation, event, None).await?;
        let now = announcements::find(&mut tx, act.organisation, act.announcement).await?;
        ledger.freeze(&mut tx, event, act.now).await?;
        let frozen = ledger.frozen(&mut tx).await?;
        let same = (latest.version, now.revision) == (version, review.announcement.revision);
        if seen != review.seen() || !same || frozen != review.audience || frozen.is_empty() {
            return Err(Error::Conflict(OTHER_MAIL));
        }
        announcements::set_confirmed(&mut tx, act.organisation, act.announcement, version, act.now).await?;
        act.record(&mut tx, Verb::AnnouncementConfirmed).await?;
        deliver_now(&mut tx, act).await
    })
    .await
}

/// Holds an announcement up.
///
/// # Errors
/// [`Error::Conflict`] when it is not running.
pub async fn pause(conn: &mut AsyncPgConnection, act: Act) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        act.advance(&mut tx, AnnouncementAction::Pause).await?;
        act.record(&mut tx, Verb::AnnouncementPaused).await
    })
    .await
}

/// Lets an announcement go on, unless its event is not announced any more.
///
/// # Errors
/// [`Error::Conflict`] with [`REFUSED`], or when it is not paused.
pub async fn resume(conn: &mut AsyncPgConnection, act: Act) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        act.advance(&mut tx, AnnouncementAction::Resume).await?;
        let event = announcements::find(&mut tx, act.organisation, act.announcement)
            .await?
            .event_id;
        let release = events::store::release(&mut tx, act.organisation, event, None).await?;
        if Refusal::of(&release.day, act.now).is_some() {
            return Err(Error::Conflict(REFUSED));
        }
        act.record(&mut tx, Verb::AnnouncementResumed).await?;
        deliver_now(&mut tx, act).await
    })
    .await
}

/// Stops an announcement for good.
///
/// # Errors
/// [`Error::Conflict`] when it is over already.
pub async fn cancel(conn: &mut AsyncPgConnection, act: Act) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        act.advance(&mut tx, AnnouncementAction::Cancel).await?;
        act.record(&mut tx, Verb::AnnouncementCancelled).await
    })
    .await
}

async fn deliver_now(tx: &mut Tx<'_>, act: Act) -> Result<(), Error> {
    let job = Deliver {
        announcement: act.announcement,
        outages: 0,
    };
    enqueue(tx, Some(act.organisation), &job).await
}
