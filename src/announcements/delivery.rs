//! Life of one mail to one subscriber, as one table, with its waiting times.

use crate::{platform::mail::MailError, text_enum};
use chrono::Duration;

/// Time until a claim without a sign of life expires.
pub const LEASE: Duration = Duration::seconds(60);
/// Longest time a claim can run: one that seems longer was made while a clock was ahead, and counts as expired.
pub const LONGEST_LEASE: Duration = Duration::minutes(2);
/// Deliveries claimed at once.
pub const BATCH: i64 = 100;
/// Time until a mail that may or may not have arrived is sent once more.
pub const IN_DOUBT: Duration = Duration::minutes(30);
/// Attempts after which a temporary refusal is final: a little less than 48 hours of them.
const TRIES: i32 = 52;

text_enum! {
    pub enum DeliveryStatus {
        Pending = "pending",
        /// A worker has it; certainly not sent yet.
        Claimed = "claimed",
        /// On its way to the server.
        Handed = "handed",
        /// The server took it.
        Sent = "sent",
        /// The server refused it for good, or for too long.
        Failed = "failed",
        /// No answer after the final dot: it may have arrived (RFC 1047). Sent once more, then left.
        Uncertain = "uncertain",
        /// Unsubscribed meanwhile.
        Skipped = "skipped",
    }
}

/// Step of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryStep {
    Claim,
    /// The worker stops, or vanished, before the text left.
    PutBack,
    /// Recorded before the text leaves.
    HandOver,
    Accept,
    /// Refused for now, or the connection broke before the text left.
    Defer,
    /// Refused for good.
    Refuse,
    /// No answer came, or the worker vanished with it.
    Doubt,
    /// The recipient has unsubscribed.
    Skip,
}

/// The step is not possible in the delivery's present status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cannot {step:?} a delivery that is {from}")]
pub struct InvalidStep {
    pub from: DeliveryStatus,
    pub step: DeliveryStep,
}

impl DeliveryStep {
    pub const ALL: &'static [Self] = &[
        Self::Claim,
        Self::PutBack,
        Self::HandOver,
        Self::Accept,
        Self::Defer,
        Self::Refuse,
        Self::Doubt,
        Self::Skip,
    ];
}

impl DeliveryStatus {
    pub const fn after(self, step: DeliveryStep) -> Result<Self, InvalidStep> {
        use {DeliveryStatus as S, DeliveryStep as D};
        match (self, step) {
            // Uncertain: once only.
            (S::Pending | S::Uncertain, D::Claim) => Ok(S::Claimed),
            (S::Claimed | S::Handed, D::PutBack | D::Defer) => Ok(S::Pending),
            (S::Claimed, D::HandOver) => Ok(S::Handed),
            (S::Handed, D::Accept) => Ok(S::Sent),
            (S::Claimed | S::Handed, D::Refuse) => Ok(S::Failed),
            (S::Handed, D::Doubt) => Ok(S::Uncertain),
            (S::Claimed, D::Skip) => Ok(S::Skipped),
            (from, step) => Err(InvalidStep { from, step }),
        }
    }
}

/// Result of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub status: DeliveryStatus,
    /// Time until the next attempt.
    pub wait: Duration,
    /// Code of the server's reply.
    pub reply: Option<String>,
}

impl Outcome {
    /// Maps the `result` of an attempt. `spread` in `0..=1000` spreads the retries of mails that failed together.
    pub fn of(result: Result<(), MailError>, attempt: i32, spread: u32) -> Self {
        let outcome =
            |status, wait, error: &MailError| Self { status, wait, reply: Some(error.code().to_owned()) };
        match result {
            Ok(()) => Self { status: DeliveryStatus::Sent, wait: Duration::zero(), reply: None },
            Err(error @ MailError::Permanent(_)) => outcome(DeliveryStatus::Failed, Duration::zero(), &error),
            Err(error @ MailError::Uncertain) => outcome(DeliveryStatus::Uncertain, IN_DOUBT, &error),
            Err(error @ MailError::Transient(_)) => match retry_after(attempt, spread) {
                Some(wait) => outcome(DeliveryStatus::Pending, wait, &error),
                None => outcome(DeliveryStatus::Failed, Duration::zero(), &error),
            },
        }
    }
}

/// Returns 1, 2, 4 … minutes, then an hour each, a quarter spread; `None` after 48 hours.
pub fn retry_after(attempt: i32, spread: u32) -> Option<Duration> {
    if attempt >= TRIES {
        return None;
    }
    let steps = u32::try_from(attempt.clamp(1, 7) - 1).unwrap_or(0);
    let seconds = (60_i64 << steps).min(3600);
    // Never longer than the hour, so that the number of attempts bounds the time.
    let off = seconds / 4 * i64::from(spread.min(1000)) / 1000;
    Some(Duration::seconds(seconds - off))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for from in DeliveryStatus::ALL {
            for step in DeliveryStep::ALL {
                if let Ok(to) = from.after(*step) {
                    writeln!(table, "{from} --{step:?}--> {to}").unwrap();
                }
            }
        }
        insta::assert_snapshot!(table, @r"
        pending --Claim--> claimed
        claimed --PutBack--> pending
        claimed --HandOver--> handed
        claimed --Defer--> pending
        claimed --Refuse--> failed
        claimed --Skip--> skipped
        handed --PutBack--> pending
        handed --Accept--> sent
        handed --Defer--> pending
        handed --Refuse--> failed
        handed --Doubt--> uncertain
        uncertain --Claim--> claimed
        ");
    }

    #[test]
    fn retries_back_off_and_end_within_48_hours() {
        let waits: Vec<_> = (1..).map_while(|attempt| retry_after(attempt, 0)).collect();
        assert_eq!(waits[0], Duration::minutes(1));
        assert!(waits.is_sorted());
        let all: Duration = waits.iter().sum();
        assert!((Duration::hours(40)..=Duration::hours(48)).contains(&all), "{all}");
        assert!(retry_after(3, 1000).unwrap() >= Duration::minutes(3));
        assert!(retry_after(3, 1000).unwrap() < retry_after(3, 0).unwrap());
    }

    #[test]
    fn every_answer_has_its_fate() {
        let outcome = |result| Outcome::of(result, 1, 0);
        let code = |code: &str| code.to_owned();
        assert_eq!(outcome(Ok(())).status, DeliveryStatus::Sent);
        let refused = outcome(Err(MailError::Permanent(code("550 5.1.1"))));
        assert_eq!((refused.status, refused.reply.as_deref()), (DeliveryStatus::Failed, Some("550 5.1.1")));
        let later = outcome(Err(MailError::Transient(code("451"))));
        assert_eq!((later.status, later.wait), (DeliveryStatus::Pending, Duration::minutes(1)));
        let lost = outcome(Err(MailError::Uncertain));
        assert_eq!((lost.status, lost.wait), (DeliveryStatus::Uncertain, IN_DOUBT));
        let tired = Outcome::of(Err(MailError::Transient(code("451"))), TRIES, 0);
        assert_eq!(tired.status, DeliveryStatus::Failed);
    }
}
