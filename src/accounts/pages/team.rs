//! The team.

use crate::{
    accounts::{
        actions::{self, Invitation},
        done::Done,
        extract::{AtDesk, Desk, DeskForm},
        forms::{Invite, Remove},
        permission::may::ManageTeam,
        store,
        views::{RemovalPage, TeamPage},
    },
    ids::{InvitationId, StaffId},
    platform::{
        error::Error,
        web::{form::FieldErrors, id},
    },
};
use actix_web::{HttpResponse, web::Path};

/// `GET /desk/{org}/team`
pub async fn team(desk: Desk<ManageTeam>) -> Result<HttpResponse, Error> {
    let page = team_page(&desk, Invite::blank(), FieldErrors::default()).await?;
    desk.page(&page)
}

/// `POST /desk/{org}/team`: invites somebody.
pub async fn invite(
    DeskForm { desk, mut form, .. }: DeskForm<Invite, ManageTeam>,
) -> Result<HttpResponse, Error> {
    let id = InvitationId::of_form(&form.id).map_err(|_| Error::Malformed("id"))?;
    form.id = id.to_string();
    match form.check(desk.language) {
        Ok(invitee) => {
            let mut conn = desk.db().await?;
            let now = desk.app.clock.now();
            let came =
                actions::invite(&mut conn, desk.organisation.id, Some(desk.staff), id, invitee, now).await?;
            Ok(match came {
                Invitation::Known => desk.done("/team", Done::KNOWN),
                Invitation::Link(_) | Invitation::Offer => desk.done("/team", Done::INVITED),
            })
        }
        Err(errors) => {
            let page = team_page(&desk, form, errors).await?;
            desk.invalid(&page)
        }
    }
}

/// `GET /desk/{org}/team/{staff}/removal`: asks first.
pub async fn removal(desk: Desk<ManageTeam>, path: Path<(String, String)>) -> Result<HttpResponse, Error> {
    let who = id(&path.1)?;
    desk.page(&removal_page(&desk, who).await?)
}

async fn removal_page(desk: &AtDesk, who: StaffId) -> Result<RemovalPage, Error> {
    let mut conn = desk.db().await?;
    let team = store::colleagues(&mut conn, desk.organisation.id).await?;
    let invited = store::offers::of_organisation(&mut conn, desk.organisation.id).await?;
    let page = RemovalPage::new(&team, &invited, who, &desk.path(""), desk.language);
    page.filter(|_| who != desk.staff).ok_or(Error::NotFound)
}

/// `POST /desk/{org}/team/{staff}/removal`
pub async fn remove(
    DeskForm { desk, form, .. }: DeskForm<Remove, ManageTeam>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let who = id(&path.1)?;
    let mut conn = desk.db().await?;
    let (organisation, by, now) = (desk.organisation.id, desk.staff, desk.app.clock.now());
    let removed = actions::remove(&mut conn, organisation, by, who, &form.seen, now).await;
    drop(conn);
    match removed {
        Ok(()) => Ok(desk.done("/team", Done::REMOVED)),
        Err(Error::Changed) => desk.changed(&removal_page(&desk, who).await?.changed()),
        Err(error) => Err(error),
    }
}

async fn team_page(desk: &AtDesk, form: Invite, errors: FieldErrors) -> Result<TeamPage, Error> {
    let mut conn = desk.db().await?;
    let team = store::colleagues(&mut conn, desk.organisation.id).await?;
    let invited = store::offers::of_organisation(&mut conn, desk.organisation.id).await?;
    Ok(TeamPage::new(
        &team,
        &invited,
        (desk.staff, desk.app.clock.today()),
        &desk.path(""),
        form,
        errors,
        desk.language,
    ))
}
