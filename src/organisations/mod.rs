//! The tenants: slug, name, languages, themes, the call for stories.

pub mod actions;
pub mod contact;
pub mod extract;
pub mod model;
pub mod slug;
pub mod store;

pub use model::{Organisation, Theme};
pub use slug::Slug;
