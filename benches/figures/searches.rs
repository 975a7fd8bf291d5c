//! P5: eight people search a large library at once.

use crate::{
    house::House,
    program::Program,
    report::{Bound, Row, as_f64, percentile_99},
    tales::{Numbers, Tales},
};
use anyhow::ensure;
use diesel::{
    QueryableByName, sql_query,
    sql_types::{Array, Text, Uuid},
};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use pratfall::{
    ids::OrganisationId,
    library::{
        model::Readable,
        store::{
            indexing::{self, Entry},
            shelving,
        },
    },
    platform::db::transaction,
};
use std::{sync::Arc, thread, time::Instant};

/// Stories, and the most milliseconds that words and phrases may take.
const STORIES: (usize, f64, f64) = (100_000, 50.0, 50.0);
const MILLION: (usize, f64, f64) = (1_000_000, 150.0, 200.0);
/// Stories that are written at once.
const AT_ONCE: usize = 2_000;
const CLIENTS: usize = 8;
/// Searches of each, after some that are not measured.
const SEARCHES: usize = 400;
const WARM_UP: usize = 40;
/// A search that is refused counts as one that takes this many seconds: longer than any that is answered.
const REFUSED: f64 = 3.0;
/// Places in the order of frequency, from the commonest word to one of few stories.
const RANKS: [usize; 7] = [0, 10, 50, 600, 4_000, 25_000, 80_000];
/// What people type, each as often as the others.
const QUERIES: &[(&str, Query)] = &[
    ("among them: one word", one_word),
    ("among them: two words", two_words),
    ("among them: words without another", without),
    ("among them: half a word", half),
    ("among them: a misspelt word", misspelt),
    ("among them: a name", name),
    ("among them: words under a filter", filtered),
    (PHRASE, phrase),
];
const PHRASE: &str = "a phrase";
/// Indexes that are made once the tables are full.
const INDEXES: [&str; 6] = [
    "library_index_vector",
    "library_words_folded",
    "library_words_lexeme",
    "library_words_begins",
    "library_words_starts",
    "library_words_ends",
];

/// Among as many stories as `--stories=…` says.
pub fn measure() -> anyhow::Result<Vec<Row>> {
    let (stories, words, phrases) = STORIES;
    let asked = std::env::args().find_map(|word| Some(word.strip_prefix("--stories=")?.parse()));
    among((asked.transpose()?.unwrap_or(stories), words, phrases))
}

/// Among a million stories, which takes long to fill.
pub fn million() -> anyhow::Result<Vec<Row>> {
    among(MILLION)
}

fn among((stories, most, phrases): (usize, f64, f64)) -> anyhow::Result<Vec<Row>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let house = runtime.block_on(House::open(&[]))?;
    let tales = Arc::new(Tales::new());
    runtime.block_on(fill(&house, &tales, stories))?;
    let url = house.started.app.db.url().to_owned();
    let program = Program::serve(house.data(), &[("DATABASE_URL", &url)])?;
    let waits = ask(&program, &tales)?;
    let of = |is_wanted: &dyn Fn(&str) -> bool| {
        waits.iter().filter(|(what, _)| is_wanted(what)).map(|(_, wait)| *wait).collect::<Vec<_>>()
    };
    // Fewer stories are another measurement.
    let is_goal = stories >= STORIES.0;
    let row = |what, figure, unit, bound| Row {
        goal: "P5",
        what,
        figure,
        limit: None,
        unit,
        bound: if is_goal { bound } else { Bound::Other },
    };
    let p99 = |what, waits, bound| row(what, percentile_99(waits) * 1000.0, "ms", bound);
    let refused = of(&|_| true).into_iter().filter(|wait| *wait >= REFUSED).count();
    let mut rows = vec![
        p99("p99 of a search, 8 people", of(&|what| what != PHRASE), Bound::Most(most)),
        p99("p99 of a search for a phrase, 8 people", of(&|what| what == PHRASE), Bound::Most(phrases)),
        row("searches refused", as_f64(refused), "", Bound::Most(0.0)),
    ];
    let each = QUERIES.iter().filter(|(what, _)| *what != PHRASE);
    rows.extend(each.map(|(known, _)| p99(*known, of(&|what| what == *known), Bound::Other)));
    Ok(rows)
}

