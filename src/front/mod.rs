//! First pages: the site's, an organisation's home and promise, the desk's home.

pub mod lifetimes;
pub mod pages;
pub mod promise;
pub mod steps;
pub mod views;

use actix_web::web::{ServiceConfig, get, resource};

/// Pages before there is an organisation.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/").route(get().to(pages::welcome)))
        .service(resource("/desk").route(get().to(pages::desks)));
}

pub fn public_routes(config: &mut ServiceConfig) {
    config
        .service(resource("").route(get().to(pages::home)))
        .service(resource("/promise").route(get().to(pages::promise)));
}

pub fn desk_routes(config: &mut ServiceConfig) {
    config.service(resource("").route(get().to(pages::desk)));
}
