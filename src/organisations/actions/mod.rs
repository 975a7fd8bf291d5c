//! Acts on organisations.

pub mod access;
pub mod contacts;
pub mod own_words;
mod promise;
pub mod reader_keys;
pub mod review_rules;
pub mod settings;

pub use promise::{Broken, PromiseChange, change_promise, keep_promises, start_round};

use super::{
    Access, Lanes, Readers,
    model::{Organisation, Theme},
    slug::Slug,
    store,
};
use crate::{
    audit::{self, Verb},
    ids::{OrganisationId, ThemeId},
    platform::{
        config,
        db::{switch_tenant, transaction},
        error::Error,
        i18n::Language,
    },
};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use diesel_async::AsyncPgConnection;
use std::collections::BTreeMap;

#[derive(Debug, Clone)]
pub struct NewOrganisation {
    /// First part of its addresses.
    pub slug: Slug,
    pub name: String,
    /// Languages of its pages, most used first.
    pub languages: Vec<Language>,
    pub time_zone: Tz,
    /// Smallest group in which anonymous stories come out: 1 to 20.
    pub threshold: i32,
    pub lanes: Lanes,
    /// Number of people who can tell stories, if known.
    pub people: Option<i32>,
    pub readers: Readers,
    /// Names of themes, by language.
    pub themes: Vec<BTreeMap<Language, String>>,
}

/// Creates an organisation with the promise of a program set up like `program`, and limits the connection to it. Fails
/// with [`Error::Conflict`] when the slug is taken.
pub async fn create(
    conn: &mut AsyncPgConnection,
    new: NewOrganisation,
    program: &config::Settings,
    now: DateTime<Utc>,
) -> Result<Organisation, Error> {
    let organisation = Organisation {
        id: OrganisationId::new(),
        slug: new.slug.as_str().to_owned(),
        name: new.name,
        languages: new.languages,
        time_zone: new.time_zone,
        threshold: new.threshold,
        lanes: new.lanes,
        people: new.people,
        access: Access { readers: new.readers, ..Access::default() },
    };
    switch_tenant(conn, organisation.id).await?;
    let id = organisation.id;
    transaction(conn, async |mut tx| {
        store::insert(&mut tx, &organisation).await?;
        promise::begin(&mut tx, &organisation, program, now.date_naive()).await?;
        reader_keys::renew(&mut tx, id, None).await?;
        let mut themes = vec![];
        for names in new.themes {
            themes.push(new_theme(names, &themes));
        }
        for (position, theme) in (0..).zip(&themes) {
            store::put_theme(&mut tx, id, theme, position).await?;
        }
        audit::record(&mut tx, id, None, Verb("organisation_created"), Some(id.untyped()), now).await?;
        Ok(organisation)
    })
    .await
}

/// Makes a theme with a slug that none of `others` has.
fn new_theme(names: BTreeMap<Language, String>, others: &[Theme]) -> Theme {
    let name = names.values().next().cloned().unwrap_or_default();
    let base = Slug::from_name(&name, "theme");
    let numbered = (2..).map(|n| format!("{}-{n}", base.as_str()));
    let mut candidates = std::iter::once(base.as_str().to_owned()).chain(numbered);
    let free = candidates.find(|slug| others.iter().all(|other| other.slug != *slug));
    Theme { id: ThemeId::new(), slug: free.unwrap_or_default(), names }
}
