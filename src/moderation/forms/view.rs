//! Form that keeps the filters of the queue under a name.

use super::queue::QueueQuery;
use crate::{
    ids::SavedViewId,
    moderation::saved::{NAME, SavedView},
    platform::{
        error::Error,
        i18n::Language,
        text::Line,
        web::form::{Checks, FieldErrors},
    },
};
use serde::{Deserialize, Serialize};

/// `POST /desk/{org}/stories/views`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct ViewForm {
    pub id: String,
    pub name: String,
    /// Filters to keep; words that were looked for are not kept.
    #[serde(flatten)]
    pub query: QueueQuery,
}

impl ViewForm {
    /// Returns the form of a new view.
    pub fn blank() -> Self {
        Self { id: SavedViewId::new().to_string(), ..Self::default() }
    }

    /// Checks the name.
    ///
    /// # Errors
    /// [`Error::Malformed`] or [`Error::NotFound`] for what the page cannot have sent; within, what to tell its reader.
    pub fn check(&self, language: Language) -> Result<Result<SavedView, FieldErrors>, Error> {
        let id = SavedViewId::of_form(&self.id).map_err(|_| Error::Malformed("id"))?;
        let filter = self.query.filter()?;
        let mut checks = Checks::new(language);
        let name = checks.field("name", Line::<NAME>::parse(&self.name));
        Ok(match name {
            Some(name) => Ok(SavedView { id, name: name.into(), filter }),
            None => Err(checks.errors()),
        })
    }
}
