//! The next story to read.

use crate::support::{
    TestSite, Visitor,
    stories::{claimed, mailbox},
};
use diesel_async::SimpleAsyncConnection;
use pratfall::{accounts::Role, ids::StoryId};

const QUEUE: &str = "/desk/acme/stories";

/// Follows the link to the story after one; returns where it leads.
async fn next(desk: &Visitor, id: &str) -> String {
    let page = desk.get(&format!("{QUEUE}/{id}")).await;
    let link = page.attributes(".head a[href*='/next']", "href").concat();
    let answer = desk.get(&link).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.header("location").replace(&format!("{QUEUE}/"), "")
}

/// Tells new stories; returns their ids in their order.
async fn new(site: &TestSite, many: usize) -> Vec<String> {
    for _ in 0..many {
        site.visitor().tell(&[("title", "new")]).await;
    }
    site.mix().await;
    let page = site.staff(Role::Moderator).await.get(QUEUE).await;
    let mut ids = page.attributes("[data-test=story]", "data-id");
    ids.sort();
    ids
}

#[actix_web::test]
async fn the_queue_is_read_from_any_story_to_its_end_and_from_its_beginning() {
    let site = TestSite::new().await;
    let ids = new(&site, 3).await;
    let desk = site.staff(Role::Moderator).await;
    let [first, second, third] = [&ids[0], &ids[1], &ids[2]];
    assert_eq!([next(&desk, first).await, next(&desk, second).await], [second.clone(), third.clone()]);
    assert_eq!(next(&desk, third).await, *first);
    // Those from anybody come last, whatever their week and id.
    let house = format!("update stories set lane = 'house', week = '2030-W01' where id = '{third}'");
    site.as_owner().await.batch_execute(&house).await.unwrap();
    assert_eq!([next(&desk, third).await, next(&desk, second).await], [first.clone(), third.clone()]);
    assert_eq!(desk.get(&format!("{QUEUE}/{}/next", StoryId::new())).await.status, 404);
}

#[actix_web::test]
async fn what_waits_for_nobody_here_is_passed_over() {
    let site = TestSite::new().await;
    let (code, asker, path) = claimed(&site, &[("title", "asked")]).await;
    let asked = path.replace(&format!("{QUEUE}/"), "");
    assert_eq!(next(&asker, &asked).await, format!("{QUEUE}?done=none-left"), "it is the only one");
    let ids: Vec<String> = new(&site, 2).await;
    let colleague = site.staff_named(&site.organisation, "colleague", Role::Moderator).await;
    for (one, other) in [(&ids[0], &ids[1]), (&ids[1], &ids[0])] {
        assert_eq!(next(&colleague, one).await, *other, "somebody else has the third");
    }
    assert_eq!(asker.post(&format!("{path}/questions"), &[("question", "What then?")]).await.status, 303);
    for id in &ids {
        assert_ne!(next(&asker, id).await, asked, "it waits for its author");
    }
    site.mix().await;
    let mut answer = mailbox(&site, &code).await.fields("#answer");
    answer.insert("text".to_owned(), "Then it rained.".to_owned());
    assert_eq!(site.visitor().post_map("/acme/receipt/messages", &answer).await.status, 200);
    site.mix().await;
    let mut reached = vec![next(&asker, &ids[0]).await, next(&asker, &ids[1]).await];
    assert!(reached.contains(&asked), "answered: {reached:?}");
    // Two are left to her, once a colleague has taken one.
    assert_eq!(colleague.post(&format!("{QUEUE}/{}/claim", ids[1]), &[]).await.status, 303);
    reached = vec![next(&asker, &ids[0]).await, next(&asker, &asked).await];
    assert_eq!(reached, [asked, ids[0].clone()]);
}
