//! The library: stories that were told, or told to be read, as their authors agreed to them.

pub mod actions;
pub mod excerpt;
pub mod forms;
pub mod hiding;
pub mod me_too;
pub mod model;
pub mod pack;
pub mod pages;
pub mod position;
pub mod question;
pub mod search;
pub mod store;
pub mod views;

use crate::{
    accounts::{Area, Permission},
    platform::jobs::Registry,
};
use actix_web::web::{ServiceConfig, get, post, resource};

pub const HIDINGS: Area = Area::new("hidings", "site-area-hidings", Permission::ReviewStories);

pub const QUESTIONS: Area = Area::new("questions", "site-area-questions", Permission::ReviewStories);

pub const PACKS: Area = Area::new("packs", "site-area-packs", Permission::RunEvents);

pub fn public_routes(config: &mut ServiceConfig) {
    use pages::public;
    config
        .service(resource("/library/done/{deed}").route(get().to(public::done_deed)))
        .service(resource("/library/packs/{pack}").route(get().to(public::pack)))
        .service(resource("/library").route(get().to(public::library)))
        .service(resource("/library.atom").route(get().to(public::atom)))
        .service(resource("/library/{story}").route(get().to(public::story)))
        .service(
            resource("/library/{story}/hiding")
                .route(get().to(public::hide))
                .route(post().to(public::ask_hiding)),
        )
        .service(resource("/library/{story}/me-too").route(post().to(public::me_too)))
        .service(resource("/library/{story}/question").route(post().to(pages::questions::ask)));
}

pub fn desk_routes(config: &mut ServiceConfig) {
    use pages::{desk, packs, questions};
    config
        .service(resource("/packs").route(get().to(packs::packs)).route(post().to(packs::create)))
        .service(resource("/packs/{pack}").route(get().to(packs::pack)).route(post().to(packs::change)))
        .service(resource("/packs/{pack}/removal").route(post().to(packs::remove)))
        .service(resource("/packs/{pack}/stories").route(post().to(packs::add)))
        .service(resource("/packs/{pack}/stories/{packed}/position").route(post().to(packs::put_at)))
        .service(resource("/packs/{pack}/stories/{packed}/removal").route(post().to(packs::take_out)))
        .service(resource("/hidings").route(get().to(desk::hidings)))
        .service(resource("/hidings/{hidden}/verdict").route(post().to(desk::decide)))
        .service(resource("/questions").route(get().to(questions::all)))
        .service(resource("/questions/{question}").route(get().to(questions::question)))
        .service(resource("/questions/{question}/passing").route(post().to(questions::pass_on)))
        .service(resource("/questions/{question}/refusal").route(post().to(questions::decline)))
        .service(resource("/answers/{answer}").route(get().to(questions::answer)))
        .service(resource("/answers/{answer}/publication").route(post().to(questions::publish)))
        .service(resource("/answers/{answer}/refusal").route(post().to(questions::refuse)))
        .service(resource("/answers/{answer}/removal").route(post().to(questions::remove)));
}

pub fn jobs(registry: &mut Registry) {
    registry.on(actions::shelve::shelve_mixed);
    registry.on(actions::me_too::release_mixed);
    registry.on(actions::hiding::forget_story);
}
