//! Addresses of the list, and forms of readers.

pub mod pack;
pub mod question;

use crate::{
    ids::{EventId, OrganisationId, StoryId, ThemeId},
    intake::stamp::{Form, Stamp},
    library::{
        hiding::Recognised,
        me_too::{Mark, Purpose},
        position::{Position, Week},
        search::{order::Order, query::cut},
    },
    organisations::Theme,
    platform::{
        error::Error,
        i18n::Language,
        keys::Key,
        text::TextError,
        web::form::{Checks, FieldErrors},
    },
    stories::Intensity,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// `GET /{org}/library[?q=&order=&theme=&event=&language=&intensity=&week=&after=&before=]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Browse {
    /// Search, in the words of whoever typed it.
    pub q: String,
    /// A word of [`Order`].
    pub order: String,
    /// Slug.
    pub theme: String,
    pub event: String,
    pub language: String,
    /// A word of [`Intensity`].
    pub intensity: String,
    pub week: String,
    /// [`Position`] of the last story of the page before; among results a [`Cursor`](crate::library::search::place::Cursor).
    pub after: String,
    /// [`Position`] of the first story of the page after.
    pub before: String,
}

/// `POST /{org}/library/{story}/me-too`; stamp and proof are empty without scripts.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MeToo {
    /// Made by the browser: the button, the story, the day, something random.
    pub stamp: String,
    /// Proof of work for the stamp.
    pub proof: String,
    /// Question that somebody typed beside the button.
    pub question: String,
}

impl MeToo {
    /// Returns the press.
    ///
    /// # Errors
    /// [`Error::Malformed`] for a stamp that no browser makes here.
    pub fn mark(&self, story: StoryId, today: NaiveDate) -> Result<Mark, Error> {
        Mark::of(Purpose::MeToo, (&self.stamp, &self.proof), story, today)
            .map_err(|_| Error::Malformed("stamp"))
    }
}

/// `POST /{org}/library/{story}/hiding`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Hide {
    /// A word of [`Recognised`].
    pub who: String,
    /// Stamp that the form was handed out with.
    pub stamp: String,
    /// Proof of work; empty without scripts.
    pub proof: String,
}

impl Hide {
    pub fn fresh(key: &Key, organisation: OrganisationId, story: StoryId, now: DateTime<Utc>) -> Self {
        let stamp = Stamp::new(Form::Hide(story), now);
        Self { stamp: stamp.signed(key, organisation), ..Self::default() }
    }

    /// Returns the form's stamp, if it is genuine and of this story.
    pub fn read_stamp(
        &self,
        key: &Key,
        organisation: OrganisationId,
        story: StoryId,
        now: DateTime<Utc>,
    ) -> Option<Stamp> {
        Stamp::read(Form::Hide(story), &self.stamp, key, organisation, now).ok()
    }

    pub fn check(&self, language: Language) -> Result<Recognised, FieldErrors> {
        let mut checks = Checks::new(language);
        let who = self.who.parse().map_err(|_| TextError::Form("site-field-choose"));
        checks.field("who", who).ok_or_else(|| checks.errors())
    }
}

/// `POST /desk/{org}/hidings/{hidden}/verdict`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DecideHiding {
    /// A word of [`Verdict`](crate::library::hiding::Verdict).
    pub verdict: String,
    /// Number of the version that the page was about, 0 for none; empty from a program that names none.
    pub version: String,
}

impl DecideHiding {
    pub fn version(&self) -> Result<Option<i32>, Error> {
        if self.version.is_empty() {
            return Ok(None);
        }
        self.version.parse().map(Some).map_err(|_| Error::Malformed("version"))
    }
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub theme: Option<ThemeId>,
    pub event: Option<EventId>,
    pub language: Option<Language>,
    pub intensity: Option<Intensity>,
    pub week: Option<Week>,
}

/// Page of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Part {
    #[default]
    Newest,
    After(Position),
    Before(Position),
}

