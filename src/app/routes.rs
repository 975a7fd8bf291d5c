//! All addresses.

use crate::{
    accounts, announcements, events, front, intake, lessons, moderation,
    platform::{
        assets,
        error::Error,
        state::App,
        web::{errors, guard, headers, health, mailbox},
    },
    receipts, settings,
};
use actix_web::{
    HttpResponse,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::{Compress, from_fn},
    web::{self, ServiceConfig, get, resource, scope},
};

/// The whole site.
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
        .app_data(guard::AnyOrigin(&[announcements::ONE_CLICK]))
        .wrap(from_fn(guard::same_origin))
        .wrap(from_fn(errors::pages))
        .wrap(from_fn(headers::secure))
        .configure(addresses)
        .default_service(web::to(nowhere))
}

fn addresses(config: &mut ServiceConfig) {
    config
        .route("/healthz", get().to(health::healthz))
        .route("/readyz", get().to(health::readyz))
        .configure(front::routes)
        .service(
            scope("/assets")
                .wrap(Compress::default())
                .service(resource("/{path:.*}").route(get().to(assets::serve))),
        )
        .service(
            scope("/desk").configure(accounts::routes).service(
                scope("/{org}")
                    .configure(accounts::desk_routes)
                    .configure(settings::desk_routes)
                    .configure(moderation::desk_routes)
                    .configure(events::desk_routes)
                    .configure(lessons::desk_routes)
                    .configure(announcements::desk_routes)
                    .configure(front::desk_routes),
            ),
        )
        .configure(mailbox::routes)
        .service(
            scope("/{org}")
                .configure(intake::public_routes)
                .configure(receipts::public_routes)
                .configure(events::public_routes)
                .configure(announcements::public_routes)
                .configure(front::public_routes),
        );
}

async fn nowhere() -> Result<HttpResponse, Error> {
    Err(Error::NotFound)
}
