//! What is typed to sign in, to choose a password, to invite.

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
    /// Page they wanted to see.
    pub to: String,
    /// A form that they had sent there, each field under a name that begins with [`CARRIED`], in its order.
    #[serde(flatten, skip_serializing)]
    pub carried: BTreeMap<String, String>,
}

/// Begins the names of fields that are carried along.
const CARRIED: &str = "kept.";

impl SignIn {
    /// For somebody who wanted to be at the desk, with what they had typed; never a password or the token of a session.
    pub fn before(wanted: &Wanted, typed: Option<&Typed>) -> Self {
        let fields = typed.into_iter().flat_map(Typed::fields);
        let own =
            fields.filter(|(name, value)| !value.is_empty() && *name != "csrf" && !name.contains("password"));
        let mut carried: BTreeMap<String, String> = own
            .enumerate()
            .map(|(n, (name, value))| (format!("{CARRIED}{n:03}.{name}"), value.to_owned()))
            .collect();
        if typed.is_some() && carried.is_empty() {
            // A button: nothing was typed, and still it is a form that has to be sent.
            carried.insert(format!("{CARRIED}000."), String::new());
        }
        Self {
            to: wanted.as_str().to_owned(),
            carried,
            ..Self::default()
        }
    }

    /// The fields that are carried along, as they are.
    pub fn carried(&self) -> impl Iterator<Item = (&String, &String)> {
        self.carried.iter().filter(|(name, _)| name.starts_with(CARRIED))
    }

    /// The form they had sent, if they had.
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
    /// The new password.
    pub password: String,
}

impl ChoosePassword {
    /// Checks the password of a person of whom `about` is known.
    pub fn check(&self, language: Language, about: &[&str]) -> Result<Password, FieldErrors> {
        let mut checks = Checks::new(language);
        checks
            .field("password", Password::parse(&self.password, about))
            .ok_or_else(|| checks.errors())
    }
}

/// `POST /desk/sign-in/forgotten`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Forgotten {
    pub email: String,
}

impl Forgotten {
    /// Checks the address.
    pub fn check(&self, language: Language) -> Result<EmailAddress, FieldErrors> {
        let mut checks = Checks::new(language);
        checks
            .field("email", EmailAddress::parse(&self.email))
            .ok_or_else(|| checks.errors())
    }
}

/// `POST /desk/profile`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Profile {
    pub name: String,
    /// In which language they are addressed.
    pub language: String,
    /// Of what the form was made from.
    pub version: String,
}

impl Profile {
    /// The form of somebody.
    pub fn of(staff: &Staff) -> Self {
        Self {
            name: staff.name.clone(),
            language: staff.language.to_string(),
            version: staff.version(),
        }
    }

    /// Checks both fields.
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
    /// The present password.
    pub current: String,
    /// The new one.
    pub password: String,
}

impl ChangePassword {
    /// Checks the new password of a person of whom `about` is known.
    pub fn check(&self, language: Language, about: &[&str]) -> Result<Password, FieldErrors> {
        let mut checks = Checks::new(language);
        checks
            .field("password", Password::parse(&self.password, about))
            .ok_or_else(|| checks.errors())
    }
}

/// `POST /desk/{org}/team`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Invite {
    /// Of the invitation: made with the form.
    pub id: String,
    /// Where the invitation goes.
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

/// A checked invitation.
#[derive(Debug, Clone)]
pub struct Invitee {
    /// Where the invitation goes.
    pub email: EmailAddress,
    pub name: String,
    pub role: Role,
    pub language: Language,
}

impl Invite {
    /// An empty form.
    pub fn blank() -> Self {
        Self {
            id: InvitationId::new().to_string(),
            ..Self::default()
        }
    }

    /// Checks all fields.
    pub fn check(&self, language: Language) -> Result<Invitee, FieldErrors> {
        let choose = TextError::Form("site-field-choose");
        let mut checks = Checks::new(language);
        let email = checks.field("email", EmailAddress::parse(&self.email));
        let name = checks.field("name", Line::<80>::parse(&self.name));
        let role = checks.field("role", self.role.parse::<Role>().map_err(|_| choose));
        let spoken = checks.field("language", self.language.parse::<Language>().map_err(|_| choose));
        match (email, name, role, spoken) {
            (Some(email), Some(name), Some(role), Some(language)) => Ok(Invitee {
                email,
                name: name.into(),
                role,
                language,
            }),
            _ => Err(checks.errors()),
        }
    }
}
