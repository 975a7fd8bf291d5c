//! Leases and dates too far ahead, which shows that a clock jumped (the program treats them as expired or due), and
//! the connection to the database.

use super::{Target, finding::Finding};
use crate::{
    announcements, intake, moderation, organisations,
    platform::{
        db::{self, switch_tenant},
        error::Error,
        jobs,
        schedule::Moments,
    },
    schema::{deliveries, reviews, schedules},
};
use chrono::{DateTime, Duration, Utc};
use diesel::{
    dsl::{max, sql},
    prelude::*,
    select,
    sql_types::Bool,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Tolerated difference between clocks.
const SLACK: Duration = Duration::minutes(1);

#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Names of leases and schedules that are too far ahead.
    pub ahead: Vec<String>,
    /// Hosts of the database on other machines.
    pub elsewhere: Vec<String>,
    /// Set when the connection is encrypted.
    pub encrypted: bool,
    /// Set when the server had to prove its identity.
    pub sure: bool,
}

pub(super) async fn examine(target: Target<'_>, conn: &mut AsyncPgConnection) -> Result<Vec<Finding>, Error> {
    let made = db::versions(conn).await?.missing.is_empty();
    let database = db::target::Target::parse(target.url)?;
    let facts = Facts {
        ahead: if made { ahead(target, conn).await? } else { vec![] },
        elsewhere: database.elsewhere(),
        encrypted: encrypted(conn).await?,
        sure: database.is_sure(),
    };
    Ok(judge(&facts))
}

async fn ahead(target: Target<'_>, conn: &mut AsyncPgConnection) -> Result<Vec<String>, Error> {
    let now = db::now(conn, target.clock).await?;
    let mut found = jobs::impossible_leases(conn, now).await?;
    let all: Vec<(String, DateTime<Utc>)> = schedules::table.order(schedules::name).load(conn).await?;
    let late = |(name, next): &(String, DateTime<Utc>)| {
        let mix = name.as_str() == intake::jobs::MIX;
        let latest = if mix { target.settings.mix.after(now) } else { now + Moments::LONGEST };
        *next > latest + SLACK
    };
    found.extend(all.into_iter().filter(late).map(|(name, _)| name));
    for organisation in organisations::store::all(conn).await? {
        switch_tenant(conn, organisation.id).await?;
        let claims: Option<DateTime<Utc>> =
            reviews::table.select(max(reviews::lease_until)).first(conn).await?;
        let mails: Option<DateTime<Utc>> =
            deliveries::table.select(max(deliveries::lease_until)).first(conn).await?;
        let beyond =
            |at: Option<DateTime<Utc>>, longest: Duration| at.is_some_and(|at| at > now + longest + SLACK);
        if beyond(claims, moderation::lease::LONGEST) {
            found.push(format!("{}: reviews", organisation.slug));
        }
        if beyond(mails, announcements::delivery::LONGEST_LEASE) {
            found.push(format!("{}: deliveries", organisation.slug));
        }
    }
    Ok(found)
}

async fn encrypted(conn: &mut AsyncPgConnection) -> Result<bool, Error> {
    let tls = "exists (select from pg_stat_ssl where ssl and pid = pg_backend_pid())";
    Ok(select(sql::<Bool>(tls)).get_result(conn).await?)
}

pub fn judge(facts: &Facts) -> Vec<Finding> {
    let held = Finding::green("doctor-held-well").unless(&facts.ahead, "doctor-held-ill", "doctor-held-do");
    let hosts = facts.elsewhere.join(", ");
    let link = match (facts.elsewhere.is_empty(), facts.encrypted, facts.sure) {
        (true, ..) => Finding::green("doctor-link-near"),
        (false, true, true) => Finding::green("doctor-link-well").with("hosts", hosts),
        (false, true, false) => {
            Finding::yellow("doctor-link-unsure", "doctor-link-unsure-do").with("hosts", hosts)
        }
        (false, false, _) => {
            Finding::yellow("doctor-link-clear", "doctor-link-clear-do").with("hosts", hosts)
        }
    };
    vec![held, link]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(facts: &Facts) -> Vec<&'static str> {
        judge(facts).into_iter().map(|finding| finding.key).collect()
    }

    #[test]
    fn a_database_on_another_machine_is_to_be_encrypted_and_known() {
        let far = Facts { elsewhere: vec!["db.example".to_owned()], ..Facts::default() };
        let encrypted = Facts { encrypted: true, ..far.clone() };
        let sure = Facts { sure: true, ..encrypted.clone() };
        assert_eq!(keys(&Facts::default()), ["doctor-held-well", "doctor-link-near"]);
        assert_eq!(keys(&far)[1], "doctor-link-clear");
        assert_eq!(keys(&encrypted)[1], "doctor-link-unsure");
        assert_eq!(keys(&sure)[1], "doctor-link-well");
    }

    #[test]
    fn leases_too_far_ahead_are_named() {
        let facts = Facts { ahead: vec!["intake.mix".to_owned()], ..Facts::default() };
        assert_eq!(keys(&facts)[0], "doctor-held-ill");
    }
}
