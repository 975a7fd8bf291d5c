//! The page at the door.

use super::forms::Knock;
use crate::platform::{view::View, web::form::FieldErrors};
use serde::Serialize;

/// Why somebody stands at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reason {
    /// They have no key, or asked for the door.
    Closed,
    /// Their key was replaced.
    Old,
    /// Their link is not whole, or was never ours.
    Unknown,
    /// An administrator ended the key, and nothing opens the door now.
    Shut,
}

/// `templates/readers/door.html`
#[derive(Debug, Serialize)]
pub struct DoorPage {
    form: Knock,
    errors: FieldErrors,
    reason: Reason,
    /// Poster code and house link: a demonstration lets everybody in.
    demo: Option<(String, String)>,
}

impl DoorPage {
    pub const fn new(form: Knock, errors: FieldErrors, reason: Reason) -> Self {
        Self { form, errors, reason, demo: None }
    }

    /// Shows the code, and a link that opens the door.
    pub fn for_demo(self, code: String, link: String) -> Self {
        Self { demo: Some((code, link)), ..self }
    }
}

impl View for DoorPage {
    const TEMPLATE: &'static str = "readers/door.html";
    fn samples() -> Vec<Self> {
        let page = |reason| Self::new(Knock::default(), FieldErrors::default(), reason);
        let wrong = FieldErrors::one("house_code", "sample".to_owned());
        let code = "kiwi-tango-atlas-4711".to_owned();
        vec![
            page(Reason::Old),
            page(Reason::Unknown),
            page(Reason::Shut),
            Self::new(Knock::default(), wrong, Reason::Closed),
            page(Reason::Closed).for_demo(code, "/acme/house/x".to_owned()),
        ]
    }
}
