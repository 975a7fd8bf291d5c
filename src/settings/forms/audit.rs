//! Filters of the audit trail, in an address that can be shared.

use crate::{
    audit::Filter,
    platform::{time::moment, view::with_query},
};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// Query of `GET /desk/{org}/audit`. A part that is none is taken for absent.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct AuditQuery {
    /// Id of a person.
    pub who: String,
    /// Stored word for an act.
    pub act: String,
    /// First day, `2026-11-30`.
    pub from: String,
    /// Last day.
    pub until: String,
    /// Only entries with lower numbers.
    #[serde(skip_serializing)]
    pub before: String,
}

impl AuditQuery {
    pub fn before(&self) -> Option<i64> {
        self.before.parse().ok()
    }

    /// Tells whether it looks for anything but all entries.
    pub fn narrows(&self) -> bool {
        [&self.who, &self.act, &self.from, &self.until].iter().any(|part| !part.is_empty())
    }

    /// Returns the filter; days are those of `zone`.
    pub fn filter(&self, zone: Tz) -> Filter {
        let day = |typed: &str| NaiveDate::parse_from_str(typed.trim(), "%Y-%m-%d").ok();
        let until = day(&self.until).and_then(|day| day.checked_add_days(Days::new(1)));
        Filter {
            staff: self.who.parse().ok(),
            verb: Some(self.act.clone()).filter(|act| !act.is_empty() && !act.contains('\0')),
            from: day(&self.from).and_then(|day| midnight(day, zone)),
            until: until.and_then(|day| midnight(day, zone)),
        }
    }

    /// Returns the address at `path` of the entries before one, or of the newest.
    pub fn address(&self, path: &str, before: Option<i64>) -> String {
        let parts = [("who", &self.who), ("act", &self.act), ("from", &self.from), ("until", &self.until)];
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(parts.into_iter().filter(|(_, value)| !value.is_empty()));
        if let Some(before) = before {
            query.append_pair("before", &before.to_string());
        }
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { with_query(path, &query) }
    }
}

/// Returns the start of a day; where clocks skip midnight, that of the next hour.
fn midnight(day: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
    let mut hours = (0..3).filter_map(|hour| NaiveTime::from_hms_opt(hour, 0, 0));
    hours.find_map(|time| moment(day.and_time(time), zone).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(from: &str, until: &str) -> AuditQuery {
        AuditQuery { from: from.to_owned(), until: until.to_owned(), ..AuditQuery::default() }
    }

    #[test]
    fn days_are_those_of_the_organisation_and_both_ends_count() {
        let filter = query("2026-03-29", "2026-03-29").filter(Tz::Europe__Brussels);
        let span = (filter.from.unwrap().to_rfc3339(), filter.until.unwrap().to_rfc3339());
        assert_eq!(span, ("2026-03-28T23:00:00+00:00".to_owned(), "2026-03-29T22:00:00+00:00".to_owned()));
    }

    #[test]
    fn what_is_none_is_absent() {
        for odd in ["", "x", "2026-02-30", "99999-01-01", "\0"] {
            let asked = AuditQuery { who: odd.to_owned(), before: odd.to_owned(), ..query(odd, odd) };
            assert_eq!(asked.filter(Tz::UTC), Filter::default(), "{odd:?}");
            assert_eq!(asked.before(), None);
        }
        let asked = AuditQuery { act: "a&b".to_owned(), ..query("2026-11-30", "") };
        assert_eq!(
            asked.address("/desk/acme/audit", Some(7)),
            "/desk/acme/audit?act=a%26b&from=2026-11-30&before=7"
        );
        assert_eq!(AuditQuery::default().address("/desk/acme/audit", None), "/desk/acme/audit");
    }
}
