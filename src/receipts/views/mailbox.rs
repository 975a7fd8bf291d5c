//! What became of a story, and what its author can do. Never the words as they came.

use super::{
    super::{
        forms::AnswerForm,
        store::Mailbox,
        text::{Edited, Proposal},
    },
    LIMITS, Limits, QUESTIONS,
    outcome::Place,
};
use crate::{
    lessons::views::LessonRow,
    platform::{i18n::Language, text::paragraphs, time::long_date, view::View, web::form::FieldErrors},
    stories::{
        Anonymity, Silence, StoryAction, StoryStatus, StoryText, ToldBy, WrittenBy,
        dialogue::Message,
        difference::{Piece, difference},
    },
};
use chrono::NaiveDate;
use serde::Serialize;

/// `templates/receipts/mailbox.html`
#[derive(Debug, Serialize)]
pub struct MailboxPage {
    status: StoryStatus,
    title: String,
    meaning: String,
    next: String,
    /// Whether the moderators asked something that was not answered yet.
    asked: bool,
    mix: String,
    tone: &'static str,
    reason: Option<String>,
    life: Vec<String>,
    code: String,
    story_lang: Language,
    text: Option<TextCard>,
    messages: Vec<Bubble>,
    answer: Option<AnswerForm>,
    limits: Limits,
    places: Vec<Place>,
    lessons: Vec<LessonRow>,
    named: bool,
    /// Whether it is too late to take the name off.
    name_is_out: bool,
    can_withdraw: bool,
    errors: FieldErrors,
}

/// The text the author is asked about.
#[derive(Debug, Serialize)]
struct TextCard {
    version: i32,
    agreed: bool,
    silence: String,
    note: String,
    edited: Vec<Edit>,
}

#[derive(Debug, Serialize)]
struct Edit {
    question: String,
    pieces: Vec<Piece>,
}

#[derive(Debug, Serialize)]
struct Bubble {
    mine: bool,
    who: String,
    text: Vec<String>,
}

/// What the page stands in.
#[derive(Debug)]
pub struct Surroundings {
    /// Address of the site (`/acme`).
    pub base: String,
    /// When the next mix is, in words.
    pub mix: String,
    /// Today, on the organisation's clocks.
    pub today: NaiveDate,
}

impl MailboxPage {
    /// The page, with an answer as typed so far.
    #[must_use]
    pub fn new(
        mailbox: &Mailbox,
        code: String,
        around: Surroundings,
        typed: Option<(AnswerForm, FieldErrors)>,
        language: Language,
    ) -> Self {
        let story = &mailbox.story;
        let status = story.status;
        let waits = mailbox.proposal.as_ref().is_some_and(|proposal| !proposal.agreed);
        let word = if status == StoryStatus::Accepted && waits {
            "proposed".to_owned()
        } else {
            status.as_str().replace('_', "-")
        };
        let (typed, errors) = typed.map_or_else(Default::default, |(form, errors)| (Some(form), errors));
        let asked = last_round(&mailbox.messages, WrittenBy::Moderator);
        let open = !status.is_erased();
        Self {
            status,
            title: language.text(&format!("receipts-status-{word}")),
            meaning: language.text(&format!("receipts-status-{word}-meaning")),
            next: language.text(&format!("receipts-next-{}", next(mailbox, &word, around.today))),
            asked: open && asked > last_round(&mailbox.messages, WrittenBy::Author),
            mix: around.mix,
            tone: match status {
                StoryStatus::Submitted => "wait",
                StoryStatus::Accepted if waits => "wait",
                StoryStatus::InReview => "calm",
                StoryStatus::Accepted => "done",
                StoryStatus::Declined => "stop",
                StoryStatus::Withdrawn | StoryStatus::Expired => "plain",
            },
            reason: story.refusal.clone(),
            life: life(mailbox, language),
            story_lang: story.language,
            text: mailbox
                .proposal
                .as_ref()
                .map(|it| text(it, story.silence, language)),
            messages: mailbox.messages.iter().map(|it| bubble(it, language)).collect(),
            answer: asked
                .filter(|_| open)
                .map(|round| typed.unwrap_or_else(|| AnswerForm::to(round))),
            limits: LIMITS,
            places: mailbox
                .places
                .iter()
                .map(|spot| Place::new(spot, story, &around.base, language))
                .collect(),
            lessons: mailbox
                .lessons
                .iter()
                .map(|it| LessonRow::new(it, language))
                .collect(),
            named: story.anonymity == Anonymity::Named,
            name_is_out: story.anonymity == Anonymity::Named && !mailbox.places.is_empty(),
            can_withdraw: status.can(StoryAction::Withdraw),
            code,
            errors,
        }
    }
}

/// How long the words stay and the code works, if nothing happens.
fn life(mailbox: &Mailbox, language: Language) -> Vec<String> {
    let say = |key: &str, day| language.text_n(key, long_date(day, language));
    let story = &mailbox.story;
    let words = story.age().next().filter(|_| !mailbox.erased);
    let words = words.map(|(_, day)| say("receipts-life-words", day));
    let code = story.age().code_until().map(|day| say("receipts-life-code", day));
    words.into_iter().chain(code).collect()
}

