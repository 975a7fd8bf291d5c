//! What a day is run from: its times, and a card for each story.

use super::{duration, samples::sample_day, told_by};
use crate::{
    events::{
        agenda::place,
        model::Release,
        programme::Placed,
        slot::Content,
        wording::{foreign, span, with_language},
    },
    ids::StoryId,
    organisations::Readers,
    platform::{
        i18n::Language,
        text::paragraphs,
        time::{clock_time, long_date},
        view::View,
    },
    stories::{Anonymity, Facts, Intensity, StoryText, Told, ToldBy},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// `templates/events/desk/papers.html`
#[derive(Debug, Serialize)]
pub struct PapersPage {
    back: String,
    title: String,
    title_lang: &'static str,
    when: String,
    place: String,
    place_lang: &'static str,
    rows: Vec<RunRow>,
    cards: Vec<CueCard>,
    /// Stories on the agenda that cannot be told any more.
    untold: usize,
}

#[derive(Debug, Serialize)]
struct RunRow {
    time: String,
    duration: String,
    title: String,
    lang: &'static str,
    told_by: String,
    /// Number of its card, from 1.
    card: Option<usize>,
}

/// A story to be read aloud.
#[derive(Debug, Serialize)]
struct CueCard {
    number: usize,
    id: StoryId,
    time: String,
    duration: String,
    title: String,
    lang: Language,
    by: Option<String>,
    aloud: String,
    facts: String,
    parts: Vec<Part>,
}

#[derive(Debug, Serialize)]
struct Part {
    question: String,
    text: Vec<String>,
}

impl PapersPage {
    /// Renders the papers of a release at `desk` (`/desk/acme`), with the stories that can be told now.
    pub fn new(
        release: &Release,
        placed: &[Placed],
        told: &BTreeMap<StoryId, Told>,
        desk: &str,
        reader: Language,
    ) -> Self {
        let day = &release.day;
        let (title, title_lang) = with_language(day.title_for(reader), reader);
        let cards: Vec<CueCard> = Self::cards_for(placed, told)
            .zip(1..)
            .map(|((slot, story), number)| CueCard::new(number, slot, story, reader))
            .collect();
        let row = |slot: &Placed| {
            let story = slot.content.story().and_then(|id| told.get(&id));
            let card = cards.iter().find(|card| Some(card.id) == slot.content.story());
            RunRow::new(slot, story, card.map(|card| card.number), day.language, reader)
        };
        let is_gone = |slot: &&Placed| slot.content.story().is_some_and(|id| !told.contains_key(&id));
        Self {
            back: format!("{desk}/events/{}/agenda", release.event),
            title,
            title_lang,
            when: format!(
                "{}, {}",
                long_date(day.starts_at.date(), reader),
                span(day.starts_at, day.ends_at(), reader)
            ),
            place: day.place.clone(),
            place_lang: foreign(day.language, reader),
            untold: placed.iter().filter(is_gone).count(),
            rows: placed.iter().map(row).collect(),
            cards,
        }
    }

    /// Returns the slots whose stories have a card, in order: those that somebody reads aloud. Authors who tell their own
    /// need none, and nobody else needs their words.
    pub fn cards_for<'a>(
        placed: &'a [Placed],
        told: &'a BTreeMap<StoryId, Told>,
    ) -> impl Iterator<Item = (&'a Placed, &'a Told)> {
        let story = |slot: &'a Placed| Some((slot, told.get(&slot.content.story()?)?));
        placed.iter().filter_map(story).filter(|(_, story)| story.told_by == ToldBy::Reader)
    }
}

impl RunRow {
    fn new(
        slot: &Placed,
        story: Option<&Told>,
        card: Option<usize>,
        day: Language,
        reader: Language,
    ) -> Self {
        let title = match story {
            Some(story) => Some((story.title.clone(), story.language)),
            None => slot.content.title().map(|title| (title.to_owned(), day)),
        };
        Self {
            time: clock_time(slot.starts_at, reader),
            duration: duration(slot.minutes, reader),
            lang: title.as_ref().map_or("", |(_, language)| foreign(*language, reader)),
            title: title.map_or_else(|| reader.text("events-slot-untold"), |(title, _)| title),
            told_by: story.map(|story| told_by(story.told_by, reader)).unwrap_or_default(),
            card,
        }
    }
}

impl CueCard {
    fn new(number: usize, slot: &Placed, story: &Told, reader: Language) -> Self {
        let known = story.anonymity == Anonymity::Named;
        Self {
            number,
            id: story.id,
            time: clock_time(slot.starts_at, reader),
            duration: duration(slot.minutes, reader),
            title: story.title.clone(),
            lang: story.language,
            by: story.text.name.clone().filter(|_| known),
            aloud: reader.text_n("events-papers-aloud", story.text.minutes_aloud()),
            facts: story.facts.in_words(reader),
            parts: parts(&story.text, story.language),
        }
    }
}

/// Returns the answers that were given, under the questions of the form in the language of the story: it is read aloud.
fn parts(text: &StoryText, language: Language) -> Vec<Part> {
    let given = text.answers().filter(|(field, answer)| *field != "title" && !answer.is_empty());
    let part = |(field, answer): (&str, &str)| Part {
        question: language.text(&format!("library-part-{}", field.replace('_', "-"))),
        text: paragraphs(answer),
    };
    given.map(part).collect()
}

impl View for PapersPage {
    const TEMPLATE: &'static str = "events/desk/papers.html";
    fn samples() -> Vec<Self> {
        let release = Release::sample(sample_day(Language::Nl));
        let story = Told {
            id: StoryId::new(),
            version: 1,
            title: "sample".to_owned(),
            text: StoryText {
                what_happened: "sample".to_owned(),
                name: Some("sample".to_owned()),
                ..StoryText::default()
            },
            language: Language::Fr,
            theme: None,
            told_by: ToldBy::Reader,
            anonymity: Anonymity::Named,
            readers: Readers::House,
            facts: Facts { intensity: Some(Intensity::Heavy), notes: vec![] },
        };
        let contents =
            [Content::Free("sample".to_owned()), Content::Story(story.id), Content::Story(StoryId::new())];
        let placed = place(&release.day, contents.into_iter().map(|content| (content, 10)));
        let told = BTreeMap::from([(story.id, story)]);
        [&placed[..], &[]].map(|placed| Self::new(&release, placed, &told, "/desk/acme", Language::En)).into()
    }
}
