//! The desk's list of events and the form of an event.

use super::{DayRow, samples::sample_day};
use crate::{
    events::{
        forms::{EventForm, translation_fields},
        model::Event,
    },
    ids::EventId,
    platform::{
        i18n::Language,
        view::{Choice, View},
        web::{Changed, form::FieldErrors},
    },
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::BTreeMap;

/// Zones to choose from; forms take any IANA zone.
const ZONES: &[&str] = &[
    "Europe/Brussels",
    "Europe/Amsterdam",
    "Europe/Paris",
    "Europe/Luxembourg",
    "Europe/Berlin",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Europe/Madrid",
    "Europe/Rome",
    "Europe/Zurich",
    "Europe/Vienna",
    "Europe/Copenhagen",
    "Europe/Stockholm",
    "Europe/Warsaw",
    "Europe/Prague",
    "Europe/Helsinki",
    "Europe/Bucharest",
    "Europe/Athens",
    "Europe/Istanbul",
    "Africa/Casablanca",
    "Africa/Kinshasa",
    "Africa/Johannesburg",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Sydney",
    "UTC",
];

/// `templates/events/desk/list.html`
#[derive(Debug, Serialize)]
pub struct EventsPage {
    coming: Vec<DayRow>,
    past: Vec<DayRow>,
    new_href: String,
    edits: bool,
}

impl EventsPage {
    /// Lists events with the numbers of their latest releases, at `desk` (`/desk/acme`).
    pub fn new(
        events: &[Event],
        versions: &BTreeMap<EventId, i32>,
        desk: &str,
        now: DateTime<Utc>,
        reader: Language,
    ) -> Self {
        let row = |event: &&Event| {
            let version = versions.get(&event.id).copied().unwrap_or(0);
            DayRow::new(&event.day, version, format!("{desk}/events/{}/agenda", event.id), reader)
        };
        let (mut coming, past): (Vec<_>, Vec<_>) = events.iter().partition(|e| e.day.is_coming(now));
        coming.reverse();
        Self {
            coming: coming.iter().map(row).collect(),
            past: past.iter().map(row).collect(),
            new_href: format!("{desk}/events/new"),
            edits: true,
        }
    }

    /// Removes everything that changes something.
    pub fn read_only(self) -> Self {
        Self { edits: false, ..self }
    }
}

impl View for EventsPage {
    const TEMPLATE: &'static str = "events/desk/list.html";
    fn samples() -> Vec<Self> {
        let event = |language| Event { id: EventId::new(), day: sample_day(language) };
        let events = [event(Language::En), event(Language::Nl)];
        let versions = BTreeMap::from([(events[0].id, 3)]);
        let page = |events: &[Event], now| Self::new(events, &versions, "/desk/acme", now, Language::En);
        vec![
            page(&[], DateTime::<Utc>::MIN_UTC),
            page(&events, DateTime::<Utc>::MIN_UTC),
            page(&events, DateTime::<Utc>::MAX_UTC),
            page(&events, DateTime::<Utc>::MIN_UTC).read_only(),
        ]
    }
}

/// `templates/events/desk/form.html`
#[derive(Debug, Serialize)]
pub struct EventPage {
    form: EventForm,
    errors: FieldErrors,
    zones: Vec<Choice>,
    languages: Vec<Choice>,
    translations: Vec<TranslationPart>,
    /// Names of the languages with a translation.
    translated: String,
    /// Set when a translation is wrong.
    wrong: bool,
    action: String,
    back_href: String,
    is_new: bool,
    changed: Option<Changed>,
}

/// Fields of a translation.
#[derive(Debug, Serialize)]
struct TranslationPart {
    code: &'static str,
    name: &'static str,
    title_field: &'static str,
    intro_field: &'static str,
    title: String,
    intro: String,
}

impl TranslationPart {
    fn new(form: &EventForm, language: Language) -> Self {
        let (title_field, intro_field) = translation_fields(language);
        let (title, intro) = form.translation(language);
        Self {
            code: language.as_str(),
            name: language.own_name(),
            title_field,
            intro_field,
            title: title.to_owned(),
            intro: intro.to_owned(),
        }
    }

    fn says_something(&self) -> bool {
        !self.title.is_empty() || !self.intro.is_empty()
    }
}

impl EventPage {
    /// Makes the form of an event, or of a new one, at `desk` (`/desk/acme`), with room for translations into the other
    /// languages `spoken` there.
    pub fn new(
        event: Option<EventId>,
        form: EventForm,
        errors: FieldErrors,
        desk: &str,
        spoken: &[Language],
    ) -> Self {
        let zone = |name: &&str| Choice::new(name, name.replace('_', " "), &form.time_zone);
        let mut zones: Vec<Choice> = ZONES.iter().map(zone).collect();
        if !zones.iter().any(|choice| choice.selected) {
            zones.insert(0, zone(&form.time_zone.as_str()));
        }
        let parts = Language::ALL.iter().map(|language| TranslationPart::new(&form, *language));
        let offered =
            |code: &str| code != form.language && spoken.iter().any(|language| language.as_str() == code);
        let translations: Vec<_> = parts.filter(|part| offered(part.code) || part.says_something()).collect();
        let written = translations.iter().filter(|part| part.says_something());
        let choice = |l: &Language| Choice::new(l.as_str(), l.own_name().to_owned(), &form.language);
        Self {
            zones,
            languages: Language::ALL.iter().map(choice).collect(),
            translated: written.map(|part| part.name).collect::<Vec<_>>().join(", "),
            wrong: translations.iter().any(|part| errors.touch(&[part.title_field, part.intro_field])),
            translations,
            action: match event {
                Some(id) => format!("{desk}/events/{id}"),
                None => format!("{desk}/events/new"),
            },
            back_href: match event {
                Some(id) => format!("{desk}/events/{id}/agenda"),
                None => format!("{desk}/events"),
            },
            is_new: event.is_none(),
            changed: None,
            form,
            errors,
        }
    }

    /// Shows what is `stored` by now beside what was typed.
    pub fn beside(mut self, stored: &EventForm, reader: Language) -> Self {
        let own = FIELDS.iter().map(|(name, key)| (*name, reader.text(key)));
        let named =
            |key: &str, language: &Language| format!("{} ({})", reader.text(key), language.own_name());
        let translated = Language::ALL.iter().flat_map(|language| {
            let (title, intro) = translation_fields(*language);
            [(title, named("events-field-title", language)), (intro, named("events-field-intro", language))]
        });
        let labels: Vec<_> = own.chain(translated).collect();
        self.changed = Some(Changed::between(stored, &self.form, labels, &self.action, reader));
        self
    }
}

/// Fields of the form, with the keys of their labels.
const FIELDS: [(&str, &str); 9] = [
    ("title", "events-field-title"),
    ("intro", "events-field-intro"),
    ("date", "events-field-date-label"),
    ("time", "events-field-time-label"),
    ("minutes", "events-field-minutes-label"),
    ("time_zone", "events-field-time-zone-label"),
    ("place", "events-field-place"),
    ("link", "events-field-link-label"),
    ("language", "events-field-language"),
];

impl View for EventPage {
    const TEMPLATE: &'static str = "events/desk/form.html";
    fn samples() -> Vec<Self> {
        let form = EventForm::of(&sample_day(Language::Nl));
        let blank = EventForm::blank(chrono_tz::Tz::Asia__Kathmandu, Language::En);
        let wrong = FieldErrors::one("title", "sample".to_owned());
        let id = Some(EventId::new());
        let other = EventForm { title: String::new(), ..form.clone() };
        let page = |id, form, errors| Self::new(id, form, errors, "/desk/acme", Language::ALL);
        let both = EventForm { title_nl: "Oeps".to_owned(), ..form.clone() };
        let changed = page(id, other, FieldErrors::default());
        vec![
            changed.beside(&form, Language::En),
            page(None, blank.clone(), FieldErrors::default()),
            page(None, blank, wrong),
            page(id, both, FieldErrors::one("title_nl", "sample".to_owned())),
            page(id, form, FieldErrors::default()),
        ]
    }
}
