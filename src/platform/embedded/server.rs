//! The server process: cleaned up after, started, awaited, stopped.

use super::{
    Durability,
    account::Account,
    binaries,
    command::{Lifetime, Runner},
    error::Error,
    folder::Folder,
    processes, settings,
    view::View,
};
use rustix::process::Pid;
use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Seconds that recovery after a crash may take.
const START_TIMEOUT: u64 = 300;

/// Configuration of the server of one data folder.
#[derive(Debug, Clone)]
pub struct Server {
    pub folder: Folder,
    /// Account that runs it, unless this process's own.
    pub account: Option<Account>,
    pub runner: Runner,
    /// Folder of Postgres's programs.
    pub programs: PathBuf,
    pub durability: Durability,
    pub(super) closed: bool,
}

impl Server {
    /// Chooses account and programs.
    pub fn plan(folder: Folder, durability: Durability) -> Result<Self, Error> {
        let account = Account::choose(&folder.data, &folder.cluster)?;
        let made = fs::read_to_string(folder.cluster.join("PG_VERSION")).ok();
        let programs = binaries::find(made.as_deref().map(str::trim), &folder.cluster)?;
        let runner = Runner::new(account.clone());
        Ok(Self { folder, account, runner, programs, durability, closed: false })
    }

    /// Returns the data folder as the server sees it.
    pub fn view(&self) -> Result<View, Error> {
        let data = &self.folder.data;
        if self.closed { View::inherited(data) } else { Ok(View::plain(data)) }
    }

    /// Starts the server and waits until it accepts connections.
    pub fn run(&self, lifetime: Lifetime) -> Result<Child, Error> {
        self.clear();
        if self.pid_path().exists() && self.pid_file().0.is_none() {
            return Err(Error::DamagedPid { path: self.pid_path() });
        }
        let log = self.folder.open_log()?;
        let begin = log.metadata().map_or(0, |log| log.len());
        let view = self.view()?;
        let inside = |path: &Path| path.strip_prefix(&self.folder.data).map(|name| view.path.join(name));
        let run = inside(&self.folder.run).unwrap_or_else(|_| self.folder.run.clone());
        let mut command = self.runner.command(&self.programs.join("postgres"), lifetime);
        command.arg("-D").arg(view.path.join("postgres")).arg("-k").arg(run);
        command.args(settings::arguments(self.durability));
        command.arg("-c").arg(format!("cluster_name={}", self.folder.mark));
        for (setting, file) in [("hba_file=", "pg_hba.conf"), ("ident_file=", "pg_ident.conf")] {
            let mut argument = OsString::from(setting);
            argument.push(view.path.join(file));
            command.arg("-c").arg(argument);
        }
        let child =
            command.stdout(Stdio::null()).stderr(log).spawn().map_err(self.not_started("postgres"))?;
        self.wait(child, begin)
    }

    /// Returns the error for a program that could not be started.
    pub fn not_started(&self, program: &'static str) -> impl FnOnce(io::Error) -> Error {
        let log = self.folder.log.clone();
        move |error| Error::Failed { program, why: error.to_string(), log }
    }

    /// Tells whether this folder's server accepts connections.
    pub fn is_ready(&self) -> bool {
        let (pid, ready) = self.pid_file();
        ready && pid.is_some_and(|pid| processes::marked(&self.folder.mark).contains(&pid))
    }

    /// Stops a server that is not a child of this process and the remains of a dead one; removes the files that would
    /// keep a new one from starting.
    pub fn clear(&self) {
        let (Some(pid), _) = self.pid_file() else { return };
        if !processes::marked(&self.folder.mark).is_empty() {
            tracing::info!("stopping what is left of an earlier embedded database");
            // The postmaster stops the others.
            processes::stop([30, 5, 5], || match processes::marked(&self.folder.mark) {
                marked if marked.contains(&pid) => vec![pid],
                marked => marked,
            });
        }
        // The number may belong to another program by now, and Postgres would take that for itself. A Postgres
        // that somebody started by hand is left alone: ours will say so.
        if !processes::is_postgres(pid) {
            for stale in [self.pid_path(), self.socket(""), self.socket(".lock")] {
                // Mostly gone already.
                let _ = fs::remove_file(stale);
            }
        }
    }

    fn wait(&self, mut child: Child, begin: u64) -> Result<Child, Error> {
        let pid = Pid::from_child(&child);
        let since = Instant::now();
        while since.elapsed().as_secs() < START_TIMEOUT {
            // The socket opens before recovery is over: the file says when it is.
            if self.pid_file() == (Some(pid), true) {
                return Ok(child);
            }
            if !matches!(child.try_wait(), Ok(None)) {
                return Err(Error::failed("postgres", &self.words(begin), self.folder.log.clone()));
            }
            thread::sleep(Duration::from_millis(5));
        }
        end(&mut child);
        Err(Error::NotReady { seconds: START_TIMEOUT, log: self.folder.log.clone() })
    }

    /// Reads `postmaster.pid`: the process id (line 1), and readiness (line 8).
    fn pid_file(&self) -> (Option<Pid>, bool) {
        let file = fs::read_to_string(self.pid_path()).unwrap_or_default();
        let pid = file.lines().next().and_then(processes::number);
        (pid, file.lines().nth(7).is_some_and(|line| line.trim() == "ready"))
    }

    fn pid_path(&self) -> PathBuf {
        self.folder.cluster.join("postmaster.pid")
    }

    fn socket(&self, ending: &str) -> PathBuf {
        self.folder.run.join(format!(".s.PGSQL.5432{ending}"))
    }

    /// Returns the log since `begin`.
    fn words(&self, begin: u64) -> String {
        let mut words = Vec::new();
        let read = File::open(&self.folder.log).and_then(|mut log| {
            log.seek(SeekFrom::Start(begin))?;
            log.take(1 << 16).read_to_end(&mut words)
        });
        read.map(|_| String::from_utf8_lossy(&words).into_owned()).unwrap_or_default()
    }
}

/// Stops a child. Fits into the 20 s that stopping the program may take.
pub fn end(child: &mut Child) {
    let pid = Pid::from_child(child);
    // Not reaped yet, so the number is still its own.
    processes::stop([5, 1, 1], || match child.try_wait() {
        Ok(None) => vec![pid],
        _ => vec![],
    });
}
