//! Forms that make something carry the id of what they make: sent twice, they make it once.

use super::form::FieldErrors;
use crate::platform::i18n::Language;
use std::fmt::Display;

/// Outcome of a form that makes something.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    Created,
    /// The form made it before.
    SameAgain,
    /// The form made something else before: nothing happened.
    IdTaken,
}

impl Made {
    /// Outcome where something has the form's id already, the `same` thing or another.
    pub const fn before(same: bool) -> Self {
        if same { Self::SameAgain } else { Self::IdTaken }
    }

    /// Passes unless the id was taken: then the form's `id` is replaced by a `fresh` one, to be sent again.
    pub fn or_renew(
        self,
        id: &mut String,
        fresh: impl Display,
        language: Language,
    ) -> Result<(), FieldErrors> {
        if self != Self::IdTaken {
            return Ok(());
        }
        *id = fresh.to_string();
        Err(FieldErrors::one("", language.text("site-form-used")))
    }
}
