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
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, ops::RangeInclusive};

/// Longest pause that somebody announces.
const LONGEST_PAUSE: Days = Days::new(366);
/// Bounds that somebody sets for the stories they read in a day.
const MOST_A_DAY: RangeInclusive<i16> = 1..=100;

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
    /// Day from which on they are at work again, `2026-12-01`; may be empty.
    pub away_until: String,
    /// Most stories to read in a day; may be empty.
    pub stories_a_day: String,
    /// Version of the profile that the form was made from.
    pub version: String,
}

impl Profile {
    pub fn of(staff: &Staff) -> Self {
        Self {
            name: staff.name.clone(),
            language: staff.language.to_string(),
            away_until: staff.away_until.map(|day| day.to_string()).unwrap_or_default(),
            stories_a_day: staff.stories_a_day.map(|most| most.to_string()).unwrap_or_default(),
            version: staff.version(),
        }
    }

    /// Checks all fields, and returns `before` with them.
    pub fn check(&self, before: &Staff, today: NaiveDate, language: Language) -> Result<Staff, FieldErrors> {
        let mut checks = Checks::new(language);
        let away_until = checks.field("away_until", parse_away(&self.away_until, before, today));
        let stories_a_day = checks.field("stories_a_day", parse_most(&self.stories_a_day));
        let name = checks.field("name", Line::<80>::parse(&self.name));
        let choose = TextError::Form("site-field-choose");
        let spoken = checks.field("language", self.language.parse::<Language>().map_err(|_| choose));
        match (name, spoken, away_until, stories_a_day) {
            (Some(name), Some(language), Some(away_until), Some(stories_a_day)) => {
                Ok(Staff { name: name.into(), language, away_until, stories_a_day, ..before.clone() })
            }
            _ => Err(checks.errors()),
        }
    }
}

/// Parses a day from today on, within a year; one that was there before may be past.
fn parse_away(typed: &str, before: &Staff, today: NaiveDate) -> Result<Option<NaiveDate>, TextError> {
    let wrong = TextError::Form("accounts-away-until-wrong");
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let day = NaiveDate::parse_from_str(typed, "%Y-%m-%d").map_err(|_| wrong)?;
    let fits = today <= day && day <= today + LONGEST_PAUSE || before.away_until == Some(day);
    if fits { Ok(Some(day)) } else { Err(wrong) }
}

/// Parses a number of stories.
fn parse_most(typed: &str) -> Result<Option<i16>, TextError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let most = typed.parse().ok().filter(|most| MOST_A_DAY.contains(most));
    most.map(Some).ok_or(TextError::Form("accounts-stories-a-day-wrong"))
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
