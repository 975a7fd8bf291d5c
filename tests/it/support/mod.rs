//! The site under test: real Postgres, real handlers, a database of its own.

pub mod cluster;
pub mod corpus;
mod log;
mod page;
pub mod program;
mod rounds;
pub mod search;
mod sink;
mod site;
mod visitor;

pub use log::Log;
pub use page::{Form, Page};
pub use rounds::rounds;
pub use sink::{Sink, Taken};
pub use site::{PASSWORD, TestSite};
pub use visitor::{Visitor, story};
