//! Consents in the database.

use crate::{
    ids::{OrganisationId, StoryId},
    platform::{db::Tx, error::Error},
    schema::{consents, stories},
    stories::{
        consent::GivenBy,
        model::{Silence, Story},
        status::StoryStatus,
    },
};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Inserts an author's consent to a version, unless it is there already.
pub async fn insert(tx: &mut Tx<'_>, story: &Story, version: i32, given_by: GivenBy) -> Result<(), Error> {
    diesel::insert_into(consents::table)
        .values((
            consents::organisation_id.eq(story.organisation_id),
            consents::story_id.eq(story.id),
            consents::version.eq(version),
            consents::given_by.eq(given_by),
            consents::silence.eq(story.silence),
        ))
        .on_conflict_do_nothing()
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn is_given(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
    version: i32,
) -> Result<bool, Error> {
    let given = consents::table.find((organisation, story, version));
    Ok(diesel::select(diesel::dsl::exists(given)).get_result(&mut **tx).await?)
}

/// Marks the told version as agreed to in `week`: from now on it may be shown.
pub async fn agree(tx: &mut Tx<'_>, story: &Story, version: i32, week: &str) -> Result<(), Error> {
    let told = stories::table
        .filter(stories::organisation_id.eq(story.organisation_id))
        .filter(stories::id.eq(story.id))
        .filter(stories::status.eq(StoryStatus::Accepted))
        .filter(stories::told_version.eq(version));
    diesel::update(told)
        .set((stories::agreed_version.eq(version), stories::changed_week.eq(week)))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Sets the week of asking for all stories whose authors have not agreed yet.
pub async fn restart_silence(tx: &mut Tx<'_>, organisation: OrganisationId, week: &str) -> Result<(), Error> {
    let asked = stories::table
        .filter(stories::organisation_id.eq(organisation))
        .filter(stories::agreed_version.is_null())
        .filter(stories::asked_week.is_not_null());
    diesel::update(asked).set(stories::asked_week.eq(week)).execute(&mut **tx).await?;
    Ok(())
}

/// Locks and returns the stories whose authors were asked before `week`, have not answered, and chose that silence
/// means yes.
pub async fn silent_since(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    week: &str,
) -> Result<Vec<Story>, Error> {
    let silent = stories::table
        .filter(stories::organisation_id.eq(organisation))
        .filter(stories::status.eq(StoryStatus::Accepted))
        .filter(stories::silence.eq(Silence::Publish))
        .filter(stories::agreed_version.is_null())
        .filter(stories::asked_week.lt(week))
        .order(stories::id)
        .select(Story::as_select())
        .for_update();
    Ok(silent.load(&mut **tx).await?)
}
