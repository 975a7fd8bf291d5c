//! Pages of this feature.

mod again;
mod doors;
mod received;

pub use again::AgainPage;
pub use doors::DoorCard;
pub use received::ReceivedPage;

use super::{
    forms::{DEFAULT_WAIT, NO_CODE, TellStory, WAIT_CHOICES},
    letter::AfterWaiting,
};
use crate::{
    organisations::{Lanes, Organisation, Readers, Theme, contact::Contact, house::House, own_words},
    platform::{
        i18n::Language,
        schedule::Moments,
        view::{Choice, View},
        web::form::FieldErrors,
    },
    stories::{
        Anonymity, Silence, StoryFields, ToldBy,
        forms::{LIMITS, Limits},
    },
};
use serde::Serialize;

/// `templates/intake/tell.html`
#[derive(Debug, Serialize)]
pub struct TellPage {
    form: TellStory,
    errors: FieldErrors,
    themes: Vec<Choice>,
    told_by: Vec<Choice>,
    anonymity: Vec<Choice>,
    silence: Vec<Choice>,
    keep_code: Vec<Choice>,
    languages: Vec<Choice>,
    wait_days: Vec<Choice>,
    wait_then: Vec<Choice>,
    doors: Vec<DoorCard>,
    threshold: i32,
    /// Set when the form asks how long to wait for others.
    waits: bool,
    /// Warning for small houses.
    few: Option<String>,
    /// Set when the form asks for the poster code.
    house: bool,
    /// Sentence about its readers once it is told.
    reach: String,
    /// Hint for those without the code.
    house_code_else: String,
    /// Summary of the defaults under *More choices*.
    unless: String,
    /// Set when something under *More choices* is wrong or changed.
    more_open: bool,
    limits: Limits,
    /// The organisation's own words, for the coach.
    own: String,
}

/// Fields under *More choices*.
const MORE: &[&str] = &["silence", "keep_code", "wait_then", "wait_days", "theme", "language"];

impl TellPage {
    /// Renders the form as typed. `form.receipt` holds a valid stamp.
    pub fn new(
        form: TellStory,
        errors: FieldErrors,
        themes: &[Theme],
        organisation: &Organisation,
        language: Language,
    ) -> Self {
        let lanes = organisation.open_lanes();
        let people = organisation.people.unwrap_or_default();
        let threshold = if lanes.take_anonymous() {
            organisation.threshold
        } else {
            // A story with a name waits for nobody.
            1
        };
        let choice = |word: &str, key: String, chosen: &str| {
            let hint = language.text(&format!("{key}-hint"));
            Choice::new(word, language.text(&key), chosen).with_hint(hint)
        };
        let told_by = |w: &ToldBy| choice(w.as_str(), format!("intake-told-by-{w}"), &form.told_by);
        let only_named = !lanes.take_anonymous();
        let anonymity = if only_named { Anonymity::Named.as_str() } else { &form.anonymity };
        let known = |w: &Anonymity| choice(w.as_str(), format!("intake-anonymity-{w}"), anonymity);
        let offered = |w: &&Anonymity| **w == Anonymity::Named || !only_named;
        let silence = |w: &Silence| choice(w.as_str(), format!("intake-silence-{w}"), &form.silence);
        let kept = if form.keep_code == NO_CODE { NO_CODE } else { "yes" };
        let keep = |word: &&str| choice(word, format!("intake-keep-code-{word}"), kept);
        let spoken = |l: &Language| Choice::new(l.as_str(), l.own_name().to_owned(), &form.language);
        let days = |n: &i64| {
            let label = language.text_n("intake-wait-days-choice", *n);
            Choice::new(&n.to_string(), label, &form.wait_days)
        };
        let then = |w: &AfterWaiting| choice(w.as_str(), format!("intake-wait-then-{w}"), &form.wait_then);
        let none = Choice::new("", language.text("intake-theme-none"), &form.theme);
        let theme = |theme: &Theme| Choice::new(&theme.slug, theme.name(language).to_owned(), &form.theme);
        Self {
            themes: std::iter::once(none).chain(themes.iter().map(theme)).collect(),
            told_by: ToldBy::ALL.iter().map(told_by).collect(),
            anonymity: Anonymity::ALL.iter().filter(offered).map(known).collect(),
            silence: Silence::ALL.iter().map(silence).collect(),
            keep_code: ["yes", NO_CODE].iter().map(keep).collect(),
            languages: Language::ALL.iter().map(spoken).collect(),
            wait_days: WAIT_CHOICES.iter().map(days).collect(),
            wait_then: AfterWaiting::ALL.iter().map(then).collect(),
            doors: doors::cards(&[], language),
            threshold,
            // Also when it does not ask any more, but the choice is wrong.
            waits: threshold > 1 || errors.touch(&["wait_then", "wait_days"]),
            few: match organisation.house() {
                House::Tiny => Some(language.text_n("intake-people-tiny", people)),
                House::Small => Some(language.text_n("intake-people-small", people)),
                House::Unsaid | House::Large => None,
            },
            house: organisation.lanes.house,
            reach: language
                .text(&format!("intake-reach-{}", form.readers.parse::<Readers>().unwrap_or_default())),
            house_code_else: language.text(if lanes.open.is_some() {
                "intake-house-code-open"
            } else {
                "intake-house-code-show"
            }),
            unless: unless(threshold, language),
            more_open: errors.touch(MORE) || chose_more(&form, language),
            limits: LIMITS,
            own: own_words::for_browsers(&[]),
            form,
            errors,
        }
    }

