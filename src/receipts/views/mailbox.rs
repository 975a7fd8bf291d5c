//! Mailbox of a story.

use super::{
    super::{
        forms::AnswerForm,
        offers::{self, Offers, StoryState},
        store::Mailbox,
    },
    outcome::PlaceCard,
    proposal::TextCard,
    questions::QuestionCard,
};
use crate::{
    lessons::views::LessonRow,
    organisations::Readers,
    platform::{i18n::Language, text::paragraphs, time::long_date, view::View, web::form::FieldErrors},
    stories::{
        HiddenBy, RefusalKind, Story, StoryStatus, ToldBy, WrittenBy,
        dialogue::{LONGEST, Message},
    },
};
use chrono::{DateTime, Datelike, Utc};
use serde::Serialize;

/// `templates/receipts/mailbox.html`
#[derive(Debug, Serialize)]
pub struct MailboxPage {
    status: StoryStatus,
    title: String,
    meaning: String,
    /// Note that it is hidden, and by whom; empty while it is not.
    hidden: String,
    next: String,
    /// Set when a question waits for its answer.
    asked: bool,
    mix: String,
    tone: &'static str,
    reason: Option<String>,
    /// Advice that follows from the kind of the reason.
    ground: Option<String>,
    /// Address of the form, where it can be told otherwise, or which says where else to go.
    again: Option<String>,
    life: Vec<String>,
    /// Sentence about its readers; empty while it has none.
    reach: String,
    code: String,
    story_lang: Language,
    text: Option<TextCard>,
    messages: Vec<Bubble>,
    /// Questions of readers.
    questions: Vec<QuestionCard>,
    /// Set when one of them waits for an answer.
    readers_ask: bool,
    answer: Option<AnswerForm>,
    longest_message: usize,
    places: Vec<PlaceCard>,
    lessons: Vec<LessonRow>,
    can: Offers,
    told: bool,
    /// Effect of hiding it, or of showing it again.
    hide_lead: String,
    /// Address in the library, while it can be read there.
    readable: Option<String>,
    erased: bool,
    errors: FieldErrors,
}

#[derive(Debug, Serialize)]
struct Bubble {
    mine: bool,
    who: String,
    text: Vec<String>,
}

/// Values of the site that the page needs.
#[derive(Debug)]
pub struct SiteContext {
    /// Path of the site (`/acme`).
    pub base: String,
    /// Schedule of the mix.
    pub mix: String,
    /// Readers of the organisation now.
    pub readers: Readers,
    pub now: DateTime<Utc>,
}

impl MailboxPage {
    /// Renders the mailbox with an answer as typed.
    pub fn new(
        mailbox: &Mailbox,
        code: String,
        site: SiteContext,
        typed: Option<(AnswerForm, FieldErrors)>,
        language: Language,
    ) -> Self {
        let story = &mailbox.story;
        let status = story.status;
        let state = mailbox.state(site.now);
        let can = Offers::of(state);
        let (hidden, word) = (hidden_by(story), state_key(state));
        let out = matches!(word, "accepted" | "told");
        let (typed, errors) = typed.map_or_else(Default::default, |(form, errors)| (Some(form), errors));
        let asked = last_round(&mailbox.messages, WrittenBy::Moderator);
        Self {
            status,
            title: match hidden {
                Some(_) if out => language.text("receipts-status-hidden"),
                _ => language.text(&format!("receipts-status-{word}")),
            },
            meaning: match hidden {
                Some(_) if out => String::new(),
                _ => language.text_n(&format!("receipts-status-{word}-meaning"), told_week(mailbox)),
            },
            hidden: hidden.map(|by| language.text(&format!("receipts-hidden-{by}"))).unwrap_or_default(),
            next: match hidden {
                Some(by) if out => language.text(&format!("receipts-next-hidden-{by}")),
                _ => language.text(&format!("receipts-next-{}", next_key(mailbox, word, can))),
            },
            asked: can.answer && asked > last_round(&mailbox.messages, WrittenBy::Author),
            mix: site.mix,
            tone: match status {
                StoryStatus::Submitted => "wait",
                StoryStatus::Accepted if can.consent || hidden.is_some() => "wait",
                StoryStatus::InReview => "calm",
                StoryStatus::Accepted => "done",
                StoryStatus::Declined => "stop",
                StoryStatus::Withdrawn | StoryStatus::Expired => "plain",
            },
            reason: story.refusal.clone(),
            ground: story
                .refusal_kind
                .filter(|kind| *kind != RefusalKind::Other)
                .map(|kind| language.text(&format!("receipts-declined-{}", kind.key()))),
            again: story
                .refusal_kind
                .filter(|kind| matches!(kind, RefusalKind::Others | RefusalKind::WrongDoor))
                .map(|_| format!("{}/stories/new", site.base)),
            life: life(mailbox, language),
            reach: match hidden {
                Some(_) => String::new(),
                None => language.text(reach_key(story.readers, site.readers)),
            },
            story_lang: story.language,
            text: mailbox.proposal.as_ref().map(|it| TextCard::new(it, story, state, language)),
            questions: mailbox.questions.iter().map(|it| QuestionCard::new(it, language)).collect(),
            readers_ask: mailbox.questions.iter().any(QuestionCard::is_open),
            messages: mailbox.messages.iter().map(|it| bubble(it, language)).collect(),
            answer: asked.filter(|_| can.answer).map(|round| typed.unwrap_or_else(|| AnswerForm::to(round))),
            longest_message: LONGEST,
            places: mailbox
                .places
                .iter()
                // No link leads to where it cannot be read.
                .filter(|_| hidden.is_none())
                .map(|place| PlaceCard::new(place, story, &site.base, site.now, language))
                .collect(),
            lessons: mailbox.lessons.iter().map(|it| LessonRow::new(it, language)).collect(),
            can,
            told: word == "told",
            hide_lead: hide_lead(hidden, language),
            readable: mailbox.readable.then(|| format!("{}/library/{}", site.base, story.id)),
            erased: status.is_erased(),
            code,
            errors,
        }
    }
}

