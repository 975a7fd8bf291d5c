//! The command line.

mod audit;
mod backup;
mod cli;
mod doctor;
mod healthcheck;
mod organisation;
mod staff;

pub use cli::Cli;

use super::{
    demo,
    doctor::Parts,
    serve::{Duties, serve},
    start::{Started, Use, start},
};
use crate::{
    ids::OrganisationId,
    intake,
    organisations::{self, Slug},
    platform::{config::Settings, state::App, telemetry},
};
use anyhow::Context;
use cli::{AuditCommand, Command};
use std::io::Write;

pub async fn run(cli: Cli) -> anyhow::Result<()> {
    let settings = settings(&cli)?;
    if matches!(cli.command, Command::Healthcheck) {
        return healthcheck::run(settings.bind);
    }
    telemetry::start(&settings.log).context("setting PRATFALL_LOG")?;
    match cli.command {
        Command::Demo => {
            let started = start(settings, true, Use::Own).await?;
            // Boxed: with all its actions inside, the type is too deep for the compiler.
            let lines = Box::pin(demo::prepare(&started.app)).await.context("make the demonstration")?;
            let duties = Duties { web: true, worker: true };
            serve(started.app.clone(), duties, || {
                for line in &lines {
                    say(line);
                }
            })
            .await
        }
        Command::Serve { no_worker } => {
            let duties = Duties { web: true, worker: !no_worker };
            let started = start(settings, false, Use::Own).await?;
            let url = started.app.settings.public_url.clone();
            serve(started.app.clone(), duties, || say(&format!("ready {url}"))).await
        }
        Command::Work => {
            let started = start(settings, false, Use::Share).await?;
            let duties = Duties { web: false, worker: true };
            serve(started.app.clone(), duties, || say("ready")).await
        }
        Command::Doctor { privacy, leaks, language } => {
            doctor::run(settings, Parts { privacy, leaks }, language).await
        }
        Command::Backup { new_key } => backup::run(settings, new_key).await,
        Command::Restore { file, key } => backup::restore(settings, file, key).await,
        Command::Migrate => {
            beside(settings).await?;
            say("the database is up to date");
            Ok(())
        }
        Command::Mix => {
            let mixed = intake::actions::mix(&beside(settings).await?.app).await?;
            say(&format!("{mixed} letters mixed"));
            Ok(())
        }
        Command::Organisation(command) => organisation::run(&beside(settings).await?.app, command).await,
        Command::Staff(command) => staff::run(&beside(settings).await?.app, command).await,
        Command::Audit(AuditCommand::Verify) => audit::verify(&beside(settings).await?.app).await,
        Command::Healthcheck => Ok(()),
    }
}

/// Starts the program for a command that ends by itself, perhaps beside a server.
async fn beside(settings: Settings) -> anyhow::Result<Started> {
    start(settings, false, Use::Share).await
}

async fn organisation_id(app: &App, slug: &Slug) -> anyhow::Result<OrganisationId> {
    let conn = app.db.platform().await?;
    let found = organisations::store::by_slug(&conn, slug.as_str()).await;
    Ok(found.context("there is no organisation of that slug")?.id)
}

fn settings(cli: &Cli) -> anyhow::Result<Settings> {
    let over = &cli.over;
    let mut said = vec![];
    if let Some(bind) = over.bind {
        said.push(("PRATFALL_BIND", bind.to_string()));
    }
    if let Some(data) = &over.data {
        said.push(("PRATFALL_DATA", data.to_string_lossy().into_owned()));
    }
    let settings = Settings::read(&said, &[])?;
    let demo = match cli.command {
        Command::Demo => true,
        Command::Doctor { .. } => demo::exists_in(&settings.data),
        _ => false,
    };
    if demo {
        return Ok(Settings::read(&said, demo::SETTINGS)?);
    }
    Ok(settings)
}

/// Prints a line.
fn say(line: &str) {
    let mut out = std::io::stdout();
    // A closed pipe does not stop the server.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}
