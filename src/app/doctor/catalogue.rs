//! Promises of the schema, read from the database's catalogue: authors' tables have no columns but the listed ones, no
//! foreign key leads from them to a person, and every tenant's table has row-level security. The tests of the schema
//! ask the same questions.

use super::{
    finding::Finding,
    tables::{AUTHORS, OPEN, OTHERS, PERSONS, lists},
};
use crate::platform::error::Error;
use diesel::{QueryableByName, sql_query, sql_types::Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Columns and their types by table; a partition counts as its table.
    pub columns: BTreeMap<String, BTreeSet<String>>,
    /// Foreign keys: from, to.
    pub keys: Vec<(String, String)>,
    /// Tenants' tables without row-level security, enabled and forced.
    pub open: Vec<String>,
    /// Objects that the application's role owns.
    pub owned: Vec<String>,
    pub role: Role,
}

/// Role that the application works as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// Bound by row-level security.
    #[default]
    Plain,
    /// Passes through row-level security.
    Mighty,
    /// No such role: row-level security holds only because it is forced.
    Missing,
    /// No such role, and the connecting one passes through row-level security.
    MissingAndMighty,
}

#[derive(QueryableByName)]
struct Pair {
    #[diesel(sql_type = Text)]
    one: String,
    #[diesel(sql_type = Text)]
    two: String,
}

pub async fn gather(conn: &mut AsyncPgConnection) -> Result<Facts, Error> {
    let mut columns: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let all = "select coalesce(i.inhparent, c.oid)::regclass::text as one, \
        a.attname || ' ' || format_type(a.atttypid, null) as two \
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped \
        left join pg_inherits i on i.inhrelid = c.oid \
        where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace";
    for Pair { one, two } in pairs(conn, all).await? {
        columns.entry(one).or_default().insert(two);
    }
    let keys = "select conrelid::regclass::text as one, confrelid::regclass::text as two \
        from pg_constraint where contype = 'f' order by 1, 2";
    let open = "select c.relname::text as one, '' as two from pg_class c \
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped \
        where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace \
          and not (c.relrowsecurity and c.relforcerowsecurity) order by 1";
    let owned = "select c.oid::regclass::text as one, '' as two from pg_class c \
        join pg_roles r on r.oid = c.relowner where r.rolname = 'pratfall_app' and c.relkind in ('r', 'p', 'v', 'm', 'S') \
        union all select p.oid::regprocedure::text, '' from pg_proc p \
        join pg_roles r on r.oid = p.proowner where r.rolname = 'pratfall_app' order by 1";
    let role = "select rolname::text as one, (rolsuper or rolbypassrls)::text as two from pg_roles \
        where rolname in ('pratfall_app', session_user)";
    Ok(Facts {
        columns,
        keys: pairs(conn, keys).await?.into_iter().map(|key| (key.one, key.two)).collect(),
        open: ones(conn, open).await?,
        owned: ones(conn, owned).await?,
        role: role_of(&pairs(conn, role).await?),
    })
}

async fn pairs(conn: &mut AsyncPgConnection, sql: &str) -> Result<Vec<Pair>, Error> {
    Ok(sql_query(sql).load(conn).await?)
}

async fn ones(conn: &mut AsyncPgConnection, sql: &str) -> Result<Vec<String>, Error> {
    Ok(pairs(conn, sql).await?.into_iter().map(|pair| pair.one).collect())
}

fn role_of(roles: &[Pair]) -> Role {
    let application = roles.iter().find(|role| role.one == "pratfall_app");
    match (application, roles.iter().any(|role| role.two == "true")) {
        (Some(application), _) if application.two == "true" => Role::Mighty,
        (Some(_), _) => Role::Plain,
        (None, true) => Role::MissingAndMighty,
        (None, false) => Role::Missing,
    }
}

impl Facts {
    /// Returns columns that authors' tables must not have, and tables in no list.
    pub fn forbidden_columns(&self) -> Vec<String> {
        let mut found = vec![];
        for (table, columns) in &self.columns {
            match AUTHORS.iter().find(|(name, _)| name == table) {
                Some((_, allowed)) => {
                    let strange =
                        columns.iter().filter(|column| allowed.split(", ").all(|known| known != *column));
                    found.extend(strange.map(|column| format!("{table}.{column}")));
                }
                None if lists(OTHERS, table) => {}
                None => found.push(table.clone()),
            }
        }
        found
    }

