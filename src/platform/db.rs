//! The database: a pool whose connections stand behind one tenant's wall, and transactions that the types can see.

mod migrations;
pub mod pooler;
pub mod target;
mod trust;

pub use migrations::{MIGRATIONS, Versions, migrate, versions};

use super::{
    clock::Clock,
    error::{Error, is_full},
};
use crate::ids::OrganisationId;
use anyhow::Context;
use chrono::{DateTime, Utc};
use diesel::{ConnectionError, ConnectionResult};
use diesel_async::{
    AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection,
    pooled_connection::{
        AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
        deadpool::{Object, Pool},
    },
};
use futures_util::FutureExt;
use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
    time::{Duration, Instant},
};
use target::{Raw, Target};
use tokio::{runtime::Handle, sync::Mutex};

/// How long a visitor waits for a connection before being asked to come back.
const PATIENCE: Duration = Duration::from_secs(5);
/// Time for which an answer about the server's disk counts.
const STALE: Duration = Duration::from_secs(2);
/// A connection from the pool.
pub type Conn = Object<AsyncPgConnection>;

/// The pool of connections, all working as the role `pratfall_app` where it exists.
#[derive(Clone)]
pub struct Db {
    pool: Pool<AsyncPgConnection>,
    url: String,
    ways: Ways,
    room: Arc<Mutex<Option<(Instant, bool)>>>,
}

/// The way to the database, and the runtime that connections live on: that of the program. A web worker has one of its
/// own, and what was begun on it dies with it.
#[derive(Clone)]
struct Ways {
    target: Target,
    home: Handle,
}

impl Ways {
    async fn connect<F>(
        &self,
        set_up: impl FnOnce(AsyncPgConnection) -> F + Send + 'static,
    ) -> ConnectionResult<AsyncPgConnection>
    where
        F: Future<Output = ConnectionResult<AsyncPgConnection>> + Send,
    {
        let target = self.target.clone();
        let connected = self
            .home
            .spawn(async move { set_up(target.connect().await?).await });
        let stopping = |_| Err(ConnectionError::BadConnection("the program ends".to_owned()));
        connected.await.unwrap_or_else(stopping)
    }
}

impl Db {
    /// A pool of at most `size` connections, opened when needed. They live on the runtime that this is called on.
    pub fn new(url: &str, size: usize) -> anyhow::Result<Self> {
        let ways = Ways {
            target: Target::parse(url).context("setting DATABASE_URL")?,
            home: Handle::try_current().context("a runtime for connections")?,
        };
        let for_pool = ways.clone();
        let mut config = ManagerConfig::default();
        config.recycling_method = RecyclingMethod::Fast;
        config.custom_setup = Box::new(move |_| {
            let ways = for_pool.clone();
            async move { ways.connect(as_application).await }.boxed()
        });
        let manager = AsyncDieselConnectionManager::new_with_config(url, config);
        Ok(Self {
            pool: Pool::builder(manager).max_size(size).build()?,
            url: url.to_owned(),
            ways,
            room: Arc::default(),
        })
    }

    /// How to reach the database; may hold a password.
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
    pub async fn platform(&self) -> Result<Conn, Error> {
        self.behind("").await
    }

    /// A connection of its own outside the pool, for listening.
    pub async fn dedicated(&self) -> anyhow::Result<AsyncPgConnection> {
        let connected = self.ways.connect(async |conn| Ok(conn)).await;
        connected.context("connect to the database")
    }

    /// A connection of its own below diesel, on the runtime that this is called on. Whoever takes it drives it.
    pub async fn raw(&self) -> anyhow::Result<Raw> {
        let opened = self.ways.target.open().await;
        opened.context("connect to the database")
    }

    /// Tells whether the server can still write: sorts more than fits in the memory it is given, which takes half a
    /// megabyte of its disk for a moment. Looks at most every few seconds, whoever asks.
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

/// A connection of its own, on the runtime that this is called on.
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

async fn set_tenant(conn: &mut AsyncPgConnection, tenant: &str) -> diesel::QueryResult<()> {
    diesel::sql_query("select set_config('pratfall.organisation', $1, false)")
        .bind::<diesel::sql_types::Text, _>(tenant)
        .execute(conn)
        .await
        .map(drop)
}

/// Now, as the database's clock has it, moved like ours: the clocks of several machines differ, and what one of them
/// holds must end for all at the same moment.
pub async fn now(conn: &mut AsyncPgConnection, clock: &Clock) -> Result<DateTime<Utc>, Error> {
    let now = diesel::select(diesel::dsl::sql::<diesel::sql_types::Timestamptz>(
        "clock_timestamp()",
    ));
    let now: DateTime<Utc> = now.get_result(conn).await?;
    Ok(now + clock.shift())
}

/// Lets a connection see the rows of another organisation: for work that serves several, such as the mix.
pub async fn switch_tenant(conn: &mut AsyncPgConnection, organisation: OrganisationId) -> Result<(), Error> {
    Ok(set_tenant(conn, &organisation.to_string()).await?)
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
pub async fn transaction<R, F>(conn: &mut AsyncPgConnection, work: F) -> Result<R, Error>
where
    R: Send,
    F: for<'c> AsyncFnOnce(Tx<'c>) -> Result<R, Error>
        + for<'c> Work<Tx<'c>, Result<R, Error>, Fut: Send>
        + Send,
{
    conn.transaction(async |conn| work(Tx(conn)).await).await
}
