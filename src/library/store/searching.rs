//! Stories that fit what somebody looks for.

use crate::{
    ids::{OrganisationId, StoryId},
    library::search::{place::Place, sought::Sought},
    platform::{db::Tx, error::Error, i18n::Language},
};
use diesel::{
    QueryableByName, sql_query,
    sql_types::{Array, Bool, Float, Integer, Nullable, Text, Uuid},
};
use diesel_async::RunQueryDsl;
use std::time::Duration;

/// Stories that are compared with each other: the newest of those that fit.
pub const COMPARED: i32 = 300;
/// Newest stories with all words of a phrase that are read for the phrase.
const READ_FOR_PHRASES: i32 = 2_000;
/// Weights of a part of a compound, of the body, of what was learned, of the title.
const WEIGHTS: [f32; 4] = [0.05, 0.2, 0.5, 1.0];
/// Factor on the rank of a story in the language of the page.
const OWN_LANGUAGE: f32 = 1.5;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Uuid)]
    story_id: StoryId,
    #[diesel(sql_type = Text)]
    week: String,
    #[diesel(sql_type = Float)]
    fit: f32,
}

impl From<Row> for Place {
    fn from(row: Row) -> Self {
        Self { fit: row.fit, week: row.week, story: row.story_id }
    }
}

/// Bounds the time of each statement that follows in the transaction.
pub async fn bound(tx: &mut Tx<'_>, left: Duration) -> Result<(), Error> {
    sql_query("select set_config('statement_timeout', $1, true)")
        .bind::<Text, _>(milliseconds(left))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

// 0 would be no bound at all.
fn milliseconds(left: Duration) -> String {
    left.as_millis().max(1).to_string()
}

/// Sets what the wall of the index looks up, by the index of words and in no other way, and bounds that. Everything ends
/// with the transaction.
pub async fn look_for(tx: &mut Tx<'_>, broad: &str, left: Duration) -> Result<(), Error> {
    sql_query(
        "select set_config('pratfall.sought', $1, true), set_config('enable_seqscan', 'off', true), \
           set_config('enable_indexscan', 'off', true), set_config('statement_timeout', $2, true)",
    )
    .bind::<Text, _>(broad)
    .bind::<Text, _>(milliseconds(left))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Returns the newest stories that fit, at most [`COMPARED`], the best first.
pub async fn by_fit(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    sought: &Sought,
    reader: Language,
) -> Result<Vec<Place>, Error> {
    let rows: Vec<Row> = sql_query(
        "select story_id, week, \
             (ts_rank($3::real[], vector, $4::tsquery, 1) * case language when $7 then $8 else 1 end)::real as fit from ( \
           select story_id, week, language, vector from ( \
             select story_id, week, language, vector from library_index where organisation_id = $1 \
               and ((select row_security_active('library_index')) or vector @@ sought()) \
             order by week desc, story_id limit $2) newest \
           where $5::text is null or vector @@ $5::tsquery order by week desc, story_id limit $6) compared",
    )
    .bind::<Uuid, _>(organisation)
    .bind::<Integer, _>(if sought.exact.is_some() { READ_FOR_PHRASES } else { COMPARED })
    .bind::<Array<Float>, _>(WEIGHTS.to_vec())
    .bind::<Text, _>(&sought.rank)
    .bind::<Nullable<Text>, _>(sought.exact.as_deref())
    .bind::<Integer, _>(COMPARED)
    .bind::<Text, _>(reader.as_str())
    .bind::<Float, _>(OWN_LANGUAGE)
    .load(&mut **tx)
    .await?;
    let mut places: Vec<Place> = rows.into_iter().map(Place::from).collect();
    places.sort_by(Place::order);
    Ok(places)
}

/// Returns the newest stories that fit, after a place.
pub async fn by_week(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    sought: &Sought,
    after: Option<&Place>,
    most: i32,
) -> Result<Vec<Place>, Error> {
    let rows: Vec<Row> = sql_query(
        "select story_id, week, 0::real as fit from ( \
           select story_id, week, vector from library_index where organisation_id = $1 \
             and ((select row_security_active('library_index')) or vector @@ sought()) \
             and ($2 or week <= $3 and (week < $3 or story_id > $4)) \
           order by week desc, story_id limit $5) newest \
         where $6::text is null or vector @@ $6::tsquery order by week desc, story_id limit $7",
    )
    .bind::<Uuid, _>(organisation)
    .bind::<Bool, _>(after.is_none())
    .bind::<Text, _>(after.map_or("", |place| &place.week))
    .bind::<Uuid, _>(after.map_or(StoryId::NIL, |place| place.story))
    .bind::<Integer, _>(if sought.exact.is_some() { READ_FOR_PHRASES } else { most })
    .bind::<Nullable<Text>, _>(sought.exact.as_deref())
    .bind::<Integer, _>(most)
    .load(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(Place::from).collect())
}
