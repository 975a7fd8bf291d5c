//! `pratfall organisation …`

use super::{cli::OrganisationCommand, say};
use crate::{
    organisations::actions::{NewOrganisation, create},
    platform::{error::Error, state::App},
};
use anyhow::bail;

pub(super) async fn run(app: &App, command: OrganisationCommand) -> anyhow::Result<()> {
    let OrganisationCommand::Create {
        slug,
        name,
        languages,
        zone,
        threshold,
    } = command;
    let new = NewOrganisation {
        slug,
        name,
        languages,
        time_zone: zone,
        threshold,
        themes: vec![],
    };
    let mut conn = app.db.platform().await?;
    match create(&mut conn, new, app.clock.now()).await {
        Err(Error::Conflict(_)) => bail!("there is an organisation of that slug already"),
        made => say(&format!("made {}/{}", app.settings.public_url, made?.slug)),
    }
    Ok(())
}
