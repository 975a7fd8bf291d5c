//! Typed text is never lost: not under load, not when the database goes away, not by an error of the server.

use crate::support::{Page, TestSite};
use diesel::sql_query;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use pratfall::platform::gate::Standing;
use std::{cell::Cell, collections::BTreeMap};

#[tokio::test]
async fn a_training_room_gets_through_and_a_flood_is_told_to_wait_with_its_text() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let forms = futures_util::future::join_all((0..40).map(|_| author.filled(&[]))).await;
    let sent = forms.iter().map(|form| author.post_map("/acme/stories/new", form));
    let pages = futures_util::future::join_all(sent).await;
    assert!(pages.iter().all(|page| page.status == 200), "nobody looks at addresses");
    assert_eq!(site.count("letters").await, 40);

    let mut crowd = crowd(&site).await;
    let form = author.filled(&[]).await;
    let refused = author.post_map("/acme/stories/new", &form).await;
    assert_eq!(refused.status, 503);
    assert_eq!(refused.header("retry-after"), "5");
    assert!(refused.keeps_story());
    assert_eq!(author.get("/acme").await.status, 200, "readers are served");
    crowd.shutdown().await;
    let again = author.post_map("/acme/stories/new", &refused.fields("main form")).await;
    assert_eq!(again.status, 200, "the page that kept it sends it");
}

/// People who are inside or wait, until all places are taken.
async fn crowd(site: &TestSite) -> tokio::task::JoinSet<()> {
    let mut crowd = tokio::task::JoinSet::new();
    let full = std::sync::Arc::new(tokio::sync::Notify::new());
    for _ in 0..200 {
        let (app, full) = (site.app.clone(), full.clone());
        crowd.spawn(async move {
            let place = app.gate.enter(uuid::Uuid::nil(), Standing::Proven).await;
            if place.is_err() {
                full.notify_one();
            }
            std::future::pending::<()>().await;
            drop(place);
        });
    }
    full.notified().await;
    crowd
}

#[tokio::test]
async fn answers_are_kept_too_and_withdrawing_a_mixed_story_waits_for_nobody() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let code = author.tell(&[]).await;
    site.mix().await;
    let mut crowd = crowd(&site).await;
    let answer = [
        ("code", code.as_str()),
        ("version", "1"),
        ("title", "We sent the invoices twice"),
        ("what_happened", "The first run seemed to hang, so I started it again."),
        ("learned", "It hangs is a feeling, not a fact."),
    ];
    let page = author.post("/acme/receipt/edit", &answer).await;
    assert_eq!(page.status, 503);
    assert!(page.keeps_story() && page.fields("main form")["code"] == code);
    let back = author.post("/acme/receipt/withdrawal", &[("code", &code)]).await;
    assert_eq!(back.attribute("[data-test=story-status]", "data-status"), "withdrawn");
    crowd.shutdown().await;
}

/// The server that the site's database is on.
struct Server {
    url: String,
    database: String,
}

impl Server {
    fn of(site: &TestSite) -> Self {
        let start = site.url.rfind("it_").unwrap();
        let database = site.url[start..].split(['?', '&', ' ']).next().unwrap();
        Self { url: site.url.replace(database, "postgres"), database: database.to_owned() }
    }

    /// Does something to the database from the one next door. The program stands still meanwhile.
    fn does(&self, what: &str) {
        let sql = what.replace("DATABASE", &self.database);
        let url = self.url.clone();
        let work = async move {
            let mut conn = AsyncPgConnection::establish(&url).await.unwrap();
            conn.batch_execute(&sql).await.unwrap();
        };
        let elsewhere = || tokio::runtime::Runtime::new().unwrap().block_on(work);
        std::thread::scope(|scope| scope.spawn(elsewhere).join().unwrap());
    }

    /// Ends the connection of a request that waits for a lock, as soon as it does; gives the answer.
    async fn hangs_up_on(&self, request: impl Future<Output = Page>) -> Page {
        let answered = Cell::new(false);
        let request = async {
            let page = request.await;
            answered.set(true);
            page
        };
        let mut conn = AsyncPgConnection::establish(&self.url).await.unwrap();
        let waiting = HANG_UP.replace("DATABASE", &self.database);
        let waiting = sql_query(format!("{waiting} and wait_event_type = 'Lock'"));
        let hang_up = async {
            let mut gone = 0;
            while gone == 0 && !answered.get() {
                gone = waiting.clone().execute(&mut conn).await.unwrap();
            }
            gone
        };
        let (page, gone) = tokio::join!(request, hang_up);
        assert_eq!(gone, 1, "it did not wait: {}", page.status);
        page
    }
}

