//! Questions that moderators ask often, in the database.

use crate::{
    ids::OrganisationId,
    organisations::question_templates::QuestionTemplate,
    platform::{db::Tx, error::Error},
    schema::question_templates as table,
};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Returns the organisation's own, by language and in their order.
pub async fn question_templates(
    mut conn: &AsyncPgConnection,
    organisation: OrganisationId,
) -> Result<Vec<QuestionTemplate>, Error> {
    let rows: Vec<_> = table::table
        .filter(table::organisation_id.eq(organisation))
        .order((table::language, table::position))
        .select((table::language, table::words))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|(language, words)| QuestionTemplate { language, words }).collect())
}

/// Replaces the lists of all languages. The caller has locked the organisation.
pub async fn replace_question_templates(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    templates: &[QuestionTemplate],
) -> Result<(), Error> {
    diesel::delete(table::table.filter(table::organisation_id.eq(organisation))).execute(&mut **tx).await?;
    let rows: Vec<_> = templates
        .chunk_by(|one, other| one.language == other.language)
        .flat_map(|list| (1..).zip(list))
        .map(|(position, template): (i32, &QuestionTemplate)| {
            (
                table::organisation_id.eq(organisation),
                table::language.eq(template.language),
                table::position.eq(position),
                table::words.eq(&template.words),
            )
        })
        .collect();
    diesel::insert_into(table::table).values(rows).execute(&mut **tx).await?;
    Ok(())
}
