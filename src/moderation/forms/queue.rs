//! Address of the queue.

use crate::{
    moderation::{
        filter::{Filter, Shown},
        look::{Asked, PAGE},
        words::Words,
    },
    platform::{error::Error, text_enum::UnknownWord},
};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Highest number of stories that a page begins after.
const FURTHEST: i64 = 1_000_000;

/// `?status=&theme=&language=&lane=&intensity=&q=&from=`, each optional; `page` stands for `from` in old addresses.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct QueueQuery {
    pub status: String,
    pub theme: String,
    pub language: String,
    pub lane: String,
    pub intensity: String,
    pub q: String,
    /// Stories before those of the page.
    pub from: String,
    pub page: String,
}

impl QueueQuery {
    /// Parses the filters.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a filter that there is not.
    pub fn filter(&self) -> Result<Filter, Error> {
        Ok(Filter {
            shown: self.status.parse::<Shown>().map_err(|_| Error::NotFound)?,
            theme: if self.theme.is_empty() {
                None
            } else {
                Some(self.theme.parse().map_err(|_| Error::NotFound)?)
            },
            language: choice(&self.language)?,
            lane: choice(&self.lane)?,
            intensity: choice(&self.intensity)?,
        })
    }

    /// Returns all of it but the place, as a query without `?`.
    pub fn kept(&self) -> String {
        let fields = [
            ("status", &self.status),
            ("theme", &self.theme),
            ("language", &self.language),
            ("lane", &self.lane),
            ("intensity", &self.intensity),
            ("q", &self.q),
        ];
        let set = fields.into_iter().filter(|(_, value)| !value.is_empty());
        form_urlencoded::Serializer::new(String::new()).extend_pairs(set).finish()
    }

    /// Parses everything.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a filter that there is not, [`Error::Malformed`] for a place that is no number.
    pub fn check(&self) -> Result<Asked, Error> {
        let size = i64::try_from(PAGE).unwrap_or(i64::MAX);
        let from = number(&self.from)?.or(number(&self.page)?.map(|page| page.saturating_mul(size)));
        let q = self.q.chars().take(Words::LONGEST).filter(|sign| !sign.is_control()).collect::<String>();
        Ok(Asked {
            filter: self.filter()?,
            words: Words::read(&q),
            q,
            from: from.unwrap_or(0).clamp(0, FURTHEST),
        })
    }
}

fn choice<T: FromStr<Err = UnknownWord>>(word: &str) -> Result<Option<T>, Error> {
    if word.is_empty() { Ok(None) } else { word.parse().map(Some).map_err(|_| Error::NotFound) }
}

fn number(typed: &str) -> Result<Option<i64>, Error> {
    if typed.is_empty() { Ok(None) } else { typed.parse().map(Some).map_err(|_| Error::Malformed("place")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_begins_within_bounds() {
        let from = |from: &str, page: &str| {
            let query = QueueQuery { from: from.to_owned(), page: page.to_owned(), ..QueueQuery::default() };
            query.check().map(|asked| asked.from).ok()
        };
        assert_eq!(from("", ""), Some(0));
        assert_eq!(from("", "2"), Some(100));
        assert_eq!(from("7", "2"), Some(7));
        assert_eq!((from("-1", ""), from("", "-1")), (Some(0), Some(0)));
        assert_eq!((from("1000000000", ""), from("", "1000000000")), (Some(FURTHEST), Some(FURTHEST)));
        assert_eq!((from("x", ""), from("", "99999999999999999999")), (None, None));
    }

    #[test]
    fn an_unknown_filter_is_not_found() {
        let query = |name: &str, value: &str| {
            let mut query = QueueQuery::default();
            let field = match name {
                "status" => &mut query.status,
                "theme" => &mut query.theme,
                "language" => &mut query.language,
                "lane" => &mut query.lane,
                _ => &mut query.intensity,
            };
            value.clone_into(field);
            query.filter()
        };
        for name in ["status", "theme", "language", "lane", "intensity"] {
            assert!(matches!(query(name, "huge"), Err(Error::NotFound)), "{name}");
            assert!(query(name, "").is_ok(), "{name}");
        }
    }

    #[test]
    fn stories_are_opened_one_by_one_only_where_they_must_be() {
        let asked = |q: &str, intensity: &str| {
            let query =
                QueueQuery { q: q.to_owned(), intensity: intensity.to_owned(), ..QueueQuery::default() };
            query.check().unwrap()
        };
        assert!(!asked("", "").looks_through() && !asked(" ¿\0 ", "").looks_through());
        assert!(asked("crane", "").looks_through() && asked("", "heavy").looks_through());
        assert_eq!(asked(&"é".repeat(10_000), "").q.chars().count(), Words::LONGEST);
    }
}
