//! Migrations of the schema.

use super::connect;
use diesel::{
    dsl::sql,
    select,
    sql_types::{Array, Bool, Text},
};
use diesel_async::{AsyncMigrationHarness, AsyncPgConnection, RunQueryDsl};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!();

/// Key of the advisory lock that keeps two starting servers from migrating at once.
const MIGRATION_LOCK: i64 = 0x0050_5241_5446_414c;

/// Runs the pending migrations. Needs the multi-thread runtime.
pub async fn migrate(url: &str) -> anyhow::Result<usize> {
    let mut conn = connect(url).await?;
    diesel::sql_query("select pg_advisory_lock($1)")
        .bind::<diesel::sql_types::BigInt, _>(MIGRATION_LOCK)
        .execute(&mut conn)
        .await?;
    refuse_newer(&mut conn).await?;
    let mut harness = AsyncMigrationHarness::new(conn);
    let done = harness.run_pending_migrations(MIGRATIONS).map_err(|e| anyhow::anyhow!("migrate: {e}"))?;
    Ok(done.len())
}

async fn refuse_newer(conn: &mut AsyncPgConnection) -> anyhow::Result<()> {
    match versions(conn).await?.unknown.as_slice().first() {
        Some(version) => anyhow::bail!(
            "the database is newer than this program (it has migration {version}): start the newer version"
        ),
        None => Ok(()),
    }
}

/// Differences between the schema and this program, as versions of migrations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Versions {
    /// Known to the database only, which is newer.
    pub unknown: Vec<String>,
    /// Known to this program only: the database is older.
    pub missing: Vec<String>,
}

/// Compares the schema with this program's migrations.
pub async fn versions(conn: &mut AsyncPgConnection) -> anyhow::Result<Versions> {
    use diesel::migration::MigrationSource;
    let all = MigrationSource::<diesel::pg::Pg>::migrations(&MIGRATIONS);
    let all = all.map_err(|e| anyhow::anyhow!("read migrations: {e}"))?;
    let mut missing: Vec<String> = all.iter().map(|m| m.name().version().to_string()).collect();
    let table = select(sql::<Bool>("to_regclass('public.__diesel_schema_migrations') is not null"));
    if !table.get_result(conn).await? {
        let unknown = vec![];
        return Ok(Versions { unknown, missing });
    }
    let applied = sql::<Array<Text>>("array(select version::text from __diesel_schema_migrations)");
    let mut unknown: Vec<String> = select(applied).get_result(conn).await?;
    let known = missing.clone();
    missing.retain(|version| !unknown.contains(version));
    unknown.retain(|version| !known.contains(version));
    Ok(Versions { unknown, missing })
}
