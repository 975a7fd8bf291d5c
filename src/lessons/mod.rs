//! Lessons and actions after a told story: staff write them down, its author reads them.

pub mod actions;
pub mod forms;
pub mod model;
pub mod pages;
pub mod store;
pub mod views;

use crate::platform::jobs::Registry;
use actix_web::web::{ServiceConfig, get, post, resource};

pub fn desk_routes(config: &mut ServiceConfig) {
    config
        .service(
            resource("/stories/{told}/lessons").route(get().to(pages::lessons)).route(post().to(pages::add)),
        )
        .service(resource("/stories/{told}/lessons/{lesson}/completion").route(post().to(pages::complete)))
        .service(resource("/stories/{told}/lessons/{lesson}/removal").route(post().to(pages::remove)));
}

pub fn jobs(registry: &mut Registry) {
    registry.on(actions::forget_story);
}
