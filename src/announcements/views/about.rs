//! An announcement as its pages show it.

use crate::{
    announcements::model::{Announcement, Release, Text},
    events::wording::with_language,
    platform::i18n::Language,
};

#[derive(Debug, Clone)]
pub struct About<'a> {
    pub announcement: &'a Announcement,
    pub release: &'a Release,
    pub texts: &'a [Text],
    /// Address of the list of announcements.
    pub list: String,
    pub language: Language,
}

impl About<'_> {
    /// Returns the title of the event, and the language to mark it with.
    pub(super) fn title(&self) -> (String, &'static str) {
        with_language(self.release.title_for(self.language), self.language)
    }

    pub(super) fn path(&self) -> String {
        format!("{}/{}", self.list, self.announcement.id)
    }
}
