//! P10: the first page of a queue of 10 000 stories, as one moderator opens it again and again.

use crate::{
    house::House,
    program::Program,
    report::{Bound, Row, percentile},
};
use anyhow::{Context, ensure};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use pratfall::{
    ids::StoryId,
    organisations::Readers,
    platform::{db::transaction, i18n::Language, time},
    schema::stories,
    stories::{Anonymity, Lane, Silence, Story, StoryStatus, StoryText, ToldBy},
};
use std::time::Instant;

const STORIES: usize = 10_000;
/// Stories that are written at once.
const AT_ONCE: usize = 500;
const WARM_UP: usize = 20;
const PAGES: usize = 200;
/// As a desk looks after years: a fifth under review, of which most wait for an answer or have one.
const OVER_THE_YEARS: &str = "\
    update stories set status = 'in_review' where get_byte(uuid_send(id), 15) % 5 = 0; \
    insert into messages (organisation_id, story_id, id, round, written_by, shown, key_month) \
        select organisation_id, id, gen_random_uuid(), 1, 'moderator', true, '2026-11' from stories \
        where status = 'in_review' and get_byte(uuid_send(id), 14) % 3 > 0; \
    insert into messages (organisation_id, story_id, id, round, written_by, shown, key_month) \
        select organisation_id, story_id, gen_random_uuid(), 1, 'author', true, '2026-11' from messages \
        where get_byte(uuid_send(story_id), 13) % 2 = 0; \
    update stories set status = 'accepted', told_version = 1 where get_byte(uuid_send(id), 15) % 5 = 1; \
    vacuum analyze";

pub fn measure() -> anyhow::Result<Vec<Row>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let house = runtime.block_on(House::open(&[]))?;
    runtime.block_on(fill(&house))?;
    let url = house.started.app.db.url().to_owned();
    let program = Program::serve(house.data(), &[("DATABASE_URL", &url)])?;
    let cookie = format!("Cookie: pratfall_desk={}\r\n", house.session);
    let measured = |what, paths: &[String], bound| {
        let waits = open(&program, paths, &cookie)?;
        let figure = percentile(waits, 95) * 1000.0;
        anyhow::Ok(Row { goal: "P10", what, figure, limit: None, unit: "ms", bound })
    };
    let row = |what, query: &str, bound| measured(what, &[format!("/desk/acme/stories{query}")], bound);
    let stories = runtime.block_on(submitted(&house))?;
    Ok(vec![
        row("p95 of the first page of 10 000", "", Bound::Most(50.0))?,
        row("the same, in every state", "?status=all", Bound::Most(50.0))?,
        row("the same, those that were answered", "?status=answered", Bound::Most(50.0))?,
        row("a word looked for in 500 of them", "?q=nowhere", Bound::Other)?,
        measured("p95 of opening a story to read", &stories, Bound::Most(30.0))?,
        Row {
            goal: "P10",
            what: "p95 of accepting a story",
            figure: percentile(accept(&program, &stories, &cookie)?, 95) * 1000.0,
            limit: None,
            unit: "ms",
            bound: Bound::Most(40.0),
        },
    ])
}

/// Opens pages in turn, again and again.
fn open(program: &Program, paths: &[String], cookie: &str) -> anyhow::Result<Vec<f64>> {
    let mut waits = vec![];
    for (n, path) in (0..WARM_UP + PAGES).zip(paths.iter().cycle()) {
        let begun = Instant::now();
        let answer = program.get(path, cookie)?;
        ensure!(answer.status == 200, "{path}: {}", answer.status);
        if n >= WARM_UP {
            waits.push(begun.elapsed().as_secs_f64());
        }
    }
    Ok(waits)
}

/// Accepts stories in turn, each as its page shows it.
fn accept(program: &Program, paths: &[String], cookie: &str) -> anyhow::Result<Vec<f64>> {
    let mut waits = vec![];
    for path in paths {
        let page = program.get(path, cookie)?.text();
        let field = |name: &str| {
            let value = page
                .split_once(&format!("name=\"{name}\" value=\""))
                .and_then(|(_, rest)| rest.split_once('"'));
            anyhow::Ok((name.to_owned(), value.context("a field of the page")?.0.to_owned()))
        };
        let form = [field("csrf")?, field("version")?];
        let begun = Instant::now();
        let answer = program.post(&format!("{path}/acceptance"), cookie, &form)?;
        ensure!(answer.status == 303, "{path}: {}", answer.status);
        waits.push(begun.elapsed().as_secs_f64());
    }
    Ok(waits.split_off(WARM_UP))
}

/// Returns the addresses of stories that nobody has reviewed.
async fn submitted(house: &House) -> anyhow::Result<Vec<String>> {
    let mut conn = house.started.app.db.tenant(house.organisation.id).await?;
    let most = i64::try_from(WARM_UP + PAGES)?;
    let new: Vec<StoryId> = stories::table
        .filter(stories::status.eq(StoryStatus::Submitted))
        .select(stories::id)
        .limit(most)
        .load(&mut conn)
        .await?;
    Ok(new.iter().map(|id| format!("/desk/acme/stories/{id}")).collect())
}

async fn fill(house: &House) -> anyhow::Result<()> {
    let (organisation, app) = (house.organisation.id, &house.started.app);
    let (keys, today) = (&app.keys, app.clock.today());
    let mut conn = app.db.tenant(organisation).await?;
    for batch in 0..STORIES / AT_ONCE {
        transaction(&mut conn, async |mut tx| {
            for n in batch * AT_ONCE..(batch + 1) * AT_ONCE {
                let text = StoryText {
                    title: format!("Mishap {n}"),
                    what_happened: "The first run seemed to hang, so I started it again. ".repeat(20),
                    learned: "It hangs is a feeling, not a fact.".to_owned(),
                    ..StoryText::default()
                };
                let story = Story {
                    refusal_kind: None,
                    organisation_id: organisation,
                    id: StoryId::new(),
                    status: StoryStatus::Submitted,
                    week: time::iso_week(today),
                    language: Language::ALL[n % 3],
                    theme_id: None,
                    told_by: ToldBy::Reader,
                    anonymity: Anonymity::Anonymous,
                    silence: Silence::Never,
                    told_version: None,
                    refusal: None,
                    asked_week: None,
                    agreed_version: None,
                    lane: if n % 10 == 0 { Lane::Open } else { Lane::House },
                    changed_week: time::iso_week(today),
                    published_week: None,
                    for_library: true,
                    hidden_by: None,
                    readers: Readers::House,
                };
                pratfall::stories::actions::add(&mut tx, keys, today, &story, &text).await?;
            }
            Ok(())
        })
        .await?;
    }
    drop(conn);
    let mut owner = AsyncPgConnection::establish(app.db.url()).await?;
    for statement in OVER_THE_YEARS.split("; ") {
        owner.batch_execute(statement).await?;
    }
    Ok(())
}
