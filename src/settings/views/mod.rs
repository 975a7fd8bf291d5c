//! Screens of this feature.

pub mod contacts;
mod promise;

pub use promise::{PosterPage, PromisePage};

use super::{
    forms::{CALL, ChangeSettings, NAME, NAMES, id_field},
    zones,
};
use crate::{
    audit::{Verb, model::Entry},
    ids::StaffId,
    platform::{
        i18n::Language,
        time::{clock_time, long_date},
        view::{Choice, View},
        web::form::FieldErrors,
    },
};
use chrono_tz::Tz;
use serde::Serialize;
use std::collections::BTreeMap;

/// `templates/settings/settings.html`
#[derive(Debug, Serialize)]
pub struct SettingsPage {
    name: String,
    name_limit: usize,
    languages: Vec<LanguageRow>,
    first: Vec<Choice>,
    zones: Vec<Choice>,
    themes: Vec<ThemeRow>,
    call_limit: usize,
    errors: FieldErrors,
}

#[derive(Debug, Serialize)]
struct LanguageRow {
    code: Language,
    label: &'static str,
    field: &'static str,
    chosen: bool,
    call_field: &'static str,
    call: String,
}

#[derive(Debug, Serialize)]
struct ThemeRow {
    number: usize,
    id_field: String,
    id: String,
    names: Vec<ThemeName>,
}

#[derive(Debug, Serialize)]
struct ThemeName {
    field: &'static str,
    label: &'static str,
    value: String,
    optional: bool,
}

impl SettingsPage {
    /// The form as typed so far.
    #[must_use]
    pub fn new(form: &ChangeSettings, errors: FieldErrors, language: Language) -> Self {
        let languages = NAMES.iter().map(|names| LanguageRow {
            code: names.language,
            label: names.language.own_name(),
            field: names.chosen,
            chosen: form.ticked(names.chosen),
            call_field: names.call,
            call: form.get(names.call).to_owned(),
        });
        let first =
            |l: &Language| Choice::new(l.as_str(), l.own_name().to_owned(), form.get("first_language"));
        Self {
            name: form.get("name").to_owned(),
            name_limit: NAME,
            languages: languages.collect(),
            first: Language::ALL.iter().map(first).collect(),
            zones: zone_choices(form.get("time_zone"), language),
            themes: (0..form.rows()).map(|row| theme_row(form, row)).collect(),
            call_limit: CALL,
            errors,
        }
    }
}

/// All zones; one that is set but not among them comes first, so that saving never changes it unasked.
fn zone_choices(chosen: &str, language: Language) -> Vec<Choice> {
    let unlisted = !zones::names().any(|name| name == chosen);
    let label = if chosen.is_empty() {
        language.text("settings-zone-none")
    } else {
        chosen.to_owned()
    };
    let extra = unlisted.then(|| Choice::new(chosen, label, chosen));
    let listed = zones::names().map(|name| Choice::new(name, name.replace('_', " "), chosen));
    extra.into_iter().chain(listed).collect()
}

fn theme_row(form: &ChangeSettings, row: usize) -> ThemeRow {
    let name = |names: &super::forms::Names| ThemeName {
        field: names.themes[row],
        label: names.language.own_name(),
        value: form.get(names.themes[row]).to_owned(),
        optional: !form.ticked(names.chosen),
    };
    ThemeRow {
        number: row + 1,
        id_field: id_field(row),
        id: form.get(&id_field(row)).to_owned(),
        names: NAMES.iter().map(name).collect(),
    }
}

impl View for SettingsPage {
    const TEMPLATE: &'static str = "settings/settings.html";
    fn samples() -> Vec<Self> {
        let form = ChangeSettings::default();
        let wrong = ["name", "language_nl", "theme_1_fr"];
        let error = |field| FieldErrors::one(field, "sample".to_owned());
        let mut all = vec![Self::new(&form, FieldErrors::default(), Language::En)];
        all.extend(wrong.map(|field| Self::new(&form, error(field), Language::En)));
        all
    }
}

