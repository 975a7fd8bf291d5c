//! One story, to read and decide on.

use super::{
    super::{
        forms::{Ask, Decline, Edit},
        lease::{Hold, Lease},
    },
    marks::Marks,
    sample_story, status_name, told_by, week,
};
use crate::{
    coach::{self, Own, Piece},
    ids::{MessageId, StoryId},
    platform::{i18n::Language, text::paragraphs, time::long_date, view::View, web::form::FieldErrors},
    retention::ORIGINALS,
    stories::{
        Anonymity, Story, StoryAction, StoryStatus, StoryText, WrittenBy,
        dialogue::{LONGEST, Message, ROUNDS},
        store::versions::Version,
    },
};
use serde::Serialize;

/// `templates/moderation/story.html`
#[derive(Debug, Serialize)]
pub struct StoryPage {
    back: String,
    path: String,
    status: StoryStatus,
    status_name: String,
    tone: &'static str,
    title: String,
    story_lang: Language,
    facts: Vec<Fact>,
    answers: Vec<Answer>,
    /// What stands out in the newest version; nothing when the text is erased.
    marked: Option<Vec<Marks>>,
    edited: bool,
    gone: Option<String>,
    version: i32,
    refusal: Option<String>,
    can: Can,
    free: bool,
    holder: Option<String>,
    messages: Vec<Bubble>,
    longest_message: usize,
    edit: Option<Edit>,
    decline: Decline,
    ask: Ask,
    errors: FieldErrors,
}

/// What was typed so far, and what is wrong with it.
#[derive(Debug, Default)]
pub struct Typed {
    /// The edit.
    pub edit: Option<Edit>,
    /// The refusal.
    pub decline: Decline,
    /// The question.
    pub ask: Ask,
    /// What is wrong, in whichever of them was sent.
    pub errors: FieldErrors,
}

/// A question or an answer.
#[derive(Debug, Serialize)]
struct Bubble {
    mine: bool,
    who: String,
    text: Vec<String>,
    shown: bool,
}

#[derive(Debug, Serialize)]
struct Fact {
    term: String,
    value: String,
    href: Option<String>,
}

/// One question, as told with what stands out in it, and, beside it, as it came where that differs.
#[derive(Debug, Serialize)]
struct Answer {
    question: String,
    text: Vec<Vec<Piece>>,
    original: Option<Vec<String>>,
}

/// Which buttons there are: exactly those whose action is possible.
#[derive(Debug, Serialize)]
struct Can {
    claim: bool,
    put_back: bool,
    decide: bool,
    ask: bool,
    reopen: bool,
}

/// What a story page shows.
pub struct Reading<'a> {
    /// The story.
    pub story: &'a Story,
    /// Its versions, oldest first; empty when erased.
    pub versions: &'a [Version],
    /// What was asked and answered.
    pub messages: &'a [Message],
    /// Who has it on the desk.
    pub lease: Option<&'a Lease>,
    /// What that means to the reader.
    pub hold: Hold,
    /// Name of its theme.
    pub theme: Option<String>,
    /// The organisation's own words.
    pub own: &'a Own,
}

impl StoryPage {
    /// A story at `desk` (`/desk/acme`), with the forms as typed so far.
    #[must_use]
    pub fn new(reading: &Reading<'_>, typed: Typed, desk: &str, language: Language) -> Self {
        let story = reading.story;
        let yours = reading.hold == Hold::Yours && story.status == StoryStatus::InReview;
        let newest = reading.versions.last();
        let first = reading.versions.first();
        let original = first.filter(|first| first.number == 1 && reading.versions.len() > 1);
        let open = matches!(story.status, StoryStatus::Submitted | StoryStatus::InReview);
        Self {
            back: format!("{desk}/stories?status={}", story.status),
            path: format!("{desk}/stories/{}", story.id),
            status: story.status,
            status_name: status_name(story.status, language),
            tone: tone(story.status),
            title: newest.map_or_else(|| language.text("moderation-erased"), |v| v.text.title.clone()),
            story_lang: story.language,
            facts: facts(reading, language),
            answers: newest
                .map(|v| answers(reading, &v.text, original.map(|o| &o.text), language))
                .unwrap_or_default(),
            marked: newest.map(|v| Marks::of(texts(&v.text), story.language, language, reading.own)),
            edited: original.is_some(),
            gone: first
                .filter(|first| first.number > 1)
                .map(|_| language.text_n("moderation-original-gone", ORIGINALS.in_days())),
            version: newest.map_or(0, |v| v.number),
            refusal: story.refusal.clone(),
            can: Can {
                claim: open && !yours && reading.hold != Hold::Theirs,
                put_back: yours,
                decide: yours,
                ask: yours && reading.messages.iter().all(|message| message.round < ROUNDS),
                reopen: story.status.can(StoryAction::Reopen)
                    && newest.is_some()
                    && reading.hold != Hold::Theirs,
            },
            free: reading.hold == Hold::Free,
            holder: reading
                .lease
                .filter(|_| reading.hold == Hold::Theirs)
                .map(|lease| lease.name.clone()),
            messages: reading.messages.iter().map(|it| bubble(it, language)).collect(),
            longest_message: LONGEST,
            edit: typed
                .edit
                .or_else(|| newest.filter(|_| yours).map(|v| Edit::of(v.number, &v.text))),
            decline: typed.decline,
            ask: typed.ask,
            errors: typed.errors,
        }
    }
}

fn bubble(message: &Message, language: Language) -> Bubble {
    Bubble {
        mine: message.written_by == WrittenBy::Moderator,
        who: language.text(&format!("moderation-said-by-{}", message.written_by)),
        text: paragraphs(&message.text),
        shown: message.shown,
    }
}

