//! What an administrator types.

pub mod contacts;
pub mod promise;
pub mod words;

use crate::{
    ids::ThemeId,
    organisations::{Organisation, Theme, actions::Settings},
    platform::{
        i18n::Language,
        text::{Line, Prose, TextError},
        web::form::{Checks, FieldErrors},
    },
};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::LazyLock};

/// Themes an organisation can have at most: more than that, nobody reads before choosing.
pub const MOST_THEMES: usize = 12;
/// Characters of a name.
pub const NAME: usize = 80;
/// Characters of a call for stories.
pub const CALL: usize = 1000;
/// Empty rows for themes offered at once.
const SPARE: usize = 2;

/// `POST /desk/{org}/settings`: fields by name, because there are as many as there are languages and themes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct ChangeSettings(BTreeMap<String, String>);

/// Names of the fields of one language.
pub struct Names {
    /// The language.
    pub language: Language,
    /// Whether pages come in it.
    pub chosen: &'static str,
    /// The call for stories in it.
    pub call: &'static str,
    /// Names of themes in it, by row.
    pub themes: [&'static str; MOST_THEMES],
}

/// The fields of each language.
pub static NAMES: LazyLock<Vec<Names>> = LazyLock::new(|| {
    // Errors name their fields by `&'static str`; these few live as long as the program.
    let keep = |name: String| -> &'static str { name.leak() };
    Language::ALL
        .iter()
        .map(|&language| Names {
            language,
            chosen: keep(format!("language_{language}")),
            call: keep(format!("call_{language}")),
            themes: std::array::from_fn(|row| keep(format!("theme_{}_{language}", row + 1))),
        })
        .collect()
});

/// Name of the field with the id of the theme in `row`.
#[must_use]
pub fn id_field(row: usize) -> String {
    format!("theme_{}_id", row + 1)
}

impl ChangeSettings {
    /// The form as things are now.
    #[must_use]
    pub fn of(organisation: &Organisation, themes: &[Theme], calls: &BTreeMap<Language, String>) -> Self {
        let mut form = Self::default();
        form.put("name", &organisation.name);
        form.put("time_zone", organisation.time_zone.name());
        if let Some(first) = organisation.languages.first() {
            form.put("first_language", first.as_str());
        }
        for names in NAMES.iter() {
            if organisation.languages.contains(&names.language) {
                form.put(names.chosen, "on");
            }
            form.put(names.call, calls.get(&names.language).map_or("", String::as_str));
            for (field, theme) in names.themes.iter().zip(themes) {
                form.put(field, theme.names.get(&names.language).map_or("", String::as_str));
            }
        }
        for (row, theme) in themes.iter().take(MOST_THEMES).enumerate() {
            form.put(&id_field(row), &theme.id.to_string());
        }
        form
    }

    fn put(&mut self, field: &str, value: &str) {
        self.0.insert(field.to_owned(), value.to_owned());
    }

    /// What was typed into a field.
    #[must_use]
    pub fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }

    /// Whether a box was ticked.
    #[must_use]
    pub fn ticked(&self, field: &str) -> bool {
        !self.get(field).is_empty()
    }

    /// How many rows for themes to show: those filled in, and a few to add.
    #[must_use]
    pub fn rows(&self) -> usize {
        let used = |row: &usize| self.known(*row).is_some() || !self.row_is_empty(*row);
        let last = (0..MOST_THEMES).rev().find(used).map_or(0, |row| row + 1);
        (last + SPARE).min(MOST_THEMES)
    }

    fn row_is_empty(&self, row: usize) -> bool {
        NAMES
            .iter()
            .all(|names| self.get(names.themes[row]).trim().is_empty())
    }

    fn known(&self, row: usize) -> Option<ThemeId> {
        self.get(&id_field(row)).parse().ok()
    }

    /// Whether the ids of themes are ids, as our own pages send them.
    #[must_use]
    pub fn has_ids(&self) -> bool {
        (0..MOST_THEMES).all(|row| self.get(&id_field(row)).is_empty() || self.known(row).is_some())
    }