    pub fn with_own_words(self, own: String) -> Self {
        Self { own, ..self }
    }

    pub fn with_contacts(mut self, contacts: &[Contact], language: Language) -> Self {
        self.doors = doors::cards(contacts, language);
        self
    }
}

impl View for TellPage {
    const TEMPLATE: &'static str = "intake/tell.html";
    fn samples() -> Vec<Self> {
        let page = |people, house, open, form, errors| {
            let organisation =
                Organisation { people, lanes: Lanes { house, open }, ..Organisation::sample() };
            Self::new(form, errors, &[], &organisation, Language::Nl)
        };
        let typed = TellStory {
            text: StoryFields { title: "<b>".to_owned(), ..StoryFields::default() },
            anonymity: "named".to_owned(),
            ..TellStory::default()
        };
        let (empty, well) = (TellStory::empty(Language::Nl), FieldErrors::default);
        vec![
            page(None, true, None, empty.clone(), well()),
            page(Some(24), true, Some(20), empty.clone(), well()),
            page(Some(9), true, Some(20), empty, well()),
            page(Some(240), false, None, typed, FieldErrors::one("title", "sample".to_owned())),
        ]
    }
}

/// Tells whether something under *More choices* was changed; empty fields were not asked for.
fn chose_more(form: &TellStory, language: Language) -> bool {
    let more = |form: &TellStory| {
        [
            form.silence.clone(),
            form.keep_code.clone(),
            form.wait_then.clone(),
            form.wait_days.clone(),
            form.theme.clone(),
            form.language.clone(),
        ]
    };
    let (chosen, offered) = (more(form), more(&TellStory::empty(language)));
    chosen.iter().zip(&offered).any(|(chosen, offered)| !chosen.is_empty() && chosen != offered)
}

fn unless(threshold: i32, language: Language) -> String {
    if threshold > 1 {
        language.text_n("intake-more-unless-waits", DEFAULT_WAIT)
    } else {
        language.text("intake-more-unless")
    }
}

/// Describes the schedule of the mix.
pub fn moments(mix: &Moments, language: Language) -> String {
    match mix {
        Moments::Every(interval) => language.text_n("intake-mix-every", interval.num_seconds()),
        Moments::Daily(_) => language.text_n("intake-mix-daily", mix.words(language)),
    }
}
