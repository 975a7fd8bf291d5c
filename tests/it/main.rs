//! Sentences of the product, told through HTTP against a real Postgres.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test says what it expects"
)]

mod support;

mod access;
mod accounts;
mod announcements;
mod coach;
mod consent;
mod contacts;
mod demo;
mod desk_forms;
mod doctor;
mod embedded;
mod events;
mod i18n;
mod intake;
mod kill;
mod lanes;
mod lessons;
mod moderation;
mod privacy;
mod promise;
mod queries;
mod receipts;
mod retention;
mod schema;
mod shred;
mod smtp;
mod views;
