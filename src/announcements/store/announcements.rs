//! Announcements, their texts, and their releases in the database.

use crate::{
    announcements::{
        model::{Announcement, Release, Text},
        status::{AnnouncementAction, AnnouncementStatus},
    },
    ids::{AnnouncementId, EventId, OrganisationId},
    organisations::Readers,
    platform::{db::Tx, error::Error},
    schema::{announcement_texts, announcements, releases},
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Returns all announcements with their releases, newest first.
pub async fn all(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
) -> Result<Vec<(Announcement, Release)>, Error> {
    let rows = announcements::table
        .inner_join(
            releases::table.on(releases::organisation_id
                .eq(announcements::organisation_id)
                .and(releases::event_id.eq(announcements::event_id))
                .and(releases::version.eq(announcements::release_version))),
        )
        .filter(announcements::organisation_id.eq(organisation))
        .order(announcements::id.desc())
        .limit(200)
        .select((Announcement::as_select(), Release::as_select()))
        .load(conn)
        .await?;
    Ok(rows)
}

pub async fn find(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    id: AnnouncementId,
) -> Result<Announcement, Error> {
    let row =
        announcements::table.find((organisation, id)).select(Announcement::as_select()).first(conn).await?;
    Ok(row)
}

/// Returns the texts of announcements, by language.
pub async fn texts(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    ids: &[AnnouncementId],
) -> Result<Vec<(AnnouncementId, Text)>, Error> {
    let rows = announcement_texts::table
        .filter(announcement_texts::organisation_id.eq(organisation))
        .filter(announcement_texts::announcement_id.eq_any(ids))
        .order(announcement_texts::language)
        .select((announcement_texts::announcement_id, Text::as_select()))
        .load(conn)
        .await?;
    Ok(rows)
}

/// Returns the facts of a release.
pub async fn release(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    event: EventId,
    version: i32,
) -> Result<Release, Error> {
    let row =
        releases::table.find((organisation, event, version)).select(Release::as_select()).first(conn).await?;
    Ok(row)
}

/// Inserts a draft, unless there is an announcement of this id. Returns true when it was inserted.
pub async fn insert(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    id: AnnouncementId,
    event: EventId,
    version: i32,
) -> Result<bool, Error> {
    let added = diesel::insert_into(announcements::table)
        .values((
            announcements::organisation_id.eq(organisation),
            announcements::id.eq(id),
            announcements::event_id.eq(event),
            announcements::release_version.eq(version),
            announcements::status.eq(AnnouncementStatus::Draft),
        ))
        .on_conflict_do_nothing()
        .execute(&mut **tx)
        .await?;
    Ok(added == 1)
}

/// Increments the revision.
pub async fn revise(tx: &mut Tx<'_>, organisation: OrganisationId, id: AnnouncementId) -> Result<(), Error> {
    diesel::update(announcements::table.find((organisation, id)))
        .set(announcements::revision.eq(announcements::revision + 1))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Inserts or updates a text.
pub async fn put_text(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    id: AnnouncementId,
    text: &Text,
) -> Result<(), Error> {
    let words = (announcement_texts::subject.eq(&text.subject), announcement_texts::body.eq(&text.body));
    diesel::insert_into(announcement_texts::table)
        .values((
            announcement_texts::organisation_id.eq(organisation),
            announcement_texts::announcement_id.eq(id),
            announcement_texts::language.eq(text.language),
            words,
        ))
        .on_conflict((
            announcement_texts::organisation_id,
            announcement_texts::announcement_id,
            announcement_texts::language,
        ))
        .do_update()
        .set(words)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Advances an announcement, or fails with [`Error::Conflict`] when the action is not possible in its status. Locks its
/// row until the transaction ends.
pub async fn advance(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    id: AnnouncementId,
    action: AnnouncementAction,
) -> Result<AnnouncementStatus, Error> {
    let from: AnnouncementStatus = announcements::table
        .find((organisation, id))
        .select(announcements::status)
        .for_update()
        .first(&mut **tx)
        .await?;
    let to = from.after(action)?;
    diesel::update(announcements::table.find((organisation, id)).filter(announcements::status.eq(from)))
        .set(announcements::status.eq(to))
        .execute(&mut **tx)
        .await?;
    Ok(to)
}

/// Records when the recipients were frozen, the version announced to them, and who may read that.
pub async fn set_confirmed(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    id: AnnouncementId,
    (version, readers): (i32, Readers),
    now: DateTime<Utc>,
) -> Result<(), Error> {
    diesel::update(announcements::table.find((organisation, id)))
        .set((
            announcements::confirmed_at.eq(now),
            announcements::release_version.eq(version),
            announcements::readers.eq(readers),
        ))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
