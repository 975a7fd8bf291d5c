//! Sending an announcement to everybody: claim a batch, commit, send it over a few connections, record each result.

use super::{
    compose::compose,
    sender::{Halt, MailSender, Queue, Run},
};
use crate::{
    announcements::{
        delivery::{LEASE, retry_after},
        jobs::Deliver,
        model::{Claimed, Place},
        refusal::Refusal,
        status::{AnnouncementAction, AnnouncementStatus},
        store::{announcements, ledger::Ledger},
    },
    events,
    ids::{ClaimId, OrganisationId},
    organisations,
    platform::{
        db::transaction,
        error::Error,
        jobs::{Failure, enqueue_at},
        random,
        state::App,
    },
};
use anyhow::anyhow;
use chrono::Duration;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::task::JoinSet;

/// Connections to the mail server at once.
pub const CONNECTIONS: usize = 4;

/// Reason for which a batch ended.
enum BatchEnd {
    /// No delivery is due after this place.
    Empty,
    /// Every mail has its result; the next batch begins here.
    Done(Place),
    /// The announcement is not running any more.
    NotRunning,
    /// The program stops.
    Stopped,
    /// The mail server is out of reach.
    Outage,
}

/// Job: sends an announcement to all whose turn it is, then comes back when more is due.
pub async fn deliver(app: App, organisation: OrganisationId, job: Deliver) -> Result<(), Failure> {
    let ledger = Ledger { organisation, announcement: job.announcement };
    let Some(run) = prepare(app, ledger).await? else {
        return Ok(());
    };
    let run = Arc::new(run);
    let mut senders: Vec<_> = (0..CONNECTIONS).map(|_| MailSender::new(run.clone())).collect();
    let mut outages = job.outages;
    let mut place = Place::START;
    let ended = loop {
        match batch(&run, &mut senders, place).await? {
            BatchEnd::Done(next) => (outages, place) = (0, next),
            // Once more from the start, for what was put back meanwhile.
            BatchEnd::Empty if place != Place::START => place = Place::START,
            other => break other,
        }
    };
    for sender in senders {
        sender.quit().await;
    }
    let wait = match ended {
        BatchEnd::Outage => {
            outages = outages.saturating_add(1);
            retry_after(outages.min(12), random::jitter(1001)).unwrap_or_default()
        }
        BatchEnd::Empty | BatchEnd::Done(_) | BatchEnd::NotRunning | BatchEnd::Stopped => Duration::zero(),
    };
    close(&run, outages, wait).await
}

/// Loads what there is to send; `None` when the announcement is not running, or is cancelled here because its event is
/// no longer announced.
async fn prepare(app: App, ledger: Ledger) -> Result<Option<Run>, Error> {
    let mut conn = app.db.tenant(ledger.organisation).await?;
    let announcement = announcements::find(&mut conn, ledger.organisation, ledger.announcement).await?;
    if announcement.status != AnnouncementStatus::Running {
        return Ok(None);
    }
    let organisation = organisations::store::by_id(&mut conn, ledger.organisation).await?;
    let latest = events::store::release(&mut conn, organisation.id, announcement.event_id, None).await?;
    if Refusal::of(&latest.day, app.clock.now()).is_some() {
        transaction(&mut conn, async |mut tx| {
            let cancel = AnnouncementAction::Cancel;
            announcements::advance(&mut tx, ledger.organisation, ledger.announcement, cancel).await
        })
        .await?;
        return Ok(None);
    }
    let audience = ledger.frozen(&mut conn).await?;
    let composition = compose(&app, &mut conn, &organisation, &announcement, &audience).await?;
    ledger.release(&mut conn, app.clock.now()).await?;
    drop(conn);
    Ok(Some(Run { app, ledger, composition }))
}

