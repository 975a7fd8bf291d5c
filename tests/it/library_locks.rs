//! What is done to a story while it is withdrawn, or put into the library: nobody waits for each other.

use crate::support::{
    TestSite,
    days::{add_story, organiser, release},
    library::{Shelved, agreed, pack, shelved},
    locks::while_it_waits,
};
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use pratfall::{accounts::Role, intake::proof};

/// Statement with which an author withdraws a story.
fn withdrawal(story: &Shelved) -> String {
    format!(
        "update stories set status = 'withdrawn', told_version = null, asked_week = null, agreed_version = null \
        where id = '{}'",
        story.id
    )
}

/// Locks a story, as everybody does who changes something about one.
async fn lock(conn: &mut AsyncPgConnection, id: &str) {
    let sql = format!("begin; select from stories where id = '{id}' for update");
    conn.batch_execute(&sql).await.unwrap();
}

#[actix_web::test]
async fn a_release_locks_stories_in_the_order_of_their_ids() {
    let site = TestSite::new().await;
    let mut stories = vec![];
    for title in ["One", "Two"] {
        stories.push(agreed(&site, &[("title", title), ("told_by", "reader")]).await);
    }
    let (desk, event) = organiser(&site).await;
    for _ in &stories {
        add_story(&desk, &event, "10").await;
    }
    // On the agenda, the one with the greater id comes first.
    let order = "with sorted as (select id, row_number() over (order by story_id desc) as place from slots) \
        update slots set position = 100 + place from sorted where sorted.id = slots.id";
    let mut other = site.as_owner().await;
    other.batch_execute(order).await.unwrap();
    stories.sort_by(|a, b| a.id.cmp(&b.id));
    lock(&mut other, &stories[0].id).await;
    let second = format!("select from stories where id = '{}' for update; commit", stories[1].id);
    let note = while_it_waits(&site, release(&desk, &event), async {
        other.batch_execute(&second).await.unwrap();
    })
    .await;
    assert_eq!(note, "released");
}

#[actix_web::test]
async fn a_withdrawal_during_the_count_of_presses_ends_it_and_them() {
    let site = TestSite::new().await;
    let story = shelved(&site, "Pressed").await;
    let stamp = format!("me-too.{}.{}.abcdefghijklmnop", story.id, site.app.clock.today());
    let form = [("stamp", stamp.as_str()), ("proof", &proof::solve(&stamp))];
    assert_eq!(site.visitor().post(&format!("{}/me-too", story.page()), &form).await.status, 303);
    site.mix().await;
    let mut author = site.as_owner().await;
    lock(&mut author, &story.id).await;
    // Its text is what goes next.
    author.batch_execute("select from library_texts for update").await.unwrap();
    let withdrawn = format!("{}; commit", withdrawal(&story));
    while_it_waits(&site, site.work(), async { author.batch_execute(&withdrawn).await.unwrap() }).await;
    assert_eq!(site.count("me_toos").await + site.count("me_too_levels").await, 0);
}

#[actix_web::test]
async fn what_is_withdrawn_meanwhile_comes_into_no_pack() {
    let site = TestSite::new().await;
    let story = shelved(&site, "Packed").await;
    let desk = site.staff(Role::Organiser).await;
    let mut form = desk.get("/desk/acme/packs").await.fields("#pack");
    form.insert("title_nl".to_owned(), "First weeks".to_owned());
    let address = desk.post_map("/desk/acme/packs", &form).await.leads_to().to_owned();
    let mut form = desk.get(&address).await.fields("#pack");
    form.insert("title_nl".to_owned(), "Typed".to_owned());
    let mut author = site.as_owner().await;
    lock(&mut author, &story.id).await;
    let withdrawn = format!("{}; commit", withdrawal(&story));
    let add = format!("{address}/stories");
    let page = while_it_waits(&site, desk.post_map(&add, &form), async {
        author.batch_execute(&withdrawn).await.unwrap();
    })
    .await;
    assert_eq!(page.status, 422, "{}", page.body);
    assert_eq!(page.fields("#pack")["title_nl"], "Typed", "what was typed is kept");
    assert_eq!(site.count("pack_stories").await, 0);
}

#[actix_web::test]
async fn a_withdrawn_story_is_taken_out_of_a_pack_once_nobody_changes_that() {
    let site = TestSite::new().await;
    let story = shelved(&site, "Packed").await;
    let desk = site.staff(Role::Organiser).await;
    let mut form = desk.get("/desk/acme/packs").await.fields("#pack");
    form.insert("title_nl".to_owned(), "First weeks".to_owned());
    let made = desk.post_map("/desk/acme/packs", &form).await;
    pack(&desk, made.leads_to(), &story.id).await;
    site.visitor().withdraw(&story.code).await;
    let mut other = site.as_owner().await;
    other.batch_execute("begin; select from packs for update").await.unwrap();
    while_it_waits(&site, site.work_on(), async { other.batch_execute("commit").await.unwrap() }).await;
    assert_eq!(site.count("pack_stories").await, 0);
}
