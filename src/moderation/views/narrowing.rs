//! Links that narrow the queue down, each with how many stories it leads to.

use crate::{
    moderation::{
        filter::{Census, Filter, Shown},
        saved::SavedView,
    },
    organisations::Theme,
    platform::{i18n::Language, view::with_query},
    stories::{Intensity, Lane, State},
};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct FilterRow {
    label: String,
    items: Vec<FilterLink>,
}

#[derive(Debug, Serialize)]
pub struct FilterLink {
    pub label: String,
    pub href: String,
    pub current: bool,
    pub count: Option<i64>,
}

/// States that a moderator can do nothing about: they are offered when there are stories in them.
const OVER: [State; 2] = [State::Withdrawn, State::Expired];

pub struct Narrowing<'a> {
    pub filter: Filter,
    /// Words that are looked for, which every link but a view keeps.
    pub q: &'a str,
    /// Absent where stories are not counted.
    pub census: Option<&'a Census>,
    pub desk: &'a str,
    pub language: Language,
}

impl Narrowing<'_> {
    pub fn states(&self) -> Vec<FilterLink> {
        let state = |state: &State| Shown::State(*state);
        let all = State::ALL.iter().filter(|state| !OVER.contains(state)).map(state);
        let over = OVER.iter().map(state).filter(|shown| {
            *shown == self.filter.shown || self.count(&Filter { shown: *shown, ..self.filter }) > Some(0)
        });
        let old = matches!(self.filter.shown, Shown::Status(_)).then_some(self.filter.shown);
        let choices = [Shown::Mine].into_iter().chain(all).chain(over).chain(old).chain([Shown::All]);
        choices
            .map(|shown| self.link(shown_name(shown, self.language), Filter { shown, ..self.filter }))
            .collect()
    }

    pub fn rows(&self, themes: &[Theme], languages: &[Language]) -> Vec<FilterRow> {
        let filter = self.filter;
        let themes = themes
            .iter()
            .map(|theme| (theme.name(self.language).to_owned(), Filter { theme: Some(theme.id), ..filter }));
        let spoken = languages
            .iter()
            .map(|one| (one.own_name().to_owned(), Filter { language: Some(*one), ..filter }));
        let lanes = Lane::ALL
            .iter()
            .map(|lane| (lane_name(*lane, self.language), Filter { lane: Some(*lane), ..filter }));
        let weights = Intensity::ALL
            .iter()
            .map(|one| (self.language.text(&one.key()), Filter { intensity: Some(*one), ..filter }));
        let all = [
            self.row("moderation-fact-theme", Filter { theme: None, ..filter }, themes.collect()),
            self.row("moderation-filter-language", Filter { language: None, ..filter }, spoken.collect()),
            self.row("moderation-fact-lane", Filter { lane: None, ..filter }, lanes.collect()),
            self.row("moderation-intensity", Filter { intensity: None, ..filter }, weights.collect()),
        ];
        // A filter with one choice narrows nothing down.
        all.into_iter().filter(|row| row.items.len() > 2).collect()
    }

    fn row(&self, label: &str, any: Filter, choices: Vec<(String, Filter)>) -> FilterRow {
        let any = (self.language.text("moderation-filter-any"), any);
        let links = std::iter::once(any).chain(choices);
        FilterRow {
            label: self.language.text(label),
            items: links.map(|(label, filter)| self.link(label, filter)).collect(),
        }
    }

    fn link(&self, label: String, filter: Filter) -> FilterLink {
        FilterLink {
            label,
            href: self.address(&filter),
            current: filter == self.filter,
            count: self.count(&filter),
        }
    }

    pub fn view(&self, view: &SavedView) -> FilterLink {
        FilterLink {
            label: view.name.clone(),
            href: view.filter.address(self.desk),
            current: view.filter == self.filter && self.q.is_empty(),
            count: self.count(&view.filter),
        }
    }

    fn count(&self, filter: &Filter) -> Option<i64> {
        let counted = self.census.filter(|_| filter.intensity.is_none());
        counted.map(|census| census.count(filter))
    }

    pub fn address(&self, filter: &Filter) -> String {
        filter.address_with(self.q, self.desk)
    }

    /// Returns the address of the page that begins after `from` stories.
    pub fn address_from(&self, from: i64) -> String {
        let address = self.address(&self.filter);
        if from == 0 { address } else { with_query(&address, &format!("from={from}")) }
    }
}

pub fn shown_name(shown: Shown, language: Language) -> String {
    match shown {
        Shown::State(state) => state_name(state, language),
        other => language.text(&format!("moderation-shown-{}", other.as_str().replace('_', "-"))),
    }
}

pub fn state_name(state: State, language: Language) -> String {
    language.text(&format!("moderation-status-{state}"))
}

fn lane_name(lane: Lane, language: Language) -> String {
    language.text(&format!("moderation-lane-{lane}"))
}

/// Says what a filter shows, in one line.
pub fn in_words(filter: &Filter, themes: &[Theme], language: Language) -> String {
    let theme = themes.iter().find(|theme| Some(theme.id) == filter.theme);
    let parts = [
        Some(shown_name(filter.shown, language)),
        theme.map(|theme| theme.name(language).to_owned()),
        filter.language.map(|language| language.own_name().to_owned()),
        filter.lane.map(|lane| lane_name(lane, language)),
        filter.intensity.map(|intensity| language.text(&intensity.key())),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
