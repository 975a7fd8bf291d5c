//! Arguments of the command line.

use crate::{accounts::Role, organisations::Slug, platform::i18n::Language};
use chrono_tz::Tz;
use clap::{Args, Parser, Subcommand};
use std::{net::SocketAddr, path::PathBuf};

/// The platform for fuck-up days.
#[derive(Parser)]
#[command(name = "pratfall", version, about)]
pub struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) over: Over,
}

/// Options that override the settings.
#[derive(Args)]
pub(super) struct Over {
    /// Address to listen on, instead of `PRATFALL_BIND`
    #[arg(long, global = true)]
    pub bind: Option<SocketAddr>,
    /// Data folder, instead of `PRATFALL_DATA`
    #[arg(long, global = true)]
    pub data: Option<PathBuf>,
}

#[derive(Subcommand)]
pub(super) enum Command {
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
    /// Run the mix now, besides the schedule
    Mix,
    /// Write the database and the keys into one sealed file, as happens every night
    Backup {
        /// Make a recovery key first, which alone opens backups, and write it into this new file
        #[arg(long)]
        new_key: Option<PathBuf>,
    },
    /// Put a backup back, into a database that is empty
    Restore {
        file: PathBuf,
        /// The file with the recovery key
        #[arg(long)]
        key: PathBuf,
    },
    /// Examine the running configuration and report, in words, what is well and what is not
    Doctor {
        /// Also examine the basis of the promise page: logs, tables, keys, the pool, pages, the machine
        #[arg(long)]
        privacy: bool,
        /// Also open the versions of stories and look whether names that redaction took out still stand somewhere
        #[arg(long)]
        leaks: bool,
        /// Language of the report: nl, fr or en
        #[arg(long, default_value = "en")]
        language: Language,
    },
    #[command(subcommand)]
    Organisation(OrganisationCommand),
    #[command(subcommand)]
    Staff(StaffCommand),
    /// The audit trail
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Ask the server on `PRATFALL_BIND` whether it answers
    Healthcheck,
}

#[derive(Subcommand)]
pub(super) enum OrganisationCommand {
    /// Make an organisation
    Create {
        /// First part of its addresses: small letters, digits, hyphens
        slug: Slug,
        #[arg(long)]
        name: String,
        /// Languages, most used first
        #[arg(long, value_delimiter = ',', default_value = "nl,fr,en")]
        languages: Vec<Language>,
        /// IANA time zone
        #[arg(long, default_value = "Europe/Brussels")]
        zone: Tz,
        /// Smallest number of anonymous stories that leave the mix together; 3 suits a small organisation
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(i32).range(1..=20))]
        threshold: i32,
        /// Take no stories with the poster code
        #[arg(long)]
        no_house_code: bool,
        /// Take this many anonymous stories a day without it, kept apart until a moderator looks
        #[arg(long, value_parser = clap::value_parser!(i32).range(1..=10_000))]
        open: Option<i32>,
        /// Number of people who can tell stories; below 10, only named stories are taken
        #[arg(long, value_parser = clap::value_parser!(i32).range(1..=1_000_000))]
        people: Option<i32>,
        /// Let everybody read what is told, not colleagues alone
        #[arg(long)]
        everybody_reads: bool,
    },
}

#[derive(Subcommand)]
pub(super) enum StaffCommand {
    /// Invite somebody and print the link with which they choose a password
    Invite {
        /// Slug of the organisation
        organisation: Slug,
        /// E-mail address
        email: String,
        #[arg(long)]
        name: String,
        /// administrator, moderator or organiser
        #[arg(long)]
        role: Role,
        #[arg(long, default_value = "en")]
        language: Language,
    },
    /// Print a link with which somebody chooses a new password
    ResetPassword {
        /// Slug of the organisation
        organisation: Slug,
        email: String,
    },
}

#[derive(Subcommand)]
pub(super) enum AuditCommand {
    /// Check that no entry was changed, dropped or moved
    Verify,
}
