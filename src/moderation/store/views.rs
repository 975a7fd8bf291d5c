//! Kept filters in the database.

use crate::{
    ids::{OrganisationId, SavedViewId, StaffId, ThemeId},
    moderation::{filter::Filter, saved::SavedView},
    platform::{db::Tx, error::Error, i18n::Language},
    schema::{queue_views, staff_roles},
    stories::{Intensity, Lane},
};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

type Row = (SavedViewId, String, String, Option<ThemeId>, Option<Language>, Option<Lane>, Option<Intensity>);

/// Returns the views of somebody, oldest first; one that an older release does not know is left out.
pub async fn views(
    mut conn: &AsyncPgConnection,
    organisation: OrganisationId,
    staff: StaffId,
) -> Result<Vec<SavedView>, Error> {
    let rows: Vec<Row> = queue_views::table
        .filter(queue_views::organisation_id.eq(organisation))
        .filter(queue_views::staff_id.eq(staff))
        .order(queue_views::id)
        .select((
            queue_views::id,
            queue_views::name,
            queue_views::status,
            queue_views::theme_id,
            queue_views::language,
            queue_views::lane,
            queue_views::intensity,
        ))
        .load(&mut conn)
        .await?;
    let view = |(id, name, status, theme, language, lane, intensity): Row| {
        let filter = Filter { shown: status.parse().ok()?, theme, language, lane, intensity };
        Some(SavedView { id, name, filter })
    };
    Ok(rows.into_iter().filter_map(view).collect())
}

pub async fn insert(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    staff: StaffId,
    view: &SavedView,
) -> Result<(), Error> {
    let Filter { shown, theme, language, lane, intensity } = view.filter;
    diesel::insert_into(queue_views::table)
        .values((
            queue_views::organisation_id.eq(organisation),
            queue_views::staff_id.eq(staff),
            queue_views::id.eq(view.id),
            queue_views::name.eq(&view.name),
            queue_views::status.eq(shown.as_str()),
            queue_views::theme_id.eq(theme),
            queue_views::language.eq(language),
            queue_views::lane.eq(lane),
            queue_views::intensity.eq(intensity),
        ))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Deletes a view of somebody; tells whether there was one.
pub async fn delete(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    staff: StaffId,
    view: SavedViewId,
) -> Result<bool, Error> {
    let gone =
        diesel::delete(queue_views::table.find((organisation, staff, view))).execute(&mut **tx).await?;
    Ok(gone == 1)
}

/// Deletes the views of people who have no role here any more.
pub async fn forget(tx: &mut Tx<'_>, organisation: OrganisationId) -> Result<(), Error> {
    let team = staff_roles::table
        .filter(staff_roles::organisation_id.eq(organisation))
        .select(staff_roles::staff_id);
    let left = queue_views::table
        .filter(queue_views::organisation_id.eq(organisation))
        .filter(queue_views::staff_id.ne_all(team));
    diesel::delete(left).execute(&mut **tx).await?;
    Ok(())
}
