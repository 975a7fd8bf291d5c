//! Pages of this feature.

mod marks;
mod queue;
mod samples;
mod story;

pub use queue::{Queue, QueuePage};
pub use story::{Reading, StoryPage, Typed};

use crate::{
    platform::i18n::Language,
    stories::{Stage, ToldBy},
};

fn stage_name(stage: Stage, language: Language) -> String {
    language.text(&format!("moderation-status-{}", stage.as_str().replace('_', "-")))
}

fn told_by(told_by: ToldBy, language: Language) -> String {
    language.text(&format!("moderation-told-by-{told_by}"))
}

fn week(week: &str, language: Language) -> String {
    let number = week.split_once("-W").map_or(week, |(_, number)| number.trim_start_matches('0'));
    language.text_n("moderation-week", number.to_owned())
}
