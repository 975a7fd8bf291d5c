//! Review of submitted stories: queue, claim, edited version, verdict.

pub mod actions;
pub mod forms;
pub mod lease;
pub mod pages;
pub mod store;
pub mod views;

use crate::accounts::{Area, Permission};
use actix_web::web::{ServiceConfig, get, post, resource};

pub const STORIES: Area = Area::new("stories", "site-area-stories", Permission::ReviewStories);

pub fn desk_routes(config: &mut ServiceConfig) {
    let on = |path: &str| resource(format!("/stories/{{story}}{path}"));
    config
        .service(resource("/stories").route(get().to(pages::queue)))
        .service(on("").route(get().to(pages::story)))
        .service(on("/claim").route(post().to(pages::claim)))
        .service(on("/claim/end").route(post().to(pages::put_back)))
        .service(on("/versions").route(post().to(pages::edit)))
        .service(on("/questions").route(post().to(pages::ask)))
        .service(on("/acceptance").route(post().to(pages::accept)))
        .service(on("/refusal").route(post().to(pages::decline)))
        .service(on("/reopening").route(post().to(pages::reopen)));
}
