//! Several stories at once: what is about to be decided, and what became of it.

use super::{categories, narrowing::state_name, queue::Kept};
use crate::{
    ids::StoryId,
    moderation::{
        actions::batch::Outcome,
        batch::{Candidate, Refusal},
        filter::{Filter, Shown},
        forms::batch::{BatchForm, PICK, Picks, Verdict},
        look::Asked,
        words::Words,
    },
    platform::{
        i18n::Language,
        view::{Choice, View},
        web::form::FieldErrors,
    },
    stories::{State, StoryStatus, Turn},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// Titles of stories.
pub type Titles = BTreeMap<StoryId, String>;

/// `templates/moderation/batch.html`
#[derive(Debug, Serialize)]
pub struct BatchPage {
    back: String,
    path: String,
    stories: Vec<Line>,
    refused: Vec<Line>,
    /// Fields that name the stories and the filters of the queue.
    kept: Vec<Kept>,
    /// Names of those fields.
    finds: String,
    verdicts: Vec<Choice>,
    categories: Vec<Choice>,
    reason: String,
    longest: usize,
    errors: FieldErrors,
}

/// A story, and what is said of it.
#[derive(Debug, Serialize)]
struct Line {
    id: StoryId,
    title: String,
    /// Empty for a story that nobody here knows.
    href: String,
    lang: Option<Language>,
    words: String,
}

struct Lines<'a> {
    candidates: &'a [Candidate],
    titles: &'a Titles,
    desk: &'a str,
    language: Language,
}

impl Lines<'_> {
    fn line(&self, id: StoryId, words: String) -> Line {
        let candidate = self.candidates.iter().find(|candidate| candidate.story == id);
        let title = self.titles.get(&id).filter(|_| candidate.is_some());
        let href = format!("{}/stories/{id}", self.desk);
        Line {
            id,
            title: title.cloned().unwrap_or_else(|| self.language.text("moderation-batch-untitled")),
            href: candidate.map_or_else(String::new, |_| href),
            lang: title.and(candidate).map(|candidate| candidate.language),
            words,
        }
    }

    fn refused(&self, id: StoryId, refusal: Refusal) -> Line {
        self.line(id, self.language.text(refusal.key()))
    }
}

impl BatchPage {
    /// Renders what is about to be decided at `desk` (`/desk/acme`).
    pub fn new(
        (form, picks, asked): (&BatchForm, &Picks, &Asked),
        (candidates, titles): (&[Candidate], &Titles),
        errors: FieldErrors,
        desk: &str,
        language: Language,
    ) -> Self {
        let lines = Lines { candidates, titles, desk, language };
        let (mut stories, mut refused, mut kept) = (vec![], vec![], Kept::of(asked.fields()));
        for (id, seen) in picks {
            let candidate = candidates.iter().find(|candidate| candidate.story == *id);
            let refusal = candidate.map_or(Some(Refusal::Gone), |candidate| candidate.undecidable(*seen));
            if let Some(refusal) = refusal {
                refused.push(lines.refused(*id, refusal));
                continue;
            }
            let agreed = candidate.is_some_and(|candidate| candidate.agreed);
            let after = state_name(if agreed { State::Ready } else { State::Waiting }, language);
            stories.push(lines.line(*id, language.text_n("moderation-batch-becomes", after)));
            kept.push(Kept { name: format!("{PICK}{id}"), value: seen.to_string() });
        }
        // Where nothing is left to decide on, there are no fields.
        let errors = if stories.is_empty() { FieldErrors::default() } else { errors };
        let chosen = form.0.get("verdict");
        let verdict = |verdict: &Verdict| {
            let hint = language.text(&format!("moderation-batch-{verdict}-hint"));
            let label = language.text(&format!("moderation-batch-{verdict}"));
            Choice::new(verdict.as_str(), label, chosen).with_hint(hint)
        };
        Self {
            back: asked.address(desk),
            path: format!("{desk}/stories/batch"),
            stories,
            refused,
            finds: kept.iter().map(|field| field.name.as_str()).collect::<Vec<_>>().join(" "),
            kept,
            verdicts: Verdict::ALL.iter().map(verdict).collect(),
            categories: categories(form.0.get("category"), language),
            reason: form.0.get("reason").to_owned(),
            longest: 1_000,
            errors: errors.shown(&["verdict", "category", "reason"]),
        }
    }
}

