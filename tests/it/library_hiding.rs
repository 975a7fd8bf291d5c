//! Hiding a story in which somebody can be recognised, by readers and by its author, and what two moderators decide.

use crate::support::{
    Page, TestSite,
    days::public,
    library::{
        Shelved, agreed, colleague, hide, put_on_a_day, shelved, titles, titles_after_mix, told_on_a_day,
    },
    stories::{accept, mailbox},
};
use chrono::Duration;
use pratfall::{accounts::Role, intake::proof};
use std::collections::BTreeMap;

/// Every page on which a story may stand.
async fn shown_on(site: &TestSite, story: &Shelved, event: &str) -> Vec<String> {
    let mut all = vec![];
    for path in ["/acme/library", "/acme/library.atom", &story.page(), &public(event)] {
        if site.visitor().get(path).await.body.contains("Kwaremont") {
            all.push(path.to_owned());
        }
    }
    all
}

#[actix_web::test]
async fn a_story_is_hidden_first_and_looked_at_by_two_people_afterwards() {
    let site = TestSite::new().await;
    let (story, event) = told_on_a_day(&site, &[("title", "Kwaremont")]).await;
    assert_eq!(shown_on(&site, &story, &event).await.len(), 4);
    let path = format!("{}/hiding", story.page());
    let form = site.visitor().get(&path).await.fields("#hide");
    let page = hide(&site, &story, "").await;
    assert_eq!(page.status, 422, "who?");
    let page = hide(&site, &story, "me").await;
    assert_eq!((page.status.as_u16(), page.leads_to()), (303, "/acme/library/done/hidden"), "{}", page.body);
    assert_eq!(shown_on(&site, &story, &event).await, [""; 0]);
    site.mix().await;
    site.work().await;
    assert_eq!(titles(&site).await, [""; 0], "the mix does not bring it back");
    assert_eq!(site.visitor().get(&path).await.status, 404);
    // Who had the form open already.
    for _ in 0..100 {
        let mut form = form.clone();
        form.insert("who".to_owned(), "somebody".to_owned());
        assert_eq!(site.visitor().post_map(&path, &form).await.status, 303);
    }
    assert_eq!(site.count("hidings where who = 'me' and state = 'open'").await, 1, "a hundred times is once");

    let first = site.staff(Role::Moderator).await;
    let alone = async || first.get("/desk/acme/hidings").await.texts("[data-test=alone]").len();
    assert_eq!(alone().await, 1, "nobody to decide with");
    let desk = format!("/desk/acme/hidings/{}/verdict", story.id);
    assert_eq!(
        first.get("/desk/acme/hidings").await.attributes("[data-test=hiding]", "data-id"),
        std::slice::from_ref(&story.id)
    );
    for _ in 0..2 {
        assert_eq!(first.post(&desk, &[("verdict", "show")]).await.status, 303);
    }
    assert_eq!(shown_on(&site, &story, &event).await, [""; 0], "one person twice is one");
    let second = colleague(&site, "second").await;
    assert_eq!(alone().await, 0);
    assert_eq!(second.post(&desk, &[("verdict", "show")]).await.status, 303);
    assert_eq!(shown_on(&site, &story, &event).await, [public(&event)], "in the library at the mix");
    let again = second.post(&desk, &[("verdict", "show")]).await;
    assert!(again.header("location").ends_with("=shown"), "a double click: {}", again.status);
    assert_eq!(site.count("audit_entries where verb = 'hiding_show'").await, 3, "once more is no more");
    site.mix().await;
    site.work().await;
    assert_eq!(shown_on(&site, &story, &event).await.len(), 4);
    assert_eq!(second.post(&desk, &[("verdict", "keep")]).await.status, 409, "there is nothing to decide");

    // Asking once more does not hide: otherwise nobody could ever show a story against one stubborn reader.
    assert_eq!(hide(&site, &story, "somebody").await.leads_to(), "/acme/library/done/asked-again");
    assert_eq!(shown_on(&site, &story, &event).await.len(), 4);
    assert_eq!(first.post(&desk, &[("verdict", "keep")]).await.status, 303);
    assert_eq!(shown_on(&site, &story, &event).await, [""; 0], "one person is enough then");
    assert_eq!(first.post(&desk, &[("verdict", "perhaps")]).await.status, 400);
}