impl Browse {
    /// Parses the address.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a theme or an event that there is not; [`Error::Malformed`] for what is none.
    pub fn check(&self, themes: &[Theme]) -> Result<(Filter, Part), Error> {
        let theme = |slug: &str| themes.iter().find(|theme| theme.slug == slug).map(|theme| theme.id);
        let filter = Filter {
            theme: given(&self.theme, |slug| theme(slug).ok_or(Error::NotFound))?,
            event: given(&self.event, |id| id.parse().map_err(|_| Error::NotFound))?,
            language: given(&self.language, |word| word.parse().map_err(|_| Error::NotFound))?,
            intensity: given(&self.intensity, |word| word.parse().map_err(|_| Error::NotFound))?,
            week: given(&self.week, |week| week.parse().map_err(|_| Error::NotFound))?,
        };
        let position = |text: &str| text.parse().map_err(|_| Error::Malformed("position"));
        let part = match (given(&self.after, position)?, given(&self.before, position)?) {
            (None, None) => Part::Newest,
            (Some(position), None) => Part::After(position),
            (None, Some(position)) => Part::Before(position),
            (Some(_), Some(_)) => return Err(Error::Malformed("position")),
        };
        Ok((filter, part))
    }

    /// Tells whether somebody looks for words.
    pub fn is_search(&self) -> bool {
        !self.q.trim().is_empty()
    }

    /// Tells whether a theme, a language or an intensity is chosen.
    pub fn is_filtered(&self) -> bool {
        [&self.theme, &self.language, &self.intensity].iter().any(|chosen| !chosen.is_empty())
    }

    /// Returns the order of results.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what is none.
    pub fn order(&self) -> Result<Order, Error> {
        Ok(given(&self.order, |word| word.parse().map_err(|_| Error::NotFound))?.unwrap_or_default())
    }

    /// Returns the address with no more words than are looked for, and what was left out.
    pub fn cut(self) -> (Self, String) {
        let (read, rest) = self.q.split_at(cut(&self.q).len());
        let (q, rest) = (read.to_owned(), rest.to_owned());
        (Self { q, ..self }, rest)
    }

    /// Returns the same search among all stories.
    pub fn without_filters(&self) -> Self {
        Self { q: self.q.clone(), order: self.order.clone(), ..Self::default() }
    }

    /// Returns the same filters, from the newest story on.
    pub fn from_the_top(&self) -> Self {
        Self { after: String::new(), before: String::new(), ..self.clone() }
    }

    /// Returns what is asked for, as names and values: fields of a form, or a query.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let fields = [
            ("q", &self.q),
            ("order", &self.order),
            ("theme", &self.theme),
            ("event", &self.event),
            ("language", &self.language),
            ("intensity", &self.intensity),
            ("week", &self.week),
            ("after", &self.after),
            ("before", &self.before),
        ];
        fields.into_iter().map(|(name, value)| (name, value.as_str())).filter(|(_, value)| !value.is_empty())
    }

    /// Returns the query of this address, without a language of the page; empty when nothing is asked for.
    pub fn query(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(self.fields()).finish()
    }

    /// Returns the address at `base` (`/acme`).
    pub fn address(&self, base: &str) -> String {
        match self.query().as_str() {
            "" => format!("{base}/library"),
            query => format!("{base}/library?{query}"),
        }
    }
}

fn given<T>(text: &str, parse: impl FnOnce(&str) -> Result<T, Error>) -> Result<Option<T>, Error> {
    if text.is_empty() { Ok(None) } else { parse(text).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_its_filters_and_nothing_more() {
        let browse = Browse { theme: "a&b".to_owned(), week: "2026-W48".to_owned(), ..Browse::default() };
        assert_eq!(browse.address("/acme"), "/acme/library?theme=a%26b&week=2026-W48");
        assert_eq!(Browse::default().address("/acme"), "/acme/library");
        let later = Browse { after: "x".to_owned(), ..browse.clone() };
        assert_eq!(later.from_the_top(), browse);
        assert!(matches!(later.check(&[]), Err(Error::NotFound)), "a theme of somebody else");
        let both = Browse { before: "2026-W48.x".to_owned(), ..Browse::default() };
        assert!(matches!(both.check(&[]), Err(Error::Malformed(_))));
        assert_eq!(Browse::default().check(&[]).unwrap(), (Filter::default(), Part::Newest));
        let long = Browse { q: "word ".repeat(20), ..browse.clone() };
        let (read, rest) = long.cut();
        assert_eq!((read.q, rest), ("word ".repeat(12), "word ".repeat(8)));
    }
}
