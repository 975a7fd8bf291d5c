//! Subscriptions, announcements and deliveries as the database stores them.

use super::{delivery::DeliveryStatus, status::AnnouncementStatus, subscription::SubscriptionStatus};
use crate::{
    events::{
        self,
        release::ReleasedAgenda,
        translation::{Translations, Words},
    },
    ids::{AnnouncementId, EventId, SubscriptionId},
    organisations::Readers,
    platform::i18n::Language,
    schema::{announcement_texts, announcements, releases, subscriptions},
};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::{prelude::*, sql_types};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = subscriptions, check_for_backend(diesel::pg::Pg))]
pub struct Subscription {
    pub id: SubscriptionId,
    /// Absent once unsubscribed.
    pub email: Option<String>,
    pub language: Language,
    pub status: SubscriptionStatus,
    pub confirmed_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = announcements, check_for_backend(diesel::pg::Pg))]
pub struct Announcement {
    pub id: AnnouncementId,
    pub event_id: EventId,
    /// Version of the agenda that it announces.
    pub release_version: i32,
    pub status: AnnouncementStatus,
    /// Moment at which its recipients were frozen.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// Number of the texts' edition, from 1.
    pub revision: i32,
    /// Readers of it among past announcements: those who could read when it was sent.
    pub readers: Readers,
}

/// Text of an announcement in one language.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = announcement_texts, check_for_backend(diesel::pg::Pg))]
pub struct Text {
    pub language: Language,
    /// One line, with placeholders.
    pub subject: String,
    /// Paragraphs, with placeholders.
    pub body: String,
}

/// Facts of a released agenda.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = releases, check_for_backend(diesel::pg::Pg))]
pub struct Release {
    pub event_id: EventId,
    pub version: i32,
    pub title: String,
    /// Start, in wall-clock time at the place.
    pub starts_at: NaiveDateTime,
    /// May be empty.
    pub place: String,
    /// Language of title and place.
    pub language: Language,
    pub translations: Translations,
}

impl Release {
    /// Returns the title for readers of a language.
    pub fn title_for(&self, reader: Language) -> Words<'_> {
        let own = Words::new(&self.title, self.language);
        self.translations.title(reader).unwrap_or(own)
    }
}

impl From<events::model::Release> for Release {
    fn from(release: events::model::Release) -> Self {
        Self {
            event_id: release.event,
            version: release.version,
            title: release.day.title,
            starts_at: release.day.starts_at,
            place: release.day.place,
            language: release.day.language,
            translations: release.day.translations,
        }
    }
}

impl From<&ReleasedAgenda> for Release {
    fn from(agenda: &ReleasedAgenda) -> Self {
        Self {
            event_id: agenda.event,
            version: agenda.version,
            title: agenda.day.title.clone(),
            starts_at: agenda.day.starts_at,
            place: agenda.day.place.clone(),
            language: agenda.day.language,
            translations: agenda.day.translations.clone(),
        }
    }
}

/// A delivery that a worker has claimed.
#[derive(Debug, Clone, QueryableByName)]
pub struct Claimed {
    #[diesel(sql_type = sql_types::Uuid)]
    pub subscription_id: SubscriptionId,
    /// Number of the attempt, from 1.
    #[diesel(sql_type = sql_types::Integer)]
    pub attempts: i32,
    #[diesel(sql_type = sql_types::Timestamptz)]
    pub next_at: DateTime<Utc>,
    /// Latest version of the agenda that its recipient had a mail about.
    #[diesel(sql_type = sql_types::Nullable<sql_types::Integer>)]
    pub knows: Option<i32>,
    /// Absent once unsubscribed.
    #[diesel(sql_type = sql_types::Nullable<sql_types::Text>)]
    pub email: Option<String>,
    #[diesel(sql_type = sql_types::Text)]
    pub language: Language,
}

impl Claimed {
    /// Returns the position in the order in which deliveries are due.
    pub fn place(&self) -> Place {
        Place { at: self.next_at, subscription: self.subscription_id }
    }
}

/// Position in the order in which deliveries are due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub at: DateTime<Utc>,
    pub subscription: SubscriptionId,
}

impl Place {
    pub const START: Self = Self { at: DateTime::UNIX_EPOCH, subscription: SubscriptionId::NIL };
}

/// Numbers of recipients by the latest version of the agenda that they had a mail about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audience(BTreeMap<Option<i32>, i64>);

impl FromIterator<(Option<i32>, i64)> for Audience {
    fn from_iter<T: IntoIterator<Item = (Option<i32>, i64)>>(groups: T) -> Self {
        Self(groups.into_iter().collect())
    }
}

impl Audience {
    /// Returns the number of all.
    pub fn people(&self) -> i64 {
        self.0.values().sum()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Lists the groups, those who never had a mail first, with their sizes.
    pub fn groups(&self) -> impl Iterator<Item = (Option<i32>, i64)> + '_ {
        self.0.iter().map(|(knows, people)| (*knows, *people))
    }

    /// Returns the version that most of them know.
    pub fn most(&self) -> Option<i32> {
        let most = self.groups().max_by_key(|(knows, people)| (*people, knows.is_none()));
        most.and_then(|(knows, _)| knows)
    }
}

/// Numbers of deliveries by status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress(Vec<(DeliveryStatus, bool, i64)>);

impl Progress {
    /// Takes counts by status and by whether they were in doubt once.
    pub const fn new(counts: Vec<(DeliveryStatus, bool, i64)>) -> Self {
        Self(counts)
    }

    pub fn all(&self) -> i64 {
        self.count(|_, _| true)
    }

    pub fn of(&self, status: DeliveryStatus) -> i64 {
        self.count(|its, _| its == status)
    }

    /// Counts those that may have arrived twice.
    pub fn flagged(&self) -> i64 {
        self.count(|_, flagged| flagged)
    }

    /// Counts those without a final status.
    pub fn open(&self) -> i64 {
        use DeliveryStatus as S;
        self.count(|status, flagged| match status {
            S::Pending | S::Claimed | S::Handed => true,
            S::Uncertain => !flagged,
            S::Sent | S::Failed | S::Skipped => false,
        })
    }

    fn count(&self, which: impl Fn(DeliveryStatus, bool) -> bool) -> i64 {
        let counted = self.0.iter().filter(|(status, flagged, _)| which(*status, *flagged));
        counted.map(|(_, _, n)| n).sum()
    }
}
