//! The real program: `pratfall serve` with its worker, on a database of its own.

use crate::cluster;
use rustix::process::{Pid, Signal, kill_process};
use std::{
    ffi::OsStr,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Stdio,
    sync::atomic::{AtomicU32, Ordering},
};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// A running site; mails are captured and letters are mixed every second.
pub struct Site {
    pub base: String,
    settings: Vec<(&'static str, String)>,
    data: PathBuf,
    server: Child,
}

impl Site {
    /// Starts the program on a database of its own, and makes the organisation `acme` with its command.
    pub async fn start() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let folder = format!(
            "browser_{}_{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let data = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let settings = vec![
            ("DATABASE_URL", cluster::database().await),
            ("PRATFALL_DATA", data.to_string_lossy().into_owned()),
            ("PRATFALL_BIND", port.to_string()),
            ("PRATFALL_MIX", "every 1s".to_owned()),
            ("PRATFALL_LOG", "warn".to_owned()),
        ];
        let mut server = pratfall(&settings, ["serve"]).spawn().unwrap();
        let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
        let base = format!("http://{port}");
        assert_eq!(lines.next_line().await.unwrap(), Some(format!("ready {base}")));
        let site = Self {
            base,
            settings,
            data,
            server,
        };
        site.run(["organisation", "create", "acme", "--name", "Acme & zonen"])
            .await;
        site
    }

    /// What a command of the program prints.
    pub async fn run<const N: usize>(&self, arguments: [&str; N]) -> String {
        let out = pratfall(&self.settings, arguments).output().await.unwrap();
        assert!(out.status.success(), "pratfall {arguments:?}");
        String::from_utf8(out.stdout).unwrap().trim().to_owned()
    }

    /// Stops the program as a system does, and expects it to end well.
    pub async fn stop(mut self) {
        let id = i32::try_from(self.server.id().unwrap()).unwrap();
        kill_process(Pid::from_raw(id).unwrap(), Signal::TERM).unwrap();
        assert!(self.server.wait().await.unwrap().success());
        std::fs::remove_dir_all(&self.data).unwrap();
    }
}

fn pratfall(settings: &[(&str, String)], arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pratfall"));
    command
        .args(arguments)
        .envs(settings.iter().map(|(name, value)| (*name, value)))
        .stdout(Stdio::piped())
        .kill_on_drop(true);
    command
}
