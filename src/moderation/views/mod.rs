//! Pages of this feature.

mod marks;
mod queue;
mod samples;
mod story;

pub use queue::{Queue, QueuePage};
pub use story::{Reading, StoryPage, Typed};

use crate::{
    ids::StoryId,
    platform::i18n::Language,
    stories::{Anonymity, Lane, Silence, Stage, Story, StoryStatus, ToldBy},
};

fn stage_name(stage: Stage, language: Language) -> String {
    language.text(&format!("moderation-status-{}", stage.as_str().replace('_', "-")))
}

fn told_by(told_by: ToldBy, language: Language) -> String {
    language.text(&format!("moderation-told-by-{told_by}"))
}

fn week(week: &str, language: Language) -> String {
    let number = week
        .split_once("-W")
        .map_or(week, |(_, number)| number.trim_start_matches('0'));
    language.text_n("moderation-week", number.to_owned())
}

fn sample_story(status: StoryStatus) -> Story {
    Story {
        organisation_id: crate::ids::OrganisationId::new(),
        id: StoryId::new(),
        status,
        week: "2026-W48".to_owned(),
        language: Language::Fr,
        theme_id: None,
        told_by: ToldBy::Reader,
        anonymity: Anonymity::Named,
        silence: Silence::Never,
        told_version: None,
        asked_week: None,
        agreed_version: None,
        lane: Lane::House,
        changed_week: "2026-W48".to_owned(),
        published_week: None,
        refusal: (status == StoryStatus::Declined).then(|| "sample".to_owned()),
    }
}
