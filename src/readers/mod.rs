//! The readers' door: who may read, what opens it, and how it is asked for.

pub mod extract;
pub mod forms;
pub mod pages;
pub mod place;
pub mod reach;
pub mod renewal;
pub mod views;

pub use reach::{Reach, Reader};

use actix_web::web::{ServiceConfig, get, post, resource};

/// Addresses outside any organisation.
pub fn routes(config: &mut ServiceConfig) {
    config.service(resource("/robots.txt").route(get().to(pages::robots)));
}

pub fn public_routes(config: &mut ServiceConfig) {
    config
        .service(resource("/house").route(get().to(pages::door)).route(post().to(pages::knock)))
        .service(resource("/house/{key}").route(get().to(pages::open)));
}
