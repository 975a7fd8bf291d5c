//! The page on which people change their own account.

use crate::{
    accounts::{
        actions,
        done::Done,
        extract::{SignedIn, SignedInForm},
        forms::{ChangePassword, Profile},
        store,
        views::ProfilePage,
    },
    platform::{
        error::Error,
        web::form::{FieldErrors, Nothing},
    },
};
use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
};

/// `GET /desk/profile`
pub async fn profile(person: SignedIn) -> Result<HttpResponse, Error> {
    let form = Profile::of(&person.staff);
    let page = page(&person, form, FieldErrors::default()).await?;
    let reply = person.reply(vec![]);
    let told = person.done().map(|done| done.flash(reply.language));
    reply.telling(told).page(&page)
}

/// `POST /desk/profile`: name and language.
pub async fn change_profile(
    SignedInForm { person, form }: SignedInForm<Profile>,
) -> Result<HttpResponse, Error> {
    let reply = person.reply(vec![]);
    let changed = match form.check(&person.staff, person.app.clock.today(), reply.language) {
        Ok(checked) => checked,
        Err(errors) => return reply.invalid(&page(&person, form, errors).await?),
    };
    if form.version.len() != 16 || !form.version.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Error::Malformed("version"));
    }
    let now = &person.staff;
    let mut conn = person.app.db.platform().await?;
    let saved = form.version == now.version() && actions::change_profile(&mut conn, now, &changed).await?;
    drop(conn);
    // The same form sent twice succeeds twice.
    if saved || now.version() == changed.version() {
        return Ok(reply.see_other(&Done::SAVED.then("/desk/profile")));
    }
    // It was changed elsewhere meanwhile: both are shown, and sending again overwrites.
    let stored = Profile::of(now);
    let form = Profile { version: stored.version.clone(), ..form };
    let page = page(&person, form, FieldErrors::default()).await?.beside(&stored, reply.language);
    reply.with_status(StatusCode::CONFLICT, &page)
}

/// `POST /desk/profile/password`
pub async fn change_password(
    SignedInForm { person, form }: SignedInForm<ChangePassword>,
) -> Result<HttpResponse, Error> {
    let (reply, staff) = (person.reply(vec![]), &person.staff);
    let again = async |errors| page(&person, Profile::of(staff), errors).await;
    let password = match form.check(reply.language, &[&staff.name, &staff.email]) {
        Ok(password) => password,
        Err(errors) => return reply.invalid(&again(errors).await?),
    };
    let changed =
        actions::change_password(&person.app, staff.id, &person.token, form.current, password).await;
    let (error, text) = match changed {
        Ok(true) => {
            return Ok(reply.see_other(&Done::SAVED.then("/desk/profile")));
        }
        Ok(false) => (None, "accounts-password-current-wrong"),
        Err(error @ Error::TooManyRequests(_)) => (Some(error), "accounts-password-current-too-early"),
        Err(error @ Error::Unavailable(_)) => (Some(error), "accounts-busy"),
        Err(error) => return Err(error),
    };
    let errors = FieldErrors::one("current", reply.language.text(text));
    let page = again(errors).await?;
    match error {
        None => reply.invalid(&page),
        Some(error) => reply.later(&error, &page),
    }
}

/// `POST /desk/profile/sessions/end`
pub async fn end_other_sessions(
    SignedInForm { person, .. }: SignedInForm<Nothing>,
) -> Result<HttpResponse, Error> {
    let mut conn = person.app.db.platform().await?;
    actions::end_other_sessions(&mut conn, person.staff.id, &person.token).await?;
    let next = Done::ELSEWHERE.then("/desk/profile");
    Ok(person.reply(vec![]).see_other(&next))
}

async fn page(person: &SignedIn, form: Profile, errors: FieldErrors) -> Result<ProfilePage, Error> {
    let now = person.app.clock.now();
    let mut conn = person.app.db.platform().await?;
    let others = store::sessions::others(&mut conn, person.staff.id, &person.token, now).await?;
    Ok(ProfilePage::new(&person.staff, form, &others, now, errors, person.reply(vec![]).language))
}

/// `GET /.well-known/change-password`: redirects password managers to the profile.
pub async fn password_page() -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, "/desk/profile")).finish()
}
