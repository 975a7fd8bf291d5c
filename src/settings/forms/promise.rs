//! Forms of the promise to authors.

use crate::{
    organisations::{Lanes, Organisation, house, lanes::MOST_A_DAY, promise::Choices},
    platform::{
        error::Error,
        i18n::Language,
        text::TextError,
        web::{
            Seen,
            form::{Checks, FieldErrors},
        },
    },
};
use serde::{Deserialize, Serialize};

pub const MOST_THRESHOLD: i32 = 20;

/// `POST /desk/{org}/settings/promise`, and `/settings/rounds`, which starts a round and changes nothing else.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct ChangePromise {
    pub seen: Seen,
    /// Smallest group in which anonymous stories come out.
    pub threshold: String,
    /// Lane with the poster code: `on`, or empty.
    pub house: String,
    /// Lane without it: `on`, or empty.
    pub open: String,
    /// Most stories a day without it.
    pub open_a_day: String,
    /// Number of people who can tell stories, or empty.
    pub people: String,
    /// Number of the round before, for the button that starts one: pressed twice it starts one.
    pub after: String,
}

impl ChangePromise {
    pub fn of(organisation: &Organisation) -> Self {
        let on = |on: bool| if on { "on".to_owned() } else { String::new() };
        let Lanes { house, open } = organisation.lanes;
        Self {
            seen: Seen::of(&organisation.choices()),
            threshold: organisation.threshold.to_string(),
            house: on(house),
            open: on(open.is_some()),
            open_a_day: open.map_or_else(String::new, |most| most.to_string()),
            people: organisation.people.map_or_else(String::new, |n| n.to_string()),
            after: String::new(),
        }
    }

    /// Tells whether somebody typed something else beside the button than what is stored. A program that presses the
    /// button sends nothing beside it.
    pub fn differs_from(&self, organisation: &Organisation) -> bool {
        let beside = |form: &Self| Self { seen: Seen::default(), after: String::new(), ..form.clone() };
        ![Self::of(organisation), Self::default()].map(|form| beside(&form)).contains(&beside(self))
    }

    /// Parses the number of the round that the page showed.
    pub fn after(&self) -> Result<i32, Error> {
        self.after.parse().map_err(|_| Error::Malformed("after"))
    }

    pub fn check(&self, language: Language) -> Result<Choices, FieldErrors> {
        let mut checks = Checks::new(language);
        let number = |typed: &str, most: i32| {
            let number = typed.trim().parse::<i32>().ok();
            number.filter(|n| (1..=most).contains(n))
        };
        let threshold = number(&self.threshold, MOST_THRESHOLD);
        let threshold = threshold.ok_or(TextError::Form("settings-no-threshold"));
        let threshold = checks.field("threshold", threshold);
        let open = if self.open.is_empty() {
            Some(None)
        } else {
            let most = number(&self.open_a_day, MOST_A_DAY).map(Some);
            checks.field("open_a_day", most.ok_or(TextError::Form("settings-no-open-a-day")))
        };
        let people = if self.people.trim().is_empty() {
            Some(None)
        } else {
            let people = number(&self.people, house::MOST).map(Some);
            checks.field("people", people.ok_or(TextError::Form("settings-no-people")))
        };
        match (threshold, open, people) {
            (Some(threshold), Some(open), Some(people)) => {
                let house = !self.house.is_empty();
                Ok(Choices { threshold, lanes: Lanes { house, open }, people })
            }
            _ => Err(checks.errors()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_can_be_saved_again_and_all_errors_come_at_once() {
        let organisation = Organisation::sample();
        let form = ChangePromise::of(&organisation);
        let shown = form.check(Language::En).unwrap();
        assert_eq!(shown, organisation.choices());
        let pressed = ChangePromise { after: "1".to_owned(), ..form.clone() };
        assert!(
            !pressed.differs_from(&organisation) && !ChangePromise::default().differs_from(&organisation)
        );
        assert!(ChangePromise { people: "1".to_owned(), ..pressed }.differs_from(&organisation));
        let bad = ChangePromise {
            threshold: "21".to_owned(),
            open: "on".to_owned(),
            open_a_day: "0".to_owned(),
            people: "some".to_owned(),
            ..form
        };
        let errors = serde_json::to_value(bad.check(Language::En).unwrap_err()).unwrap();
        let fields: Vec<_> = errors.as_array().unwrap().iter().map(|error| &error["field"]).collect();
        assert_eq!(fields, ["threshold", "open_a_day", "people"]);
    }
}
