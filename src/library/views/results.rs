//! Results of a search.

use super::{
    card::{CardRow, Shelf},
    narrowing::{FilterLink, FilterRow, Narrowed, SearchBox, filters, narrowed},
};
use crate::{
    library::{
        actions::search::{Found, Instead, Meant},
        excerpt::excerpt,
        forms::Browse,
        model::{Card, Readable},
        search::{
            excerpt::{Piece, best, whole},
            order::Order,
            query::parse,
        },
        store::searching::READ_FOR_PHRASES,
    },
    platform::{
        i18n::Language,
        text::{beginning, fold::tokens},
        view::View,
    },
};
use fluent_bundle::FluentArgs;
use serde::Serialize;
use std::collections::BTreeSet;

/// Most characters shown of what was left out of a query.
const LEFT_OUT: usize = 60;

/// Results of a search.
pub struct Results<'a> {
    pub browse: &'a Browse,
    /// End of a query that is too long.
    pub left_out: &'a str,
    pub order: Order,
    pub found: &'a Found,
    /// Stories on this page.
    pub stories: &'a [Readable],
    /// Set when nothing was found in time.
    pub late: Option<Late>,
    /// Name of the next page.
    pub next: Option<String>,
    /// Title of the day that the list is narrowed down to, with its language if it is foreign.
    pub event: Option<(String, &'static str)>,
}

/// Reason why nothing was found in time.
#[derive(Debug, Clone, Copy)]
pub enum Late {
    /// Too many search at once.
    Busy,
    /// It took too long.
    Slow,
}

/// `templates/library/results.html`
#[derive(Debug, Serialize)]
pub struct ResultsPage {
    search: SearchBox,
    filters: Vec<FilterRow>,
    /// Set when one of the filters is set.
    filtered: bool,
    narrowed: Vec<Narrowed>,
    /// Number of stories that fit, in words; may be empty.
    count: String,
    /// Note that a phrase was looked for in the newest stories only; may be empty.
    unread: String,
    /// Note on what was looked for instead; may be empty.
    instead: String,
    /// Note on what was left out of the query; may be empty.
    left_out: String,
    /// Reason why nothing was found in time; may be empty.
    late: String,
    stories: Vec<ResultRow>,
    /// Set when all words are to be left out.
    only_without: bool,
    /// Set when the words say nothing by themselves.
    says_nothing: bool,
    /// The same search without filters, where it has any.
    wider: Option<String>,
    all_href: String,
    first: Option<String>,
    next: Option<String>,
}

#[derive(Debug, Serialize)]
struct ResultRow {
    #[serde(flatten)]
    card: CardRow,
    title_pieces: Vec<Piece>,
    pieces: Vec<Piece>,
}

impl ResultRow {
    /// Shows the first part with as many of the lexemes as there are `terms`, or with the most.
    fn new(story: &Readable, lexemes: &BTreeSet<String>, terms: usize, shelf: Shelf<'_>) -> Self {
        let parts = [&story.learned, &story.what_happened, &story.advice, &story.made_sense, &story.cost];
        let mut shown: Option<(usize, Vec<Piece>)> = None;
        for found in parts.into_iter().filter_map(|part| best(part, story.language, lexemes)) {
            let worth = found.0;
            if shown.as_ref().is_none_or(|best| worth > best.0) {
                shown = Some(found);
            }
            if worth >= terms {
                break;
            }
        }
        let beginning = || vec![Piece { text: excerpt(&story.learned), marked: false }];
        Self {
            card: CardRow::new(&Card::from(story), shelf),
            title_pieces: whole(&story.title, story.language, lexemes),
            pieces: shown.map_or_else(beginning, |(_, pieces)| pieces),
        }
    }
}

