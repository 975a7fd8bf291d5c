//! Roles, and what each may do: one table.

use crate::text_enum;

text_enum! {
    /// What somebody is to an organisation. One person may have several.
    pub enum Role {
        /// Sets things up: team, settings, audit trail. Sees events and subscribers, and does not read stories.
        Administrator = "administrator",
        /// Reads and reviews stories.
        Moderator = "moderator",
        /// Makes events and announces them.
        Organiser = "organiser",
    }
}

/// Something that not everybody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// Read stories under review, decide on them.
    ReviewStories,
    /// Write down what came of told stories.
    WriteLessons,
    /// See which events there are, how far each is, and what is on its agenda.
    SeeEvents,
    /// Make events, agendas, releases.
    RunEvents,
    /// See who subscribed.
    SeeSubscribers,
    /// Write to subscribers.
    Announce,
    /// Invite staff, give and take roles.
    ManageTeam,
    /// Change the organisation's settings.
    ManageSettings,
    /// Read the audit trail.
    ReadAudit,
}

impl Permission {
    /// All permissions.
    pub const ALL: &'static [Self] = &[
        Self::ReviewStories,
        Self::WriteLessons,
        Self::SeeEvents,
        Self::RunEvents,
        Self::SeeSubscribers,
        Self::Announce,
        Self::ManageTeam,
        Self::ManageSettings,
        Self::ReadAudit,
    ];
}

impl Role {
    /// Whether this role is enough for `permission`.
    #[must_use]
    pub const fn may(self, permission: Permission) -> bool {
        use Permission as P;
        match self {
            Self::Administrator => matches!(
                permission,
                P::SeeEvents | P::SeeSubscribers | P::ManageTeam | P::ManageSettings | P::ReadAudit
            ),
            Self::Moderator => matches!(permission, P::ReviewStories | P::WriteLessons),
            Self::Organiser => matches!(
                permission,
                P::WriteLessons | P::SeeEvents | P::RunEvents | P::SeeSubscribers | P::Announce
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for role in Role::ALL {
            let may: Vec<_> = Permission::ALL.iter().filter(|p| role.may(**p)).collect();
            writeln!(table, "{role}: {may:?}").unwrap();
        }
        insta::assert_snapshot!(table, @r"
        administrator: [SeeEvents, SeeSubscribers, ManageTeam, ManageSettings, ReadAudit]
        moderator: [ReviewStories, WriteLessons]
        organiser: [WriteLessons, SeeEvents, RunEvents, SeeSubscribers, Announce]
        ");
    }
}
