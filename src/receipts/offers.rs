//! Actions offered to an author: those that have an effect in the present state of the story.

use crate::stories::{HiddenBy, StoryAction, StoryStatus};

/// State of a story, as far as offers depend on it.
#[derive(Debug, Clone, Copy)]
pub struct StoryState {
    pub status: StoryStatus,
    pub named: bool,
    /// Set when no text is left.
    pub erased: bool,
    /// Agreement to the text that is to be told.
    pub text: Option<Agreement>,
    /// Place on a released agenda.
    pub telling: Option<Telling>,
    /// Set when its author was ever asked a question.
    pub asked: bool,
    /// Side that had it hidden, while it is.
    pub hidden: Option<HiddenBy>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    Waits,
    Given,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telling {
    /// At an event that is not over yet.
    Coming,
    /// At past events only.
    Told,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NameOffer {
    Add,
    TakeOff,
    /// Too late: people have read it on a released agenda.
    Stays,
}

/// Actions on offer. Disabling the code always is: somebody who finds it knows that a story was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Offers {
    pub consent: bool,
    pub edit: bool,
    pub answer: bool,
    pub name: Option<NameOffer>,
    pub withdraw: bool,
    pub hide: Option<HideOffer>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HideOffer {
    /// From every page, without taking it back.
    Hide,
    /// Its author hides it.
    Show,
}

impl Offers {
    pub fn of(it: StoryState) -> Self {
        let words = !it.erased && !it.status.is_erased();
        Self {
            consent: it.text == Some(Agreement::Waits),
            // A new wording sends the story back to the moderators: too late once it was told.
            edit: it.text.is_some() && it.telling != Some(Telling::Told),
            answer: it.asked && words,
            name: match (it.named, it.telling) {
                (true, Some(_)) => Some(NameOffer::Stays),
                (true, None) => words.then_some(NameOffer::TakeOff),
                (false, _) => (words && it.status != StoryStatus::Declined).then_some(NameOffer::Add),
            },
            withdraw: words && it.status.can(StoryAction::Withdraw),
            hide: match it.hidden {
                None | Some(HiddenBy::Reader) => {
                    (it.text == Some(Agreement::Given)).then_some(HideOffer::Hide)
                }
                Some(HiddenBy::Author | HiddenBy::Both) => words.then_some(HideOffer::Show),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    /// Returns every possible state: only accepted stories have a text to be told, only agreed ones a place.
    fn states() -> impl Iterator<Item = StoryState> {
        let texts = |status| match status {
            StoryStatus::Accepted => vec![
                (Some(Agreement::Waits), None),
                (Some(Agreement::Given), None),
                (Some(Agreement::Given), Some(Telling::Coming)),
                (Some(Agreement::Given), Some(Telling::Told)),
            ],
            _ => vec![(None, None)],
        };
        let erased = |status: StoryStatus| match status {
            StoryStatus::Declined => vec![false, true],
            _ => vec![status.is_erased()],
        };
        StoryStatus::ALL.iter().flat_map(move |&status| {
            erased(status).into_iter().flat_map(move |erased| {
                texts(status).into_iter().flat_map(move |(text, telling)| {
                    [false, true].map(|named| StoryState {
                        status,
                        named,
                        erased,
                        text,
                        telling,
                        asked: true,
                        hidden: None,
                    })
                })
            })
        })
    }

    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for it in states() {
            let offers = Offers::of(it);
            write!(table, "{}", it.status).unwrap();
            for word in [(it.erased, " erased"), (it.named, " named")]
                .iter()
                .filter_map(|(so, word)| so.then_some(*word))
            {
                table.push_str(word);
            }
            let text = match (it.text, it.telling) {
                (_, Some(telling)) => format!(" {telling:?}"),
                (Some(text), None) => format!(" {text:?}"),
                (None, None) => String::new(),
            };
            let offered = [
                (offers.consent, "consent"),
                (offers.edit, "edit"),
                (offers.answer, "answer"),
                (offers.withdraw, "withdraw"),
                (offers.hide.is_some(), "hide"),
            ];
            let offered: Vec<_> = offered.iter().filter_map(|(so, word)| so.then_some(*word)).collect();
            let offered = if offered.is_empty() { "nothing".to_owned() } else { offered.join(" ") };
            let name = offers.name.map_or_else(|| "-".to_owned(), |name| format!("{name:?}"));
            writeln!(table, "{}: {offered} | name: {name}", text.to_lowercase()).unwrap();
        }
        insta::assert_snapshot!(table, @r"
        submitted: answer withdraw | name: Add
        submitted named: answer withdraw | name: TakeOff
        in_review: answer withdraw | name: Add
        in_review named: answer withdraw | name: TakeOff
        accepted waits: consent edit answer withdraw | name: Add
        accepted named waits: consent edit answer withdraw | name: TakeOff
        accepted given: edit answer withdraw hide | name: Add
        accepted named given: edit answer withdraw hide | name: TakeOff
        accepted coming: edit answer withdraw hide | name: Add
        accepted named coming: edit answer withdraw hide | name: Stays
        accepted told: answer withdraw hide | name: Add
        accepted named told: answer withdraw hide | name: Stays
        declined: answer withdraw | name: -
        declined named: answer withdraw | name: TakeOff
        declined erased: nothing | name: -
        declined erased named: nothing | name: -
        withdrawn erased: nothing | name: -
        withdrawn erased named: nothing | name: -
        expired erased: nothing | name: -
        expired erased named: nothing | name: -
        ");
    }

    #[test]
    fn what_its_author_hid_they_show_again_and_nothing_else() {
        let told = states().find(|it| it.telling == Some(Telling::Told)).unwrap();
        let offer = |hidden| Offers::of(StoryState { hidden, ..told }).hide;
        assert_eq!(offer(None), Some(HideOffer::Hide));
        assert_eq!(offer(Some(HiddenBy::Author)), Some(HideOffer::Show));
        assert_eq!(offer(Some(HiddenBy::Reader)), Some(HideOffer::Hide), "whatever others decide");
        assert_eq!(offer(Some(HiddenBy::Both)), Some(HideOffer::Show));
    }
}
