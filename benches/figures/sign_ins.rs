//! P7 and P8: guesses at passwords by strangers, beside bare argon2 on the same cores, and what the pages and the
//! memory of the program make of them.

use crate::{
    program::Program,
    report::{Bound, Row, as_f64, median, percentile_99},
};
use anyhow::ensure;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    thread,
    time::{Duration, Instant},
};

/// Strangers who guess at the same time.
const GUESSERS: usize = 16;
/// Duration of each measurement.
const LONG: Duration = Duration::from_secs(8);
const ROUNDS: usize = 3;

/// Measures in turns, so that what else the machine does falls on both.
pub fn measure() -> anyhow::Result<Vec<Row>> {
    let site = Site::start()?;
    site.flood(Duration::from_secs(1), false)?;
    let (mut ours, mut bare, mut idle, mut beside) = (vec![], vec![], vec![], vec![]);
    for _ in 0..ROUNDS {
        bare.push(bare_argon2());
        ours.push(site.flood(LONG, false)?.guesses);
        idle.push(site.pages()?);
        beside.push(site.flood(LONG, true)?.slowest_page);
    }
    let idle = median(idle);
    Ok(vec![
        Row {
            goal: "P7",
            what: "guesses at passwords, 16 at a time",
            figure: median(ours),
            limit: Some(median(bare)),
            unit: "/s",
            bound: Bound::Ratio(0.9),
        },
        Row {
            goal: "P7",
            what: "p99 of a page beside them, in idle ones",
            figure: median(beside) / idle,
            limit: None,
            unit: "x",
            bound: Bound::Most(3.0),
        },
        Row {
            goal: "P7",
            what: "p99 of a page, idle",
            figure: idle * 1000.0,
            limit: None,
            unit: "ms",
            bound: Bound::Most(50.0),
        },
        Row {
            goal: "P8",
            what: "most memory of the program meanwhile",
            figure: site.program.peak()?,
            limit: None,
            unit: "MiB",
            bound: Bound::Most(80.0),
        },
    ])
}

/// Hashes a second with one thread a core, each in memory of its own.
fn bare_argon2() -> f64 {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let count = AtomicUsize::new(0);
    let begun = Instant::now();
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT);
                let mut memory = vec![Block::new(); Params::DEFAULT.block_count()];
                let mut out = [0; Params::DEFAULT_OUTPUT_LEN];
                while begun.elapsed() < LONG {
                    let hash =
                        argon.hash_password_into_with_memory(b"guess", &[7; 16], &mut out, &mut memory);
                    count.fetch_add(usize::from(hash.is_ok()), Relaxed);
                }
            });
        }
    });
    as_f64(count.into_inner()) / begun.elapsed().as_secs_f64()
}

/// Figures of a flood of guesses.
struct Flood {
    /// Answered a second.
    guesses: f64,
    /// The 99th percentile of the pages asked for meanwhile, in seconds.
    slowest_page: f64,
}

struct Site {
    program: Program,
    _data: tempfile::TempDir,
}

impl Site {
    fn start() -> anyhow::Result<Self> {
        let data = tempfile::tempdir()?;
        let program = Program::serve(data.path(), &[])?;
        Ok(Self { program, _data: data })
    }

    /// Guesses for so long, at other names each time; asks for pages meanwhile if `pages`.
    fn flood(&self, long: Duration, pages: bool) -> anyhow::Result<Flood> {
        static NAME: AtomicUsize = AtomicUsize::new(0);
        let (over, count) = (AtomicBool::new(false), AtomicUsize::new(0));
        let begun = Instant::now();
        let slowest_page = thread::scope(|scope| {
            for _ in 0..GUESSERS {
                scope.spawn(|| {
                    while !over.load(Relaxed) {
                        let name = NAME.fetch_add(1, Relaxed);
                        let form = [
                            ("email".to_owned(), format!("u{name}@example.org")),
                            ("password".to_owned(), format!("gluten trappist {name}")),
                        ];
                        let answered = self.program.post("/desk/sign-in", "", &form);
                        let counts = answered.is_ok_and(|answer| answer.status == 422);
                        count.fetch_add(usize::from(counts), Relaxed);
                    }
                });
            }
            let slowest = if pages { self.pages() } else { Ok(0.0) };
            thread::sleep(long.saturating_sub(begun.elapsed()));
            over.store(true, Relaxed);
            slowest
        })?;
        let guesses = as_f64(count.into_inner()) / begun.elapsed().as_secs_f64();
        ensure!(guesses > 1.0, "guesses are answered");
        Ok(Flood { guesses, slowest_page })
    }

    /// The 99th percentile of 400 pages, one after the other, in seconds.
    fn pages(&self) -> anyhow::Result<f64> {
        let mut times = vec![];
        for _ in 0..400 {
            let begun = Instant::now();
            ensure!(self.program.get("/desk/sign-in", "")?.status == 200, "the page is there");
            times.push(begun.elapsed().as_secs_f64());
        }
        Ok(percentile_99(times))
    }
}
