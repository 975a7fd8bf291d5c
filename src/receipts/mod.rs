//! The author's way back to a story: status, edited text, dialogue, the last word. All of it opens with the receipt code,
//! which travels in the body of a form and nowhere else.

pub mod actions;
pub mod forms;
pub mod offers;
pub mod pages;
pub mod proposal;
pub mod store;
pub mod views;

use crate::platform::web::shared::OnlyShows;
use actix_web::web::{ServiceConfig, get, post, resource};

pub fn public_routes(config: &mut ServiceConfig) {
    config
        .service(
            resource("/receipt")
                .app_data(OnlyShows)
                .route(get().to(pages::form))
                .route(post().to(pages::open)),
        )
        .service(resource("/receipt/consent").route(post().to(pages::consent)))
        .service(resource("/receipt/edit").route(post().to(pages::edit)))
        .service(resource("/receipt/hiding").route(post().to(pages::hide)))
        .service(resource("/receipt/messages").route(post().to(pages::answer)))
        .service(resource("/receipt/questions").route(post().to(pages::answer_reader)))
        .service(resource("/receipt/questions/removal").route(post().to(pages::remove_answer)))
        .service(resource("/receipt/name").route(post().to(pages::name)))
        .service(resource("/receipt/withdrawal").route(post().to(pages::withdraw)))
        .service(
            resource("/receipt/withdrawal/preview")
                .app_data(OnlyShows)
                .route(post().to(pages::before_withdrawal)),
        )
        .service(resource("/receipt/burning").route(post().to(pages::burn)))
        .service(
            resource("/receipt/burning/preview").app_data(OnlyShows).route(post().to(pages::before_burning)),
        );
}
