//! Stories that are hidden because somebody can be recognised: at once, and looked at by two people afterwards.

use crate::text_enum;

text_enum! {
    /// Person who can be recognised, as the reader said.
    pub enum Recognised {
        Me = "me",
        Somebody = "somebody",
    }
}

text_enum! {
    pub enum HidingState {
        /// Hidden; waits for two people.
        Open = "open",
        /// Stays hidden: two people looked and one at least says so, or the one when it was asked for again.
        Kept = "kept",
        /// Shown again: two people said so and nobody else, or one when it was asked for again.
        Shown = "shown",
        /// Shown again before; somebody asks once more, and one person decides. Otherwise whoever wants a story gone would
        /// ask until nobody looks any more.
        Asked = "asked",
    }
}

text_enum! {
    /// Vote of a moderator.
    pub enum Verdict {
        Show = "show",
        Keep = "keep",
    }
}

/// People who have to look.
pub const ENOUGH: usize = 2;

impl HidingState {
    /// Returns the state after a reader asks for hiding a story in this state, about the `same_words` or others by now,
    /// or one that nobody asked for yet. What was found about other words is forgotten.
    pub const fn after_asking(before: Option<Self>, same_words: bool) -> Self {
        match before {
            None => Self::Open,
            Some(Self::Shown | Self::Asked) if !same_words => Self::Open,
            Some(Self::Shown) => Self::Asked,
            Some(same) => same,
        }
    }

    /// Returns the state after the verdicts given since the last asking, one a person.
    pub fn after(self, verdicts: &[Verdict]) -> Self {
        let count = |wanted: Verdict| verdicts.iter().filter(|verdict| **verdict == wanted).count();
        let (show, keep) = (count(Verdict::Show), count(Verdict::Keep));
        match self {
            Self::Asked if keep > 0 => Self::Kept,
            Self::Asked if show > 0 => Self::Shown,
            // Nobody is outvoted: who recognises somebody knows something that the others do not.
            Self::Open | Self::Kept if keep == 0 && show >= ENOUGH => Self::Shown,
            Self::Open if keep > 0 && show + keep >= ENOUGH => Self::Kept,
            same => same,
        }
    }

    pub const fn is_hidden(self) -> bool {
        matches!(self, Self::Open | Self::Kept)
    }
}

#[cfg(test)]
mod tests {
    use super::{HidingState as State, Verdict::*};

    #[test]
    fn hidden_at_once_and_shown_again_by_two() {
        for (state, verdicts, after) in [
            (State::Open, &[][..], State::Open),
            (State::Open, &[Show], State::Open),
            (State::Open, &[Show, Show], State::Shown),
            (State::Open, &[Keep], State::Open),
            (State::Open, &[Show, Keep], State::Kept),
            (State::Open, &[Keep, Keep], State::Kept),
            (State::Open, &[Show, Keep, Show], State::Kept),
            (State::Kept, &[Keep, Show, Show, Show], State::Kept),
            (State::Kept, &[Show], State::Kept),
            (State::Kept, &[Show, Show], State::Shown),
            (State::Asked, &[], State::Asked),
            (State::Asked, &[Show], State::Shown),
            (State::Asked, &[Keep], State::Kept),
            (State::Shown, &[Keep, Keep], State::Shown),
        ] {
            assert_eq!(state.after(verdicts), after, "{state} after {verdicts:?}");
        }
    }

    #[test]
    fn asking_again_hides_only_what_nobody_looked_at() {
        let after = |before| State::after_asking(before, true);
        assert_eq!(after(None), State::Open);
        assert_eq!(after(Some(State::Open)), State::Open);
        assert_eq!(after(Some(State::Kept)), State::Kept);
        assert_eq!(after(Some(State::Shown)), State::Asked);
        assert_eq!(after(Some(State::Asked)), State::Asked);
        let anew = State::ALL.iter().map(|before| State::after_asking(Some(*before), false));
        assert_eq!(anew.collect::<Vec<_>>(), [State::Open, State::Kept, State::Open, State::Open]);
        let hidden: Vec<_> = State::ALL.iter().filter(|state| state.is_hidden()).collect();
        assert_eq!(hidden, [&State::Open, &State::Kept]);
    }
}
