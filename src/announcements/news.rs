//! News in an announcement, which depend on the version that its reader knows.

use crate::{
    events::{
        change::{Change, changes},
        programme::Programme,
    },
    platform::i18n::Language,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// The agenda itself: they never had a mail about this event.
    Agenda,
    /// Differences from the version they know.
    Changed(Vec<Change>),
    /// The same version as they know.
    Reminder,
}

impl News {
    /// Compares `now` with the version that readers had a mail about.
    pub fn since(before: &Programme, now: &Programme) -> Self {
        match changes(before, now) {
            none if none.is_empty() => Self::Reminder,
            some => Self::Changed(some),
        }
    }

    /// Returns a phrase without a full stop.
    pub fn words(&self, language: Language) -> String {
        language.text(match self {
            Self::Agenda => "announcements-news-agenda",
            Self::Changed(_) => "announcements-news-changed",
            Self::Reminder => "announcements-news-reminder",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::programme::Day;

    #[test]
    fn news_are_changes_or_a_reminder() {
        let programme = |title: &str| Programme { day: Day::sample(title), slots: vec![] };
        let (before, now) = (programme("Oops"), programme("Oops again"));
        assert_eq!(News::since(&before, &before), News::Reminder);
        let changed = News::since(&before, &now);
        assert!(matches!(&changed, News::Changed(some) if some.len() == 1), "{changed:?}");
        let words = [News::Agenda, changed, News::Reminder].map(|news| news.words(Language::En));
        assert_eq!(words, ["The agenda is out", "The agenda has changed", "A reminder"]);
    }
}
