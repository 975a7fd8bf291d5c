//! The last letter of an author counts, with any words in it and received by any process.

use crate::support::{
    Page, TestSite, Visitor,
    stories::{claimed, mailbox},
};
use diesel_async::SimpleAsyncConnection;
use pratfall::{
    accounts::Role,
    ids::MessageId,
    intake::{
        actions::{Found, find, post},
        letter::{Answer, Content},
    },
    organisations::Lanes,
    platform::{clock::Clock, config::Settings, state::App},
    stories::{self, StoryText, text::NameTag},
};
use std::collections::BTreeMap;

/// Words that sort one way and the other: no order of theirs may decide.
const PAIRS: [[&str; 2]; 2] = [["Aardvark", "Zebra"], ["Zebra", "Aardvark"]];

/// The same program, started anew.
fn restarted(site: &TestSite) -> App {
    App::new(site.app.settings.clone(), &site.url, Clock::default(), false).unwrap()
}

/// Another process beside the first.
async fn beside(site: &TestSite) -> TestSite {
    TestSite::found(Settings { database_url: Some(site.url.clone()), ..site.app.settings.clone() }).await
}

async fn newest(site: &TestSite, code: &str) -> (stories::Story, stories::store::versions::Version) {
    let organisation = site.organisation.id;
    let found = find(&site.app, organisation, &code.parse().unwrap()).await;
    let Ok(Found::Story(story)) = found else { panic!("it is out: {found:?}") };
    let conn = site.app.db.tenant(organisation).await.unwrap();
    let versions = stories::store::versions::of_story(&conn, &site.app.keys, organisation, story.id).await;
    (*story, versions.unwrap().pop().unwrap())
}

#[actix_web::test]
async fn of_two_edits_names_and_answers_the_later_counts_after_a_restart_too() {
    let words =
        |word: &str| Content::Edit(Box::new(StoryText { title: word.to_owned(), ..StoryText::default() }));
    let name = |word: &str| Content::Name(Some(NameTag { name: word.to_owned(), email: None }));
    let answer =
        |word: &str| Content::Answer(Answer { id: MessageId::new(), round: 1, text: word.to_owned() });
    for pair in PAIRS {
        let site = TestSite::new().await;
        let (code, desk, path) = claimed(&site, &[("title", pair[0])]).await;
        let asked = desk.post(&format!("{path}/questions"), &[("question", "Which one?")]).await;
        assert_eq!(asked.status, 303);
        let receipt = code.parse().unwrap();
        for (word, app) in [(pair[0], site.app.clone()), (pair[1], restarted(&site))] {
            for letter in [words(word), name(word), answer(word)] {
                post(&app, site.organisation.id, &receipt, letter).await.unwrap();
            }
        }
        site.mix().await;
        let (story, version) = newest(&site, &code).await;
        assert_eq!(version.number, 2, "one wording");
        assert_eq!(version.text.title, pair[1]);
        assert_eq!(version.text.name.as_deref(), Some(pair[1]));
        let conn = site.app.db.tenant(site.organisation.id).await.unwrap();
        let said = stories::store::messages::of_story(&conn, &site.app.keys, site.organisation.id, story.id);
        let said: Vec<String> = said.await.unwrap().into_iter().map(|message| message.text).collect();
        assert_eq!(said, ["Which one?", pair[1]]);

        for known in [Content::Name(None), name(pair[0])] {
            post(&site.app, site.organisation.id, &receipt, known).await.unwrap();
        }
        site.mix().await;
        assert_eq!(
            newest(&site, &code).await.1.text.name.as_deref(),
            Some(pair[0]),
            "the last word, not the more careful one"
        );
    }
}

#[actix_web::test]
async fn of_two_texts_by_one_form_the_later_counts_whichever_process_took_it_in() {
    let site = TestSite::new().await;
    let other = beside(&site).await;
    for pair in PAIRS {
        let mut form = site.visitor().filled(&[("title", pair[0])]).await;
        let code = site.visitor().post_map("/acme/stories/new", &form).await;
        let code = code.text("[data-test=receipt-code]");
        form.insert("title".to_owned(), pair[1].to_owned());
        assert_eq!(other.visitor().post_map("/acme/stories/new", &form).await.status, 200);
        other.mix().await;
        assert_eq!(newest(&site, &code).await.1.text.title, pair[1]);
    }
    // First this, then that, then this after all.
    let mut form = site.visitor().filled(&[]).await;
    let mut code = String::new();
    for title in ["This", "That", "This"] {
        form.insert("title".to_owned(), title.to_owned());
        let page = site.visitor().post_map("/acme/stories/new", &form).await;
        code = page.text("[data-test=receipt-code]");
    }
    site.mix().await;
    assert_eq!(newest(&site, &code).await.1.text.title, "This");
}

#[actix_web::test]
async fn a_story_that_a_mix_put_back_is_corrected_by_what_comes_later() {
    let site = TestSite::new().await;
    let more = "update organisations set threshold = 2";
    for pair in PAIRS {
        site.as_owner().await.batch_execute(more).await.unwrap();
        let mut form = site.visitor().filled(&[("title", pair[0])]).await;
        let code = site.visitor().post_map("/acme/stories/new", &form).await;
        let code = code.text("[data-test=receipt-code]");
        for _ in 0..2 {
            site.mix().await;
            assert_eq!(mailbox(&site, &code).await.status, 404, "it waits");
        }
        form.insert("title".to_owned(), pair[1].to_owned());
        let sent = site.visitor().post_map("/acme/stories/new", &form).await;
        assert_eq!(sent.text("[data-test=receipt-code]"), code);
        site.visitor().tell(&[]).await;
        site.mix().await;
        assert_eq!(newest(&site, &code).await.1.text.title, pair[1]);
    }
}

