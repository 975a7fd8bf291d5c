//! Sending an announcement to everybody: claim a batch, commit, send it over a few connections, write down each fate.
//!
//! `pending → claimed → handed → sent | failed | uncertain`: `handed` is committed after the server said "go ahead"
//! and before the text leaves. So whatever dies, and whenever: what was not handed was certainly not sent, and what
//! was handed without a result is in doubt, is sent once more after half an hour, and stays marked.

use super::{
    compose::{Composition, compose},
    lane::{Halt, Lane, Queue},
};
use crate::{
    announcements::{
        delivery::{LEASE, retry_after},
        jobs::Deliver,
        model::InHand,
        status::{AnnouncementAction, AnnouncementStatus},
        store::{announcements, ledger::Ledger},
    },
    ids::{ClaimId, OrganisationId},
    organisations,
    platform::{
        db::transaction,
        error::Error,
        jobs::{Failure, enqueue_at},
        mail::connection::Connection,
        random,
        state::App,
    },
};
use anyhow::anyhow;
use chrono::Duration;
use std::sync::{Arc, Mutex};
use tokio::task::JoinSet;

/// Connections to the mail server at once.
const LANES: usize = 4;

/// An announcement under way.
pub(super) struct Run {
    pub app: App,
    pub ledger: Ledger,
    pub composition: Composition,
}

/// How a batch ended.
enum Batch {
    /// Nothing was due.
    Empty,
    /// All of it has its fate.
    Done,
    /// The program stops.
    Stopped,
    /// The mail server is out of reach.
    Outage,
}

/// Job: sends an announcement to all whose turn it is, then comes back when there is something to do again.
///
/// # Errors
/// [`Failure::Retry`] while the database is out of reach.
pub async fn deliver(app: App, organisation: OrganisationId, job: Deliver) -> Result<(), Failure> {
    let ledger = Ledger {
        organisation,
        announcement: job.announcement,
    };
    let Some(run) = prepare(app, ledger).await? else {
        return Ok(());
    };
    let run = Arc::new(run);
    let mut connections = vec![];
    let mut outages = job.outages;
    let ended = loop {
        match batch(&run, &mut connections).await? {
            Batch::Done => outages = 0,
            other => break other,
        }
    };
    for connection in connections {
        connection.quit().await;
    }
    let wait = match ended {
        Batch::Outage => {
            outages = outages.saturating_add(1);
            retry_after(outages.min(12), random::jitter(1001)).unwrap_or_default()
        }
        Batch::Empty | Batch::Done | Batch::Stopped => Duration::zero(),
    };
    close(&run, outages, wait).await
}

/// Reads what there is to say; `None` when the announcement is not running.
async fn prepare(app: App, ledger: Ledger) -> Result<Option<Run>, Error> {
    let mut conn = app.db.tenant(ledger.organisation).await?;
    let announcement = announcements::find(&mut conn, ledger.organisation, ledger.announcement).await?;
    if announcement.status != AnnouncementStatus::Running {
        return Ok(None);
    }
    let organisation = organisations::store::by_id(&mut conn, ledger.organisation).await?;
    let composition = compose(&app, &mut conn, &organisation, &announcement).await?;
    drop(conn);
    Ok(Some(Run {
        app,
        ledger,
        composition,
    }))
}

async fn batch(run: &Arc<Run>, connections: &mut Vec<Connection>) -> Result<Batch, Error> {
    if run.app.stopping() {
        return Ok(Batch::Stopped);
    }
    let claim = ClaimId::new();
    let items = {
        let mut conn = run.app.db.tenant(run.ledger.organisation).await?;
        let now = run.app.clock.now();
        run.ledger.lose(&mut conn, now).await?;
        run.ledger.claim(&mut conn, claim, now).await?
    };
    if items.is_empty() {
        return Ok(Batch::Empty);
    }
    let result = tokio::select! {
        result = send(run, claim, items, connections) => result,
        never = keep(run, claim) => match never {},
    };
    // What is still in hand has not left: because of a stop, an outage, or a pause.
    let mut conn = run.app.db.tenant(run.ledger.organisation).await?;
    run.ledger.put_back(&mut conn, claim, None).await?;
    match result {
        Ok(()) if run.app.stopping() => Ok(Batch::Stopped),
        Ok(()) => Ok(if running(run).await? {
            Batch::Done
        } else {
            Batch::Empty
        }),
        Err(Halt::Outage(error)) => {
            tracing::warn!(announcement = %run.ledger.announcement, code = error.code(), "mail server out of reach");
            Ok(Batch::Outage)
        }
        Err(Halt::Database(error)) => Err(error),
    }
}

async fn send(
    run: &Arc<Run>,
    claim: ClaimId,
    mut items: Vec<InHand>,
    connections: &mut Vec<Connection>,
) -> Result<(), Halt> {
    let lanes = LANES.min(items.len());
    items.reverse();
    let queue: Queue = Arc::new(Mutex::new(items));
    let mut under_way = JoinSet::new();
    for _ in 0..lanes {
        let lane = Lane {
            run: run.clone(),
            claim,
            connection: connections.pop(),
        };
        under_way.spawn(lane.work(queue.clone()));
    }
    let mut result = Ok(());
    while let Some(ended) = under_way.join_next().await {
        let (connection, done) =
            ended.map_err(|_| Halt::Database(Error::Internal(anyhow!("a lane panicked"))))?;
        connections.extend(connection);
        result = result.and(done);
    }
    result
}

/// Shows that what is in hand is in living hands.
async fn keep(run: &Run, claim: ClaimId) -> std::convert::Infallible {
    let beat = (LEASE / 4).to_std().unwrap_or_default();
    loop {
        tokio::time::sleep(beat).await;
        if let Ok(mut conn) = run.app.db.tenant(run.ledger.organisation).await {
            // A missed beat is made up by the next.
            let _ = run.ledger.hold(&mut conn, claim, run.app.clock.now()).await;
        }
    }
}

async fn running(run: &Run) -> Result<bool, Error> {
    let ledger = run.ledger;
    let mut conn = run.app.db.tenant(ledger.organisation).await?;
    let now = announcements::find(&mut conn, ledger.organisation, ledger.announcement).await?;
    Ok(now.status == AnnouncementStatus::Running)
}

/// Finished, when every delivery has its fate; else this job comes back, not sooner than after `wait`.
async fn close(run: &Run, outages: i32, wait: Duration) -> Result<(), Failure> {
    let (ledger, now) = (run.ledger, run.app.clock.now());
    let mut conn = run.app.db.tenant(ledger.organisation).await?;
    let again = Deliver {
        announcement: ledger.announcement,
        outages,
    };
    let (organisation, announcement) = (ledger.organisation, ledger.announcement);
    transaction(&mut conn, async |mut tx| {
        if let Some(at) = ledger.next(&mut tx).await? {
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
