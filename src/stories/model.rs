//! A story, without its words.

use super::{
    expiry::Age,
    stage::Stage,
    status::StoryStatus,
    text::{NameTag, StoryText},
};
use crate::{
    ids::{OrganisationId, StoryId, ThemeId},
    platform::i18n::Language,
    schema::stories,
    text_enum,
};
use diesel::prelude::*;

text_enum! {
    /// How a story wants to be told.
    pub enum ToldBy {
        /// The author tells it.
        Author = "author",
        /// Somebody reads it for the author.
        Reader = "reader",
        /// Only in the library.
        Library = "library",
    }
}

text_enum! {
    /// Whether the author is known.
    pub enum Anonymity {
        /// Nobody knows.
        Anonymous = "anonymous",
        /// Moderators do; others from the release on.
        Named = "named",
    }
}

impl From<Option<&NameTag>> for Anonymity {
    fn from(tag: Option<&NameTag>) -> Self {
        if tag.is_some() {
            Self::Named
        } else {
            Self::Anonymous
        }
    }
}

text_enum! {
    /// The way a story came in.
    pub enum Lane {
        /// By somebody who said who they are, with the poster code.
        Named = "named",
        /// By somebody who said who they are and showed nothing: anybody can say so. Kept apart until a moderator
        /// looks.
        Unverified = "unverified",
        /// With the poster code: somebody who works here.
        House = "house",
        /// By anybody: kept apart until a moderator looks.
        Open = "open",
    }
}

text_enum! {
    /// What silence means when an edited text waits for its author's word.
    pub enum Silence {
        /// After 14 days it may be told.
        Publish = "publish",
        /// Never without the author's word.
        Never = "never",
    }
}

/// A row of `stories`: no moment, no person, no length.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = stories, check_for_backend(diesel::pg::Pg))]
pub struct Story {
    pub organisation_id: OrganisationId,
    /// Its id: random.
    pub id: StoryId,
    pub status: StoryStatus,
    /// ISO week of the mix it came out of.
    pub week: String,
    /// Language it is written in.
    pub language: Language,
    /// What it is about, if the author said.
    pub theme_id: Option<ThemeId>,
    /// How it wants to be told.
    pub told_by: ToldBy,
    /// Whether its author is known.
    pub anonymity: Anonymity,
    pub silence: Silence,
    /// The version that is told, once accepted.
    pub told_version: Option<i32>,
    /// Why it was declined.
    pub refusal: Option<String>,
    /// ISO week since which the told version waits for its author's word.
    pub asked_week: Option<String>,
    /// The told version, once its author agreed: only this is ever shown.
    pub agreed_version: Option<i32>,
    /// The way it came in.
    pub lane: Lane,
    /// ISO week of the last step anybody took with it.
    pub changed_week: String,
    /// ISO week of the first release it was on.
    pub published_week: Option<String>,
}

impl Lane {
    /// Those by which anybody can come in.
    pub const FROM_ANYBODY: [Self; 2] = [Self::Unverified, Self::Open];

    /// Tells whether anybody can come in that way.
    pub fn is_from_anybody(self) -> bool {
        Self::FROM_ANYBODY.contains(&self)
    }
}

impl Story {
    /// Tells whether it carries a name of which nobody showed that its bearer works here.
    pub fn has_unverified_name(&self) -> bool {
        self.anonymity == Anonymity::Named && self.lane.is_from_anybody()
    }

    /// Its stage.
    pub const fn stage(&self) -> Stage {
        Stage::new(
            self.status,
            self.agreed_version.is_some(),
            self.published_week.is_some(),
        )
    }

    /// What says how long it has to live.
    pub fn age(&self) -> Age<'_> {
        Age {
            status: self.status,
            changed_week: &self.changed_week,
            published_week: self.published_week.as_deref(),
            agreed_version: self.agreed_version,
        }
    }
}

/// A story as it may be shown: accepted, and agreed to.
#[derive(Debug, Clone)]
pub struct Told {
    pub id: StoryId,
    /// Which version, the one its author agreed to.
    pub version: i32,
    pub title: String,
    /// Its words, without the author's address.
    pub text: StoryText,
    /// Language it is written in.
    pub language: Language,
    pub theme: Option<ThemeId>,
    /// How it wants to be told.
    pub told_by: ToldBy,
    /// Whether its author is known.
    pub anonymity: Anonymity,
}