/// Returns the key of who can read a story told to `told` at an organisation that is open to `readers` now.
const fn reach_key(told: Readers, readers: Readers) -> &'static str {
    match (told, readers) {
        (Readers::House, _) => "receipts-reach-house",
        (Readers::Everybody, Readers::House) => "receipts-reach-closed",
        (Readers::Everybody, Readers::Everybody) => "receipts-reach-everybody",
    }
}

fn hidden_by(story: &Story) -> Option<HiddenBy> {
    story.hidden_by.filter(|_| !story.status.is_erased())
}

/// Says what becomes of a story once its author hides it, or shows it again: others may hide it too.
fn hide_lead(hidden: Option<HiddenBy>, language: Language) -> String {
    language.text(match hidden {
        None => "receipts-hide-lead",
        Some(HiddenBy::Reader) => "receipts-hide-lead-reader",
        Some(HiddenBy::Author) => "receipts-show-lead",
        Some(HiddenBy::Both) => "receipts-show-lead-both",
    })
}

/// Describes the life of the text and of the code, if nothing happens.
fn life(mailbox: &Mailbox, language: Language) -> Vec<String> {
    let say = |key: &str, day| language.text_n(key, long_date(day, language));
    let story = &mailbox.story;
    let words = story.age().next().filter(|_| !mailbox.erased);
    let words = words.map(|(_, day)| say("receipts-life-words", day));
    let code = story.age().code_until().map(|day| say("receipts-life-code", day));
    words.into_iter().chain(code).collect()
}

fn bubble(message: &Message, language: Language) -> Bubble {
    Bubble {
        mine: message.written_by == WrittenBy::Author,
        who: language.text(&format!("receipts-said-by-{}", message.written_by)),
        text: paragraphs(&message.text),
    }
}

/// Returns the last round with a message by `by`.
fn last_round(messages: &[Message], by: WrittenBy) -> Option<i16> {
    let said = messages.iter().filter(|message| message.written_by == by);
    said.map(|message| message.round).max()
}

/// Returns the part of the key for a state.
fn state_key(it: StoryState) -> &'static str {
    match (it.status, it.text, it.telling) {
        (StoryStatus::Accepted, Some(offers::Agreement::Waits), _) => "proposed",
        (StoryStatus::Accepted, _, Some(offers::Telling::Told)) => "told",
        (StoryStatus::InReview, ..) => "in-review",
        (status, ..) => status.as_str(),
    }
}

/// Returns the number of the week in which it was told last, or 0.
fn told_week(mailbox: &Mailbox) -> u32 {
    let last = mailbox.places.iter().map(|place| place.slot.starts_at.date()).max();
    last.map_or(0, |day| day.iso_week().week())
}