#[actix_web::test]
async fn a_disabled_code_stays_disabled_when_its_form_comes_again_while_its_story_waits() {
    let site = TestSite::new().await;
    let more = "update organisations set threshold = 2";
    site.as_owner().await.batch_execute(more).await.unwrap();
    let mut form = site.visitor().filled(&[]).await;
    let code = site.visitor().post_map("/acme/stories/new", &form).await;
    let code = code.text("[data-test=receipt-code]");
    site.mix().await;
    let burnt = site.visitor().post("/acme/receipt/burning", &[("code", &code)]).await;
    assert_eq!(burnt.status, 200);
    for _ in 0..2 {
        site.mix().await;
    }
    form.insert("title".to_owned(), "In other words".to_owned());
    assert_eq!(site.visitor().post_map("/acme/stories/new", &form).await.status, 200);
    site.visitor().tell(&[]).await;
    site.mix().await;
    assert_eq!(site.count("stories").await, 2, "it is out");
    assert_eq!(mailbox(&site, &code).await.status, 404, "and the code leads nowhere");
}

#[actix_web::test]
async fn a_story_corrected_after_its_mix_gets_a_newer_version_and_the_page_says_so() {
    let site = TestSite::new().await;
    for pair in PAIRS {
        let mut form = site.visitor().filled(&[("title", pair[0]), ("silence", "never")]).await;
        let code = site.visitor().post_map("/acme/stories/new", &form).await;
        let code = code.text("[data-test=receipt-code]");
        site.mix().await;
        let send = async |form: &BTreeMap<String, String>| {
            // Another process, which remembers nothing of the form.
            let other = restarted_site(&site).await;
            let page = other.post_map("/acme/stories/new", form).await;
            assert_eq!(page.status, 200, "{}", page.body);
            page
        };
        let same = send(&form).await;
        assert_eq!(same.text("[data-test=receipt-code]"), code, "the same form again");

        form.insert("title".to_owned(), pair[1].to_owned());
        let corrected = send(&form).await;
        assert!(is_corrected(&corrected), "{}", corrected.body);
        assert!(!is_received(&corrected));
        site.mix().await;
        let (story, version) = newest(&site, &code).await;
        assert_eq!((version.number, version.text.title.as_str()), (2, pair[1]));
        assert_eq!(story.status.as_str(), "submitted");

        // The first form again, and the second, before one mix: the second is the last word still.
        form.insert("title".to_owned(), pair[0].to_owned());
        assert!(is_corrected(&send(&form).await));
        form.insert("title".to_owned(), pair[1].to_owned());
        send(&form).await;
        site.mix().await;
        assert_eq!(newest(&site, &code).await.1.number, 2);

        // What else was chosen is not changed by sending it again, and the page does not say it was.
        form.insert("silence".to_owned(), "publish".to_owned());
        let chosen = send(&form).await;
        assert!(!is_received(&chosen) && !is_corrected(&chosen));
        site.mix().await;
        let (story, version) = newest(&site, &code).await;
        assert_eq!((story.silence.as_str(), version.number), ("never", 2));
    }
}

fn is_corrected(page: &Page) -> bool {
    !page.attributes("[data-test=corrected]", "data-test").is_empty()
}

fn is_received(page: &Page) -> bool {
    !page.attributes("[data-test=receipt-code]", "data-test").is_empty()
}

/// A visitor of another process.
async fn restarted_site(site: &TestSite) -> Visitor {
    let other = beside(site).await;
    let visitor = other.visitor();
    // Its folder is that of the first, which tidies up.
    std::mem::forget(other);
    visitor
}

#[actix_web::test]
async fn a_form_whose_story_is_over_loses_nothing_and_makes_a_new_one() {
    let site = TestSite::new().await;
    let open = Lanes { house: false, open: Some(10_000) };
    assert_eq!(site.organisation.lanes, open);
    let withdrawn = site.visitor().filled(&[]).await;
    let page = site.visitor().post_map("/acme/stories/new", &withdrawn).await;
    let code = page.text("[data-test=receipt-code]");
    let given_up = site.visitor().filled(&[("keep_code", "no"), ("silence", "publish")]).await;
    assert_eq!(site.visitor().post_map("/acme/stories/new", &given_up).await.status, 200);
    site.mix().await;
    site.visitor().post("/acme/receipt/withdrawal", &[("code", &code)]).await;
    let told = site.count("stories").await;
    for (mut form, before) in [(withdrawn, 0), (given_up, 1)] {
        form.insert("title".to_owned(), "Something else".to_owned());
        let page = site.visitor().post_map("/acme/stories/new", &form).await;
        assert_eq!(page.status, 422);
        let kept = page.fields("#tell");
        assert_eq!(kept["title"], "Something else");
        assert_eq!(kept["what_happened"], form["what_happened"]);
        assert_ne!(kept["receipt"], form["receipt"], "a form of its own");
        assert_eq!(site.count("letters").await, 0, "nothing was taken in");
        let again = site.visitor().post_map("/acme/stories/new", &kept).await;
        assert_eq!(again.status, 200, "{}", again.body);
        site.mix().await;
        assert_eq!(site.count("stories").await, told + before + 1);
    }
    let desk = site.staff(Role::Moderator).await;
    let queue = desk.get("/desk/acme/stories").await;
    let titles = queue.texts("[data-test=story] .row-title");
    assert_eq!(titles.iter().filter(|title| *title == "Something else").count(), 2);
}
