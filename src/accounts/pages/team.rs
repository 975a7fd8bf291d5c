//! The team.

use crate::{
    accounts::{
        actions::{self, Invitation},
        done::Done,
        extract::{Desk, DeskForm},
        forms::Invite,
        permission::Permission,
        store,
        views::{RemovalPage, TeamPage},
    },
    ids::InvitationId,
    platform::{
        error::Error,
        web::form::{FieldErrors, Nothing},
    },
};
use actix_web::{HttpResponse, web::Path};

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
            let came = actions::invite(
                &mut conn,
                desk.organisation.id,
                Some(desk.staff),
                id,
                invitee,
                now,
            )
            .await?;
            Ok(match came {
                Invitation::Known => desk.done("/team", Done::Known),
                Invitation::Link(_) | Invitation::Offer => desk.done("/team", Done::Invited),
            })
        }
        Err(errors) => {
            let page = team_page(&desk, form, errors).await?;
            desk.invalid(&page)
        }
    }
}

/// `GET /desk/{org}/team/{staff}/removal`: asks first.
pub async fn removal(desk: Desk, path: Path<(String, String)>) -> Result<HttpResponse, Error> {
    desk.may(Permission::ManageTeam)?;
    let who = path.1.parse().map_err(|_| Error::NotFound)?;
    let mut conn = desk.db().await?;
    let team = store::colleagues(&mut conn, desk.organisation.id).await?;
    let invited = store::offers::by(&mut conn, desk.organisation.id).await?;
    let page = RemovalPage::new(&team, &invited, who, &desk.path(""), desk.language);
    let page = page.filter(|_| who != desk.staff).ok_or(Error::NotFound)?;
    desk.page(&page)
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
    let invited = store::offers::by(&mut conn, desk.organisation.id).await?;
    Ok(TeamPage::new(
        &team,
        &invited,
        desk.staff,
        &desk.path(""),
        form,
        errors,
        desk.language,
    ))
}
