//! Migrations of the schema.

use super::connect;
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
    let done = harness
        .run_pending_migrations(MIGRATIONS)
        .map_err(|e| anyhow::anyhow!("migrate: {e}"))?;
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
    /// In the database only: the database is newer.
    pub unknown: Vec<String>,
    /// In this program only: the database is older.
    pub missing: Vec<String>,
}

#[derive(diesel::QueryableByName)]
struct Applied {
    #[diesel(sql_type = diesel::sql_types::Text)]
    version: String,
}

/// Compares the schema with this program's migrations.
pub async fn versions(conn: &mut AsyncPgConnection) -> anyhow::Result<Versions> {
    use diesel::migration::MigrationSource;
    let all = MigrationSource::<diesel::pg::Pg>::migrations(&MIGRATIONS);
    let all = all.map_err(|e| anyhow::anyhow!("read migrations: {e}"))?;
    let mut missing: Vec<String> = all.iter().map(|m| m.name().version().to_string()).collect();
    let table = "select relname::text as version from pg_class \
        where oid = to_regclass('public.__diesel_schema_migrations')";
    let table: Vec<Applied> = diesel::sql_query(table).load(conn).await?;
    if table.is_empty() {
        let unknown = vec![];
        return Ok(Versions { unknown, missing });
    }
    let applied = diesel::sql_query("select version::text as version from __diesel_schema_migrations");
    let applied: Vec<Applied> = applied.load(conn).await?;
    let mut unknown: Vec<String> = applied.into_iter().map(|row| row.version).collect();
    let known = missing.clone();
    missing.retain(|version| !unknown.contains(version));
    unknown.retain(|version| !known.contains(version));
    Ok(Versions { unknown, missing })
}