/// Fills the library, the oldest week first, as mixes do; then makes the indexes, as a restored backup would.
async fn fill(house: &House, tales: &Arc<Tales>, stories: usize) -> anyhow::Result<()> {
    let (organisation, db) = (house.organisation.id, &house.started.app.db);
    let mut owner = AsyncPgConnection::establish(db.url()).await?;
    let mut definitions = vec![];
    for index in INDEXES {
        #[derive(QueryableByName)]
        struct Definition {
            #[diesel(sql_type = Text)]
            sql: String,
        }
        let definition = sql_query("select pg_get_indexdef($1::regclass) as sql").bind::<Text, _>(index);
        definitions.push(definition.get_result::<Definition>(&mut owner).await?.sql);
        owner.batch_execute(&format!("drop index {index}")).await?;
    }
    // Texts are made and read while others are written.
    let today = house.started.app.clock.today();
    let (sender, mut batches) = tokio::sync::mpsc::channel(2);
    let making = tokio::task::spawn_blocking({
        let tales = tales.clone();
        move || {
            let mut numbers = Numbers::new(2);
            for begun in (0..stories).step_by(AT_ONCE) {
                let many = AT_ONCE.min(stories - begun);
                let days = (begun..begun + many).map(|n| Tales::day(today, n, stories));
                let some: Vec<Readable> = days.map(|day| tales.tale(day, &mut numbers)).collect();
                let entries: Vec<Entry> = some.iter().map(Entry::of).collect();
                if sender.blocking_send((some, entries)).is_err() {
                    break;
                }
            }
        }
    });
    let (begun, mut written) = (Instant::now(), 0);
    while let Some((some, entries)) = batches.recv().await {
        told(&mut owner, organisation, &some).await?;
        let mut conn = db.tenant(organisation).await?;
        transaction(&mut conn, async |mut tx| {
            shelving::insert(&mut tx, organisation, &some).await?;
            indexing::insert_entries(&mut tx, organisation, entries).await
        })
        .await?;
        written += some.len();
        if written * 10 / stories > (written - some.len()) * 10 / stories {
            eprintln!("search: {written} of {stories} stories, {} s", begun.elapsed().as_secs());
        }
    }
    making.await?;
    owner.batch_execute("set maintenance_work_mem = '512MB'").await?;
    for definition in definitions {
        owner.batch_execute(&definition).await?;
    }
    for table in ["library_index", "library_words", "library_texts", "stories"] {
        owner.batch_execute(&format!("vacuum (analyze) {table}")).await?;
    }
    eprintln!("search: indexed, {} s", begun.elapsed().as_secs());
    Ok(())
}

/// Writes what stands behind the texts: stories that their authors agreed to.
async fn told(
    owner: &mut AsyncPgConnection,
    organisation: OrganisationId,
    some: &[Readable],
) -> anyhow::Result<()> {
    let ids: Vec<_> = some.iter().map(|text| text.story_id).collect();
    let languages: Vec<_> = some.iter().map(|text| text.language.as_str()).collect();
    for sql in [
        "insert into stories (organisation_id, id, status, week, language, told_by, anonymity, silence, lane, changed_week, \
            for_library, readers) \
         select $1, id, 'submitted', '2020-W01', language, 'library', 'anonymous', 'never', 'open', '2020-W01', true, 'everybody' \
         from unnest($2::uuid[], $3::text[]) as t (id, language)",
        "insert into story_versions (organisation_id, story_id, number, key_month, wrapped_key, sealed, written_by) \
         select $1, id, 1, '2020-01', 'x', 'x', 'author' from unnest($2::uuid[], $3::text[]) as t (id, language)",
        "insert into consents select $1, id, 1, 'author', 'never' from unnest($2::uuid[], $3::text[]) as t (id, language)",
        "update stories set status = 'accepted', told_version = 1, agreed_version = 1 \
         from unnest($2::uuid[], $3::text[]) as t (id, language) where organisation_id = $1 and stories.id = t.id",
    ] {
        sql_query(sql)
            .bind::<Uuid, _>(organisation)
            .bind::<Array<Uuid>, _>(&ids)
            .bind::<Array<Text>, _>(&languages)
            .execute(owner)
            .await?;
    }
    Ok(())
}

