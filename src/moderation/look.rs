//! Stories of one page of the queue among those that were read for it.

use super::{filter::Filter, words::Words};
use crate::stories::store::queue::Listed;

/// Stories on one page.
pub const PAGE: usize = 50;
/// Stories that are looked through for one page, when words or an intensity are looked for.
pub const LOOKED_THROUGH: usize = 500;

/// Request for a page of the queue.
#[derive(Debug, Clone)]
pub struct Asked {
    pub filter: Filter,
    /// Words as typed.
    pub q: String,
    pub words: Words,
    /// Stories before those of the page.
    pub from: i64,
}

impl Asked {
    /// Tells whether stories must be opened to be found.
    pub const fn looks_through(&self) -> bool {
        !self.words.is_empty() || self.filter.intensity.is_some()
    }

    /// Returns the parameters of its address, but for the place.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let words = (!self.q.is_empty()).then(|| ("q", self.q.clone()));
        self.filter.fields().into_iter().chain(words).collect()
    }

    /// Returns its address at `desk` (`/desk/acme`), but for the place.
    pub fn address(&self, desk: &str) -> String {
        self.filter.address_with(&self.q, desk)
    }

    /// Returns how many stories to read from the database: one more than a page, to know whether there is another.
    pub const fn most(&self) -> usize {
        if self.looks_through() { LOOKED_THROUGH } else { PAGE + 1 }
    }
}

/// Stories of one page.
pub struct Found {
    pub stories: Vec<Listed>,
    /// Stories of the filter up to the end of this page, those that were passed over too.
    pub until: i64,
    /// Set when there are more to look at.
    pub more: bool,
}

impl Found {
    /// Picks the stories of a page out of those that were `read` from its place on, of `total` that the filter has.
    pub fn of(asked: &Asked, read: Vec<Listed>, total: i64) -> Self {
        let (mut stories, mut passed) = (vec![], 0);
        for listed in read {
            if stories.len() == PAGE {
                break;
            }
            passed += 1;
            if fits(asked, &listed) {
                stories.push(listed);
            }
        }
        let until = asked.from.saturating_add(passed);
        Self { stories, until, more: passed > 0 && until < total }
    }
}

fn fits(asked: &Asked, listed: &Listed) -> bool {
    let Some(newest) = &listed.newest else {
        return !asked.looks_through();
    };
    let weighs = asked.filter.intensity.is_none_or(|intensity| newest.facts.intensity == Some(intensity));
    weighs && (asked.words.is_empty() || asked.words.are_in(&newest.text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        moderation::filter::Shown,
        stories::{Facts, Story, StoryStatus, StoryText, Turn, WrittenBy, store::versions::Version},
    };

    /// Stories of which every tenth tells of a crane.
    fn read(many: usize) -> Vec<Listed> {
        let listed = |n: usize| {
            let story = Story::sample(StoryStatus::Submitted);
            let told = if n.is_multiple_of(10) { "The crane stood still." } else { "Nothing of the kind." };
            let newest = Version {
                story: story.id,
                number: 1,
                written_by: WrittenBy::Author,
                text: StoryText { what_happened: told.to_owned(), ..StoryText::default() },
                facts: Facts::default(),
            };
            Listed { story, turn: Turn::Moderator, newest: Some(newest) }
        };
        (0..many).map(listed).collect()
    }

    fn asked(q: &str, from: i64) -> Asked {
        let filter = Filter::of(Shown::All);
        Asked { filter, q: q.to_owned(), words: Words::read(q), from }
    }

    #[test]
    fn a_page_says_how_far_it_looked_and_whether_there_is_more() {
        for (q, from, many, total, expected) in [
            ("", 0, 51, 60, (50, 50, true)),
            ("", 50, 10, 60, (10, 60, false)),
            ("", 100, 0, 60, (0, 100, false)),
            // All that could be read at once was looked through, and there is more.
            ("crane", 0, 500, 900, (50, 491, true)),
            ("crane", 491, 409, 900, (41, 900, false)),
            ("nobody", 0, 500, 900, (0, 500, true)),
            ("nobody", 500, 400, 900, (0, 900, false)),
        ] {
            assert!(many <= LOOKED_THROUGH);
            let found = Found::of(&asked(q, from), read(many), total);
            assert_eq!((found.stories.len(), found.until, found.more), expected, "{q} from {from}");
        }
    }

    #[test]
    fn what_was_erased_is_listed_and_never_found() {
        let erased = || vec![Listed { newest: None, ..read(1).remove(0) }];
        assert_eq!(Found::of(&asked("", 0), erased(), 1).stories.len(), 1);
        assert_eq!(Found::of(&asked("crane", 0), erased(), 1).stories.len(), 0);
    }
}
