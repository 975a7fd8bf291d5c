//! Roles and their permissions: one table.

use crate::text_enum;

text_enum! {
    /// Role in an organisation. One person may have several.
    pub enum Role {
        /// Sets things up: team, settings, audit trail. Sees events and subscribers, and does not read stories.
        Administrator = "administrator",
        /// Reads and reviews stories.
        Moderator = "moderator",
        /// Makes events and announces them.
        Organiser = "organiser",
    }
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// Permission of some roles.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Permission {
            $($(#[$doc])* $name),+
        }

        impl Permission {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
        }

        /// Permissions as types: `Desk<RunEvents>` lets in nobody without [`Permission::RunEvents`].
        pub mod may {
            $($(#[$doc])* pub struct $name;
            impl super::Demand for $name {
                const PERMISSION: Option<super::Permission> = Some(super::Permission::$name);
            })+

            /// Any role in the organisation.
            pub struct HaveRole;
            impl super::Demand for HaveRole {
                const PERMISSION: Option<super::Permission> = None;
            }
        }
    };
}

/// Permission that a handler demands of the person at the desk.
pub trait Demand: 'static {
    /// `None` when any role is enough.
    const PERMISSION: Option<Permission>;
}

permissions! {
    /// Read stories under review and decide on them.
    ReviewStories,
    /// Write down lessons and actions.
    WriteLessons,
    /// See events and agendas.
    SeeEvents,
    /// Create events, agendas, releases.
    RunEvents,
    SeeSubscribers,
    Announce,
    /// Invite staff and remove roles.
    ManageTeam,
    ManageSettings,
    ReadAudit,
}

impl Role {
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
