//! P3: a hall full of people who tell their stories within the same minute, with proofs of work, while others read.

use crate::{
    author::Author,
    house::House,
    program::Program,
    report::{Bound, Row, as_f64, percentile_99},
};
use anyhow::{Context, ensure};
use diesel::{QueryableByName, sql_query, sql_types};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
    thread,
    time::{Duration, Instant},
};

const STORIES: usize = 2_000;
const AUTHORS: usize = 32;
/// Between two stories: 2 000 within 56 s.
const STORY_EVERY: Duration = Duration::from_millis(28);
const READERS: usize = 4;
/// Between two pages of a reader: 500 a second in all.
const PACE: Duration = Duration::from_millis(8);
/// Bytes of a letter in the database.
const LETTER: usize = 80 << 10;
const INSERTERS: usize = 16;

pub fn measure() -> anyhow::Result<Vec<Row>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let house = runtime.block_on(House::open(&[]))?;
    let url = house.started.app.db.url().to_owned();
    let program = Program::serve(house.data(), &[("DATABASE_URL", &url)])?;
    let begun = Instant::now();
    let (waits, views) = hall(&program, &format!("/acme/events/{}", house.event))?;
    let hall = begun.elapsed().as_secs_f64();
    let stored = runtime.block_on(letters(&url))?;
    ensure!(stored == STORIES, "{stored} letters of {STORIES}");
    let sending = flat_out(&program)?;
    let inserting = runtime.block_on(bare_inserts(&url))?;
    Ok(vec![
        Row {
            goal: "P3",
            what: "2 000 stories beside page views",
            figure: hall,
            limit: None,
            unit: "s",
            bound: Bound::Most(60.0),
        },
        Row {
            goal: "P3",
            what: "page views meanwhile",
            figure: as_f64(views) / hall,
            limit: Some(500.0),
            unit: "/s",
            bound: Bound::Ratio(0.95),
        },
        Row {
            goal: "P3",
            what: "p99 of receiving one of them",
            figure: percentile_99(waits) * 1000.0,
            limit: None,
            unit: "ms",
            bound: Bound::Most(1000.0),
        },
        Row {
            goal: "P3",
            what: "letters beside bare inserts of 80 KiB",
            figure: sending,
            limit: Some(inserting),
            unit: "/s",
            bound: Bound::Ratio(0.5),
        },
    ])
}

/// Authors tell their stories at an even pace, while readers read. Returns how long each was waited for, and the views.
fn hall(program: &Program, page: &str) -> anyhow::Result<(Vec<f64>, usize)> {
    let (next, views, over) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicBool::new(false));
    let (waits, begun) = (Mutex::new(vec![]), Instant::now());
    thread::scope(|scope| {
        for _ in 0..READERS {
            scope.spawn(|| {
                while !AtomicBool::load(&over, Relaxed) {
                    let begun = Instant::now();
                    let answered = program.get(page, "").is_ok_and(|answer| answer.status == 200);
                    views.fetch_add(usize::from(answered), Relaxed);
                    thread::sleep(PACE.saturating_sub(begun.elapsed()));
                }
            });
        }
        let authors: Vec<_> = (0..AUTHORS)
            .map(|_| {
                scope.spawn(|| {
                    loop {
                        let n = next.fetch_add(1, Relaxed);
                        if n >= STORIES {
                            return anyhow::Ok(());
                        }
                        let turn = STORY_EVERY * u32::try_from(n)?;
                        thread::sleep(turn.saturating_sub(begun.elapsed()));
                        let author = Author::new(program);
                        let (form, _) = author.form(&format!("Mishap {n}"))?;
                        let wait = author.send(&form)?.as_secs_f64();
                        waits.lock().unwrap_or_else(PoisonError::into_inner).push(wait);
                    }
                })
            })
            .collect();
        let ended: anyhow::Result<Vec<()>> = authors
            .into_iter()
            .map(|author| author.join().map_err(|_| anyhow::anyhow!("an author"))?)
            .collect();
        over.store(true, Relaxed);
        ended
    })?;
    let waits = waits.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok((waits, views.into_inner()))
}

/// Sends forms that were filled in before. Returns letters a second.
fn flat_out(program: &Program) -> anyhow::Result<f64> {
    let many = STORIES / 4;
    let forms = (0..many).map(|n| Author::new(program).form(&format!("Another {n}")));
    let forms: Vec<_> = forms.collect::<anyhow::Result<_>>()?;
    let begun = Instant::now();
    thread::scope(|scope| {
        let shares: Vec<_> = forms
            .chunks(many.div_ceil(AUTHORS))
            .map(|share| {
                scope.spawn(|| {
                    let mut sent = share.iter().map(|(form, _)| Author::new(program).send(form));
                    sent.try_for_each(|sent| sent.map(drop))
                })
            })
            .collect();
        let mut ended =
            shares.into_iter().map(|share| share.join().map_err(|_| anyhow::anyhow!("an author"))?);
        ended.try_for_each(|ended| ended)
    })?;
    Ok(as_f64(many) / begun.elapsed().as_secs_f64())
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = sql_types::BigInt)]
    count: i64,
}

async fn letters(url: &str) -> anyhow::Result<usize> {
    let mut conn = AsyncPgConnection::establish(url).await?;
    let Count { count } = sql_query("select count(*) as count from letters").get_result(&mut conn).await?;
    Ok(count.try_into()?)
}

/// Rows a second of one insert after the other on as many connections, each committed.
async fn bare_inserts(url: &str) -> anyhow::Result<f64> {
    let mut owner = AsyncPgConnection::establish(url).await?;
    owner
        .batch_execute(
            "create table bare_letters (id uuid primary key, sealed bytea not null); \
             alter table bare_letters alter sealed set storage external",
        )
        .await?;
    let mut under_way = tokio::task::JoinSet::new();
    let each = STORIES / 4 / INSERTERS;
    let begun = Instant::now();
    for _ in 0..INSERTERS {
        let mut conn = AsyncPgConnection::establish(url).await?;
        under_way.spawn(async move {
            let sealed = vec![7u8; LETTER];
            for _ in 0..each {
                sql_query("insert into bare_letters values (gen_random_uuid(), $1)")
                    .bind::<sql_types::Binary, _>(&sealed)
                    .execute(&mut conn)
                    .await?;
            }
            anyhow::Ok(())
        });
    }
    while let Some(ended) = under_way.join_next().await {
        ended.context("an inserter")??;
    }
    Ok(as_f64(each * INSERTERS) / begun.elapsed().as_secs_f64())
}
