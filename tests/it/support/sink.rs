//! A real mail server that takes everything and delivers nothing.

use serde::Deserialize;
use std::{path::Path, process::Stdio, time::Duration};
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
    time::timeout,
};

/// `tests/support/smtp_sink.py`, running; ends when dropped.
pub struct Sink {
    pub port: u16,
    lines: Lines<BufReader<ChildStdout>>,
    _process: Child,
}

/// A message that the server took.
#[derive(Debug, Clone, Deserialize)]
pub struct Taken {
    pub from: String,
    pub to: Vec<String>,
    pub data: String,
    pub tls: bool,
    pub user: Option<String>,
    pub connection: u32,
    pub lax: u32,
    pub bare_lf: u32,
}

#[derive(Deserialize)]
struct Ready {
    port: u16,
}

impl Sink {
    /// Starts a server with these options.
    pub async fn start(options: &[&str]) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut process = Command::new(root.join("target/venv/bin/python"))
            .arg(root.join("tests/support/smtp_sink.py"))
            .args(options)
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("target/venv with aiosmtpd, which bin/test makes");
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let first = lines.next_line().await.unwrap().expect("a port");
        let Ready { port } = serde_json::from_str(&first).unwrap();
        Self { port, lines, _process: process }
    }

    /// Address as a setting.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// The next message it took.
    pub async fn next(&mut self) -> Taken {
        let line = timeout(Duration::from_secs(10), self.lines.next_line()).await;
        serde_json::from_str(&line.expect("a message").unwrap().expect("a server that lives")).unwrap()
    }

    /// All messages it took until now, and expects no more of them for a moment.
    pub async fn all(&mut self) -> Vec<Taken> {
        let mut all = vec![];
        while let Ok(line) = timeout(Duration::from_millis(150), self.lines.next_line()).await {
            all.push(serde_json::from_str(&line.unwrap().expect("a server that lives")).unwrap());
        }
        all
    }
}
