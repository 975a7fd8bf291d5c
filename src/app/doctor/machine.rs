//! The machine: its clock, and ways for memory to reach a disk.

use super::{Target, finding::Finding};
use crate::{
    organisations,
    platform::{error::Error, schedule::Moments},
};
use chrono::{DateTime, Datelike, Duration, Local, Offset, Utc};
use diesel::{dsl::sql, select, sql_types::Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rustix::process::{Resource, getrlimit};
use std::fs;

/// Largest tolerated difference between the clocks of program and database.
const APART: Duration = Duration::seconds(30);
/// Earliest plausible year.
const EARLIEST: i32 = 2026;

#[derive(Debug, Clone)]
pub struct Facts {
    /// Time of the program's clock.
    pub now: DateTime<Utc>,
    pub database: DateTime<Utc>,
    /// Organisations whose time zone differs from this machine's, where mixes have times of day.
    pub elsewhere: Vec<String>,
    /// Set when a crash may leave memory on the disk.
    pub core_dumps: bool,
    /// Set when memory may be swapped to a disk; `None` where the system does not say.
    pub swap: Option<bool>,
}

pub(super) async fn examine(target: Target<'_>, conn: &mut AsyncPgConnection) -> Result<Vec<Finding>, Error> {
    let database = select(sql::<Timestamptz>("clock_timestamp()"));
    let database = database.get_result(conn).await?;
    let now = target.clock.now();
    let here = now.with_timezone(&Local).offset().fix();
    let mut all = organisations::store::all(conn).await?;
    all.retain(|one| now.with_timezone(&one.time_zone).offset().fix() != here);
    if matches!(target.settings.mix, Moments::Every(_)) {
        all.clear();
    }
    let facts = Facts {
        now,
        database,
        elsewhere: all.into_iter().map(|one| format!("{} ({})", one.slug, one.time_zone)).collect(),
        core_dumps: getrlimit(Resource::Core).current != Some(0),
        swap: fs::read_to_string("/proc/swaps").ok().map(|table| swaps(&table)),
    };
    Ok(judge(&facts))
}

/// Tells whether `/proc/swaps` has a line beyond its heading.
fn swaps(table: &str) -> bool {
    table.lines().skip(1).any(|line| !line.trim().is_empty())
}

pub fn judge(facts: &Facts) -> Vec<Finding> {
    let apart = (facts.now - facts.database).abs();
    let clock = if apart <= APART && facts.now.year() >= EARLIEST {
        Finding::green("doctor-clock-well")
    } else {
        Finding::red("doctor-clock-ill", "doctor-clock-do").with("seconds", apart.num_seconds())
    };
    let zone = if facts.elsewhere.is_empty() {
        Finding::green("doctor-zone-well")
    } else {
        Finding::yellow("doctor-zone-differs", "doctor-zone-do").with("list", facts.elsewhere.join(", "))
    };
    let core = if facts.core_dumps {
        Finding::yellow("doctor-core-on", "doctor-core-do")
    } else {
        Finding::green("doctor-core-off")
    };
    let swap = match facts.swap {
        Some(true) => Finding::yellow("doctor-swap-on", "doctor-swap-do"),
        Some(false) => Finding::green("doctor-swap-off"),
        None => Finding::unknown("doctor-swap-unknown"),
    };
    vec![clock, zone, core, swap]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::doctor::finding::{
        self,
        Verdict::{self, Red, Unknown, Yellow},
        tests::assert_green,
    };

    fn well() -> Facts {
        let now = "2026-11-25T12:00:00Z".parse().unwrap();
        Facts { now, database: now, elsewhere: vec![], core_dumps: false, swap: Some(false) }
    }

    fn verdict(facts: &Facts, key: &str) -> Option<Verdict> {
        finding::tests::verdict(&judge(facts), key)
    }

    #[test]
    fn a_sane_machine_is_green() {
        assert_green(&judge(&well()));
    }

    #[test]
    fn clocks_that_differ_or_are_absurd_are_red() {
        for by in [-60, 60] {
            let mut facts = well();
            facts.database += Duration::seconds(by);
            assert_eq!(verdict(&facts, "doctor-clock-ill"), Some(Red));
        }
        let mut facts = well();
        facts.now = "1970-01-01T00:00:00Z".parse().unwrap();
        facts.database = facts.now;
        assert_eq!(verdict(&facts, "doctor-clock-ill"), Some(Red));
    }

    #[test]
    fn memory_that_may_reach_a_disk_is_worth_knowing() {
        let facts = Facts {
            core_dumps: true,
            swap: Some(true),
            elsewhere: vec!["acme (Europe/Brussels)".to_owned()],
            ..well()
        };
        for key in ["doctor-core-on", "doctor-swap-on", "doctor-zone-differs"] {
            assert_eq!(verdict(&facts, key), Some(Yellow));
        }
        let facts = Facts { swap: None, ..well() };
        assert_eq!(verdict(&facts, "doctor-swap-unknown"), Some(Unknown));
        assert!(swaps("Filename Type Size\n/dev/sda2 partition 1\n") && !swaps("Filename Type Size\n"));
    }
}
