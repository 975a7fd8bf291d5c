//! The database: a pool whose connections stand behind one tenant's wall, and transactions that the types can see.

use super::error::Error;
use crate::ids::OrganisationId;
use anyhow::Context;
use diesel_async::{
    AsyncConnection, AsyncMigrationHarness, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection,
    pooled_connection::{
        AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
        deadpool::{Object, Pool},
    },
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use futures_util::FutureExt;
use std::{
    ops::{Deref, DerefMut},
    time::Duration,
};

/// All migrations, in the binary.
pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!();

/// How long a visitor waits for a connection before being asked to come back.
const PATIENCE: Duration = Duration::from_secs(5);
/// Key of the advisory lock that keeps two starting servers from migrating at once.
const MIGRATION_LOCK: i64 = 0x0050_5241_5446_414c;

/// A connection from the pool.
pub type Conn = Object<AsyncPgConnection>;

/// The pool of connections, all working as the role `pratfall_app` where it exists.
#[derive(Clone)]
pub struct Db {
    pool: Pool<AsyncPgConnection>,
    url: String,
}

impl Db {
    /// A pool of at most `size` connections, opened when needed.
    ///
    /// # Errors
    /// When the pool cannot be set up; an unreachable database shows on first use.
    pub fn new(url: &str, size: usize) -> anyhow::Result<Self> {
        let mut config = ManagerConfig::default();
        config.recycling_method = RecyclingMethod::Fast;
        config.custom_setup = Box::new(|url| as_application(url).boxed());
        let manager = AsyncDieselConnectionManager::new_with_config(url, config);
        Ok(Self {
            pool: Pool::builder(manager).max_size(size).build()?,
            url: url.to_owned(),
        })
    }

    /// How to reach the database; may hold a password.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A connection that sees the rows of one organisation.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when none is free in time or the database is out of reach.
    pub async fn tenant(&self, organisation: OrganisationId) -> Result<Conn, Error> {
        self.behind(&organisation.to_string()).await
    }

    /// A connection that sees no organisation's rows: for what comes before there is a tenant.
    ///
    /// # Errors
    /// As [`Db::tenant`].
    pub async fn platform(&self) -> Result<Conn, Error> {
        self.behind("").await
    }

    /// A connection of its own outside the pool, for listening.
    ///
    /// # Errors
    /// When the database is out of reach.
    pub async fn dedicated(&self) -> anyhow::Result<AsyncPgConnection> {
        AsyncPgConnection::establish(&self.url)
            .await
            .context("connect to the database")
    }

    /// Writes tables anew without what was erased from them: until then its bytes lie in their files. Whoever wants to
    /// use one of them waits meanwhile.
    ///
    /// # Errors
    /// When a table is in use for longer than [`PATIENCE`]: try again later.
    pub async fn rewrite(&self, tables: &[&str]) -> anyhow::Result<()> {
        // Only the owner may, and never in a transaction.
        let mut conn = self.dedicated().await?;
        conn.batch_execute(&format!("set lock_timeout = {}", PATIENCE.as_millis()))
            .await?;
        for table in tables {
            conn.batch_execute(&format!("vacuum (full) {table}"))
                .await
                .with_context(|| format!("write {table} anew"))?;
        }
        Ok(())
    }

    // Every checkout sets the tenant, so whatever an abandoned handler left behind cannot leak to the next. A connection
    // that died while it lay in the pool shows here too: it is thrown away, and the next one tried.
    async fn behind(&self, tenant: &str) -> Result<Conn, Error> {
        let alive = async {
            for _ in 0..=self.pool.status().max_size {
                let mut conn = self.pool.get().await.map_err(|error| {
                    tracing::warn!(kind = pool_error(&error), "no database connection");
                    Error::Unavailable(PATIENCE)
                })?;
                if set_tenant(&mut conn, tenant).await.is_ok() {
                    return Ok(conn);
                }
                drop(Object::take(conn));
            }
            Err(Error::Unavailable(PATIENCE))
        };
        let in_time = tokio::time::timeout(PATIENCE, alive).await;
        in_time.unwrap_or(Err(Error::Unavailable(PATIENCE)))
    }
}

// The error itself may quote the connection string.
fn pool_error(error: &diesel_async::pooled_connection::deadpool::PoolError) -> &'static str {
    use diesel_async::pooled_connection::deadpool::PoolError as P;
    match error {
        P::Timeout(_) => "timeout",
        P::Backend(_) => "unreachable",
        P::Closed => "closed",
        _ => "other",
    }
}

