//! Positions in the list of the library, newest week first, as addresses carry them.

use crate::ids::StoryId;
use std::{fmt, str::FromStr};

/// Place of a story in the list: `2026-W48.` and its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    pub week: Week,
    pub story: StoryId,
}

/// ISO 8601 week, `2026-W48`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no position of the list")]
pub struct NoPosition;

impl Week {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns year and number: `2026`, `48`.
    pub fn parts(&self) -> (&str, &str) {
        let (year, number) = self.0.split_once("-W").unwrap_or_default();
        (year, number.trim_start_matches('0'))
    }
}

impl FromStr for Week {
    type Err = NoPosition;
    fn from_str(text: &str) -> Result<Self, NoPosition> {
        let (year, number) = text.split_once("-W").ok_or(NoPosition)?;
        let digits = |text: &str, count| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
        let is_week = digits(year, 4) && digits(number, 2) && (1..=53).contains(&number.parse().unwrap_or(0));
        if is_week { Ok(Self(text.to_owned())) } else { Err(NoPosition) }
    }
}

impl FromStr for Position {
    type Err = NoPosition;
    fn from_str(text: &str) -> Result<Self, NoPosition> {
        let (week, story) = text.split_once('.').ok_or(NoPosition)?;
        Ok(Self { week: week.parse()?, story: story.parse().map_err(|_| NoPosition)? })
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.week, self.story)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_a_week_and_a_story_and_nothing_else_is_one() {
        let story = StoryId::new();
        let text = format!("2026-W08.{story}");
        let position: Position = text.parse().unwrap();
        assert_eq!((position.to_string(), position.week.parts()), (text, ("2026", "8")));
        for bad in [
            "",
            ".",
            "2026-W48",
            "2026-W48.",
            &format!("2026-W54.{story}"),
            &format!("2026-W00.{story}"),
            &format!("2026-w48.{story}"),
            &format!("２026-W48.{story}"),
            &format!("2026-W48.{story}.{story}"),
            &"9".repeat(10_000),
            "2026-W48.' or true --",
        ] {
            assert_eq!(bad.parse::<Position>(), Err(NoPosition), "{bad:.40}");
        }
    }
}
