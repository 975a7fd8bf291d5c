//! Subscriptions, announcements and deliveries as rows.

use super::{delivery::DeliveryStatus, status::AnnouncementStatus, subscription::SubscriptionStatus};
use crate::{
    events,
    ids::{AnnouncementId, EventId, SubscriptionId},
    platform::i18n::Language,
    schema::{announcement_texts, announcements, releases, subscriptions},
};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::{prelude::*, sql_types};

/// An address that asked for announcements.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = subscriptions, check_for_backend(diesel::pg::Pg))]
pub struct Subscription {
    /// Its id.
    pub id: SubscriptionId,
    /// The address; none once unsubscribed.
    pub email: Option<String>,
    /// The language of its mails.
    pub language: Language,
    /// Whether it gets any.
    pub status: SubscriptionStatus,
    /// Since when.
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// A message to subscribers about a release.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = announcements, check_for_backend(diesel::pg::Pg))]
pub struct Announcement {
    /// Its id.
    pub id: AnnouncementId,
    /// The event.
    pub event_id: EventId,
    /// The version of its agenda.
    pub release_version: i32,
    /// Where it is.
    pub status: AnnouncementStatus,
    /// When its recipients were frozen.
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// What an announcement says, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = announcement_texts, check_for_backend(diesel::pg::Pg))]
pub struct Text {
    /// Which.
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
    /// The event.
    pub event_id: EventId,
    /// Which version.
    pub version: i32,
    /// What it is called.
    pub title: String,
    /// When, by the clocks of its place.
    pub starts_at: NaiveDateTime,
    /// Where it is; may be empty.
    pub place: String,
}

impl From<events::model::Release> for Release {
    fn from(release: events::model::Release) -> Self {
        Self {
            event_id: release.event,
            version: release.version,
            title: release.day.title,
            starts_at: release.day.starts_at,
            place: release.day.place,
        }
    }
}

/// A delivery in hand.
#[derive(Debug, Clone, QueryableByName)]
pub struct InHand {
    /// To whom.
    #[diesel(sql_type = sql_types::Uuid)]
    pub subscription_id: SubscriptionId,
    /// Which try this is, from 1.
    #[diesel(sql_type = sql_types::Integer)]
    pub attempts: i32,
    /// The address; none once unsubscribed.
    #[diesel(sql_type = sql_types::Nullable<sql_types::Text>)]
    pub email: Option<String>,
    /// The language of its mail.
    #[diesel(sql_type = sql_types::Text)]
    pub language: Language,
}

/// How many deliveries are where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress(Vec<(DeliveryStatus, bool, i64)>);

impl Progress {
    /// From counts by status and whether they were in doubt once.
    #[must_use]
    pub const fn new(counts: Vec<(DeliveryStatus, bool, i64)>) -> Self {
        Self(counts)
    }

    /// All.
    #[must_use]
    pub fn all(&self) -> i64 {
        self.count(|_, _| true)
    }

    /// In this status.
    #[must_use]
    pub fn of(&self, status: DeliveryStatus) -> i64 {
        self.count(|its, _| its == status)
    }

    /// Those that may have arrived twice.
    #[must_use]
    pub fn flagged(&self) -> i64 {
        self.count(|_, flagged| flagged)
    }

    /// Those whose fate is not known yet.
    #[must_use]
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
