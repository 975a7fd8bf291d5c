//! Page of a story, to read, edit and decide on.

use super::{
    super::{
        forms::ReviewForm,
        lease::{Claim, Lease},
    },
    marks::Marks,
    stage_name, told_by, week,
};
use crate::{
    coach::{self, OwnRules, Piece},
    platform::{
        i18n::Language,
        text::paragraphs,
        time::long_date,
        view::Choice,
        web::{Changed, form::FieldErrors},
    },
    retention::ORIGINALS,
    stories::{
        Anonymity, ContentNote, Intensity, Lane, Stage, Story, StoryAction, StoryStatus, StoryText,
        WrittenBy,
        dialogue::{self, LONGEST, Message, ROUNDS},
        forms::{LIMITS, Limits},
        store::versions::Version,
        text::FIELDS,
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
    /// Name in words for whoever had it hidden; empty while it is not.
    hidden: String,
    title: String,
    story_lang: Language,
    facts: Vec<Fact>,
    answers: Vec<Answer>,
    /// Findings in the newest version, unless the text is erased.
    marked: Option<Vec<Marks>>,
    edited: bool,
    gone: Option<String>,
    refusal: Option<String>,
    can: Can,
    free: bool,
    holder: Option<String>,
    messages: Vec<Bubble>,
    longest_message: usize,
    limits: Limits,
    /// Form to edit and decide, for the moderator who has claimed the story.
    form: Option<ReviewForm>,
    intensities: Vec<Choice>,
    notes: Vec<Choice>,
    /// Set when a question waits for its answer.
    asked: bool,
    open: Open,
    errors: FieldErrors,
    changed: Option<Changed>,
}

/// Folds of the form that are open, since something was typed or is wrong in them.
#[derive(Debug, Serialize)]
struct Open {
    text: bool,
    decline: bool,
}

/// Form as typed, with its errors.
#[derive(Debug, Default)]
pub struct Typed {
    /// `None` for the form of the newest version.
    pub form: Option<ReviewForm>,
    pub errors: FieldErrors,
    /// Set when another version was stored after the form was rendered.
    pub changed: bool,
}

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

/// Answer with its findings, beside the author's own if that differs.
#[derive(Debug, Serialize)]
struct Answer {
    question: String,
    text: Vec<Vec<Piece>>,
    original: Option<Vec<String>>,
}

/// Buttons whose action is possible.
#[derive(Debug, Serialize)]
struct Can {
    claim: bool,
    put_back: bool,
    decide: bool,
    ask: bool,
    reopen: bool,
}

/// Contents of the page.
pub struct Reading<'a> {
    pub story: &'a Story,
    /// Versions, oldest first; empty when erased.
    pub versions: &'a [Version],
    pub messages: &'a [Message],
    pub lease: Option<&'a Lease>,
    pub claim: Claim,
    /// Name of the theme.
    pub theme: Option<String>,
    pub own: &'a OwnRules,
}

impl StoryPage {
    /// Renders a story at `desk` (`/desk/acme`).
    pub fn new(reading: &Reading<'_>, typed: Typed, desk: &str, language: Language) -> Self {
        let story = reading.story;
        let yours = reading.claim == Claim::Yours && story.status == StoryStatus::InReview;
        let newest = reading.versions.last();
        let first = reading.versions.first();
        let original = first.filter(|first| first.number == 1 && reading.versions.len() > 1);
        let form = typed
            .form
            .or_else(|| newest.filter(|_| yours).map(|v| ReviewForm::of(v.number, &v.text, &story.facts())));
        let path = format!("{desk}/stories/{}", story.id);
        let changed = form.as_ref().zip(newest).filter(|_| typed.changed);
        let changed = changed.map(|(form, newest)| compare(form, newest, &path, language));
        let ask = yours && reading.messages.iter().all(|message| message.round < ROUNDS);
        let asks = ask || form.as_ref().is_some_and(|form| !form.question.is_empty());
        // Errors in a question that nobody may ask any more have no field to be shown at.
        let fields = FIELDS.into_iter().chain(["intensity", "reason", "unanswered"]);
        let shown: Vec<&str> = fields.chain(asks.then_some("question")).filter(|_| form.is_some()).collect();
        let open = matches!(story.status, StoryStatus::Submitted | StoryStatus::InReview);
        Self {
            back: format!("{desk}/stories?status={}", story.stage()),
            path,
            status: story.status,
            status_name: stage_name(story.stage(), language),
            tone: tone(story.stage()),
            hidden: story
                .hidden_by
                .map(|by| language.text(&format!("moderation-hidden-{by}")))
                .unwrap_or_default(),
            title: newest.map_or_else(|| language.text("moderation-erased"), |v| v.text.title.clone()),
            story_lang: story.language,
            facts: facts(reading, language),
            answers: newest
                .map(|v| answers(reading, &v.text, original.map(|o| &o.text), language))
                .unwrap_or_default(),
            marked: newest.map(|v| {
                Marks::of(v.text.answers().map(|(_, answer)| answer), story.language, language, reading.own)
            }),
            edited: original.is_some(),
            gone: first
                .filter(|first| first.number > 1)
                .map(|_| language.text_n("moderation-original-gone", ORIGINALS.in_days())),
            refusal: story.refusal.clone(),
            can: Can {
                claim: open && !yours && reading.claim != Claim::Theirs,
                put_back: yours,
                decide: yours,
                ask,
                reopen: story.status.can(StoryAction::Reopen)
                    && newest.is_some()
                    && reading.claim != Claim::Theirs,
            },
            free: reading.claim == Claim::Free,
            holder: reading.lease.filter(|_| reading.claim == Claim::Theirs).map(|lease| lease.name.clone()),
            messages: reading.messages.iter().map(|it| bubble(it, language)).collect(),
            longest_message: LONGEST,
            limits: LIMITS,
            open: Open {
                text: FIELDS.iter().any(|field| typed.errors.has(field))
                    || form_differs(form.as_ref(), newest),
                decline: form.as_ref().is_some_and(|form| !form.reason.is_empty())
                    || typed.errors.has("reason"),
            },
            intensities: intensities(form.as_ref(), language),
            notes: notes(form.as_ref(), language),
            form,
            asked: dialogue::awaits_answer(reading.messages),
            errors: typed.errors.shown(&shown),
            changed,
        }
    }
}

