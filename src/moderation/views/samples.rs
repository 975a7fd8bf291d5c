//! Samples of the page of a story.

use super::{
    super::{
        forms::ReviewForm,
        lease::{Claim, Lease},
    },
    story::{Reading, StoryPage, Typed},
};
use crate::{
    coach::OwnRules,
    ids::{MessageId, StoryId},
    platform::{i18n::Language, view::View, web::form::FieldErrors},
    stories::{
        Facts, HiddenBy, Story, StoryStatus, StoryText, WrittenBy, dialogue::Message,
        store::versions::Version,
    },
};

impl View for StoryPage {
    const TEMPLATE: &'static str = "moderation/story.html";
    fn samples() -> Vec<Self> {
        let version = |number, words: &str| Version {
            story: StoryId::new(),
            number,
            written_by: WrittenBy::Author,
            text: StoryText { what_happened: words.to_owned(), ..StoryText::default() },
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
                lease: Some(&lease),
                claim,
                theme: (claim == Claim::Free).then(|| "x".to_owned()),
                own: &OwnRules::default(),
            };
            let overtaken = claim == Claim::Theirs && status == StoryStatus::InReview;
            let text = StoryText::default();
            let typed = Typed {
                form: overtaken.then(|| ReviewForm::of(1, &text, &Facts::default())),
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
