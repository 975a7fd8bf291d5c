//! The words of the library, for what somebody is typing and what they may mean: of stories that they may read, and of no
//! others.

use crate::{
    ids::OrganisationId,
    library::search::spelling::{Candidate, ends, one_mistake_less},
    organisations::Readers,
    platform::{
        db::{Tx, prepared},
        error::Error,
        i18n::Language,
    },
    readers::Reach,
};
use diesel::{
    QueryableByName, sql_query,
    sql_types::{Array, BigInt, Integer, Text, Uuid},
};
use diesel_async::RunQueryDsl;
use std::collections::BTreeMap;

/// Most words of a length, with a beginning or an end, that are looked at to choose from.
const LOOKED_AT: i32 = 200;
/// Letters of a word's beginning by which words are in order of frequency.
const BEGINS: usize = 3;
/// Sorts after every word that begins like another.
const LAST: char = '\u{10ffff}';

/// Stories whose words count: those that somebody may read, in the languages that they look in.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    pub organisation: OrganisationId,
    pub reach: Reach,
    pub languages: &'a [Language],
}

impl Scope<'_> {
    fn readers(&self) -> Vec<&'static str> {
        let all = [Readers::House, Readers::Everybody];
        all.into_iter().filter(|readers| self.reach.covers(*readers)).map(Readers::as_str).collect()
    }

    fn languages(&self) -> Vec<&'static str> {
        self.languages.iter().map(|language| language.as_str()).collect()
    }
}

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
    tx: &mut Tx<'_>,
    scope: Scope<'_>,
    lexemes: &[String],
) -> Result<BTreeMap<String, i32>, Error> {
    #[derive(QueryableByName)]
    struct Frequency {
        #[diesel(sql_type = Text)]
        lexeme: String,
        #[diesel(sql_type = Integer)]
        stories: i32,
    }
    let query = sql_query(
        "select lexeme, least(sum(stories), 1000000000)::integer as stories from library_words \
         where organisation_id = $1 and readers = any($2) and lexeme = any($3) group by lexeme",
    )
    .bind::<Uuid, _>(scope.organisation)
    .bind::<Array<Text>, _>(scope.readers())
    .bind::<Array<Text>, _>(lexemes);
    let rows: Vec<Frequency> = prepared(query).load(&mut **tx).await?;
    Ok(rows.into_iter().map(|row| (row.lexeme, row.stories)).collect())
}

/// Returns the words that begin like `start`, of three letters at least, those in most stories first.
pub async fn beginning(
    tx: &mut Tx<'_>,
    scope: Scope<'_>,
    start: &str,
    most: i32,
) -> Result<Vec<Candidate>, Error> {
    let query = sql_query(
        "select alike.* from unnest($2::text[]) as of (readers), lateral ( \
           select spelling, folded, lexeme, stories from library_words where organisation_id = $1 \
             and readers = of.readers and begins = $4 and folded >= $5 and folded < $6 and language = any($3) \
           order by often desc, spelling limit $7) alike \
         order by stories desc, spelling, lexeme limit $7",
    )
    .bind::<Uuid, _>(scope.organisation)
    .bind::<Array<Text>, _>(scope.readers())
    .bind::<Array<Text>, _>(scope.languages())
    .bind::<Text, _>(start.chars().take(BEGINS).collect::<String>())
    .bind::<Text, _>(start)
    .bind::<Text, _>(format!("{start}{LAST}"))
    .bind::<Integer, _>(most);
    let rows: Vec<Row> = prepared(query).load(&mut **tx).await?;
    Ok(rows.into_iter().map(Candidate::from).collect())
}

/// Returns the words that have one mistake less than one of `words`.
pub async fn one_mistake_from(
    tx: &mut Tx<'_>,
    scope: Scope<'_>,
    words: &[&str],
) -> Result<Vec<Candidate>, Error> {
    let less: Vec<String> = words.iter().flat_map(|word| one_mistake_less(word)).collect();
    // Word by word: for so many at once, Postgres would rather read the whole list.
    let query = sql_query(
        "select near.* from unnest($2::text[]) as of (readers), unnest($4::text[]) as less (folded), lateral ( \
           select spelling, folded, lexeme, stories from library_words where organisation_id = $1 \
             and readers = of.readers and folded = less.folded and language = any($3) offset 0) near",
    )
    .bind::<Uuid, _>(scope.organisation)
    .bind::<Array<Text>, _>(scope.readers())
    .bind::<Array<Text>, _>(scope.languages())
    .bind::<Array<Text>, _>(less);
    let rows: Vec<Row> = prepared(query).load(&mut **tx).await?;
    Ok(rows.into_iter().map(Candidate::from).collect())
}

/// Returns for each of `words` those that begin or end like it and are about as long, the ones in most stories: they may
/// have two mistakes less.
pub async fn two_mistakes_from(
    tx: &mut Tx<'_>,
    scope: Scope<'_>,
    words: &[&str],
) -> Result<Vec<Vec<Candidate>>, Error> {
    #[derive(QueryableByName)]
    struct Alike {
        #[diesel(sql_type = BigInt)]
        n: i64,
        #[diesel(embed)]
        row: Row,
    }
    let (mut starts, mut tails, mut letters) = (vec![], vec![], vec![]);
    for word in words {
        let (first, last) = ends(word).unwrap_or_default();
        starts.push(first);
        tails.push(last);
        letters.push(i32::try_from(word.chars().count()).unwrap_or(i32::MAX));
    }
    let query = sql_query(
        "select word.n, alike.* from unnest($4::text[], $5::text[], $6::integer[]) \
             with ordinality as word (starts, ends, letters, n), \
           unnest($2::text[]) as of (readers), generate_series(word.letters - 2, word.letters + 2) as length, lateral ( \
             (select spelling, folded, lexeme, stories from library_words where organisation_id = $1 \
                and readers = of.readers and starts = word.starts and letters = length and language = any($3) \
                order by often desc, spelling limit $7) \
             union \
             (select spelling, folded, lexeme, stories from library_words where organisation_id = $1 \
                and readers = of.readers and ends = word.ends and letters = length and language = any($3) \
                order by often desc, spelling limit $7)) as alike",
    )
    .bind::<Uuid, _>(scope.organisation)
    .bind::<Array<Text>, _>(scope.readers())
    .bind::<Array<Text>, _>(scope.languages())
    .bind::<Array<Text>, _>(starts)
    .bind::<Array<Text>, _>(tails)
    .bind::<Array<Integer>, _>(letters)
    .bind::<Integer, _>(LOOKED_AT);
    let rows: Vec<Alike> = prepared(query).load(&mut **tx).await?;
    let mut of_each = vec![vec![]; words.len()];
    for Alike { n, row } in rows {
        let of = usize::try_from(n - 1).ok().and_then(|n| of_each.get_mut(n));
        if let Some(of) = of {
            of.push(row.into());
        }
    }
    Ok(of_each)
}