#[actix_web::test]
async fn hiding_takes_a_form_of_ours_and_a_story_that_can_be_read() {
    let site = TestSite::with(&[("PRATFALL_FORM_AGE", "20")]).await;
    let form = site.visitor().filled(&[("title", "Hidden"), ("told_by", "library")]).await;
    site.app.clock.advance(Duration::seconds(30));
    let code = site.visitor().post_map("/acme/stories/new", &form).await.text("[data-test=receipt-code]");
    site.mix().await;
    let moderator = site.staff(Role::Moderator).await;
    let id = moderator.first_story().await;
    let story = Shelved { code, id, moderator };
    story.moderator.post(&format!("{}/claim", story.desk()), &[]).await;
    accept(&story.moderator, &story.desk()).await;
    site.visitor().consent(&story.code).await;
    site.mix().await;
    site.work().await;
    let path = format!("{}/hiding", story.page());
    let mut form = site.visitor().get(&path).await.fields("#hide");
    form.insert("who".to_owned(), "somebody".to_owned());
    let fast = site.visitor().post_map(&path, &form).await;
    assert_eq!(fast.status, 422, "at once, and without a proof");
    assert_eq!(fast.fields("#hide")["who"], "somebody", "what was chosen is kept");
    let mut forged = form.clone();
    forged.insert("stamp".to_owned(), "x".to_owned());
    let again = site.visitor().post_map(&path, &forged).await;
    assert_eq!((again.status.as_u16(), again.fields("#hide")["who"].as_str()), (422, "somebody"));
    assert_eq!(titles(&site).await, ["Hidden"]);
    let nowhere = "/acme/library/018f0000-0000-4000-8000-000000000000/hiding";
    form.insert("proof".to_owned(), proof::solve(&form["stamp"]));
    assert_eq!(site.visitor().post_map(nowhere, &form).await.status, 404);
    assert_eq!(site.visitor().post_map(&path, &form).await.status, 303, "with a proof");
    assert_eq!(titles(&site).await, [""; 0]);
    site.visitor().post("/acme/receipt/withdrawal", &[("code", &story.code)]).await;
    assert_eq!(site.visitor().post_map(&path, &form).await.status, 404, "withdrawn meanwhile");
    site.work_on().await;
    assert_eq!(site.count("hidings").await, 0);
}

/// Opens the form that hides a story, and fills it in.
async fn opened(site: &TestSite, story: &Shelved) -> BTreeMap<String, String> {
    let mut form = site.visitor().get(&format!("{}/hiding", story.page())).await.fields("#hide");
    form.insert("who".to_owned(), "somebody".to_owned());
    form
}

#[actix_web::test]
async fn what_was_worked_for_one_story_hides_no_other() {
    let site = TestSite::with(&[("PRATFALL_FORM_AGE", "0")]).await;
    let (one, other) = (shelved(&site, "One").await, shelved(&site, "Other").await);
    let mut form = opened(&site, &one).await;
    form.insert("proof".to_owned(), proof::solve(&form["stamp"]));
    let page = site.visitor().post_map(&format!("{}/hiding", other.page()), &form).await;
    assert_eq!(page.status, 422, "a form for another story");
    assert_ne!(page.fields("#hide")["stamp"], form["stamp"], "a fresh one comes with the answer");
    assert_eq!(titles(&site).await, ["One", "Other"]);
    for _ in 0..2 {
        assert_eq!(site.visitor().post_map(&format!("{}/hiding", one.page()), &form).await.status, 303);
    }
    assert_eq!(titles(&site).await, ["Other"]);
}

/// Presses the author's button that hides a story, or the one that shows it again; gives the receipt page.
async fn press(site: &TestSite, story: &Shelved, hidden: &str) -> Page {
    let form = [("code", story.code.as_str()), ("hidden", hidden)];
    let page = site.visitor().post("/acme/receipt/hiding", &form).await;
    assert_eq!(page.status, 200, "{}", page.body);
    page
}

