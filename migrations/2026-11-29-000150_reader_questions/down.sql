drop table reader_questions;
