//! The site under test: real Postgres, real handlers, a database of its own.

pub mod cluster;
pub mod corpus;
mod filled;
mod form;
mod house;
pub mod program;
mod page;
mod sink;
mod site;
mod visitor;

pub use filled::{Filled, MARK};
pub use form::{Field, Form, Kind};
pub use house::House;
pub use page::Page;
pub use sink::{Sink, Taken};
pub use site::{PASSWORD, TestSite};
pub use visitor::{Visitor, story};
