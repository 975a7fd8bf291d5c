//! The life of an announcement, as one table.

use crate::{platform::error::Error, text_enum};

text_enum! {
    /// Where an announcement is.
    pub enum AnnouncementStatus {
        /// Being written; nobody gets anything.
        Draft = "draft",
        /// Its recipients are frozen and it is on its way to them.
        Running = "running",
        /// On its way, but held up by somebody.
        Paused = "paused",
        /// Every delivery has its fate.
        Finished = "finished",
        /// Stopped for good; what was not sent stays unsent.
        Cancelled = "cancelled",
    }
}

/// What can be done with an announcement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnnouncementAction {
    /// Change its texts, send it to oneself.
    Edit,
    /// Freeze the recipients and begin.
    Confirm,
    /// Hold it up.
    Pause,
    Resume,
    /// Stop for good.
    Cancel,
    /// Every delivery has its fate; the worker notices.
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
    /// All actions.
    pub const ALL: &'static [Self] = &[
        Self::Edit,
        Self::Confirm,
        Self::Pause,
        Self::Resume,
        Self::Cancel,
        Self::Finish,
    ];
}

impl AnnouncementStatus {
    /// The status after `action`.
    ///
    /// # Errors
    /// [`InvalidTransition`] for every pair not listed here.
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

    /// Whether `action` is possible.
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
