//! Subscriptions, announcements and deliveries as rows.

use super::{delivery::DeliveryStatus, status::AnnouncementStatus, subscription::SubscriptionStatus};
use crate::{
    events::{
        self,
        release::ReleasedAgenda,
        translation::{Translations, Words},
    },
    ids::{AnnouncementId, EventId, SubscriptionId},
    platform::i18n::Language,
    schema::{announcement_texts, announcements, releases, subscriptions},
};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::{prelude::*, sql_types};
use std::collections::BTreeMap;

/// An address that asked for announcements.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = subscriptions, check_for_backend(diesel::pg::Pg))]
pub struct Subscription {
    pub id: SubscriptionId,
    /// The address; none once unsubscribed.
    pub email: Option<String>,
    /// The language of its mails.
    pub language: Language,
    /// Whether it gets any.
    pub status: SubscriptionStatus,
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// A message to subscribers about a release.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = announcements, check_for_backend(diesel::pg::Pg))]
pub struct Announcement {
    pub id: AnnouncementId,
    pub event_id: EventId,
    /// The version of its agenda.
    pub release_version: i32,
    pub status: AnnouncementStatus,
    /// When its recipients were frozen.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// Number of its texts' edition, from 1.
    pub revision: i32,
}

/// What an announcement says, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = announcement_texts, check_for_backend(diesel::pg::Pg))]
pub struct Text {
    pub language: Language,
    /// One line, with placeholders.
    pub subject: String,
    /// Paragraphs, with placeholders.
    pub body: String,
}

/// The facts of a released agenda.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = releases, check_for_backend(diesel::pg::Pg))]
pub struct Release {
    pub event_id: EventId,
    pub version: i32,
    pub title: String,
    /// When, by the clocks of its place.
    pub starts_at: NaiveDateTime,
    /// Where it is; may be empty.
    pub place: String,
    /// The language of title and place.
    pub language: Language,
    /// The title in other languages.
    pub translations: Translations,
}

impl Release {
    /// Returns its title, for readers of a language.
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

/// A delivery in hand.
#[derive(Debug, Clone, QueryableByName)]
pub struct InHand {
    #[diesel(sql_type = sql_types::Uuid)]
    pub subscription_id: SubscriptionId,
    /// Which try this is, from 1.
    #[diesel(sql_type = sql_types::Integer)]
    pub attempts: i32,
    /// The moment it was due.
    #[diesel(sql_type = sql_types::Timestamptz)]
    pub next_at: DateTime<Utc>,
    /// The latest version of the agenda that its recipient had a mail about.
    #[diesel(sql_type = sql_types::Nullable<sql_types::Integer>)]
    pub knows: Option<i32>,
    /// The address; none once unsubscribed.
    #[diesel(sql_type = sql_types::Nullable<sql_types::Text>)]
    pub email: Option<String>,
    /// The language of its mail.
    #[diesel(sql_type = sql_types::Text)]
    pub language: Language,
}

impl InHand {
    /// Its place in the order in which deliveries become due.
    pub fn place(&self) -> Place {
        Place {
            at: self.next_at,
            subscription: self.subscription_id,
        }
    }
}

/// A place in the order in which deliveries become due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The moment one is due.
    pub at: DateTime<Utc>,
    /// Its recipient, among those that are due together.
    pub subscription: SubscriptionId,
}

impl Place {
    /// Before all others.
    pub const START: Self = Self {
        at: DateTime::UNIX_EPOCH,
        subscription: SubscriptionId::NIL,
    };
}

/// The people a mail goes to, by the latest version of the agenda that they had a mail about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audience(BTreeMap<Option<i32>, i64>);

impl FromIterator<(Option<i32>, i64)> for Audience {
    fn from_iter<T: IntoIterator<Item = (Option<i32>, i64)>>(groups: T) -> Self {
        Self(groups.into_iter().collect())
    }
}

impl Audience {
    /// All of them.
    pub fn people(&self) -> i64 {
        self.0.values().sum()
    }

    /// Tells whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The groups, those who never had a mail first, and how many people each is.
    pub fn groups(&self) -> impl Iterator<Item = (Option<i32>, i64)> + '_ {
        self.0.iter().map(|(knows, people)| (*knows, *people))
    }

    /// Returns the knowledge that most of them have.
    pub fn most(&self) -> Option<i32> {
        let most = self
            .groups()
            .max_by_key(|(knows, people)| (*people, knows.is_none()));
        most.and_then(|(knows, _)| knows)
    }
}

/// How many deliveries are where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress(Vec<(DeliveryStatus, bool, i64)>);

impl Progress {
    /// From counts by status and whether they were in doubt once.
    pub const fn new(counts: Vec<(DeliveryStatus, bool, i64)>) -> Self {
        Self(counts)
    }

    /// All.
    pub fn all(&self) -> i64 {
        self.count(|_, _| true)
    }

    /// In this status.
    pub fn of(&self, status: DeliveryStatus) -> i64 {
        self.count(|its, _| its == status)
    }

    /// Those that may have arrived twice.
    pub fn flagged(&self) -> i64 {
        self.count(|_, flagged| flagged)
    }

    /// Those whose fate is not known yet.
    pub fn open(&self) -> i64 {
        use DeliveryStatus as S;
        self.count(|status, flagged| match status {
            S::Pending | S::Claimed | S::Handed => true,
            S::Uncertain => !flagged,
            S::Sent | S::Failed | S::Skipped => false,
        })
    }

    fn count(&self, which: impl Fn(DeliveryStatus, bool) -> bool) -> i64 {
        let counted = self
            .0
            .iter()
            .filter(|(status, flagged, _)| which(*status, *flagged));
        counted.map(|(_, _, n)| n).sum()
    }
}
