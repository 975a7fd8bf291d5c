//! P1 and P2: pages beside a bare server on the same machine.

use crate::{
    author::Author,
    bare,
    house::House,
    program::Program,
    report::{Bound, Row, median},
    wrk::{Request, load},
};
use anyhow::{Context, ensure};
use pratfall::intake;
use tempfile::NamedTempFile;

const ROUNDS: usize = 3;

/// A request to the product, and the request to the bare server that is its limit.
struct Pair {
    what: &'static str,
    ours: Request,
    bare: Request,
}

/// P1: shared pages, from memory, beside a bare server with the same bytes.
pub fn shared() -> anyhow::Result<Vec<Row>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let house = runtime.block_on(House::open(&[]))?;
    let url = house.started.app.db.url().to_owned();
    let program = Program::serve(house.data(), &[("DATABASE_URL", &url)])?;
    let event = format!("/acme/events/{}", house.event);
    let pages = [
        ("event page, 30 slots", event.clone()),
        ("agenda.ics", format!("{event}/agenda.ics")),
        ("agenda.json", format!("{event}/agenda.json")),
        ("list of events", "/acme/events".to_owned()),
        ("home", "/acme".to_owned()),
        ("promise", "/acme/promise".to_owned()),
    ];
    let mut rows = vec![];
    for (what, path) in pages {
        let page = program.get(&path, "")?;
        ensure!(page.status == 200, "{path}: {}", page.status);
        let tag = page.header("etag").context("a validator")?.to_owned();
        let mut file = NamedTempFile::new()?;
        std::io::Write::write_all(&mut file, &page.body)?;
        let bare = bare::start(file.path(), &url)?;
        let get = |path: &str| Request::get(path);
        let mut pairs = vec![Pair { what, ours: get(&path), bare: get("/page") }];
        if path == event {
            pairs.push(Pair {
                what: "event page, known (304)",
                ours: get(&path).with(format!("If-None-Match: {tag}")),
                bare: get("/page").with(bare::known()),
            });
        }
        for pair in pairs {
            rows.push(compare("P1", 0.8, &pair, &program, &bare)?);
        }
    }
    Ok(rows)
}

/// P2: pages that ask the database, beside a point select.
pub fn asking() -> anyhow::Result<Vec<Row>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let house = runtime.block_on(House::open(&[("PRATFALL_FORM_AGE", "0".to_owned())]))?;
    let app = &house.started.app;
    let url = app.db.url().to_owned();
    let settings = [("DATABASE_URL", url.as_str()), ("PRATFALL_FORM_AGE", "0")];
    let program = Program::serve(house.data(), &settings)?;
    let mut code = String::new();
    for n in 0..30 {
        code = Author::new(&program).tell(&format!("Mishap {n}"))?;
    }
    runtime.block_on(intake::actions::mix(app))?;
    let file = NamedTempFile::new()?;
    let bare = bare::start(file.path(), &url)?;
    let cookie = format!("Cookie: pratfall_desk={}", house.session);
    let pairs = [
        Pair {
            what: "form for a story",
            ours: Request::get("/acme/stories/new"),
            bare: Request::get(bare::SELECT),
        },
        Pair {
            what: "queue of 30",
            ours: Request::get("/desk/acme/stories").with(cookie),
            bare: Request::get(bare::SELECT),
        },
        Pair {
            what: "mailbox of a story",
            ours: Request { form: Some(format!("code={code}")), ..Request::get("/acme/receipt") },
            bare: Request::get(bare::SELECT),
        },
    ];
    let rows = pairs.iter().map(|pair| compare("P2", 0.7, pair, &program, &bare));
    rows.collect()
}

/// Measures in turns, so that what else the machine does falls on both.
fn compare(
    goal: &'static str,
    ratio: f64,
    pair: &Pair,
    program: &Program,
    bare: &Program,
) -> anyhow::Result<Row> {
    let (mut ours, mut limit) = (vec![], vec![]);
    for _ in 0..ROUNDS {
        ours.push(load(&program.address, &pair.ours)?);
        limit.push(load(&bare.address, &pair.bare)?);
    }
    Ok(Row {
        goal,
        what: pair.what,
        figure: median(ours),
        limit: Some(median(limit)),
        unit: "/s",
        bound: Bound::Ratio(ratio),
    })
}
