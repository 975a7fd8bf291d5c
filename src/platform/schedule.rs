//! Moments of a schedule.

use super::{i18n::Language, time::clock_time};
use chrono::{DateTime, Duration, Local, NaiveTime, TimeZone, Utc};

/// Times of day or an interval: `06:00`, `06:00,18:00`, or `every 10s`, `every 5m`, `every 2h`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moments {
    /// Times of day in the server's own zone, sorted.
    Daily(Vec<NaiveTime>),
    Every(Duration),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be times of day such as 06:00,18:00 or an interval such as every 10s")]
pub struct NotMoments;

impl Moments {
    /// Longest time between two moments.
    pub const LONGEST: Duration = Duration::days(7);

    /// Returns times of day as people read them; an interval as the setting says it.
    pub fn words(&self, language: Language) -> String {
        match self {
            Self::Every(_) => self.to_string(),
            Self::Daily(times) => {
                let said: Vec<_> = times.iter().map(|time| clock_time(*time, language)).collect();
                said.join(", ")
            }
        }
    }

    /// Returns the first moment after `now`.
    pub fn after(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.after_in(&Local, now)
    }

    /// Returns the first moment after `now` on the clocks of `zone`.
    fn after_in(&self, zone: &impl TimeZone, now: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::Every(interval) => now + *interval,
            Self::Daily(times) => {
                let today = now.with_timezone(zone).date_naive();
                let days = (0..3).map(|days| today + Duration::days(days));
                // A time that daylight saving skips is left to the next day; one that comes twice happens once.
                days.flat_map(|day| times.iter().map(move |time| day.and_time(*time)))
                    .filter_map(|local| zone.from_local_datetime(&local).earliest())
                    .map(|at| at.to_utc())
                    .find(|at| *at > now)
                    .unwrap_or(now + Duration::days(1))
            }
        }
    }
}

impl std::str::FromStr for Moments {
    type Err = NotMoments;
    fn from_str(text: &str) -> Result<Self, NotMoments> {
        if let Some(interval) = text.strip_prefix("every ") {
            let (count, unit) = interval.split_at(interval.len().saturating_sub(1));
            let count: i64 = count.parse().map_err(|_| NotMoments)?;
            let interval = match unit {
                "s" => Duration::try_seconds(count),
                "m" => Duration::try_minutes(count),
                "h" => Duration::try_hours(count),
                _ => None,
            };
            let interval = interval.filter(|i| *i >= Duration::seconds(1) && *i <= Self::LONGEST);
            return interval.map(Self::Every).ok_or(NotMoments);
        }
        let time = |part: &str| NaiveTime::parse_from_str(part.trim(), "%H:%M").map_err(|_| NotMoments);
        let mut times = text.split(',').map(time).collect::<Result<Vec<_>, _>>()?;
        times.sort_unstable();
        times.dedup();
        Ok(Self::Daily(times))
    }
}

impl std::fmt::Display for Moments {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Every(interval) => write!(f, "every {}s", interval.num_seconds()),
            Self::Daily(times) => {
                let times: Vec<_> = times.iter().map(|time| time.format("%H:%M").to_string()).collect();
                f.write_str(&times.join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn an_interval_counts_from_now_and_times_of_day_are_later_than_now() {
        let now = utc("2026-11-24T05:59:59Z");
        let every = |text: &str| text.parse::<Moments>().unwrap().after(now) - now;
        assert_eq!(every("every 10s"), Duration::seconds(10));
        assert_eq!(every("every 5m"), Duration::minutes(5));
        assert_eq!(every("every 2h"), Duration::hours(2));
        let daily: Moments = "18:00,06:00".parse().unwrap();
        let first = daily.after(now);
        assert!(first > now && first < now + Duration::days(1));
        let there = first.with_timezone(&Local).time();
        assert!(daily.to_string().contains(&there.format("%H:%M").to_string()));
    }

    #[test]
    fn a_daily_moment_keeps_to_its_hour_on_the_clocks_of_its_zone() {
        let daily: Moments = "18:00, 06:00".parse().unwrap();
        let after = |now: &str| daily.after_in(&chrono_tz::Europe::Brussels, utc(now));
        // An hour from UTC in winter, two in summer: the clocks change on 29 March and 25 October 2026.
        for (now, next) in [
            ("2026-11-24T04:59:59Z", "2026-11-24T05:00:00Z"),
            ("2026-11-24T05:00:00Z", "2026-11-24T17:00:00Z"),
            ("2026-11-24T16:59:59Z", "2026-11-24T17:00:00Z"),
            ("2026-11-24T17:00:00Z", "2026-11-25T05:00:00Z"),
            ("2026-11-24T23:30:00Z", "2026-11-25T05:00:00Z"),
            ("2026-03-28T17:00:00Z", "2026-03-29T04:00:00Z"),
            ("2026-10-24T16:00:00Z", "2026-10-25T05:00:00Z"),
        ] {
            assert_eq!(after(now), utc(next), "after {now}");
        }
    }

    #[test]
    fn a_time_that_the_clocks_skip_waits_a_day_and_one_that_comes_twice_happens_once() {
        let daily: Moments = "02:30".parse().unwrap();
        let after = |now: &str| daily.after_in(&chrono_tz::Europe::Brussels, utc(now));
        assert_eq!(after("2026-03-28T12:00:00Z"), utc("2026-03-30T00:30:00Z"));
        assert_eq!(after("2026-10-24T12:00:00Z"), utc("2026-10-25T00:30:00Z"));
        assert_eq!(after("2026-10-25T00:30:00Z"), utc("2026-10-26T01:30:00Z"));
        let never = Moments::Daily(vec![]);
        assert_eq!(
            never.after(utc("2026-11-24T12:00:00Z")),
            utc("2026-11-25T12:00:00Z"),
            "looked at again tomorrow"
        );
    }

    #[test]
    fn moments_are_written_as_they_are_read() {
        for (text, written) in [("18:00,06:00,06:00", "06:00, 18:00"), ("every 5m", "every 300s")] {
            let moments: Moments = text.parse().unwrap();
            assert_eq!(moments.to_string(), written);
            assert_eq!(written.parse(), Ok(moments));
        }
        let daily: Moments = "06:00,18:00".parse().unwrap();
        assert_eq!(daily.words(Language::Fr), "6\u{a0}h, 18\u{a0}h");
        let every: Moments = "every 90s".parse().unwrap();
        assert_eq!(every.words(Language::Fr), "every 90s");
        assert_eq!("every 168h".parse(), Ok(Moments::Every(Moments::LONGEST)), "a week");
        assert_eq!("every 1s".parse(), Ok(Moments::Every(Duration::seconds(1))));
    }

    #[test]
    fn malformed_moments_are_refused() {
        for text in [
            "",
            "6",
            "25:00",
            "every",
            "every s",
            "every 0s",
            "every -1s",
            "every 169h",
            "every 9999999999999h",
            "every 5d",
            "06:00;18:00",
        ] {
            assert_eq!(text.parse::<Moments>(), Err(NotMoments), "{text}");
        }
    }
}
