//! Samples of pages.

use super::about::About;
use crate::{
    announcements::{
        model::{Announcement, Release, Text},
        status::AnnouncementStatus,
    },
    events::translation::Translations,
    ids::{AnnouncementId, EventId},
    organisations::Readers,
    platform::i18n::Language,
};

pub(super) fn sample(status: AnnouncementStatus) -> Announcement {
    Announcement {
        id: AnnouncementId::new(),
        event_id: EventId::new(),
        release_version: 1,
        status,
        confirmed_at: None,
        revision: 1,
        readers: Readers::House,
    }
}

pub(super) fn sample_release() -> Release {
    Release {
        event_id: EventId::new(),
        version: 1,
        title: "Oops".to_owned(),
        starts_at: chrono::NaiveDateTime::default(),
        place: "Room 1".to_owned(),
        language: Language::Fr,
        translations: Translations::default(),
    }
}

pub(super) fn sample_texts() -> Vec<Text> {
    let text = |language: &Language| Text {
        language: *language,
        subject: "[title]".to_owned(),
        body: "See you on [date].".to_owned(),
    };
    Language::ALL.iter().map(text).collect()
}

pub(super) fn sample_about<'a>(
    announcement: &'a Announcement,
    release: &'a Release,
    texts: &'a [Text],
) -> About<'a> {
    About {
        announcement,
        release,
        texts,
        list: "/desk/acme/announcements".to_owned(),
        language: Language::En,
    }
}
