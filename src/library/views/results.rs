//! Results of a search.

use super::{
    card::{CardRow, Shelf},
    narrowing::{FilterLink, FilterRow, Narrowed, SearchBox, filters, narrowed},
};
use crate::{
    library::{
        excerpt::excerpt,
        forms::Browse,
        model::{Card, Readable},
        search::{
            excerpt::{Piece, best, whole},
            order::Order,
        },
    },
    platform::{i18n::Language, view::View},
};
use fluent_bundle::FluentArgs;
use serde::Serialize;
use std::collections::BTreeSet;

/// Results of a search.
pub struct Results<'a> {
    pub browse: &'a Browse,
    pub order: Order,
    /// Stories on this page.
    pub stories: &'a [Readable],
    pub lexemes: &'a BTreeSet<String>,
    /// Stories that fit, where it is known, and whether there are more.
    pub total: Option<(usize, bool)>,
    /// Search that took the place of one that nothing fits.
    pub instead: Option<Instead>,
    /// Name of the next page.
    pub next: Option<String>,
    /// Title of the day that the list is narrowed down to, with its language if it is foreign.
    pub event: Option<(String, &'static str)>,
    /// Set when the words say nothing by themselves.
    pub is_empty: bool,
}

/// Search that took the place of one that nothing fits.
#[derive(Debug, Clone)]
pub enum Instead {
    /// Words that are nearest to those typed: both, each with a comma between.
    Words(String, String),
    Any,
}

/// `templates/library/results.html`
#[derive(Debug, Serialize)]
pub struct ResultsPage {
    search: SearchBox,
    filters: Vec<FilterRow>,
    narrowed: Vec<Narrowed>,
    /// Number of stories that fit, in words; may be empty.
    count: String,
    /// Sentence about the search that was made instead; may be empty.
    instead: String,
    stories: Vec<ResultRow>,
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
    fn new(story: &Readable, lexemes: &BTreeSet<String>, shelf: Shelf<'_>) -> Self {
        let parts = [&story.learned, &story.what_happened, &story.advice, &story.made_sense, &story.cost];
        let found = parts.into_iter().filter_map(|part| best(part, story.language, lexemes));
        // The first of the best.
        let shown = found.reduce(|best, next| if next.0 > best.0 { next } else { best });
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
        let (wider, reader) = (top.without_filters(), shelf.reader);
        let row = |story| ResultRow::new(story, results.lexemes, shelf);
        let later = !results.browse.after.is_empty();
        Self {
            search: SearchBox::new(&top, shelf.base),
            filters: [order(results.order, &top, shelf)]
                .into_iter()
                .chain(filters(&top, shelf, languages))
                .collect(),
            narrowed: narrowed(results.event.clone(), &top, shelf),
            count: results.total.map_or_else(String::new, |total| count(total, reader)),
            instead: results.instead.as_ref().map_or_else(String::new, |instead| instead.text(reader)),
            stories: results.stories.iter().map(row).collect(),
            says_nothing: results.is_empty,
            wider: (wider != top).then(|| wider.address(shelf.base)),
            all_href: Browse::default().address(shelf.base),
            first: later.then(|| top.address(shelf.base)),
            next: results.next.clone().map(|after| Browse { after, ..top.clone() }.address(shelf.base)),
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

fn count((stories, more): (usize, bool), reader: Language) -> String {
    match (stories, more) {
        (0, _) => String::new(),
        (n, true) => reader.text_n("library-search-count-more", n),
        (n, false) => reader.text_n("library-search-count", n),
    }
}

impl Instead {
    fn text(&self, reader: Language) -> String {
        match self {
            Self::Any => reader.text("library-search-any"),
            Self::Words(typed, meant) => {
                let mut args = FluentArgs::new();
                args.set("typed", typed.clone());
                args.set("meant", meant.clone());
                reader.text_with("library-search-meant", &args)
            }
        }
    }
}

impl View for ResultsPage {
    const TEMPLATE: &'static str = "library/results.html";
    fn samples() -> Vec<Self> {
        use crate::{ids::StoryId, organisations::Readers};
        let story = Readable {
            story_id: StoryId::new(),
            version: 1,
            week: "2026-W48".to_owned(),
            language: Language::Fr,
            theme_id: None,
            event_id: None,
            readers: Readers::House,
            title: "La facture partie deux fois".to_owned(),
            what_happened: "sample".to_owned(),
            made_sense: String::new(),
            cost: String::new(),
            learned: "sample".to_owned(),
            advice: String::new(),
            shown_name: Some("Mia".to_owned()),
        };
        let stories = [story];
        let lexemes = BTreeSet::from(["ffactur".to_owned()]);
        let shelf = Shelf { base: "/acme", themes: &[], reader: Language::En };
        let browse = Browse { q: "facture".to_owned(), ..Browse::default() };
        let narrow = Browse { week: "2026-W48".to_owned(), after: "x".to_owned(), ..browse.clone() };
        let results = |browse, stories, total, instead| Results {
            browse,
            order: Order::Fit,
            stories,
            lexemes: &lexemes,
            total,
            instead,
            next: Some("x".to_owned()),
            event: None,
            is_empty: false,
        };
        let meant = Instead::Words("factrue".to_owned(), "facture".to_owned());
        let nothing = results(&browse, &[], Some((0, false)), None);
        let silent = Results { is_empty: true, ..results(&narrow, &[], None, None) };
        [
            results(&browse, &stories[..], Some((1, false)), Some(meant)),
            results(&narrow, &stories, Some((300, true)), Some(Instead::Any)),
            nothing,
            silent,
        ]
        .iter()
        .map(|results| Self::new(results, shelf, Language::ALL))
        .collect()
    }
}