#[actix_web::test]
async fn an_author_hides_a_story_with_the_code_and_shows_it_again() {
    let site = TestSite::new().await;
    let story = shelved(&site, "Kwaremont").await;
    assert_eq!(press(&site, &story, "yes").await.texts("[data-test=hidden]").len(), 1);
    assert_eq!(titles(&site).await, [""; 0]);
    assert_eq!(titles_after_mix(&site).await, [""; 0], "for as long as they like");
    let moderator = site.staff(Role::Moderator).await;
    let desk = moderator.get("/desk/acme/hidings").await;
    assert!(desk.texts("[data-test=hiding]").is_empty(), "no affair of others");
    assert!(press(&site, &story, "no").await.texts("[data-test=hidden]").is_empty());
    assert_eq!(titles_after_mix(&site).await, ["Kwaremont"]);
    let unknown = [("code", "23456-789AB-CDEFG-HJKMN"), ("hidden", "yes")];
    let answer = site.visitor().post("/acme/receipt/hiding", &unknown).await;
    let plain = site.visitor().post("/acme/receipt", &unknown[..1]).await;
    assert_eq!(answer.status, plain.status, "a code that leads nowhere learns nothing");
}

#[actix_web::test]
async fn a_story_is_shown_again_once_neither_its_author_nor_a_reader_hides_it() {
    let site = TestSite::new().await;
    let first = site.staff(Role::Moderator).await;
    let second = colleague(&site, "second").await;
    let both_show = async |story: &Shelved| {
        let desk = format!("/desk/acme/hidings/{}/verdict", story.id);
        first.post(&desk, &[("verdict", "show")]).await;
        let done = second.post(&desk, &[("verdict", "show")]).await;
        done.header("location").rsplit('=').next().unwrap().to_owned()
    };
    // The author shows it: a reader still hides it.
    let story = shelved(&site, "Reader last").await;
    hide(&site, &story, "somebody").await;
    press(&site, &story, "yes").await;
    press(&site, &story, "no").await;
    assert_eq!(titles_after_mix(&site).await, [""; 0], "what a reader hides is not its author's to show");
    assert_eq!(both_show(&story).await, "shown");
    assert_eq!(titles_after_mix(&site).await, ["Reader last"]);
    // The moderators show it: its author still hides it.
    let story = shelved(&site, "Author last").await;
    hide(&site, &story, "somebody").await;
    press(&site, &story, "yes").await;
    assert_eq!(both_show(&story).await, "shown-author");
    assert_eq!(
        titles_after_mix(&site).await,
        ["Reader last"],
        "what its author hides is not for others to show"
    );
    press(&site, &story, "no").await;
    assert_eq!(titles_after_mix(&site).await, ["Author last", "Reader last"]);
    // A reader had the form open when its author hid it: what they say is heard all the same.
    let story = shelved(&site, "At once").await;
    let form = opened(&site, &story).await;
    press(&site, &story, "yes").await;
    assert_eq!(site.visitor().post_map(&format!("{}/hiding", story.page()), &form).await.status, 303);
    press(&site, &story, "no").await;
    assert_eq!(titles_after_mix(&site).await, ["Author last", "Reader last"]);
}

#[actix_web::test]
async fn the_receipt_page_of_a_hidden_story_says_who_hides_it_and_leads_nowhere() {
    let site = TestSite::new().await;
    let story = agreed(&site, &[("title", "Kwaremont"), ("told_by", "reader")]).await;
    put_on_a_day(&site).await;
    site.move_to("2027-06-05".parse().unwrap());
    site.mix().await;
    site.work().await;
    let page = mailbox(&site, &story.code).await;
    let before = page.text("[data-test=next]");
    assert_eq!((page.texts("[data-test=place]").len(), page.texts("[data-test=readable]").len()), (1, 1));
    let (mut said, form) = (vec![before], opened(&site, &story).await);
    for (who, offered) in [("author", "no"), ("both", "no"), ("reader", "yes")] {
        match who {
            "author" => press(&site, &story, "yes").await,
            "both" => site.visitor().post_map(&format!("{}/hiding", story.page()), &form).await,
            _ => press(&site, &story, "no").await,
        };
        let page = mailbox(&site, &story.code).await;
        let links = page.attributes("main a", "href");
        assert!(
            links.iter().all(|link| !link.contains("/events/") && !link.contains("/library/")),
            "{links:?}"
        );
        assert!(page.texts("[data-test=reach]").is_empty(), "nobody reads it");
        assert_eq!(page.fields("form#hide")["hidden"], offered, "{who}");
        said.extend([page.text("[data-test=next]"), page.text("[data-test=hidden]")]);
    }
    let told = said.len();
    said.sort();
    said.dedup();
    assert_eq!(said.len(), told, "each is another case: {said:?}");
}
