//! Drafting, testing, sending, pausing and cancelling announcements.

use super::review::review;
use crate::{
    accounts,
    announcements::{
        jobs::{Deliver, SendTest},
        model::Text,
        refusal::Refusal,
        status::AnnouncementAction as Action,
        store::{announcements, ledger::Ledger},
    },
    audit::{Actor, Verb},
    events,
    ids::{AnnouncementId, ClaimId, EventId, OrganisationId},
    organisations::{self, Organisation},
    platform::{
        db::{Tx, transaction},
        error::Error,
        i18n::Language,
        jobs::{Failure, enqueue},
        mail::{EmailAddress, MailError},
        state::App,
        web::once::Made,
    },
};
use diesel_async::AsyncPgConnection;

/// Drafts an announcement of a release, with a starting text in every language of the organisation.
pub async fn draft(
    conn: &mut AsyncPgConnection,
    organisation: &Organisation,
    actor: Actor,
    id: AnnouncementId,
    release: (EventId, i32),
) -> Result<Made, Error> {
    let (event, version) = release;
    announcements::release(conn, organisation.id, event, version).await?;
    transaction(conn, async |mut tx| {
        if !announcements::insert(&mut tx, organisation.id, id, event, version).await? {
            let known = announcements::find(&mut tx, organisation.id, id).await?;
            return Ok(Made::before((known.event_id, known.release_version) == release));
        }
        for language in &organisation.languages {
            let text = starting_text(*language);
            announcements::put_text(&mut tx, organisation.id, id, &text).await?;
        }
        actor.record(&mut tx, Verb("announcement_drafted"), id).await?;
        Ok(Made::Created)
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

/// Changes the texts of a draft, unless they are stored already. Fails with [`Error::Changed`] when its `revision` is
/// not the one that was shown.
pub async fn change_texts(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    id: AnnouncementId,
    revision: i32,
    texts: &[Text],
) -> Result<(), Error> {
    let organisation = actor.organisation;
    transaction(conn, async |mut tx| {
        announcements::advance(&mut tx, actor.organisation, id, Action::Edit).await?;
        let stored = announcements::texts(&mut tx, organisation, &[id]).await?;
        if texts.iter().all(|text| stored.iter().any(|(_, known)| known == text)) {
            return Ok(());
        }
        if announcements::find(&mut tx, organisation, id).await?.revision != revision {
            return Err(Error::Changed);
        }
        for text in texts {
            announcements::put_text(&mut tx, organisation, id, text).await?;
        }
        announcements::revise(&mut tx, organisation, id).await?;
        actor.record(&mut tx, Verb("announcement_changed"), id).await
    })
    .await
}

/// Sends a draft to its writer.
pub async fn test(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    id: AnnouncementId,
    language: Language,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        step(&mut tx, actor, id, Action::Edit, Verb("announcement_tested")).await?;
        let job = SendTest { announcement: id, staff: actor.staff, language };
        enqueue(&mut tx, Some(actor.organisation), &job).await
    })
    .await
}

/// Job: sends a test.
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

/// Freezes the recipients and starts sending. Returns the reason when the event is no longer announced. Fails with
/// [`Error::Changed`] when other mails, or mails to other people, would be sent than the person has `seen`.
pub async fn confirm(
    app: &App,
    conn: &mut AsyncPgConnection,
    organisation: &Organisation,
    actor: Actor,
    id: AnnouncementId,
    seen: &str,
) -> Result<Option<Refusal>, Error> {
    let review = review(app, conn, organisation, id, actor.now).await?;
    if review.refusal.is_some() {
        return Ok(review.refusal);
    }
    let (event, version) = (review.announcement.event_id, review.composition.agenda.version);
    let ledger = Ledger { organisation: actor.organisation, announcement: id };
    transaction(conn, async |mut tx| {
        announcements::advance(&mut tx, actor.organisation, id, Action::Confirm).await?;
        events::store::lock(&mut tx, actor.organisation, event).await?;
        let latest = events::store::release(&mut tx, actor.organisation, event, None).await?;
        let now = announcements::find(&mut tx, actor.organisation, id).await?;
        ledger.freeze(&mut tx, event, actor.now).await?;
        let frozen = ledger.frozen(&mut tx).await?;
        let same = (latest.version, now.revision) == (version, review.announcement.revision);
        if seen != review.seen() || !same || frozen != review.audience || frozen.is_empty() {
            return Err(Error::Changed);
        }
        let readers = organisation.access.readers;
        announcements::set_confirmed(&mut tx, actor.organisation, id, (version, readers), actor.now).await?;
        actor.record(&mut tx, Verb("announcement_confirmed"), id).await?;
        deliver_now(&mut tx, actor.organisation, id).await?;
        Ok(None)
    })
    .await
}

pub async fn pause(conn: &mut AsyncPgConnection, actor: Actor, id: AnnouncementId) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        step(&mut tx, actor, id, Action::Pause, Verb("announcement_paused")).await
    })
    .await
}

/// Resumes a paused announcement. Returns the reason when its event is no longer announced.
pub async fn resume(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    id: AnnouncementId,
) -> Result<Option<Refusal>, Error> {
    let action = Action::Resume;
    transaction(conn, async |mut tx| {
        let paused = announcements::find(&mut tx, actor.organisation, id).await?;
        paused.status.after(action)?;
        let release = events::store::release(&mut tx, actor.organisation, paused.event_id, None).await?;
        let refusal = Refusal::of(&release.day, actor.now);
        if refusal.is_none() {
            step(&mut tx, actor, id, action, Verb("announcement_resumed")).await?;
            deliver_now(&mut tx, actor.organisation, id).await?;
        }
        Ok(refusal)
    })
    .await
}

/// Stops an announcement for good.
pub async fn cancel(conn: &mut AsyncPgConnection, actor: Actor, id: AnnouncementId) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        step(&mut tx, actor, id, Action::Cancel, Verb("announcement_cancelled")).await
    })
    .await
}

async fn step(
    tx: &mut Tx<'_>,
    actor: Actor,
    id: AnnouncementId,
    action: Action,
    verb: Verb,
) -> Result<(), Error> {
    announcements::advance(tx, actor.organisation, id, action).await?;
    actor.record(tx, verb, id).await
}

async fn deliver_now(tx: &mut Tx<'_>, organisation: OrganisationId, id: AnnouncementId) -> Result<(), Error> {
    let job = Deliver { announcement: id, outages: 0 };
    enqueue(tx, Some(organisation), &job).await
}
