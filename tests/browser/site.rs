//! A running site: the real program with its worker, on a database of its own.

use crate::{
    browser::Browser,
    support::{
        cluster,
        program::{self, Program, data},
    },
};
use mail_parser::{Address, MessageParser};
use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};
use tokio::task::block_in_place;

/// A mail that left.
pub struct Mail {
    pub text: String,
    pub html: String,
}

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
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(fresh_name("browser"));
        let database = cluster::database().await;
        let settings = [
            ("DATABASE_URL", &*database),
            data(&folder),
            ("PRATFALL_MIX", "every 1s"),
            ("PRATFALL_FORM_AGE", form_age),
        ];
        let program = block_in_place(|| Program::start(&["serve"], &settings));
        let site = Self { base: format!("http://{}", program.address), database, folder, program };
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
            "--everybody-reads",
        ]);
        site
    }

    /// A demonstration: the only site that shows the mails it captured.
    pub async fn demonstration() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(fresh_name("demo"));
        let database = cluster::database().await;
        let settings = [("DATABASE_URL", &*database), data(&folder)];
        let program = block_in_place(|| Program::start(&["demo"], &settings));
        Self { base: format!("http://{}", program.address), database, folder, program }
    }

    /// Runs a command of the program; returns its output.
    pub fn run(&self, arguments: &[&str]) -> String {
        let settings =
            [("DATABASE_URL", &*self.database), data(&self.folder), ("PRATFALL_BIND", &self.program.address)];
        let said = block_in_place(|| program::run(arguments, &settings));
        said.trim().to_owned()
    }

    /// The newest mail to somebody, once there are this many.
    pub async fn mail(&self, browser: &Browser, to: &str, count: usize) -> Mail {
        browser.until(&format!("{count} mails to {to}"), async || self.mails(to).len() >= count).await;
        let newest = self.mails(to).remove(0);
        let mail = MessageParser::default().parse(&newest).unwrap();
        Mail { text: mail.body_text(0).unwrap().into_owned(), html: mail.body_html(0).unwrap().into_owned() }
    }

    /// The captured mails to somebody, newest first.
    fn mails(&self, to: &str) -> Vec<Vec<u8>> {
        let files = std::fs::read_dir(self.folder.join("mail")).into_iter().flatten();
        let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        files.retain(|file| file.extension().is_some_and(|extension| extension == "eml"));
        files.sort_unstable_by(|a, b| b.cmp(a));
        let mails = files.iter().map(|file| std::fs::read(file).unwrap());
        mails.filter(|mail| is_to(mail, to)).collect()
    }

    /// Stops the program as a system does, and expects it to end well.
    pub fn stop(mut self) {
        block_in_place(|| self.program.stop());
        std::fs::remove_dir_all(&self.folder).unwrap();
    }
}

fn fresh_name(kind: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{kind}_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

fn is_to(mail: &[u8], to: &str) -> bool {
    let head = MessageParser::default().parse_headers(mail).unwrap();
    let first = head.to().and_then(Address::first);
    first.and_then(|address| address.address()) == Some(to)
}
