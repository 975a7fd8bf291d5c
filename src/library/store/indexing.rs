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
use std::collections::BTreeMap;

/// Joins texts that were not read yet, or by other rules than these.
const OUTDATED: &str = "select t.story_id as id from library_texts t left join library_index i using (organisation_id, story_id) \
    where t.organisation_id = $1 and i.rules is distinct from $2 order by t.story_id limit 100";
/// In one order, so that no two transactions wait for each other.
const WORDS: &str = "insert into library_words as w (organisation_id, language, readers, spelling, folded, lexeme, stories) \
    select $1, language, readers, spelling, folded, lexeme, stories \
    from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::integer[]) \
      as n (language, readers, spelling, folded, lexeme, stories) \
    order by language, readers, spelling collate \"C\" \
    on conflict (organisation_id, language, readers, spelling) do update set stories = w.stories + excluded.stories";
const ROW: &str = "insert into library_index (organisation_id, story_id, week, language, readers, rules, spellings, vector) \
    values ($1, $2, $3, $4, $5, $6, $7, $8::tsvector) on conflict do nothing";

/// Indexes texts that were written in the same transaction.
pub async fn insert(tx: &mut Tx<'_>, organisation: OrganisationId, texts: &[Readable]) -> Result<(), Error> {
    let mut words: BTreeMap<(Language, Readers, Known), i32> = BTreeMap::new();
    for text in texts {
        let found = read_text(text);
        let spellings: Vec<&str> = found.words.iter().map(|word| word.spelling.as_str()).collect();
        let added = sql_query(ROW)
            .bind::<Uuid, _>(organisation)
            .bind::<Uuid, _>(text.story_id)
            .bind::<Text, _>(&text.week)
            .bind::<Text, _>(text.language.as_str())
            .bind::<Text, _>(text.readers.as_str())
            .bind::<SmallInt, _>(RULES)
            .bind::<Array<Text>, _>(spellings)
            .bind::<Text, _>(found.vector(&labels(text)))
            .execute(&mut **tx)
            .await?;
        if added == 1 {
            for word in found.words {
                *words.entry((text.language, text.readers, word)).or_default() += 1;
            }
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
        everybody: text.readers == Readers::Everybody,
    };
    labels.lexemes().into_iter().chain(quarter_of(&text.week)).collect()
}

/// Takes some texts out of the index that were read by other rules, and returns them with those that are not in it.
pub async fn take_outdated(tx: &mut Tx<'_>, organisation: OrganisationId) -> Result<Vec<Readable>, Error> {
    #[derive(QueryableByName)]
    struct Id {
        #[diesel(sql_type = Uuid)]
        id: StoryId,
    }
    let ids: Vec<Id> =
        sql_query(OUTDATED).bind::<Uuid, _>(organisation).bind::<SmallInt, _>(RULES).load(&mut **tx).await?;
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
    Ok(texts.load(&mut **tx).await?)
}