/// Ends all connections, and waits until they are gone.
const HANG_UP: &str =
    "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = 'DATABASE'";

/// Asserts that a page asks to come back soon and holds the story; gives the form on it.
fn asks_to_come_back(page: &Page) -> BTreeMap<String, String> {
    assert_eq!((page.status.as_u16(), page.header("retry-after")), (503, "5"));
    assert!(page.keeps_story());
    page.fields("main form")
}

#[tokio::test]
async fn a_database_that_goes_away_costs_nobody_their_text() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let form = author.filled(&[]).await;
    let server = Server::of(&site);
    server.does("alter database DATABASE with allow_connections false");
    server.does(HANG_UP);
    let kept = asks_to_come_back(&author.post_map("/acme/stories/new", &form).await);
    server.does("alter database DATABASE with allow_connections true");
    assert_eq!(author.post_map("/acme/stories/new", &kept).await.status, 200);
    assert_eq!(site.count("letters").await, 1);
}

#[tokio::test]
async fn connections_that_died_in_the_pool_are_noticed_by_nobody() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let form = author.filled(&[]).await;
    let server = Server::of(&site);
    server.does(HANG_UP);
    assert_eq!(author.post_map("/acme/stories/new", &form).await.status, 200);
    assert_eq!(site.count("letters").await, 1);
}

#[tokio::test]
async fn a_connection_that_dies_while_a_letter_is_written_costs_nobody_their_text() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let form = author.filled(&[]).await;
    let mut owner = site.as_owner().await;
    let lock = "begin; lock table letters in access exclusive mode";
    owner.batch_execute(lock).await.unwrap();
    let server = Server::of(&site);
    let request = author.post_map("/acme/stories/new", &form);
    let kept = asks_to_come_back(&server.hangs_up_on(request).await);
    owner.batch_execute("rollback").await.unwrap();
    assert_eq!(author.post_map("/acme/stories/new", &kept).await.status, 200);
    assert_eq!(site.count("letters").await, 1);
}

#[tokio::test]
async fn a_connection_that_dies_while_a_code_is_looked_up_costs_nobody_what_they_typed() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let code = author.tell(&[]).await;
    site.mix().await;
    let mut owner = site.as_owner().await;
    let lock = "begin; lock table receipts in access exclusive mode";
    owner.batch_execute(lock).await.unwrap();
    let server = Server::of(&site);
    let form = [("code", code.as_str())];
    let request = author.post("/acme/receipt", &form);
    let refused = server.hangs_up_on(request).await;
    assert_eq!(refused.status, 503);
    let kept = refused.fields("main form");
    assert_eq!(kept["code"], code);
    owner.batch_execute("rollback").await.unwrap();
    let page = author.post_map("/acme/receipt", &kept).await;
    assert!(!page.text("[data-test=story-status]").is_empty());
}

#[tokio::test]
async fn an_error_of_the_server_costs_nobody_their_text_either() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let form = author.filled(&[]).await;
    let mut owner = site.as_owner().await;
    let hide = "alter table letters rename to elsewhere";
    owner.batch_execute(hide).await.unwrap();
    let refused = author.post_map("/acme/stories/new", &form).await;
    assert_eq!(refused.status, 500);
    assert!(refused.keeps_story());
    let back = "alter table elsewhere rename to letters";
    owner.batch_execute(back).await.unwrap();
    let again = refused.fields("main form");
    assert_eq!(author.post_map("/acme/stories/new", &again).await.status, 200);
}

#[tokio::test]
async fn no_link_to_another_language_throws_away_what_a_form_was_answered_with() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let links = |page: &Page| page.texts("nav.languages a").len();
    let buttons = |page: &Page| page.texts("nav.languages button").len();
    let fresh = author.get("/acme/stories/new").await;
    assert_eq!((links(&fresh), buttons(&fresh)), (0, 3), "of the form");
    let form = author.filled(&[]).await;
    let received = author.post_map("/acme/stories/new", &form).await;
    assert_eq!(
        (received.status.as_u16(), links(&received), buttons(&received)),
        (200, 0, 0),
        "the code is shown once"
    );
    let wrong = author.post_map("/acme/stories/new", &author.filled(&[("title", "")]).await).await;
    assert_eq!((wrong.status.as_u16(), links(&wrong), buttons(&wrong)), (422, 0, 3));
    let refused = author.post("/acme/receipt", &[("code", "x")]).await;
    assert_eq!(links(&refused), 0);
}
