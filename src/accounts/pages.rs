//! Signing in and out, invitations, the team.
#![allow(clippy::missing_errors_doc, reason = "every handler fails with an error page")]

use super::{
    actions,
    done::Done,
    extract::{Desk, DeskForm, SignedInForm},
    forms::{ChoosePassword, Invite, SignIn},
    invitation as link,
    permission::Permission,
    session::{COOKIE, Token},
    store,
    views::{InvitationPage, SignInPage, TeamPage},
};
use crate::{
    ids::InvitationId,
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
    HttpResponse,
    cookie::{Cookie, SameSite, time::Duration},
    web::Path,
};

/// `GET /desk/sign-in`
pub async fn sign_in_form(visit: Visit) -> Result<HttpResponse, Error> {
    let page = SignInPage {
        form: SignIn::default(),
        errors: FieldErrors::default(),
    };
    visit.reply(Language::ALL, None).page(&page)
}

/// `POST /desk/sign-in`: the same answer for an unknown address and a wrong password.
pub async fn sign_in(visit: Visit, Form(form): Form<SignIn>) -> Result<HttpResponse, Error> {
    let reply = visit.reply(Language::ALL, None);
    if let Some(token) = actions::sign_in(&visit.app, &form.email, form.password.clone()).await? {
        let mut response = reply.see_other("/desk");
        response
            .add_cookie(&cookie(&visit.app, &token))
            .map_err(anyhow::Error::from)?;
        Ok(response)
    } else {
        let errors = FieldErrors::one("email", reply.language.text("accounts-sign-in-wrong"));
        reply.invalid(&SignInPage { form, errors })
    }
}

/// `POST /desk/sign-out`
pub async fn sign_out(SignedInForm(person): SignedInForm) -> Result<HttpResponse, Error> {
    actions::sign_out(&person.app, &person.token, &person.session).await?;
    let mut response = person.reply(vec![]).see_other("/desk/sign-in");
    let mut gone = cookie(&person.app, &Token::from_cookie(""));
    gone.set_max_age(Duration::ZERO);
    response.add_cookie(&gone).map_err(anyhow::Error::from)?;
    Ok(response)
}

fn cookie(app: &App, token: &Token) -> Cookie<'static> {
    Cookie::build(COOKIE, token.as_str().to_owned())
        .path("/desk")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.settings.https())
        .finish()
}

/// `GET /desk/invitations/{token}`: a page; nothing is used up by looking.
pub async fn invitation(visit: Visit, token: Path<String>) -> Result<HttpResponse, Error> {
    let (_, staff) = invited(&visit.app, &token).await?;
    let reply = visit.reply(Language::ALL, Some(staff.language));
    reply.page(&InvitationPage {
        name: staff.name,
        email: staff.email,
        errors: FieldErrors::default(),
    })
}

/// `POST /desk/invitations/{token}`: chooses a password.
pub async fn take_up(
    visit: Visit,
    token: Path<String>,
    Form(form): Form<ChoosePassword>,
) -> Result<HttpResponse, Error> {
    let (id, staff) = invited(&visit.app, &token).await?;
    let reply = visit.reply(Language::ALL, Some(staff.language));
    match form.check(reply.language, &[&staff.name, &staff.email]) {
        Ok(password) => {
            let mut conn = visit.app.db.platform().await?;
            actions::take_up(&visit.app, &mut conn, id, password).await?;
            Ok(reply.see_other("/desk/sign-in"))
        }
        Err(errors) => reply.invalid(&InvitationPage {
            name: staff.name,
            email: staff.email,
            errors,
        }),
    }
}

async fn invited(app: &App, token: &str) -> Result<(InvitationId, super::model::Staff), Error> {
    let id = link::read(&app.keys.links, token).ok_or(Error::NotFound)?;
    let mut conn = app.db.platform().await?;
    Ok((
        id,
        store::invitations::invited(&mut conn, id, app.clock.now()).await?,
    ))
}

/// `GET /desk/{org}/team`
pub async fn team(desk: Desk) -> Result<HttpResponse, Error> {
    desk.may(Permission::ManageTeam)?;
    let page = team_page(&desk, Invite::blank(), FieldErrors::default()).await?;
    desk.page(&page)
}

/// `POST /desk/{org}/team`: invites somebody.
pub async fn invite(DeskForm { desk, mut form }: DeskForm<Invite>) -> Result<HttpResponse, Error> {
    desk.may(Permission::ManageTeam)?;
    let id = InvitationId::of_form(&form.id).map_err(|_| Error::Malformed("id"))?;
    form.id = id.to_string();
    match form.check(desk.language) {
        Ok(invitee) => {
            let mut conn = desk.db().await?;
            let now = desk.app.clock.now();
            actions::invite(
                &mut conn,
                desk.organisation.id,
                Some(desk.staff),
                id,
                invitee,
                now,
            )
            .await?;
            Ok(desk.done("/team", Done::Invited))
        }
        Err(errors) => {
            let page = team_page(&desk, form, errors).await?;
            desk.invalid(&page)
        }
    }
}

/// `POST /desk/{org}/team/{staff}/removal`
pub async fn remove(
    DeskForm { desk, .. }: DeskForm<Nothing>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    desk.may(Permission::ManageTeam)?;
    let who = path.1.parse().map_err(|_| Error::NotFound)?;
    let mut conn = desk.db().await?;
    actions::remove(
        &mut conn,
        desk.organisation.id,
        desk.staff,
        who,
        desk.app.clock.now(),
    )
    .await?;
    Ok(desk.done("/team", Done::Removed))
}

async fn team_page(desk: &Desk, form: Invite, errors: FieldErrors) -> Result<TeamPage, Error> {
    let mut conn = desk.db().await?;
    let team = store::colleagues(&mut conn, desk.organisation.id).await?;
    Ok(TeamPage::new(
        &team,
        desk.staff,
        &desk.path(""),
        form,
        errors,
        desk.language,
    ))
}
