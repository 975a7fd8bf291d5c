//! Form of a story under review.

use super::redaction::RedactionFields;
use crate::{
    moderation::asking::asks_who,
    platform::{
        error::Error,
        i18n::Language,
        text::{Line, Prose, TextError},
        web::{
            Seen,
            form::{Checks, FieldErrors},
        },
    },
    stories::{
        Facts, RefusalKind, StoryFields, StoryText, dialogue::Words, facts::FactsFields,
        store::versions::Version, text::Aside,
    },
};
use serde::{Deserialize, Serialize};

/// Words of moderators for each other.
type Memo = Aside;
/// Reason for declining a story.
pub type Reason = Prose<10, 1000>;

/// Fields on the page of a story under review. Each of its buttons sends all of them, so that none discards what was
/// typed in another part.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct ReviewForm {
    /// Number of the version that the page showed; empty stands for the newest.
    pub version: String,
    #[serde(flatten)]
    pub text: StoryFields,
    #[serde(flatten)]
    pub facts: FactsFields,
    /// Facts that the page was made from.
    pub facts_seen: Seen,
    /// Words of moderators for each other.
    pub memo: String,
    /// Memo that the page was made from.
    pub memo_seen: Seen,
    /// `1` when the page had the text to edit.
    pub editable: String,
    /// Question to the author.
    pub question: String,
    /// Number of the template that is put into the question, from 0.
    pub template: String,
    /// Not empty to ask although the answer could tell who it was.
    pub ask_anyway: String,
    /// Reason for declining, shown to the author.
    pub reason: String,
    /// A word of [`RefusalKind`], or empty.
    pub category: String,
    /// Not empty to decide although a question waits for its answer.
    pub unanswered: String,
    /// Moderator to hand the story to.
    pub hand_to: String,
    #[serde(flatten)]
    pub redaction: RedactionFields,
}

/// Button of that page. All of them save the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    Save,
    Ask,
    Accept,
    Decline,
    Claim,
    /// Ends the claim.
    PutBack,
    HandOver,
    /// Leaves it to others, since somebody in it was recognised.
    Recuse,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Checked {
    /// Changed text.
    pub text: Option<StoryText>,
    /// Facts other than those on the page as it was rendered.
    pub facts: Option<Facts>,
    /// Memo other than that on the page as it was rendered.
    pub memo: Option<String>,
    /// Question or reason that goes with the button, or empty.
    pub words: String,
    /// Kind of the reason.
    pub category: Option<RefusalKind>,
}

impl ReviewForm {
    pub fn of(newest: &Version, memo: &str) -> Self {
        Self {
            version: newest.number.to_string(),
            text: (&newest.text).into(),
            facts: FactsFields::of(&newest.facts),
            facts_seen: Seen::of(&newest.facts),
            memo: memo.to_owned(),
            memo_seen: Seen::of(memo),
            editable: "1".to_owned(),
            ..Self::default()
        }
    }

