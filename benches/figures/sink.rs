//! A mail server that takes everything and delivers nothing: postfix's `smtp-sink`, which `bin/bench` brings.

use anyhow::Context;
use std::{
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    time::Duration,
};

/// A running server; ends when dropped.
pub struct Sink {
    process: Child,
    /// Its port on 127.0.0.1.
    pub port: u16,
}

impl Sink {
    /// Starts one on a free port.
    pub fn start() -> anyhow::Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command = Command::new("smtp-sink");
        // As root it wants to be somebody else.
        if rustix::process::getuid().is_root() {
            command.args(["-u", "nobody"]);
        }
        let place = format!("127.0.0.1:{port}");
        let process = command
            .args([place.as_str(), "1024"])
            .stdout(Stdio::null())
            .spawn()
            .context("start smtp-sink: run bin/bench, which brings it")?;
        let sink = Self { process, port };
        for _ in 0..100 {
            if TcpStream::connect(&place).is_ok() {
                return Ok(sink);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        anyhow::bail!("smtp-sink does not listen on {place}")
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
