//! The library: stories that were told, or told to be read, as their authors agreed to them.

pub mod actions;
pub mod excerpt;
pub mod forms;
pub mod hiding;
pub mod me_too;
pub mod model;
pub mod pages;
pub mod position;
pub mod search;
pub mod store;
pub mod views;

use crate::{
    accounts::{Area, Permission},
    platform::jobs::Registry,
};
use actix_web::web::{ServiceConfig, get, post, resource};

pub const HIDINGS: Area = Area::new("hidings", "site-area-hidings", Permission::ReviewStories);

pub fn public_routes(config: &mut ServiceConfig) {
    use pages::public;
    config
        .service(resource("/library").route(get().to(public::library)))
        .service(resource("/library.atom").route(get().to(public::atom)))
        .service(resource("/library/{story}").route(get().to(public::story)))
        .service(
            resource("/library/{story}/hiding")
                .route(get().to(public::hide))
                .route(post().to(public::ask_hiding)),
        )
        .service(resource("/library/{story}/me-too").route(post().to(public::me_too)));
}

pub fn desk_routes(config: &mut ServiceConfig) {
    use pages::desk;
    config
        .service(resource("/hidings").route(get().to(desk::hidings)))
        .service(resource("/hidings/{hidden}").route(post().to(desk::decide)));
}

pub fn jobs(registry: &mut Registry) {
    registry.on(actions::shelve::shelve_mixed);
    registry.on(actions::me_too::release_mixed);
    registry.on(actions::hiding::forget_story);
}
