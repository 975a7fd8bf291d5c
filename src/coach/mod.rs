//! The coach: points at words that could tell who wrote a story, and proposes something more general.
//!
//! The rules are data, `assets/coach/rules.json`. Browsers read them with `assets/js/findings.js`, the desk reads them
//! here; both come to the same findings. Nothing is stored, and nothing is ever refused because of it.

mod checks;
mod find;
mod names;
mod proposal;
mod rules;
mod text;

pub use find::{Finding, find};
pub use rules::Kind;
pub use text::{Piece, pieces};
