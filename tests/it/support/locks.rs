//! Two transactions at once.

use super::TestSite;
use diesel::sql_query;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use std::{cell::Cell, future::Future};

/// Begins with `one`, does the `other` once that waits for a lock, and returns what `one` gives.
pub async fn while_it_waits<T>(
    site: &TestSite,
    one: impl Future<Output = T>,
    other: impl Future<Output = ()>,
) -> T {
    let done = Cell::new(false);
    let one = async {
        let given = one.await;
        done.set(true);
        given
    };
    let mut watcher = AsyncPgConnection::establish(&site.url).await.unwrap();
    let other = async {
        let waiting =
            "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        while sql_query(waiting).execute(&mut watcher).await.unwrap() == 0 {
            assert!(!done.get(), "it waits for nothing");
        }
        other.await;
    };
    tokio::join!(one, other).0
}
