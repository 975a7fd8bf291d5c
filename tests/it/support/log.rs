//! The log that the program would write.

use pratfall::platform::telemetry;
use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::{filter::LevelFilter, fmt, util::SubscriberInitExt};

/// The log of this thread, from [`Log::start`] on until it is dropped.
pub struct Log {
    lines: Lines,
    _until_dropped: DefaultGuard,
}

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// The program's own log, with as much as it ever says.
    pub fn start() -> Self {
        let lines = Lines::default();
        let to = lines.clone();
        let guard = telemetry::log("trace", move || to.clone()).unwrap().set_default();
        Self { lines, _until_dropped: guard }
    }

    /// Everything that every crate says: more than the program ever writes down.
    pub fn of_all() -> Self {
        let lines = Lines::default();
        let to = lines.clone();
        let all = fmt().with_max_level(LevelFilter::TRACE).with_ansi(false);
        let guard = all.with_writer(move || to.clone()).finish().set_default();
        Self { lines, _until_dropped: guard }
    }

    /// Returns everything that was logged and not taken.
    pub fn said(&self) -> String {
        String::from_utf8(self.lines.0.lock().unwrap().clone()).unwrap()
    }

    /// Returns what was logged since the last call.
    pub fn take(&self) -> String {
        let said = std::mem::take(&mut *self.lines.0.lock().unwrap());
        String::from_utf8(said).unwrap()
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
