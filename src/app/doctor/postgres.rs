//! Logs of database and program, through which a story may leak by accident.

use super::{Target, finding::Finding};
use crate::platform::{embedded::PRIVACY, error::Error, telemetry};
use diesel::{QueryableByName, sql_query, sql_types::Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::{collections::BTreeMap, path::Path};

/// Libraries that log statements with their values.
const STATEMENT_LOGGERS: &[&str] = &["auto_explain", "pgaudit", "pg_stat_monitor", "pg_qualstats"];
/// Settings without which a power cut may lose what was acknowledged.
const DURABILITY: &[&str] = &["fsync", "synchronous_commit", "full_page_writes"];
/// Prefixes of log lines that quote a statement or a row.
const CONTENT: &[&str] = &["STATEMENT:", "DETAIL:", "CONTEXT:"];

#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Server settings as this program's connections see them.
    pub settings: BTreeMap<String, String>,
    /// Set when the embedded server's log quotes a statement or a row; `None` for another server.
    pub quoted: Option<bool>,
    /// Parts of `PRATFALL_LOG` that let debug and trace lines through.
    pub verbose: Vec<String>,
}

#[derive(QueryableByName)]
struct Setting {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    setting: String,
}

pub(super) async fn examine(target: Target<'_>, conn: &mut AsyncPgConnection) -> Result<Vec<Finding>, Error> {
    let rows: Vec<Setting> =
        sql_query("select name, coalesce(setting, '') as setting from pg_settings").load(conn).await?;
    let own = target.settings.database_url.is_none();
    let facts = Facts {
        settings: rows.into_iter().map(|row| (row.name, row.setting)).collect(),
        quoted: own.then(|| quotes(&target.settings.data.join("postgres.log"))).flatten(),
        verbose: telemetry::verbose(&target.settings.log),
    };
    Ok(judge(&facts))
}

/// Tells whether a log quotes content; `None` when it cannot be read.
fn quotes(log: &Path) -> Option<bool> {
    let text = String::from_utf8_lossy(&std::fs::read(log).ok()?).into_owned();
    Some(text.lines().any(|line| CONTENT.iter().any(|mark| line.contains(mark))))
}

impl Facts {
    /// Returns settings that let the server log actions and their times.
    pub fn logging_leaks(&self) -> Vec<String> {
        let known = |name: &str| self.settings.get(name).map(String::as_str);
        let differs =
            |(name, wanted): &&(&str, &str)| known(name) != Some(wanted) && !is_off(wanted, known(name));
        let shown = |(name, _): &(&str, &str)| format!("{name} = {}", known(name).unwrap_or("?"));
        PRIVACY.iter().filter(differs).map(shown).collect()
    }

    /// Returns loaded libraries of [`STATEMENT_LOGGERS`]; `None` where only a superuser may know.
    fn statement_loggers(&self) -> Option<Vec<String>> {
        self.settings.get("shared_preload_libraries")?;
        let libraries = self.settings.iter().filter(|(name, _)| name.ends_with("_preload_libraries"));
        let loaded: Vec<&str> = libraries.flat_map(|(_, list)| list.split(',').map(str::trim)).collect();
        let loggers = STATEMENT_LOGGERS.iter().filter(|name| loaded.contains(name));
        Some(loggers.map(ToString::to_string).collect())
    }

    fn unsafe_durability(&self) -> Vec<String> {
        let off = |name: &&&str| self.settings.get(**name).is_none_or(|value| value == "off");
        DURABILITY.iter().filter(off).map(|name| format!("{name} = off")).collect()
    }
}

/// Since version 18 settings such as `log_connections` are lists, and off when empty.
fn is_off(wanted: &str, known: Option<&str>) -> bool {
    wanted == "off" && known == Some("")
}

pub fn judge(facts: &Facts) -> Vec<Finding> {
    let log = match facts.quoted {
        Some(false) => Finding::green("doctor-log-file-well"),
        Some(true) => Finding::red("doctor-log-file-ill", "doctor-log-file-do"),
        None => Finding::unknown("doctor-log-file-unknown"),
    };
    let loggers = match facts.statement_loggers() {
        Some(found) => {
            Finding::green("doctor-spies-well").unless(&found, "doctor-spies-ill", "doctor-spies-do")
        }
        None => Finding::unknown("doctor-spies-unknown"),
    };
    vec![
        Finding::green("doctor-log-well").unless(&facts.logging_leaks(), "doctor-log-ill", "doctor-log-do"),
        loggers,
        log,
        Finding::green("doctor-program-log-well").unless(
            &facts.verbose,
            "doctor-program-log-ill",
            "doctor-program-log-do",
        ),
        Finding::green("doctor-disk-well").unless(
            &facts.unsafe_durability(),
            "doctor-disk-ill",
            "doctor-disk-do",
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::doctor::finding::{self, Verdict, tests::assert_green};

    fn well() -> Facts {
        let durable = DURABILITY.iter().map(|name| (*name, "on"));
        let all = PRIVACY.iter().copied().chain(durable);
        let all = all.chain([("shared_preload_libraries", "")]);
        Facts {
            settings: all.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            quoted: Some(false),
            verbose: vec![],
        }
    }

    fn reds(facts: &Facts) -> Vec<&'static str> {
        finding::tests::reds(&judge(facts))
    }

    #[test]
    fn a_silent_server_is_green() {
        assert_green(&judge(&well()));
        let mut newer = well();
        newer.settings.insert("log_connections".to_owned(), String::new());
        assert!(reds(&newer).is_empty());
    }

    #[test]
    fn every_setting_that_matters_is_seen_when_it_differs_or_is_missing() {
        for (name, _) in PRIVACY {
            let mut facts = well();
            facts.settings.insert((*name).to_owned(), "all".to_owned());
            assert_eq!(facts.logging_leaks(), [format!("{name} = all")]);
            facts.settings.remove(*name);
            assert_eq!(reds(&facts), ["doctor-log-ill"]);
        }
    }

    #[test]
    fn other_leaks_into_logs_are_named() {
        let mut facts = well();
        let loggers = ("shared_preload_libraries", "pg_stat_statements, auto_explain");
        facts.settings.insert(loggers.0.to_owned(), loggers.1.to_owned());
        facts.settings.insert("fsync".to_owned(), "off".to_owned());
        facts.quoted = Some(true);
        facts.verbose = vec!["hyper=trace".to_owned()];
        let all = ["doctor-spies-ill", "doctor-log-file-ill", "doctor-program-log-ill", "doctor-disk-ill"];
        assert_eq!(reds(&facts), all);
    }

    #[test]
    fn unreadable_settings_are_unknown() {
        let mut facts = well();
        facts.settings.remove("shared_preload_libraries");
        let unseen = judge(&facts).into_iter().find(|finding| finding.verdict == Verdict::Unknown);
        assert_eq!(unseen.map(|finding| finding.key), Some("doctor-spies-unknown"));
    }

    #[test]
    fn a_log_that_quotes_is_found_out() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        std::fs::write(&log, "LOG:  database system is ready\n").unwrap();
        assert_eq!(quotes(&log), Some(false));
        std::fs::write(&log, "ERROR:  x\nSTATEMENT:  insert into stories\n").unwrap();
        assert_eq!(quotes(&log), Some(true));
        std::fs::remove_file(&log).unwrap();
        assert_eq!(quotes(&log), None);
    }
}
