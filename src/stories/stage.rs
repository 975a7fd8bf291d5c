//! Stages of a story as staff think of them: the status "accepted" is three stages.

use super::status::StoryStatus;
use crate::text_enum;

text_enum! {
    /// Stage of a story; every story is in exactly one.
    pub enum Stage {
        New = "submitted",
        InReview = "in_review",
        /// Accepted; its author has not agreed to the text yet.
        Waiting = "waiting",
        /// Agreed to by its author, on no release yet.
        Ready = "ready",
        /// Agreed to by its author, on a release before.
        Told = "told",
        Declined = "declined",
        Withdrawn = "withdrawn",
        Expired = "expired",
    }
}

impl Stage {
    pub const fn new(status: StoryStatus, agreed: bool, published: bool) -> Self {
        match (status, agreed, published) {
            (StoryStatus::Submitted, ..) => Self::New,
            (StoryStatus::InReview, ..) => Self::InReview,
            (StoryStatus::Accepted, false, _) => Self::Waiting,
            (StoryStatus::Accepted, true, false) => Self::Ready,
            (StoryStatus::Accepted, true, true) => Self::Told,
            (StoryStatus::Declined, ..) => Self::Declined,
            (StoryStatus::Withdrawn, ..) => Self::Withdrawn,
            (StoryStatus::Expired, ..) => Self::Expired,
        }
    }

    /// Returns the status of all stories in this stage.
    pub const fn status(self) -> StoryStatus {
        match self {
            Self::New => StoryStatus::Submitted,
            Self::InReview => StoryStatus::InReview,
            Self::Waiting | Self::Ready | Self::Told => StoryStatus::Accepted,
            Self::Declined => StoryStatus::Declined,
            Self::Withdrawn => StoryStatus::Withdrawn,
            Self::Expired => StoryStatus::Expired,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepted_is_three_stages_and_every_other_status_one() {
        for status in StoryStatus::ALL {
            for (agreed, published) in [(false, false), (true, false), (true, true), (false, true)] {
                let stage = Stage::new(*status, agreed, published);
                assert_eq!(stage.status(), *status);
                if *status == StoryStatus::Accepted {
                    let expected = match (agreed, published) {
                        (false, _) => Stage::Waiting,
                        (true, false) => Stage::Ready,
                        (true, true) => Stage::Told,
                    };
                    assert_eq!(stage, expected);
                }
            }
        }
    }
}
