//! Settings, one part at a time. Each fails with [`Error::Changed`] when the stored part is not the one `seen`; other
//! parts stay as they are.

use super::new_theme;
use crate::{
    audit::{Actor, Verb},
    ids::ThemeId,
    organisations::{Profile, Theme, store},
    platform::{db::transaction, error::Error, i18n::Language, web::Seen},
};
use diesel_async::AsyncPgConnection;
use std::collections::BTreeMap;

/// Sets name and time zone.
pub async fn change_profile(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    profile: Profile,
    seen: &Seen,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        let mut organisation = store::lock(&mut tx, actor.organisation).await?;
        if !seen.replaces(&organisation.profile(), &profile)? {
            return Ok(());
        }
        organisation.name = profile.name;
        organisation.time_zone = profile.time_zone;
        store::update(&mut tx, &organisation).await?;
        actor.record(&mut tx, Verb("settings_changed"), actor.organisation).await
    })
    .await
}

/// Sets the languages of the pages, most used first.
pub async fn change_languages(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    languages: Vec<Language>,
    seen: &Seen,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        let mut organisation = store::lock(&mut tx, actor.organisation).await?;
        if !seen.replaces(&organisation.languages, &languages)? {
            return Ok(());
        }
        organisation.languages = languages;
        store::update(&mut tx, &organisation).await?;
        actor.record(&mut tx, Verb("settings_changed"), actor.organisation).await
    })
    .await
}

/// Sets the call for stories in the given languages.
pub async fn change_calls(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    calls: &BTreeMap<Language, String>,
    seen: &Seen,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        store::lock(&mut tx, actor.organisation).await?;
        let stored = without_empty(store::calls(&mut tx, actor.organisation).await?);
        let mut wanted = stored.clone();
        wanted.extend(calls.clone());
        if !seen.replaces(&stored, &without_empty(wanted))? {
            return Ok(());
        }
        for (language, body) in calls {
            store::put_call(&mut tx, actor.organisation, *language, body).await?;
        }
        actor.record(&mut tx, Verb("settings_changed"), actor.organisation).await
    })
    .await
}

/// Keeps the calls with a text.
pub fn without_empty(mut calls: BTreeMap<Language, String>) -> BTreeMap<Language, String> {
    calls.retain(|_, body| !body.is_empty());
    calls
}

/// Sets the themes, in order: those with an id are renamed, those without are added. Stories refer to themes, so none
/// is deleted: those that are not given come last.
pub async fn change_themes(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    given: Vec<(Option<ThemeId>, BTreeMap<Language, String>)>,
    seen: &Seen,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        store::lock(&mut tx, actor.organisation).await?;
        let stored = store::themes(&tx, actor.organisation).await?;
        let mut wanted: Vec<Theme> = vec![];
        for (id, names) in given {
            let known = |theme: &&Theme| Some(theme.id) == id || id.is_none() && theme.names == names;
            let theme = match (id, stored.iter().find(known)) {
                (_, Some(theme)) => Theme { names, ..theme.clone() },
                (Some(_), None) => return Err(Error::Conflict("no such theme")),
                (None, None) => new_theme(names, &[stored.clone(), wanted.clone()].concat()),
            };
            // The same form sent twice adds a theme once.
            if wanted.iter().all(|other| other.id != theme.id) {
                wanted.push(theme);
            }
        }
        let left = stored.iter().filter(|theme| wanted.iter().all(|other| other.id != theme.id));
        let left: Vec<Theme> = left.cloned().collect();
        wanted.extend(left);
        if !seen.replaces(&stored, &wanted)? {
            return Ok(());
        }
        for (position, theme) in (0..).zip(&wanted) {
            store::put_theme(&mut tx, actor.organisation, theme, position).await?;
        }
        actor.record(&mut tx, Verb("settings_changed"), actor.organisation).await
    })
    .await
}
