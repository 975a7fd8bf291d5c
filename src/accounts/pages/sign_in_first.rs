//! Pages and forms of the desk without a session: signing in comes first, and then leads back, with what was typed.

use crate::{
    accounts::{forms::SignIn, session::Token, store, views::SignInPage, wanted::Wanted},
    platform::{
        error::Error,
        i18n::Language,
        view::FrameStaff,
        web::{
            Typed, Visit,
            form::FieldErrors,
            kept::{DeskKeptPage, KeptPage},
        },
    },
};
use actix_web::{
    HttpMessage, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{StatusCode, header},
    middleware::Next,
};

/// Shows the sign-in page to visitors without a session; it carries a form along as hidden fields, unprocessed.
pub async fn sign_in_first(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let response = next.call(request).await?.map_into_boxed_body();
    let error = response.response().error().and_then(|error| error.as_error::<Error>());
    if !matches!(error, Some(Error::SignInRequired)) {
        return Ok(response);
    }
    let request = response.request();
    let place = request.uri().path_and_query().map_or("/desk", |place| place.as_str());
    let Some(wanted) = Wanted::parse(place) else {
        return Ok(response);
    };
    let typed = request.extensions().get::<Typed>().cloned();
    let answer = match typed {
        Some(typed) => page(&Visit::of(request)?, &wanted, &typed)?,
        None if place == "/desk" => return Ok(response),
        None => HttpResponse::SeeOther().insert_header((header::LOCATION, wanted.sign_in())).finish(),
    };
    Ok(response.into_response(answer))
}

fn page(visit: &Visit, wanted: &Wanted, typed: &Typed) -> Result<HttpResponse, Error> {
    let page = SignInPage::new(SignIn::before(wanted, Some(typed)), FieldErrors::default());
    visit.reply(Language::ALL, None).with_status(StatusCode::FORBIDDEN, &page)
}

/// Answers somebody who has just signed in: with the page they asked for, or the form they had sent, to be sent again.
pub(super) async fn after_sign_in(
    visit: &Visit,
    form: &SignIn,
    token: &Token,
) -> Result<HttpResponse, Error> {
    let wanted = Wanted::parse(&form.to);
    let (Some(wanted), Some(typed)) = (&wanted, form.typed()) else {
        let place = wanted.as_ref().map_or("/desk", Wanted::as_str);
        return Ok(visit.reply(Language::ALL, None).see_other(place));
    };
    let known = visit.app.db.read(None, async |conn| store::sessions::session(conn, token).await).await?;
    let (session, staff) = known.ok_or(Error::SignInRequired)?;
    let frame = FrameStaff { name: staff.name, csrf: session.csrf.encoded(), areas: vec![] };
    let page = DeskKeptPage(KeptPage::signed_in(&typed, wanted.as_str().to_owned()));
    visit.reply(Language::ALL, Some(staff.language)).at_desk(frame).page(&page)
}
