//! Telling people: subscriptions, announcements, and a ledger of every mail.

pub mod actions;
pub mod delivery;
pub mod forms;
pub mod jobs;
pub mod mails;
pub mod model;
pub mod news;
pub mod pages;
pub mod placeholders;
pub mod refusal;
pub mod status;
pub mod store;
pub mod subscription;
pub mod views;

use crate::{
    accounts::{Area, Permission},
    platform::jobs::Registry,
};
use actions::{announcing, sending, subscribing};
use actix_web::web::{ServiceConfig, get, post, resource};
use pages::{desk, public};

/// Address in the `List-Unsubscribe` of mails. Mail programs in a browser send their form to it with an origin of their
/// own; the token in it is what counts (RFC 8058).
pub const ONE_CLICK: &str = "/{org}/subscriptions/{token}/unsubscription";

pub fn public_routes(config: &mut ServiceConfig) {
    config
        .service(
            resource("/subscribe")
                .route(get().to(public::subscribe_form))
                .route(post().to(public::subscribe)),
        )
        .service(resource("/subscribe/sent").route(get().to(public::subscribed)))
        .service(resource("/subscriptions/{token}").route(get().to(public::subscription)))
        .service(resource("/subscriptions/{token}/confirmation").route(post().to(public::confirm)))
        .service(resource("/subscriptions/{token}/language").route(post().to(public::change_language)))
        .service(
            resource("/subscriptions/{token}/unsubscription")
                .route(get().to(public::subscription))
                .route(post().to(public::unsubscribe)),
        )
        .service(resource("/announcements").route(get().to(public::archive)));
}

pub const ANNOUNCEMENTS: Area = Area::new("announcements", "site-area-announcements", Permission::Announce);
pub const SUBSCRIBERS: Area = Area::new("subscribers", "site-area-subscribers", Permission::SeeSubscribers);

pub fn desk_routes(config: &mut ServiceConfig) {
    config
        .service(resource("/announcements").route(get().to(desk::list)).route(post().to(desk::draft)))
        .service(resource("/announcements/{id}").route(get().to(desk::announcement)))
        .service(resource("/announcements/{id}/preview/{language}").route(get().to(desk::preview)))
        .service(resource("/announcements/{id}/texts").route(post().to(desk::texts)))
        .service(
            resource("/announcements/{id}/confirmation")
                .route(get().to(desk::confirmation))
                .route(post().to(desk::confirm)),
        )
        .service(resource("/announcements/{id}/pause").route(post().to(desk::pause)))
        .service(resource("/announcements/{id}/resume").route(post().to(desk::resume)))
        .service(resource("/announcements/{id}/cancellation").route(post().to(desk::cancel)))
        .service(resource("/subscribers").route(get().to(desk::subscribers)));
}

pub fn jobs(registry: &mut Registry) {
    registry.on(subscribing::send_confirmation);
    registry.on(announcing::send_test);
    registry.on(sending::deliver);
}