async fn batch(run: &Arc<Run>, senders: &mut Vec<MailSender>, place: Place) -> Result<BatchEnd, Error> {
    if run.app.stopping() {
        return Ok(BatchEnd::Stopped);
    }
    let (claim, ledger, now) = (ClaimId::new(), run.ledger, run.app.clock.now());
    let items = {
        let mut conn = run.app.db.tenant(ledger.organisation).await?;
        transaction(&mut conn, async |mut tx| ledger.claim(&mut tx, claim, now, place).await).await?
    };
    let Some(last) = items.last().map(Claimed::place) else {
        return Ok(BatchEnd::Empty);
    };
    let queue: Queue = Arc::new(Mutex::new(items.into_iter().rev().collect()));
    let result = tokio::select! {
        result = send(claim, &queue, senders) => result,
        never = keep(run, claim) => match never {},
    };
    // Items left in the queue have not been sent: because of a stop or an outage.
    let left = std::mem::take(&mut *queue.lock().unwrap_or_else(PoisonError::into_inner));
    let mut conn = run.app.db.tenant(ledger.organisation).await?;
    for item in left {
        ledger.put_back(&mut conn, claim, item.subscription_id).await?;
    }
    drop(conn);
    match result {
        Ok(()) if run.app.stopping() => Ok(BatchEnd::Stopped),
        Ok(()) if running(run).await? => Ok(BatchEnd::Done(last)),
        Ok(()) => Ok(BatchEnd::NotRunning),
        Err(Halt::Outage(error)) => {
            tracing::warn!(announcement = %ledger.announcement, code = error.code(), "mail server out of reach");
            Ok(BatchEnd::Outage)
        }
        Err(Halt::Database(error)) => Err(error),
    }
}

async fn send(claim: ClaimId, queue: &Queue, senders: &mut Vec<MailSender>) -> Result<(), Halt> {
    let mut under_way = JoinSet::new();
    for sender in senders.drain(..) {
        under_way.spawn(sender.work(claim, queue.clone()));
    }
    let mut result = Ok(());
    while let Some(ended) = under_way.join_next().await {
        let (sender, done) =
            ended.map_err(|_| Halt::Database(Error::Internal(anyhow!("a sender panicked"))))?;
        senders.push(sender);
        result = result.and(done);
    }
    result
}

/// Renews the leases of the batch while it is being sent.
async fn keep(run: &Run, claim: ClaimId) -> std::convert::Infallible {
    let beat = (LEASE / 4).to_std().unwrap_or_default();
    loop {
        tokio::time::sleep(beat).await;
        if let Ok(mut conn) = run.app.db.tenant(run.ledger.organisation).await {
            // A missed beat is made up by the next.
            let _ = run.ledger.renew(&mut conn, claim, run.app.clock.now()).await;
        }
    }
}

async fn running(run: &Run) -> Result<bool, Error> {
    let ledger = run.ledger;
    let mut conn = run.app.db.tenant(ledger.organisation).await?;
    let now = announcements::find(&mut conn, ledger.organisation, ledger.announcement).await?;
    Ok(now.status == AnnouncementStatus::Running)
}

/// Finishes the announcement when every delivery has its result; otherwise schedules the job again, at least `wait`
/// from now.
async fn close(run: &Run, outages: i32, wait: Duration) -> Result<(), Failure> {
    let (ledger, now) = (run.ledger, run.app.clock.now());
    let mut conn = run.app.db.tenant(ledger.organisation).await?;
    let again = Deliver { announcement: ledger.announcement, outages };
    let (organisation, announcement) = (ledger.organisation, ledger.announcement);
    transaction(&mut conn, async |mut tx| {
        if let Some(at) = ledger.next(&mut tx, now).await? {
            return enqueue_at(&mut tx, Some(organisation), &again, at.max(now + wait)).await;
        }
        let finish = AnnouncementAction::Finish;
        match announcements::advance(&mut tx, organisation, announcement, finish).await {
            // Paused or cancelled meanwhile, or finished by another worker.
            Ok(_) | Err(Error::Conflict(_)) => Ok(()),
            Err(error) => Err(error),
        }
    })
    .await?;
    Ok(())
}
