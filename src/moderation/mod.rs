//! Review of submitted stories: queue, claim, edited version, verdict.

pub mod actions;
pub mod asking;
pub mod batch;
pub mod filter;
pub mod forms;
pub mod four_eyes;
pub mod general;
pub mod lease;
pub mod look;
pub mod pages;
pub mod redaction;
pub mod saved;
pub mod store;
pub mod views;
pub mod words;

use crate::accounts::{Area, Permission};
use actix_web::web::{ServiceConfig, get, post, resource};

pub const STORIES: Area = Area::new("stories", "site-area-stories", Permission::ReviewStories);

pub fn desk_routes(config: &mut ServiceConfig) {
    let on = |path: &str| resource(format!("/stories/{{story}}{path}"));
    config
        .service(resource("/stories").route(get().to(pages::queue)))
        .service(resource("/stories/claims").route(post().to(pages::claim_all)))
        .service(resource("/stories/batch").route(post().to(pages::preview)))
        .service(resource("/stories/batch/verdict").route(post().to(pages::decide_all)))
        .service(resource("/stories/views").route(get().to(pages::views)).route(post().to(pages::keep)))
        .service(resource("/stories/views/{view}/removal").route(post().to(pages::remove_view)))
        .service(on("").route(get().to(pages::story)))
        .service(on("/next").route(get().to(pages::next)))
        .service(on("/claim").route(post().to(pages::claim)))
        .service(on("/claim/renewal").route(post().to(pages::renew)))
        .service(on("/claim/end").route(post().to(pages::put_back)))
        .service(on("/versions").route(post().to(pages::edit)))
        .service(on("/claim/recusal").route(post().to(pages::recuse)))
        .service(on("/claim/handover").route(post().to(pages::hand_over)))
        .service(on("/redactions").route(post().to(pages::redact)))
        .service(on("/questions").route(post().to(pages::ask)))
        .service(on("/questions/draft").route(post().to(pages::draft)))
        .service(on("/acceptance").route(post().to(pages::accept)))
        .service(on("/refusal").route(post().to(pages::decline)))
        .service(on("/reopening").route(post().to(pages::reopen)));
}
