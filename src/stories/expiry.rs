//! When a story's time is over, by where it is: what is erased next if nothing happens, and from which day on.

use super::{model::Story, status::StoryStatus};
use crate::retention::{CODE, DECLINED, Life, ORIGINALS, PUBLISHED, UNANSWERED, UNREVIEWED, UNTOLD};
use chrono::{Days, NaiveDate};

/// What is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erasure {
    /// The story: gone from every page, its words erased.
    Story,
    /// Its words; that it was declined, and why, stays for its author.
    Words,
    /// All words but the version of this number, which is told.
    AllBut(i32),
}

/// What is erased next if nothing happens to a story, and the first day on which it is. None when nothing is left.
#[must_use]
pub fn next(story: &Story) -> Option<(Erasure, NaiveDate)> {
    let (erasure, life, week) = rule(story)?;
    Some((erasure, life.last_day(week)? + Days::new(1)))
}

/// When all words of a published story but the told ones are erased: [`Erasure::AllBut`], and the first day of it.
#[must_use]
pub fn originals(story: &Story) -> Option<(Erasure, NaiveDate)> {
    let published = story.published_week.as_deref()?;
    let told = Erasure::AllBut(story.agreed_version?);
    Some((told, ORIGINALS.last_day(published)? + Days::new(1)))
}

/// What is due of a story `today`. `more` says whether there are words of it besides those that are told.
#[must_use]
pub fn due(story: &Story, more: bool, today: NaiveDate) -> Option<Erasure> {
    let all = [next(story), originals(story)].into_iter().flatten();
    let mut due = all.filter(|(erasure, day)| today >= *day && (more || *erasure == Erasure::Story));
    due.next().map(|(erasure, _)| erasure)
}

fn rule(story: &Story) -> Option<(Erasure, Life, &str)> {
    let changed = story.changed_week.as_str();
    let agreed = story.agreed_version.is_some();
    match (story.status, &story.published_week) {
        (StoryStatus::Submitted | StoryStatus::InReview, _) => Some((Erasure::Story, UNREVIEWED, changed)),
        (StoryStatus::Declined, _) => Some((Erasure::Words, DECLINED, changed)),
        (StoryStatus::Accepted, _) if !agreed => Some((Erasure::Story, UNANSWERED, changed)),
        (StoryStatus::Accepted, Some(published)) => Some((Erasure::Story, PUBLISHED, published)),
        (StoryStatus::Accepted, None) => Some((Erasure::Story, UNTOLD, changed)),
        (StoryStatus::Withdrawn | StoryStatus::Expired, _) => None,
    }
}

/// The last day on which a story's receipt code works if nothing happens: some time after the last news of it.
#[must_use]
pub fn code_until(story: &Story) -> Option<NaiveDate> {
    match next(story) {
        Some((Erasure::Story, day)) => CODE.last_day(&crate::platform::time::iso_week(day)),
        _ => CODE.last_day(&story.changed_week),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stories::model::tests::story;
    use std::fmt::Write;

    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for status in StoryStatus::ALL {
            for (agreed, published) in [
                (None, None),
                (Some(2), None),
                (Some(2), Some("2026-W50")),
                (None, Some("2026-W50")),
            ] {
                let story = Story {
                    agreed_version: agreed,
                    published_week: published.map(str::to_owned),
                    ..story(*status, "2026-W48")
                };
                if *status != StoryStatus::Accepted && agreed.is_some() {
                    continue;
                }
                let (next, code) = (next(&story), code_until(&story).unwrap());
                let originals = originals(&story);
                writeln!(
                    table,
                    "{status} {agreed:?} {published:?}: {next:?}, code {code}, {originals:?}"
                )
                .unwrap();
            }
        }
        insta::assert_snapshot!(table, @r#"
        submitted None None: Some((Story, 2027-01-29)), code 2027-05-01, None
        submitted None Some("2026-W50"): Some((Story, 2027-01-29)), code 2027-05-01, None
        in_review None None: Some((Story, 2027-01-29)), code 2027-05-01, None
        in_review None Some("2026-W50"): Some((Story, 2027-01-29)), code 2027-05-01, None
        accepted None None: Some((Story, 2027-02-28)), code 2027-05-29, None
        accepted Some(2) None: Some((Story, 2027-11-30)), code 2028-03-04, None
        accepted Some(2) Some("2026-W50"): Some((Story, 2028-12-13)), code 2029-03-17, Some((AllBut(2), 2026-12-21))
        accepted None Some("2026-W50"): Some((Story, 2027-02-28)), code 2027-05-29, None
        declined None None: Some((Words, 2026-12-07)), code 2027-02-27, None
        declined None Some("2026-W50"): Some((Words, 2026-12-07)), code 2027-02-27, None
        withdrawn None None: None, code 2027-02-27, None
        withdrawn None Some("2026-W50"): None, code 2027-02-27, None
        expired None None: None, code 2027-02-27, None
        expired None Some("2026-W50"): None, code 2027-02-27, None
        "#);
    }
}
