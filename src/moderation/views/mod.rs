//! Pages of this feature.

mod answers;
mod batch;
mod facts;
mod marks;
mod narrowing;
mod queue;
mod reading;
mod row;
mod samples;
mod saved;
mod story;

pub use batch::{BatchDonePage, BatchPage, Deed};
pub use queue::{QueuePage, Shelf};
pub use reading::Reading;
pub use saved::ViewsPage;
pub use story::{StoryPage, Typed};

use crate::{
    platform::{i18n::Language, view::Choice},
    stories::{RefusalKind, Stage, ToldBy},
};

fn stage_name(stage: Stage, language: Language) -> String {
    language.text(&format!("moderation-status-{}", stage.as_str().replace('_', "-")))
}

/// Returns the kinds of reasons for declining, with that of a form.
fn categories(chosen: &str, language: Language) -> Vec<Choice> {
    let none = Choice::new("", language.text("moderation-category-none"), chosen);
    let kind = |kind: &RefusalKind| {
        Choice::new(kind.as_str(), language.text(&format!("moderation-category-{}", kind.key())), chosen)
    };
    std::iter::once(none).chain(RefusalKind::ALL.iter().map(kind)).collect()
}

fn label(field: &str, language: Language) -> String {
    language.text(&format!("moderation-{}", field.replace('_', "-")))
}

fn told_by(told_by: ToldBy, language: Language) -> String {
    language.text(&format!("moderation-told-by-{told_by}"))
}

fn week(week: &str, language: Language) -> String {
    let number = week.split_once("-W").map_or(week, |(_, number)| number.trim_start_matches('0'));
    language.text_n("moderation-week", number.to_owned())
}
