//! Forms of events and their agendas.

mod slot;

pub use slot::{MoveForm, NewSlot, ReleaseForm, SlotChange, SlotForm};

use super::{
    programme::Day,
    translation::{Translation, Translations},
    when,
};
use crate::{
    ids::EventId,
    platform::{
        i18n::Language,
        text::{Line, Prose, TextError},
        web::{
            Seen,
            form::{Checks, FieldErrors},
        },
        web_address::WebAddress,
    },
};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// `POST /desk/{org}/events/new` and `POST /desk/{org}/events/{event}`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct EventForm {
    /// Id of a new event, made with the form.
    pub id: String,
    /// Mark of the stored values.
    pub seen: Seen,
    pub title: String,
    pub intro: String,
    /// `2026-12-03`
    pub date: String,
    /// `14:00`
    pub time: String,
    /// Planned length.
    pub minutes: String,
    /// `Europe/Brussels`
    pub time_zone: String,
    pub place: String,
    /// Address for those who follow from elsewhere.
    pub link: String,
    /// `nl`, `fr` or `en`: language of title, intro and slot titles.
    pub language: String,
    pub title_nl: String,
    pub intro_nl: String,
    pub title_fr: String,
    pub intro_fr: String,
    pub title_en: String,
    pub intro_en: String,
}

/// Returns the names of the fields of a translation.
pub const fn translation_fields(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::Nl => ("title_nl", "intro_nl"),
        Language::Fr => ("title_fr", "intro_fr"),
        Language::En => ("title_en", "intro_en"),
    }
}

impl EventForm {
    /// Returns the typed title and intro of a translation.
    pub fn translation(&self, language: Language) -> (&str, &str) {
        match language {
            Language::Nl => (&self.title_nl, &self.intro_nl),
            Language::Fr => (&self.title_fr, &self.intro_fr),
            Language::En => (&self.title_en, &self.intro_en),
        }
    }

    pub fn blank(zone: Tz, language: Language) -> Self {
        Self {
            id: EventId::new().to_string(),
            minutes: "60".to_owned(),
            time_zone: zone.name().to_owned(),
            language: language.to_string(),
            ..Self::default()
        }
    }

    pub fn of(day: &Day) -> Self {
        let translated = |language| day.translations.get(language).cloned().unwrap_or_default();
        let [nl, fr, en] = [Language::Nl, Language::Fr, Language::En].map(translated);
        Self {
            id: String::new(),
            seen: Seen::of(day),
            title: day.title.clone(),
            intro: day.intro.clone(),
            date: day.starts_at.date().to_string(),
            time: day.starts_at.format("%H:%M").to_string(),
            minutes: day.minutes.to_string(),
            time_zone: day.time_zone.name().to_owned(),
            place: day.place.clone(),
            link: day.link.clone(),
            language: day.language.to_string(),
            title_nl: nl.title,
            intro_nl: nl.intro,
            title_fr: fr.title,
            intro_fr: fr.intro,
            title_en: en.title,
            intro_en: en.intro,
        }
    }

    pub fn check(&self, language: Language) -> Result<Day, FieldErrors> {
        let mut checks = Checks::new(language);
        let title = checks.field("title", Line::<120>::parse(&self.title));
        let intro = checks.field("intro", Prose::<0, 2000>::parse(&self.intro));
        let date = checks.field("date", when::date(&self.date));
        let time = checks.field("time", when::time(&self.time));
        let minutes = checks.field("minutes", minutes(&self.minutes, 5, 1440, "events-field-minutes-day"));
        let zone = checks.field("time_zone", when::zone(&self.time_zone));
        let starts_at = match (date, time, zone) {
            (Some(date), Some(time), Some(zone)) => checks.field("time", when::start(date, time, zone)),
            _ => None,
        };
        let place = checks.field("place", Line::<200>::parse(&self.place));
        let link = checks.field("link", link(&self.link));
        let spoken = self.language.parse().map_err(|_| TextError::Form("site-field-choose"));
        let spoken = checks.field("language", spoken);
        let translations = self.check_translations(&mut checks, spoken);
        let written = title.zip(intro).zip(translations);
        match (written, starts_at, minutes, zone, place, link, spoken) {
            (
                Some(((title, intro), translations)),
                Some(starts_at),
                Some(minutes),
                Some(time_zone),
                Some(place),
                Some(link),
                Some(language),
            ) => Ok(Day {
                title: title.into(),
                intro: intro.into(),
                starts_at,
                minutes,
                time_zone,
                place: place.into(),
                link,
                language,
                translations,
            }),
            _ => Err(checks.errors()),
        }
    }

    /// Checks the translations; `main` is the language of the event itself.
    fn check_translations(&self, checks: &mut Checks, main: Option<Language>) -> Option<Translations> {
        let one = |&language: &Language| {
            let ((title_field, intro_field), (title, intro)) =
                (translation_fields(language), self.translation(language));
            let intro = checks.field(intro_field, Prose::<0, 2000>::parse(intro))?;
            let title = checks.field(title_field, Line::<120>::parse_optional(title))?;
            let translation =
                Translation { title: title.map(Into::into).unwrap_or_default(), intro: intro.into() };
            if main == Some(language) && translation != Translation::default() {
                checks.field::<()>(title_field, Err(TextError::Form("events-field-translation-main")))?;
            }
            Some((language, translation))
        };
        let all: Vec<_> = Language::ALL.iter().map(one).collect();
        all.into_iter().collect::<Option<Vec<_>>>().map(|all| all.into_iter().collect())
    }
}

fn minutes(raw: &str, least: i32, most: i32, words: &'static str) -> Result<i32, TextError> {
    let raw = raw.trim();
    if raw.is_empty() {
        return Err(TextError::Required);
    }
    let number = raw.parse().ok().filter(|n| (least..=most).contains(n));
    number.ok_or(TextError::Form(words))
}

/// Parses an `https` address, or nothing.
fn link(raw: &str) -> Result<String, TextError> {
    if raw.trim().is_empty() {
        return Ok(String::new());
    }
    let address = WebAddress::parse(raw).ok().filter(WebAddress::is_secure);
    address.map(String::from).ok_or(TextError::Form("events-field-link"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> EventForm {
        EventForm {
            id: String::new(),
            title: "Oops".to_owned(),
            date: "2026-12-03".to_owned(),
            time: "14:00".to_owned(),
            place: "Room 1".to_owned(),
            ..EventForm::blank(Tz::Europe__Brussels, Language::En)
        }
    }

    #[test]
    fn a_day_comes_back_as_the_form_it_was_typed_in() {
        let day = form().check(Language::En).unwrap();
        let again = EventForm::of(&day);
        assert_eq!(again.seen, Seen::of(&day));
        let seen = Seen::default();
        assert_eq!(EventForm { seen, ..again }, form());
    }

    #[test]
    fn links_lead_where_they_seem_to() {
        for good in ["", " https://meet.example.org/x?y=1#z ", "https://a.b:8443"] {
            assert_eq!(link(good), Ok(good.trim().to_owned()));
        }
        for bad in ["http://example.org", "javascript:alert(1)", "https://user@example.org"] {
            assert_eq!(link(bad), Err(TextError::Form("events-field-link")), "{bad}");
        }
    }
}
