//! Rules of review, in the database.

use super::question_templates::{question_templates, replace_question_templates};
use crate::{
    ids::OrganisationId,
    organisations::question_templates::ReviewRules,
    platform::{db::Tx, error::Error},
    schema::organisations,
};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Tells whether a second person must accept what one has accepted.
pub async fn four_eyes(mut conn: &AsyncPgConnection, organisation: OrganisationId) -> Result<bool, Error> {
    Ok(organisations::table.find(organisation).select(organisations::four_eyes).first(&mut conn).await?)
}

pub async fn review_rules(
    conn: &AsyncPgConnection,
    organisation: OrganisationId,
) -> Result<ReviewRules, Error> {
    let four_eyes = four_eyes(conn, organisation).await?;
    Ok(ReviewRules { four_eyes, questions: question_templates(conn, organisation).await? })
}

/// Replaces them. The caller has locked the organisation.
pub async fn replace_review_rules(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    rules: &ReviewRules,
) -> Result<(), Error> {
    let own = organisations::table.find(organisation);
    diesel::update(own).set(organisations::four_eyes.eq(rules.four_eyes)).execute(&mut **tx).await?;
    replace_question_templates(tx, organisation, &rules.questions).await
}
