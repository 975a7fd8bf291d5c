//! The list of subscribers.

use crate::{
    announcements::{model::Subscription, subscription::SubscriptionStatus},
    ids::SubscriptionId,
    platform::{i18n::Language, time, view::View},
};
use serde::Serialize;

pub const PER_PAGE: i64 = 50;

/// `templates/announcements/subscribers.html`
#[derive(Debug, Serialize)]
pub struct SubscribersPage {
    confirmed: i64,
    unconfirmed: i64,
    unsubscribed: i64,
    subscribers: Vec<SubscriberRow>,
    previous: String,
    next: String,
    range: String,
}

#[derive(Debug, Serialize)]
struct SubscriberRow {
    email: String,
    language: &'static str,
    status: String,
    tone: &'static str,
    since: String,
}

impl SubscribersPage {
    /// Makes page `number` (from 0) of the list at `path`.
    pub fn new(
        counts: &[(SubscriptionStatus, i64)],
        rows: &[Subscription],
        number: i64,
        path: &str,
        language: Language,
    ) -> Self {
        let count = |status| counts.iter().find(|(its, _)| *its == status).map_or(0, |(_, n)| *n);
        let confirmed = count(SubscriptionStatus::Confirmed);
        let unconfirmed = count(SubscriptionStatus::Unconfirmed);
        let all = confirmed + unconfirmed;
        let (first, last) = (number * PER_PAGE + 1, ((number + 1) * PER_PAGE).min(all));
        let page = |number: i64| format!("{path}?page={number}");
        Self {
            confirmed,
            unconfirmed,
            unsubscribed: count(SubscriptionStatus::Unsubscribed),
            subscribers: rows.iter().map(|row| SubscriberRow::new(row, language)).collect(),
            previous: if number > 0 { page(number - 1) } else { String::new() },
            next: if last < all { page(number + 1) } else { String::new() },
            range: format!("{first}–{last} / {all}"),
        }
    }
}

impl SubscriberRow {
    fn new(row: &Subscription, language: Language) -> Self {
        Self {
            email: row.email.clone().unwrap_or_default(),
            language: row.language.own_name(),
            status: language.text(&format!("announcements-subscriber-{}", row.status)),
            tone: match row.status {
                SubscriptionStatus::Confirmed => "done",
                SubscriptionStatus::Unconfirmed => "wait",
                SubscriptionStatus::Unsubscribed => "stop",
            },
            since: row.confirmed_at.map(|at| time::long_date(at.date_naive(), language)).unwrap_or_default(),
        }
    }
}

impl View for SubscribersPage {
    const TEMPLATE: &'static str = "announcements/subscribers.html";
    fn samples() -> Vec<Self> {
        let row = |status: &SubscriptionStatus| Subscription {
            id: SubscriptionId::new(),
            email: Some("mia@example.org".to_owned()),
            language: Language::Nl,
            status: *status,
            confirmed_at: None,
        };
        let rows: Vec<_> = SubscriptionStatus::ALL.iter().map(row).collect();
        let counts: Vec<_> = SubscriptionStatus::ALL.iter().map(|status| (*status, 80)).collect();
        let path = "/desk/acme/subscribers";
        vec![Self::new(&[], &[], 0, path, Language::En), Self::new(&counts, &rows, 1, path, Language::En)]
    }
}