fn text(proposal: &Proposal, silence: Silence, language: Language) -> TextCard {
    let edit = |before: &StoryText, after: &StoryText| {
        let shown = QUESTIONS
            .iter()
            .filter(|(_, part)| !part(after).is_empty() || !part(before).is_empty());
        shown
            .map(|(key, part)| Edit {
                question: language.text(key),
                pieces: difference(part(before), part(after)),
            })
            .collect()
    };
    TextCard {
        version: proposal.version,
        agreed: proposal.agreed,
        silence: language.text(&format!("receipts-silence-{silence}")),
        note: language.text(match &proposal.edited {
            Edited::By { .. } => "receipts-text-edited",
            Edited::Untouched => "receipts-text-untouched",
            Edited::Alone(_) => "receipts-text-alone",
        }),
        edited: match &proposal.edited {
            Edited::By { before, after } => edit(before, after),
            Edited::Untouched => vec![],
            Edited::Alone(text) => edit(text, text),
        },
    }
}

fn bubble(message: &Message, language: Language) -> Bubble {
    Bubble {
        mine: message.written_by == WrittenBy::Author,
        who: language.text(&format!("receipts-said-by-{}", message.written_by)),
        text: paragraphs(&message.text),
    }
}

/// The last question, or the last one answered.
fn last_round(messages: &[Message], by: WrittenBy) -> Option<i16> {
    let said = messages.iter().filter(|message| message.written_by == by);
    said.map(|message| message.round).max()
}

/// What happens next, as a part of a key: `word` says where the story is.
fn next<'a>(mailbox: &Mailbox, word: &'a str, today: NaiveDate) -> &'a str {
    let last = mailbox.places.iter().map(|spot| spot.slot.starts_at.date()).max();
    if word != "accepted" {
        word
    } else if let Some(day) = last {
        if day < today { "told" } else { "placed" }
    } else if mailbox.story.told_by == ToldBy::Library {
        "library"
    } else {
        word
    }
}

impl View for MailboxPage {
    const TEMPLATE: &'static str = "receipts/mailbox.html";
    fn samples() -> Vec<Self> {
        samples::all()
    }
}

mod samples {
    use super::{
        AnswerForm, Edited, FieldErrors, Language, Mailbox, MailboxPage, Message, Proposal, Surroundings,
    };
    use crate::{
        ids::{MessageId, OrganisationId, StoryId},
        lessons::views::sample_lessons,
        receipts::views::outcome::sample_spot,
        stories::{Anonymity, Lane, Silence, Story, StoryStatus, StoryText, ToldBy, WrittenBy},
    };

    pub fn all() -> Vec<MailboxPage> {
        let page = |mailbox: &Mailbox, typed, language| {
            let around = Surroundings {
                base: "/acme".to_owned(),
                mix: "06:00".to_owned(),
                today: chrono::NaiveDate::default(),
            };
            MailboxPage::new(mailbox, "x".to_owned(), around, typed, language)
        };
        let mut all = vec![];
        for status in StoryStatus::ALL {
            all.push(page(&mailbox(*status), None, Language::En));
        }
        let mut agreed = mailbox(StoryStatus::Accepted);
        agreed.proposal = Some(Proposal {
            version: 1,
            edited: Edited::Untouched,
            agreed: true,
        });
        let mut alone = mailbox(StoryStatus::Accepted);
        alone.proposal = Some(Proposal {
            version: 2,
            edited: Edited::Alone(text("A colleague pressed")),
            agreed: true,
        });
        all.push(page(&alone, None, Language::Fr));
        let typed = (AnswerForm::to(1), FieldErrors::one("text", "sample".to_owned()));
        all.push(page(&agreed, Some(typed), Language::Nl));
        agreed.story.told_by = ToldBy::Library;
        agreed.story.anonymity = Anonymity::Anonymous;
        all.push(page(&agreed, None, Language::Fr));
        agreed.story.anonymity = Anonymity::Named;
        agreed.places = vec![sample_spot()];
        agreed.lessons = sample_lessons();
        all.push(page(&agreed, None, Language::Fr));
        all
    }

    fn text(title: &str) -> Box<StoryText> {
        Box::new(StoryText {
            title: title.to_owned(),
            ..StoryText::default()
        })
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
                edited: Edited::By {
                    before: text("Piet pressed"),
                    after: text("A colleague pressed"),
                },
                agreed: false,
            }),
            messages: match status {
                StoryStatus::InReview => vec![said(WrittenBy::Moderator)],
                _ => vec![said(WrittenBy::Moderator), said(WrittenBy::Author)],
            },
            erased: false,
            places: vec![],
            lessons: vec![],
            story: Story {
                organisation_id: OrganisationId::new(),
                id: StoryId::new(),
                status,
                week: "2026-W48".to_owned(),
                language: Language::En,
                theme_id: None,
                told_by: ToldBy::Reader,
                anonymity: Anonymity::Named,
                silence: Silence::Never,
                told_version: accepted.then_some(2),
                refusal: (status == StoryStatus::Declined).then(|| "sample".to_owned()),
                asked_week: None,
                agreed_version: None,
                lane: Lane::House,
                changed_week: "2026-W48".to_owned(),
                published_week: None,
            },
        }
    }
}
