//! Pages of this feature.

mod card;
mod done;
pub mod feed;
mod hide;
mod hidings;
mod list;
mod narrowing;
mod packs;
mod questions;
mod results;
mod story;

pub use card::{CardRow, Shelf};
pub use done::{Deed, DonePage};
pub use hide::HidePage;
pub use hidings::{DeskContext, HidingsPage};
pub use list::{LibraryPage, List};
pub use packs::{PackAtDesk, PackDeskPage, PackPage, PackRow, PacksPage};
pub use questions::{Listed, QuestionPage, QuestionsPage};
pub use results::{Late, Results, ResultsPage};
pub use story::{Around, StoryPage};

use super::position::Week;
use crate::platform::i18n::Language;
use fluent_bundle::FluentArgs;

/// Describes an ISO 8601 week: “week 48 of 2026”; empty for what is none.
fn week_text(week: &str, reader: Language) -> String {
    let Ok(week) = week.parse::<Week>() else {
        return String::new();
    };
    let (year, number) = week.parts();
    let mut args = FluentArgs::new();
    // Texts: a year has no thousands separator.
    args.set("week", number.to_owned());
    args.set("year", year.to_owned());
    reader.text_with("library-week", &args)
}
