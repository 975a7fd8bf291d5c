//! Pages of this feature.

mod leaving;
mod mailbox;
mod outcome;
mod proposal;
mod questions;

pub use leaving::{BurnPage, BurntPage, WithdrawPage};
pub use mailbox::{MailboxPage, SiteContext};
pub use questions::AnswerReaderPage;

use super::forms::{EditForm, NameForm};
use crate::{
    platform::{view::View, web::form::FieldErrors},
    stories::forms::{LIMITS, Limits},
};
use serde::Serialize;

/// `templates/receipts/receipt_form.html`
#[derive(Debug, Default, Serialize)]
pub struct ReceiptFormPage {
    pub code: String,
    pub errors: FieldErrors,
}

impl View for ReceiptFormPage {
    const TEMPLATE: &'static str = "receipts/receipt_form.html";
    fn samples() -> Vec<Self> {
        let wrong = Self { code: "x".to_owned(), errors: FieldErrors::one("code", "sample".to_owned()) };
        vec![Self::default(), wrong]
    }
}

/// `templates/receipts/unknown.html`: the page for all codes that are unknown, waiting or expired.
#[derive(Debug, Serialize)]
pub struct UnknownPage {
    /// Stamp of the form to withdraw a story that may still wait.
    pub stamp: String,
}

impl View for UnknownPage {
    const TEMPLATE: &'static str = "receipts/unknown.html";
    fn samples() -> Vec<Self> {
        vec![Self { stamp: "sample".to_owned() }]
    }
}

/// `templates/receipts/taken_back.html`: the answer to a withdrawal by a code that is unknown or still waits.
#[derive(Debug, Serialize)]
pub struct TakenBackPage {}

impl View for TakenBackPage {
    const TEMPLATE: &'static str = "receipts/taken_back.html";
    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

/// `templates/receipts/withdrawn.html`: the page of a story that never came out.
#[derive(Debug, Serialize)]
pub struct WithdrawnPage {}

impl View for WithdrawnPage {
    const TEMPLATE: &'static str = "receipts/withdrawn.html";
    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

/// `templates/receipts/sent.html`
#[derive(Debug, Serialize)]
pub struct SentPage {
    pub code: String,
    /// Schedule of the mix.
    pub mix: String,
}

impl View for SentPage {
    const TEMPLATE: &'static str = "receipts/sent.html";
    fn samples() -> Vec<Self> {
        vec![Self { code: "x".to_owned(), mix: "06:00".to_owned() }]
    }
}

/// `templates/receipts/edit.html`
#[derive(Debug, Serialize)]
pub struct EditPage {
    pub form: EditForm,
    pub errors: FieldErrors,
    /// The organisation's own words, for the coach.
    pub own: String,
    pub limits: Limits,
}

impl EditPage {
    pub const fn new(form: EditForm, errors: FieldErrors, own: String) -> Self {
        Self { form, errors, own, limits: LIMITS }
    }
}

impl View for EditPage {
    const TEMPLATE: &'static str = "receipts/edit.html";
    fn samples() -> Vec<Self> {
        let page = |errors| Self::new(EditForm::default(), errors, "[]".to_owned());
        vec![page(FieldErrors::default()), page(FieldErrors::one("title", "sample".to_owned()))]
    }
}

/// `templates/receipts/name.html`
#[derive(Debug, Serialize)]
pub struct NamePage {
    form: NameForm,
    errors: FieldErrors,
    sure: bool,
}

impl NamePage {
    /// Shows the name and who will know it, to be confirmed.
    pub fn sure(form: NameForm) -> Self {
        Self { form, errors: FieldErrors::default(), sure: true }
    }

    /// Shows the form with its errors.
    pub const fn wrong(form: NameForm, errors: FieldErrors) -> Self {
        Self { form, errors, sure: false }
    }
}

impl View for NamePage {
    const TEMPLATE: &'static str = "receipts/name.html";
    fn samples() -> Vec<Self> {
        let form =
            NameForm { name: "Mia".to_owned(), email: "mia@example.org".to_owned(), ..NameForm::default() };
        let wrong = FieldErrors::one("name", "sample".to_owned());
        vec![
            Self::sure(form.clone()),
            Self::sure(NameForm { email: String::new(), ..form }),
            Self::wrong(NameForm::default(), wrong),
        ]
    }
}

/// `templates/receipts/name_stays.html`: too late to take a name off.
#[derive(Debug, Serialize)]
pub struct NameStaysPage {
    pub code: String,
}

impl View for NameStaysPage {
    const TEMPLATE: &'static str = "receipts/name_stays.html";
    fn samples() -> Vec<Self> {
        let code = "x".to_owned();
        vec![Self { code }]
    }
}