    /// Checks all fields. Languages that stay keep their order in `organisation`.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn check(&self, organisation: &Organisation, language: Language) -> Result<Settings, FieldErrors> {
        let mut checks = Checks::new(language);
        let name = checks.field("name", Line::<NAME>::parse(self.get("name")));
        let zone = self.get("time_zone").trim().parse::<Tz>();
        let zone = checks.field("time_zone", zone.map_err(|_| TextError::Form("settings-no-zone")));
        let languages = self.languages(&mut checks, organisation);
        let calls = self.calls(&mut checks);
        let themes = self.themes(&mut checks, &languages);
        let errors = checks.errors();
        match (name, zone) {
            (Some(name), Some(time_zone)) if errors.is_empty() => Ok(Settings {
                name: name.into(),
                languages,
                time_zone,
                themes,
                calls,
            }),
            _ => Err(errors),
        }
    }

    fn languages(&self, checks: &mut Checks, organisation: &Organisation) -> Vec<Language> {
        let kept = organisation.languages.iter().copied();
        let added = Language::ALL
            .iter()
            .copied()
            .filter(|language| !organisation.languages.contains(language));
        let mut chosen: Vec<Language> = kept
            .chain(added)
            .filter(|language| self.ticked(&format!("language_{language}")))
            .collect();
        if chosen.is_empty() {
            let message = checks.language().text("settings-no-language");
            checks.wrong(NAMES[0].chosen, message);
        }
        let first = self.get("first_language").parse::<Language>();
        match first
            .ok()
            .and_then(|first| chosen.iter().position(|l| *l == first))
        {
            Some(place) => chosen[..=place].rotate_right(1),
            None if chosen.is_empty() => {}
            None => {
                let message = checks.language().text("settings-first-language-not-chosen");
                checks.wrong("first_language", message);
            }
        }
        chosen
    }

    fn calls(&self, checks: &mut Checks) -> BTreeMap<Language, String> {
        let each = NAMES.iter().filter_map(|names| {
            let call = checks.field(names.call, Prose::<0, CALL>::parse(self.get(names.call)))?;
            Some((names.language, call.into()))
        });
        each.collect()
    }

    fn themes(
        &self,
        checks: &mut Checks,
        languages: &[Language],
    ) -> Vec<(Option<ThemeId>, BTreeMap<Language, String>)> {
        let mut themes = vec![];
        for row in 0..MOST_THEMES {
            let known = self.known(row);
            if known.is_none() && self.row_is_empty(row) {
                continue;
            }
            let mut all = BTreeMap::new();
            for names in NAMES.iter() {
                let (field, typed) = (names.themes[row], self.get(names.themes[row]));
                if languages.contains(&names.language) {
                    if let Some(name) = checks.field(field, Line::<NAME>::parse(typed)) {
                        all.insert(names.language, name.into());
                    }
                } else if let Some(Some(name)) = checks.field(field, Line::<NAME>::parse_optional(typed)) {
                    all.insert(names.language, name.into());
                }
            }
            themes.push((known, all));
        }
        themes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn organisation() -> Organisation {
        Organisation::sample()
    }

    fn theme(names: &[(Language, &str)]) -> Theme {
        Theme {
            id: ThemeId::new(),
            slug: "planning".to_owned(),
            names: names.iter().map(|(l, name)| (*l, (*name).to_owned())).collect(),
        }
    }

    fn form() -> (ChangeSettings, ThemeId) {
        let theme = theme(&[(Language::Nl, "Planning"), (Language::En, "Planning")]);
        let id = theme.id;
        (
            ChangeSettings::of(&organisation(), &[theme], &BTreeMap::new()),
            id,
        )
    }

    fn wrong(form: &ChangeSettings) -> Vec<String> {
        let errors = form.check(&organisation(), Language::En).unwrap_err();
        let errors = serde_json::to_value(errors).unwrap();
        let fields = errors.as_array().unwrap().iter();
        fields
            .map(|error| error["field"].as_str().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn what_is_shown_can_be_saved_again() {
        let (form, id) = form();
        let settings = form.check(&organisation(), Language::En).unwrap();
        assert_eq!(settings.languages, [Language::En, Language::Nl]);
        assert_eq!(settings.time_zone, Tz::Europe__Brussels);
        assert_eq!(settings.themes[0].0, Some(id));
        assert_eq!(settings.themes.len(), 1);
        assert_eq!(form.rows(), 1 + SPARE);
    }

    #[test]
    fn the_first_language_moves_to_the_front() {
        let (mut form, _) = form();
        form.put("language_fr", "on");
        form.put("theme_1_fr", "Planification");
        form.put("first_language", "nl");
        let settings = form.check(&organisation(), Language::En).unwrap();
        assert_eq!(settings.languages, [Language::Nl, Language::En, Language::Fr]);
    }

    #[test]
    fn all_errors_come_at_once() {
        let (mut form, _) = form();
        form.put("name", " ");
        form.put("language_fr", "on");
        form.put("first_language", "de");
        form.put("time_zone", "Europe/Atlantis");
        form.put("call_nl", &"x".repeat(CALL + 1));
        form.put("theme_3_nl", "Contracten");
        assert_eq!(
            wrong(&form),
            [
                "name",
                "time_zone",
                "first_language",
                "call_nl",
                "theme_1_fr",
                "theme_3_fr",
                "theme_3_en"
            ]
        );
        assert_eq!(
            wrong(&ChangeSettings::default()),
            ["name", "time_zone", "language_nl"]
        );
    }
}