impl ResultsPage {
    pub fn new(results: &Results<'_>, shelf: Shelf<'_>, languages: &[Language]) -> Self {
        let top = results.browse.from_the_top();
        let (wider, reader, found) = (top.without_filters(), shelf.reader, results.found);
        let (later, query) = (!results.browse.after.is_empty(), parse(&top.q));
        let row = |story| ResultRow::new(story, &found.lexemes, query.wanted(), shelf);
        let unread = || reader.text_n("library-search-unread", READ_FOR_PHRASES);
        let orders = std::iter::once(order(results.order, &top, shelf));
        Self {
            search: SearchBox::new(&top, shelf.base),
            filters: orders.chain(filters(&top, shelf, languages)).collect(),
            filtered: top.is_filtered() || results.order != Order::default(),
            narrowed: narrowed(results.event.clone(), &top, shelf),
            count: count(found, reader),
            unread: if found.unread { unread() } else { String::new() },
            instead: found.instead.as_ref().map_or_else(String::new, |instead| instead_text(instead, reader)),
            left_out: left_out(results.left_out, reader),
            late: results.late.map_or_else(String::new, |late| reader.text(late.key())),
            stories: results.stories.iter().map(row).collect(),
            only_without: query.is_empty() && !query.terms.is_empty(),
            says_nothing: found.lexemes.is_empty(),
            wider: (wider != top).then(|| wider.address(shelf.base)),
            all_href: Browse::default().address(shelf.base),
            first: later.then(|| top.address(shelf.base)),
            next: results.next.clone().map(|after| Browse { after, ..top.clone() }.address(shelf.base)),
        }
    }
}

impl Late {
    const fn key(self) -> &'static str {
        match self {
            Self::Busy => "library-search-busy",
            Self::Slow => "library-search-slow",
        }
    }
}

fn order(chosen: Order, top: &Browse, shelf: Shelf<'_>) -> FilterRow {
    let link = |(order, value, label): (Order, &str, &str)| FilterLink {
        label: shelf.reader.text(label),
        href: Browse { order: value.to_owned(), ..top.clone() }.address(shelf.base),
        current: order == chosen,
    };
    let orders =
        [(Order::Fit, "", "library-search-order-fit"), (Order::Week, "week", "library-search-order-week")];
    FilterRow {
        label: shelf.reader.text("library-search-order"),
        items: orders.into_iter().map(link).collect(),
    }
}

fn count(found: &Found, reader: Language) -> String {
    match found.total {
        None | Some(0) => String::new(),
        Some(n) if found.is_full() => reader.text_n("library-search-count-more", n),
        Some(n) => reader.text_n("library-search-count", n),
    }
}

fn instead_text(instead: &Instead, reader: Language) -> String {
    match instead {
        Instead::Any => reader.text("library-search-any"),
        Instead::Words(words) => {
            let list = |of: fn(&Meant) -> &str| words.iter().map(of).collect::<Vec<_>>().join(", ");
            let mut args = FluentArgs::new();
            args.set("typed", list(|word| &word.typed));
            args.set("meant", list(|word| &word.meant));
            reader.text_with("library-search-meant", &args)
        }
    }
}

fn left_out(rest: &str, reader: Language) -> String {
    if tokens(rest).is_empty() {
        return String::new();
    }
    let mut args = FluentArgs::new();
    args.set("rest", beginning(rest, LEFT_OUT));
    reader.text_with("library-search-left-out", &args)
}

impl View for ResultsPage {
    const TEMPLATE: &'static str = "library/results.html";
    fn samples() -> Vec<Self> {
        let stories = [Readable::sample(Language::Fr)];
        let shelf = Shelf { base: "/acme", themes: &[], reader: Language::En };
        let browse = Browse { q: "facture".to_owned(), ..Browse::default() };
        let narrow = Browse { week: "2026-W48".to_owned(), after: "x".to_owned(), ..browse.clone() };
        let found = |total, instead| {
            let lexemes = BTreeSet::from(["ffactur".to_owned()]);
            Found { total, lexemes, instead, ..Found::default() }
        };
        let meant = Meant { typed: "factrue".to_owned(), meant: "facture".to_owned() };
        let words = found(Some(1), Some(Instead::Words(vec![meant])));
        let (any, nothing) = (found(Some(300), Some(Instead::Any)), found(Some(0), None));
        let unread = Found { unread: true, ..found(Some(1), None) };
        let without = Browse { q: "-facture".to_owned(), ..Browse::default() };
        let results = |browse, stories, found| Results {
            browse,
            left_out: "",
            order: Order::Fit,
            found,
            stories,
            late: None,
            next: Some("x".to_owned()),
            event: None,
        };
        let late = |late| Results { late: Some(late), ..results(&browse, &[], &nothing) };
        [
            Results { left_out: "too many words", ..results(&browse, &stories[..], &words) },
            results(&narrow, &stories, &any),
            results(&browse, &[], &nothing),
            results(&narrow, &[], &Found::default()),
            results(&browse, &stories, &unread),
            results(&without, &[], &Found::default()),
            results(&browse, &[], &Found::default()),
            late(Late::Busy),
            late(Late::Slow),
        ]
        .iter()
        .map(|results| Self::new(results, shelf, Language::ALL))
        .collect()
    }
}
