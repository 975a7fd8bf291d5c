//! Page of a story, to read, edit and decide on.

use super::{
    super::{
        forms::ReviewForm,
        general::{self, Group},
        lease::Claim,
    },
    answers::{Answer, answers},
    categories,
    facts::{Fact, facts, in_words},
    label,
    marks::Marks,
    reading::Reading,
    stage_name,
};
use crate::{
    ids::StaffId,
    library::model::Card,
    organisations::question_templates::QuestionTemplate,
    platform::{
        i18n::Language,
        text::paragraphs,
        view::Choice,
        web::{
            Changed,
            form::{Checks, FieldErrors},
        },
    },
    retention::ORIGINALS,
    stories::{
        ContentNote, Intensity, Stage, StoryAction, StoryFields, StoryStatus, WrittenBy,
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
    /// Kind of the link to the next story: the main one where nothing is left to do.
    next_kind: &'static str,
    holder: Option<String>,
    messages: Vec<Bubble>,
    /// Paragraphs of the memo, where there is no form to edit it in.
    memo: Vec<String>,
    /// Told stories of its theme.
    similar: Vec<Similar>,
    longest_message: usize,
    limits: Limits,
    /// Form to edit and decide, for a moderator who may.
    form: Option<ReviewForm>,
    intensities: Vec<Choice>,
    notes: Vec<Choice>,
    categories: Vec<Choice>,
    /// Set when a question waits for its answer.
    asked: bool,
    /// Other moderators, to hand the story to; the first choice is nobody.
    colleagues: Vec<Choice>,
    /// Note on an approval, where accepting takes two people; may be empty.
    approved: String,
    approved_by_you: bool,
    /// Note that a moderator recognised somebody in it; may be empty.
    recognised: String,
    templates: Vec<Choice>,
    /// Set to offer to ask although the answer could tell who it was.
    telling: bool,
    /// Set when its text is folded away, since it is heavy and nobody has opened it.
    heavy: bool,
    /// More general words, by the reason for them.
    general: Vec<Group>,
    /// Set while the text in the form is not stored.
    unsaved: bool,
    open: Open,
    errors: FieldErrors,
    changed: Option<Changed>,
}

/// Folds of the form that are open, since something was typed or is wrong in them.
#[derive(Debug, Serialize)]
struct Open {
    text: bool,
    memo: bool,
    redact: bool,
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

/// Told story of the same theme.
#[derive(Debug, Serialize)]
struct Similar {
    title: String,
    href: String,
    lang: Language,
}

impl Similar {
    fn new(card: &Card, public: &str) -> Self {
        let href = format!("{public}/library/{}", card.story_id);
        Self { title: card.title.clone(), href, lang: card.language }
    }
}

#[derive(Debug, Serialize)]
struct Bubble {
    mine: bool,
    who: String,
    text: Vec<String>,
    shown: bool,
}

/// Buttons whose action is possible.
#[derive(Debug, Serialize)]
struct Can {
    claim: bool,
    put_back: bool,
    ask: bool,
    reopen: bool,
    recuse: bool,
}

impl StoryPage {
    /// Renders a story at `desk` (`/desk/acme`).
    pub fn new(reading: &Reading<'_>, typed: Typed, desk: &str, language: Language) -> Self {
        let story = reading.story;
        let open = story.status.awaits_verdict();
        let works = open && reading.claim != Claim::Theirs && !reading.recused;
        let yours = reading.claim == Claim::Yours && story.status == StoryStatus::InReview;
        let newest = reading.versions.last();
        let first = reading.versions.first();
        let heavy = typed.form.is_none()
            && newest.is_some_and(|newest| newest.facts.intensity == Some(Intensity::Heavy));
        let form = typed
            .form
            .or_else(|| newest.filter(|_| works).map(|newest| ReviewForm::of(newest, reading.memo)));
        let text = form.as_ref().map(|form| form.text.clone()).filter(|_| newest.is_some());
        let text = text.or_else(|| newest.map(|newest| (&newest.text).into()));
        let answers =
            text.as_ref().zip(first).map(|(text, first)| answers(reading, text, &first.text, language));
        let path = format!("{desk}/stories/{}", story.id);
        let changed = form.as_ref().zip(newest).filter(|_| typed.changed);
        let changed = changed.map(|(form, newest)| compare(form, (newest, reading.memo), &path, language));
        let ask = works && reading.messages.iter().all(|message| message.round < ROUNDS);
        let asks = ask || form.as_ref().is_some_and(|form| !form.question.is_empty());
        // Errors in a question that nobody may ask any more have no field to be shown at.
        let fields = FIELDS.into_iter().chain([
            "intensity",
            "memo",
            "reason",
            "category",
            "unanswered",
            "words",
            "general",
        ]);
        let fields = fields.chain((!reading.colleagues.is_empty()).then_some("hand_to"));
        let asking = ["question", "template", "ask_anyway"].into_iter().filter(|_| asks);
        let shown: Vec<&str> = fields.chain(asking).filter(|_| form.is_some()).collect();
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
            title: text
                .as_ref()
                .map_or_else(|| language.text("moderation-erased"), |text| text.title.clone()),
            story_lang: story.language,
            facts: facts(reading, language),
            edited: answers.as_ref().is_some_and(|all| all.iter().any(Answer::is_edited)),
            answers: answers.unwrap_or_default(),
            marked: text.as_ref().map(|text| {
                Marks::of(text.answers().map(|(_, answer)| answer), story.language, language, reading.own)
            }),
            gone: first
                .filter(|first| first.number > 1)
                .map(|_| language.text_n("moderation-original-gone", ORIGINALS.in_days())),
            refusal: story.refusal.clone(),
            can: Can {
                claim: works && !yours,
                put_back: yours,
                recuse: works && !reading.colleagues.is_empty(),
                ask,
                reopen: story.status.can(StoryAction::Reopen)
                    && newest.is_some()
                    && !reading.recused
                    && reading.claim != Claim::Theirs,
            },
            next_kind: if open { "quiet" } else { "primary" },
            holder: reading.lease.filter(|_| reading.claim == Claim::Theirs).map(|lease| lease.name.clone()),
            messages: reading.messages.iter().map(|it| bubble(it, language)).collect(),
            memo: paragraphs(reading.memo),
            similar: reading.similar.iter().map(|card| Similar::new(card, reading.public)).collect(),
            longest_message: LONGEST,
            limits: LIMITS,
            categories: categories(form.as_ref().map_or("", |form| &form.category), language),
            recognised: recognised(reading, language),
            approved: approved(reading, language),
            approved_by_you: reading.approved_by_you,
            templates: templates(reading, form.as_ref(), language),
            telling: form.as_ref().is_some_and(|form| !form.ask_anyway.is_empty())
                || typed.errors.has("ask_anyway"),
            heavy,
            unsaved: form_differs(form.as_ref(), newest),
            colleagues: colleagues(reading, form.as_ref(), language),
            general: form
                .as_ref()
                .map(|form| general::groups(story.language, language, &form.redaction.general))
                .unwrap_or_default(),
            open: Open {
                text: FIELDS.iter().any(|field| typed.errors.has(field)),
                memo: form.as_ref().is_some_and(|form| !form.memo.is_empty()),
                redact: form.as_ref().is_some_and(|form| !form.redaction.words.is_empty())
                    || typed.errors.touch(&["words", "general"]),
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

fn recognised(reading: &Reading<'_>, language: Language) -> String {
    match (reading.recused, reading.recognised && reading.story.status.awaits_verdict()) {
        (true, _) => language.text("moderation-recused"),
        (false, true) => language.text("moderation-recognised"),
        (false, false) => String::new(),
    }
}

fn approved(reading: &Reading<'_>, language: Language) -> String {
    match reading.approved_by {
        _ if reading.approved_by_you => language.text("moderation-approved-by-you"),
        Some(other) => language.text_n("moderation-approved-by", other.name.clone()),
        None => String::new(),
    }
}

fn templates(reading: &Reading<'_>, form: Option<&ReviewForm>, language: Language) -> Vec<Choice> {
    let chosen = form.map_or("", |form| &form.template);
    let none = Choice::new("", language.text("moderation-template-none"), chosen);
    let one = |(n, it): (usize, &QuestionTemplate)| Choice::new(&n.to_string(), it.words.clone(), chosen);
    std::iter::once(none).chain(reading.templates.iter().enumerate().map(one)).collect()
}

/// Text and facts in words, to be compared.
#[derive(Serialize)]
struct InWords {
    #[serde(flatten)]
    text: StoryFields,
    facts: String,
    memo: String,
}

/// Compares what was typed with the newest version.
fn compare(form: &ReviewForm, (newest, memo): (&Version, &str), path: &str, language: Language) -> Changed {
    let text = FIELDS.map(|field| (field, label(field, language)));
    let fields = text.into_iter().chain([
        ("facts", language.text("moderation-facts-said")),
        ("memo", language.text("moderation-memo")),
    ]);
    let typed = form.facts.parse(&mut Checks::new(language)).unwrap_or_default();
    let stored = InWords {
        text: (&newest.text).into(),
        facts: in_words(&newest.facts, language),
        memo: memo.to_owned(),
    };
    let typed =
        InWords { text: form.text.clone(), facts: in_words(&typed, language), memo: form.memo.clone() };
    Changed::between(&stored, &typed, fields, path, language)
}

fn colleagues(reading: &Reading<'_>, form: Option<&ReviewForm>, language: Language) -> Vec<Choice> {
    let chosen = form.map_or("", |form| &form.hand_to);
    let nobody = Choice::new("", language.text("moderation-hand-to-nobody"), chosen);
    let colleague = |(id, name): &(StaffId, String)| Choice::new(&id.to_string(), name.clone(), chosen);
    let others = reading.colleagues.iter().map(colleague);
    std::iter::once(nobody).filter(|_| !reading.colleagues.is_empty()).chain(others).collect()
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
