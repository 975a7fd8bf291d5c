//! What the queue is narrowed down to.

use crate::{
    ids::ThemeId,
    platform::{i18n::Language, text_enum::UnknownWord, view::with_query},
    stories::{Intensity, Lane, Standing, State, StoryStatus, store::queue::Cell},
};
use std::str::FromStr;

/// Stories that a page of the queue is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    All,
    /// Those that the moderator has claimed.
    Mine,
    State(State),
    /// All in this status, whatever their state: how addresses named it before there were states.
    Status(StoryStatus),
}

impl Shown {
    pub fn covers(self, standing: Standing) -> bool {
        match self {
            Self::All => true,
            Self::Mine => standing.status == StoryStatus::InReview,
            Self::State(state) => standing.state() == state,
            Self::Status(status) => standing.status == status,
        }
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Mine => "mine",
            Self::State(state) => state.as_str(),
            Self::Status(status) => status.as_str(),
        }
    }
}

impl FromStr for Shown {
    type Err = UnknownWord;
    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        match word {
            "" => Ok(Self::State(State::New)),
            "all" => Ok(Self::All),
            "mine" => Ok(Self::Mine),
            "in_review" => Ok(Self::Status(StoryStatus::InReview)),
            "accepted" => Ok(Self::Status(StoryStatus::Accepted)),
            state => state.parse().map(Self::State),
        }
    }
}

/// Filters of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filter {
    pub shown: Shown,
    pub theme: Option<ThemeId>,
    pub language: Option<Language>,
    pub lane: Option<Lane>,
    /// Sealed with the words, so that stories are looked through for it.
    pub intensity: Option<Intensity>,
}

impl Filter {
    pub const fn of(shown: Shown) -> Self {
        Self { shown, theme: None, language: None, lane: None, intensity: None }
    }

    /// Tells whether it shows these stories, their intensity aside.
    pub fn covers(&self, cell: &Cell) -> bool {
        self.shown.covers(cell.standing())
            && (self.shown != Shown::Mine || cell.held)
            && self.theme.is_none_or(|theme| cell.theme == Some(theme))
            && self.language.is_none_or(|language| cell.language == language)
            && self.lane.is_none_or(|lane| cell.lane == lane)
    }

    /// Tells whether more than a state is chosen.
    pub fn is_narrow(&self) -> bool {
        *self != Self::of(self.shown)
    }

    /// Returns the parameters of its address.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let fields = [
            ("status", Some(self.shown.as_str().to_owned())),
            ("theme", self.theme.map(|id| id.to_string())),
            ("language", self.language.map(|language| language.to_string())),
            ("lane", self.lane.map(|lane| lane.to_string())),
            ("intensity", self.intensity.map(|intensity| intensity.to_string())),
        ];
        fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// Returns its address at `desk` (`/desk/acme`).
    pub fn address(&self, desk: &str) -> String {
        let fields: Vec<_> = self.fields().iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!("{desk}/stories?{}", fields.join("&"))
    }

    /// Returns the same with words that are looked for, which may be none.
    pub fn address_with(&self, q: &str, desk: &str) -> String {
        let address = self.address(desk);
        if q.is_empty() {
            return address;
        }
        let q: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
        with_query(&address, &format!("q={q}"))
    }
}

/// Numbers of stories of each kind.
#[derive(Debug, Default)]
pub struct Census(pub Vec<Cell>);

impl Census {
    pub fn count(&self, filter: &Filter) -> i64 {
        self.0.iter().filter(|cell| filter.covers(cell)).map(|cell| cell.stories).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn census() -> Census {
        let mut cells = vec![];
        for (n, standing) in (1..).zip(Standing::all()) {
            for language in Language::ALL {
                let lane = if n % 2 == 0 { Lane::Open } else { Lane::House };
                let held = n % 3 == 0 && standing.status == StoryStatus::InReview;
                let mut cell = Cell::new(standing, *language, lane, n);
                cell.held = held;
                cells.push(cell);
            }
        }
        Census(cells)
    }

    #[test]
    fn counts_add_up_whatever_is_chosen_beside_the_state() {
        let census = census();
        let languages = Language::ALL.iter().copied().map(Some).chain([None]);
        for language in languages {
            for lane in [None, Some(Lane::Open), Some(Lane::House), Some(Lane::Named)] {
                let count = |shown| census.count(&Filter { language, lane, ..Filter::of(shown) });
                let states: i64 = State::ALL.iter().map(|state| count(Shown::State(*state))).sum();
                assert_eq!(states, count(Shown::All), "{language:?} {lane:?}");
                assert!(count(Shown::Mine) <= count(Shown::Status(StoryStatus::InReview)));
            }
        }
        let count = |language| census.count(&Filter { language, ..Filter::of(Shown::All) });
        let each: i64 = Language::ALL.iter().map(|language| count(Some(*language))).sum();
        assert_eq!(each, count(None));
        assert!(census.count(&Filter::of(Shown::Mine)) > 0);
    }

    #[test]
    fn every_word_leads_back_to_itself_and_old_ones_still_mean_what_they_did() {
        let states = State::ALL.iter().map(|state| state.as_str());
        for word in states.chain(["all", "mine", "in_review", "accepted"]) {
            assert_eq!(word.parse::<Shown>().map(Shown::as_str), Ok(word));
        }
        assert_eq!("".parse(), Ok(Shown::State(State::New)));
        for word in ["New", "all ", "new", "\0", "submitted,ready"] {
            assert_eq!(word.parse::<Shown>(), Err(UnknownWord), "{word}");
        }
        let accepted: Shown = "accepted".parse().unwrap();
        let covered = Standing::all().filter(|standing| accepted.covers(*standing));
        assert!(covered.into_iter().all(|standing| standing.status == StoryStatus::Accepted));
    }

    #[test]
    fn an_address_names_what_is_chosen_only() {
        let filter = Filter { lane: Some(Lane::Open), ..Filter::of(Shown::Mine) };
        assert_eq!(filter.address("/desk/acme"), "/desk/acme/stories?status=mine&lane=open");
        assert!(filter.is_narrow() && !Filter::of(Shown::Mine).is_narrow());
    }
}