/// Returns what somebody types, and the filters that they set.
type Query = fn(&Tales, &mut Numbers) -> (String, &'static str);

/// A word, from common to rare.
fn any<'t>(tales: &'t Tales, language: usize, numbers: &mut Numbers) -> &'t str {
    tales.word(language, RANKS[numbers.below(RANKS.len())])
}

fn one_word(tales: &Tales, numbers: &mut Numbers) -> (String, &'static str) {
    let language = numbers.below(3);
    (any(tales, language, numbers).to_owned(), "")
}

fn two_words(tales: &Tales, numbers: &mut Numbers) -> (String, &'static str) {
    let language = numbers.below(3);
    (format!("{} {}", any(tales, language, numbers), any(tales, language, numbers)), "")
}

fn without(tales: &Tales, numbers: &mut Numbers) -> (String, &'static str) {
    let language = numbers.below(3);
    (format!("{} -{}", any(tales, language, numbers), any(tales, language, numbers)), "")
}

fn half(tales: &Tales, numbers: &mut Numbers) -> (String, &'static str) {
    let letters = 3 + numbers.below(3);
    (one_word(tales, numbers).0.chars().take(letters).collect(), "")
}

/// A word with a letter too many in its middle.
fn misspelt(tales: &Tales, numbers: &mut Numbers) -> (String, &'static str) {
    let word = tales.word(numbers.below(3), numbers.below(20_000));
    let letters: Vec<char> = word.chars().collect();
    let (start, end) = letters.split_at(letters.len() / 2);
    (start.iter().chain(&['x']).chain(end).collect(), "")
}

/// A name, by itself or with a word.
fn name(tales: &Tales, numbers: &mut Numbers) -> (String, &'static str) {
    let name = Tales::name(numbers);
    let more = if numbers.below(2) == 0 { one_word(tales, numbers).0 } else { String::new() };
    (format!("{name} {more}"), "")
}

fn filtered(tales: &Tales, numbers: &mut Numbers) -> (String, &'static str) {
    let filters = ["&language=nl", "&language=fr&order=week", "&order=week", "&week=2025-W20"];
    (two_words(tales, numbers).0, filters[numbers.below(filters.len())])
}

/// Two words that often follow each other.
fn phrase(tales: &Tales, numbers: &mut Numbers) -> (String, &'static str) {
    let language = numbers.below(3);
    let one = tales.word(language, numbers.below(60));
    (format!("\"{one} {}\"", tales.word(language, numbers.below(60))), "")
}

/// Asks from eight clients at once; returns what each asked and how long the answer took, in seconds.
fn ask(program: &Program, tales: &Tales) -> anyhow::Result<Vec<(&'static str, f64)>> {
    let one = |client: usize| {
        let mut numbers = Numbers::new(u64::try_from(client)? + 7);
        let mut waits = vec![];
        for n in 0..WARM_UP + SEARCHES {
            let (what, query) = QUERIES[numbers.below(QUERIES.len())];
            let (typed, filters) = query(tales, &mut numbers);
            let asked: String = form_urlencoded::byte_serialize(typed.as_bytes()).collect();
            let begun = Instant::now();
            let answer = program.get(&format!("/acme/library?q={asked}{filters}"), "")?;
            let wait = if answer.status == 503 { REFUSED } else { begun.elapsed().as_secs_f64() };
            ensure!([200, 503].contains(&answer.status), "{} for {typed}", answer.status);
            if n >= WARM_UP {
                waits.push((what, wait));
            }
        }
        Ok(waits)
    };
    thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS).map(|client| scope.spawn(move || one(client))).collect();
        let ended =
            clients.into_iter().map(|client| client.join().map_err(|_| anyhow::anyhow!("a client"))?);
        Ok(ended.collect::<anyhow::Result<Vec<_>>>()?.concat())
    })
}
