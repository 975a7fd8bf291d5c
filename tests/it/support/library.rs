//! Stories on their way into the library.

use super::{
    TestSite, Visitor,
    database::lines,
    days::{add_story, organiser, release},
    stories::{accept, claimed},
};

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

/// Puts the first story that can be told on a day's agenda; returns the day's address at the desk.
pub async fn put_on_a_day(site: &TestSite) -> String {
    let (desk, event) = organiser(site).await;
    add_story(&desk, &event, "10").await;
    release(&desk, &event).await;
    event
}

/// Tells a story with these choices on a day that is over, so that it is in the library too; returns the day's address
/// at the desk as well.
pub async fn told_on_a_day(site: &TestSite, changes: &[(&str, &str)]) -> (Shelved, String) {
    let story = agreed(site, &[&[("told_by", "reader")], changes].concat()).await;
    let event = put_on_a_day(site).await;
    site.move_to("2027-06-05".parse().unwrap());
    site.mix().await;
    site.work().await;
    (story, event)
}

/// Returns the titles of the stories in the library.
pub async fn titles(site: &TestSite) -> Vec<String> {
    lines(site, "select title as line from library_texts order by 1").await
}

/// Puts a story into a pack, which is shown from then on.
pub async fn pack(desk: &Visitor, pack: &str, story: &str) {
    let mut form = desk.get(pack).await.fields("#pack");
    form.extend([("shown", "on"), ("story", story)].map(|(k, v)| (k.to_owned(), v.to_owned())));
    let done = desk.post_map(&format!("{pack}/stories"), &form).await;
    assert_eq!(done.status, 303, "{}", done.body);
}
