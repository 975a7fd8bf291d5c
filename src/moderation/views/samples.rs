//! Samples of pages.

use super::{
    super::{
        filter::{Census, Filter, Shown},
        forms::{ReviewForm, queue::QueueQuery},
        four_eyes::Approval,
        lease::{Claim, Lease},
        look::Found,
        saved::SavedView,
        store::queue::Queue,
    },
    queue::{QueuePage, Shelf},
    reading::Reading,
    story::{StoryPage, Typed},
};
use crate::{
    coach::OwnRules,
    ids::{MessageId, SavedViewId, StoryId},
    organisations::question_templates::in_language,
    platform::{i18n::Language, view::View, web::form::FieldErrors},
    stories::{
        Anonymity, ContentNote, Facts, HiddenBy, Intensity, Lane, Story, StoryStatus, StoryText, Turn,
        WrittenBy,
        dialogue::Message,
        store::{
            queue::{Cell, Listed},
            versions::Version,
        },
    },
};
use chrono::NaiveDate;
use std::collections::BTreeMap;

impl View for StoryPage {
    const TEMPLATE: &'static str = "moderation/story.html";
    fn samples() -> Vec<Self> {
        let version = |number, words: &str| Version {
            story: StoryId::new(),
            number,
            written_by: WrittenBy::Author,
            text: StoryText { what_happened: words.to_owned(), ..StoryText::default() },
            facts: Facts { intensity: Some(Intensity::Light), notes: vec![ContentNote::Illness] },
        };
        let said = |written_by, shown| Message {
            id: MessageId::new(),
            round: 1,
            written_by,
            shown,
            text: "sample".to_owned(),
        };
        let versions = [version(1, "one"), version(2, "Mail jan@acme.be, jan@acme.be.")];
        let messages = [said(WrittenBy::Moderator, false), said(WrittenBy::Author, true)];
        let lease = Lease {
            holder: crate::ids::StaffId::new(),
            name: "Jan".to_owned(),
            until: chrono::DateTime::UNIX_EPOCH,
        };
        let approval =
            Approval { staff: lease.holder, name: "Jan".to_owned(), edited: false, approved: true };
        let page = |status, claim, versions| {
            let story = Story {
                told_version: (status == StoryStatus::Accepted).then_some(2),
                agreed_version: (status == StoryStatus::Accepted).then_some(2),
                published_week: Some("2026-W50".to_owned()),
                hidden_by: (status == StoryStatus::Accepted).then_some(HiddenBy::Both),
                ..Story::sample(status)
            };
            let reading = Reading {
                story: &story,
                versions,
                messages: &messages,
                memo: "sample",
                similar: &[crate::library::model::Card::sample(Language::Fr)],
                public: "/acme",
                lease: Some(&lease),
                claim,
                theme: (claim == Claim::Free).then_some("x"),
                own: &OwnRules::default(),
                recused: status == StoryStatus::Submitted && claim == Claim::Free,
                recognised: claim == Claim::Free,
                approved_by_you: claim == Claim::Free,
                approved_by: Some(&approval),
                templates: &in_language(&[], Language::Fr),
                colleagues: &[(crate::ids::StaffId::new(), "Ann".to_owned())],
            };
            let overtaken = claim == Claim::Theirs && status == StoryStatus::InReview;
            let typed = Typed {
                form: overtaken.then(|| ReviewForm::of(&version(1, "sample"), "sample")),
                errors: FieldErrors::one("reason", "sample".to_owned()),
                changed: overtaken,
            };
            Self::new(&reading, typed, "/desk/acme", Language::En)
        };
        let mut all = vec![
            page(StoryStatus::Withdrawn, Claim::Free, &[]),
            page(StoryStatus::Declined, Claim::Free, &[]),
            page(StoryStatus::Accepted, Claim::Free, &versions[1..]),
        ];
        for status in StoryStatus::ALL {
            for claim in [Claim::Free, Claim::Yours, Claim::Theirs] {
                all.push(page(*status, claim, &versions));
            }
        }
        all
    }
}

/// Returns a story in a list; a heavy one without an excerpt.
fn listed(story: Story, intensity: Option<Intensity>) -> Listed {
    let text =
        StoryText { title: "sample".to_owned(), what_happened: "sample".to_owned(), ..StoryText::default() };
    let newest = Version {
        story: story.id,
        number: 1,
        written_by: WrittenBy::Author,
        text,
        facts: Facts { intensity, notes: vec![] },
    };
    Listed { story, turn: Turn::Moderator, newest: Some(newest) }
}

impl View for QueuePage {
    const TEMPLATE: &'static str = "moderation/queue.html";
    fn samples() -> Vec<Self> {
        let house = || Story::sample(StoryStatus::Submitted);
        let open = Story { lane: Lane::Open, ..house() };
        let unverified = Story { lane: Lane::Unverified, anonymity: Anonymity::Named, ..house() };
        let page = |query: QueueQuery, stories: Vec<Listed>| {
            let Ok(asked) = query.check() else { return vec![] };
            let today = house().age().next().map_or(NaiveDate::default(), |(_, day)| day);
            let lease = Lease {
                holder: crate::ids::StaffId::new(),
                name: "Jan".to_owned(),
                until: chrono::DateTime::UNIX_EPOCH,
            };
            let view = SavedView {
                id: SavedViewId::new(),
                name: "sample".to_owned(),
                filter: Filter::of(Shown::Mine),
            };
            let leases = stories.first().map(|first| (first.id(), lease)).into_iter().collect();
            let cells =
                stories.iter().map(|it| Cell::new(it.standing(), it.story.language, it.story.lane, 99));
            let queue = Queue {
                stories: vec![],
                census: Census(cells.collect()),
                leases: if asked.from == 0 { leases } else { BTreeMap::new() },
                themes: vec![],
                views: vec![view],
            };
            let found = Found::of(&asked, stories, 99);
            let shelf =
                Shelf { asked: &asked, queue: &queue, found: &found, languages: Language::ALL, today };
            vec![Self::new(&shelf, "/desk/acme", Language::En)]
        };
        let query = |status: &str, q: &str, from: &str| QueueQuery {
            status: status.to_owned(),
            q: q.to_owned(),
            from: from.to_owned(),
            ..QueueQuery::default()
        };
        let erased = Listed { newest: None, ..listed(house(), None) };
        [
            page(query("", "", ""), vec![]),
            page(query("all", "", "50"), vec![erased]),
            page(
                query("", "", ""),
                vec![listed(house(), None), listed(open, None), listed(unverified, None)],
            ),
            page(query("accepted", "sample", "7"), vec![listed(house(), Some(Intensity::Heavy))]),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
