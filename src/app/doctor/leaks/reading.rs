//! What the sweep reads: stories in pages, what stands beside them, and what belongs to none of them.

use super::{
    names::{self, Names},
    places,
};
use crate::{
    coach::Run,
    ids::{OrganisationId, StoryId},
    platform::{error::Error, i18n::Language},
};
use diesel::{
    QueryableByName, sql_query,
    sql_types::{Array, BigInt, Integer, Nullable, Text, Uuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use fluent_bundle::FluentArgs;
use futures_util::TryStreamExt;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Stories that are looked at together.
const PAGE: i64 = 50;
/// Most different texts that belong to no story and are looked through.
const MOST_BESIDES: i32 = 10_000;

/// Stories that are, or were, to be told, in the order of their ids.
const STORIES: &str = "select s.id, s.language, s.agreed_version as agreed, \
      (select count(*) from story_versions v where v.organisation_id = $1 and v.story_id = s.id \
         and v.wrapped_key is not null) as left \
    from stories s where s.organisation_id = $1 and s.id > $2 \
      and (s.status = 'accepted' or s.published_week is not null or s.shelved_week is not null) \
    order by s.id limit $3";
const INDEX: &str = "select story_id, spellings, tsvector_to_array(vector) as lexemes from library_index \
    where organisation_id = $1 and story_id = any($2)";
/// What belongs to no story: jobs, which are alike without the ids in them; acts on record; and words with which the search
/// helps that no text has.
const BESIDES: &str = "select * from ( \
    select 'jobs.payload' as place, min(id::text) as line, words from jobs, \
      regexp_replace(payload::text, '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', '', 'g') as words \
      where organisation_id = $1 or organisation_id is null group by words \
    union all select 'jobs.error', min(id::text), error from jobs \
      where error is not null and (organisation_id = $1 or organisation_id is null) group by error \
    union all select 'audit_entries.verb', min(number)::text, verb from audit_entries \
      where organisation_id = $1 group by verb \
    union all select 'library_words.spelling', '', spelling from ( \
      select spelling from library_words where organisation_id = $1 \
      except select unnest(spellings) from library_index where organisation_id = $1) as unused \
    ) as stood order by place, line limit $2";

#[derive(QueryableByName)]
pub struct Story {
    #[diesel(sql_type = Uuid)]
    pub id: StoryId,
    #[diesel(sql_type = Text)]
    pub language: Language,
    /// Version that its author agreed to.
    #[diesel(sql_type = Nullable<Integer>)]
    pub agreed: Option<i32>,
    /// Versions that were not erased.
    #[diesel(sql_type = BigInt)]
    pub left: i64,
}

/// Returns the page of stories after a story.
pub async fn stories(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    after: StoryId,
) -> Result<Vec<Story>, Error> {
    let page =
        sql_query(STORIES).bind::<Uuid, _>(organisation).bind::<Uuid, _>(after).bind::<BigInt, _>(PAGE);
    Ok(page.load(conn).await?)
}

/// Places in which a name of a story stands, and which rows of them.
pub type Leaks = BTreeMap<(StoryId, String), BTreeSet<String>>;

#[derive(QueryableByName)]
struct Stood {
    #[diesel(sql_type = Uuid)]
    story_id: StoryId,
    #[diesel(sql_type = Text)]
    place: String,
    #[diesel(sql_type = Text)]
    line: String,
    #[diesel(sql_type = Text)]
    words: String,
}

/// Looks for names in what stands in the clear, row by row.
pub async fn look_in_the_clear(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    names: &BTreeMap<StoryId, Names>,
    leaks: &mut Leaks,
) -> Result<(), Error> {
    let query = sql_query(places::query()).bind::<Uuid, _>(organisation).bind::<Array<Uuid>, _>(ids(names));
    let mut rows = query.load_stream::<Stood>(conn).await?;
    while let Some(Stood { story_id, place, line, words }) = rows.try_next().await? {
        if names.get(&story_id).is_some_and(|names| names.stand_in(&words_in(&words))) {
            leaks.entry((story_id, place)).or_default().insert(line);
        }
    }
    Ok(())
}

#[derive(QueryableByName)]
struct Indexed {
    #[diesel(sql_type = Uuid)]
    story_id: StoryId,
    #[diesel(sql_type = Array<Text>)]
    spellings: Vec<String>,
    #[diesel(sql_type = Array<Text>)]
    lexemes: Vec<String>,
}

/// Looks for names in what the library's search finds.
pub async fn look_in_the_index(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    names: &BTreeMap<StoryId, Names>,
    leaks: &mut Leaks,
) -> Result<(), Error> {
    let query = sql_query(INDEX).bind::<Uuid, _>(organisation).bind::<Array<Uuid>, _>(ids(names));
    let rows: Vec<Indexed> = query.load(conn).await?;
    for Indexed { story_id, spellings, lexemes } in rows {
        if names.get(&story_id).is_some_and(|names| names.are_found_by(&spellings, &lexemes)) {
            let row = story_id.to_string();
            leaks.entry((story_id, "library_index.vector".to_owned())).or_default().insert(row);
        }
    }
    Ok(())
}

fn ids(names: &BTreeMap<StoryId, Names>) -> Vec<StoryId> {
    names.keys().copied().collect()
}

/// Text that belongs to no story.
pub struct Beside {
    pub place: String,
    pub line: String,
    pub words: Run,
}

/// Texts that belong to no story, by the words in them.
#[derive(Default)]
pub struct Besides {
    all: Vec<Beside>,
    /// Numbers of the texts that have a word.
    having: BTreeMap<String, BTreeSet<usize>>,
}

impl Besides {
    fn add(&mut self, beside: Beside) {
        for word in &beside.words {
            self.having.entry(word.clone()).or_default().insert(self.all.len());
        }
        self.all.push(beside);
    }

    /// Returns the texts in which one of the names stands.
    pub fn with<'a>(&'a self, names: &'a Names) -> impl Iterator<Item = &'a Beside> {
        let numbers: BTreeSet<usize> =
            names.first_words().filter_map(|word| self.having.get(word)).flatten().copied().collect();
        let texts = numbers.into_iter().filter_map(|number| self.all.get(number));
        texts.filter(|text| names.stand_in(&text.words))
    }
}

/// Returns what belongs to no story, and whether that is all of it.
pub async fn besides(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
) -> Result<(Besides, bool), Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        place: String,
        #[diesel(sql_type = Text)]
        line: String,
        #[diesel(sql_type = Text)]
        words: String,
    }
    let query = sql_query(BESIDES).bind::<Uuid, _>(organisation).bind::<Integer, _>(MOST_BESIDES);
    let mut rows: Vec<Row> = query.load(conn).await?;
    let all = i32::try_from(rows.len()).is_ok_and(|rows| rows < MOST_BESIDES);
    rows.retain(|row| row.place != "audit_entries.verb" || !is_act(&row.words));
    let mut besides = Besides::default();
    for Row { place, line, words } in rows {
        besides.add(Beside { place, line, words: words_in(&words) });
    }
    Ok((besides, all))
}

