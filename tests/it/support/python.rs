//! Python programs that read what we write.

use serde::{Serialize, de::DeserializeOwned};
use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

/// Gives a script of `tests/support` a line of JSON for each of `all`, and reads a line of JSON for each from it.
pub fn reads<T: DeserializeOwned>(python: &str, script: &str, all: &[impl Serialize]) -> Vec<T> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut python = Command::new(python)
        .arg(root.join("tests/support").join(script))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = python.stdin.take().unwrap();
    for one in all {
        writeln!(input, "{}", serde_json::to_string(one).unwrap()).unwrap();
    }
    drop(input);
    let output = python.wait_with_output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let read: Vec<T> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(read.len(), all.len());
    read
}
