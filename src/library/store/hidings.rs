//! Hidden stories in the database.

use crate::{
    ids::{OrganisationId, StaffId, StoryId},
    library::hiding::{HidingState, Recognised, Verdict},
    platform::{db::Tx, error::Error},
    schema::{hiding_verdicts, hidings},
};
use diesel::{dsl::sql, prelude::*, sql_types::Bool};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::BTreeMap;

/// Those to decide on come first; as the index has it.
const KEPT: &str = "hidings.state = 'kept'";

/// Story that somebody had hidden.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = hidings, check_for_backend(diesel::pg::Pg))]
pub struct Hiding {
    pub story_id: StoryId,
    pub who: Recognised,
    /// ISO week of the last asking.
    pub week: String,
    pub state: HidingState,
}

/// Verdicts on a story, by who gave them.
pub type Verdicts = BTreeMap<StaffId, Verdict>;

pub async fn state(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
) -> Result<Option<HidingState>, Error> {
    let state = hidings::table.find((organisation, story)).select(hidings::state);
    Ok(state.first(&mut **tx).await.optional()?)
}

/// Records that somebody asked for hiding a story, and forgets verdicts from before.
pub async fn ask(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
    (who, week, state): (Recognised, &str, HidingState),
) -> Result<(), Error> {
    let asked = (hidings::who.eq(who), hidings::week.eq(week), hidings::state.eq(state));
    diesel::insert_into(hidings::table)
        .values((hidings::organisation_id.eq(organisation), hidings::story_id.eq(story), asked))
        .on_conflict((hidings::organisation_id, hidings::story_id))
        .do_update()
        .set(asked)
        .execute(&mut **tx)
        .await?;
    let before = hiding_verdicts::table
        .filter(hiding_verdicts::organisation_id.eq(organisation))
        .filter(hiding_verdicts::story_id.eq(story));
    diesel::delete(before).execute(&mut **tx).await?;
    Ok(())
}

pub async fn set_state(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
    state: HidingState,
) -> Result<(), Error> {
    diesel::update(hidings::table.find((organisation, story)))
        .set(hidings::state.eq(state))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Sets somebody's verdict, and returns all.
pub async fn give_verdict(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
    by: StaffId,
    verdict: Verdict,
) -> Result<Vec<Verdict>, Error> {
    use hiding_verdicts as table;
    diesel::insert_into(table::table)
        .values((
            table::organisation_id.eq(organisation),
            table::story_id.eq(story),
            table::staff_id.eq(by),
            table::verdict.eq(verdict),
        ))
        .on_conflict((table::organisation_id, table::story_id, table::staff_id))
        .do_update()
        .set(table::verdict.eq(verdict))
        .execute(&mut **tx)
        .await?;
    let all = table::table.filter(table::organisation_id.eq(organisation)).filter(table::story_id.eq(story));
    Ok(all.select(table::verdict).load(&mut **tx).await?)
}

/// Returns a page of stories that are hidden, or asked for again, with the verdicts on each: those to decide on first,
/// the oldest before others.
pub async fn page(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    skip: i64,
    most: i64,
) -> Result<Vec<(Hiding, Verdicts)>, Error> {
    let found: Vec<Hiding> = hidings::table
        .filter(hidings::organisation_id.eq(organisation))
        .filter(hidings::state.ne(HidingState::Shown))
        .order((sql::<Bool>(KEPT), hidings::week, hidings::story_id))
        .offset(skip)
        .limit(most)
        .select(Hiding::as_select())
        .load(conn)
        .await?;
    let ids: Vec<StoryId> = found.iter().map(|hiding| hiding.story_id).collect();
    let given: Vec<(StoryId, StaffId, Verdict)> = hiding_verdicts::table
        .filter(hiding_verdicts::organisation_id.eq(organisation))
        .filter(hiding_verdicts::story_id.eq_any(ids))
        .select((hiding_verdicts::story_id, hiding_verdicts::staff_id, hiding_verdicts::verdict))
        .load(conn)
        .await?;
    let mut verdicts: BTreeMap<StoryId, Verdicts> = BTreeMap::new();
    for (story, staff, verdict) in given {
        verdicts.entry(story).or_default().insert(staff, verdict);
    }
    let with = |hiding: Hiding| {
        let given = verdicts.remove(&hiding.story_id).unwrap_or_default();
        (hiding, given)
    };
    Ok(found.into_iter().map(with).collect())
}

/// Counts stories that wait for somebody to look at them.
pub async fn count_waiting(conn: &mut AsyncPgConnection, organisation: OrganisationId) -> Result<i64, Error> {
    let waiting = hidings::table
        .filter(hidings::organisation_id.eq(organisation))
        .filter(hidings::state.eq_any([HidingState::Open, HidingState::Asked]));
    Ok(waiting.count().get_result(conn).await?)
}

/// Forgets that a story was hidden.
pub async fn forget(tx: &mut Tx<'_>, organisation: OrganisationId, story: StoryId) -> Result<(), Error> {
    diesel::delete(hidings::table.find((organisation, story))).execute(&mut **tx).await?;
    Ok(())
}
