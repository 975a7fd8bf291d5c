//! Backups: fresh ones exist, and none is older than promised.

use super::{Target, finding::Finding};
use crate::{
    app::backup,
    platform::{error::Error, keys::recovery},
    retention::BACKUP,
};
use anyhow::Context;
use chrono::{DateTime, Duration, Utc};
use std::{fs, os::unix::fs::MetadataExt};

/// Largest age of the newest backup: one night may fail.
const FRESH: Duration = Duration::hours(50);

/// Distance in the future at which a backup may still seem to be made.
const AHEAD: Duration = Duration::hours(1);

#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Set when there is a recovery key, and so a backup every night.
    pub key: bool,
    /// Moments of the backups, oldest first.
    pub moments: Vec<DateTime<Utc>>,
    /// Latest moment of a backup or a nightly round.
    pub last: Option<DateTime<Utc>>,
    /// Set when backups lie on the same disk as the data.
    pub beside: bool,
}

pub(super) fn examine(target: Target<'_>) -> Result<Vec<Finding>, Error> {
    let settings = target.settings;
    let disk = |folder| fs::metadata(folder).ok().map(|about| about.dev());
    let facts = Facts {
        key: recovery::letterbox(&settings.keys)?.is_some(),
        moments: backup::moments(&settings.backups).context("read the folder of backups")?,
        last: backup::last_known(&settings.backups, target.clock.now())
            .context("read the folder of backups")?,
        beside: disk(&settings.backups).is_some_and(|its| disk(&settings.data) == Some(its)),
    };
    Ok(judge(&facts, target.clock.now()))
}

pub fn judge(facts: &Facts, now: DateTime<Utc>) -> Vec<Finding> {
    // One that was made while a clock was ahead says nothing about how fresh it is.
    let made: Vec<_> = facts.moments.iter().filter(|made| **made <= now + AHEAD).collect();
    let (Some(oldest), Some(newest)) = (made.first(), made.last()) else {
        return vec![if facts.key {
            Finding::red("doctor-backup-missing", "doctor-backup-now")
        } else {
            Finding::yellow("doctor-backup-none", "doctor-backup-do")
        }];
    };
    let age = now - **newest;
    let mut findings = vec![if age <= FRESH {
        Finding::green("doctor-backup-well")
    } else {
        Finding::red("doctor-backup-stale", "doctor-backup-now").with("days", age.num_days())
    }];
    if let Some(ahead) = facts.last.map(|last| now - last).filter(|ahead| *ahead > backup::LEAP) {
        let leap = Finding::red("doctor-backup-leap", "doctor-backup-leap-do");
        findings.push(leap.with("days", ahead.num_days()));
    }
    if **oldest < BACKUP.before(now) {
        let kept = Finding::red("doctor-backup-old", "doctor-backup-old-do");
        findings.push(kept.with("days", BACKUP.in_days()));
    }
    if facts.beside {
        findings.push(Finding::yellow("doctor-backup-beside", "doctor-backup-beside-do"));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::doctor::finding::Verdict::{self, Green, Red, Yellow};

    #[test]
    fn a_backup_is_fresh_and_none_is_kept_for_longer_than_promised() {
        let now: DateTime<Utc> = "2026-11-28T12:00:00Z".parse().unwrap();
        let verdicts = |key: bool, beside: bool, days: &[i64]| -> Vec<Verdict> {
            let moments: Vec<_> = days.iter().map(|days| now - Duration::days(*days)).collect();
            let last = moments.iter().copied().filter(|moment| *moment <= now).max();
            let facts = Facts { key, moments, last, beside };
            let findings = judge(&facts, now);
            findings.into_iter().map(|finding| finding.verdict).collect()
        };
        assert_eq!(verdicts(true, false, &[14, 13, 2]), [Green]);
        assert_eq!(verdicts(false, false, &[]), [Yellow]);
        assert_eq!(verdicts(true, false, &[]), [Red]);
        assert_eq!(verdicts(true, false, &[3]), [Red]);
        assert_eq!(verdicts(true, false, &[3, -400]), [Red]);
        assert_eq!(verdicts(true, false, &[15, 0]), [Green, Red]);
        assert_eq!(verdicts(true, true, &[0]), [Green, Yellow]);
        assert_eq!(verdicts(true, false, &[9]), [Red, Red], "stale, and nothing is destroyed");
    }
}
