//! The server's processes, found by the mark in their title: a bare process id may belong to another program by now.

use rustix::process::{Pid, Signal, kill_process};
use std::{
    fs,
    path::Path,
    process::Command,
    thread,
    time::{Duration, Instant},
};

/// Stops all processes with this mark, the postmaster first, which stops the others. Returns `false` when there were
/// none.
pub fn end(mark: &str, postmaster: Option<Pid>) -> bool {
    let mut any = false;
    for (signal, patience) in [(Signal::INT, 30), (Signal::QUIT, 5), (Signal::KILL, 5)] {
        let marked = marked(mark);
        if marked.is_empty() {
            break;
        }
        any = true;
        let first = postmaster.filter(|pid| marked.contains(pid));
        for pid in first.map_or(marked, |pid| vec![pid]) {
            // It may have gone meanwhile, which is what is wanted.
            let _ = kill_process(pid, signal);
        }
        if gone(mark, Duration::from_secs(patience)) {
            break;
        }
    }
    any
}

/// Tells whether this is a process of any Postgres.
pub fn is_postgres(pid: Pid) -> bool {
    all()
        .into_iter()
        .any(|(other, title)| other == pid && names_postgres(&title))
}

fn gone(mark: &str, patience: Duration) -> bool {
    let since = Instant::now();
    while since.elapsed() < patience {
        if marked(mark).is_empty() {
            return true;
        }
        thread::sleep(Duration::from_millis(10));
    }
    false
}

/// Returns the processes with this mark.
pub fn marked(mark: &str) -> Vec<Pid> {
    let ours = |title: &str| names_postgres(title) && title.contains(mark);
    all()
        .into_iter()
        .filter(|(_, title)| ours(title))
        .map(|(pid, _)| pid)
        .collect()
}

/// Recognises `postgres: mark: checkpointer` and `/usr/lib/postgresql/17/bin/postgres -D …`.
fn names_postgres(title: &str) -> bool {
    let program = title.split(' ').next().unwrap_or_default();
    matches!(
        program.rsplit('/').next(),
        Some("postgres" | "postgres:" | "postmaster")
    )
}

fn all() -> Vec<(Pid, String)> {
    if Path::new("/proc/self/cmdline").exists() {
        from_proc()
    } else {
        from_ps()
    }
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
    let words = output
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default();
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
        assert!(names_postgres("postgres: pratfall-1: checkpointer "));
        assert!(names_postgres("/usr/lib/postgresql/17/bin/postgres -D /x"));
        assert!(!names_postgres("grep postgres"));
        assert!(!names_postgres(""));
    }

    #[test]
    fn we_are_seen_and_are_no_postgres() {
        let us = number(&std::process::id().to_string()).unwrap();
        assert!(all().iter().any(|(pid, _)| *pid == us));
        assert!(!is_postgres(us));
    }
}
