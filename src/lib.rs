//! Pratfall: the platform for fuck-up days. Modules in dependency order; each uses only those above it.
#![recursion_limit = "256"]

/// Tables, as diesel sees them.
pub mod schema;
/// Every typed id.
pub mod ids;
/// Parts without a domain word.
pub mod platform;
/// Lifetimes of everything that is stored.
pub mod retention;
/// Audit trail: acts of staff.
pub mod audit;
/// The tenants.
pub mod organisations;
/// Staff.
pub mod accounts;
/// The readers' door: who may read.
pub mod readers;
/// Pages of administrators: settings and audit trail.
pub mod settings;
/// Hints at words that could give an author away, with something more general to write.
pub mod coach;
/// Stories: texts, versions, states, messages.
pub mod stories;
/// Submission: form, letters and mix.
pub mod intake;
/// Events: agendas and their releases.
pub mod events;
/// Lessons and actions that came of stories.
pub mod lessons;
/// The library: told stories, to be read.
pub mod library;
/// Review by moderators: claim, edit, verdict.
pub mod moderation;
/// The author's mailbox: status, dialogue, consent, withdrawal.
pub mod receipts;
/// Announcements by mail, and their subscribers.
pub mod announcements;
/// Home and promise of an organisation, home of the desk.
pub mod front;
/// Commands and routes: the only module that knows all features.
pub mod app;
