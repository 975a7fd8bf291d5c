//! The short form that hides a story.

use crate::{
    library::{forms::Hide, hiding::Recognised},
    platform::{
        i18n::Language,
        view::{Choice, View},
        web::form::FieldErrors,
    },
};
use serde::Serialize;

/// `templates/library/hide.html`
#[derive(Debug, Serialize)]
pub struct HidePage {
    /// Address of the story.
    story: String,
    who: Vec<Choice>,
    form: Hide,
    errors: FieldErrors,
}

impl HidePage {
    pub fn new(story: String, form: Hide, errors: FieldErrors, reader: Language) -> Self {
        let choice = |who: &Recognised| {
            let label = reader.text(&format!("library-hide-who-{who}"));
            Choice::new(who.as_str(), label, &form.who)
        };
        Self { story, who: Recognised::ALL.iter().map(choice).collect(), form, errors }
    }
}

impl View for HidePage {
    const TEMPLATE: &'static str = "library/hide.html";
    fn samples() -> Vec<Self> {
        let page = |errors| Self::new("/acme/library/x".to_owned(), Hide::default(), errors, Language::En);
        vec![page(FieldErrors::default()), page(FieldErrors::one("who", "sample".to_owned()))]
    }
}
