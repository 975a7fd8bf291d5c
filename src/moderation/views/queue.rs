//! Queue of stories.

use super::{
    narrowing::{FilterLink, FilterRow, Narrowing},
    row::{Rows, StoryRow},
};
use crate::{
    moderation::{
        filter::Shown,
        look::{Asked, Found, PAGE},
        store::queue::Queue,
    },
    platform::i18n::Language,
    stories::{StoryStatus, store::queue::Listed},
};
use chrono::NaiveDate;
use fluent_bundle::FluentArgs;
use serde::Serialize;

/// `templates/moderation/queue.html`
#[derive(Debug, Serialize)]
pub struct QueuePage {
    /// Address of this page.
    here: String,
    base: String,
    /// Links that choose a state, with how many stories are in it.
    states: Vec<FilterLink>,
    views: Vec<FilterLink>,
    /// Page where these filters can be kept.
    keep: String,
    search: SearchBox,
    filters: Vec<FilterRow>,
    /// Set when more than a state is chosen.
    narrowed: bool,
    /// Filters and words as hidden fields, so that a button finds its way back.
    kept: Vec<Kept>,
    stories: Vec<StoryRow>,
    /// Unreviewed stories from lanes open to anybody.
    quarantine: Vec<StoryRow>,
    /// Set when several stories can be acted on at once.
    tickable: bool,
    /// Extent to which stories were looked through; empty unless they were.
    looked: String,
    range: String,
    previous: String,
    next: String,
}

/// Form with which somebody searches, and what else its address keeps.
#[derive(Debug, Serialize)]
struct SearchBox {
    action: String,
    q: String,
    kept: Vec<Kept>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Kept {
    pub name: String,
    pub value: String,
}

impl Kept {
    pub fn of<V: Into<String>>(fields: Vec<(&'static str, V)>) -> Vec<Self> {
        let fields = fields.into_iter();
        fields.map(|(name, value)| Self { name: name.to_owned(), value: value.into() }).collect()
    }
}

/// Contents of a page of the queue.
pub struct Shelf<'a> {
    pub asked: &'a Asked,
    pub queue: &'a Queue,
    pub found: &'a Found,
    pub languages: &'a [Language],
    pub today: NaiveDate,
}

impl QueuePage {
    /// Renders the queue at `desk` (`/desk/acme`).
    pub fn new(shelf: &Shelf<'_>, desk: &str, language: Language) -> Self {
        let (asked, queue, found) = (shelf.asked, shelf.queue, shelf.found);
        let filter = asked.filter;
        let narrowing = Narrowing {
            filter,
            q: &asked.q,
            // What is looked for inside of stories is not counted.
            census: (!asked.looks_through()).then_some(&queue.census),
            desk,
            language,
        };
        let rows = Rows {
            leases: &queue.leases,
            themes: &queue.themes,
            words: &asked.words,
            states: !matches!(filter.shown, Shown::State(_)),
            today: shelf.today,
            desk,
            language,
        };
        let apart = |listed: &&Listed| {
            listed.story.lane.is_from_anybody() && listed.story.status == StoryStatus::Submitted
        };
        let (quarantine, stories): (Vec<_>, Vec<_>) = found.stories.iter().partition(apart);
        let total = queue.census.count(&filter);
        let back = back(asked);
        let [stories, quarantine] =
            [stories, quarantine].map(|some| some.into_iter().map(|it| rows.row(it)).collect::<Vec<_>>());
        Self {
            here: narrowing.address(&filter),
            base: format!("{desk}/stories"),
            states: narrowing.states(),
            views: queue.views.iter().map(|view| narrowing.view(view)).collect(),
            keep: filter.address(desk).replacen("/stories?", "/stories/views?", 1),
            search: SearchBox {
                action: format!("{desk}/stories"),
                q: asked.q.clone(),
                kept: Kept::of(filter.fields()),
            },
            filters: narrowing.rows(&queue.themes, shelf.languages),
            narrowed: filter.is_narrow() || asked.looks_through(),
            kept: Kept::of(asked.fields()),
            tickable: stories.iter().chain(&quarantine).any(StoryRow::can_be_ticked),
            stories,
            quarantine,
            looked: if asked.looks_through() {
                place("moderation-looked", (asked.from, found.until, total), language)
            } else {
                String::new()
            },
            range: if asked.looks_through() || found.stories.is_empty() {
                String::new()
            } else {
                place("moderation-range", (asked.from + 1, found.until, total), language)
            },
            previous: back.map_or_else(String::new, |from| narrowing.address_from(from)),
            next: if found.more { narrowing.address_from(found.until) } else { String::new() },
        }
    }
}

/// Returns where the page before begins; for pages that were looked through, that is the first one.
fn back(asked: &Asked) -> Option<i64> {
    let size = i64::try_from(PAGE).unwrap_or(i64::MAX);
    let before = if asked.looks_through() { 0 } else { (asked.from - size).max(0) };
    (asked.from > 0).then_some(before)
}

fn place(key: &str, (from, until, total): (i64, i64, i64), language: Language) -> String {
    let mut args = FluentArgs::new();
    args.set("from", from);
    args.set("until", until);
    args.set("all", total);
    language.text_with(key, &args)
}