/// Returns the part of the key for the next step after the state `word`.
fn next_key<'a>(mailbox: &Mailbox, word: &'a str, can: Offers) -> &'a str {
    match word {
        "accepted" if !mailbox.places.is_empty() => "placed",
        "accepted" if mailbox.readable => "library-in",
        "accepted" if mailbox.story.told_by == ToldBy::Library => "library",
        "told" if !mailbox.lessons.is_empty() => "told-lessons",
        "declined" if can.answer => "declined-asked",
        _ => word,
    }
}

impl View for MailboxPage {
    const TEMPLATE: &'static str = "receipts/mailbox.html";
    fn samples() -> Vec<Self> {
        samples::all()
    }
}

mod samples {
    use super::{AnswerForm, DateTime, FieldErrors, Language, Mailbox, MailboxPage, Message, SiteContext};
    use crate::{
        ids::MessageId,
        lessons::views::sample_lessons,
        organisations::Readers,
        receipts::{
            proposal::{Proposal, Wording},
            views::{outcome::sample_place, questions::samples},
        },
        stories::{
            Anonymity, ContentNote, Facts, HiddenBy, Intensity, Story, StoryStatus, StoryText, ToldBy,
            WrittenBy,
        },
    };

    pub fn all() -> Vec<MailboxPage> {
        let page_at = |now, mailbox: &Mailbox, typed, language| {
            let site = SiteContext {
                base: "/acme".to_owned(),
                mix: "06:00".to_owned(),
                readers: Readers::House,
                now,
            };
            MailboxPage::new(mailbox, "x".to_owned(), site, typed, language)
        };
        let page =
            |mailbox: &Mailbox, typed, language| page_at(DateTime::UNIX_EPOCH, mailbox, typed, language);
        let mut all = vec![];
        for status in StoryStatus::ALL {
            all.push(page(&mailbox(*status), None, Language::En));
        }
        let mut agreed = mailbox(StoryStatus::Accepted);
        agreed.proposal = Some(Proposal {
            version: 1,
            wording: Wording::Own(text("I pressed")),
            agreed: true,
            facts: Facts { intensity: Some(Intensity::Heavy), notes: vec![] },
        });
        let mut alone = mailbox(StoryStatus::Accepted);
        alone.proposal = Some(Proposal {
            version: 2,
            wording: Wording::OriginalErased(text("A colleague pressed")),
            agreed: true,
            facts: Facts::default(),
        });
        all.push(page(&alone, None, Language::Fr));
        let typed = (AnswerForm::to(1), FieldErrors::one("text", "sample".to_owned()));
        all.push(page(&agreed, Some(typed), Language::Nl));
        agreed.story.told_by = ToldBy::Library;
        for by in HiddenBy::ALL {
            agreed.story.hidden_by = Some(*by);
            all.push(page(&agreed, None, Language::En));
        }
        agreed.story.hidden_by = None;
        agreed.readable = true;
        agreed.story.anonymity = Anonymity::Anonymous;
        all.push(page(&agreed, None, Language::Fr));
        agreed.story.anonymity = Anonymity::Named;
        agreed.places = vec![sample_place()];
        agreed.lessons = sample_lessons();
        all.push(page(&agreed, None, Language::Fr));
        let later = DateTime::UNIX_EPOCH + chrono::Duration::days(9);
        all.push(page_at(later, &agreed, None, Language::Nl));
        all
    }

    fn text(title: &str) -> Box<StoryText> {
        Box::new(StoryText { title: title.to_owned(), ..StoryText::default() })
    }

    fn mailbox(status: StoryStatus) -> Mailbox {
        let said = |written_by| Message {
            id: MessageId::new(),
            round: 1,
            written_by,
            shown: true,
            text: "sample".to_owned(),
        };
        let accepted = status == StoryStatus::Accepted;
        Mailbox {
            proposal: accepted.then(|| Proposal {
                version: 2,
                wording: Wording::Edited { before: text("Piet pressed"), after: text("A colleague pressed") },
                agreed: false,
                facts: Facts { intensity: None, notes: vec![ContentNote::Injury] },
            }),
            messages: match status {
                StoryStatus::InReview => vec![said(WrittenBy::Moderator)],
                _ => vec![said(WrittenBy::Moderator), said(WrittenBy::Author)],
            },
            questions: if accepted { samples() } else { vec![] },
            erased: false,
            places: vec![],
            lessons: vec![],
            readable: false,
            story: Story { told_version: accepted.then_some(2), ..Story::sample(status) },
        }
    }
}
