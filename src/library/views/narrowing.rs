//! Ways to narrow a list down: a box to search in, filters, a day or a week.

use super::{card::Shelf, week_text};
use crate::{library::forms::Browse, platform::i18n::Language, stories::Intensity};
use serde::Serialize;

/// The form with which somebody searches: what they look for, and what else its address keeps.
#[derive(Debug, Serialize)]
pub struct SearchBox {
    action: String,
    q: String,
    kept: Vec<Kept>,
}

#[derive(Debug, Serialize)]
struct Kept {
    name: &'static str,
    value: String,
}

impl SearchBox {
    pub fn new(top: &Browse, base: &str) -> Self {
        let kept = top.fields().filter(|(name, _)| *name != "q");
        Self {
            action: format!("{base}/library"),
            q: top.q.clone(),
            kept: kept.map(|(name, value)| Kept { name, value: value.to_owned() }).collect(),
        }
    }
}

/// Links that narrow a list down.
#[derive(Debug, Serialize)]
pub struct FilterRow {
    pub label: String,
    pub items: Vec<FilterLink>,
}

#[derive(Debug, Serialize)]
pub struct FilterLink {
    pub label: String,
    pub href: String,
    pub current: bool,
}

#[derive(Debug, Serialize)]
pub struct Narrowed {
    pub label: String,
    /// Language of the label when it is not the reader's; else empty.
    pub lang: &'static str,
    pub href: String,
}

/// Makes a group of links: all, then each of `choices` as (value, label).
fn group(
    label: &str,
    chosen: &str,
    choices: Vec<(&str, &str)>,
    shelf: Shelf<'_>,
    with: impl Fn(&str) -> Browse,
) -> FilterRow {
    let all = shelf.reader.text("library-filter-all");
    let link = |(value, label): (&str, &str)| FilterLink {
        label: label.to_owned(),
        href: with(value).address(shelf.base),
        current: value == chosen,
    };
    FilterRow {
        label: shelf.reader.text(label),
        items: std::iter::once(("", all.as_str())).chain(choices).map(link).collect(),
    }
}

pub fn filters(top: &Browse, shelf: Shelf<'_>, languages: &[Language]) -> Vec<FilterRow> {
    let all = [themes(top, shelf), spoken(top, shelf, languages), Some(weighed(top, shelf))];
    all.into_iter().flatten().collect()
}

fn themes(top: &Browse, shelf: Shelf<'_>) -> Option<FilterRow> {
    let themes = shelf.themes.iter().map(|theme| (theme.slug.as_str(), theme.name(shelf.reader))).collect();
    let with = |slug: &str| Browse { theme: slug.to_owned(), ..top.clone() };
    (!shelf.themes.is_empty()).then(|| group("library-filter-theme", &top.theme, themes, shelf, with))
}

fn spoken(top: &Browse, shelf: Shelf<'_>, languages: &[Language]) -> Option<FilterRow> {
    let spoken = languages.iter().map(|language| (language.as_str(), language.own_name())).collect();
    let with = |word: &str| Browse { language: word.to_owned(), ..top.clone() };
    (languages.len() > 1).then(|| group("library-filter-language", &top.language, spoken, shelf, with))
}

fn weighed(top: &Browse, shelf: Shelf<'_>) -> FilterRow {
    let labels: Vec<(&str, String)> =
        Intensity::ALL.iter().map(|one| (one.as_str(), shelf.reader.text(&one.key()))).collect();
    let choices = labels.iter().map(|(word, label)| (*word, label.as_str())).collect();
    let with = |word: &str| Browse { intensity: word.to_owned(), ..top.clone() };
    group("library-filter-intensity", &top.intensity, choices, shelf, with)
}

pub fn narrowed(event: Option<(String, &'static str)>, top: &Browse, shelf: Shelf<'_>) -> Vec<Narrowed> {
    let event = event.map(|(label, lang)| Narrowed {
        label,
        lang,
        href: Browse { event: String::new(), ..top.clone() }.address(shelf.base),
    });
    let week = (!top.week.is_empty()).then(|| Narrowed {
        label: week_text(&top.week, shelf.reader),
        lang: "",
        href: Browse { week: String::new(), ..top.clone() }.address(shelf.base),
    });
    event.into_iter().chain(week).collect()
}
