//! The index of the library's texts. It is written with them, and erased with them by the database.

use crate::{
    ids::{OrganisationId, StoryId},
    library::{
        model::Readable,
        search::{
            labels::{Labels, quarter_of},
            lexemes::{Known, Read, Weight, read},
            stem::RULES,
        },
    },
    organisations::Readers,
    platform::{db::Tx, error::Error, i18n::Language},
    schema::library_texts,
};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, Integer, SmallInt, Text, Uuid},
};
use diesel_async::RunQueryDsl;
use std::collections::{BTreeMap, BTreeSet};

/// Stories whose texts were not read yet, or by other rules than these. They are locked first, as by what ends an agreement.
const OUTDATED: &str = "select s.id from stories s join library_texts t on (t.organisation_id, t.story_id) = (s.organisation_id, s.id) \
    left join library_index i on (i.organisation_id, i.story_id) = (s.organisation_id, s.id) \
    where s.organisation_id = $1 and i.rules is distinct from $2 order by s.id limit 100 for update of s";
/// In one order, so that no two transactions wait for each other.
const WORDS: &str = "insert into library_words as w (organisation_id, language, readers, spelling, folded, lexeme, stories) \
    select $1, language, readers, spelling, folded, lexeme, stories \
    from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::integer[]) \
      as n (language, readers, spelling, folded, lexeme, stories) \
    order by language, readers, spelling collate \"C\" \
    on conflict (organisation_id, language, readers, spelling) do update set \
      stories = w.stories + excluded.stories, folded = excluded.folded, lexeme = excluded.lexeme";
const ROWS: &str = "insert into library_index (organisation_id, story_id, week, language, readers, rules, spellings, vector) \
    select $1, story_id, week, language, readers, $2, string_to_array(spellings, ' '), vector::tsvector \
    from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) \
      as t (story_id, week, language, readers, spellings, vector) \
    on conflict do nothing returning story_id as id";

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = Uuid)]
    id: StoryId,
}

/// A text as the index has it.
pub struct Entry {
    story: StoryId,
    week: String,
    language: Language,
    readers: Readers,
    /// No spelling has a space in it.
    spellings: String,
    vector: String,
    words: BTreeSet<Known>,
}

impl Entry {
    pub fn of(text: &Readable) -> Self {
        let found = read_text(text);
        let spellings: Vec<&str> = found.words.iter().map(|word| word.spelling.as_str()).collect();
        Self {
            story: text.story_id,
            week: text.week.clone(),
            language: text.language,
            readers: text.readers,
            spellings: spellings.join(" "),
            vector: found.vector(&labels(text)),
            words: found.words,
        }
    }
}

/// Indexes texts that were written in the same transaction.
pub async fn insert(tx: &mut Tx<'_>, organisation: OrganisationId, texts: &[Readable]) -> Result<(), Error> {
    insert_entries(tx, organisation, texts.iter().map(Entry::of).collect()).await
}

/// The same, of texts that were read already.
pub async fn insert_entries(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    entries: Vec<Entry>,
) -> Result<(), Error> {
    let column =
        |of: fn(&Entry) -> &str| entries.iter().map(|entry| of(entry).to_owned()).collect::<Vec<_>>();
    let ids: Vec<StoryId> = entries.iter().map(|entry| entry.story).collect();
    let added: Vec<Id> = sql_query(ROWS)
        .bind::<Uuid, _>(organisation)
        .bind::<SmallInt, _>(RULES)
        .bind::<Array<Uuid>, _>(&ids)
        .bind::<Array<Text>, _>(column(|entry| &entry.week))
        .bind::<Array<Text>, _>(column(|entry| entry.language.as_str()))
        .bind::<Array<Text>, _>(column(|entry| entry.readers.as_str()))
        .bind::<Array<Text>, _>(column(|entry| &entry.spellings))
        .bind::<Array<Text>, _>(column(|entry| &entry.vector))
        .load(&mut **tx)
        .await?;
    let added: BTreeSet<StoryId> = added.into_iter().map(|row| row.id).collect();
    let mut words: BTreeMap<(Language, Readers, Known), i32> = BTreeMap::new();
    for entry in entries.into_iter().filter(|entry| added.contains(&entry.story)) {
        for word in entry.words {
            *words.entry((entry.language, entry.readers, word)).or_default() += 1;
        }
    }
    insert_words(tx, organisation, &words).await
}

async fn insert_words(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    words: &BTreeMap<(Language, Readers, Known), i32>,
) -> Result<(), Error> {
    let column = |of: fn(&Known) -> &str| words.keys().map(|(_, _, word)| of(word)).collect::<Vec<_>>();
    let languages: Vec<&str> = words.keys().map(|(language, _, _)| language.as_str()).collect();
    let readers: Vec<&str> = words.keys().map(|(_, readers, _)| readers.as_str()).collect();
    sql_query(WORDS)
        .bind::<Uuid, _>(organisation)
        .bind::<Array<Text>, _>(languages)
        .bind::<Array<Text>, _>(readers)
        .bind::<Array<Text>, _>(column(|word| &word.spelling))
        .bind::<Array<Text>, _>(column(|word| &word.folded))
        .bind::<Array<Text>, _>(column(|word| &word.lexeme))
        .bind::<Array<Integer>, _>(words.values().copied().collect::<Vec<_>>())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn read_text(text: &Readable) -> Read {
    let fields = [
        (Weight::Title, text.title.as_str()),
        (Weight::Lesson, text.learned.as_str()),
        (Weight::Lesson, text.advice.as_str()),
        (Weight::Body, text.what_happened.as_str()),
        (Weight::Body, text.made_sense.as_str()),
        (Weight::Body, text.cost.as_str()),
    ];
    read(text.language, fields)
}

fn labels(text: &Readable) -> Vec<String> {
    let labels = Labels {
        theme: text.theme_id,
        event: text.event_id,
        week: Some(text.week.clone()),
        intensity: text.intensity,
        everybody: text.readers == Readers::Everybody,
    };
    labels.lexemes().into_iter().chain(quarter_of(&text.week)).collect()
}

/// Takes some texts out of the index that were read by other rules, and returns them with those that are not in it; nothing
/// when there are none.
pub async fn take_outdated(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
) -> Result<Option<Vec<Readable>>, Error> {
    let ids: Vec<Id> =
        sql_query(OUTDATED).bind::<Uuid, _>(organisation).bind::<SmallInt, _>(RULES).load(&mut **tx).await?;
    if ids.is_empty() {
        return Ok(None);
    }
    let ids: Vec<StoryId> = ids.into_iter().map(|row| row.id).collect();
    sql_query("delete from library_index where organisation_id = $1 and story_id = any($2)")
        .bind::<Uuid, _>(organisation)
        .bind::<Array<Uuid>, _>(&ids)
        .execute(&mut **tx)
        .await?;
    let texts = library_texts::table
        .filter(library_texts::organisation_id.eq(organisation))
        .filter(library_texts::story_id.eq_any(&ids))
        .order(library_texts::story_id)
        .select(Readable::as_select());
    Ok(Some(texts.load(&mut **tx).await?))
}
