//! Stories on their way: told, claimed, edited, accepted, read back by their author.

use super::{Page, TestSite, Visitor};
use diesel::{QueryableByName, sql_query, sql_types::Bool};
use diesel_async::RunQueryDsl;
use pratfall::accounts::Role;

/// Tells a story with these choices and claims it: its code, the moderator, its address at the desk.
pub async fn claimed(site: &TestSite, changes: &[(&str, &str)]) -> (String, Visitor, String) {
    let code = site.visitor().tell(changes).await;
    site.mix().await;
    let desk = site.staff(Role::Moderator).await;
    let id = desk.first_story().await;
    let path = format!("/desk/acme/stories/{id}");
    assert_eq!(desk.post(&format!("{path}/claim"), &[]).await.status, 303);
    (code, desk, path)
}

/// Saves a version with these fields changed.
pub async fn edit(desk: &Visitor, path: &str, changes: &[(&str, &str)]) {
    let mut form = desk.get(path).await.fields(&format!("form[action='{path}/versions']"));
    form.extend(changes.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
    let done = desk.post_map(&format!("{path}/versions"), &form).await;
    assert_eq!(done.status, 303, "{}", done.body);
}

/// Accepts a story, with its questions unanswered.
pub async fn accept(desk: &Visitor, path: &str) {
    assert_eq!(desk.post(&format!("{path}/acceptance"), &[("unanswered", "on")]).await.status, 303);
}

/// Opens the page that a receipt code leads to.
pub async fn mailbox(site: &TestSite, code: &str) -> Page {
    site.visitor().post("/acme/receipt", &[("code", code)]).await
}

/// Tells whether organisers can put any story on an agenda: the only way to everybody else.
pub async fn may_be_told(site: &TestSite) -> bool {
    #[derive(QueryableByName)]
    struct Told {
        #[diesel(sql_type = Bool)]
        told: bool,
    }
    let query = sql_query("select exists(select from stories where agreed_version is not null) as told");
    let Told { told } = query.get_result(&mut site.as_owner().await).await.unwrap();
    told
}

/// Tells a story that is accepted and agreed to; returns its receipt code.
pub async fn accepted(site: &TestSite, title: &str) -> String {
    let code = site.visitor().tell(&[("title", title), ("language", "nl")]).await;
    site.mix().await;
    let moderator = site.staff(Role::Moderator).await;
    let id = moderator.first_story().await;
    let path = format!("/desk/acme/stories/{id}");
    moderator.post(&format!("{path}/claim"), &[]).await;
    let page = moderator.get(&path).await;
    let mut fields = page.fields(&format!("form[action='{path}/versions']"));
    fields.remove("csrf");
    let done = moderator.post_map(&format!("{path}/acceptance"), &fields).await;
    assert_eq!(done.status, 303, "{}", done.body);
    site.visitor().consent(&code).await;
    site.mix().await;
    code
}
