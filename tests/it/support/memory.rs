//! Pages from memory.

use super::{Page, TestSite, queries};
use tokio::task::JoinHandle;

/// Lets a site keep things in memory, as a running program does.
pub async fn listen(site: &TestSite) -> JoinHandle<()> {
    let listener = actix_web::rt::spawn(site.app.pages.clone().listen(site.app.db.clone()));
    site.app.pages.until_listening(true).await;
    listener
}

/// Gets a page and tells whether it came from memory. Queries must be recorded.
pub async fn get(site: &TestSite, path: &str) -> (Page, bool) {
    queries::take();
    let page = site.visitor().get(path).await;
    (page, queries::take().is_empty())
}
