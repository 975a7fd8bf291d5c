//! Calendars as a program that is not ours reads them; `tests/browser` asks another.

use crate::support::calendars::{Read, files};
use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

#[test]
fn an_hour_is_an_hour_for_python_wherever_and_whenever_it_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut python = Command::new(root.join("target/venv/bin/python"))
        .arg(root.join("tests/support/read_calendar.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = python.stdin.take().unwrap();
    for (_, file) in files() {
        writeln!(input, "{}", serde_json::to_string(&file).unwrap()).unwrap();
    }
    drop(input);
    let output = python.wait_with_output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let read: Vec<Read> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(read.len(), files().count());
    for ((case, _), read) in files().zip(&read) {
        case.check(read);
    }
}
