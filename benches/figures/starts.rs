//! P8 and P9: memory of a program that nobody uses, and the time until it answers.

use crate::{
    house::House,
    program::Program,
    report::{Bound, Row, median},
};
use std::time::Instant;

const ROUNDS: usize = 3;
const PAGE: &str = "/acme";

pub fn measure() -> anyhow::Result<Vec<Row>> {
    let (mut first, mut again, mut idle) = (vec![], vec![], vec![]);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let house = runtime.block_on(House::open(&[]))?;
    let url = house.started.app.db.url().to_owned();
    for _ in 0..ROUNDS {
        let empty = tempfile::tempdir()?;
        let begun = Instant::now();
        drop(Program::serve(empty.path(), &[])?);
        first.push(begun.elapsed().as_secs_f64());
        let begun = Instant::now();
        let program = Program::serve(house.data(), &[("DATABASE_URL", &url)])?;
        program.until_answered(PAGE)?;
        again.push(begun.elapsed().as_secs_f64());
        for path in ["/acme/promise", "/acme/stories/new", "/desk/sign-in"] {
            program.get(path, "")?;
        }
        idle.push(program.memory()?);
    }
    let row = |goal, what, figure, unit, most| Row {
        goal,
        what,
        figure,
        limit: None,
        unit,
        bound: Bound::Most(most),
    };
    Ok(vec![
        row("P8", "memory, four pages after the start", median(idle), "MiB", 40.0),
        row("P9", "first start, database and stop included", median(first), "s", 6.0),
        row("P9", "start to the first page", median(again), "s", 0.3),
    ])
}
