//! A day and its agenda, working or released.

use super::{
    slot::Content,
    translation::{Translations, Words},
    when,
};
use crate::platform::i18n::Language;
use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Day {
    pub title: String,
    /// Introduction; may be empty.
    pub intro: String,
    /// Start, in wall-clock time at the place.
    pub starts_at: NaiveDateTime,
    /// Planned length.
    pub minutes: i32,
    pub time_zone: Tz,
    pub place: String,
    /// Address for those who follow from elsewhere: `https`, or empty.
    pub link: String,
    /// Language of title, intro and slot titles.
    pub language: Language,
    pub translations: Translations,
}

/// A slot with its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Placed {
    pub content: Content,
    /// Start, in wall-clock time at the place.
    pub starts_at: NaiveDateTime,
    pub minutes: i32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Programme {
    pub day: Day,
    pub slots: Vec<Placed>,
}

impl Day {
    /// Returns the title for readers of a language.
    pub fn title_for(&self, reader: Language) -> Words<'_> {
        let own = Words::new(&self.title, self.language);
        self.translations.title(reader).unwrap_or(own)
    }

    /// Returns the intro for readers of a language; may be empty.
    pub fn intro_for(&self, reader: Language) -> Words<'_> {
        let own = Words::new(&self.intro, self.language);
        self.translations.intro(reader).unwrap_or(own)
    }

    /// Returns the beginning as a moment.
    pub fn begins(&self) -> DateTime<Utc> {
        when::instant(self.starts_at, self.time_zone)
    }

    /// Returns the planned end, in wall-clock time at the place.
    pub fn ends_at(&self) -> NaiveDateTime {
        when::later(self.starts_at, self.minutes, self.time_zone)
    }

    pub fn over(&self) -> DateTime<Utc> {
        self.begins() + chrono::Duration::minutes(self.minutes.into())
    }

    /// Returns true until the day is over.
    pub fn is_coming(&self, now: DateTime<Utc>) -> bool {
        self.over() > now
    }
}

/// Returns when the first of the days that are still coming is over.
pub fn next_over<'a>(days: impl IntoIterator<Item = &'a Day>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    days.into_iter().filter(|day| day.is_coming(now)).map(Day::over).min()
}

impl Day {
    /// Returns a day of an hour in Brussels, for samples of pages and for tests.
    pub fn sample(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            intro: String::new(),
            starts_at: "2026-12-03T14:00:00".parse().unwrap_or_default(),
            minutes: 60,
            time_zone: Tz::Europe__Brussels,
            place: String::new(),
            link: String::new(),
            language: Language::En,
            translations: Translations::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::translation::Translation;

    #[test]
    fn a_day_is_coming_until_it_has_ended() {
        let day = Day::sample("Oops");
        assert_eq!(day.begins(), "2026-12-03T13:00:00Z".parse::<DateTime<Utc>>().unwrap());
        assert_eq!(day.ends_at(), "2026-12-03T15:00:00".parse().unwrap());
        let is_coming = |minutes| day.is_coming(day.begins() + chrono::Duration::minutes(minutes));
        assert_eq!([-1, 59, 60, 61].map(is_coming), [true, true, false, false]);
    }

    #[test]
    fn readers_get_a_translation_or_the_words_of_the_day() {
        let french = Translation { title: "Oups".to_owned(), intro: "Venez".to_owned() };
        let day = Day {
            intro: "Come".to_owned(),
            translations: [(Language::Fr, french)].into_iter().collect(),
            ..Day::sample("Oops")
        };
        let words = |reader| (day.title_for(reader), day.intro_for(reader));
        let own = |title, intro, language| (Words::new(title, language), Words::new(intro, language));
        assert_eq!(words(Language::Fr), own("Oups", "Venez", Language::Fr));
        assert_eq!(words(Language::Nl), own("Oops", "Come", Language::En));
    }
}
