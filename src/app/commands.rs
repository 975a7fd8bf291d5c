//! The command line.

use super::{
    demo,
    serve::{Duties, serve},
    start::{Use, start},
    worker,
};
use crate::{
    accounts::{self, Role, forms::Invitee},
    audit, intake,
    organisations::{self, Lanes, Slug, actions::NewOrganisation},
    platform::{
        config::Settings, error::Error, i18n::Language, jobs::Runner, mail::EmailAddress, state::App,
        telemetry,
    },
};
use anyhow::{Context, bail};
use chrono_tz::Tz;
use clap::{Args, Parser, Subcommand};
use std::{io::Write, net::SocketAddr, path::PathBuf};

/// The platform for fuck-up days.
#[derive(Parser)]
#[command(name = "pratfall", version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    over: Over,
}

/// What wins over the settings.
#[derive(Args)]
struct Over {
    /// Address to listen on, instead of `PRATFALL_BIND`
    #[arg(long, global = true)]
    bind: Option<SocketAddr>,
    /// Data folder, instead of `PRATFALL_DATA`
    #[arg(long, global = true)]
    data: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Try it out: a seeded organisation, mail captured at /dev/mailbox
    Demo,
    /// Serve visitors and do the jobs
    Serve {
        /// Leave the jobs to `pratfall work`
        #[arg(long)]
        no_worker: bool,
    },
    /// Do the jobs only
    Work,
    /// Bring the database up to this version
    Migrate,
    /// Run the mix now, whatever the schedule says
    Mix,
    /// Make organisations
    #[command(subcommand)]
    Organisation(OrganisationCommand),
    /// Invite staff
    #[command(subcommand)]
    Staff(StaffCommand),
    /// The audit trail
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Ask the server on `PRATFALL_BIND` whether it answers
    Healthcheck,
}

#[derive(Subcommand)]
enum OrganisationCommand {
    /// Make an organisation
    Create {
        /// First part of its addresses: small letters, digits, hyphens
        slug: Slug,
        /// Its name
        #[arg(long)]
        name: String,
        /// Languages, most used first
        #[arg(long, value_delimiter = ',', default_value = "nl,fr,en")]
        languages: Vec<Language>,
        /// IANA time zone
        #[arg(long, default_value = "Europe/Brussels")]
        zone: Tz,
        /// How many anonymous stories come out of the mix together at least; 3 suits a small organisation
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(i32).range(1..=20))]
        threshold: i32,
        /// Take no stories with the house code
        #[arg(long)]
        no_house_code: bool,
        /// Take this many anonymous stories a day without it, kept apart until a moderator looks
        #[arg(long, value_parser = clap::value_parser!(i32).range(1..=10_000))]
        open: Option<i32>,
    },
}

#[derive(Subcommand)]
enum StaffCommand {
    /// Invite somebody and print the link with which they choose a password
    Invite {
        /// Slug of the organisation
        organisation: Slug,
        /// Where mail reaches them
        email: String,
        /// Their name
        #[arg(long)]
        name: String,
        /// administrator, moderator or organiser
        #[arg(long)]
        role: Role,
        /// Their language
        #[arg(long, default_value = "en")]
        language: Language,
    },
    /// Print a link with which somebody chooses a new password
    ResetPassword {
        /// Slug of the organisation
        organisation: Slug,
        /// Their address
        email: String,
    },
}

#[derive(Subcommand)]
enum AuditCommand {
    /// Check that no entry was changed, dropped or moved
    Verify,
}

/// Runs the command of this process's arguments.
///
/// # Errors
/// One clear line.
pub async fn run(cli: Cli) -> anyhow::Result<()> {
    let settings = settings(&cli)?;
    if matches!(cli.command, Command::Healthcheck) {
        return healthcheck(settings.bind);
    }
    telemetry::start(&settings.log).context("setting PRATFALL_LOG")?;
    match cli.command {
        Command::Demo => {
            let started = start(settings, true, Use::Own).await?;
            let lines = demo::prepare(&started.app)
                .await
                .context("make the demonstration")?;
            let duties = Duties {
                web: true,
                worker: true,
            };
            serve(started.app.clone(), duties, || {
                for line in &lines {
                    say(line);
                }
            })
            .await
        }
        Command::Serve { no_worker } => {
            let duties = Duties {
                web: true,
                worker: !no_worker,
            };
            let started = start(settings, false, Use::Own).await?;
            let url = started.app.settings.public_url.clone();
            serve(started.app.clone(), duties, || say(&format!("ready {url}"))).await
        }
        Command::Work => {
            let started = start(settings, false, Use::Share).await?;
            serve(
                started.app.clone(),
                Duties {
                    web: false,
                    worker: true,
                },
                || say("ready"),
            )
            .await
        }
        command => {
            let started = start(settings, false, Use::Share).await?;
            once(&started.app, command).await
        }
    }
}

