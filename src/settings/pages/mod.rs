//! Settings, a page for each part, and the audit trail.

pub mod audit;
pub mod call;
pub mod contacts;
pub mod languages;
pub mod profile;
pub mod promise;
pub mod readers;
pub mod review;
pub mod themes;
pub mod words;
