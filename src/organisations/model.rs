//! An organisation and its themes.

use super::{
    access::{Access, Readers},
    contact::Contact,
    house::House,
    lanes::Lanes,
    own_words::OwnWord,
    promise::{Choices, Terms},
};
use crate::{
    ids::{OrganisationId, ThemeId},
    platform::{config::Settings, i18n::Language},
    schema::organisations,
};
use chrono_tz::Tz;
use diesel::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// A tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    pub id: OrganisationId,
    /// First part of its addresses.
    pub slug: String,
    pub name: String,
    /// Languages of its pages, most used first; never empty.
    pub languages: Vec<Language>,
    pub time_zone: Tz,
    /// Smallest group in which anonymous stories come out of the mix: 1 to 20.
    pub threshold: i32,
    /// Lanes as they are set: [`Organisation::open_lanes`] are the open ones.
    pub lanes: Lanes,
    /// Number of people who can tell stories, 1 to [`super::house::MOST`], if known.
    pub people: Option<i32>,
    pub access: Access,
}

impl Organisation {
    pub fn profile(&self) -> Profile {
        Profile { name: self.name.clone(), time_zone: self.time_zone }
    }

    pub const fn house(&self) -> House {
        House::of(self.people)
    }

    /// Returns the lanes that are open for anonymous authors.
    pub fn open_lanes(&self) -> Lanes {
        self.lanes.in_house(self.house())
    }

    /// Returns the part of its promise that it chooses.
    pub const fn choices(&self) -> Choices {
        Choices { threshold: self.threshold, lanes: self.lanes, people: self.people }
    }

    /// Returns its promise, as this program runs.
    pub fn terms(&self, settings: &Settings) -> Terms {
        Terms::new(self.choices(), self.access.readers, settings)
    }

    /// Returns one for samples of pages and for tests.
    pub fn sample() -> Self {
        Self {
            id: OrganisationId::new(),
            slug: "acme".to_owned(),
            name: "Acme".to_owned(),
            languages: vec![Language::En, Language::Nl],
            time_zone: Tz::Europe__Brussels,
            threshold: 5,
            lanes: Lanes::default(),
            people: Some(240),
            access: Access::default(),
        }
    }
}

/// Settings of an organisation, as authors see them on the form.
#[derive(Debug, PartialEq, Eq)]
pub struct Setup {
    pub organisation: Organisation,
    pub themes: Vec<Theme>,
    pub contacts: Vec<Contact>,
    pub own_words: Vec<OwnWord>,
}

/// Name and time zone of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Profile {
    pub name: String,
    pub time_zone: Tz,
}

/// Subject of stories, in the organisation's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Theme {
    pub id: ThemeId,
    pub slug: String,
    pub names: BTreeMap<Language, String>,
}

impl Theme {
    /// Returns the name in a language, or else in any.
    pub fn name(&self, language: Language) -> &str {
        self.names.get(&language).or_else(|| self.names.values().next()).map_or(&self.slug, String::as_str)
    }
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = organisations, check_for_backend(diesel::pg::Pg))]
pub(super) struct Row {
    pub id: OrganisationId,
    pub slug: String,
    pub name: String,
    pub languages: Vec<String>,
    pub time_zone: String,
    pub threshold: i32,
    pub house_lane: bool,
    pub open_lane: Option<i32>,
    pub people: Option<i32>,
    pub readers: Readers,
    pub indexed: bool,
    pub domains: Vec<String>,
}

impl From<Row> for Organisation {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            slug: row.slug,
            name: row.name,
            languages: row.languages.iter().filter_map(|word| word.parse().ok()).collect(),
            time_zone: row.time_zone.parse().unwrap_or(Tz::UTC),
            threshold: row.threshold,
            lanes: Lanes { house: row.house_lane, open: row.open_lane },
            people: row.people,
            access: Access { readers: row.readers, indexed: row.indexed, domains: row.domains },
        }
    }
}

impl From<&Organisation> for Row {
    fn from(organisation: &Organisation) -> Self {
        Self {
            id: organisation.id,
            slug: organisation.slug.clone(),
            name: organisation.name.clone(),
            languages: organisation.languages.iter().map(ToString::to_string).collect(),
            time_zone: organisation.time_zone.to_string(),
            threshold: organisation.threshold,
            house_lane: organisation.lanes.house,
            open_lane: organisation.lanes.open,
            people: organisation.people,
            readers: organisation.access.readers,
            indexed: organisation.access.indexed,
            domains: organisation.access.domains.clone(),
        }
    }
}
