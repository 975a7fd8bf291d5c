//! What has no domain word in it: settings, database, sealing, words, views, mail, jobs, web.

pub mod assets;
pub mod clock;
pub mod config;
pub mod db;
pub mod embedded;
pub mod error;
pub mod gate;
pub mod hashing;
pub mod i18n;
pub mod jobs;
pub mod keys;
pub mod mail;
pub mod pace;
pub mod qr;
pub mod random;
pub mod schedule;
pub mod seal;
pub mod state;
pub mod tally;
pub mod telemetry;
pub mod text;
pub mod text_enum;
pub mod time;
pub mod view;
pub mod web;
pub mod web_address;
