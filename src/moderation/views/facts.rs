//! Facts about a story, beside its text.

use super::{reading::Reading, told_by, week};
use crate::{
    platform::{i18n::Language, time::long_date},
    stories::{Anonymity, Facts, Intensity, Lane},
};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct Fact {
    term: String,
    value: String,
    href: Option<String>,
}

/// Returns what is known of a story.
pub fn facts(reading: &Reading<'_>, language: Language) -> Vec<Fact> {
    let story = reading.story;
    let fact = |key: &str, value: String| Fact { term: language.text(key), value, href: None };
    let lane = if story.has_unverified_name() { Lane::Unverified } else { story.lane };
    let mut facts = vec![
        fact("moderation-fact-week", week(&story.week, language)),
        fact("moderation-fact-lane", language.text(&format!("moderation-lane-{lane}"))),
        fact("moderation-fact-language", story.language.own_name().to_owned()),
        fact("moderation-fact-told-by", told_by(story.told_by, language)),
        fact("moderation-fact-silence", language.text(&format!("moderation-silence-{}", story.silence))),
    ];
    let said = reading.versions.last().map(|version| in_words(&version.facts, language));
    if let Some(said) = said.filter(|said| !said.is_empty()) {
        facts.push(fact("moderation-facts-said", said));
    }
    if let Some(newest) = reading.versions.last() {
        let minutes = language.text_n("moderation-minutes", newest.text.minutes_aloud());
        facts.push(fact("moderation-fact-aloud", minutes));
    }
    if story.told_version.is_some() {
        let agreed = if story.agreed_version.is_some() { "given" } else { "awaited" };
        let word = language.text(&format!("moderation-consent-{agreed}"));
        facts.push(fact("moderation-fact-consent", word));
    }
    if let Some((_, day)) = story.age().next().filter(|_| !reading.versions.is_empty()) {
        facts.push(fact("moderation-fact-erased-on", long_date(day, language)));
    }
    let untold = reading.versions.iter().any(|version| Some(version.number) != story.agreed_version);
    if let Some((_, day)) = story.age().originals().filter(|_| untold) {
        facts.push(fact("moderation-fact-original-erased-on", long_date(day, language)));
    }
    if let Some(theme) = &reading.theme {
        facts.insert(0, fact("moderation-fact-theme", (*theme).to_owned()));
    }
    let text = reading.versions.last().map(|version| &version.text);
    let author = text.and_then(|text| text.name.clone()).filter(|_| story.anonymity == Anonymity::Named);
    let author = author.unwrap_or_else(|| language.text("moderation-anonymous"));
    facts.insert(0, fact("moderation-fact-author", author));
    if let Some(email) = text.and_then(|text| text.email.clone()) {
        facts.insert(1, fact("moderation-fact-email", email));
    }
    facts
}

/// Says all facts, that a story is light too.
pub fn in_words(facts: &Facts, language: Language) -> String {
    let light = facts.intensity.filter(|intensity| *intensity == Intensity::Light);
    let light = light.map(|light| language.text(&light.key()));
    let others = Some(facts.in_words(language)).filter(|others| !others.is_empty());
    light.into_iter().chain(others).collect::<Vec<_>>().join(" · ")
}
