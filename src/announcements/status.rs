//! Life of an announcement, as one table.

use crate::{platform::error::Error, text_enum};

text_enum! {
    pub enum AnnouncementStatus {
        Draft = "draft",
        /// Recipients are frozen, and mails are being sent.
        Running = "running",
        Paused = "paused",
        /// Every delivery has a final status.
        Finished = "finished",
        /// Stopped for good; the rest stays unsent.
        Cancelled = "cancelled",
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnnouncementAction {
    /// Changes its texts or sends a test.
    Edit,
    /// Freezes the recipients and starts sending.
    Confirm,
    Pause,
    Resume,
    Cancel,
    /// Every delivery has a final status; the worker notices.
    Finish,
}

/// The action is not possible in the announcement's present status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cannot {action:?} an announcement that is {from}")]
pub struct InvalidTransition {
    pub from: AnnouncementStatus,
    pub action: AnnouncementAction,
}

impl From<InvalidTransition> for Error {
    fn from(_: InvalidTransition) -> Self {
        Self::Conflict("announcement moved on")
    }
}

impl AnnouncementAction {
    pub const ALL: &'static [Self] =
        &[Self::Edit, Self::Confirm, Self::Pause, Self::Resume, Self::Cancel, Self::Finish];
}

impl AnnouncementStatus {
    pub const fn after(self, action: AnnouncementAction) -> Result<Self, InvalidTransition> {
        use {AnnouncementAction as A, AnnouncementStatus as S};
        match (self, action) {
            (S::Draft, A::Edit) => Ok(S::Draft),
            (S::Draft, A::Confirm) | (S::Paused, A::Resume) => Ok(S::Running),
            (S::Running, A::Pause) => Ok(S::Paused),
            (S::Draft | S::Running | S::Paused, A::Cancel) => Ok(S::Cancelled),
            (S::Running, A::Finish) => Ok(S::Finished),
            (from, action) => Err(InvalidTransition { from, action }),
        }
    }

    pub const fn can(self, action: AnnouncementAction) -> bool {
        self.after(action).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for from in AnnouncementStatus::ALL {
            for action in AnnouncementAction::ALL {
                if let Ok(to) = from.after(*action) {
                    writeln!(table, "{from} --{action:?}--> {to}").unwrap();
                }
            }
        }
        insta::assert_snapshot!(table, @r"
        draft --Edit--> draft
        draft --Confirm--> running
        draft --Cancel--> cancelled
        running --Pause--> paused
        running --Cancel--> cancelled
        running --Finish--> finished
        paused --Resume--> running
        paused --Cancel--> cancelled
        ");
    }
}
