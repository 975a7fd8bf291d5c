//! The list of the library.

use super::{
    card::{CardRow, Shelf},
    narrowing::{FilterRow, Narrowed, SearchBox, filters, narrowed},
    packs::{PackRow, sample_pack},
};
use crate::{
    library::{
        forms::{Browse, Part},
        model::Card,
    },
    platform::{i18n::Language, view::View},
};
use serde::Serialize;

/// `templates/library/list.html`
#[derive(Debug, Serialize)]
pub struct LibraryPage {
    search: SearchBox,
    stories: Vec<CardRow>,
    /// Reading packs, on the first page.
    packs: Vec<PackRow>,
    /// Groups of links that narrow the list down.
    filters: Vec<FilterRow>,
    /// Day or week that the list is narrowed down to, with a link that takes it away.
    narrowed: Vec<Narrowed>,
    /// Set when one of the filters is set.
    filtered: bool,
    /// Set when the list is narrowed down in any way.
    is_part: bool,
    all_href: String,
    feed_href: String,
    previous: Option<String>,
    next: Option<String>,
}

/// A part of the list, as its address asked for it.
pub struct List<'a> {
    pub browse: &'a Browse,
    pub part: &'a Part,
    pub cards: &'a [Card],
    /// Set when there are more in the direction of reading.
    pub more: bool,
    /// Title of the day that the list is narrowed down to, with its language if it is foreign.
    pub event: Option<(String, &'static str)>,
    pub packs: Vec<PackRow>,
}

impl LibraryPage {
    /// Shows a part of the list; `key` is what a feed reader adds to the address of the feed, with its question mark.
    pub fn new(list: List<'_>, shelf: Shelf<'_>, languages: &[Language], key: &str) -> Self {
        let top = list.browse.from_the_top();
        let address = |browse: Browse| browse.address(shelf.base);
        let (back, on) = match list.part {
            Part::Newest => (false, list.more),
            Part::After(_) => (true, list.more),
            Part::Before(_) => (list.more, true),
        };
        let newest = list.cards.first().filter(|_| back).map(Card::position);
        let oldest = list.cards.last().filter(|_| on).map(Card::position);
        Self {
            search: SearchBox::new(&top, shelf.base),
            stories: list.cards.iter().map(|card| CardRow::new(card, shelf)).collect(),
            packs: list.packs,
            filters: filters(&top, shelf, languages),
            narrowed: narrowed(list.event, &top, shelf),
            filtered: top.is_filtered(),
            is_part: top != Browse::default(),
            all_href: Browse::default().address(shelf.base),
            feed_href: format!("{}/library.atom{key}", shelf.base),
            previous: newest.map(|before| address(Browse { before, ..top.clone() })),
            next: oldest.map(|after| address(Browse { after, ..top.clone() })),
        }
    }
}

impl View for LibraryPage {
    const TEMPLATE: &'static str = "library/list.html";
    fn samples() -> Vec<Self> {
        let cards = [Language::Fr, Language::En].map(Card::sample);
        let shelf = Shelf { base: "/acme", themes: &[], reader: Language::En };
        let page = |browse: &Browse, part: &Part, cards: &[Card]| {
            let event = (!browse.event.is_empty()).then(|| ("Vrijdag".to_owned(), "nl"));
            let packs = PackRow::all(&[sample_pack()], "/acme/library", Language::En);
            let list = List { browse, part, cards, more: true, event, packs };
            Self::new(list, shelf, Language::ALL, "?key=x")
        };
        let here = Card::sample(Language::Nl).position().parse().ok();
        let part = here.map(Part::After).unwrap_or_default();
        let narrow = Browse { event: "x".to_owned(), week: "2026-W48".to_owned(), ..Browse::default() };
        vec![
            page(&Browse::default(), &Part::Newest, &[]),
            page(&Browse::default(), &Part::Newest, &cards),
            page(&narrow, &part, &cards),
            page(&narrow, &Part::Newest, &[]),
        ]
    }
}
