//! Redaction sweep: what a moderator took out stands on no page, in no feed, calendar, data, mail or log, and in no
//! readable table.

use crate::support::{
    House, Log, TestSite, Visitor,
    database::dump,
    every_page, questions,
    stories::{accept, claimed, edit},
};
use diesel_async::SimpleAsyncConnection;

/// Part of every word that was taken out.
const MARKER: &str = "Vlinderslag";
/// Part of what was put in its place.
const KEPT: &str = "Zonnebloem";

/// Answers with something to take out in each, and one name that is never shown.
fn original() -> Vec<(&'static str, String)> {
    let fields = ["title", "what_happened", "made_sense", "cost", "learned", "advice"];
    let told = fields.map(|field| (field, format!("{KEPT} said {MARKER} in {field}, a whole sentence.")));
    let choices = [("told_by", "library"), ("anonymity", "named"), ("name", KEPT)];
    let choices = choices.map(|(field, value)| (field, value.to_owned()));
    let email = ("email", format!("{MARKER}@example.org"));
    told.into_iter().chain(choices).chain([email]).collect()
}

/// Where the marker was found, in everything that anybody but moderators can see.
async fn found(site: &TestSite, house: &House, log: &Log) -> Vec<String> {
    let mut found = vec![];
    for (path, visitor) in every_page(site, house).await {
        // Moderators read the original: that is what they are for.
        if path.contains("/desk/acme/stories/") && !path.ends_with("/lessons") {
            continue;
        }
        for address in [path.clone(), format!("{path}?lang=fr")] {
            if visitor.get(&address).await.body.replace("\r\n ", "").contains(MARKER) {
                found.push(address);
            }
        }
    }
    found.extend(site.mails().into_iter().filter(|mail| mail.contains(MARKER)).map(|_| "a mail".to_owned()));
    if log.take().contains(MARKER) {
        found.push("the log".to_owned());
    }
    // The index and the list of words hold small letters.
    if dump(site).await.to_lowercase().contains(&MARKER.to_lowercase()) {
        found.push("a table".to_owned());
    }
    for looked_for in [MARKER, &MARKER[..7], &MARKER[2..]] {
        let page = site.visitor().get(&format!("/acme/library?q={looked_for}")).await;
        if !page.texts("[data-test=story], [data-test=instead]").is_empty() {
            found.push(format!("a search for {looked_for}"));
        }
    }
    found
}

/// Asks the author of a story something, and has them answer, with something to take out of both.
async fn ask_about(site: &TestSite, story: &str, (desk, code): (&Visitor, &str)) {
    assert_eq!(questions::ask(&site.visitor(), story, &format!("Was it {MARKER}?")).await.status, 303);
    let id = questions::in_state(site, "waiting").await.remove(0);
    assert_eq!(questions::pass_on(desk, "acme", &id, "Who was it?").await.status, 303);
    site.mix().await;
    let sent = questions::answer(&site.visitor(), "acme", code, &format!("It was {MARKER}.")).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    site.mix().await;
    let words = [("question", "Who was it?"), ("answer", KEPT)];
    let published = desk.post(&format!("/desk/acme/answers/{id}/publication"), &words).await;
    assert_eq!(published.status, 303, "{}", published.body);
}

#[actix_web::test]
async fn what_was_taken_out_is_nowhere_and_what_was_left_in_is_read() {
    let log = Log::start();
    let site = TestSite::new().await;
    let original = original();
    let original: Vec<(&str, &str)> = original.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let (code, desk, path) = claimed(&site, &original).await;
    let edited: Vec<(&str, String)> = original
        .iter()
        .filter(|(field, _)| !matches!(*field, "told_by" | "anonymity" | "name" | "email"))
        .map(|(field, words)| (*field, words.replace(MARKER, "something")))
        .collect();
    let edited: Vec<(&str, &str)> = edited.iter().map(|(k, v)| (*k, v.as_str())).collect();
    edit(&desk, &path, &edited).await;
    accept(&desk, &path).await;
    site.visitor().consent(&code).await;
    site.mix().await;
    site.work().await;
    let story = format!("/acme/library/{}", path.rsplit('/').next().unwrap());
    ask_about(&site, &story, (&desk, &code)).await;
    let mut house = House::furnish(&site, &site.organisation).await;
    house.reads("library/{story}", path.rsplit('/').next().unwrap());
    let page = site.visitor().get(&house.address("/{org}/library/{story}")).await;
    assert!(page.body.matches(KEPT).count() >= 6, "{}", page.body);
    assert!(page.text("[data-test=answered]").contains(KEPT), "{}", page.body);
    assert_eq!(found(&site, &house, &log).await, [""; 0]);

    // The test can fail: the address of the author as if it were their name.
    let leak = format!("update library_texts set shown_name = '{MARKER}' where title like '%{KEPT}%'");
    site.as_owner().await.batch_execute(&leak).await.unwrap();
    let leaks = found(&site, &house, &log).await;
    for place in ["/acme/library", "/acme/library.atom", "a table"] {
        assert!(leaks.iter().any(|leak| leak == place), "{place} in {leaks:?}");
    }
    // The same for the index.
    let leak = format!(
        "update library_texts set shown_name = null; \
         update library_index set vector = vector || $$'e{}':1$$::tsvector",
        MARKER.to_lowercase()
    );
    site.as_owner().await.batch_execute(&leak).await.unwrap();
    let leaks = found(&site, &house, &log).await;
    for place in ["a table", "a search for Vlinderslag"] {
        assert!(leaks.iter().any(|leak| leak == place), "{place} in {leaks:?}");
    }
}
