//! Figures of the product beside the limits of this machine, measured in one run: `bin/bench [name…] [--stories=…]`.
//!
//! A limit is what the bare parts reach: the same server, the same bytes, nothing of ours around them. Each line is in
//! `ALL`; whoever adds one writes a module with a function like [`sign_ins::measure`].
#![allow(clippy::print_stdout, reason = "figures are what it is for")]

mod announcements;
mod author;
mod bare;
mod house;
mod pages;
mod program;
mod queue;
mod report;
mod searches;
mod sign_ins;
mod sink;
mod starts;
mod stories;
mod tales;
mod wrk;

use report::Row;

type Measure = fn() -> anyhow::Result<Vec<Row>>;

/// Names and measurements.
const ALL: &[(&str, Measure)] = &[
    ("pages", pages::shared),
    ("asking-pages", pages::asking),
    ("stories", stories::measure),
    ("announcements", announcements::measure),
    ("search", searches::measure),
    ("queue", queue::measure),
    ("sign-ins", sign_ins::measure),
    ("starts", starts::measure),
];
/// Those that take too long to be measured unless they are asked for.
const LONG: &[(&str, Measure)] = &[("search-million", searches::million)];
/// Goals whose features are not built yet.
const LATER: &[&str] = &["P6 telling while announcing"];

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some(bare::ARGUMENT) {
        return bare::run(arguments);
    }
    // `cargo bench` adds options of its own.
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    if let Some(unknown) = wanted.iter().find(|name| all().all(|(known, _)| known != name)) {
        let known: Vec<_> = all().map(|(name, _)| *name).collect();
        anyhow::bail!("no figure is called {unknown}: there are {}", known.join(", "));
    }
    let mut rows = vec![];
    println!("{}", report::head());
    for (n, (name, measure)) in all().enumerate() {
        let is_usual = wanted.is_empty() && n < ALL.len();
        if is_usual || wanted.iter().any(|wanted| wanted == name) {
            eprintln!("{name}…");
            let measured = measure()?;
            for row in &measured {
                println!("{}", report::row(row));
            }
            rows.extend(measured);
        }
    }
    for goal in LATER.iter().filter(|_| wanted.is_empty()) {
        println!("{goal}: not built yet");
    }
    println!("{}", report::json(&rows)?);
    Ok(())
}

fn all() -> impl Iterator<Item = &'static (&'static str, Measure)> {
    ALL.iter().chain(LONG)
}
