//! Forms of the promise to authors.

use crate::{
    organisations::{Lanes, Organisation, house, lanes::MOST_A_DAY, promise::Choices},
    platform::{
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

/// `POST /desk/{org}/settings/promise`
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
}

/// `POST /desk/{org}/settings/rounds`
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct StartRound {
    /// Number of the round before: the form sent twice starts one.
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
        }
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