/// Tells whether this version of the program records such an act: those have words of their own.
fn is_act(verb: &str) -> bool {
    let key = format!("settings-audit-verb-{}", verb.replace('_', "-"));
    Language::En.lookup(&key, &FluentArgs::new()).is_some()
}

/// Returns the words of a text, or of the strings in JSON: neither names of fields nor ids.
fn words_in(text: &str) -> Run {
    match serde_json::from_str(text) {
        Ok(json @ (Value::Object(_) | Value::Array(_))) => {
            let mut found = vec![];
            collect(&json, &mut found);
            found
        }
        _ => names::words(text),
    }
}

fn collect(json: &Value, found: &mut Run) {
    match json {
        Value::String(text) if text.parse::<uuid::Uuid>().is_err() => found.extend(names::words(text)),
        Value::Array(all) => all.iter().for_each(|json| collect(json, found)),
        Value::Object(all) => all.values().for_each(|json| collect(json, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_json_are_those_of_its_strings() {
        let json = r#"[{"what": "title", "to": "Eén\nVlinder", "n": 3, "id": "3f2b8d5e-1111-4a4a-9b9b-123456789012"}]"#;
        assert_eq!(words_in(json), ["title", "een", "vlinder"].map(str::to_owned));
        assert_eq!(words_in("12"), ["12"]);
        assert_eq!(words_in("{not json}"), ["not", "json"]);
    }
}
