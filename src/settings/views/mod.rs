//! Screens of this feature.

pub mod call;
pub mod contacts;
pub mod languages;
pub mod profile;
pub mod themes;
pub mod words;
mod audit;
mod promise;
pub mod readers;
pub mod review;
mod tabs;

pub use audit::{AuditPage, ENTRIES, Trail};
pub use promise::{PosterPage, PromisePage};

use crate::platform::i18n::Language;
use serde::Serialize;

/// A text in one language.
#[derive(Debug, Serialize)]
struct InLanguage {
    code: Language,
    label: &'static str,
    field: &'static str,
    value: String,
}
