//! `pratfall organisation …`

use super::{cli::OrganisationCommand, say};
use crate::{
    organisations::{
        Lanes, Readers,
        actions::{NewOrganisation, create},
    },
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
        no_house_code,
        open,
        people,
        everybody_reads,
    } = command;
    let new = NewOrganisation {
        slug,
        name,
        languages,
        time_zone: zone,
        threshold,
        lanes: Lanes { house: !no_house_code, open },
        people,
        readers: if everybody_reads { Readers::Everybody } else { Readers::House },
        themes: vec![],
    };
    let mut conn = app.db.platform().await?;
    match create(&mut conn, new, &app.settings, app.clock.now()).await {
        Err(Error::Conflict(_)) => bail!("there is an organisation of that slug already"),
        made => say(&format!("made {}/{}", app.settings.public_url, made?.slug)),
    }
    Ok(())
}
