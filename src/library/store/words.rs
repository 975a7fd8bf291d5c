//! The words of the library, for what somebody is typing and what they may mean: of stories that they may read, and of no
//! others.

use crate::{
    ids::OrganisationId,
    library::search::spelling::{Candidate, ends, one_mistake_less},
    organisations::Readers,
    platform::error::Error,
    readers::Reach,
};
use diesel::{
    QueryableByName, sql_query,
    sql_types::{Array, Integer, Text, Uuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::BTreeMap;

/// Most words of a length, with a beginning or an end, that are looked at to choose from.
const LOOKED_AT: i32 = 200;
/// Sorts after every word that begins like another.
const LAST: char = '\u{10ffff}';

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    spelling: String,
    #[diesel(sql_type = Text)]
    folded: String,
    #[diesel(sql_type = Text)]
    lexeme: String,
    #[diesel(sql_type = Integer)]
    stories: i32,
}

impl From<Row> for Candidate {
    fn from(row: Row) -> Self {
        Self { spelling: row.spelling, folded: row.folded, lexeme: row.lexeme, stories: row.stories }
    }
}

/// Returns how many stories have each of the lexemes; those with several words of one count more than once.
pub async fn frequencies(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    reach: Reach,
    lexemes: &[String],
) -> Result<BTreeMap<String, i32>, Error> {
    #[derive(QueryableByName)]
    struct Frequency {
        #[diesel(sql_type = Text)]
        lexeme: String,
        #[diesel(sql_type = Integer)]
        stories: i32,
    }
    let rows: Vec<Frequency> = sql_query(
        "select lexeme, least(sum(stories), 1000000000)::integer as stories from library_words \
         where organisation_id = $1 and lexeme = any($2) and readers = any($3) group by lexeme",
    )
    .bind::<Uuid, _>(organisation)
    .bind::<Array<Text>, _>(lexemes)
    .bind::<Array<Text>, _>(read_by(reach))
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.lexeme, row.stories)).collect())
}

/// Returns the words that begin like `start`, those in most stories first.
pub async fn beginning(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    reach: Reach,
    start: &str,
    most: i32,
) -> Result<Vec<Candidate>, Error> {
    let rows: Vec<Row> = sql_query(
        "select spelling, folded, lexeme, stories from library_words \
           where organisation_id = $1 and folded >= $2 and folded < $3 and readers = any($5) \
         order by stories desc, spelling limit $4",
    )
    .bind::<Uuid, _>(organisation)
    .bind::<Text, _>(start)
    .bind::<Text, _>(format!("{start}{LAST}"))
    .bind::<Integer, _>(most)
    .bind::<Array<Text>, _>(read_by(reach))
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(Candidate::from).collect())
}

/// Returns the words that have one mistake less than one of `words`.
pub async fn one_mistake_from(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    reach: Reach,
    words: &[&str],
) -> Result<Vec<Candidate>, Error> {
    let less: Vec<String> = words.iter().flat_map(|word| one_mistake_less(word)).collect();
    let rows: Vec<Row> = sql_query(
        "select spelling, folded, lexeme, stories from library_words \
         where organisation_id = $1 and folded = any($2) and readers = any($3)",
    )
    .bind::<Uuid, _>(organisation)
    .bind::<Array<Text>, _>(less)
    .bind::<Array<Text>, _>(read_by(reach))
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(Candidate::from).collect())
}

/// Returns words that begin or end like one of `words` and are about as long, those in most stories first: they may have
/// two mistakes less.
pub async fn two_mistakes_from(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    reach: Reach,
    words: &[&str],
) -> Result<Vec<Candidate>, Error> {
    let words: Vec<_> = words.iter().filter_map(|word| Some((word.chars().count(), ends(word)?))).collect();
    let (mut starts, mut ends, mut letters) = (vec![], vec![], vec![]);
    for (length, (first, last)) in words {
        starts.push(first);
        ends.push(last);
        letters.push(i32::try_from(length).unwrap_or(i32::MAX));
    }
    let rows: Vec<Row> = sql_query(
        "select alike.spelling, alike.folded, alike.lexeme, alike.stories \
         from unnest($2::text[], $3::text[], $4::integer[]) as word (starts, ends, letters), \
           generate_series(word.letters - 2, word.letters + 2) as length, lateral ( \
             (select spelling, folded, lexeme, stories from library_words where organisation_id = $1 \
                and starts = word.starts and letters = length and readers = any($6) order by stories desc limit $5) \
             union all \
             (select spelling, folded, lexeme, stories from library_words where organisation_id = $1 \
                and ends = word.ends and letters = length and readers = any($6) order by stories desc limit $5)) as alike",
    )
    .bind::<Uuid, _>(organisation)
    .bind::<Array<Text>, _>(starts)
    .bind::<Array<Text>, _>(ends)
    .bind::<Array<Integer>, _>(letters)
    .bind::<Integer, _>(LOOKED_AT)
    .bind::<Array<Text>, _>(read_by(reach))
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(Candidate::from).collect())
}

/// Returns whose stories a visitor may read.
fn read_by(reach: Reach) -> Vec<&'static str> {
    let all = [Readers::House, Readers::Everybody];
    all.into_iter().filter(|readers| reach.covers(*readers)).map(Readers::as_str).collect()
}
