//! Drafting an announcement, sending it to oneself, sending it to everybody.

use super::compose::compose;
use crate::{
    accounts,
    announcements::{
        jobs::{Deliver, SendTest},
        model::Text,
        status::{AnnouncementAction, AnnouncementStatus},
        store::{announcements, ledger::Ledger},
    },
    audit::{self, Verb},
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
            let text = starting_text(*language, version);
            announcements::put_text(&mut tx, organisation.id, id, &text).await?;
        }
        act.record(&mut tx, Verb::AnnouncementDrafted).await
    })
    .await
}

fn starting_text(language: Language, version: i32) -> Text {
    let (subject, body) = if version == 1 {
        ("announcements-first-subject", "announcements-first-body")
    } else {
        ("announcements-changed-subject", "announcements-changed-body")
    };
    Text {
        language,
        subject: language.text(subject),
        body: language.text(body),
    }
}

/// Changes what a draft says.
///
/// # Errors
/// [`Error::Conflict`] when it is no draft any more.
pub async fn change_texts(conn: &mut AsyncPgConnection, act: Act, texts: &[Text]) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        act.advance(&mut tx, AnnouncementAction::Edit).await?;
        for text in texts {
            announcements::put_text(&mut tx, act.organisation, act.announcement, text).await?;
        }
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
    let announcement = announcements::find(&mut conn, organisation.id, job.announcement).await?;
    let composition = compose(&app, &mut conn, &organisation, &announcement).await?;
    drop(conn);
    let to = EmailAddress::parse(&staff.email).map_err(|e| Failure::GiveUp(e.into()))?;
    let id = ClaimId::new().to_string();
    let Some(mail) = composition.test_mail(to, job.language, id, app.clock.now()) else {
        return Ok(());
    };
    match app.mailer.send(&mail).await {
        Ok(()) | Err(MailError::Uncertain) => Ok(()),
        Err(error @ MailError::Permanent(_)) => Err(Failure::GiveUp(error.into())),
        Err(error) => Err(Failure::Retry(error.into())),
    }
}

/// The conflict of [`confirm`] when the number of recipients is not the one the person saw.
pub const OTHER_NUMBER: &str = "other number of recipients";

/// Freezes the recipients and begins, if they are as many as the person `seen`; nothing has happened otherwise.
///
/// # Errors
/// [`Error::Conflict`] with [`OTHER_NUMBER`], or when it is no draft any more.
pub async fn confirm(conn: &mut AsyncPgConnection, act: Act, seen: usize) -> Result<(), Error> {
    let ledger = Ledger {
        organisation: act.organisation,
        announcement: act.announcement,
    };
    transaction(conn, async |mut tx| {
        act.advance(&mut tx, AnnouncementAction::Confirm).await?;
        let frozen = ledger.freeze(&mut tx, act.now).await?;
        if frozen != seen || frozen == 0 {
            return Err(Error::Conflict(OTHER_NUMBER));
        }
        announcements::set_confirmed(&mut tx, act.organisation, act.announcement, act.now).await?;
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

/// Lets an announcement go on.
///
/// # Errors
/// [`Error::Conflict`] when it is not paused.
pub async fn resume(conn: &mut AsyncPgConnection, act: Act) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        act.advance(&mut tx, AnnouncementAction::Resume).await?;
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
