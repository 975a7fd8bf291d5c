//! The desk, put together from what features declare.

use crate::{
    accounts::{self, DeskMap},
    announcements, events, library, moderation, settings,
};

/// Areas in the order of the navigation, and all notes.
pub static DESK: DeskMap = DeskMap {
    areas: &[
        moderation::STORIES,
        library::HIDINGS,
        library::QUESTIONS,
        events::EVENTS,
        library::PACKS,
        announcements::ANNOUNCEMENTS,
        announcements::SUBSCRIBERS,
        accounts::TEAM,
        settings::SETTINGS,
        settings::AUDIT,
    ],
    done: &[
        accounts::DONE,
        moderation::pages::DONE,
        events::pages::desk::DONE,
        library::pages::desk::DONE,
        library::pages::questions::DONE,
        announcements::pages::desk::DONE,
        settings::pages::promise::DONE,
        settings::pages::readers::DONE,
    ],
};
