//! The page with the themes.

use super::tabs::{Tab, tabs};
use crate::{
    platform::{
        i18n::Language,
        view::View,
        web::{Changed, Seen, form::FieldErrors},
    },
    settings::forms::themes::{ChangeThemes, MOST, NAMES, id_field},
};
use fluent_bundle::FluentArgs;
use serde::Serialize;

/// `templates/settings/themes.html`
#[derive(Debug, Serialize)]
pub struct ThemesPage {
    tabs: Vec<Tab>,
    action: String,
    seen: Seen,
    themes: Vec<Row>,
    /// Row for one more, while there is room.
    more: Option<Row>,
    errors: FieldErrors,
    changed: Option<Changed>,
}

#[derive(Debug, Serialize)]
struct Row {
    number: usize,
    id_field: String,
    id: String,
    names: Vec<Name>,
}

#[derive(Debug, Serialize)]
struct Name {
    field: &'static str,
    label: &'static str,
    value: String,
    optional: bool,
}

impl ThemesPage {
    /// Makes the form at `desk` (`/desk/acme`): names in the languages of the pages, and others that are filled in.
    pub fn new(
        form: &ChangeThemes,
        errors: FieldErrors,
        languages: &[Language],
        desk: &str,
        language: Language,
    ) -> Self {
        let row = |row: usize| {
            let name = |(language, fields): &(Language, [&'static str; MOST])| Name {
                field: fields[row],
                label: language.own_name(),
                value: form.0.get(fields[row]).to_owned(),
                optional: !languages.contains(language),
            };
            let shown = |name: &Name| !name.optional || !name.value.is_empty();
            Row {
                number: row + 1,
                id_field: id_field(row),
                id: form.known(row).map(|id| id.to_string()).unwrap_or_default(),
                names: NAMES.iter().map(name).filter(shown).collect(),
            }
        };
        let rows = form.rows();
        Self {
            tabs: tabs(desk, "/themes", language),
            action: format!("{desk}/settings/themes"),
            seen: form.0.seen(),
            themes: (0..rows).map(row).collect(),
            more: (rows < MOST).then(|| row(rows)),
            errors,
            changed: None,
        }
    }

    /// Shows what is `stored` by now beside what was typed, in the same rows.
    pub fn beside(mut self, stored: &ChangeThemes, typed: &ChangeThemes, language: Language) -> Self {
        let label = |row: usize, spoken: Language| {
            let mut args = FluentArgs::new();
            args.set("n", row + 1);
            let theme = language.text_with("settings-theme", &args);
            format!("{theme} · {}", spoken.own_name())
        };
        let in_row = |row: usize| NAMES.iter().map(move |(spoken, names)| (names[row], label(row, *spoken)));
        let fields = (0..MOST).flat_map(in_row);
        self.changed = Some(Changed::between(stored, typed, fields, &self.action, language));
        self
    }
}

impl View for ThemesPage {
    const TEMPLATE: &'static str = "settings/themes.html";
    fn samples() -> Vec<Self> {
        let form = |rows: usize| {
            let mut form = ChangeThemes::default();
            for (_, fields) in NAMES.iter() {
                for field in &fields[..rows] {
                    form.0.put(field, "sample");
                }
            }
            form
        };
        let page = |rows, errors| {
            Self::new(&form(rows), errors, &[Language::En, Language::Nl], "/desk/acme", Language::En)
        };
        vec![
            page(0, FieldErrors::default()),
            page(2, FieldErrors::one("theme_1_nl", "sample".to_owned())),
            page(MOST, FieldErrors::default()),
            page(2, FieldErrors::default()).beside(&form(1), &form(2), Language::En),
        ]
    }
}
