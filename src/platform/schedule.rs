//! Fixed moments: times of day, or an interval.

use super::{i18n::Language, time::clock_time};
use chrono::{DateTime, Duration, Local, NaiveTime, TimeZone, Utc};

/// When something happens again and again: `06:00`, `06:00,18:00`, or `every 10s`, `every 5m`, `every 2h`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moments {
    /// Times of day in the server's own zone, sorted.
    Daily(Vec<NaiveTime>),
    /// With this much time in between.
    Every(Duration),
}

/// Not moments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be times of day such as 06:00,18:00 or an interval such as every 10s")]
pub struct NotMoments;

impl Moments {
    /// The longest time between two of them.
    pub const LONGEST: Duration = Duration::days(7);

    /// Times of day as people read them; an interval as the setting says it.
    pub fn words(&self, language: Language) -> String {
        match self {
            Self::Every(_) => self.to_string(),
            Self::Daily(times) => {
                let said: Vec<_> = times.iter().map(|time| clock_time(*time, language)).collect();
                said.join(", ")
            }
        }
    }

    /// The first moment after `now`.
    pub fn after(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::Every(interval) => now + *interval,
            Self::Daily(times) => {
                let today = now.with_timezone(&Local).date_naive();
                let days = (0..3).map(|days| today + Duration::days(days));
                // A time that daylight saving skips is left to the next day; one that comes twice happens once.
                days.flat_map(|day| times.iter().map(move |time| day.and_time(*time)))
                    .filter_map(|local| Local.from_local_datetime(&local).earliest())
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
                let times: Vec<_> = times
                    .iter()
                    .map(|time| time.format("%H:%M").to_string())
                    .collect();
                f.write_str(&times.join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_moment_is_later_than_now() {
        let now: DateTime<Utc> = "2026-11-24T05:59:59Z".parse().unwrap();
        let daily: Moments = "18:00,06:00".parse().unwrap();
        let first = daily.after(now);
        assert!(first > now && first < now + Duration::days(1));
        assert!(daily.after(first) > first);
        assert_eq!(
            "every 10s".parse::<Moments>().unwrap().after(now),
            now + Duration::seconds(10)
        );
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "6",
            "25:00",
            "every",
            "every s",
            "every 0s",
            "every -1s",
            "every 9999999999999h",
            "06:00;18:00",
        ] {
            assert_eq!(text.parse::<Moments>(), Err(NotMoments), "{text}");
        }
    }
}
