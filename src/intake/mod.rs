//! Anonymous submission: form, letter, pool, mix, receipt code.

pub mod actions;
pub mod context;
pub mod forms;
pub mod jobs;
pub mod letter;
pub mod mix;
pub mod pages;
pub mod proof;
pub mod receipt;
pub mod stamp;
pub mod store;
pub mod views;

use crate::platform::jobs::Registry;
use actix_web::web::{ServiceConfig, get, post, resource};

pub fn public_routes(config: &mut ServiceConfig) {
    config.service(resource("/stories/new").route(get().to(pages::tell)).route(post().to(pages::submit)));
}

pub fn jobs(registry: &mut Registry) {
    registry.every(jobs::MIX, |app| app.settings.mix.clone(), actions::mix::mix_due);
}