    /// Returns chains of foreign keys from an author's table to a person's.
    pub fn ways_to_persons(&self) -> Vec<String> {
        let mut found = vec![];
        for (table, _) in AUTHORS {
            let mut ways = vec![vec![*table]];
            let mut seen = BTreeSet::from([*table]);
            while let Some(way) = ways.pop() {
                let here = way.last().copied().unwrap_or(table);
                if lists(PERSONS, here) {
                    found.push(way.join(" → "));
                    continue;
                }
                for (_, there) in self.keys.iter().filter(|(from, _)| from == here) {
                    if seen.insert(there) {
                        ways.push([&way[..], &[there.as_str()]].concat());
                    }
                }
            }
        }
        found
    }

    /// Returns tenants' tables that lack row-level security and should have it.
    pub fn unwalled(&self) -> Vec<String> {
        let mut open = self.open.clone();
        open.retain(|table| !lists(OPEN, table));
        open
    }
}

pub(super) async fn examine(conn: &mut AsyncPgConnection) -> Result<Vec<Finding>, Error> {
    Ok(judge(&gather(conn).await?))
}

pub fn judge(facts: &Facts) -> Vec<Finding> {
    let role = match facts.role {
        Role::Plain => {
            Finding::green("doctor-role-well").unless(&facts.owned, "doctor-role-owns", "doctor-role-do")
        }
        Role::Mighty => Finding::red("doctor-role-mighty", "doctor-role-do"),
        Role::Missing => Finding::yellow("doctor-role-missing", "doctor-role-do"),
        Role::MissingAndMighty => Finding::red("doctor-role-mighty", "doctor-role-do"),
    };
    vec![
        Finding::green("doctor-columns-well").unless(
            &facts.forbidden_columns(),
            "doctor-columns-ill",
            "doctor-columns-do",
        ),
        Finding::green("doctor-ways-well").unless(
            &facts.ways_to_persons(),
            "doctor-ways-ill",
            "doctor-columns-do",
        ),
        Finding::green("doctor-walls-well").unless(&facts.unwalled(), "doctor-walls-ill", "doctor-walls-do"),
        role,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::doctor::finding;

    fn reds(facts: &Facts) -> Vec<&'static str> {
        finding::tests::reds(&judge(facts))
    }

    #[test]
    fn each_broken_promise_is_named() {
        let mut facts = Facts::default();
        assert!(reds(&facts).is_empty());
        facts.columns.insert("stories".to_owned(), BTreeSet::from(["created_at timestamptz".to_owned()]));
        facts.columns.insert("drafts".to_owned(), BTreeSet::new());
        assert_eq!(facts.forbidden_columns(), ["drafts", "stories.created_at timestamptz"]);
        facts.keys = [("stories", "themes"), ("themes", "staff"), ("reviews", "staff")]
            .map(|(from, to)| (from.to_owned(), to.to_owned()))
            .to_vec();
        assert_eq!(facts.ways_to_persons(), ["stories → themes → staff"]);
        facts.open = vec!["jobs".to_owned(), "slots".to_owned()];
        assert_eq!(facts.unwalled(), ["slots"]);
        facts.owned = vec!["themes".to_owned()];
        let all = ["doctor-columns-ill", "doctor-ways-ill", "doctor-walls-ill", "doctor-role-owns"];
        assert_eq!(reds(&facts), all);
    }

    #[test]
    fn a_role_that_passes_through_walls_is_red() {
        let role = |name: &str, mighty: &str| Pair { one: name.to_owned(), two: mighty.to_owned() };
        let owner = || role("pratfall", "true");
        assert_eq!(role_of(&[owner(), role("pratfall_app", "false")]), Role::Plain);
        assert_eq!(role_of(&[owner(), role("pratfall_app", "true")]), Role::Mighty);
        assert_eq!(role_of(&[owner()]), Role::MissingAndMighty);
        assert_eq!(role_of(&[role("pratfall", "false")]), Role::Missing);
        let facts = Facts { role: Role::MissingAndMighty, ..Facts::default() };
        assert_eq!(reds(&facts), ["doctor-role-mighty"]);
    }
}
