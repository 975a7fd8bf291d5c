//! What somebody at the desk just did, said on the page that comes after. The address carries a word of a fixed list,
//! never a text, so that a link can make a page say nothing that the desk would not say itself.

use crate::{
    platform::{
        i18n::Language,
        view::{FrameFlash, with_query},
    },
    text_enum,
};

/// The parameter of the address.
const NAME: &str = "done";

text_enum! {
    /// What was done, or why it was not.
    pub enum Done {
        /// What was typed is kept.
        Saved = "saved",
        /// It is kept, and visitors see it.
        Public = "public",
        /// There is one more.
        Added = "added",
        /// There is one less.
        Removed = "removed",
        /// It is in another place.
        Moved = "moved",
        /// A story is on one's own desk.
        Claimed = "claimed",
        /// A story is in the queue again.
        PutBack = "put-back",
        /// A question is on its way to an author.
        Asked = "asked",
        /// A story was accepted.
        Accepted = "accepted",
        /// A story was declined.
        Declined = "declined",
        /// A story is under review again.
        Reopened = "reopened",
        /// There is a new version of an agenda.
        Released = "released",
        /// There is none: nothing differs from the latest.
        Unchanged = "unchanged",
        /// There is none: a story cannot be told.
        Unconfirmed = "unconfirmed",
        /// There is a draft of an announcement.
        Drafted = "drafted",
        /// A draft is on its way to its writer.
        Tested = "tested",
        /// An announcement is on its way.
        Begun = "begun",
        /// It is held up.
        Paused = "paused",
        /// It goes on.
        Resumed = "resumed",
        /// It was stopped for good.
        Cancelled = "cancelled",
        /// There is a new round.
        Round = "round",
        /// An invitation is on its way.
        Invited = "invited",
        /// They have this role.
        Known = "known",
        /// Other sessions of the same person have ended.
        Elsewhere = "elsewhere",
    }
}

impl Done {
    /// What the address of a page says was done before it; nothing for words that are none of ours.
    pub fn before(query: &str) -> Option<Self> {
        form_urlencoded::parse(query.as_bytes())
            .find_map(|(name, word)| if name == NAME { word.parse().ok() } else { None })
    }

    /// The address of the page at `path`, or of a part of it, which is to say that this was done.
    pub fn then(self, path: &str) -> String {
        with_query(path, &format!("{NAME}={self}"))
    }

    /// What the page says.
    pub fn said(self, language: Language) -> FrameFlash {
        FrameFlash {
            text: language.text(&format!("accounts-done-{self}")),
            tone: match self {
                Self::Unchanged | Self::Unconfirmed | Self::Known => "warn",
                _ => "good",
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_what_its_address_says_was_done() {
        let address = Done::Invited.then("/desk/acme/team#people");
        assert_eq!(address, "/desk/acme/team?done=invited#people");
        assert_eq!(Done::before("lang=nl&done=invited"), Some(Done::Invited));
        assert_eq!(Done::before("lang=nl&made=invited"), None);
        assert_eq!(Done::before("done=anything"), None);
        let tone = |done: Done| done.said(Language::En).tone;
        assert_eq!(tone(Done::Known), "warn");
        assert_eq!(tone(Done::Invited), "good");
    }
}
