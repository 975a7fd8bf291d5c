//! Form of the themes.

use super::keep;
use crate::{
    ids::ThemeId,
    organisations::Theme,
    platform::{
        error::Error,
        i18n::Language,
        text::Line,
        web::{
            Seen, TypedFields,
            form::{Checks, FieldErrors},
        },
    },
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::LazyLock};

/// Most themes of an organisation: nobody reads more before choosing.
pub const MOST: usize = 12;
pub const NAME: usize = 80;

/// `POST /desk/{org}/settings/themes`: a row for each theme.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct ChangeThemes(pub TypedFields);

/// Id of an existing theme, and names.
pub type Row = (Option<ThemeId>, BTreeMap<Language, String>);

/// Fields of the names in each language, by row.
pub static NAMES: LazyLock<Vec<(Language, [&'static str; MOST])>> = LazyLock::new(|| {
    let row = |language: Language| move |row: usize| keep(format!("theme_{}_{language}", row + 1));
    let named = |&language: &Language| (language, std::array::from_fn(row(language)));
    Language::ALL.iter().map(named).collect()
});

/// Returns the field with the id of the theme in `row`.
pub fn id_field(row: usize) -> String {
    format!("theme_{}_id", row + 1)
}

impl ChangeThemes {
    pub fn of(themes: &[Theme]) -> Self {
        let mut form = Self(TypedFields::made_from(&Seen::of(themes)));
        for (row, theme) in themes.iter().take(MOST).enumerate() {
            form.fill(row, theme);
        }
        form
    }

    /// Fills in `themes` in the rows of `typed`, so that the same row is the same theme.
    pub fn beside(typed: &Self, themes: &[Theme]) -> Self {
        let mut form = Self(TypedFields::made_from(&Seen::of(themes)));
        for row in 0..MOST {
            let known = typed.known(row);
            if let Some(theme) = themes.iter().find(|theme| Some(theme.id) == known) {
                form.fill(row, theme);
            }
        }
        form
    }

    /// Keeps what was typed, with the mark of `themes`, and adds rows for those of them that are new.
    pub fn on_top_of(&self, themes: &[Theme]) -> Self {
        let mut form = self.clone();
        form.0.put("seen", Seen::of(themes).as_str());
        for theme in themes {
            let rows = || 0..MOST;
            let is_there = rows().any(|row| form.known(row) == Some(theme.id));
            let free = rows().find(|row| form.known(*row).is_none() && form.row_is_empty(*row));
            if let (false, Some(row)) = (is_there, free) {
                form.fill(row, theme);
            }
        }
        form
    }

    fn fill(&mut self, row: usize, theme: &Theme) {
        self.0.put(&id_field(row), &theme.id.to_string());
        for (language, fields) in NAMES.iter() {
            let name = theme.names.get(language).map_or("", String::as_str);
            self.0.put(fields[row], name);
        }
    }

    /// Returns the number of the last row with content.
    pub fn rows(&self) -> usize {
        let used = |row: &usize| self.known(*row).is_some() || !self.row_is_empty(*row);
        (0..MOST).rev().find(used).map_or(0, |row| row + 1)
    }

    fn row_is_empty(&self, row: usize) -> bool {
        NAMES.iter().all(|(_, fields)| self.0.get(fields[row]).trim().is_empty())
    }

    /// Returns the existing theme of a row.
    pub fn known(&self, row: usize) -> Option<ThemeId> {
        self.0.get(&id_field(row)).parse().ok()
    }

    /// Checks that ids of themes are ids, as our own pages send them.
    pub fn check_ids(&self) -> Result<(), Error> {
        let fine = |row| self.0.get(&id_field(row)).is_empty() || self.known(row).is_some();
        if (0..MOST).all(fine) { Ok(()) } else { Err(Error::Malformed("theme")) }
    }

    /// Checks all fields: a theme has a name in each of `languages`, and may have one in others.
    pub fn check(&self, languages: &[Language], language: Language) -> Result<Vec<Row>, FieldErrors> {
        let mut checks = Checks::new(language);
        let mut themes = vec![];
        for row in 0..MOST {
            let known = self.known(row);
            if known.is_none() && self.row_is_empty(row) {
                continue;
            }
            let mut all = BTreeMap::new();
            for (spoken, fields) in NAMES.iter() {
                let (field, typed) = (fields[row], self.0.get(fields[row]));
                let name = if languages.contains(spoken) {
                    checks.field(field, Line::<NAME>::parse(typed).map(Some))
                } else {
                    checks.field(field, Line::<NAME>::parse_optional(typed))
                };
                if let Some(Some(name)) = name {
                    all.insert(*spoken, name.into());
                }
            }
            themes.push((known, all));
        }
        let errors = checks.errors();
        if errors.is_empty() { Ok(themes) } else { Err(errors) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{En, Fr, Nl};

    fn theme(name: &str) -> Theme {
        Theme {
            id: ThemeId::new(),
            slug: name.to_lowercase(),
            names: [Nl, En].map(|language| (language, name.to_owned())).into(),
        }
    }

    #[test]
    fn what_is_shown_can_be_saved_again() {
        let themes = vec![theme("Planning")];
        let form = ChangeThemes::of(&themes);
        let rows = form.check(&[Nl, En], En).unwrap();
        assert_eq!(rows, [(Some(themes[0].id), themes[0].names.clone())]);
        assert_eq!(form.rows(), 1);
    }

    #[test]
    fn a_name_is_needed_in_each_language_of_the_pages() {
        let mut form = ChangeThemes::of(&[theme("Planning")]);
        form.0.put("theme_3_nl", "Contracten");
        let errors = serde_json::to_value(form.check(&[Nl, Fr], En).unwrap_err()).unwrap();
        let fields: Vec<_> = errors.as_array().unwrap().iter().map(|error| &error["field"]).collect();
        assert_eq!(fields, ["theme_1_fr", "theme_3_fr"]);
    }

    #[test]
    fn a_theme_that_somebody_else_added_gets_a_row_and_what_was_typed_stays() {
        let (old, theirs) = (theme("Planning"), theme("Contracts"));
        let mut form = ChangeThemes::of(std::slice::from_ref(&old));
        form.0.put("theme_2_nl", "Geld");
        let now = vec![old.clone(), theirs.clone()];
        let merged = form.on_top_of(&now);
        assert_eq!(merged.0.seen(), Seen::of(&now));
        assert_eq!(merged.0.get("theme_2_nl"), "Geld");
        assert_eq!((merged.known(1), merged.known(2)), (None, Some(theirs.id)));
        let beside = ChangeThemes::beside(&merged, &now);
        assert_eq!((beside.0.get("theme_2_nl"), beside.0.get("theme_3_nl")), ("", "Contracts"));
    }
}
