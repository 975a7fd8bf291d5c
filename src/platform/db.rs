//! The database: a pool of connections set to one tenant each, and transactions as types.

mod migrations;
pub mod pooler;
mod prepared;
pub mod target;
mod trust;

pub use migrations::{MIGRATIONS, Versions, migrate, versions};
pub use prepared::prepared;

use super::{
    clock::Clock,
    error::{Error, is_full},
};
use crate::ids::OrganisationId;
use anyhow::Context;
use chrono::{DateTime, Utc};
use diesel::{
    ConnectionError, ConnectionResult,
    sql_types::{Bool, Text},
};
use diesel_async::{
    AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection,
    pooled_connection::{
        AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
        deadpool::{Object, Pool},
    },
};
use futures_util::{FutureExt, future::try_join};
use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
    time::{Duration, Instant},
};
use target::{Raw, Target};
use tokio::{runtime::Handle, sync::Mutex, time::timeout_at};

/// Longest wait for a connection.
const TIMEOUT: Duration = Duration::from_secs(5);
/// Lifetime of an answer about the server's disk.
const STALE: Duration = Duration::from_secs(2);
const UNAVAILABLE: Error = Error::Unavailable(TIMEOUT);
pub type Conn = Object<AsyncPgConnection>;

/// Pool of connections, all working as the role `pratfall_app` where it exists.
#[derive(Clone)]
pub struct Db {
    pool: Pool<AsyncPgConnection>,
    url: String,
    connector: Connector,
    room: Arc<Mutex<Option<(Instant, bool)>>>,
}

/// Database, and the program's runtime, on which connections live. A web worker has a runtime of its own, whose tasks
/// die with it.
#[derive(Clone)]
struct Connector {
    target: Target,
    home: Handle,
}

impl Connector {
    async fn connect<F>(
        &self,
        set_up: impl FnOnce(AsyncPgConnection) -> F + Send + 'static,
    ) -> ConnectionResult<AsyncPgConnection>
    where
        F: Future<Output = ConnectionResult<AsyncPgConnection>> + Send,
    {
        let target = self.target.clone();
        let connected = self.home.spawn(async move { set_up(target.connect().await?).await });
        let stopping = |_| Err(ConnectionError::BadConnection("the program ends".to_owned()));
        connected.await.unwrap_or_else(stopping)
    }
}

impl Db {
    /// Creates a pool of at most `size` connections, opened when needed. They live on the runtime that this is called
    /// on.
    pub fn new(url: &str, size: usize) -> anyhow::Result<Self> {
        let connector = Connector {
            target: Target::parse(url).context("setting DATABASE_URL")?,
            home: Handle::try_current().context("a runtime for connections")?,
        };
        let for_pool = connector.clone();
        let mut config = ManagerConfig::default();
        config.recycling_method = RecyclingMethod::Fast;
        config.custom_setup = Box::new(move |_| {
            let connector = for_pool.clone();
            async move { connector.connect(as_application).await }.boxed()
        });
        let manager = AsyncDieselConnectionManager::new_with_config(url, config);
        Ok(Self {
            pool: Pool::builder(manager).max_size(size).build()?,
            url: url.to_owned(),
            connector,
            room: Arc::default(),
        })
    }

    /// Returns the connection string, which may hold a password.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns a connection that sees the rows of one organisation.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when none is free in time or the database is out of reach.
    pub async fn tenant(&self, organisation: OrganisationId) -> Result<Conn, Error> {
        self.checkout(&organisation.to_string()).await
    }

    /// Returns a connection that sees no organisation's rows, for use before the tenant is known.
    pub async fn platform(&self) -> Result<Conn, Error> {
        self.checkout("").await
    }

    /// Opens a connection outside the pool, for listening.
    pub async fn dedicated(&self) -> anyhow::Result<AsyncPgConnection> {
        let connected = self.connector.connect(async |conn| Ok(conn)).await;
        connected.context("connect to the database")
    }

    /// Opens a connection without diesel, on the runtime that this is called on. The caller must poll it.
    pub async fn raw(&self) -> anyhow::Result<Raw> {
        let opened = self.connector.target.open().await;
        opened.context("connect to the database")
    }

    /// Tells whether the server can still write, by sorting more than its memory holds, which takes half a megabyte of
    /// its disk for a moment. Checks every few seconds at most.
    pub async fn room(&self) -> Result<bool, Error> {
        const SORT: &str = "begin read only; set local work_mem = '64kB'; \
            select count(*) from (select n from generate_series(1, 30000) n order by n desc offset 0) sorted; commit";
        let mut known = self.room.lock().await;
        let mut conn = self.platform().await?;
        if let Some((_, room)) = known.filter(|(since, _)| since.elapsed() < STALE) {
            return Ok(room);
        }
        let room = match conn.batch_execute(SORT).await {
            Ok(()) => true,
            Err(diesel::result::Error::DatabaseError(_, info)) if is_full(info.message()) => false,
            Err(error) => return Err(error.into()),
        };
        if !room {
            // It stands in a transaction that failed.
            conn.batch_execute("rollback").await?;
        }
        *known = Some((Instant::now(), room));
        Ok(room)
    }