/// Returns the choices of how heavy a story is, with that of the form.
fn intensities(form: Option<&ReviewForm>, language: Language) -> Vec<Choice> {
    let chosen = form.map_or("", |form| &form.facts.intensity);
    let unsaid = Choice::new("", language.text("moderation-intensity-unsaid"), chosen);
    let said = |one: &Intensity| Choice::new(one.as_str(), language.text(&one.key()), chosen);
    std::iter::once(unsaid).chain(Intensity::ALL.iter().map(said)).collect()
}

/// Returns the content notes, by their fields, with those of the form.
fn notes(form: Option<&ReviewForm>, language: Language) -> Vec<Choice> {
    let note = |note: &ContentNote| Choice {
        value: format!("note_{note}"),
        label: language.text(&note.key()),
        hint: String::new(),
        selected: form.is_some_and(|form| !form.facts.note(*note).is_empty()),
    };
    ContentNote::ALL.iter().map(note).collect()
}

/// Compares the typed text with the newest version.
fn compare(form: &ReviewForm, newest: &Version, path: &str, language: Language) -> Changed {
    let fields = FIELDS.map(|field| (field, label(field, language)));
    let stored = ReviewForm { text: (&newest.text).into(), ..ReviewForm::default() };
    Changed::between(&stored, form, fields, path, language)
}

fn label(field: &str, language: Language) -> String {
    language.text(&format!("moderation-{}", field.replace('_', "-")))
}

fn form_differs(form: Option<&ReviewForm>, newest: Option<&Version>) -> bool {
    let (Some(form), Some(newest)) = (form, newest) else {
        return false;
    };
    !form.editable.is_empty() && !form.has_text_of(&newest.text)
}

fn bubble(message: &Message, language: Language) -> Bubble {
    Bubble {
        mine: message.written_by == WrittenBy::Moderator,
        who: language.text(&format!("moderation-said-by-{}", message.written_by)),
        text: paragraphs(&message.text),
        shown: message.shown,
    }
}

const fn tone(stage: Stage) -> &'static str {
    match stage {
        Stage::New | Stage::Waiting => "wait",
        Stage::InReview => "calm",
        Stage::Ready | Stage::Told => "done",
        Stage::Declined | Stage::Withdrawn | Stage::Expired => "plain",
    }
}

fn facts(reading: &Reading<'_>, language: Language) -> Vec<Fact> {
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
    if let Some(intensity) = story.intensity {
        facts.push(fact("moderation-intensity", language.text(&intensity.key())));
    }
    if !story.content_notes.is_empty() {
        let notes = story.content_notes.iter().map(|note| language.text(&note.key()));
        facts.push(fact("moderation-notes", notes.collect::<Vec<_>>().join(" · ")));
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
        facts.insert(0, fact("moderation-fact-theme", theme.clone()));
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

fn answers(
    reading: &Reading<'_>,
    text: &StoryText,
    original: Option<&StoryText>,
    language: Language,
) -> Vec<Answer> {
    let written = reading.story.language;
    let original = original.unwrap_or(text);
    // The title heads the page.
    let both = text.answers().zip(original.answers()).skip(1);
    both.filter(|((_, now), (_, before))| !now.is_empty() || !before.is_empty())
        .map(|((field, now), (_, before))| Answer {
            question: label(field, language),
            text: paragraphs(now)
                .iter()
                .map(|paragraph| coach::pieces(paragraph, written, language, reading.own))
                .collect(),
            original: (now != before).then(|| paragraphs(before)),
        })
        .collect()
}
