//! What is typed to make an event and its agenda.

use super::{
    agenda::Move,
    model::Slot,
    programme::Day,
    slot::{Content, LONGEST_SLOT, SlotKind},
    when,
};
use crate::{
    ids::{EventId, StoryId},
    platform::{
        i18n::Language,
        text::{Line, Prose, TextError},
        time::clock_time,
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
    /// Of a new event: made with the form. An event that is there has its own.
    pub id: String,
    /// What the form was made from.
    pub seen: Seen,
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub intro: String,
    /// `2026-12-03`
    pub date: String,
    /// `14:00`
    pub time: String,
    /// How long it is meant to last.
    pub minutes: String,
    /// `Europe/Brussels`
    pub time_zone: String,
    /// Where.
    pub place: String,
    /// Where to follow it from elsewhere.
    pub link: String,
    /// `nl`, `fr` or `en`
    pub language: String,
}

impl EventForm {
    /// The form of a new event.
    #[must_use]
    pub fn blank(zone: Tz, language: Language) -> Self {
        Self {
            id: EventId::new().to_string(),
            minutes: "60".to_owned(),
            time_zone: zone.name().to_owned(),
            language: language.to_string(),
            ..Self::default()
        }
    }

    /// The form of an event that is there.
    #[must_use]
    pub fn of(day: &Day) -> Self {
        Self {
            id: String::new(),
            seen: Seen::of(day),
            title: day.title.clone(),
            intro: day.intro.clone(),
            date: day.starts_at.date().to_string(),
            time: clock_time(day.starts_at),
            minutes: day.minutes.to_string(),
            time_zone: day.time_zone.name().to_owned(),
            place: day.place.clone(),
            link: day.link.clone(),
            language: day.language.to_string(),
        }
    }

    /// Checks all fields.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn check(&self, language: Language) -> Result<Day, FieldErrors> {
        let mut checks = Checks::new(language);
        let title = checks.field("title", Line::<120>::parse(&self.title));
        let intro = checks.field("intro", Prose::<0, 2000>::parse(&self.intro));
        let date = checks.field("date", when::date(&self.date));
        let time = checks.field("time", when::time(&self.time));
        let minutes = checks.field(
            "minutes",
            minutes(&self.minutes, 5, 1440, "events-field-minutes-day"),
        );
        let zone = checks.field("time_zone", when::zone(&self.time_zone));
        let starts_at = match (date, time, zone) {
            (Some(date), Some(time), Some(zone)) => checks.field("time", when::start(date, time, zone)),
            _ => None,
        };
        let place = checks.field("place", Line::<200>::parse(&self.place));
        let link = checks.field("link", link(&self.link));
        let spoken = self
            .language
            .parse()
            .map_err(|_| TextError::Form("site-field-choose"));
        let spoken = checks.field("language", spoken);
        match (title, intro, starts_at, minutes, zone, place, link, spoken) {
            (
                Some(title),
                Some(intro),
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
            }),
            _ => Err(checks.errors()),
        }
    }
}

/// `POST …/events/{event}/slots`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct NewSlot {
    /// Made with the form.
    pub id: String,
    /// `story`, `break` or `free`
    pub kind: String,
    /// Which story.
    pub story: String,
    /// What it is called, unless it is a story.
    pub title: String,
    /// For how long.
    pub minutes: String,
}

impl NewSlot {
    /// Checks all fields.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn check(&self, language: Language) -> Result<(Content, i32), FieldErrors> {
        let mut checks = Checks::new(language);
        let choose = TextError::Form("site-field-choose");
        let kind = self.kind.parse::<SlotKind>().map_err(|_| choose);
        let content = checks.field("kind", kind).and_then(|kind| match kind {
            SlotKind::Story => {
                let story = self.story.parse::<StoryId>().map_err(|_| choose);
                checks.field("story", story).map(Content::Story)
            }
            SlotKind::Break => checks.field("title", slot_title(&self.title)).map(Content::Break),
            SlotKind::Free => checks.field("title", slot_title(&self.title)).map(Content::Free),
        });
        let minutes = checks.field("minutes", slot_minutes(&self.minutes));
        match (content, minutes) {
            (Some(content), Some(minutes)) => Ok((content, minutes)),
            _ => Err(checks.errors()),
        }
    }
}