    /// Parses the hidden fields and returns the number of the version that the page showed.
    pub fn seen(&self) -> Result<Option<i32>, Error> {
        if !matches!(self.editable.as_str(), "" | "1") {
            return Err(Error::Malformed("editable"));
        }
        if !self.template.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(Error::Malformed("template"));
        }
        self.redaction.check_place()?;
        if self.version.is_empty() {
            return Ok(None);
        }
        let number = self.version.parse().map_err(|_| Error::Malformed("version"))?;
        Ok(Some(number))
    }

    /// Checks all fields for `button`. Name and address of the author stay those of the newest version; `asked` tells
    /// whether a question waits for its answer.
    pub fn check(
        &self,
        button: Button,
        before: &StoryText,
        asked: bool,
        language: Language,
    ) -> Result<Checked, FieldErrors> {
        let mut checks = Checks::new(language);
        let text = if self.editable.is_empty() {
            Some(None)
        } else {
            self.text.parse(&mut checks).map(|text| changed(text, before))
        };
        let facts = if self.editable.is_empty() {
            Some(None)
        } else {
            self.facts
                .parse(&mut checks)
                .map(|said| Some(said).filter(|said| Seen::of(said) != self.facts_seen))
        };
        let memo = checks.field("memo", Memo::parse(&self.memo)).map(|memo| self.changed_memo(memo.into()));
        let question = Self::check_part(
            &mut checks,
            ("question", "moderation-question-unsent"),
            &self.question,
            button == Button::Ask,
            Words::parse,
        );
        let telling = button == Button::Ask && self.ask_anyway.is_empty() && asks_who(&self.question);
        if telling {
            checks.wrong("ask_anyway", language.text("moderation-question-tells"));
        }
        let reason = Self::check_part(
            &mut checks,
            ("reason", "moderation-reason-unsent"),
            &self.reason,
            button == Button::Decline,
            Reason::parse,
        );
        let category = parse_category(
            &mut checks,
            &self.category,
            (button == Button::Decline, "moderation-reason-unsent"),
        );
        let redacts = Self::check_part(
            &mut checks,
            ("words", "moderation-words-unsent"),
            &self.redaction.words,
            false,
            |_| Ok::<String, TextError>(String::new()),
        );
        let hands = Self::check_part(
            &mut checks,
            ("hand_to", "moderation-hand-to-unsent"),
            &self.hand_to,
            button == Button::HandOver,
            Line::<40>::parse,
        );
        let decides = matches!(button, Button::Accept | Button::Decline);
        let waits = decides && asked && self.unanswered.is_empty();
        if waits {
            checks.wrong("unanswered", language.text("moderation-question-open"));
        }
        let aside = redacts.and(hands).and(category).zip(memo);
        match (text, facts, question, reason, aside) {
            (Some(text), Some(facts), Some(question), Some(reason), Some((category, memo)))
                if !waits && !telling =>
            {
                Ok(Checked { text, facts, memo, words: format!("{question}{reason}"), category })
            }
            _ => Err(checks.errors()),
        }
    }

    /// Makes what is stored now what the form replaces; tells whether the page showed something else.
    pub fn adopt(&mut self, newest: &Version, memo: &str) -> bool {
        let now = Self::of(newest, memo);
        let shown = !self.version.is_empty();
        let other = (&self.version, &self.facts_seen, &self.memo_seen)
            != (&now.version, &now.facts_seen, &now.memo_seen);
        (self.version, self.facts_seen, self.memo_seen) = (now.version, now.facts_seen, now.memo_seen);
        shown && other
    }

    fn changed_memo(&self, memo: String) -> Option<String> {
        let seen = self.memo_seen.given().filter(|_| !self.editable.is_empty())?;
        (*seen != Seen::of(&memo)).then_some(memo)
    }

    /// Tells whether the text in the form, valid or not, is that of `version`.
    pub fn has_text_of(&self, version: &StoryText) -> bool {
        let lines = |(_, answer): (_, &str)| answer.replace("\r\n", "\n");
        self.text.answers().map(lines).eq(version.answers().map(lines))
    }

    /// Checks a field that goes with one button: with any other button it must be empty, else the message `unsent` is shown.
    fn check_part<W: Into<String>>(
        checks: &mut Checks,
        (field, unsent): (&'static str, &str),
        typed: &str,
        sent: bool,
        parse: impl Fn(&str) -> Result<W, TextError>,
    ) -> Option<String> {
        if sent {
            checks.field(field, parse(typed)).map(Into::into)
        } else if typed.trim().is_empty() {
            Some(String::new())
        } else {
            let language = checks.language();
            checks.wrong(field, language.text(unsent));
            None
        }
    }
}

/// Parses the kind of a reason for declining, which only the button to decline may send: with any other the message
/// `unsent` is shown.
pub fn parse_category(
    checks: &mut Checks,
    typed: &str,
    (sent, unsent): (bool, &str),
) -> Option<Option<RefusalKind>> {
    let wrong = match typed.parse() {
        _ if typed.is_empty() => return Some(None),
        Ok(kind) if sent => return Some(Some(kind)),
        Ok(_) => unsent,
        Err(_) => "site-field-choose",
    };
    let wrong = checks.language().text(wrong);
    checks.wrong("category", wrong);
    None
}

/// Returns the text, signed as `before`, unless its answers are those of `before`. Both are compared as parsed: a
/// version stored under older rules of parsing must not count as edited, which would void its author's consent.
fn changed(text: StoryText, before: &StoryText) -> Option<StoryText> {
    let stored = StoryFields::from(before).check(Language::En);
    let same = stored.is_ok_and(|stored| stored.same_words(&text));
    (!same).then(|| text.signed_as(before))
}
