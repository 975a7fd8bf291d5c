//! What an author is offered on the way back: only what does something where the story stands.

use crate::stories::{StoryAction, StoryStatus};

/// Where a story stands, as far as it decides what can be done.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    pub status: StoryStatus,
    /// Whether it carries a name.
    pub named: bool,
    /// Whether none of its words are left.
    pub erased: bool,
    /// The text that is to be told, if there is one.
    pub text: Option<Agreement>,
    /// Its place on a released agenda, if it has one.
    pub place: Option<Place>,
    /// Whether its author was ever asked something.
    pub asked: bool,
}

/// Whether an author agreed to a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    Waits,
    Given,
}

/// A place on a released agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The event is not over yet.
    Coming,
    /// The event is over: it was told.
    Told,
}

/// An act on the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NameOffer {
    Add,
    /// Take it off again.
    TakeOff,
    /// Nothing: it is on a released agenda, and people have read it.
    Stays,
}

/// Acts on offer. Disabling the code always is: a code that is found says that somebody told something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Offers {
    /// Say yes to the text.
    pub consent: bool,
    /// Word it differently.
    pub edit: bool,
    /// Answer the moderators.
    pub answer: bool,
    /// Add a name or take it off.
    pub name: Option<NameOffer>,
    /// Take the story back.
    pub withdraw: bool,
}

impl Offers {
    /// Keeps what does something where a story stands.
    pub fn of(it: Standing) -> Self {
        let words = !it.erased && !it.status.is_erased();
        Self {
            consent: it.text == Some(Agreement::Waits),
            // A new wording sends a story back to the moderators: too late once it was told.
            edit: it.text.is_some() && it.place != Some(Place::Told),
            answer: it.asked && words,
            name: match (it.named, it.place) {
                (true, Some(_)) => Some(NameOffer::Stays),
                (true, None) => words.then_some(NameOffer::TakeOff),
                (false, _) => (words && it.status != StoryStatus::Declined).then_some(NameOffer::Add),
            },
            withdraw: words && it.status.can(StoryAction::Withdraw),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    /// Every standing that there can be: only accepted stories have a text to be told, only agreed ones a place.
    fn standings() -> impl Iterator<Item = Standing> {
        let texts = |status| match status {
            StoryStatus::Accepted => vec![
                (Some(Agreement::Waits), None),
                (Some(Agreement::Given), None),
                (Some(Agreement::Given), Some(Place::Coming)),
                (Some(Agreement::Given), Some(Place::Told)),
            ],
            _ => vec![(None, None)],
        };
        let erased = |status: StoryStatus| match status {
            StoryStatus::Declined => vec![false, true],
            _ => vec![status.is_erased()],
        };
        StoryStatus::ALL.iter().flat_map(move |&status| {
            erased(status).into_iter().flat_map(move |erased| {
                texts(status).into_iter().flat_map(move |(text, place)| {
                    [false, true].map(|named| Standing {
                        status,
                        named,
                        erased,
                        text,
                        place,
                        asked: true,
                    })
                })
            })
        })
    }

    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for it in standings() {
            let offers = Offers::of(it);
            write!(table, "{}", it.status).unwrap();
            for word in [(it.erased, " erased"), (it.named, " named")]
                .iter()
                .filter_map(|(so, word)| so.then_some(*word))
            {
                table.push_str(word);
            }
            let state = match (it.text, it.place) {
                (_, Some(place)) => format!(" {place:?}"),
                (Some(text), None) => format!(" {text:?}"),
                (None, None) => String::new(),
            };
            let offered = [
                (offers.consent, "consent"),
                (offers.edit, "edit"),
                (offers.answer, "answer"),
                (offers.withdraw, "withdraw"),
            ];
            let offered: Vec<_> = offered
                .iter()
                .filter_map(|(so, word)| so.then_some(*word))
                .collect();
            let offered = if offered.is_empty() {
                "nothing".to_owned()
            } else {
                offered.join(" ")
            };
            let name = offers
                .name
                .map_or_else(|| "-".to_owned(), |name| format!("{name:?}"));
            writeln!(table, "{}: {offered} | name: {name}", state.to_lowercase()).unwrap();
        }
        insta::assert_snapshot!(table, @r"
        submitted: answer withdraw | name: Add
        submitted named: answer withdraw | name: TakeOff
        in_review: answer withdraw | name: Add
        in_review named: answer withdraw | name: TakeOff
        accepted waits: consent edit answer withdraw | name: Add
        accepted named waits: consent edit answer withdraw | name: TakeOff
        accepted given: edit answer withdraw | name: Add
        accepted named given: edit answer withdraw | name: TakeOff
        accepted coming: edit answer withdraw | name: Add
        accepted named coming: edit answer withdraw | name: Stays
        accepted told: answer withdraw | name: Add
        accepted named told: answer withdraw | name: Stays
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
}
