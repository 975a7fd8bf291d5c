//! Hidden stories in the database.

use crate::{
    ids::{OrganisationId, StaffId, StoryId},
    library::hiding::{HidingState, Recognised, Verdict},
    platform::{db::Tx, error::Error},
    schema::{hiding_verdicts, hidings, stories},
};
use diesel::{dsl::sql, prelude::*, sql_types::Bool};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::{BTreeMap, BTreeSet};

/// Those to decide on come first; as the index has it.
const KEPT: &str = "hidings.state = 'kept'";
/// Those that the index has.
const NOT_SHOWN: &str = "hidings.state <> 'shown'";

/// Story that somebody had hidden.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = hidings, check_for_backend(diesel::pg::Pg))]
#[diesel(primary_key(organisation_id, story_id), treat_none_as_null = true)]
pub struct Hiding {
    pub story_id: StoryId,
    pub who: Recognised,
    /// ISO week of the last asking.
    pub week: String,
    pub state: HidingState,
    /// Version of the words that were asked about, or decided on last.
    pub version: Option<i32>,
}

/// A hidden story, as the desk lists it.
#[derive(Debug, Clone)]
pub struct Hidden {
    pub hiding: Hiding,
    /// Version that its author agrees to now.
    pub agreed: Option<i32>,
    pub verdicts: Verdicts,
}

/// Verdicts on a story, by who gave them.
pub type Verdicts = BTreeMap<StaffId, Verdict>;

pub async fn of_story(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
) -> Result<Option<Hiding>, Error> {
    let hiding = hidings::table.find((organisation, story)).select(Hiding::as_select());
    Ok(hiding.first(&mut **tx).await.optional()?)
}

/// Records that somebody asked for hiding a story, and forgets verdicts from before.
pub async fn ask(tx: &mut Tx<'_>, organisation: OrganisationId, hiding: &Hiding) -> Result<(), Error> {
    diesel::insert_into(hidings::table)
        .values((hidings::organisation_id.eq(organisation), hiding))
        .on_conflict((hidings::organisation_id, hidings::story_id))
        .do_update()
        .set(hiding)
        .execute(&mut **tx)
        .await?;
    let before = hiding_verdicts::table
        .filter(hiding_verdicts::organisation_id.eq(organisation))
        .filter(hiding_verdicts::story_id.eq(hiding.story_id));
    diesel::delete(before).execute(&mut **tx).await?;
    Ok(())
}

/// Writes the state after a verdict on this version of the words.
pub async fn set_state(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
    (state, version): (HidingState, Option<i32>),
) -> Result<(), Error> {
    diesel::update(hidings::table.find((organisation, story)))
        .set((hidings::state.eq(state), hidings::version.eq(version)))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Sets somebody's verdict, and returns those of all `moderators`: who is none any more has no say.
pub async fn give_verdict(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
    moderators: &BTreeSet<StaffId>,
    (by, verdict): (StaffId, Verdict),
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
    let all = table::table
        .filter(table::organisation_id.eq(organisation))
        .filter(table::story_id.eq(story))
        .filter(table::staff_id.eq_any(moderators));
    Ok(all.select(table::verdict).load(&mut **tx).await?)
}

/// Returns a page of stories that are hidden, or asked for again, with the verdicts of `moderators` on each:
/// those to decide on first, the oldest before others.
pub async fn page(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    moderators: &BTreeSet<StaffId>,
    (skip, most): (i64, i64),
) -> Result<Vec<Hidden>, Error> {
    let story = stories::id.eq(hidings::story_id).and(stories::organisation_id.eq(hidings::organisation_id));
    let found: Vec<(Hiding, Option<i32>)> = hidings::table
        .inner_join(stories::table.on(story))
        .filter(hidings::organisation_id.eq(organisation))
        .filter(sql::<Bool>(NOT_SHOWN))
        .order((sql::<Bool>(KEPT), hidings::week, hidings::story_id))
        .offset(skip)
        .limit(most)
        .select((Hiding::as_select(), stories::agreed_version))
        .load(conn)
        .await?;
    let ids: Vec<StoryId> = found.iter().map(|(hiding, _)| hiding.story_id).collect();
    let given: Vec<(StoryId, StaffId, Verdict)> = hiding_verdicts::table
        .filter(hiding_verdicts::organisation_id.eq(organisation))
        .filter(hiding_verdicts::story_id.eq_any(ids))
        .filter(hiding_verdicts::staff_id.eq_any(moderators))
        .select((hiding_verdicts::story_id, hiding_verdicts::staff_id, hiding_verdicts::verdict))
        .load(conn)
        .await?;
    let mut verdicts: BTreeMap<StoryId, Verdicts> = BTreeMap::new();
    for (story, staff, verdict) in given {
        verdicts.entry(story).or_default().insert(staff, verdict);
    }
    let with = |(hiding, agreed): (Hiding, _)| {
        let verdicts = verdicts.remove(&hiding.story_id).unwrap_or_default();
        Hidden { hiding, agreed, verdicts }
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
