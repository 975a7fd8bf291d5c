//! `pratfall doctor`: examines the running configuration. Each part gathers facts first and judges them separately, so
//! that tests can try every verdict.

pub mod backups;
pub mod catalogue;
pub mod finding;
pub mod held;
pub mod keys;
pub mod leaks;
pub mod machine;
pub mod operation;
pub mod pool;
pub mod postgres;
pub mod report;
pub mod site;
pub mod tables;
pub mod trail;

use crate::platform::{clock::Clock, config::Settings, db, error::Error};

use finding::{Finding, Verdict};
use report::{Report, Section};

/// Findings that a demonstration loosens on purpose, so that everything can be tried in minutes on one machine.
const LOOSENED: &[&str] = &[
    "doctor-backup-none",
    "doctor-form-age-none",
    "doctor-keys-together",
    "doctor-mail-folder",
    "doctor-mix-fast",
    "doctor-threshold-ill",
];

/// Installation to examine.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    pub settings: &'a Settings,
    /// Connection string of the database.
    pub url: &'a str,
    pub clock: &'a Clock,
    /// Set for a demonstration.
    pub demo: bool,
}

/// Parts of the examination beyond whether it runs.
#[derive(Debug, Clone, Copy, Default)]
pub struct Parts {
    /// Basis of the promise page.
    pub privacy: bool,
    /// Names that redaction took out: opens sealed stories.
    pub leaks: bool,
}

/// Examines the asked parts and changes nothing.
pub async fn examine(target: Target<'_>, parts: Parts) -> Report {
    let mut sections = vec![];
    match db::connect(target.url).await {
        Ok(mut conn) => {
            let mut running = section("doctor-running", operation::examine(target, &mut conn).await);
            let held = section("doctor-running", held::examine(target, &mut conn).await);
            running.findings.extend(held.findings);
            sections.push(running);
            if parts.privacy {
                sections.extend([
                    section("doctor-tables", catalogue::examine(&mut conn).await),
                    section("doctor-silence", postgres::examine(target, &mut conn).await),
                    section("doctor-keys", keys::examine(target, &mut conn).await),
                    section("doctor-pool", pool::examine(target, &mut conn).await),
                    section("doctor-site", site::examine(target, &mut conn).await),
                    section("doctor-trail", trail::examine(target, &mut conn).await),
                    section("doctor-backups", backups::examine(target)),
                    section("doctor-machine", machine::examine(target, &mut conn).await),
                ]);
            }
            if parts.leaks {
                sections.push(section("doctor-leaks", leaks::examine(target, &mut conn).await));
            }
        }
        // The error may quote the connection string.
        Err(_) => sections.push(Section {
            title: "doctor-running",
            findings: vec![Finding::red("doctor-database-ill", "doctor-database-do")],
        }),
    }
    if target.demo {
        for finding in sections.iter_mut().flat_map(|section| &mut section.findings) {
            loosen(finding);
        }
    }
    Report { sections }
}

fn loosen(finding: &mut Finding) {
    let bad = matches!(finding.verdict, Verdict::Red | Verdict::Yellow);
    if bad && LOOSENED.contains(&finding.key) {
        finding.verdict = Verdict::Demo;
    }
}

/// Makes a section, with a red finding where the examination failed.
fn section(title: &'static str, found: Result<Vec<Finding>, Error>) -> Section {
    let findings = found.unwrap_or_else(|error| {
        let failed = Finding::red("doctor-failed", "doctor-failed-do");
        vec![failed.with("reason", error.to_string())]
    });
    Section { title, findings }
}
