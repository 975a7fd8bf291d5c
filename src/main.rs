//! The binary: reads the command line and says in one line what went wrong.
#![recursion_limit = "256"]

use clap::Parser;
use pratfall::app::commands::{Cli, run};
use std::{io::Write, process::ExitCode};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    let result = runtime.block_on(run(cli));
    // What still blocks a thread by now is not waited for.
    runtime.shutdown_background();
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

fn failed(error: &anyhow::Error) -> ExitCode {
    let line = format!("{error:#}").replace('\n', " ");
    let _ = writeln!(std::io::stderr(), "pratfall: {line}");
    ExitCode::FAILURE
}
