//! Links by mail to choose a password, and the page to ask for one.

use super::{offers, signing_in::with_cookies};
use crate::{
    accounts::{
        actions,
        forms::{ChoosePassword, Forgotten},
        invitation as link,
        model::Staff,
        store,
        views::{ForgottenPage, InvitationPage, SentPage, UsedLinkPage},
    },
    ids::InvitationId,
    platform::{
        error::Error,
        i18n::Language,
        state::App,
        web::{Form, Visit, form::FieldErrors},
    },
};
use actix_web::{HttpResponse, http::StatusCode, web::Path};
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// Time until the page says that a mail is being sent, with or without one.
const ANSWER: Duration = Duration::from_millis(250);

/// `GET /desk/invitations/{token}`: a page; looking does not use the link up.
pub async fn invitation(visit: Visit, token: Path<String>) -> Result<HttpResponse, Error> {
    let Some((id, staff)) = invited(&visit.app, &token).await? else {
        return used_link(&visit);
    };
    let reply = visit.reply(Language::ALL, Some(staff.language));
    let page = page(&visit.app, id, &staff, reply.language).await?;
    reply.page(&page)
}

/// `POST /desk/invitations/{token}`: chooses a password, and signs in.
pub async fn take_up(
    visit: Visit,
    token: Path<String>,
    Form(form): Form<ChoosePassword>,
) -> Result<HttpResponse, Error> {
    let Some((id, staff)) = invited(&visit.app, &token).await? else {
        return used_link(&visit);
    };
    let reply = visit.reply(Language::ALL, Some(staff.language));
    let page = page(&visit.app, id, &staff, reply.language).await?;
    let password = match form.check(reply.language, &[&staff.name, &staff.email]) {
        Ok(password) => password,
        Err(errors) => return reply.invalid(&page.with(errors)),
    };
    match actions::take_up(&visit.app, id, password).await {
        Ok(signed_in) => with_cookies(&visit.app, reply.see_other("/desk"), &signed_in),
        Err(Error::NotFound) => used_link(&visit),
        Err(error @ Error::Unavailable(_)) => {
            let busy = FieldErrors::one("password", reply.language.text("accounts-busy"));
            reply.later(&error, &page.with(busy))
        }
        Err(error) => Err(error),
    }
}

async fn page(
    app: &App,
    id: InvitationId,
    staff: &Staff,
    language: Language,
) -> Result<InvitationPage, Error> {
    let mut conn = app.db.platform().await?;
    let offered = store::offers::of_invitation(&mut conn, staff.id, id).await?;
    let offered = offers::by_organisation(&mut conn, &offered).await?;
    Ok(InvitationPage::new(staff, &offered, language))
}

/// Answers a genuine link that was used or has expired.
fn used_link(visit: &Visit) -> Result<HttpResponse, Error> {
    let reply = visit.reply(Language::ALL, None);
    reply.with_status(StatusCode::GONE, &UsedLinkPage {})
}

/// Returns the owner of a link; `None` when it was used or has expired, [`Error::NotFound`] when its signature is
/// wrong.
async fn invited(app: &App, token: &str) -> Result<Option<(InvitationId, Staff)>, Error> {
    let id = link::read(&app.keys.links, token).ok_or(Error::NotFound)?;
    let mut conn = app.db.platform().await?;
    match store::invitations::invited(&mut conn, id, app.clock.now()).await {
        Ok(staff) => Ok(Some((id, staff))),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// `GET /desk/sign-in/forgotten`
pub async fn forgotten_form(visit: Visit) -> Result<HttpResponse, Error> {
    let page = ForgottenPage { form: Forgotten::default(), errors: FieldErrors::default() };
    visit.reply(Language::ALL, None).page(&page)
}

/// `POST /desk/sign-in/forgotten`: the same answer after the same time for any address.
pub async fn forgotten(visit: Visit, Form(form): Form<Forgotten>) -> Result<HttpResponse, Error> {
    let (reply, answer) = (visit.reply(Language::ALL, None), Instant::now() + ANSWER);
    let email = match form.check(reply.language) {
        Ok(email) => email,
        Err(errors) => return reply.invalid(&ForgottenPage { form, errors }),
    };
    let sent = actions::forgot(&visit.app, &email).await;
    sleep_until(answer).await;
    match sent {
        Ok(()) => Ok(reply.see_other("/desk/sign-in/forgotten/sent")),
        Err(error @ Error::Unavailable(_)) => {
            let errors = FieldErrors::one("email", reply.language.text("accounts-busy"));
            reply.later(&error, &ForgottenPage { form, errors })
        }
        Err(error) => Err(error),
    }
}

/// `GET /desk/sign-in/forgotten/sent`
pub async fn forgotten_sent(visit: Visit) -> Result<HttpResponse, Error> {
    visit.reply(Language::ALL, None).page(&SentPage {})
}
