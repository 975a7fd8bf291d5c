//! Text that an author is asked to agree to.

use crate::stories::{Facts, Story, StoryText, WrittenBy, store::versions::Version};

/// Wording of the version that is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wording {
    /// The author's own words.
    Own(Box<StoryText>),
    /// The author's last words, and the moderators' edit.
    Edited { before: Box<StoryText>, after: Box<StoryText> },
    /// The moderators' edit; the author's words are erased by now.
    OriginalErased(Box<StoryText>),
}

/// Version that is to be told, with or without its author's consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub version: i32,
    pub wording: Wording,
    pub agreed: bool,
    /// Facts that stand beside it for readers.
    pub facts: Facts,
}

impl Proposal {
    /// Returns the proposal of a story, if it was accepted. `versions` are oldest first.
    pub fn of(story: &Story, versions: &[Version]) -> Option<Self> {
        let number = story.told_version?;
        let told = versions.iter().find(|version| version.number == number)?;
        let own = versions
            .iter()
            .rfind(|version| version.number <= number && version.written_by == WrittenBy::Author);
        let wording = match own {
            Some(own) if own.number == number || own.text == told.text => {
                Wording::Own(Box::new(told.text.clone()))
            }
            Some(own) => {
                Wording::Edited { before: Box::new(own.text.clone()), after: Box::new(told.text.clone()) }
            }
            None => Wording::OriginalErased(Box::new(told.text.clone())),
        };
        Some(Self {
            version: number,
            wording,
            agreed: story.agreed_version == Some(number),
            facts: told.facts.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ids::StoryId, stories::StoryStatus};

    fn story(told_version: Option<i32>, agreed_version: Option<i32>) -> Story {
        Story { told_version, agreed_version, ..Story::sample(StoryStatus::Accepted) }
    }

    #[test]
    fn an_author_is_asked_about_what_became_of_their_last_words() {
        let text = |title: &str| StoryText { title: title.to_owned(), ..StoryText::default() };
        let version = |number, written_by, title| Version {
            facts: Facts::default(),
            story: StoryId::new(),
            number,
            written_by,
            text: text(title),
        };
        let own = |number, title| version(number, WrittenBy::Author, title);
        let edited = |number, title| version(number, WrittenBy::Moderator, title);
        let asked = |told, versions: &[Version]| Proposal::of(&story(Some(told), None), versions);
        let by =
            |before, after| Wording::Edited { before: Box::new(text(before)), after: Box::new(text(after)) };
        let untouched = |title| Wording::Own(Box::new(text(title)));
        for (told, versions, expected) in [
            (1, vec![own(1, "a")], untouched("a")),
            (2, vec![own(1, "a"), edited(2, "a")], untouched("a")),
            (2, vec![own(1, "a"), edited(2, "b")], by("a", "b")),
            (2, vec![own(1, "a"), edited(2, "b"), own(3, "c")], by("a", "b")),
            (4, vec![own(1, "a"), edited(2, "b"), own(3, "c"), edited(4, "d")], by("c", "d")),
            (3, vec![own(1, "a"), edited(2, "b"), own(3, "c")], untouched("c")),
            (2, vec![edited(2, "b")], Wording::OriginalErased(Box::new(text("b")))),
        ] {
            let proposal = asked(told, &versions).unwrap();
            assert_eq!((proposal.version, proposal.wording), (told, expected));
            assert!(!proposal.agreed);
        }
        let versions = [own(1, "a")];
        assert!(Proposal::of(&story(None, None), &versions).is_none(), "not accepted");
        assert!(asked(2, &versions).is_none(), "erased");
        assert!(Proposal::of(&story(Some(1), Some(1)), &versions).unwrap().agreed);
        assert!(!Proposal::of(&story(Some(2), Some(1)), &[edited(2, "b")]).unwrap().agreed);
    }
}
