//! The tenants: slug, name, languages, themes, the call for stories, what is promised to authors.

pub mod access;
pub mod actions;
pub mod contact;
pub mod extract;
pub mod house;
pub mod house_code;
pub mod lanes;
pub mod model;
pub mod own_words;
pub mod question_templates;
pub mod promise;
pub mod reader_key;
pub mod slug;
pub mod store;

pub use access::{Access, Readers};
pub use lanes::Lanes;
pub use model::{Organisation, Profile, Setup, Theme};
pub use slug::Slug;
