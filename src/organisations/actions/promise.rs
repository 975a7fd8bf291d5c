//! The promise to authors, and the rounds in which they rely on it.

use super::reader_keys;
use crate::{
    audit::{self, Actor, Verb},
    ids::{OrganisationId, StaffId},
    organisations::{
        house_code::HouseCode,
        model::Organisation,
        promise::{Choices, Promise, Term, Terms},
        reader_key,
        store::{self, promise as log},
    },
    platform::{
        config::Settings,
        db::{Db, Tx, transaction},
        error::Error,
        web::Seen,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel_async::AsyncPgConnection;

/// Outcome of changing a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromiseChange {
    Saved,
    /// Weaker than the present one, on which somebody relies: nothing changed.
    ReliedOn,
}

/// The program, as it is set up, would break a promise.
#[derive(Debug, thiserror::Error)]
#[error("{slug}: stories were told under a stronger promise ({}): set it as it was, or start a new round there first", .weaker.iter().map(|term| setting(*term)).collect::<Vec<_>>().join(", "))]
pub struct Broken {
    pub slug: String,
    /// Terms that would be weaker.
    pub weaker: Vec<Term>,
}

/// Names the place of a term's setting.
const fn setting(term: Term) -> &'static str {
    match term {
        Term::Mix => "setting PRATFALL_MIX",
        Term::Https => "setting PRATFALL_PUBLIC_URL",
        Term::Quiet => "setting PRATFALL_LOG",
        Term::Threshold | Term::House | Term::Open | Term::People | Term::Readers => {
            "the organisation's settings"
        }
        Term::Lives => "another version of the program",
    }
}

/// Adds the first promise and the first round of a new organisation.
pub(super) async fn begin(
    tx: &mut Tx<'_>,
    organisation: &Organisation,
    settings: &Settings,
    today: NaiveDate,
) -> Result<(), Error> {
    log::add_round(tx, organisation.id, 1, &HouseCode::generate()).await?;
    let first = Promise::following(None, today, organisation.terms(settings));
    log::log(tx, organisation.id, &first).await
}

/// Changes what an organisation promises, and logs it in public.
pub async fn change_promise(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    chosen: Choices,
    settings: &Settings,
    seen: &Seen,
) -> Result<PromiseChange, Error> {
    let id = actor.organisation;
    transaction(conn, async |mut tx| {
        let mut organisation = store::lock(&mut tx, id).await?;
        if !seen.replaces(&organisation.choices(), &chosen)? {
            return Ok(PromiseChange::Saved);
        }
        let before = organisation.terms(settings);
        organisation.threshold = chosen.threshold;
        organisation.lanes = chosen.lanes;
        organisation.people = chosen.people;
        let after = organisation.terms(settings);
        if !after.weaker_than(&before).is_empty() && log::relied_on(&mut tx, id).await? {
            // Repeated attempts tell when the first letter came, so each is on record.
            actor.record(&mut tx, Verb("promise_kept"), id).await?;
            return Ok(PromiseChange::ReliedOn);
        }
        store::update(&mut tx, &organisation).await?;
        put_on_record(&mut tx, id, after, actor.now.date_naive()).await?;
        actor.record(&mut tx, Verb("promise_changed"), id).await?;
        Ok(PromiseChange::Saved)
    })
    .await
}

/// Starts round `after + 1`: a new poster code, a new link for readers, and a promise on which nobody relies yet.
pub async fn start_round(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    by: StaffId,
    after: i32,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        if log::round(&mut tx, organisation).await?.number != after {
            return Err(Error::Conflict("round started"));
        }
        log::add_round(&mut tx, organisation, after + 1, &HouseCode::generate()).await?;
        let feeds_until = now.date_naive() + reader_key::OVERLAP;
        reader_keys::renew(&mut tx, organisation, Some(feeds_until)).await?;
        let object = Some(organisation.untyped());
        audit::record(&mut tx, organisation, Some(by), Verb("round_started"), object, now).await
    })
    .await
}

/// Logs the promise of every organisation by this program, as it is set up. Fails with [`Broken`] when it would be less
/// than authors rely on; a demonstration may promise less, since nobody relies on it.
pub async fn keep_promises(db: &Db, settings: &Settings, demo: bool, today: NaiveDate) -> anyhow::Result<()> {
    let all = store::all(&mut *db.platform().await?).await?;
    for organisation in all {
        let mut conn = db.tenant(organisation.id).await?;
        let terms = organisation.terms(settings);
        let weaker = transaction(&mut conn, async |mut tx| {
            let newest = log::promises(&mut tx, organisation.id, 1).await?.pop();
            let weaker = newest.map_or_else(Vec::new, |promise| terms.weaker_than(&promise.terms));
            if !weaker.is_empty() && !demo && log::relied_on(&mut tx, organisation.id).await? {
                return Ok(weaker);
            }
            put_on_record(&mut tx, organisation.id, terms, today).await?;
            Ok::<_, Error>(vec![])
        })
        .await?;
        if !weaker.is_empty() {
            let slug = organisation.slug;
            return Err(Broken { slug, weaker }.into());
        }
    }
    Ok(())
}

/// Adds terms to the log, unless they are the newest entry.
pub(super) async fn put_on_record(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    terms: Terms,
    today: NaiveDate,
) -> Result<(), Error> {
    let newest = log::promises(tx, organisation, 1).await?.pop();
    if newest.as_ref().is_some_and(|promise| promise.terms == terms) {
        return Ok(());
    }
    let next = Promise::following(newest.as_ref(), today, terms);
    log::log(tx, organisation, &next).await
}