async fn as_application(url: &str) -> diesel::ConnectionResult<AsyncPgConnection> {
    let mut conn = AsyncPgConnection::establish(url).await?;
    // One statement for all cases: where the role is missing or not ours to take, nothing changes.
    conn.batch_execute(
        "select set_config('role', 'pratfall_app', false) from pg_roles \
         where rolname = 'pratfall_app' and pg_has_role(current_user, oid, 'member')",
    )
    .await
    .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
    Ok(conn)
}

async fn set_tenant(conn: &mut AsyncPgConnection, tenant: &str) -> diesel::QueryResult<()> {
    diesel::sql_query("select set_config('pratfall.organisation', $1, false)")
        .bind::<diesel::sql_types::Text, _>(tenant)
        .execute(conn)
        .await
        .map(drop)
}

/// Lets a connection see the rows of another organisation: for work that serves several, such as the mix.
///
/// # Errors
/// Any database error.
pub async fn switch_tenant(conn: &mut AsyncPgConnection, organisation: OrganisationId) -> Result<(), Error> {
    Ok(set_tenant(conn, &organisation.to_string()).await?)
}

/// Brings the schema up to this binary's. Needs the multi-thread runtime.
///
/// # Errors
/// When the database is out of reach, a migration fails, or the schema is newer than this binary.
pub async fn migrate(url: &str) -> anyhow::Result<usize> {
    let mut conn = AsyncPgConnection::establish(url)
        .await
        .context("connect to the database")?;
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

/// How the schema and this program differ: versions of migrations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Versions {
    /// In the database, and unknown here: it is newer.
    pub unknown: Vec<String>,
    /// Here, and not in the database yet: it is older.
    pub missing: Vec<String>,
}

#[derive(diesel::QueryableByName)]
struct Applied {
    #[diesel(sql_type = diesel::sql_types::Text)]
    version: String,
}

/// Compares the schema with this binary's, and changes nothing.
///
/// # Errors
/// When the database is out of reach.
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

/// A connection inside a transaction. Whatever writes asks for one.
pub struct Tx<'c>(&'c mut AsyncPgConnection);

impl Deref for Tx<'_> {
    type Target = AsyncPgConnection;
    fn deref(&self) -> &AsyncPgConnection {
        self.0
    }
}

impl DerefMut for Tx<'_> {
    fn deref_mut(&mut self) -> &mut AsyncPgConnection {
        self.0
    }
}

/// An async closure whose future can be sent between threads.
pub trait Work<T, R>: AsyncFnOnce(T) -> R + FnOnce(T) -> <Self as Work<T, R>>::Fut {
    /// The closure's future.
    type Fut: Future<Output = R>;
}

impl<F, T, R, Fut> Work<T, R> for F
where
    F: AsyncFnOnce(T) -> R + FnOnce(T) -> Fut,
    Fut: Future<Output = R>,
{
    type Fut = Fut;
}

/// Runs `work` in a transaction: commits when it is `Ok`, rolls back otherwise.
///
/// # Errors
/// Those of `work`, and of the database.
pub async fn transaction<R, F>(conn: &mut AsyncPgConnection, work: F) -> Result<R, Error>
where
    R: Send,
    F: for<'c> AsyncFnOnce(Tx<'c>) -> Result<R, Error>
        + for<'c> Work<Tx<'c>, Result<R, Error>, Fut: Send>
        + Send,
{
    conn.transaction(async |conn| work(Tx(conn)).await).await
}
