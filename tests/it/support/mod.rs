//! The site under test: real Postgres, real handlers, a database of its own.

pub mod announcements;
pub mod author_forms;
mod authority;
pub mod bad_texts;
pub mod calendars;
pub mod cluster;
pub mod corpus;
pub mod database;
pub mod days;
pub mod desk_forms;
mod filled;
pub mod finding;
mod form;
mod house;
pub mod library;
pub mod locks;
mod log;
pub mod mails;
pub mod memory;
mod page;
pub mod program;
pub mod python;
pub mod queries;
pub mod questions;
pub mod readers;
mod rounds;
pub mod search;
pub mod server;
pub mod sign_in;
mod sink;
mod site;
pub mod smtp;
pub mod stories;
pub mod tales;
mod visitor;
mod wire;

use std::{fs::Permissions, os::unix::fs::PermissionsExt};
use tempfile::TempDir;

pub use authority::Authority;
pub use filled::{Filled, MARK};
pub use form::{Field, Form, Kind, Sends};
pub use house::{House, every_page};
pub use log::Log;
pub use page::Page;
pub use rounds::rounds;
pub use sink::{Sink, Taken};
pub use site::{PASSWORD, TestSite, count};
pub use visitor::{Visitor, story};
pub use wire::Wire;

/// Makes a temporary folder that a server's own account may enter.
pub fn folder() -> TempDir {
    let mut builder = tempfile::Builder::new();
    let builder = builder.prefix("pratfall-").permissions(Permissions::from_mode(0o755));
    builder.tempdir().unwrap()
}