    /// Rewrites tables without the erased rows, whose bytes lie in their files until then. Users of a table wait
    /// meanwhile.
    ///
    /// # Errors
    /// Fails when a table is in use for longer than [`TIMEOUT`].
    pub async fn rewrite(&self, tables: &[&str]) -> anyhow::Result<()> {
        // Only the owner may, and never in a transaction.
        let mut conn = self.dedicated().await?;
        conn.batch_execute(&format!("set lock_timeout = {}", TIMEOUT.as_millis())).await?;
        for table in tables {
            conn.batch_execute(&format!("vacuum (full) {table}"))
                .await
                .with_context(|| format!("write {table} anew"))?;
        }
        Ok(())
    }

    /// Reads rows of one organisation, or of none, in one round trip: queries that `read` makes without waiting for each
    /// other leave together with the statement that sets the tenant. It may be called again, on another connection, so it only reads.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when no connection is free in time or the database is out of reach.
    pub async fn read<T>(
        &self,
        organisation: Option<OrganisationId>,
        read: impl AsyncFn(&AsyncPgConnection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let tenant = organisation.map(|id| id.to_string()).unwrap_or_default();
        let deadline = tokio::time::Instant::now() + TIMEOUT;
        for _ in 0..=self.pool.status().max_size {
            let conn = timeout_at(deadline, self.free()).await.map_err(|_| UNAVAILABLE)??;
            // Polled first, so it leaves first; what was read counts for nothing unless it was done.
            let set = async {
                let done = timeout_at(deadline, set_tenant(&conn, &tenant)).await;
                if matches!(done, Ok(Ok(()))) { Ok(()) } else { Err(Dead) }
            };
            match try_join(set, async { Ok(read(&conn).await) }).await {
                Ok(((), found)) => return found,
                Err(Dead) => drop(Object::take(conn)),
            }
        }
        Err(UNAVAILABLE)
    }

    // Every checkout sets the tenant, so the setting of an abandoned handler cannot leak to the next. A connection that
    // died in the pool shows here too: it is thrown away, and the next one tried.
    async fn checkout(&self, tenant: &str) -> Result<Conn, Error> {
        let alive = async {
            for _ in 0..=self.pool.status().max_size {
                let conn = self.free().await?;
                if set_tenant(&conn, tenant).await.is_ok() {
                    return Ok(conn);
                }
                drop(Object::take(conn));
            }
            Err(UNAVAILABLE)
        };
        tokio::time::timeout(TIMEOUT, alive).await.unwrap_or(Err(UNAVAILABLE))
    }

    async fn free(&self) -> Result<Conn, Error> {
        self.pool.get().await.map_err(|error| {
            tracing::warn!(kind = pool_error(&error), "no database connection");
            UNAVAILABLE
        })
    }
}

/// The tenant could not be set: the connection died in the pool.
struct Dead;

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

/// Opens a connection, on the runtime that this is called on.
pub async fn connect(url: &str) -> anyhow::Result<AsyncPgConnection> {
    let target = Target::parse(url).context("setting DATABASE_URL")?;
    target.connect().await.context("connect to the database")
}

async fn as_application(mut conn: AsyncPgConnection) -> ConnectionResult<AsyncPgConnection> {
    // One statement for all cases: where the role is missing or not ours to take, nothing changes.
    conn.batch_execute(
        "select set_config('role', 'pratfall_app', false) from pg_roles \
         where rolname = 'pratfall_app' and pg_has_role(current_user, oid, 'member')",
    )
    .await
    .map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(conn)
}

diesel::define_sql_function! {
    /// `set_config` of Postgres.
    fn set_config(name: Text, value: Text, is_local: Bool) -> Text;
}

// Typed, so that each connection prepares it once.
async fn set_tenant(mut conn: &AsyncPgConnection, tenant: &str) -> diesel::QueryResult<()> {
    diesel::select(set_config("pratfall.organisation", tenant, false)).execute(&mut conn).await.map(drop)
}

/// Returns the time of the database's clock, moved like the program's. Leases use it: the clocks of several machines
/// differ.
pub async fn now(conn: &mut AsyncPgConnection, clock: &Clock) -> Result<DateTime<Utc>, Error> {
    let now = diesel::select(diesel::dsl::sql::<diesel::sql_types::Timestamptz>("clock_timestamp()"));
    let now: DateTime<Utc> = now.get_result(conn).await?;
    Ok(now + clock.shift())
}

/// Sets a connection to another organisation, for work that serves several, such as the mix.
pub async fn switch_tenant(conn: &mut AsyncPgConnection, organisation: OrganisationId) -> Result<(), Error> {
    Ok(set_tenant(conn, &organisation.to_string()).await?)
}

/// Connection inside a transaction, which every write needs.
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

/// Async closure whose future can be sent between threads.
pub trait Work<T, R>: AsyncFnOnce(T) -> R + FnOnce(T) -> <Self as Work<T, R>>::Fut {
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
pub async fn transaction<R, F>(conn: &mut AsyncPgConnection, work: F) -> Result<R, Error>
where
    R: Send,
    F: for<'c> AsyncFnOnce(Tx<'c>) -> Result<R, Error>
        + for<'c> Work<Tx<'c>, Result<R, Error>, Fut: Send>
        + Send,
{
    conn.transaction(async |conn| work(Tx(conn)).await).await
}
