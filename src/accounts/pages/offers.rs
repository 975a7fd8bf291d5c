//! Answers to offers of roles.

use crate::{
    accounts::{
        actions::{self, Answer},
        extract::{SignedIn, SignedInForm},
        permission::Role,
    },
    ids::OrganisationId,
    organisations::{self, Organisation},
    platform::{db::Conn, error::Error, web::form::Nothing},
};
use actix_web::{HttpResponse, web::Path};

/// `POST /desk/offers/{offerer}/{role}/acceptance`
pub async fn accept(
    SignedInForm { person, .. }: SignedInForm<Nothing>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let (mut conn, organisation) = answer(&person, &path, Answer::Yes).await?;
    let organisation = organisations::store::by_id(&mut conn, organisation).await?;
    let desk = format!("/desk/{}", organisation.slug);
    Ok(person.reply(vec![]).see_other(&desk))
}

/// `POST /desk/offers/{offerer}/{role}/refusal`
pub async fn refuse(
    SignedInForm { person, .. }: SignedInForm<Nothing>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    answer(&person, &path, Answer::No).await.map(drop)?;
    Ok(person.reply(vec![]).see_other("/desk"))
}

async fn answer(
    person: &SignedIn,
    (organisation, role): &(String, String),
    answer: Answer,
) -> Result<(Conn, OrganisationId), Error> {
    let organisation = organisation.parse().map_err(|_| Error::NotFound)?;
    let role = role.parse().map_err(|_| Error::NotFound)?;
    let now = person.app.clock.now();
    let mut conn = person.app.db.platform().await?;
    actions::answer(&mut conn, organisation, person.staff.id, role, answer, now).await?;
    Ok((conn, organisation))
}

/// Returns the organisations of offers, each with its roles.
pub(super) async fn by_organisation(
    conn: &mut Conn,
    offers: &[(OrganisationId, Role)],
) -> Result<Vec<(Organisation, Vec<Role>)>, Error> {
    let mut ids: Vec<_> = offers.iter().map(|(organisation, _)| *organisation).collect();
    ids.dedup();
    let organisations = organisations::store::by_ids(conn, &ids).await?;
    let offered = organisations.into_iter().map(|organisation| {
        let roles = offers.iter().filter(|(id, _)| *id == organisation.id);
        let roles = roles.map(|(_, role)| *role).collect();
        (organisation, roles)
    });
    Ok(offered.collect())
}
