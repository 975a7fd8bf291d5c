//! The server's processes, found by the mark in their title: a bare process id may belong to another program by now.

use rustix::process::{Pid, Signal, kill_process};
use std::{
    fs,
    path::Path,
    process::Command,
    thread,
    time::{Duration, Instant},
};

/// Stops a server: without waiting for its clients, then without a last checkpoint, then by force. `seconds` are the
/// limits of the three steps, and `processes` returns what is left.
pub fn stop(seconds: [u64; 3], mut processes: impl FnMut() -> Vec<Pid>) {
    for (signal, seconds) in [Signal::INT, Signal::QUIT, Signal::KILL].into_iter().zip(seconds) {
        for pid in processes() {
            // One that is gone by now needs no signal.
            let _ = kill_process(pid, signal);
        }
        let since = Instant::now();
        while since.elapsed() < Duration::from_secs(seconds) {
            if processes().is_empty() {
                return;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Tells whether this is a process of any Postgres.
pub fn is_postgres(pid: Pid) -> bool {
    all().into_iter().any(|(other, title)| other == pid && is_postgres_title(&title))
}

/// Returns the processes with this mark.
pub fn marked(mark: &str) -> Vec<Pid> {
    let ours = |title: &str| is_postgres_title(title) && title.contains(mark);
    all().into_iter().filter(|(_, title)| ours(title)).map(|(pid, _)| pid).collect()
}

/// Recognises `postgres: mark: checkpointer` and `/usr/lib/postgresql/17/bin/postgres -D …`.
fn is_postgres_title(title: &str) -> bool {
    let program = title.split(' ').next().unwrap_or_default();
    matches!(program.rsplit('/').next(), Some("postgres" | "postgres:" | "postmaster"))
}

fn all() -> Vec<(Pid, String)> {
    if Path::new("/proc/self/cmdline").exists() { from_proc() } else { from_ps() }
}

fn from_proc() -> Vec<(Pid, String)> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let processes = entries.filter_map(|entry| {
        let pid = number(entry.file_name().to_str()?)?;
        let words = fs::read(entry.path().join("cmdline")).ok()?;
        Some((pid, String::from_utf8_lossy(&words).replace('\0', " ")))
    });
    processes.collect()
}

fn from_ps() -> Vec<(Pid, String)> {
    let output = Command::new("ps").args(["-axo", "pid=,command="]).output();
    let words = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let line = |line: &str| {
        let (pid, title) = line.trim_start().split_once(' ')?;
        Some((number(pid)?, title.trim_start().to_owned()))
    };
    words.lines().filter_map(line).collect()
}

/// Parses a process id.
pub fn number(digits: &str) -> Option<Pid> {
    Pid::from_raw(digits.trim().parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_postgres_counts() {
        assert!(is_postgres_title("postgres: pratfall-1: checkpointer "));
        assert!(is_postgres_title("/usr/lib/postgresql/17/bin/postgres -D /x"));
        assert!(!is_postgres_title("grep postgres"));
        assert!(!is_postgres_title(""));
    }

    #[test]
    fn we_are_seen_and_are_no_postgres() {
        let us = number(&std::process::id().to_string()).unwrap();
        assert!(all().iter().any(|(pid, _)| *pid == us));
        assert!(!is_postgres(us));
    }
}
