//! Stories without their text.

use super::{
    expiry::Age,
    facts::Facts,
    stage::Stage,
    status::StoryStatus,
    text::{NameTag, StoryText},
};
use crate::{
    ids::{OrganisationId, StoryId, ThemeId},
    organisations::Readers,
    platform::i18n::Language,
    schema::stories,
    text_enum,
};
use diesel::prelude::*;

text_enum! {
    /// Way of telling that the author chose.
    pub enum ToldBy {
        Author = "author",
        /// Somebody who reads it for the author.
        Reader = "reader",
        /// Only in the library.
        Library = "library",
    }
}

text_enum! {
    pub enum Anonymity {
        Anonymous = "anonymous",
        /// Moderators know the author; others do from the release on.
        Named = "named",
    }
}

impl From<Option<&NameTag>> for Anonymity {
    fn from(tag: Option<&NameTag>) -> Self {
        if tag.is_some() { Self::Named } else { Self::Anonymous }
    }
}

text_enum! {
    /// Way in of a story.
    pub enum Lane {
        /// With a name and the poster code.
        Named = "named",
        /// With a name and without the poster code: anybody can claim a name. Quarantined until a moderator reviews it.
        Unverified = "unverified",
        /// Without a name, with the poster code.
        House = "house",
        /// Without name or poster code. Quarantined until a moderator reviews it.
        Open = "open",
    }
}

text_enum! {
    /// Meaning of an author's silence about an edited text.
    pub enum Silence {
        /// Consent, after [`SILENCE`](super::consent::SILENCE).
        Publish = "publish",
        /// Never consent.
        Never = "never",
    }
}

text_enum! {
    /// Side that had a story hidden, because somebody in it could be recognised. It is shown once neither wants it hidden.
    pub enum HiddenBy {
        Author = "author",
        Reader = "reader",
        Both = "both",
    }
}

text_enum! {
    /// Kind of reason for declining a story.
    pub enum RefusalKind {
        /// Somebody in it would be recognised.
        Recognisable = "recognisable",
        /// It is about what somebody else did: it can be told from the author's own side.
        Others = "others",
        /// A report or a complaint: it belongs with somebody who may act on it.
        WrongDoor = "wrong_door",
        /// Nothing went wrong in it, or nothing was learned.
        NoStory = "no_story",
        Other = "other",
    }
}

impl RefusalKind {
    /// Returns the last part of the Fluent keys of its words.
    pub fn key(self) -> String {
        self.as_str().replace('_', "-")
    }
}

impl HiddenBy {
    pub const fn new(by_author: bool, by_reader: bool) -> Option<Self> {
        match (by_author, by_reader) {
            (true, true) => Some(Self::Both),
            (true, false) => Some(Self::Author),
            (false, true) => Some(Self::Reader),
            (false, false) => None,
        }
    }
}

/// Row of `stories`: without a moment, a person or a length.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = stories, check_for_backend(diesel::pg::Pg))]
pub struct Story {
    pub organisation_id: OrganisationId,
    pub id: StoryId,
    pub status: StoryStatus,
    /// ISO week of the mix that wrote it.
    pub week: String,
    /// Language it is written in.
    pub language: Language,
    pub theme_id: Option<ThemeId>,
    pub told_by: ToldBy,
    pub anonymity: Anonymity,
    pub silence: Silence,
    /// Version to be told, once accepted.
    pub told_version: Option<i32>,
    /// Reason for declining it.
    pub refusal: Option<String>,
    pub refusal_kind: Option<RefusalKind>,
    /// ISO week since which the told version waits for its author's OK.
    pub asked_week: Option<String>,
    /// Told version, once its author agreed: the only one ever shown.
    pub agreed_version: Option<i32>,
    pub lane: Lane,
    /// ISO week of the last step.
    pub changed_week: String,
    /// ISO week in which it was first told: that of its first release, or of its coming to the library.
    pub published_week: Option<String>,
    /// Set when its author knew, telling it, that what is told comes to the library.
    pub for_library: bool,
    /// Set while it is hidden from every page.
    pub hidden_by: Option<HiddenBy>,
    /// Readers, as promised when it was told.
    pub readers: Readers,
}

impl Lane {
    /// Lanes that anybody can use.
    pub const FROM_ANYBODY: [Self; 2] = [Self::Unverified, Self::Open];

    pub fn is_from_anybody(self) -> bool {
        Self::FROM_ANYBODY.contains(&self)
    }
}

impl Story {
    /// Returns the place in lists: by week and within it in random order, those from anybody last.
    pub fn place(&self) -> impl Ord + '_ {
        (self.lane.is_from_anybody(), &self.week, self.id)
    }

    /// Returns a story for samples of pages.
    pub fn sample(status: StoryStatus) -> Self {
        Self {
            organisation_id: OrganisationId::new(),
            id: StoryId::new(),
            status,
            week: "2026-W48".to_owned(),
            language: Language::Fr,
            theme_id: None,
            told_by: ToldBy::Reader,
            anonymity: Anonymity::Named,
            silence: Silence::Never,
            told_version: None,
            refusal: (status == StoryStatus::Declined).then(|| "sample".to_owned()),
            refusal_kind: (status == StoryStatus::Declined).then_some(RefusalKind::WrongDoor),
            asked_week: None,
            agreed_version: None,
            lane: Lane::House,
            changed_week: "2026-W48".to_owned(),
            published_week: None,
            for_library: true,
            hidden_by: None,
            readers: Readers::House,
        }
    }

    pub const fn is_hidden_by_author(&self) -> bool {
        matches!(self.hidden_by, Some(HiddenBy::Author | HiddenBy::Both))
    }

    pub const fn is_hidden_by_reader(&self) -> bool {
        matches!(self.hidden_by, Some(HiddenBy::Reader | HiddenBy::Both))
    }

    /// Tells whether the name came without the poster code.
    pub fn has_unverified_name(&self) -> bool {
        self.anonymity == Anonymity::Named && self.lane.is_from_anybody()
    }

    pub const fn stage(&self) -> Stage {
        Stage::new(self.status, self.agreed_version.is_some(), self.published_week.is_some())
    }

    pub fn age(&self) -> Age<'_> {
        Age {
            status: self.status,
            changed_week: &self.changed_week,
            published_week: self.published_week.as_deref(),
            agreed_version: self.agreed_version,
        }
    }
}

/// Story as it may be shown: accepted, agreed to by its author, and not hidden.
#[derive(Debug, Clone)]
pub struct Told {
    pub id: StoryId,
    /// Number of the version that its author agreed to.
    pub version: i32,
    pub title: String,
    /// Text without the author's address.
    pub text: StoryText,
    /// Language it is written in.
    pub language: Language,
    pub theme: Option<ThemeId>,
    pub told_by: ToldBy,
    pub anonymity: Anonymity,
    pub readers: Readers,
    pub facts: Facts,
}
