//! Releases in the database: written once, then only read.

use super::{
    super::{
        model::{PlacedRow, Release, ReleaseRow},
        programme::{Day, Placed},
        release::{ReleasedAgenda, entries},
        slot::Content,
    },
    MOST_EVENTS, taken, titles,
};
use crate::{
    ids::{EventId, OrganisationId, StoryId},
    platform::{db::Tx, error::Error, keys::Keys},
    readers::{Reach, Reader},
    schema::{release_slots, releases},
    stories,
};
use chrono::{DateTime, Utc};
use diesel::{
    dsl::{exists, not},
    prelude::*,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::{BTreeMap, BTreeSet};

/// Versions in a history, newest first.
const MOST_VERSIONS: i64 = 200;

/// Returns the latest release of each event, of the newest events.
pub async fn current(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
) -> Result<Vec<Release>, Error> {
    let rows: Vec<ReleaseRow> = releases::table
        .filter(releases::organisation_id.eq(organisation))
        .distinct_on(releases::event_id)
        .order((releases::event_id.desc(), releases::version.desc()))
        .limit(MOST_EVENTS)
        .select(ReleaseRow::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Returns the number of the latest release of each event.
pub async fn versions(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
) -> Result<BTreeMap<EventId, i32>, Error> {
    let rows: Vec<(EventId, i32)> = releases::table
        .filter(releases::organisation_id.eq(organisation))
        .distinct_on(releases::event_id)
        .order((releases::event_id.desc(), releases::version.desc()))
        .limit(MOST_EVENTS)
        .select((releases::event_id, releases::version))
        .load(conn)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Returns the releases of an event, newest first.
pub async fn history(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    event: EventId,
) -> Result<Vec<Release>, Error> {
    let rows: Vec<ReleaseRow> = releases::table
        .filter(releases::organisation_id.eq(organisation))
        .filter(releases::event_id.eq(event))
        .order(releases::version.desc())
        .limit(MOST_VERSIONS)
        .select(ReleaseRow::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Returns a release of an event: the one of that version, or the latest.
pub async fn release(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    event: EventId,
    version: Option<i32>,
) -> Result<Release, Error> {
    let mut wanted = releases::table
        .filter(releases::organisation_id.eq(organisation))
        .filter(releases::event_id.eq(event))
        .order(releases::version.desc())
        .select(ReleaseRow::as_select())
        .into_boxed();
    if let Some(version) = version {
        wanted = wanted.filter(releases::version.eq(version));
    }
    Ok(wanted.first::<ReleaseRow>(conn).await?.into())
}

/// Returns the agenda of a release, in order.
pub async fn placed(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    release: &Release,
) -> Result<Vec<Placed>, Error> {
    let rows: Vec<PlacedRow> = release_slots::table
        .filter(release_slots::organisation_id.eq(organisation))
        .filter(release_slots::event_id.eq(release.event))
        .filter(release_slots::version.eq(release.version))
        .order(release_slots::position)
        .select(PlacedRow::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().filter_map(PlacedRow::placed).collect())
}

diesel::alias!(releases as later: Later, release_slots as own_slot: OwnSlot);

/// Returns the latest releases of events that have a story on their agenda, with the whole agenda in order.
pub async fn with_story(
    mut conn: &AsyncPgConnection,
    organisation: OrganisationId,
    story: StoryId,
) -> Result<Vec<(Release, Vec<Placed>)>, Error> {
    let superseded = exists(
        later
            .filter(later.field(releases::organisation_id).eq(releases::organisation_id))
            .filter(later.field(releases::event_id).eq(releases::event_id))
            .filter(later.field(releases::version).gt(releases::version)),
    );
    let rows: Vec<(ReleaseRow, PlacedRow)> = own_slot
        .inner_join(
            releases::table.on(releases::organisation_id
                .eq(own_slot.field(release_slots::organisation_id))
                .and(releases::event_id.eq(own_slot.field(release_slots::event_id)))
                .and(releases::version.eq(own_slot.field(release_slots::version)))),
        )
        .inner_join(
            release_slots::table.on(release_slots::organisation_id
                .eq(releases::organisation_id)
                .and(release_slots::event_id.eq(releases::event_id))
                .and(release_slots::version.eq(releases::version))),
        )
        .filter(own_slot.field(release_slots::organisation_id).eq(organisation))
        .filter(own_slot.field(release_slots::story_id).eq(story))
        .filter(not(superseded))
        .order((releases::event_id.desc(), release_slots::position))
        .select((ReleaseRow::as_select(), PlacedRow::as_select()))
        .load(&mut conn)
        .await?;
    let mut all: Vec<(Release, Vec<Placed>)> = vec![];
    for (release, slot) in rows {
        let release = Release::from(release);
        if all.last().is_none_or(|(last, _)| last.event != release.event) {
            all.push((release, vec![]));
        }
        if let (Some((_, agenda)), Some(slot)) = (all.last_mut(), slot.placed()) {
            agenda.push(slot);
        }
    }
    Ok(all)
}

/// Returns, for those of `stories` that were on the latest release of a day that is over, the last such day.
pub async fn told_on(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    stories: &[StoryId],
    now: DateTime<Utc>,
) -> Result<BTreeMap<StoryId, EventId>, Error> {
    let rows: Vec<(StoryId, EventId, i32)> = release_slots::table
        .filter(release_slots::organisation_id.eq(organisation))
        .filter(release_slots::story_id.eq_any(stories))
        .select((release_slots::story_id.assume_not_null(), release_slots::event_id, release_slots::version))
        .load(conn)
        .await?;
    let days: BTreeSet<EventId> = rows.iter().map(|(_, event, _)| *event).collect();
    let latest: Vec<ReleaseRow> = releases::table
        .filter(releases::organisation_id.eq(organisation))
        .filter(releases::event_id.eq_any(days))
        .distinct_on(releases::event_id)
        .order((releases::event_id, releases::version.desc()))
        .select(ReleaseRow::as_select())
        .load(conn)
        .await?;
    let over: BTreeMap<(EventId, i32), DateTime<Utc>> = latest
        .into_iter()
        .map(Release::from)
        .filter(|release| !release.day.is_coming(now))
        .map(|release| ((release.event, release.version), Day::over(&release.day)))
        .collect();
    let mut told = BTreeMap::new();
    for (story, event, version) in rows {
        if let Some(when) = over.get(&(event, version)) {
            let last = told.entry(story).or_insert((*when, event));
            *last = (*last).max((*when, event));
        }
    }
    Ok(told.into_iter().map(|(story, (_, event))| (story, event)).collect())
}

/// Returns a release as `reader` sees it: the one of `version`, or the latest, with the stories that can be told now.
pub async fn released(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    event: EventId,
    version: Option<i32>,
    reader: Reader,
) -> Result<ReleasedAgenda, Error> {
    let release = release(conn, organisation, event, version).await?;
    let slots = placed(conn, organisation, &release).await?;
    let on_it = slots.iter().filter_map(|slot| slot.content.story());
    let stories = on_it.chain(changed(&release)).collect();
    let titles = titles(conn, keys, organisation, stories).await?;
    let agenda = ReleasedAgenda {
        event,
        version: release.version,
        released_at: release.released_at,
        entries: entries(&slots, &titles, &release.day),
        day: release.day,
        changes: release.changes,
        titles,
    };
    Ok(agenda.seen_by(reader))
}

/// Returns the stories of an agenda that stand in the library.
pub async fn readable(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    reach: Reach,
    agenda: &ReleasedAgenda,
) -> Result<BTreeSet<StoryId>, Error> {
    let told: Vec<StoryId> = agenda.entries.iter().filter_map(|entry| entry.story).collect();
    stories::store::readable(conn, organisation, reach, &told).await
}

/// Returns the stories in the changes of a release.
pub fn changed(release: &Release) -> impl Iterator<Item = StoryId> + '_ {
    let contents = release.changes.iter().filter_map(|change| change.content());
    contents.filter_map(Content::story)
}

/// Inserts a release and its agenda. `agreed` has the version of each story that its author agreed to: the database
/// refuses a story without one.
pub async fn insert_release(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    release: &Release,
    slots: &[Placed],
    agreed: &BTreeMap<StoryId, i32>,
) -> Result<(), Error> {
    diesel::insert_into(releases::table)
        .values((releases::organisation_id.eq(organisation), ReleaseRow::of(release)?))
        .execute(&mut **tx)
        .await
        .map_err(taken)?;
    let row = |(position, slot): (i32, &Placed)| {
        (
            release_slots::organisation_id.eq(organisation),
            release_slots::event_id.eq(release.event),
            release_slots::version.eq(release.version),
            PlacedRow::of(position, slot),
            release_slots::story_version.eq(slot.content.story().and_then(|id| agreed.get(&id))),
        )
    };
    let rows: Vec<_> = (1..).zip(slots).map(row).collect();
    diesel::insert_into(release_slots::table).values(rows).execute(&mut **tx).await?;
    Ok(())
}
