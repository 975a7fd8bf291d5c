//! Stories that fit what somebody looks for.

use crate::{
    ids::{OrganisationId, StoryId},
    library::search::{labels::Quarters, place::Place, sought::Sought},
    platform::{
        db::{Tx, prepared},
        error::Error,
        i18n::Language,
    },
};
use diesel::{
    QueryableByName, sql_query,
    sql_types::{Array, BigInt, Bool, Float, Integer, Nullable, Text, Uuid},
};
use diesel_async::RunQueryDsl;
use std::time::Duration;

/// Stories that are compared with each other: the newest of those that fit.
pub const COMPARED: i32 = 300;
/// Newest stories with all words of a phrase that are read for the phrase.
pub const READ_FOR_PHRASES: i32 = 1_000;
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
    /// Unset for the last story that was read, for a phrase in vain.
    #[diesel(sql_type = Bool)]
    fits: bool,
    /// Number of this story among those that were read, from 1.
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// Stories that fit.
#[derive(Debug, Default)]
pub struct Fitting {
    pub places: Vec<Place>,
    /// Number of stories that were read, and the last of them; fewer when enough fit.
    pub read: i32,
    pub last: Option<Place>,
}

impl Fitting {
    /// Adds stories that are older than all that were read before.
    fn add(&mut self, rows: Vec<Row>) {
        let before = self.read;
        for Row { story_id, week, fit, fits, number } in rows {
            let place = Place { fit, week, story: story_id };
            self.read = before.saturating_add(i32::try_from(number).unwrap_or(i32::MAX));
            if fits {
                self.places.push(place.clone());
            }
            self.last = Some(place);
        }
    }

    /// Returns how many more may be read and may fit.
    fn room(&self, sought: &Sought, most: i32) -> (i32, i32) {
        let found = i32::try_from(self.places.len()).unwrap_or(i32::MAX);
        let fitting = most.saturating_sub(found).max(0);
        let read = if sought.exact.is_some() { READ_FOR_PHRASES.saturating_sub(self.read) } else { fitting };
        (read.max(0), fitting)
    }

    /// Tells whether no more are to be looked for.
    pub fn is_full(&self, sought: &Sought, most: i32) -> bool {
        let (read, fitting) = self.room(sought, most);
        read == 0 || fitting == 0
    }

    /// Returns how many quarters more have enough, as far as those that were looked in tell.
    pub fn expected(&self, sought: &Sought, most: i32, quarters: &Quarters) -> Option<usize> {
        let count = |many: i32| usize::try_from(many).unwrap_or_default();
        quarters.expected(count(self.read), count(self.room(sought, most).0))
    }
}

/// Bounds the time of each look-up of words that follows in the transaction. It goes by an index; for so few rows, a plan
/// is not worth compiling.
pub async fn bound(tx: &mut Tx<'_>, left: Duration) -> Result<(), Error> {
    let bound = sql_query(
        "select set_config('statement_timeout', $1, true), set_config('jit', 'off', true), \
           set_config('enable_seqscan', 'off', true)",
    );
    prepared(bound.bind::<Text, _>(milliseconds(left))).execute(&mut **tx).await?;
    Ok(())
}

// 0 would be no bound at all.
fn milliseconds(left: Duration) -> String {
    left.as_millis().max(1).to_string()
}

/// Sets what the wall of the index looks up, by the index of words and in no other way, and bounds that. Everything ends
/// with the transaction.
pub async fn look_for(tx: &mut Tx<'_>, broad: &str, left: Duration) -> Result<(), Error> {
    let look = sql_query(
        "select set_config('statement_timeout', $2, true), set_config('pratfall.sought', $1, true), \
           set_config('jit', 'off', true), set_config('enable_seqscan', 'off', true), \
           set_config('enable_indexscan', 'off', true)",
    );
    let look = look.bind::<Text, _>(broad).bind::<Text, _>(milliseconds(left));
    prepared(look).execute(&mut **tx).await?;
    Ok(())
}

/// Adds the newest stories that fit, at most [`COMPARED`] in all.
pub async fn by_fit(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    sought: &Sought,
    reader: Language,
    fitting: &mut Fitting,
) -> Result<(), Error> {
    let (read, most) = fitting.room(sought, COMPARED);
    let query = sql_query(
        "select story_id, week, fits, number, \
             (ts_rank($3::real[], vector, $4::tsquery, 1) * case language when $7 then $8 else 1 end)::real as fit from ( \
           select * from ( \
             select *, $5::text is null or vector @@ $5::tsquery as fits, \
               row_number() over newest as number, lead(story_id) over newest is null as is_last from ( \
               select story_id, week, language, vector from library_index where organisation_id = $1 \
                 and ((select row_security_active('library_index')) or vector @@ sought()) \
               order by week desc, story_id limit $2) newest \
             window newest as (order by week desc, story_id)) tested \
           where fits or is_last order by number limit $6) compared",
    )
    .bind::<Uuid, _>(organisation)
    .bind::<Integer, _>(read)
    .bind::<Array<Float>, _>(WEIGHTS.to_vec())
    .bind::<Text, _>(&sought.rank)
    .bind::<Nullable<Text>, _>(sought.exact.as_deref())
    .bind::<Integer, _>(most)
    .bind::<Text, _>(reader.as_str())
    .bind::<Float, _>(OWN_LANGUAGE);
    fitting.add(prepared(query).load(&mut **tx).await?);
    Ok(())
}

/// Adds the newest stories that fit after a place, at most `most` in all.
pub async fn by_week(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    sought: &Sought,
    after: Option<&Place>,
    (fitting, most): (&mut Fitting, i32),
) -> Result<(), Error> {
    let (read, most) = fitting.room(sought, most);
    let query = sql_query(
        "select story_id, week, 0::real as fit, fits, number from ( \
           select *, $6::text is null or vector @@ $6::tsquery as fits, \
             row_number() over newest as number, lead(story_id) over newest is null as is_last from ( \
             select story_id, week, vector from library_index where organisation_id = $1 \
               and ((select row_security_active('library_index')) or vector @@ sought()) \
               and ($2 or week <= $3 and (week < $3 or story_id > $4)) \
             order by week desc, story_id limit $5) newest \
           window newest as (order by week desc, story_id)) tested \
         where fits or is_last order by number limit $7",
    )
    .bind::<Uuid, _>(organisation)
    .bind::<Bool, _>(after.is_none())
    .bind::<Text, _>(after.map_or("", |place| &place.week))
    .bind::<Uuid, _>(after.map_or(StoryId::NIL, |place| place.story))
    .bind::<Integer, _>(read)
    .bind::<Nullable<Text>, _>(sought.exact.as_deref())
    .bind::<Integer, _>(most);
    fitting.add(prepared(query).load(&mut **tx).await?);
    Ok(())
}
