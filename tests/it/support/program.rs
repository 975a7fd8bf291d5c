//! The real program as a process of its own, to be killed.

use super::page::Page;
use actix_web::http::{
    StatusCode,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use rustix::process::{Pid, Signal, kill_process};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, BufRead, BufReader, Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

/// `pratfall`, running and ready; killed when dropped.
pub struct Program {
    process: Child,
    /// Address it listens on.
    pub address: String,
}

impl Program {
    /// Starts it and waits until it says that it is ready.
    pub fn start(arguments: &[&str], settings: &[(&str, &str)]) -> Self {
        Self::logging(arguments, settings, Stdio::inherit())
    }

    /// Starts it with all that it ever writes down going to `log`, and waits until it says that it is ready.
    pub fn start_logging_all(arguments: &[&str], settings: &[(&str, &str)], log: &Path) -> Self {
        let settings: Vec<_> = settings.iter().copied().chain([("PRATFALL_LOG", "trace")]).collect();
        Self::logging(arguments, &settings, File::create(log).unwrap().into())
    }

    fn logging(arguments: &[&str], settings: &[(&str, &str)], log: Stdio) -> Self {
        Self::of(command(arguments, settings), log)
    }

    /// Starts it as a command of its own making does, and waits until it says that it is ready.
    pub fn of(mut command: Command, log: Stdio) -> Self {
        let address = free_address();
        let mut process =
            command.env("PRATFALL_BIND", &address).stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let ready = lines.any(|line| line.unwrap().starts_with("ready"));
        assert!(ready, "it ended before it was ready");
        Self { process, address }
    }

    /// Starts a command that has an end, and does not wait for it.
    pub fn begin(arguments: &[&str], settings: &[(&str, &str)]) -> Self {
        let quiet = |command: &mut Command| command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        Self { process: quiet(&mut command(arguments, settings)).unwrap(), address: String::new() }
    }

    /// Tells whether it has ended.
    pub fn has_ended(&mut self) -> bool {
        self.process.try_wait().unwrap().is_some()
    }

    /// Waits until it has ended, and gives the most memory it had on the way, in MiB.
    pub fn peak(&mut self) -> usize {
        let status = format!("/proc/{}/status", self.process.id());
        let mut peak = 0;
        while !self.has_ended() {
            let status = fs::read_to_string(&status).unwrap_or_default();
            let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let size = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
            peak = peak.max(size.unwrap_or(0) / 1024);
            // How often one looks, and nothing that is waited for.
            thread::sleep(Duration::from_millis(20));
        }
        peak
    }

    /// Ends it as a power cut would.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Asks it to stop.
    pub fn terminate(&self) {
        kill_process(Pid::from_child(&self.process), Signal::TERM).unwrap();
    }

    /// Waits until it has stopped, well.
    pub fn ends(&mut self) {
        assert!(self.process.wait().unwrap().success());
    }

    /// Asks it to stop, and waits until it has.
    pub fn stop(&mut self) {
        self.terminate();
        self.ends();
    }

    /// Process id.
    pub fn id(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// Runs a command to its end and gives what it says.
pub fn run(arguments: &[&str], settings: &[(&str, &str)]) -> String {
    let output = command(arguments, settings).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// Runs a command that must fail, and gives all that it says.
pub fn fails(arguments: &[&str], settings: &[(&str, &str)]) -> String {
    let output = command(arguments, settings).output().unwrap();
    assert!(!output.status.success(), "{arguments:?} went well");
    [output.stdout, output.stderr].map(|said| String::from_utf8(said).unwrap()).concat()
}

fn command(arguments: &[&str], settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pratfall"));
    command
        .args(arguments)
        .env_remove("DATABASE_URL")
        .env("PRATFALL_LOG", "warn")
        .envs(settings.iter().copied());
    command
}

/// An address of this machine at which nobody listens.
pub fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

/// `GET path` over the network.
///
/// # Errors
/// When the program dies meanwhile.
pub fn get(address: &str, path: &str) -> io::Result<Page> {
    exchange(address, &format!("GET {path} HTTP/1.0\r\nHost: {address}\r\n\r\n"))
}

/// `POST path` with a form, over the network.
///
/// # Errors
/// When the program dies meanwhile.
pub fn post(address: &str, path: &str, fields: &BTreeMap<String, String>) -> io::Result<Page> {
    post_as(address, path, "", fields)
}

/// The same, with more lines in the head of the request.
///
/// # Errors
/// When the program dies meanwhile.
pub fn post_as(address: &str, path: &str, head: &str, fields: &BTreeMap<String, String>) -> io::Result<Page> {
    let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let head = format!(
        "POST {path} HTTP/1.0\r\nHost: {address}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n{head}\r\n",
        form.len()
    );
    exchange(address, &format!("{head}{form}"))
}

/// Sends bytes as they are, and gives the status of each answer until the program hangs up.
pub fn send_raw(address: &str, bytes: &[u8]) -> (Vec<u16>, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    // Both fail when the program has already answered and hung up: that is for the caller to judge.
    stream.write_all(bytes).ok();
    stream.shutdown(Shutdown::Write).ok();
    let (mut answer, mut chunk) = (vec![], [0; 4096]);
    while let Ok(1..) = stream.read(&mut chunk).inspect(|n| answer.extend_from_slice(&chunk[..*n])) {}
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let statuses = answer.split("HTTP/1.").skip(1);
    let statuses = statuses.filter_map(|line| line.get(2..5)?.parse().ok()).collect();
    (statuses, answer)
}

fn exchange(address: &str, request: &str) -> io::Result<Page> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let cut = || io::Error::from(io::ErrorKind::UnexpectedEof);
    let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(cut)?;
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).ok_or_else(cut)?;
    let mut headers = HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        let (name, value) = (name.parse::<HeaderName>(), HeaderValue::from_str(value));
        headers.append(name.unwrap(), value.unwrap());
    }
    let length = headers.get("content-length").and_then(|n| n.to_str().ok());
    if length.is_some_and(|n| n.parse() != Ok(body.len())) {
        return Err(cut());
    }
    Ok(Page { status: status.parse::<StatusCode>().unwrap(), headers, body: body.to_owned() })
}

/// A setting that names a data folder.
pub fn data(folder: &Path) -> (&'static str, &str) {
    ("PRATFALL_DATA", folder.to_str().unwrap())
}
