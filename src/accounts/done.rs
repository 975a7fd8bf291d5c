//! Notes on what was just done at the desk, shown on the page that follows. Its address carries a word of a fixed list,
//! never a text, so that a link can make a page say nothing that the desk would not say itself.

use crate::platform::{
    i18n::Language,
    view::{FrameFlash, with_query},
};

/// Parameter of the address.
const NAME: &str = "done";

/// Note on what was done, or why it was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    key: &'static str,
    tone: &'static str,
}

impl Done {
    pub const SAVED: Self = Self::good("accounts-done-saved");
    /// Saved, and visitors see it.
    pub const PUBLIC: Self = Self::good("accounts-done-public");
    pub const ADDED: Self = Self::good("accounts-done-added");
    pub const REMOVED: Self = Self::good("accounts-done-removed");
    pub const MOVED: Self = Self::good("accounts-done-moved");
    pub const INVITED: Self = Self::good("accounts-done-invited");
    /// The role that was offered is theirs already.
    pub const KNOWN: Self = Self::warn("accounts-done-known");
    /// All other sessions have ended.
    pub const ELSEWHERE: Self = Self::good("accounts-done-elsewhere");

    /// Declares a note with the text of `key`, which ends in `-done-` and the word for addresses.
    pub const fn good(key: &'static str) -> Self {
        Self { key, tone: "good" }
    }

    /// Declares a note on why something was not done, as [`Done::good`].
    pub const fn warn(key: &'static str) -> Self {
        Self { key, tone: "warn" }
    }

    /// Finds the note that a query names among those `declared`.
    pub fn asked(query: &str, declared: &[&[Self]]) -> Option<Self> {
        let known = |word: &str| declared.iter().copied().flatten().find(|done| done.word() == word);
        form_urlencoded::parse(query.as_bytes())
            .filter(|(name, _)| name == NAME)
            .find_map(|(_, word)| known(&word).copied())
    }

    pub fn word(self) -> &'static str {
        self.key.split_once("-done-").map_or(self.key, |(_, word)| word)
    }

    /// Returns the address of the page at `path`, or of a part of it, with this note.
    pub fn then(self, path: &str) -> String {
        with_query(path, &format!("{NAME}={}", self.word()))
    }

    pub fn flash(self, language: Language) -> FrameFlash {
        FrameFlash { text: language.text(self.key), tone: self.tone }
    }
}

/// Notes of this feature, of which others use some.
pub const DONE: &[Done] = &[
    Done::SAVED,
    Done::PUBLIC,
    Done::ADDED,
    Done::REMOVED,
    Done::MOVED,
    Done::INVITED,
    Done::KNOWN,
    Done::ELSEWHERE,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_what_its_address_says_was_done() {
        let address = Done::INVITED.then("/desk/acme/team#people");
        assert_eq!(address, "/desk/acme/team?done=invited#people");
        let asked = |query| Done::asked(query, &[DONE]);
        assert_eq!(asked("lang=nl&done=invited"), Some(Done::INVITED));
        assert_eq!(asked("lang=nl&made=invited"), None);
        assert_eq!(asked("done=anything"), None);
        assert_eq!(Done::KNOWN.flash(Language::En).tone, "warn");
        assert_eq!(Done::INVITED.flash(Language::En).tone, "good");
    }
}
