//! What moderators find about hidden stories, and for how long it holds.

use crate::support::{
    TestSite, Visitor,
    database::lines,
    library::{Shelved, colleague, hide, shelved, titles, titles_after_mix},
    stories::{accept, edit},
};
use chrono::Days;
use diesel_async::SimpleAsyncConnection;
use pratfall::{accounts::Role, platform::time::iso_week};

/// A story that a reader hid, three moderators, and where they decide about it.
async fn hidden(site: &TestSite) -> (Shelved, [Visitor; 3], String) {
    let story = shelved(site, "Kwaremont").await;
    hide(site, &story, "me").await;
    let first = site.staff(Role::Moderator).await;
    let moderators = [first, colleague(site, "second").await, colleague(site, "third").await];
    let desk = format!("/desk/acme/hidings/{}/verdict", story.id);
    (story, moderators, desk)
}

/// A moderator gives a story another title and its author agrees; returns the titles of the library then.
async fn reword(site: &TestSite, moderator: &Visitor, story: &Shelved, title: &str) -> Vec<String> {
    moderator.post(&format!("{}/reopening", story.desk()), &[]).await;
    moderator.post(&format!("{}/claim", story.desk()), &[]).await;
    edit(moderator, &story.desk(), &[("title", title)]).await;
    accept(moderator, &story.desk()).await;
    site.visitor().consent(&story.code).await;
    titles_after_mix(site).await
}

#[actix_web::test]
async fn who_recognises_somebody_is_not_outvoted() {
    let site = TestSite::new().await;
    let (_, [first, second, third], desk) = hidden(&site).await;
    for (who, verdict, state) in [
        (&first, "keep", "open"),
        (&second, "show", "kept"),
        (&third, "show", "kept"),
        (&first, "show", "shown"),
    ] {
        assert_eq!(who.post(&desk, &[("verdict", verdict)]).await.status, 303);
        assert_eq!(site.count(&format!("hidings where state = '{state}'")).await, 1, "{verdict}: {state}");
    }
    assert_eq!(titles_after_mix(&site).await, ["Kwaremont"]);
}

#[actix_web::test]
async fn who_is_no_moderator_any_more_has_no_say() {
    let site = TestSite::new().await;
    let (_, [first, second, third], desk) = hidden(&site).await;
    let leaves = async |name: &str| {
        let sql = format!(
            "delete from staff_roles r using staff s where s.id = r.staff_id and s.email like '{name}@%'"
        );
        site.as_owner().await.batch_execute(&sql).await.unwrap();
    };
    let listed = async || first.get("/desk/acme/hidings?lang=en").await.text("[data-test=hiding] p.soft");
    assert_eq!(second.post(&desk, &[("verdict", "show")]).await.status, 303);
    assert!(listed().await.contains("One person says that it can be shown."), "{}", listed().await);
    leaves("second").await;
    assert!(listed().await.contains("Nobody says yet that it can be shown."), "{}", listed().await);
    first.post(&desk, &[("verdict", "show")]).await;
    assert_eq!(titles_after_mix(&site).await, [""; 0], "one of two who may");
    third.post(&desk, &[("verdict", "keep")]).await;
    leaves("third").await;
    let fourth = colleague(&site, "fourth").await;
    fourth.post(&desk, &[("verdict", "show")]).await;
    assert_eq!(titles_after_mix(&site).await, ["Kwaremont"], "nobody who may says no");
}

#[actix_web::test]
async fn a_story_that_comes_back_keeps_its_week() {
    let site = TestSite::new().await;
    let story = shelved(&site, "Kwaremont").await;
    let weeks = async || lines(&site, "select week as line from library_texts").await;
    let (before, week) = (weeks().await, iso_week(site.app.clock.today()));
    assert_eq!(before, std::slice::from_ref(&week));
    site.move_to(site.app.clock.today() + Days::new(14));
    hide(&site, &story, "me").await;
    let desk = format!("/desk/acme/hidings/{}/verdict", story.id);
    for moderator in [site.staff(Role::Moderator).await, colleague(&site, "second").await] {
        moderator.post(&desk, &[("verdict", "show")]).await;
    }
    assert_eq!(titles_after_mix(&site).await, ["Kwaremont"]);
    assert_eq!(weeks().await, [week]);
}

#[actix_web::test]
async fn what_was_found_about_other_words_is_forgotten() {
    let site = TestSite::new().await;
    let (story, [first, second, _], desk) = hidden(&site).await;
    first.post(&desk, &[("verdict", "show")]).await;
    assert_eq!(
        reword(&site, &first, &story, "Muur").await,
        [""; 0],
        "other words are hidden like those before"
    );
    second.post(&desk, &[("verdict", "show")]).await;
    assert_eq!(titles_after_mix(&site).await, [""; 0], "two look at the same words");
    first.post(&desk, &[("verdict", "show")]).await;
    assert_eq!(titles_after_mix(&site).await, ["Muur"]);
    assert_eq!(
        hide(&site, &story, "me").await.leads_to(),
        "/acme/library/done/asked-again",
        "the same words"
    );
    assert_eq!(reword(&site, &first, &story, "Bosberg").await, ["Bosberg"]);
    assert_eq!(hide(&site, &story, "me").await.leads_to(), "/acme/library/done/hidden", "other words");
    assert_eq!(titles(&site).await, [""; 0]);
}

#[actix_web::test]
async fn what_stayed_hidden_waits_for_two_again_once_it_has_other_words() {
    let site = TestSite::new().await;
    let (story, [first, second, third], desk) = hidden(&site).await;
    for moderator in [&first, &second] {
        moderator.post(&desk, &[("verdict", "keep")]).await;
    }
    let list = async || third.get("/desk/acme/hidings").await;
    let seen = list().await.fields(&format!("form[action='{desk}']"))["version"].clone();
    assert_eq!(site.count("hidings where state = 'kept'").await, 1);
    assert_eq!(reword(&site, &first, &story, "Muur").await, [""; 0]);
    assert_eq!(site.count("hidings where state = 'open'").await, 1);
    let stale = third.post(&desk, &[("verdict", "show"), ("version", &seen)]).await;
    assert_eq!(stale.status, 409, "nobody saw these words");
    let now = list().await.fields(&format!("form[action='{desk}']"))["version"].clone();
    assert_ne!(now, seen);
    third.post(&desk, &[("verdict", "show"), ("version", &now)]).await;
    assert_eq!(titles_after_mix(&site).await, [""; 0], "two look");
    second.post(&desk, &[("verdict", "show")]).await;
    assert_eq!(titles_after_mix(&site).await, ["Muur"]);
}

#[actix_web::test]
async fn one_person_does_not_take_away_the_right_to_hide_other_words() {
    let site = TestSite::new().await;
    let (story, [first, second, third], desk) = hidden(&site).await;
    for moderator in [&first, &second] {
        moderator.post(&desk, &[("verdict", "show")]).await;
    }
    assert_eq!(titles_after_mix(&site).await, ["Kwaremont"]);
    assert_eq!(hide(&site, &story, "me").await.leads_to(), "/acme/library/done/asked-again");
    assert_eq!(reword(&site, &first, &story, "Muur").await, ["Muur"]);
    third.post(&desk, &[("verdict", "show")]).await;
    assert_eq!(
        hide(&site, &story, "me").await.leads_to(),
        "/acme/library/done/hidden",
        "two never saw these"
    );
}
