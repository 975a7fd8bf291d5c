//! Hidden stories at the desk.

use super::week_text;
use crate::{
    ids::{StaffId, StoryId},
    library::{
        hiding::{HidingState, Recognised, Verdict},
        store::hidings::{Hidden, Hiding, Verdicts},
    },
    platform::{i18n::Language, view::View},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// `templates/library/desk/hidings.html`
#[derive(Debug, Serialize)]
pub struct HidingsPage {
    waiting: Vec<HidingRow>,
    kept: Vec<HidingRow>,
    /// Set where there are not enough people to decide.
    alone: bool,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Debug, Serialize)]
struct HidingRow {
    id: StoryId,
    title: String,
    /// Address of the story at the desk.
    href: String,
    /// Address of this hiding.
    action: String,
    /// Number of the version that it is about; 0 for none.
    version: i32,
    who: String,
    week: String,
    /// Set when it is not hidden: it was shown again before, and one person decides.
    again: bool,
    /// Votes so far, in words.
    given: String,
    /// Vote of this person, in words; empty before.
    mine: String,
}

/// Context of rows.
#[derive(Debug, Clone, Copy)]
pub struct DeskContext<'a> {
    /// Address of the desk: `/desk/acme`.
    pub path: &'a str,
    pub me: StaffId,
    pub language: Language,
}

impl HidingsPage {
    pub fn new(hidings: &[Hidden], titles: &BTreeMap<StoryId, String>, desk: DeskContext<'_>) -> Self {
        let (kept, waiting): (Vec<_>, Vec<_>) =
            hidings.iter().partition(|hidden| hidden.hiding.state == HidingState::Kept);
        let rows = |some: Vec<&Hidden>| {
            some.into_iter().map(|hidden| HidingRow::new(hidden, titles, desk)).collect()
        };
        Self { waiting: rows(waiting), kept: rows(kept), alone: false, previous: None, next: None }
    }

    /// Adds what leads to the pages around this one, the one of this number from 0 at `desk` (`/desk/acme`).
    pub fn part(mut self, page: i64, more: bool, desk: &str) -> Self {
        let at = |page: i64| format!("{desk}/hidings?page={page}");
        self.previous = (page > 0).then(|| at(page - 1));
        self.next = more.then(|| at(page + 1));
        self
    }

    /// Says that there is nobody to decide with.
    pub const fn for_one(mut self) -> Self {
        self.alone = true;
        self
    }
}

impl HidingRow {
    fn new(
        Hidden { hiding, agreed, verdicts }: &Hidden,
        titles: &BTreeMap<StoryId, String>,
        desk: DeskContext<'_>,
    ) -> Self {
        let say = |key: &str| desk.language.text(key);
        let id = hiding.story_id;
        let count = |wanted| verdicts.values().filter(|verdict| **verdict == wanted).count();
        let said = |verdict: &Verdict| {
            desk.language.text_n(&format!("library-hidings-given-{verdict}"), count(*verdict))
        };
        Self {
            id,
            title: titles.get(&id).cloned().unwrap_or_default(),
            href: format!("{}/stories/{id}", desk.path),
            action: format!("{}/hidings/{id}/verdict", desk.path),
            version: agreed.unwrap_or_default(),
            who: say(&format!("library-hidings-who-{}", hiding.who)),
            week: week_text(&hiding.week, desk.language),
            again: hiding.state == HidingState::Asked,
            given: Verdict::ALL.iter().map(said).collect::<Vec<_>>().join(" "),
            mine: verdicts
                .get(&desk.me)
                .map(|mine| say(&format!("library-hidings-mine-{mine}")))
                .unwrap_or_default(),
        }
    }
}

impl View for HidingsPage {
    const TEMPLATE: &'static str = "library/desk/hidings.html";
    fn samples() -> Vec<Self> {
        let me = StaffId::new();
        let hidden = |state, who, verdicts| Hidden {
            hiding: Hiding {
                story_id: StoryId::new(),
                who,
                week: "2026-W48".to_owned(),
                state,
                version: None,
            },
            agreed: Some(1),
            verdicts,
        };
        let all = [
            hidden(HidingState::Open, Recognised::Me, Verdicts::from([(me, Verdict::Show)])),
            hidden(HidingState::Asked, Recognised::Somebody, Verdicts::new()),
            hidden(HidingState::Kept, Recognised::Somebody, Verdicts::new()),
        ];
        let desk = DeskContext { path: "/desk/acme", me, language: Language::En };
        let titles = all.iter().map(|hidden| (hidden.hiding.story_id, "sample".to_owned())).collect();
        vec![
            Self::new(&[], &BTreeMap::new(), desk),
            Self::new(&all, &titles, desk).part(1, true, desk.path).for_one(),
        ]
    }
}
