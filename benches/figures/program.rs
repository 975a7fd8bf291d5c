//! The program in a process of its own.

use anyhow::{Context, ensure};
use rustix::process::{Pid, Signal, kill_process};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// A running program; stops when dropped.
pub struct Program {
    process: Child,
    pub address: String,
}

/// An answer over the network.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Program {
    /// Starts the product on a data folder and waits until it is ready.
    pub fn serve(data: &Path, settings: &[(&str, &str)]) -> anyhow::Result<Self> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pratfall"));
        command
            .args(["serve", "--data"])
            .arg(data)
            .env_remove("DATABASE_URL")
            .env("PRATFALL_LOG", "error")
            .envs(settings.iter().copied());
        Self::start(command)
    }

    /// Starts a program that listens where `--bind` says, and says `ready`.
    pub fn start(mut command: Command) -> anyhow::Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let mut process =
            command.args(["--bind", &address]).stdout(Stdio::piped()).spawn().context("start the program")?;
        let mut lines = BufReader::new(process.stdout.take().context("its output")?).lines();
        let ready = lines.any(|line| line.is_ok_and(|line| line.starts_with("ready")));
        let program = Self { process, address };
        ensure!(ready, "it ended before it was ready");
        Ok(program)
    }

    pub fn get(&self, path: &str, headers: &str) -> anyhow::Result<Answer> {
        self.ask(&format!("GET {path} HTTP/1.0\r\nHost: {}\r\n{headers}\r\n", self.address))
    }

    pub fn post(&self, path: &str, headers: &str, form: &[(String, String)]) -> anyhow::Result<Answer> {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        self.ask(&format!(
            "POST {path} HTTP/1.0\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n{headers}\r\n{body}",
            self.address,
            body.len()
        ))
    }

    fn ask(&self, request: &str) -> anyhow::Result<Answer> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_nodelay(true)?;
        stream.write_all(request.as_bytes())?;
        let mut answer = vec![];
        stream.read_to_end(&mut answer)?;
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
        let body = answer.split_off(end.context("an answer")? + 4);
        let head = String::from_utf8(answer)?;
        let status = head.get(9..12).context("a status")?.parse()?;
        Ok(Answer { status, head, body })
    }

    /// Waits until a page is answered with 200.
    pub fn until_answered(&self, path: &str) -> anyhow::Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(30) {
            if self.get(path, "").is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
        }
        anyhow::bail!("no answer for {path}")
    }

    /// Resident memory now, in MiB.
    pub fn memory(&self) -> anyhow::Result<f64> {
        self.memory_of("VmRSS:")
    }

    /// The most resident memory it ever had, in MiB.
    pub fn peak(&self) -> anyhow::Result<f64> {
        self.memory_of("VmHWM:")
    }

    fn memory_of(&self, line: &str) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let found = status.lines().find_map(|all| all.strip_prefix(line));
        let found = found.and_then(|rest| rest.split_whitespace().next());
        Ok(found.context("its memory")?.parse::<f64>()? / 1024.0)
    }
}

impl Answer {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find_map(|(known, value)| known.eq_ignore_ascii_case(name).then_some(value))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        kill_process(Pid::from_child(&self.process), Signal::TERM).ok();
        self.process.wait().ok();
    }
}
