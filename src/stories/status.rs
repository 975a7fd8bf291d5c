//! Status of a story and its transitions.

use crate::{platform::error::Error, text_enum};

text_enum! {
    pub enum StoryStatus {
        /// Written by the mix, not reviewed yet.
        Submitted = "submitted",
        InReview = "in_review",
        /// May be told once its author agrees.
        Accepted = "accepted",
        /// Will not be told; its author reads why.
        Declined = "declined",
        /// Taken back by its author; erased.
        Withdrawn = "withdrawn",
        /// Past its life; erased.
        Expired = "expired",
    }
}

text_enum! {
    pub enum StoryAction {
        StartReview = "start_review",
        Accept = "accept",
        Decline = "decline",
        Reopen = "reopen",
        Withdraw = "withdraw",
        Expire = "expire",
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cannot {action} a story that is {from}")]
pub struct InvalidTransition {
    pub from: StoryStatus,
    pub action: StoryAction,
}

impl From<InvalidTransition> for Error {
    fn from(_: InvalidTransition) -> Self {
        Self::Conflict("story moved on")
    }
}

impl StoryStatus {
    pub const fn awaits_verdict(self) -> bool {
        matches!(self, Self::Submitted | Self::InReview)
    }

    /// Returns the status after `action`.
    ///
    /// # Errors
    /// [`InvalidTransition`] for every pair not listed here.
    pub const fn after(self, action: StoryAction) -> Result<Self, InvalidTransition> {
        use {StoryAction as A, StoryStatus as S};
        match (self, action) {
            (S::Submitted, A::StartReview) | (S::Accepted | S::Declined, A::Reopen) => Ok(S::InReview),
            (S::InReview, A::Accept) => Ok(S::Accepted),
            (S::InReview, A::Decline) => Ok(S::Declined),
            (S::Submitted | S::InReview | S::Accepted | S::Declined, A::Withdraw) => Ok(S::Withdrawn),
            // A declined story loses its words and stays declined, for its author to read why.
            (S::Submitted | S::InReview | S::Accepted, A::Expire) => Ok(S::Expired),
            (from, action) => Err(InvalidTransition { from, action }),
        }
    }

    /// Tells whether `action` is possible: a button exists exactly when its action does.
    pub const fn can(self, action: StoryAction) -> bool {
        self.after(action).is_ok()
    }

    pub const fn is_erased(self) -> bool {
        matches!(self, Self::Withdrawn | Self::Expired)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for from in StoryStatus::ALL {
            for action in StoryAction::ALL {
                if let Ok(to) = from.after(*action) {
                    writeln!(table, "{from} --{action}--> {to}").unwrap();
                }
            }
        }
        insta::assert_snapshot!(table, @r"
        submitted --start_review--> in_review
        submitted --withdraw--> withdrawn
        submitted --expire--> expired
        in_review --accept--> accepted
        in_review --decline--> declined
        in_review --withdraw--> withdrawn
        in_review --expire--> expired
        accepted --reopen--> in_review
        accepted --withdraw--> withdrawn
        accepted --expire--> expired
        declined --reopen--> in_review
        declined --withdraw--> withdrawn
        ");
    }
}
