//! The days: agenda, changes, release, calendar.

pub mod actions;
pub mod agenda;
pub mod calendar;
pub mod change;
pub mod forms;
pub mod model;
pub mod pages;
pub mod programme;
pub mod release;
pub mod slot;
pub mod store;
pub mod translation;
pub mod views;
pub mod when;
pub mod wording;
mod zone;

pub use release::ReleasedAgenda;

use crate::{
    accounts::{Area, Permission},
    platform::jobs::Registry,
};
use actix_web::web::{ServiceConfig, get, post, resource};

pub const EVENTS: Area = Area::new("events", "site-area-events", Permission::SeeEvents);

pub fn public_routes(config: &mut ServiceConfig) {
    use pages::public;
    config
        .service(resource("/events").route(get().to(public::events)))
        .service(resource("/events/{event}").route(get().to(public::agenda)))
        .service(resource("/events/{event}/changes").route(get().to(public::changes)))
        .service(resource("/events/{event}/agenda.ics").route(get().to(public::ics)))
        .service(resource("/events/{event}/agenda.json").route(get().to(public::json)));
}

pub fn desk_routes(config: &mut ServiceConfig) {
    use pages::{desk, papers};
    config
        .service(resource("/events").route(get().to(desk::events)))
        .service(resource("/events/new").route(get().to(desk::new)).route(post().to(desk::create)))
        .service(resource("/events/{event}").route(get().to(desk::edit)).route(post().to(desk::change)))
        .service(resource("/events/{event}/agenda").route(get().to(desk::agenda)))
        .service(resource("/events/{event}/papers").route(get().to(papers::papers)))
        .service(resource("/events/{event}/slots").route(post().to(desk::add)))
        .service(resource("/events/{event}/slots/{slot}").route(post().to(desk::change_slot)))
        .service(resource("/events/{event}/slots/{slot}/position").route(post().to(desk::move_slot)))
        .service(resource("/events/{event}/slots/{slot}/removal").route(post().to(desk::remove_slot)))
        .service(resource("/events/{event}/releases").route(post().to(desk::release)));
}

pub fn jobs(registry: &mut Registry) {
    registry.on(actions::forget_story);
}
