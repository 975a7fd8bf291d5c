//! Signing in and out.

use super::sign_in_first::after_sign_in;
use crate::{
    accounts::{
        actions::{self, Attempt},
        device,
        extract::SignedInForm,
        forms::SignIn,
        session::{COOKIE, Token},
        views::SignInPage,
        wanted::Wanted,
    },
    platform::{
        error::Error,
        i18n::Language,
        state::App,
        web::{
            Form, Visit,
            form::{FieldErrors, Nothing},
        },
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    cookie::{Cookie, SameSite, time::Duration},
    web::Query,
};

/// `GET /desk/sign-in`
pub async fn sign_in_form(visit: Visit, query: Query<SignIn>) -> Result<HttpResponse, Error> {
    let form = Wanted::parse(&query.to).map(|wanted| SignIn::before(&wanted, None));
    let page = SignInPage::new(form.unwrap_or_default(), FieldErrors::default());
    visit.reply(Language::ALL, None).page(&page)
}

/// `POST /desk/sign-in`: the same answer for an unknown address and a wrong password.
pub async fn sign_in(
    request: HttpRequest,
    visit: Visit,
    Form(form): Form<SignIn>,
) -> Result<HttpResponse, Error> {
    let reply = visit.reply(Language::ALL, None);
    let device = request.cookie(device::COOKIE);
    let device = device.as_ref().map(Cookie::value);
    let (error, text) = match actions::sign_in(&visit.app, &form.email, form.password.clone(), device).await {
        Ok(Attempt::Right(signed_in)) => {
            let page = after_sign_in(&visit, &form, &signed_in.token).await?;
            return with_cookies(&visit.app, page, &signed_in);
        }
        Ok(Attempt::Wrong) => (None, reply.language.text("accounts-sign-in-wrong")),
        Ok(Attempt::TooEarly(wait)) => (Some(Error::TooManyRequests(wait)), too_early(wait, reply.language)),
        Err(error @ Error::Unavailable(_)) => (Some(error), reply.language.text("accounts-busy")),
        Err(error) => return Err(error),
    };
    let page = SignInPage::new(form, FieldErrors::one("email", text));
    match error {
        None => reply.invalid(&page),
        Some(error) => reply.later(&error, &page),
    }
}

fn too_early(wait: std::time::Duration, language: Language) -> String {
    let mut args = fluent_bundle::FluentArgs::new();
    args.set("minutes", wait.as_secs().div_ceil(60));
    language.text_with("accounts-sign-in-too-early", &args)
}

/// Adds the cookies of somebody who has just signed in.
pub(super) fn with_cookies(
    app: &App,
    mut response: HttpResponse,
    signed_in: &actions::SignedIn,
) -> Result<HttpResponse, Error> {
    let mut known = cookie(app, device::COOKIE, signed_in.device.clone(), device::PATH);
    known.set_max_age(Duration::days(device::DAYS.into()));
    for cookie in [session_cookie(app, &signed_in.token), known] {
        response.add_cookie(&cookie).map_err(anyhow::Error::from)?;
    }
    Ok(response)
}

/// `POST /desk/sign-out`
pub async fn sign_out(SignedInForm { person, .. }: SignedInForm<Nothing>) -> Result<HttpResponse, Error> {
    actions::sign_out(&person.app, &person.token, &person.session).await?;
    let mut response = person.reply(vec![]).see_other("/desk/sign-in");
    let mut gone = session_cookie(&person.app, &Token::from_cookie(""));
    gone.set_max_age(Duration::ZERO);
    response.add_cookie(&gone).map_err(anyhow::Error::from)?;
    Ok(response)
}

fn session_cookie(app: &App, token: &Token) -> Cookie<'static> {
    cookie(app, COOKIE, token.as_str().to_owned(), "/desk")
}

fn cookie(app: &App, name: &'static str, value: String, path: &'static str) -> Cookie<'static> {
    Cookie::build(name, value)
        .path(path)
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.settings.https())
        .finish()
}
