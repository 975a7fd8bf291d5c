//! The words of the library, for what somebody is typing and what they may mean: of stories that they may read, and of no
//! others.

use crate::{
    ids::OrganisationId,
    library::search::spelling::{Candidate, ends, mistakes},
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

/// Most words that are looked at to choose from.
const LOOKED_AT: i32 = 2_000;
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
        "select spelling, folded, lexeme, stories from (select * from library_words \
           where organisation_id = $1 and folded >= $2 and folded < $3 and readers = any($6) order by folded limit $4) w \
         order by stories desc, spelling limit $5",
    )
    .bind::<Uuid, _>(organisation)
    .bind::<Text, _>(start)
    .bind::<Text, _>(format!("{start}{LAST}"))
    .bind::<Integer, _>(LOOKED_AT)
    .bind::<Integer, _>(most)
    .bind::<Array<Text>, _>(read_by(reach))
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(Candidate::from).collect())
}

/// Returns words that begin or end like `word` and are about as long: one of them may be meant.
pub async fn alike(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    reach: Reach,
    word: &str,
) -> Result<Vec<Candidate>, Error> {
    let Some((first, last)) = ends(word) else { return Ok(vec![]) };
    let last: String = last.chars().rev().collect();
    let letters = word.chars().count();
    let length = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
    let rows: Vec<Row> = sql_query(
        "(select spelling, folded, lexeme, stories from library_words where organisation_id = $1 \
            and folded >= $2 and folded < $3 and char_length(folded) between $6 and $7 and readers = any($9) order by folded limit $8) \
         union all \
         (select spelling, folded, lexeme, stories from library_words where organisation_id = $1 \
            and backwards >= $4 and backwards < $5 and char_length(folded) between $6 and $7 and readers = any($9) order by backwards limit $8)",
    )
    .bind::<Uuid, _>(organisation)
    .bind::<Text, _>(&first)
    .bind::<Text, _>(format!("{first}{LAST}"))
    .bind::<Text, _>(&last)
    .bind::<Text, _>(format!("{last}{LAST}"))
    .bind::<Integer, _>(length(letters.saturating_sub(mistakes(letters))))
    .bind::<Integer, _>(length(letters + mistakes(letters)))
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