/// `templates/moderation/batch_done.html`
#[derive(Debug, Serialize)]
pub struct BatchDonePage {
    back: String,
    title: String,
    done: Vec<Line>,
    refused: Vec<Line>,
    /// Reason as typed, where it reached somebody not: it can be used again.
    reason: String,
}

/// Act that was done on several stories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    Claimed,
    Decided(Verdict),
}

impl Deed {
    const fn key(self) -> &'static str {
        match self {
            Self::Claimed => "moderation-batch-claimed",
            Self::Decided(Verdict::Accept) => "moderation-batch-accepted",
            Self::Decided(Verdict::Decline) => "moderation-batch-declined",
        }
    }
}

impl BatchDonePage {
    /// Renders what was done at `desk` (`/desk/acme`).
    pub fn new(
        (deed, outcome, reason): (Deed, &Outcome, &str),
        (candidates, titles): (&[Candidate], &Titles),
        asked: &Asked,
        desk: &str,
        language: Language,
    ) -> Self {
        let lines = Lines { candidates, titles, desk, language };
        let done: Vec<Line> = outcome
            .iter()
            .filter(|(_, refusal)| refusal.is_none())
            .map(|(id, _)| lines.line(*id, String::new()))
            .collect();
        let refused: Vec<Line> =
            outcome.iter().filter_map(|(id, refusal)| Some(lines.refused(*id, (*refusal)?))).collect();
        Self {
            back: asked.address(desk),
            title: language.text_n(deed.key(), done.len()),
            done,
            reason: if refused.is_empty() { String::new() } else { reason.to_owned() },
            refused,
        }
    }
}

fn queue() -> Asked {
    Asked { filter: Filter::of(Shown::Mine), q: "sample".to_owned(), words: Words::read("sample"), from: 0 }
}

fn sample(id: StoryId) -> Candidate {
    Candidate {
        story: id,
        language: Language::Fr,
        status: StoryStatus::InReview,
        turn: Turn::Moderator,
        newest: Some(1),
        claim: crate::moderation::lease::Claim::Yours,
        opened: true,
        agreed: false,
    }
}

impl View for BatchPage {
    const TEMPLATE: &'static str = "moderation/batch.html";
    fn samples() -> Vec<Self> {
        let (known, gone) = (StoryId::new(), StoryId::new());
        let titles = Titles::from([(known, "sample".to_owned())]);
        let mut form = BatchForm::default();
        form.0.put("reason", "sample");
        let page = |seen, errors| {
            let picks = Picks::from([(known, seen), (gone, 1)]);
            Self::new(
                (&form, &picks, &queue()),
                (&[sample(known)], &titles),
                errors,
                "/desk/acme",
                Language::En,
            )
        };
        let wrong = FieldErrors::one("reason", "sample".to_owned());
        vec![page(1, FieldErrors::default()), page(1, wrong), page(2, FieldErrors::default())]
    }
}

impl View for BatchDonePage {
    const TEMPLATE: &'static str = "moderation/batch_done.html";
    fn samples() -> Vec<Self> {
        let (known, gone) = (StoryId::new(), StoryId::new());
        let titles = Titles::from([(known, "sample".to_owned())]);
        let page = |outcome: Outcome, deed| {
            let found = [sample(known)];
            Self::new((deed, &outcome, "sample"), (&found, &titles), &queue(), "/desk/acme", Language::En)
        };
        vec![
            page(
                Outcome::from([(known, None), (gone, Some(Refusal::Gone))]),
                Deed::Decided(Verdict::Decline),
            ),
            page(Outcome::from([(known, None)]), Deed::Claimed),
            page(Outcome::from([(known, Some(Refusal::Held))]), Deed::Decided(Verdict::Accept)),
        ]
    }
}
