//! A thread that starts the server, restarts it when it dies, and stops it.
//!
//! One thread for the server's whole life: Linux sends the signal of parental death when the *thread* ends that
//! started the process, and threads for blocking work end when they are idle.

use super::{
    command::Lifetime,
    error::Error,
    server::{Server, end},
};
use std::{
    convert::Infallible,
    process::Child,
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread::{Builder, JoinHandle},
    time::{Duration, Instant},
};

/// Interval at which the server is checked.
const CHECK_EVERY: Duration = Duration::from_millis(100);
/// Running time after which a start counts as successful.
const STEADY: Duration = Duration::from_secs(30);
/// Longest wait between two starts.
const LONGEST: Duration = Duration::from_secs(30);

/// Handle of the thread; dropping it stops the server.
#[derive(Debug)]
pub struct Supervisor {
    alive: Option<Sender<Infallible>>,
    thread: Option<JoinHandle<()>>,
}

impl Supervisor {
    pub fn start(server: Server) -> Result<Self, Error> {
        let (alive, inbox) = channel();
        let (report, first) = channel();
        let log = server.folder.log.clone();
        let lost = |why: String| Error::Failed { program: "the supervisor of postgres", why, log };
        let keep = move || match server.run(Lifetime::WithParent) {
            Ok(child) => {
                let _ = report.send(Ok(()));
                drop(report);
                keep(&server, child, &inbox);
            }
            Err(error) => drop(report.send(Err(error))),
        };
        match Builder::new().name("postgres".to_owned()).spawn(keep) {
            Ok(thread) => {
                let supervisor = Self { alive: Some(alive), thread: Some(thread) };
                first.recv().map_err(|error| lost(error.to_string()))??;
                Ok(supervisor)
            }
            Err(error) => Err(lost(error.to_string())),
        }
    }
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        drop(self.alive.take());
        if let Some(thread) = self.thread.take() {
            // A panic there has been logged there.
            let _ = thread.join();
        }
    }
}

fn keep(server: &Server, mut child: Child, inbox: &Receiver<Infallible>) {
    let told_to_end = |timeout| !matches!(inbox.recv_timeout(timeout), Err(RecvTimeoutError::Timeout));
    let mut since = Instant::now();
    let mut pause = CHECK_EVERY;
    loop {
        if told_to_end(CHECK_EVERY) {
            return end(&mut child);
        }
        if matches!(child.try_wait(), Ok(None)) {
            continue;
        }
        pause = if since.elapsed() > STEADY { CHECK_EVERY } else { (pause * 2).min(LONGEST) };
        tracing::error!("the embedded database died; starting it again");
        child = loop {
            match server.run(Lifetime::WithParent) {
                Ok(child) => break child,
                Err(error) => tracing::error!(%error, "the embedded database does not start"),
            }
            if told_to_end(pause) {
                return;
            }
            pause = (pause * 2).min(LONGEST);
        };
        since = Instant::now();
    }
}
