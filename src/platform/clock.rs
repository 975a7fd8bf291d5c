//! The one place that asks what time it is, so that tests can move it.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// The system's clock, possibly shifted.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    shift_ms: Arc<AtomicI64>,
}

impl Clock {
    /// Now, in UTC.
    #[allow(clippy::disallowed_methods, reason = "the one home of the clock")]
    pub fn now(&self) -> DateTime<Utc> {
        Utc::now() + self.shift()
    }

    /// Distance it was moved from the system's: none, but in tests.
    pub fn shift(&self) -> Duration {
        Duration::milliseconds(self.shift_ms.load(Ordering::Relaxed))
    }

    /// Today, in UTC: the day of an intake key.
    pub fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }

    /// Moves this clock and all its clones.
    pub fn advance(&self, by: Duration) {
        self.shift_ms.fetch_add(by.num_milliseconds(), Ordering::Relaxed);
    }
}
