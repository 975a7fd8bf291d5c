//! The page at the door.

use super::forms::Knock;
use crate::platform::{i18n::Language, view::View, web::form::FieldErrors};
use serde::Serialize;

/// Why somebody stands at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// Title and text of what is wrong with a key.
    problem: Option<(String, String)>,
    /// Poster code and house link: a demonstration lets everybody in.
    demo: Option<(String, String)>,
}

impl DoorPage {
    pub fn new(form: Knock, errors: FieldErrors, reason: Reason, language: Language) -> Self {
        let word = match reason {
            Reason::Closed => None,
            Reason::Old => Some("old"),
            Reason::Unknown => Some("unknown"),
            Reason::Shut => Some("shut"),
        };
        let problem = word.map(|word| {
            let title = language.text(&format!("readers-door-{word}-title"));
            (title, language.text(&format!("readers-door-{word}")))
        });
        Self { form, errors, problem, demo: None }
    }

    /// Shows the code, and a link that opens the door.
    pub fn for_demo(self, code: String, link: String) -> Self {
        Self { demo: Some((code, link)), ..self }
    }
}

impl View for DoorPage {
    const TEMPLATE: &'static str = "readers/door.html";
    fn samples() -> Vec<Self> {
        let page = |reason| Self::new(Knock::default(), FieldErrors::default(), reason, Language::En);
        let wrong = FieldErrors::one("house_code", "sample".to_owned());
        let code = "kiwi-tango-atlas-4711".to_owned();
        vec![
            page(Reason::Old),
            page(Reason::Unknown),
            page(Reason::Shut),
            Self::new(Knock::default(), wrong, Reason::Closed, Language::En),
            page(Reason::Closed).for_demo(code, "/acme/house/x".to_owned()),
        ]
    }
}
