//! A running site: the real program with its worker, on a database of its own.

use crate::support::{
    cluster,
    program::{self, Program, data},
};
use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};
use tokio::task::block_in_place;

/// A running site; mails are captured and letters are mixed every second.
pub struct Site {
    pub base: String,
    database: String,
    pub folder: PathBuf,
    program: Program,
}

impl Site {
    /// Starts the program, and makes the organisation `acme` with its command. Forms without a proof of work must have
    /// been open for `form_age` seconds.
    pub async fn start(form_age: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "browser_{}_{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let database = cluster::database().await;
        let settings = [
            ("DATABASE_URL", &*database),
            data(&folder),
            ("PRATFALL_MIX", "every 1s"),
            ("PRATFALL_FORM_AGE", form_age),
        ];
        let program = block_in_place(|| Program::start(&["serve"], &settings));
        let site = Self {
            base: format!("http://{}", program.address),
            database,
            folder,
            program,
        };
        // Alone in the pool, a story would wait for others.
        site.run(&[
            "organisation",
            "create",
            "acme",
            "--name",
            "Acme & zonen",
            "--threshold",
            "1",
            "--open",
            "100",
        ]);
        site
    }

    /// What a command of the program prints.
    pub fn run(&self, arguments: &[&str]) -> String {
        let settings = [
            ("DATABASE_URL", &*self.database),
            data(&self.folder),
            ("PRATFALL_BIND", &self.program.address),
        ];
        let said = block_in_place(|| program::run(arguments, &settings));
        said.trim().to_owned()
    }

    /// Stops the program as a system does, and expects it to end well.
    pub fn stop(mut self) {
        block_in_place(|| self.program.stop());
        std::fs::remove_dir_all(&self.folder).unwrap();
    }
}
