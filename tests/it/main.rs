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
mod arrival;
mod bad_http;
mod bad_input;
mod canary;
mod consent;
mod consent_model;
mod cookieless;
mod demo;
mod embedded;
mod events;
mod i18n;
mod intake;
mod kill;
mod mix_kills;
mod moderation;
mod privacy;
mod receipt_codes;
mod schema;
mod smtp;
mod views;
