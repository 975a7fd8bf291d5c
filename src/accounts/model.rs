//! Staff.

use super::permission::{Permission, Role};
use crate::{ids::StaffId, platform::i18n::Language, schema::staff};
use chrono::NaiveDate;
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
    /// Day from which on they are at work again.
    pub away_until: Option<NaiveDate>,
    /// Most stories that they want to read in a day.
    pub stories_a_day: Option<i16>,
}

impl Staff {
    pub fn is_away(&self, today: NaiveDate) -> bool {
        self.away_until.is_some_and(|until| today < until)
    }

    /// Hashes what the profile says: 16 hexadecimal digits.
    pub fn version(&self) -> String {
        let said =
            format!("{}\0{:?}\0{:?}\0{}", self.language, self.away_until, self.stories_a_day, self.name);
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
