//! When a form cannot be taken right now: 503, 429 or even 500, with everything that was typed, ready to be sent again.

use super::reply::Reply;
use crate::platform::{error::Error, view::View};
use actix_web::HttpResponse;
use serde::Serialize;
use serde_json::Value;

/// Texts longer than this are shown; shorter fields go along unseen.
const SHORT: usize = 40;

/// `templates/site/kept.html`
#[derive(Debug, Serialize)]
pub struct KeptPage {
    kind: &'static str,
    texts: Vec<Kept>,
    others: Vec<Kept>,
}

#[derive(Debug, Serialize)]
struct Kept {
    name: String,
    value: String,
}

impl KeptPage {
    /// What was typed into `form`.
    #[must_use]
    pub fn new(error: &Error, form: &impl Serialize) -> Self {
        let fields = match serde_json::to_value(form) {
            Ok(Value::Object(fields)) => fields,
            _ => serde_json::Map::new(),
        };
        let kept = fields.into_iter().filter_map(|(name, value)| match value {
            Value::String(value) if !value.is_empty() => Some(Kept { name, value }),
            _ => None,
        });
        let (texts, others) =
            kept.partition(|field| field.value.chars().count() > SHORT && field.value.contains(' '));
        Self {
            kind: error.key(),
            texts,
            others,
        }
    }
}

impl View for KeptPage {
    const TEMPLATE: &'static str = "site/kept.html";
    fn samples() -> Vec<Self> {
        let typed = serde_json::json!({
            "title": "<b>", "what_happened": "We pressed the button twice, and nobody saw that it was twice."
        });
        let wait = std::time::Duration::from_secs(5);
        vec![
            Self::new(&Error::Unavailable(wait), &typed),
            Self::new(&Error::TooManyRequests(wait), &typed),
            Self::new(&Error::Internal(anyhow::anyhow!("sample")), &typed),
            Self::new(
                &Error::Unavailable(wait),
                &serde_json::json!({ "code": "sample" }),
            ),
        ]
    }
}

/// The answer, or, where it is "later, please" or our own mistake, a page that keeps what was typed.
///
/// # Errors
/// Any other error, and when the page cannot be rendered.
pub fn or_keep(
    answer: Result<HttpResponse, Error>,
    reply: impl FnOnce() -> Reply,
    form: &impl Serialize,
) -> Result<HttpResponse, Error> {
    match answer {
        Err(error @ (Error::Unavailable(_) | Error::TooManyRequests(_) | Error::Internal(_))) => {
            let mut page = reply().later(&error, &KeptPage::new(&error, form))?;
            page.extensions_mut().insert(error);
            Ok(page)
        }
        answer => answer,
    }
}
