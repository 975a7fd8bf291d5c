//! Load by `wrk`, which `bin/bench` brings.

use anyhow::{Context, ensure};
use std::{io::Write, process::Command};
use tempfile::NamedTempFile;

const CONNECTIONS: &str = "32";
const SECONDS: &str = "4s";

/// A request that is made over and over.
#[derive(Default, Clone)]
pub struct Request {
    pub path: String,
    /// Headers, `Name: value`.
    pub headers: Vec<String>,
    /// A `POST` with this form; otherwise a `GET`.
    pub form: Option<String>,
}

impl Request {
    pub fn get(path: &str) -> Self {
        Self { path: path.to_owned(), ..Self::default() }
    }

    pub fn with(mut self, header: String) -> Self {
        self.headers.push(header);
        self
    }
}

/// Returns answered requests a second. Fails when an answer is neither 2xx nor 3xx.
pub fn load(address: &str, request: &Request) -> anyhow::Result<f64> {
    let mut command = Command::new("wrk");
    command.args(["-t", "1", "-c", CONNECTIONS, "-d", SECONDS, "--timeout", "30s"]);
    for header in &request.headers {
        command.args(["-H", header]);
    }
    let mut script = NamedTempFile::new()?;
    if let Some(form) = &request.form {
        writeln!(script, "wrk.method = 'POST'\nwrk.body = '{form}'")?;
        writeln!(script, "wrk.headers['Content-Type'] = 'application/x-www-form-urlencoded'")?;
    }
    command.arg("-s").arg(script.path());
    command.arg(format!("http://{address}{}", request.path));
    let output = command.output().context("start wrk: run bin/bench, which brings it")?;
    let said = String::from_utf8(output.stdout)?;
    ensure!(!said.contains("Non-2xx") && !said.contains("Socket errors"), "{}: {said}", request.path);
    let line = said.lines().find_map(|line| line.strip_prefix("Requests/sec:"));
    Ok(line.with_context(|| said.clone())?.trim().parse()?)
}
