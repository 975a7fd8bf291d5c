//! The database as somebody sees it who can read all of it.

use super::TestSite;
use diesel::{
    QueryableByName, sql_query,
    sql_types::{self, Text},
};
use diesel_async::RunQueryDsl;
use std::{fs, path::PathBuf};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Every row of every table, as text; without the minute in which a session was last used, which any request moves.
pub async fn dump(site: &TestSite) -> String {
    let mut conn = site.as_owner().await;
    let tables = "select relname::text as line from pg_class \
        where relkind = 'r' and relnamespace = 'public'::regnamespace";
    let tables: Vec<Row> = sql_query(tables).load(&mut conn).await.unwrap();
    let mut all = String::new();
    for Row { line: table } in tables {
        let rows: Vec<Row> =
            sql_query(format!("select (to_jsonb(t) - 'seen_at')::text as line from {table} t order by 1"))
                .load(&mut conn)
                .await
                .unwrap();
        all.extend(rows.into_iter().map(|row| row.line));
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