/// `templates/settings/audit.html`
#[derive(Debug, Serialize)]
pub struct AuditPage {
    days: Vec<AuditDay>,
}

#[derive(Debug, Serialize)]
struct AuditDay {
    date: String,
    entries: Vec<AuditRow>,
}

#[derive(Debug, Serialize)]
struct AuditRow {
    number: i64,
    time: String,
    moment: String,
    who: String,
    what: String,
    object: String,
}

impl AuditPage {
    /// Entries, newest first, as the clocks in `zone` showed it.
    #[must_use]
    pub fn new(entries: &[Entry], names: &BTreeMap<StaffId, String>, zone: Tz, language: Language) -> Self {
        let mut days: Vec<AuditDay> = vec![];
        for entry in entries {
            let local = entry.at.with_timezone(&zone);
            let date = long_date(local.date_naive(), language);
            let row = AuditRow {
                number: entry.number,
                time: clock_time(local.naive_local()),
                moment: local.to_rfc3339_opts(chrono::SecondsFormat::Secs, false),
                who: who(entry.staff_id, names, language),
                what: verb_words(entry.verb, language),
                object: entry.object_id.map(short).unwrap_or_default(),
            };
            match days.last_mut() {
                Some(day) if day.date == date => day.entries.push(row),
                _ => days.push(AuditDay {
                    date,
                    entries: vec![row],
                }),
            }
        }
        Self { days }
    }
}

fn who(staff: Option<StaffId>, names: &BTreeMap<StaffId, String>, language: Language) -> String {
    match staff {
        None => language.text("settings-audit-nobody"),
        Some(id) => names
            .get(&id)
            .cloned()
            .unwrap_or_else(|| language.text("settings-audit-unknown")),
    }
}

fn verb_words(verb: Verb, language: Language) -> String {
    language.text(&verb_key(verb))
}

fn verb_key(verb: Verb) -> String {
    format!("settings-audit-verb-{}", verb.as_str().replace('_', "-"))
}

/// The end of an id: enough to tell things apart. Its beginning is the moment it was made.
fn short(id: uuid::Uuid) -> String {
    let all = id.simple().to_string();
    all[all.len() - 8..].to_owned()
}

impl View for AuditPage {
    const TEMPLATE: &'static str = "settings/audit.html";
    fn samples() -> Vec<Self> {
        let organisation_id = crate::ids::OrganisationId::new();
        let entry = |number, staff_id, object_id| Entry {
            organisation_id,
            number,
            at: chrono::DateTime::UNIX_EPOCH,
            staff_id,
            verb: Verb::StoryRead,
            object_id,
            hash: vec![],
        };
        let entries = [
            entry(2, Some(StaffId::new()), Some(organisation_id.untyped())),
            entry(1, None, None),
        ];
        let page = |entries: &[Entry]| Self::new(entries, &BTreeMap::new(), Tz::UTC, Language::En);
        vec![page(&[]), page(&entries)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_has_words_in_every_language() {
        for language in Language::ALL {
            for verb in Verb::ALL {
                assert_ne!(
                    verb_words(*verb, *language),
                    verb_key(*verb),
                    "{verb} in {language}"
                );
            }
        }
    }

    #[test]
    fn days_follow_the_organisations_clocks() {
        let entry = |number, at: &str| Entry {
            organisation_id: crate::ids::OrganisationId::new(),
            number,
            at: at.parse().unwrap(),
            staff_id: None,
            verb: Verb::SignedIn,
            object_id: None,
            hash: vec![],
        };
        let entries = [entry(2, "2026-11-24T23:30:00Z"), entry(1, "2026-11-24T22:30:00Z")];
        let page = AuditPage::new(&entries, &BTreeMap::new(), Tz::Europe__Brussels, Language::En);
        let days: Vec<_> = page.days.iter().map(|day| day.date.as_str()).collect();
        assert_eq!(days, ["Wednesday 25 November 2026", "Tuesday 24 November 2026"]);
        assert_eq!(page.days[0].entries[0].time, "00:30");
    }
}
