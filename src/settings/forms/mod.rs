//! Forms of the settings.

pub mod audit;
pub mod call;
pub mod contacts;
pub mod languages;
mod lines;
pub mod profile;
pub mod promise;
pub mod readers;
pub mod review;
pub mod themes;
pub mod words;

/// Leaks the name of a field: errors name fields by `&'static str`, and these few live as long as the program.
fn keep(name: String) -> &'static str {
    name.leak()
}
