//! A story in the queue, in two lines.

use super::{narrowing::state_name, told_by, week};
use crate::{
    ids::StoryId,
    moderation::{lease::Lease, words::Words},
    organisations::Theme,
    platform::{i18n::Language, time::short_date},
    stories::{Anonymity, Intensity, State, ToldBy, store::queue::Listed},
};
use chrono::{Duration, NaiveDate};
use serde::Serialize;
use std::collections::BTreeMap;

/// Time before an erasure in which the queue announces it.
const NEAR: Duration = Duration::days(14);

#[derive(Debug, Serialize)]
pub struct StoryRow {
    id: StoryId,
    /// Number of the version that the row shows; absent when the story is not under review.
    version: Option<i32>,
    title: String,
    href: String,
    lang: Language,
    /// Empty for a heavy story: only who opens it reads it.
    excerpt: String,
    heavy: bool,
    /// State in words, where several are listed; else empty.
    state: String,
    tone: &'static str,
    week: String,
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

/// Context of all rows of a page.
pub struct Rows<'a> {
    pub leases: &'a BTreeMap<StoryId, Lease>,
    pub themes: &'a [Theme],
    pub words: &'a Words,
    /// Set to say in which state each story is.
    pub states: bool,
    pub today: NaiveDate,
    pub desk: &'a str,
    pub language: Language,
}

impl Rows<'_> {
    pub fn row(&self, listed: &Listed) -> StoryRow {
        let (story, language) = (&listed.story, self.language);
        let newest = listed.newest.as_ref();
        let theme = self.themes.iter().find(|theme| Some(theme.id) == story.theme_id);
        let heavy = newest.is_some_and(|newest| newest.facts.intensity == Some(Intensity::Heavy));
        let shown = newest.filter(|_| !heavy);
        let state = listed.standing().state();
        let reviewed = story.status.awaits_verdict();
        StoryRow {
            id: story.id,
            version: newest.filter(|_| reviewed).map(|newest| newest.number),
            title: newest.map_or_else(|| language.text("moderation-erased"), |it| it.text.title.clone()),
            href: format!("{}/stories/{}", self.desk, story.id),
            lang: story.language,
            excerpt: shown.map_or_else(String::new, |newest| self.words.excerpt(&newest.text)),
            heavy,
            state: if self.states { state_name(state, language) } else { String::new() },
            tone: tone(state),
            week: week(&story.week, language),
            language: story.language.own_name(),
            told_by: told_by(story.told_by, language),
            told_by_icon: told_by_icon(story.told_by),
            theme: theme.map_or_else(String::new, |theme| theme.name(language).to_owned()),
            named: story.anonymity == Anonymity::Named,
            unverified: story.has_unverified_name(),
            holder: self.leases.get(&story.id).map(|lease| lease.name.clone()),
            erased: self.erased_soon(listed),
        }
    }

    /// Describes the date of an erasure that is near.
    fn erased_soon(&self, listed: &Listed) -> Option<String> {
        listed.newest.as_ref()?;
        let (_, day) = listed.story.age().next()?;
        let near = day <= self.today + NEAR;
        near.then(|| self.language.text_n("moderation-erased-soon", short_date(day, self.language)))
    }
}

impl StoryRow {
    pub const fn can_be_ticked(&self) -> bool {
        self.version.is_some()
    }
}

pub const fn tone(state: State) -> &'static str {
    match state {
        State::New | State::Waiting => "wait",
        State::Reviewing | State::Answered => "calm",
        State::Ready | State::Told => "done",
        State::Declined | State::Withdrawn | State::Expired => "plain",
    }
}

const fn told_by_icon(told_by: ToldBy) -> &'static str {
    match told_by {
        ToldBy::Author => "mic",
        ToldBy::Reader => "message-circle",
        ToldBy::Library => "archive",
    }
}
