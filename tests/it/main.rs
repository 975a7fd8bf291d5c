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
mod announcing;
mod arrival;
mod audit_pages;
mod author_pages;
mod backup;
mod bad_http;
mod bad_input;
mod calendars;
mod canary;
mod closed;
mod coach;
mod coach_own;
mod consent;
mod consent_model;
mod contacts;
mod cookieless;
mod database_tls;
mod demo;
mod desk_forms;
mod desk_language;
mod direction;
mod disk;
mod doctor;
mod documents;
mod done;
mod embedded;
mod event_languages;
mod events;
mod facts;
mod headers;
mod i18n;
mod intake;
mod kept;
mod kept_forms;
mod kill;
mod lanes;
mod last_word;
mod leases;
mod ledger;
mod lessons;
mod library;
mod library_hiding;
mod library_locks;
mod library_pages;
mod library_readers;
mod mail_format;
mod mix_kills;
mod mix_pool;
mod moderation;
mod packs;
mod pooler;
mod privacy;
mod progress;
mod promise;
mod promise_people;
mod proofs;
mod queries;
mod queue;
mod reader_questions;
mod readers;
mod receipt_codes;
mod receipts;
mod redaction;
mod retention;
mod rights;
mod schema;
mod search;
mod search_limits;
mod seen;
mod setup_in_memory;
mod shared_pages;
mod shred;
mod smtp;
mod staff;
mod stop;
mod smtp_tls;
mod subscribing;
mod twice;
mod views;
mod world;
