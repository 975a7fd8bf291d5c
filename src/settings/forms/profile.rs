//! Form of the organisation's name and time zone.

use crate::{
    organisations::Profile,
    platform::{
        i18n::Language,
        text::{Line, TextError},
        web::{
            Seen,
            form::{Checks, FieldErrors},
        },
    },
};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

pub const NAME: usize = 80;

/// `POST /desk/{org}/settings`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct ChangeProfile {
    pub seen: Seen,
    pub name: String,
    /// `Europe/Brussels`
    pub time_zone: String,
}

impl ChangeProfile {
    pub fn of(profile: &Profile) -> Self {
        Self {
            seen: Seen::of(profile),
            name: profile.name.clone(),
            time_zone: profile.time_zone.name().to_owned(),
        }
    }

    pub fn check(&self, language: Language) -> Result<Profile, FieldErrors> {
        let mut checks = Checks::new(language);
        let name = checks.field("name", Line::<NAME>::parse(&self.name));
        let zone = self.time_zone.trim().parse::<Tz>();
        let zone = checks.field("time_zone", zone.map_err(|_| TextError::Form("settings-no-zone")));
        match (name, zone) {
            (Some(name), Some(time_zone)) => Ok(Profile { name: name.into(), time_zone }),
            _ => Err(checks.errors()),
        }
    }
}
