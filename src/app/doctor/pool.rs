//! The pool: the moments of the mix, letters that wait too long, and the thresholds.

use super::{Target, finding::Finding};
use crate::{
    intake::{self, actions::mix::KEY_LIFE},
    organisations,
    platform::{error::Error, schedule::Moments},
};
use chrono::{Duration, NaiveDate};
use diesel::{
    dsl::sql,
    select,
    sql_types::{Array, Date},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Shortest interval between mixes that hides the moment of a story from an observer of the network.
const SHORTEST: Duration = Duration::hours(1);
/// Smallest threshold that hides anybody.
const SMALLEST: i32 = 3;

#[derive(Debug, Clone)]
pub struct Facts {
    /// Moments of the mix.
    pub moments: Moments,
    /// Seconds that a form without a proof of work must have been open.
    pub form_age: u32,
    /// Earliest day of a waiting letter.
    pub oldest: Option<NaiveDate>,
    /// Days that have a partition for letters.
    pub days: Vec<NaiveDate>,
    /// First day whose letters may still exist.
    pub keep_from: NaiveDate,
    /// Thresholds by organisation.
    pub thresholds: Vec<(String, i32)>,
}

pub(super) async fn examine(target: Target<'_>, conn: &mut AsyncPgConnection) -> Result<Vec<Finding>, Error> {
    let days = "array(select to_date(right(inhrelid::regclass::text, 8), 'YYYYMMDD') \
        from pg_inherits where inhparent = 'letters'::regclass order by 1)";
    let days = select(sql::<Array<Date>>(days)).get_result(conn).await?;
    let oldest = oldest_letter(conn).await?;
    let all = organisations::store::all(conn).await?;
    let facts = Facts {
        moments: target.settings.mix.clone(),
        form_age: target.settings.form_age,
        oldest,
        days,
        keep_from: keep_from(target, None),
        thresholds: all.into_iter().map(|one| (one.slug, one.threshold)).collect(),
    };
    Ok(judge(&facts))
}

pub(super) async fn oldest_letter(conn: &mut AsyncPgConnection) -> Result<Option<NaiveDate>, Error> {
    intake::store::oldest_day(conn).await
}

/// Returns the first day of which letters or keys may be left: older ones went at the last mix, unless a letter of
/// `oldest` still needs its key.
pub(super) fn keep_from(target: Target<'_>, oldest: Option<NaiveDate>) -> NaiveDate {
    let between = match &target.settings.mix {
        Moments::Daily(_) => Duration::days(1),
        Moments::Every(interval) => Duration::days(interval.num_days() + 1),
    };
    let usual = target.clock.today() - Duration::days(KEY_LIFE) - between;
    oldest.map_or(usual, |oldest| oldest.min(usual))
}

pub fn judge(facts: &Facts) -> Vec<Finding> {
    let mix = match &facts.moments {
        Moments::Daily(_) => Finding::green("doctor-mix-daily").with("moments", facts.moments.to_string()),
        Moments::Every(interval) if *interval >= SHORTEST => {
            Finding::green("doctor-mix-every").with("hours", interval.num_hours())
        }
        Moments::Every(interval) => {
            Finding::red("doctor-mix-fast", "doctor-mix-do").with("seconds", interval.num_seconds())
        }
    };
    let letters = match facts.oldest.filter(|day| *day < facts.keep_from) {
        None => Finding::green("doctor-letters-well"),
        Some(day) => Finding::red("doctor-letters-ill", "doctor-letters-do").with("day", day.to_string()),
    };
    // Days with letters are named above.
    let mixed =
        |day: &&NaiveDate| **day < facts.keep_from && facts.oldest.is_none_or(|oldest| **day < oldest);
    let left: Vec<String> = facts.days.iter().filter(mixed).map(ToString::to_string).collect();
    let form_age = if facts.form_age == 0 {
        Finding::yellow("doctor-form-age-none", "doctor-form-age-do")
    } else {
        Finding::green("doctor-form-age-well").with("n", facts.form_age)
    };
    let mut findings = vec![
        mix,
        form_age,
        letters,
        Finding::green("doctor-days-well").unless(&left, "doctor-days-ill", "doctor-days-do"),
    ];
    findings.extend(facts.thresholds.iter().map(|(slug, threshold)| {
        let finding = if *threshold < SMALLEST {
            Finding::red("doctor-threshold-ill", "doctor-threshold-do")
        } else {
            Finding::green("doctor-threshold-well")
        };
        finding.with("organisation", slug.clone()).with("n", *threshold)
    }));
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::doctor::finding::{self, Verdict, tests::assert_green};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn well() -> Facts {
        Facts {
            moments: "06:00".parse().unwrap(),
            form_age: 20,
            oldest: Some(day("2026-11-25")),
            days: vec![day("2026-11-23"), day("2026-11-25")],
            keep_from: day("2026-11-22"),
            thresholds: vec![("acme".to_owned(), 5)],
        }
    }

    fn reds(facts: &Facts) -> Vec<&'static str> {
        finding::tests::reds(&judge(facts))
    }

    #[test]
    fn a_pool_that_is_mixed_is_green() {
        assert_green(&judge(&well()));
        let at_once = judge(&Facts { form_age: 0, ..well() });
        let at_once = at_once.iter().find(|finding| finding.verdict != Verdict::Green);
        assert_eq!(
            at_once.map(|finding| (finding.verdict, finding.key)),
            Some((Verdict::Yellow, "doctor-form-age-none"))
        );
        let rarely = Facts { moments: "every 2h".parse().unwrap(), ..well() };
        assert!(reds(&rarely).is_empty());
    }

    #[test]
    fn faults_of_the_pool_are_named() {
        let fast = Facts { moments: "every 59m".parse().unwrap(), ..well() };
        assert_eq!(reds(&fast), ["doctor-mix-fast"]);
        let stuck = Facts { oldest: Some(day("2026-11-21")), ..well() };
        assert_eq!(reds(&stuck), ["doctor-letters-ill"]);
        let kept = Facts { days: vec![day("2026-11-21")], ..well() };
        assert_eq!(reds(&kept), ["doctor-days-ill"]);
        let alone = Facts { thresholds: vec![("acme".to_owned(), 5), ("solo".to_owned(), 2)], ..well() };
        assert_eq!(reds(&alone), ["doctor-threshold-ill"]);
    }
}
