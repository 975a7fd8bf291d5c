//! Staff.

use super::permission::{Permission, Role};
use crate::{ids::StaffId, platform::i18n::Language, schema::staff};
use diesel::prelude::*;
use sha2::{Digest, Sha256};

/// A person who signs in.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = staff, check_for_backend(diesel::pg::Pg))]
pub struct Staff {
    pub id: StaffId,
    /// Address for mails and for signing in.
    pub email: String,
    pub name: String,
    pub language: Language,
}

impl Staff {
    /// Hashes name and language: 16 hexadecimal digits.
    pub fn version(&self) -> String {
        let said = format!("{}\0{}", self.language, self.name);
        let hash = Sha256::digest(said.as_bytes());
        hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}

#[derive(Debug, Clone)]
pub struct Colleague {
    pub staff: Staff,
    pub roles: Vec<Role>,
}

/// A person with offers from an organisation, under the name it typed.
#[derive(Debug, Clone)]
pub struct Invited {
    pub id: StaffId,
    pub email: String,
    pub name: String,
    pub roles: Vec<Role>,
}

impl Colleague {
    pub fn may(&self, permission: Permission) -> bool {
        self.roles.iter().any(|role| role.may(permission))
    }
}
