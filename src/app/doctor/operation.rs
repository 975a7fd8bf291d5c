//! Basic operation: database, schema, server, jobs, mail.

use super::{Target, finding::Finding};
use crate::{
    app::ask::ask,
    platform::{
        db::{self, Versions},
        error::Error,
        jobs,
        mail::smtp::Relay,
    },
    schema::schedules,
};
use chrono::{DateTime, Duration, Utc};
use diesel::{
    dsl::{min, sql},
    prelude::*,
    select,
    sql_types::Text,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Lateness of a schedule from which the worker counts as missing.
const LATE: Duration = Duration::minutes(5);

#[derive(Debug, Clone)]
pub struct Facts {
    /// Server version of Postgres.
    pub version: String,
    pub schema: Versions,
    /// Set when the server is ready; `None` when nobody listens.
    pub ready: Option<bool>,
    /// Moment of the next schedule.
    pub due: Option<DateTime<Utc>>,
    /// Kinds of jobs that were given up.
    pub parked: Vec<String>,
    pub smtp: Option<Relay>,
}

pub(super) async fn examine(target: Target<'_>, conn: &mut AsyncPgConnection) -> Result<Vec<Finding>, Error> {
    let version = select(sql::<Text>("current_setting('server_version')"));
    let schema = db::versions(conn).await?;
    let made = schema.missing.is_empty();
    let facts = Facts {
        version: version.get_result(conn).await?,
        ready: ready(target).await,
        due: if made { next_due(conn).await? } else { None },
        parked: if made { jobs::given_up(conn).await? } else { vec![] },
        schema,
        smtp: target.settings.smtp.clone(),
    };
    Ok(judge(&facts, target.clock.now()))
}

async fn ready(target: Target<'_>) -> Option<bool> {
    let (bind, host) = (target.settings.bind, target.settings.public_host().to_owned());
    let asked = tokio::task::spawn_blocking(move || ask(bind, &host, "/readyz")).await;
    asked.ok()?.ok().map(|answer| answer.status == 200)
}

async fn next_due(conn: &mut AsyncPgConnection) -> Result<Option<DateTime<Utc>>, Error> {
    Ok(schedules::table.select(min(schedules::next_at)).first(conn).await?)
}

pub fn judge(facts: &Facts, now: DateTime<Utc>) -> Vec<Finding> {
    let schema = match (facts.schema.missing.len(), facts.schema.unknown.len()) {
        (0, 0) => Finding::green("doctor-schema-well"),
        (_, 1..) => Finding::red("doctor-schema-ahead", "doctor-schema-ahead-do"),
        (behind, _) => Finding::red("doctor-schema-behind", "doctor-schema-behind-do").with("n", behind),
    };
    let server = match facts.ready {
        Some(true) => Finding::green("doctor-server-well"),
        Some(false) => Finding::red("doctor-server-ill", "doctor-server-ill-do"),
        None => Finding::unknown("doctor-server-silent"),
    };
    let late = facts.due.is_some_and(|due| due < now - LATE);
    let worker = match (late, facts.ready) {
        (false, _) => Finding::green("doctor-worker-well"),
        (true, Some(_)) => Finding::red("doctor-worker-ill", "doctor-worker-do"),
        (true, None) => Finding::yellow("doctor-worker-rest", "doctor-worker-do"),
    };
    let jobs = Finding::green("doctor-jobs-well").unless(&facts.parked, "doctor-jobs-ill", "doctor-jobs-do");
    let mail = match &facts.smtp {
        None => Finding::yellow("doctor-mail-folder", "doctor-mail-do"),
        Some(relay) if relay.is_open() => {
            Finding::yellow("doctor-mail-open", "doctor-mail-open-do").with("host", relay.url.host.clone())
        }
        Some(relay) => Finding::green("doctor-mail-well").with("host", relay.url.host.clone()),
    };
    let database = Finding::green("doctor-database-well").with("version", facts.version.clone());
    vec![database, schema, server, worker, jobs, mail]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::doctor::finding::{
            self,
            Verdict::{self, Red, Unknown, Yellow},
            tests::assert_green,
        },
        platform::mail::{smtp::Tls, trust::Trust},
    };

    fn well() -> Facts {
        Facts {
            version: "16.4".to_owned(),
            schema: Versions::default(),
            ready: Some(true),
            due: Some(noon() + Duration::hours(18)),
            parked: vec![],
            smtp: Some(relay("smtps://mail.example.org", Tls::Beyond)),
        }
    }

    fn relay(url: &str, tls: Tls) -> Relay {
        Relay { url: url.parse().unwrap(), trust: Trust::web().unwrap(), tls }
    }

    fn noon() -> DateTime<Utc> {
        "2026-11-25T12:00:00Z".parse().unwrap()
    }

    fn verdict(facts: &Facts, key: &str) -> Option<Verdict> {
        finding::tests::verdict(&judge(facts, noon()), key)
    }

    #[test]
    fn a_working_site_is_green() {
        assert_green(&judge(&well(), noon()));
    }

    #[test]
    fn each_failure_is_named() {
        let mut facts = well();
        facts.schema.missing.push("20261125000014".to_owned());
        assert_eq!(verdict(&facts, "doctor-schema-behind"), Some(Red));
        facts.schema.unknown.push("20990101000001".to_owned());
        assert_eq!(verdict(&facts, "doctor-schema-ahead"), Some(Red));
        facts.parked.push("mix".to_owned());
        assert_eq!(verdict(&facts, "doctor-jobs-ill"), Some(Red));
        facts.due = Some(noon() - Duration::hours(1));
        assert_eq!(verdict(&facts, "doctor-worker-ill"), Some(Red));
        facts.ready = Some(false);
        assert_eq!(verdict(&facts, "doctor-server-ill"), Some(Red));
        facts.ready = None;
        assert_eq!(verdict(&facts, "doctor-server-silent"), Some(Unknown));
        assert_eq!(verdict(&facts, "doctor-worker-rest"), Some(Yellow));
        facts.smtp = Some(relay("smtp://relay.acme.be", Tls::Never));
        assert_eq!(verdict(&facts, "doctor-mail-open"), Some(Yellow));
        facts.smtp = None;
        assert_eq!(verdict(&facts, "doctor-mail-folder"), Some(Yellow));
    }
}
