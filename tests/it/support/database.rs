//! The database as somebody sees it who can read all of it.

use super::TestSite;
use diesel::{
    QueryableByName, sql_query,
    sql_types::{self, Text},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::{fs, path::PathBuf};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Returns the lines that a query gives, past all walls.
pub async fn lines(site: &TestSite, sql: &str) -> Vec<String> {
    lines_on(&mut site.as_owner().await, sql).await
}

/// Returns the lines that a query gives on this connection.
pub async fn lines_on(conn: &mut AsyncPgConnection, sql: &str) -> Vec<String> {
    let rows: Vec<Row> = sql_query(sql).load(conn).await.unwrap();
    rows.into_iter().map(|row| row.line).collect()
}

/// Every row of every table, as text; without the minute in which a session was last used, which any request moves.
pub async fn dump(site: &TestSite) -> String {
    let tables = "select relname::text as line from pg_class \
        where relkind = 'r' and relnamespace = 'public'::regnamespace";
    let (mut conn, mut all) = (site.as_owner().await, String::new());
    for table in lines_on(&mut conn, tables).await {
        let rows = format!("select (to_jsonb(t) - 'seen_at')::text as line from {table} t order by 1");
        all.extend(lines_on(&mut conn, &rows).await);
    }
    all
}

/// All files of the site's database, with everything in memory written to them.
pub async fn files_of(site: &TestSite) -> Vec<PathBuf> {
    #[derive(QueryableByName)]
    struct Folder {
        #[diesel(sql_type = sql_types::Text)]
        path: String,
    }
    let mut owner = site.as_owner().await;
    sql_query("checkpoint").execute(&mut owner).await.unwrap();
    let folder = "select current_setting('data_directory') || '/base/' || oid as path from pg_database \
        where datname = current_database()";
    let Folder { path } = sql_query(folder).get_result(&mut owner).await.unwrap();
    let files: Vec<_> = fs::read_dir(path).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(files.len() > 100, "the files of a database");
    files
}
