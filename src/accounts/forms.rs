//! Forms to sign in, choose a password, invite.

use super::{model::Staff, password::Password, permission::Role, wanted::Wanted};
use crate::{
    ids::InvitationId,
    platform::{
        i18n::Language,
        mail::EmailAddress,
        text::{Line, TextError},
        web::{
            Seen, Typed,
            form::{Checks, FieldErrors},
        },
    },
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `POST /desk/sign-in`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct SignIn {
    pub email: String,
    /// Never shown again.
    #[serde(skip_serializing)]
    pub password: String,
    /// Page to show afterwards.
    pub to: String,
    /// Form that was sent without a session: each field under a name that starts with [`CARRIED`], in its order.
    #[serde(flatten, skip_serializing)]
    pub carried: BTreeMap<String, String>,
}

/// Prefix of carried fields.
const CARRIED: &str = "kept.";

impl SignIn {
    /// Carries the address that somebody asked for and what they had typed; never a password or the token of a session.
    pub fn before(wanted: &Wanted, typed: Option<&Typed>) -> Self {
        let fields = typed.into_iter().flat_map(Typed::fields);
        let own =
            fields.filter(|(name, value)| !value.is_empty() && *name != "csrf" && !name.contains("password"));
        let mut carried: BTreeMap<String, String> = own
            .enumerate()
            .map(|(n, (name, value))| (format!("{CARRIED}{n:03}.{name}"), value.to_owned()))
            .collect();
        if typed.is_some() && carried.is_empty() {
            // A button has no fields, and still its form has to be sent.
            carried.insert(format!("{CARRIED}000."), String::new());
        }
        Self { to: wanted.as_str().to_owned(), carried, ..Self::default() }
    }

    /// Returns the carried fields under their prefixed names.
    pub fn carried(&self) -> impl Iterator<Item = (&String, &String)> {
        self.carried.iter().filter(|(name, _)| name.starts_with(CARRIED))
    }

    /// Returns the carried form.
    pub fn typed(&self) -> Option<Typed> {
        let own = self.carried().map(|(name, value)| {
            let name = name.splitn(3, '.').nth(2).unwrap_or_default();
            (name.to_owned(), value.clone())
        });
        self.carried().next()?;
        Some(Typed::carried(own))
    }
}

/// `POST /desk/invitations/{token}`
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ChoosePassword {
    pub password: String,
}

impl ChoosePassword {
    /// Checks a new password; `about` is what others know of the person.
    pub fn check(&self, language: Language, about: &[&str]) -> Result<Password, FieldErrors> {
        let mut checks = Checks::new(language);
        checks.field("password", Password::parse(&self.password, about)).ok_or_else(|| checks.errors())
    }
}

/// `POST /desk/sign-in/forgotten`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Forgotten {
    pub email: String,
}

impl Forgotten {
    pub fn check(&self, language: Language) -> Result<EmailAddress, FieldErrors> {
        let mut checks = Checks::new(language);
        checks.field("email", EmailAddress::parse(&self.email)).ok_or_else(|| checks.errors())
    }
}

/// `POST /desk/profile`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Profile {
    pub name: String,
    pub language: String,
    /// Version of the profile that the form was made from.
    pub version: String,
}

impl Profile {
    pub fn of(staff: &Staff) -> Self {
        Self { name: staff.name.clone(), language: staff.language.to_string(), version: staff.version() }
    }

    pub fn check(&self, language: Language) -> Result<(String, Language), FieldErrors> {
        let mut checks = Checks::new(language);
        let name = checks.field("name", Line::<80>::parse(&self.name));
        let choose = TextError::Form("site-field-choose");
        let spoken = checks.field("language", self.language.parse::<Language>().map_err(|_| choose));
        match (name, spoken) {
            (Some(name), Some(spoken)) => Ok((name.into(), spoken)),
            _ => Err(checks.errors()),
        }
    }
}

/// `POST /desk/profile/password`
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ChangePassword {
    pub current: String,
    /// New password.
    pub password: String,
}

impl ChangePassword {
    /// Checks the new password; `about` is what others know of the person.
    pub fn check(&self, language: Language, about: &[&str]) -> Result<Password, FieldErrors> {
        let mut checks = Checks::new(language);
        checks.field("password", Password::parse(&self.password, about)).ok_or_else(|| checks.errors())
    }
}

/// `POST /desk/{org}/team`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Invite {
    /// Id of the invitation, made with the form.
    pub id: String,
    pub email: String,
    pub name: String,
    pub role: String,
    pub language: String,
}

/// `POST /desk/{org}/team/{staff}/removal`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Remove {
    /// Mark of the roles and offers on the page.
    pub seen: Seen,
}

#[derive(Debug, Clone)]
pub struct Invitee {
    pub email: EmailAddress,
    pub name: String,
    pub role: Role,
    pub language: Language,
}

impl Invite {
    pub fn blank() -> Self {
        Self { id: InvitationId::new().to_string(), ..Self::default() }
    }

    pub fn check(&self, language: Language) -> Result<Invitee, FieldErrors> {
        let choose = TextError::Form("site-field-choose");
        let mut checks = Checks::new(language);
        let email = checks.field("email", EmailAddress::parse(&self.email));
        let name = checks.field("name", Line::<80>::parse(&self.name));
        let role = checks.field("role", self.role.parse::<Role>().map_err(|_| choose));
        let spoken = checks.field("language", self.language.parse::<Language>().map_err(|_| choose));
        match (email, name, role, spoken) {
            (Some(email), Some(name), Some(role), Some(language)) => {
                Ok(Invitee { email, name: name.into(), role, language })
            }
            _ => Err(checks.errors()),
        }
    }
}
