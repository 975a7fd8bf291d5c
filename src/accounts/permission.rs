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

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// Something that not everybody may do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Permission {
            $($(#[$doc])* $name),+
        }

        impl Permission {
            /// All permissions.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
        }

        /// Permissions as types: `Desk<RunEvents>` lets in nobody without [`Permission::RunEvents`].
        pub mod may {
            $($(#[$doc])* pub struct $name;
            impl super::Demand for $name {
                const PERMISSION: Option<super::Permission> = Some(super::Permission::$name);
            })+

            /// Work for the organisation in any role.
            pub struct HaveRole;
            impl super::Demand for HaveRole {
                const PERMISSION: Option<super::Permission> = None;
            }
        }
    };
}

/// A demand that a handler makes of the person at the desk.
pub trait Demand: 'static {
    /// The permission; `None` when any role is enough.
    const PERMISSION: Option<Permission>;
}

permissions! {
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

impl Role {
    /// Whether this role is enough for `permission`.
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
