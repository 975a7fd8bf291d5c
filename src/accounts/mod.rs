//! Staff: accounts, roles, sessions.

pub mod actions;
pub mod area;
pub mod device;
pub mod done;
pub mod extract;
pub mod forms;
pub mod invitation;
pub mod jobs;
pub mod mails;
pub mod model;
pub mod pages;
pub mod password;
pub mod permission;
pub mod session;
pub mod store;
pub mod views;
pub mod wanted;

pub use area::{Area, DeskMap};
pub use done::{DONE, Done};
pub use permission::{Permission, Role, may};

use crate::platform::jobs::Registry;
use actix_web::web::{ServiceConfig, get, post, resource};

pub const TEAM: Area = Area::new("team", "site-area-team", Permission::ManageTeam);

/// Pages before there is an organisation.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/sign-in").route(get().to(pages::sign_in_form)).route(post().to(pages::sign_in)))
        .service(
            resource("/sign-in/forgotten")
                .route(get().to(pages::forgotten_form))
                .route(post().to(pages::forgotten)),
        )
        .service(resource("/sign-in/forgotten/sent").route(get().to(pages::forgotten_sent)))
        .service(resource("/sign-out").route(post().to(pages::sign_out)))
        .service(resource("/offers/{offerer}/{role}/acceptance").route(post().to(pages::accept)))
        .service(resource("/offers/{offerer}/{role}/refusal").route(post().to(pages::refuse)))
        .service(resource("/profile").route(get().to(pages::profile)).route(post().to(pages::change_profile)))
        .service(resource("/profile/password").route(post().to(pages::change_password)))
        .service(resource("/profile/sessions/end").route(post().to(pages::end_other_sessions)))
        .service(
            resource("/invitations/{token}")
                .route(get().to(pages::invitation))
                .route(post().to(pages::take_up)),
        );
}

pub fn desk_routes(config: &mut ServiceConfig) {
    config.service(resource("/team").route(get().to(pages::team)).route(post().to(pages::invite))).service(
        resource("/team/{staff}/removal").route(get().to(pages::removal)).route(post().to(pages::remove)),
    );
}

pub fn jobs(registry: &mut Registry) {
    registry.on(actions::send_invitation);
    registry.on(actions::send_offer);
    registry.on_person(actions::send_forgotten);
    registry.on_person(actions::send_changed);
}
