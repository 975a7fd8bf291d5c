//! Settings of an organisation, and its audit trail.

pub mod forms;
pub mod pages;
pub mod views;
pub mod zones;

use crate::accounts::{Area, Permission};
use actix_web::web::{ServiceConfig, get, post, resource};

pub const SETTINGS: Area = Area::new("settings", "site-area-settings", Permission::ManageSettings);
pub const AUDIT: Area = Area::new("audit", "site-area-audit", Permission::ReadAudit);

pub fn desk_routes(config: &mut ServiceConfig) {
    config
        .service(
            resource("/settings")
                .route(get().to(pages::profile::profile))
                .route(post().to(pages::profile::change)),
        )
        .service(
            resource("/settings/languages")
                .route(get().to(pages::languages::languages))
                .route(post().to(pages::languages::change)),
        )
        .service(
            resource("/settings/call")
                .route(get().to(pages::call::call))
                .route(post().to(pages::call::change)),
        )
        .service(
            resource("/settings/themes")
                .route(get().to(pages::themes::themes))
                .route(post().to(pages::themes::change)),
        )
        .service(
            resource("/settings/contacts")
                .route(get().to(pages::contacts::contacts))
                .route(post().to(pages::contacts::change)),
        )
        .service(
            resource("/settings/promise")
                .route(get().to(pages::promise::promise))
                .route(post().to(pages::promise::change)),
        )
        .service(
            resource("/settings/readers")
                .route(get().to(pages::readers::readers))
                .route(post().to(pages::readers::change)),
        )
        .service(resource("/settings/readers/link").route(post().to(pages::readers::replace)))
        .service(resource("/settings/readers/end").route(post().to(pages::readers::end)))
        .service(
            resource("/settings/words")
                .route(get().to(pages::words::words))
                .route(post().to(pages::words::change)),
        )
        .service(
            resource("/settings/review")
                .route(get().to(pages::review::review))
                .route(post().to(pages::review::change)),
        )
        .service(resource("/settings/rounds").route(post().to(pages::promise::start_round)))
        .service(resource("/settings/poster").route(get().to(pages::promise::poster)))
        .service(resource("/audit").route(get().to(pages::audit::audit)));
}
