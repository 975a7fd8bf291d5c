//! Coach: finds words that could tell who wrote a story, and proposes something more general.
//!
//! The rules are data, `assets/coach/rules.json`, read by browsers (`assets/js/findings.js`) and by this module, with the
//! same findings. An organisation adds its own words, which the form carries. The coach stores nothing and rejects
//! nothing.

mod checks;
mod find;
mod names;
mod own;
mod proposal;
mod rules;
mod telling;

pub use find::{Finding, as_at, find};
pub use own::{OwnRules, places};
pub use rules::Kind;
pub use telling::{Run, telling};
