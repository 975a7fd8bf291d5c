//! The site under test: real Postgres, real handlers, a database of its own.

pub mod cluster;
pub mod corpus;
pub mod program;
mod page;
mod sink;
mod site;
mod visitor;

pub use page::Page;
pub use sink::{Sink, Taken};
pub use site::{PASSWORD, TestSite};
pub use visitor::{Visitor, story};
