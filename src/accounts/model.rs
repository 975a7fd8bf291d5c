//! Staff.

use super::permission::{Permission, Role};
use crate::{ids::StaffId, platform::i18n::Language, schema::staff};
use diesel::prelude::*;

/// A person who signs in.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = staff, check_for_backend(diesel::pg::Pg))]
pub struct Staff {
    /// Their id.
    pub id: StaffId,
    /// Where mail reaches them; with it they sign in.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Their language.
    pub language: Language,
}

/// A person and their roles in one organisation.
#[derive(Debug, Clone)]
pub struct Colleague {
    /// Who.
    pub staff: Staff,
    /// As what.
    pub roles: Vec<Role>,
    /// Whether they have chosen a password yet.
    pub active: bool,
}

impl Colleague {
    /// Whether any of their roles is enough.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.roles.iter().any(|role| role.may(permission))
    }
}
