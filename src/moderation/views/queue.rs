//! Queue of stories.

use super::{super::lease::Lease, stage_name, told_by, week};
use crate::{
    ids::StoryId,
    platform::{i18n::Language, time::short_date, view::View},
    stories::{Anonymity, Lane, Stage, Story, StoryStatus, ToldBy, store::Titled},
};
use chrono::{Duration, NaiveDate};
use serde::Serialize;
use std::collections::BTreeMap;

/// `templates/moderation/queue.html`
#[derive(Debug, Serialize)]
pub struct QueuePage {
    filters: Vec<Filter>,
    stories: Vec<StoryRow>,
    /// Unreviewed stories from lanes open to anybody.
    quarantine: Vec<StoryRow>,
    previous: String,
    next: String,
}

#[derive(Debug, Serialize)]
struct Filter {
    label: String,
    href: String,
    current: bool,
    count: i64,
}

#[derive(Debug, Serialize)]
struct StoryRow {
    id: StoryId,
    title: String,
    href: String,
    week: String,
    lang: Language,
    language: &'static str,
    told_by: String,
    told_by_icon: &'static str,
    theme: String,
    named: bool,
    /// Set when the name came without the poster code.
    unverified: bool,
    holder: Option<String>,
    erased: Option<String>,
}

/// Time before an erasure in which the queue announces it.
const NEAR: Duration = Duration::days(14);

/// Contents of a page of the queue.
pub struct Queue<'a> {
    /// Filter as in the address.
    pub shown: &'a str,
    pub counts: &'a BTreeMap<Stage, i64>,
    pub stories: &'a [Titled],
    pub leases: &'a BTreeMap<StoryId, Lease>,
    /// Names of themes.
    pub themes: &'a BTreeMap<crate::ids::ThemeId, String>,
    /// Number of the page, from 0.
    pub page: i64,
    /// Set when there is a next page.
    pub more: bool,
    pub today: NaiveDate,
}

impl Queue<'_> {
    /// Describes the date of an erasure that is near.
    fn erased_soon(&self, titled: &Titled, language: Language) -> Option<String> {
        titled.title.as_ref()?;
        let (_, day) = titled.story.age().next()?;
        (day <= self.today + NEAR)
            .then(|| language.text_n("moderation-erased-soon", short_date(day, language)))
    }
}

impl QueuePage {
    /// Renders the queue at `desk` (`/desk/acme`).
    pub fn new(queue: &Queue<'_>, desk: &str, language: Language) -> Self {
        let at = |page: i64| format!("{desk}/stories?status={}&page={page}", queue.shown);
        let filter = |stage: &Stage| Filter {
            label: stage_name(*stage, language),
            href: format!("{desk}/stories?status={stage}"),
            current: stage.as_str() == queue.shown,
            count: queue.counts.get(stage).copied().unwrap_or(0),
        };
        let row = |titled @ Titled { story, title }: &Titled| StoryRow {
            id: story.id,
            title: title.clone().unwrap_or_else(|| language.text("moderation-erased")),
            href: format!("{desk}/stories/{}", story.id),
            week: week(&story.week, language),
            lang: story.language,
            language: story.language.own_name(),
            told_by: told_by(story.told_by, language),
            told_by_icon: told_by_icon(story.told_by),
            theme: story.theme_id.and_then(|id| queue.themes.get(&id).cloned()).unwrap_or_default(),
            named: story.anonymity == Anonymity::Named,
            unverified: story.has_unverified_name(),
            holder: queue.leases.get(&story.id).map(|lease| lease.name.clone()),
            erased: queue.erased_soon(titled, language),
        };
        let apart = |titled: &&Titled| {
            let story = &titled.story;
            story.lane.is_from_anybody() && story.status == StoryStatus::Submitted
        };
        let (quarantine, stories): (Vec<_>, Vec<_>) = queue.stories.iter().partition(apart);
        Self {
            filters: Stage::ALL.iter().map(filter).collect(),
            stories: stories.into_iter().map(row).collect(),
            quarantine: quarantine.into_iter().map(row).collect(),
            previous: if queue.page > 0 { at(queue.page - 1) } else { String::new() },
            next: if queue.more { at(queue.page + 1) } else { String::new() },
        }
    }
}

const fn told_by_icon(told_by: ToldBy) -> &'static str {
    match told_by {
        ToldBy::Author => "mic",
        ToldBy::Reader => "message-circle",
        ToldBy::Library => "archive",
    }
}

impl View for QueuePage {
    const TEMPLATE: &'static str = "moderation/queue.html";
    fn samples() -> Vec<Self> {
        let house = Story::sample(StoryStatus::Submitted);
        let open = Story { lane: Lane::Open, ..house.clone() };
        let unverified = Story { lane: Lane::Unverified, anonymity: Anonymity::Named, ..house.clone() };
        let erased = house.age().next().map_or(NaiveDate::default(), |(_, day)| day);
        let untitled = Titled { story: house.clone(), title: None };
        let titled = Titled { story: house, title: Some("sample".to_owned()) };
        let [open, unverified] = [open, unverified].map(|story| Titled { story, title: None });
        let none = BTreeMap::new();
        let page = |stories: &[Titled], today| {
            let queue = Queue {
                shown: "submitted",
                counts: &BTreeMap::new(),
                stories,
                leases: &none,
                themes: &BTreeMap::new(),
                page: 1,
                more: true,
                today,
            };
            Self::new(&queue, "/desk/acme", Language::En)
        };
        vec![page(&[], erased), page(&[untitled], erased), page(&[titled, open, unverified], erased)]
    }
}
