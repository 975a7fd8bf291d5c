//! All routes.

use super::desk::DESK;
use crate::{
    accounts, announcements, events, front, intake, lessons, library, moderation,
    platform::{
        assets,
        error::Error,
        state::App,
        web::{errors, guard, head, headers, health, kept, mailbox, shared, tidy, well_known},
    },
    readers, receipts, settings,
};
use actix_web::{
    HttpResponse,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::{Compress, from_fn},
    web::{self, ServiceConfig, get, resource, scope},
};

/// Creates the whole site.
pub fn site(
    app: App,
) -> actix_web::App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl actix_web::body::MessageBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    actix_web::App::new()
        .app_data(web::Data::new(app))
        .app_data(&DESK)
        .app_data(guard::AnyOrigin(&[announcements::ONE_CLICK]))
        .wrap(from_fn(guard::same_origin))
        .wrap(from_fn(kept::keep))
        .wrap(from_fn(tidy::redirect))
        .wrap(from_fn(errors::pages))
        .wrap(from_fn(headers::secure))
        .wrap(from_fn(shared::from_memory))
        .wrap(from_fn(head::answer_head))
        .configure(addresses)
        .default_service(web::to(nowhere))
}

fn addresses(config: &mut ServiceConfig) {
    config
        .service(resource("/healthz").route(get().to(health::healthz)))
        .service(resource("/readyz").route(get().to(health::readyz)))
        .configure(well_known::routes)
        .configure(readers::routes)
        .service(resource("/.well-known/change-password").route(get().to(accounts::pages::password_page)))
        .configure(front::routes)
        .service(
            scope("/assets")
                .wrap(Compress::default())
                .service(resource("/{path:.*}").route(get().to(assets::serve))),
        )
        .service(
            scope("/desk").wrap(from_fn(accounts::pages::sign_in_first)).configure(accounts::routes).service(
                scope("/{org}")
                    .configure(accounts::desk_routes)
                    .configure(settings::desk_routes)
                    .configure(moderation::desk_routes)
                    .configure(events::desk_routes)
                    .configure(lessons::desk_routes)
                    .configure(library::desk_routes)
                    .configure(announcements::desk_routes)
                    .configure(front::desk_routes),
            ),
        )
        .configure(mailbox::routes)
        .service(
            scope("/{org}")
                .wrap(from_fn(readers::pages::show_door))
                .configure(readers::public_routes)
                .configure(intake::public_routes)
                .configure(receipts::public_routes)
                .configure(events::public_routes)
                .configure(library::public_routes)
                .configure(announcements::public_routes)
                .configure(front::public_routes),
        );
}

async fn nowhere() -> Result<HttpResponse, Error> {
    Err(Error::NotFound)
}