/// How a status looks.
const fn tone(status: StoryStatus) -> &'static str {
    match status {
        StoryStatus::Submitted => "wait",
        StoryStatus::InReview => "calm",
        StoryStatus::Accepted => "done",
        StoryStatus::Declined => "stop",
        StoryStatus::Withdrawn | StoryStatus::Expired => "plain",
    }
}

fn facts(reading: &Reading<'_>, language: Language) -> Vec<Fact> {
    let story = reading.story;
    let fact = |key: &str, value: String| Fact {
        term: language.text(key),
        value,
        href: None,
    };
    let mut facts = vec![
        fact("moderation-fact-week", week(&story.week, language)),
        fact(
            "moderation-fact-lane",
            language.text(&format!("moderation-lane-{}", story.lane)),
        ),
        fact("moderation-fact-language", story.language.own_name().to_owned()),
        fact("moderation-fact-told-by", told_by(story.told_by, language)),
        fact(
            "moderation-fact-silence",
            language.text(&format!("moderation-silence-{}", story.silence)),
        ),
    ];
    if story.told_version.is_some() {
        let agreed = if story.agreed_version.is_some() {
            "given"
        } else {
            "awaited"
        };
        let word = language.text(&format!("moderation-consent-{agreed}"));
        facts.push(fact("moderation-fact-consent", word));
    }
    if let Some((_, day)) = story.age().next().filter(|_| !reading.versions.is_empty()) {
        facts.push(fact("moderation-fact-erased-on", long_date(day, language)));
    }
    let untold = reading
        .versions
        .iter()
        .any(|version| Some(version.number) != story.agreed_version);
    if let Some((_, day)) = story.age().originals().filter(|_| untold) {
        facts.push(fact(
            "moderation-fact-original-erased-on",
            long_date(day, language),
        ));
    }
    if let Some(theme) = &reading.theme {
        facts.insert(0, fact("moderation-fact-theme", theme.clone()));
    }
    let text = reading.versions.last().map(|version| &version.text);
    let author = text
        .and_then(|text| text.name.clone())
        .filter(|_| story.anonymity == Anonymity::Named);
    let author = author.unwrap_or_else(|| language.text("moderation-anonymous"));
    facts.insert(0, fact("moderation-fact-author", author));
    if let Some(email) = text.and_then(|text| text.email.clone()) {
        facts.insert(1, fact("moderation-fact-email", email));
    }
    facts
}

type Part = fn(&StoryText) -> &str;

/// The questions and their answers, in the order of the form.
const PARTS: &[(&str, Part)] = &[
    ("moderation-what-happened", |text| &text.what_happened),
    ("moderation-made-sense", |text| &text.made_sense),
    ("moderation-cost", |text| &text.cost),
    ("moderation-learned", |text| &text.learned),
    ("moderation-advice", |text| &text.advice),
];

fn texts(text: &StoryText) -> impl Iterator<Item = &str> {
    std::iter::once(text.title.as_str()).chain(PARTS.iter().map(|(_, part)| part(text)))
}

fn answers(
    reading: &Reading<'_>,
    text: &StoryText,
    original: Option<&StoryText>,
    language: Language,
) -> Vec<Answer> {
    let written = reading.story.language;
    let shown = PARTS
        .iter()
        .filter(|(_, part)| !part(text).is_empty() || original.is_some_and(|o| !part(o).is_empty()));
    shown
        .map(|(key, part)| Answer {
            question: language.text(key),
            text: paragraphs(part(text))
                .iter()
                .map(|paragraph| coach::pieces(paragraph, written, language, reading.own))
                .collect(),
            original: original
                .filter(|o| part(o) != part(text))
                .map(|o| paragraphs(part(o))),
        })
        .collect()
}

impl View for StoryPage {
    const TEMPLATE: &'static str = "moderation/story.html";
    fn samples() -> Vec<Self> {
        let version = |number, words: &str| Version {
            story: StoryId::new(),
            number,
            written_by: WrittenBy::Author,
            text: StoryText {
                what_happened: words.to_owned(),
                ..StoryText::default()
            },
        };
        let said = |written_by, shown| Message {
            id: MessageId::new(),
            round: 1,
            written_by,
            shown,
            text: "sample".to_owned(),
        };
        let versions = [version(1, "one"), version(2, "Mail jan@acme.be, jan@acme.be.")];
        let messages = [said(WrittenBy::Moderator, false), said(WrittenBy::Author, true)];
        let lease = Lease {
            holder: crate::ids::StaffId::new(),
            name: "Jan".to_owned(),
            until: chrono::DateTime::UNIX_EPOCH,
        };
        let page = |status, hold, versions| {
            let story = Story {
                told_version: (status == StoryStatus::Accepted).then_some(2),
                agreed_version: (status == StoryStatus::Accepted).then_some(2),
                published_week: Some("2026-W50".to_owned()),
                ..sample_story(status)
            };
            let reading = Reading {
                story: &story,
                versions,
                messages: &messages,
                lease: Some(&lease),
                hold,
                theme: (hold == Hold::Free).then(|| "x".to_owned()),
                own: &Own::default(),
            };
            let typed = Typed {
                errors: FieldErrors::one("reason", "sample".to_owned()),
                ..Typed::default()
            };
            Self::new(&reading, typed, "/desk/acme", Language::En)
        };
        let mut all = vec![
            page(StoryStatus::Withdrawn, Hold::Free, &[]),
            page(StoryStatus::Declined, Hold::Free, &[]),
            page(StoryStatus::Accepted, Hold::Free, &versions[1..]),
        ];
        for status in StoryStatus::ALL {
            for hold in [Hold::Free, Hold::Yours, Hold::Theirs] {
                all.push(page(*status, hold, &versions));
            }
        }
        all
    }
}
