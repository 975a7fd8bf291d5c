//! P7 and P8: guesses at passwords by strangers, beside bare argon2 on the same cores, and what the pages and the
//! memory of the program make of them.

use crate::report::{Bound, Row, median};
use anyhow::{Context, ensure};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
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
            figure: site.peak()?,
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

/// The program in a process of its own, with a database of its own.
struct Site {
    process: Child,
    address: String,
    data: PathBuf,
}

impl Site {
    fn start() -> anyhow::Result<Self> {
        let data = std::env::temp_dir().join(format!("pratfall-bench-sign-ins-{}", std::process::id()));
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let mut process = Command::new(env!("CARGO_BIN_EXE_pratfall"))
            .args(["serve", "--bind", &address, "--data"])
            .arg(&data)
            .env_remove("DATABASE_URL")
            .env("PRATFALL_LOG", "error")
            .stdout(Stdio::piped())
            .spawn()
            .context("start the program")?;
        let mut lines = BufReader::new(process.stdout.take().context("its output")?).lines();
        let ready = lines.any(|line| line.is_ok_and(|line| line.starts_with("ready")));
        let site = Self {
            process,
            address,
            data,
        };
        ensure!(ready, "it ended before it was ready");
        Ok(site)
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
                        let form = format!("email=u{name}%40example.org&password=gluten+trappist+{name}");
                        let answered = self.ask(&format!(
                            "POST /desk/sign-in HTTP/1.0\r\nHost: {}\r\nContent-Type: \
                             application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
                            self.address,
                            form.len()
                        ));
                        let counts = answered.is_ok_and(|status| status == 422);
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
        Ok(Flood {
            guesses,
            slowest_page,
        })
    }

    /// The 99th percentile of 400 pages, one after the other, in seconds.
    fn pages(&self) -> anyhow::Result<f64> {
        let mut times = vec![];
        let request = format!("GET /desk/sign-in HTTP/1.0\r\nHost: {}\r\n\r\n", self.address);
        for _ in 0..400 {
            let begun = Instant::now();
            ensure!(self.ask(&request)? == 200, "the page is there");
            times.push(begun.elapsed().as_secs_f64());
        }
        times.sort_by(f64::total_cmp);
        times.get(times.len() * 99 / 100).copied().context("times")
    }

    /// Sends a request; returns the status of the answer.
    fn ask(&self, request: &str) -> anyhow::Result<u16> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_nodelay(true)?;
        stream.write_all(request.as_bytes())?;
        let mut answer = vec![];
        stream.read_to_end(&mut answer)?;
        let status = answer.get(9..12).context("a status")?;
        Ok(std::str::from_utf8(status)?.parse()?)
    }

    /// The most memory it ever had, in MiB.
    fn peak(&self) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|rest| rest.split_whitespace().next());
        Ok(peak.context("its memory")?.parse::<f64>()? / 1024.0)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Ok(id) = self.process.id().try_into()
            && let Some(process) = rustix::process::Pid::from_raw(id)
        {
            rustix::process::kill_process(process, rustix::process::Signal::TERM).ok();
        }
        self.process.wait().ok();
        std::fs::remove_dir_all(&self.data).ok();
    }
}

fn as_f64(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::NAN, f64::from)
}
