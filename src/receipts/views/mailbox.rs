//! What became of a story, and what its author can do. Never the words as they came.

use super::{
    super::{
        forms::AnswerForm,
        store::Mailbox,
        text::{Edited, Proposal},
    },
    LIMITS, Limits, QUESTIONS,
};
use crate::{
    events::{model::Release, programme::Placed},
    platform::{
        i18n::Language,
        text::paragraphs,
        time::{clock_time, long_date},
        view::View,
        web::form::FieldErrors,
    },
    stories::{
        Anonymity, Silence, StoryAction, StoryStatus, StoryText, WrittenBy,
        dialogue::Message,
        difference::{Piece, difference},
    },
};
use serde::Serialize;

/// `templates/receipts/mailbox.html`
#[derive(Debug, Serialize)]
pub struct MailboxPage {
    status: StoryStatus,
    title: String,
    meaning: String,
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
    named: bool,
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

#[derive(Debug, Serialize)]
struct Place {
    title: String,
    when: String,
    href: String,
    lang: Language,
}

impl MailboxPage {
    /// The page, on the site at `base` (`/acme`), with an answer as typed so far.
    #[must_use]
    pub fn new(
        mailbox: &Mailbox,
        code: String,
        base: &str,
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
        let asked = mailbox.messages.iter().map(|message| message.round).max();
        let open = !status.is_erased();
        Self {
            status,
            title: language.text(&format!("receipts-status-{word}")),
            meaning: language.text(&format!("receipts-status-{word}-meaning")),
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
                .map(|it| place(it, base, language))
                .collect(),
            named: story.anonymity == Anonymity::Named,
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

fn place((release, slot): &(Release, Placed), base: &str, language: Language) -> Place {
    Place {
        title: release.day.title.clone(),
        when: format!(
            "{}, {}",
            long_date(slot.starts_at.date(), language),
            clock_time(slot.starts_at)
        ),
        href: format!("{base}/events/{}", release.event),
        lang: release.day.language,
    }
}

impl View for MailboxPage {
    const TEMPLATE: &'static str = "receipts/mailbox.html";
    fn samples() -> Vec<Self> {
        samples::all()
    }
}

mod samples {
    use super::{AnswerForm, Edited, FieldErrors, Language, Mailbox, MailboxPage, Message, Proposal};
    use crate::{
        ids::{MessageId, OrganisationId, StoryId},
        stories::{Anonymity, Silence, Story, StoryStatus, StoryText, ToldBy, WrittenBy},
    };

    pub fn all() -> Vec<MailboxPage> {
        let page = |status: &StoryStatus| {
            MailboxPage::new(&mailbox(*status), "x".to_owned(), "/acme", None, Language::En)
        };
        let mut all: Vec<_> = StoryStatus::ALL.iter().map(page).collect();
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
        all.push(MailboxPage::new(
            &alone,
            "x".to_owned(),
            "/acme",
            None,
            Language::Fr,
        ));
        let typed = (AnswerForm::to(1), FieldErrors::one("text", "sample".to_owned()));
        all.push(MailboxPage::new(
            &agreed,
            "x".to_owned(),
            "/acme",
            Some(typed),
            Language::Nl,
        ));
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
            messages: vec![said(WrittenBy::Moderator), said(WrittenBy::Author)],
            erased: false,
            places: vec![],
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
                changed_week: "2026-W48".to_owned(),
                published_week: None,
            },
        }
    }
}