async fn once(app: &App, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Migrate => say("the database is up to date"),
        Command::Mix => say(&format!("{} letters mixed", intake::actions::mix(app).await?)),
        Command::Organisation(OrganisationCommand::Create {
            slug,
            name,
            languages,
            zone,
            threshold,
            no_house_code,
            open,
        }) => {
            let new = NewOrganisation {
                slug,
                name,
                languages,
                time_zone: zone,
                threshold,
                lanes: Lanes {
                    open,
                    house: !no_house_code,
                },
                themes: vec![],
            };
            let mut conn = app.db.platform().await?;
            match organisations::actions::create(&mut conn, new, &app.settings, app.clock.now()).await {
                Err(Error::Conflict(_)) => bail!("there is an organisation of that slug already"),
                made => say(&format!("made {}/{}", app.settings.public_url, made?.slug)),
            }
        }
        Command::Staff(StaffCommand::Invite {
            organisation,
            email,
            name,
            role,
            language,
        }) => {
            let email = EmailAddress::parse(&email).context("that is no address")?;
            let id = organisation_id(app, &organisation).await?;
            let invitee = Invitee {
                email,
                name,
                role,
                language,
            };
            let mut conn = app.db.tenant(id).await?;
            let invitation = accounts::actions::invite(&mut conn, id, None, invitee, app.clock.now()).await?;
            say(&accounts::actions::link(app, invitation));
        }
        Command::Staff(StaffCommand::ResetPassword { organisation, email }) => {
            let email = EmailAddress::parse(&email).context("that is no address")?;
            let id = organisation_id(app, &organisation).await?;
            let mut conn = app.db.tenant(id).await?;
            let made = accounts::actions::reset_password(&mut conn, id, &email, app.clock.now()).await;
            let invitation = made.context("nobody of that address works there")?;
            say(&accounts::actions::link(app, invitation));
        }
        Command::Audit(AuditCommand::Verify) => verify(app).await?,
        Command::Demo | Command::Serve { .. } | Command::Work | Command::Healthcheck => {}
    }
    Ok(())
}

async fn organisation_id(app: &App, slug: &Slug) -> anyhow::Result<crate::ids::OrganisationId> {
    let mut conn = app.db.platform().await?;
    let found = organisations::store::by_slug(&mut conn, slug.as_str()).await;
    Ok(found.context("there is no organisation of that slug")?.id)
}

async fn verify(app: &App) -> anyhow::Result<()> {
    let all = organisations::store::all(&mut *app.db.platform().await?).await?;
    let mut broken = 0;
    for organisation in all {
        let mut conn = app.db.tenant(organisation.id).await?;
        match audit::verify(&mut conn, organisation.id).await? {
            Ok(count) => say(&format!("{}: {count} entries, unbroken", organisation.slug)),
            Err(error) => {
                broken += 1;
                say(&format!("{}: {error}", organisation.slug));
            }
        }
    }
    if broken > 0 {
        bail!("{broken} broken")
    }
    Ok(())
}

fn healthcheck(bind: SocketAddr) -> anyhow::Result<()> {
    use std::io::Read;
    let mut answer = String::new();
    let mut server = std::net::TcpStream::connect(bind).context("nobody answers")?;
    server.write_all(b"GET /healthz HTTP/1.0\r\n\r\n")?;
    server.read_to_string(&mut answer)?;
    if answer.starts_with("HTTP/1.0 200") || answer.starts_with("HTTP/1.1 200") {
        Ok(())
    } else {
        bail!("unwell")
    }
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
    // Nobody who tries it out waits until tomorrow morning.
    let usual: &[_] = match cli.command {
        Command::Demo => &[("PRATFALL_MIX", "every 5s"), ("PRATFALL_FORM_AGE", "0")],
        _ => &[],
    };
    Ok(Settings::read(&said, usual)?)
}

/// A line for whoever started the program.
fn say(line: &str) {
    let mut out = std::io::stdout();
    // A closed pipe is no reason to stop serving.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Does all jobs that are due, once: for commands that leave mail behind.
///
/// # Errors
/// Any database error.
pub async fn work_off(app: &App) -> anyhow::Result<usize> {
    Ok(Runner::new(app.clone(), worker::registry()).run_due().await?)
}
