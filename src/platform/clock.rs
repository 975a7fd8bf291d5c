//! The program's clock, which tests can move.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// System clock, possibly shifted.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    shift_ms: Arc<AtomicI64>,
}

impl Clock {
    #[allow(clippy::disallowed_methods, reason = "the one home of the clock")]
    pub fn now(&self) -> DateTime<Utc> {
        Utc::now() + self.shift()
    }

    /// Returns the distance from the system clock: zero except in tests and demonstrations.
    pub fn shift(&self) -> Duration {
        Duration::milliseconds(self.shift_ms.load(Ordering::Relaxed))
    }

    /// Returns the day in UTC.
    pub fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }

    /// Moves this clock and all its clones.
    pub fn advance(&self, by: Duration) {
        self.shift_ms.fetch_add(by.num_milliseconds(), Ordering::Relaxed);
    }
}
