//! The site under test: real Postgres, real handlers, a database of its own.

mod authority;
pub mod bad_texts;
pub mod calendars;
pub mod cluster;
pub mod corpus;
mod filled;
mod form;
mod house;
mod log;
mod page;
pub mod program;
pub mod python;
pub mod queries;
mod rounds;
pub mod search;
pub mod server;
mod sink;
mod site;
mod visitor;

pub use authority::Authority;
pub use filled::{Filled, MARK};
pub use form::{Field, Form, Kind, Sends};
pub use house::House;
pub use log::Log;
pub use page::Page;
pub use rounds::rounds;
pub use sink::{Sink, Taken};
pub use site::{PASSWORD, TestSite, count};
pub use visitor::{Visitor, story};
