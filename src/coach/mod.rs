//! The coach: points at words that could tell who wrote a story, and proposes something more general.
//!
//! The rules are data, `assets/coach/rules.json`. Browsers read them with `assets/js/findings.js`, the desk reads them
//! here; both come to the same findings. An organisation adds words of its own, which the form carries. Nothing that is
//! written is stored because of it, and nothing is ever refused.

mod checks;
mod find;
mod names;
mod own;
mod proposal;
mod rules;
mod text;

pub use find::{Finding, find};
pub use own::Own;
pub use rules::Kind;
pub use text::{Piece, pieces};
