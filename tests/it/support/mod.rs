//! The site under test: real Postgres, real handlers, a database of its own.

pub mod cluster;
mod page;
mod sink;
mod site;
mod visitor;

pub use page::Page;
pub use sink::Sink;
pub use site::{PASSWORD, TestSite};
pub use visitor::{Visitor, story};