/// `POST …/events/{event}/slots/{slot}`: what is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct SlotForm {
    /// What the form was made from.
    pub seen: Seen,
    /// For how long.
    #[serde(deserialize_with = "given")]
    pub minutes: Option<String>,
    /// What it is called; a story keeps its own title.
    #[serde(deserialize_with = "given")]
    pub title: Option<String>,
}

/// A field that is there; forms know texts only.
fn given<'de, D: serde::Deserializer<'de>>(field: D) -> Result<Option<String>, D::Error> {
    String::deserialize(field).map(Some)
}

/// A checked change of a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotChange {
    /// What the form was made from.
    pub seen: Seen,
    /// For how long.
    pub minutes: Option<i32>,
    /// What it is called.
    pub title: Option<String>,
}

impl SlotForm {
    /// The form of a slot that is there.
    #[must_use]
    pub fn of(slot: &Slot) -> Self {
        Self {
            seen: Seen::of(slot),
            minutes: Some(slot.minutes.to_string()),
            title: slot.content.title().map(str::to_owned),
        }
    }

    /// Checks all fields.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn check(&self, language: Language) -> Result<SlotChange, FieldErrors> {
        let mut checks = Checks::new(language);
        let title = self
            .title
            .as_deref()
            .map(|raw| checks.field("title", slot_title(raw)));
        let minutes = self
            .minutes
            .as_deref()
            .map(|raw| checks.field("minutes", slot_minutes(raw)));
        match (minutes, title) {
            (Some(None), _) | (_, Some(None)) => Err(checks.errors()),
            (minutes, title) => Ok(SlotChange {
                seen: self.seen.clone(),
                minutes: minutes.flatten(),
                title: title.flatten(),
            }),
        }
    }
}

/// `POST …/slots/{slot}/position`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MoveForm {
    /// The order it was made from.
    pub seen: Seen,
    /// `up`, `down`, or the place to go to, from 1.
    pub to: String,
}

impl MoveForm {
    /// Where the slot goes; none when it is nowhere.
    #[must_use]
    pub fn check(&self) -> Option<Move> {
        self.to.parse().ok()
    }
}

/// `POST …/events/{event}/releases`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ReleaseForm {
    /// The day and the agenda on the page.
    pub seen: Seen,
}

fn slot_title(raw: &str) -> Result<String, TextError> {
    Line::<120>::parse(raw).map(Into::into)
}

fn slot_minutes(raw: &str) -> Result<i32, TextError> {
    minutes(raw, 1, LONGEST_SLOT, "events-field-minutes-slot")
}

fn minutes(raw: &str, least: i32, most: i32, words: &'static str) -> Result<i32, TextError> {
    let raw = raw.trim();
    if raw.is_empty() {
        return Err(TextError::Required);
    }
    let number = raw.parse().ok().filter(|n| (least..=most).contains(n));
    number.ok_or(TextError::Form(words))
}

/// An `https` address, or nothing.
fn link(raw: &str) -> Result<String, TextError> {
    if raw.trim().is_empty() {
        return Ok(String::new());
    }
    let address = WebAddress::parse(raw).ok().filter(WebAddress::is_secure);
    address
        .map(String::from)
        .ok_or(TextError::Form("events-field-link"))
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
        for bad in [
            "http://example.org",
            "javascript:alert(1)",
            "https://user@example.org",
        ] {
            assert_eq!(link(bad), Err(TextError::Form("events-field-link")), "{bad}");
        }
    }

    #[test]
    fn slots() {
        let slot = |kind: &str, title: &str, minutes: &str| {
            let (kind, title, minutes) = (kind.to_owned(), title.to_owned(), minutes.to_owned());
            let form = NewSlot {
                id: String::new(),
                kind,
                story: String::new(),
                title,
                minutes,
            };
            form.check(Language::En).ok()
        };
        assert_eq!(
            slot("break", "Tea", " 5 "),
            Some((Content::Break("Tea".to_owned()), 5))
        );
        for (kind, title, minutes) in [
            ("lunch", "Tea", "5"),
            ("break", " ", "5"),
            ("free", "x", "0"),
            ("free", "x", "481"),
            ("free", "x", "ten"),
            ("story", "x", "5"),
        ] {
            assert_eq!(slot(kind, title, minutes), None, "{kind} {title} {minutes}");
        }
    }
}
