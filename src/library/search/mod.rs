//! Full-text search: how texts and queries are read. Both the same way, here and not in the database, so that another
//! version of Postgres finds what this one wrote.

pub mod compound;
pub mod excerpt;
pub mod labels;
pub mod lexemes;
pub mod order;
pub mod place;
pub mod query;
pub mod sought;
pub mod spelling;
pub mod stem;
mod stop;
