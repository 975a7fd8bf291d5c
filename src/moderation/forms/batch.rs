//! Forms about several stories at once.

use super::{Reason, queue::QueueQuery, review::parse_category};
use crate::{
    ids::StoryId,
    moderation::batch::MOST,
    platform::{
        error::Error,
        i18n::Language,
        web::{
            TypedFields,
            form::{Checks, FieldErrors},
        },
    },
    stories::RefusalKind,
    text_enum,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Begins the name of a field that stands for a story; its value is the number of the version that the page showed.
pub const PICK: &str = "pick_";

text_enum! {
    pub enum Verdict {
        Accept = "accept",
        Decline = "decline",
    }
}

/// Stories with the versions that somebody was shown of them.
pub type Picks = BTreeMap<StoryId, i32>;

/// `POST /desk/{org}/stories/claims`, `/batch` and `/batch/verdict`: `pick_…`, the filters of the queue, `verdict`,
/// `category` and `reason`.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(transparent)]
pub struct BatchForm(pub TypedFields);

/// Verdict, with its reason when it is to decline.
#[derive(Debug, PartialEq, Eq)]
pub struct Decided {
    pub verdict: Verdict,
    pub reason: String,
    pub category: Option<RefusalKind>,
}

impl BatchForm {
    /// Parses the stories that were ticked.
    ///
    /// # Errors
    /// [`Error::Malformed`] for what no page of ours sends, and for more than [`MOST`].
    pub fn picks(&self) -> Result<Picks, Error> {
        let named = self.0.iter().filter_map(|(name, value)| Some((name.strip_prefix(PICK)?, value)));
        let pick = |(id, version): (&str, &str)| Some((id.parse().ok()?, version.parse().ok()?));
        let picks: Option<Picks> = named.map(pick).collect();
        picks.filter(|picks| picks.len() <= MOST).ok_or(Error::Malformed("picks"))
    }

    /// Returns filters and words of the queue that it was sent from.
    pub fn query(&self) -> QueueQuery {
        let get = |name| self.0.get(name).to_owned();
        QueueQuery {
            status: get("status"),
            theme: get("theme"),
            language: get("language"),
            lane: get("lane"),
            intensity: get("intensity"),
            q: get("q"),
            ..QueueQuery::default()
        }
    }

    /// Checks verdict, reason and its kind.
    pub fn decided(&self, language: Language) -> Result<Decided, FieldErrors> {
        let mut checks = Checks::new(language);
        let (verdict, typed) = (self.0.get("verdict").parse().ok(), self.0.get("reason"));
        let reason = match verdict {
            None => {
                checks.wrong("verdict", language.text("site-field-choose"));
                None
            }
            Some(Verdict::Decline) => checks.field("reason", Reason::parse(typed)).map(String::from),
            Some(Verdict::Accept) if typed.trim().is_empty() => Some(String::new()),
            Some(Verdict::Accept) => {
                checks.wrong("reason", language.text("moderation-batch-reason-unsent"));
                None
            }
        };
        let declines = verdict != Some(Verdict::Accept);
        let kind = (declines, "moderation-batch-reason-unsent");
        let category = parse_category(&mut checks, self.0.get("category"), kind);
        match (verdict, reason, category) {
            (Some(verdict), Some(reason), Some(category)) => Ok(Decided { verdict, reason, category }),
            _ => Err(checks.errors()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> BatchForm {
        let mut typed = TypedFields::default();
        for (name, value) in fields {
            typed.put(name, value);
        }
        BatchForm(typed)
    }

    #[test]
    fn picks_are_read_strictly_and_are_fifty_at_most() {
        let id = StoryId::new();
        let named = format!("{PICK}{id}");
        assert_eq!(form(&[(&named, "2"), ("reason", "x")]).picks().unwrap(), Picks::from([(id, 2)]));
        assert!(form(&[]).picks().unwrap().is_empty());
        for wrong in [("pick_x", "1"), ("pick_", "1"), (named.as_str(), "on"), (named.as_str(), "")] {
            assert!(matches!(form(&[wrong]).picks(), Err(Error::Malformed(_))), "{wrong:?}");
        }
        let many: Vec<String> = (0..=MOST).map(|_| format!("{PICK}{}", StoryId::new())).collect();
        let many: Vec<(&str, &str)> = many.iter().map(|name| (name.as_str(), "1")).collect();
        assert!(form(&many).picks().is_err());
        assert_eq!(form(&many[1..]).picks().unwrap().len(), MOST);
    }

    #[test]
    fn declining_takes_a_reason_and_accepting_loses_none() {
        let decided = |verdict, reason| {
            let checked = form(&[("verdict", verdict), ("reason", reason)]).decided(Language::En);
            checked
                .map(|decided| decided.verdict)
                .map_err(|errors| (errors.has("verdict"), errors.has("reason")))
        };
        assert_eq!(decided("accept", " "), Ok(Verdict::Accept));
        assert_eq!(decided("decline", "Not a story, we think."), Ok(Verdict::Decline));
        assert_eq!(decided("decline", "short"), Err((false, true)));
        assert_eq!(decided("accept", "Typed before."), Err((false, true)));
        assert_eq!(decided("", "Typed before."), Err((true, false)));
        assert_eq!(decided("erase", ""), Err((true, false)));
        let kind = |verdict, category| {
            let fields = [("verdict", verdict), ("reason", ""), ("category", category)];
            form(&fields).decided(Language::En).map_err(|errors| errors.has("category"))
        };
        assert_eq!(kind("accept", "").unwrap().category, None);
        assert_eq!(kind("accept", RefusalKind::ALL[0].as_str()), Err(true));
        assert_eq!(kind("decline", "no kind"), Err(true));
        assert_eq!(kind("decline", RefusalKind::ALL[0].as_str()), Err(false), "only the reason is missing");
    }
}
