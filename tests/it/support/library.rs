//! Stories on their way into the library.

use super::{
    TestSite, Visitor,
    days::{add_story, day_with, release},
    stories::{accept, claimed},
};
use diesel::{QueryableByName, sql_query, sql_types::Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use pratfall::accounts::Role;

/// A story that is in the library.
pub struct Shelved {
    /// Receipt code.
    pub code: String,
    pub id: String,
    pub moderator: Visitor,
}

impl Shelved {
    /// Its address at the desk.
    pub fn desk(&self) -> String {
        format!("/desk/acme/stories/{}", self.id)
    }

    /// Its address in the library.
    pub fn page(&self) -> String {
        format!("/acme/library/{}", self.id)
    }
}

/// Tells a story with these choices, which is accepted and agreed to, and mixes.
pub async fn agreed(site: &TestSite, changes: &[(&str, &str)]) -> Shelved {
    let (code, moderator, path) = claimed(site, changes).await;
    accept(&moderator, &path).await;
    site.visitor().consent(&code).await;
    site.mix().await;
    site.work().await;
    Shelved { code, id: path.rsplit('/').next().unwrap().to_owned(), moderator }
}

/// Tells a story to be read only, which comes to the library.
pub async fn shelved(site: &TestSite, title: &str) -> Shelved {
    shelved_with(site, &[("title", title)]).await
}

/// The same, with these choices.
pub async fn shelved_with(site: &TestSite, changes: &[(&str, &str)]) -> Shelved {
    let changes = [&[("told_by", "library"), ("language", "en")], changes].concat();
    agreed(site, &changes).await
}

/// Puts the first story that can be told on a day, and lets that be over; returns the day's address at the desk.
pub async fn tell_on_a_day(site: &TestSite) -> String {
    let desk = site.staff(Role::Organiser).await;
    let made = desk.post_map("/desk/acme/events/new", &day_with(&[])).await;
    let event = made.leads_to().strip_suffix("/agenda").unwrap().to_owned();
    add_story(&desk, &event, "10").await;
    release(&desk, &event).await;
    event
}

/// Returns the lines that a query gives.
pub async fn lines(conn: &mut AsyncPgConnection, sql: &str) -> Vec<String> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        line: String,
    }
    let rows: Vec<Row> = sql_query(sql).load(conn).await.unwrap();
    rows.into_iter().map(|row| row.line).collect()
}

/// Returns the titles of the stories in the library.
pub async fn titles(site: &TestSite) -> Vec<String> {
    lines(&mut site.as_owner().await, "select title as line from library_texts order by 1").await
}
