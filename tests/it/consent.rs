//! The author keeps the last word: nothing is told without it, and it goes by the code alone.

use crate::support::{
    TestSite,
    stories::{accept, claimed, edit, mailbox, may_be_told},
};
use chrono::Duration;
use diesel::sql_query;
use diesel_async::RunQueryDsl;
use pratfall::accounts::Role;
use std::collections::BTreeMap;

#[actix_web::test]
async fn an_edited_story_waits_for_its_authors_ok() {
    let site = TestSite::new().await;
    let words = [("what_happened", "On Tuesday Piet pressed the button twice."), ("silence", "never")];
    let (code, desk, path) = claimed(&site, &words).await;
    edit(&desk, &path, &[("what_happened", "A colleague pressed the button twice.")]).await;
    accept(&desk, &path).await;
    site.app.clock.advance(Duration::days(60));
    site.mix().await;
    assert!(!may_be_told(&site).await, "never means never");

    let page = mailbox(&site, &code).await;
    assert!(page.body.contains("A colleague") && page.text("[data-test=proposal] article").contains("[…]"));
    assert!(!page.body.contains("Piet") && !page.body.contains("Tuesday"), "what was taken out stays out");
    site.visitor().consent(&code).await;
    assert!(!may_be_told(&site).await, "a letter like any other");
    site.mix().await;
    assert!(may_be_told(&site).await);
    let page = mailbox(&site, &code).await;
    assert_eq!(page.texts("#consent"), Vec::<String>::new(), "asked and answered");
}

#[actix_web::test]
async fn an_ok_covers_one_version_only() {
    let site = TestSite::new().await;
    let (code, desk, path) = claimed(&site, &[]).await;
    accept(&desk, &path).await;
    let seen = mailbox(&site, &code).await.fields("#consent");
    let desk = site.staff(Role::Moderator).await;
    desk.post(&format!("{path}/reopening"), &[]).await;
    edit(&desk, &path, &[("title", "Quite another title")]).await;
    accept(&desk, &path).await;
    site.visitor().post_map("/acme/receipt/consent", &seen).await;
    site.mix().await;
    assert!(!may_be_told(&site).await, "the author has not seen this one");
    site.visitor().consent(&code).await;
    site.mix().await;
    assert!(may_be_told(&site).await);
    desk.post(&format!("{path}/reopening"), &[]).await;
    assert!(!may_be_told(&site).await);
    edit(&desk, &path, &[("title", "And another")]).await;
    accept(&desk, &path).await;
    site.mix().await;
    assert!(!may_be_told(&site).await, "every edit voids it");
}

#[actix_web::test]
async fn silence_is_consent_only_for_authors_who_chose_so_and_after_two_weeks() {
    for (silence, expected) in [("publish", true), ("never", false)] {
        let site = TestSite::new().await;
        let (_, desk, path) = claimed(&site, &[("silence", silence)]).await;
        accept(&desk, &path).await;
        site.app.clock.advance(Duration::days(13));
        site.mix().await;
        assert!(!may_be_told(&site).await, "too soon");
        site.app.clock.advance(Duration::days(8));
        site.mix().await;
        assert_eq!(may_be_told(&site).await, expected, "{silence}");
    }
}

#[actix_web::test]
async fn the_database_itself_refuses_what_no_author_agreed_to() {
    let site = TestSite::new().await;
    let (_, desk, path) = claimed(&site, &[("silence", "never")]).await;
    accept(&desk, &path).await;
    let mut owner = site.as_owner().await;
    for sql in [
        "update stories set agreed_version = told_version",
        "insert into consents select organisation_id, id, 1, 'silence', silence from stories",
        "insert into consents select organisation_id, id, 1, 'silence', 'publish' from stories",
        "insert into consents select organisation_id, id, 7, 'author', silence from stories",
    ] {
        assert!(sql_query(sql).execute(&mut owner).await.is_err(), "{sql}");
    }
    let given = "insert into consents select organisation_id, id, 1, 'author', silence from stories";
    sql_query(given).execute(&mut owner).await.unwrap();
    sql_query("update stories set agreed_version = 1").execute(&mut owner).await.unwrap();
    let moved = "update stories set status = 'in_review'";
    assert!(sql_query(moved).execute(&mut owner).await.is_err(), "agreed means accepted");
}

#[actix_web::test]
async fn the_authors_own_wording_is_read_once_more_and_needs_no_second_ok() {
    let site = TestSite::new().await;
    let (code, desk, path) = claimed(&site, &[]).await;
    edit(&desk, &path, &[("title", "Too bland")]).await;
    accept(&desk, &path).await;
    let author = site.visitor();
    let form = author.post("/acme/receipt/edit", &[("code", &code)]).await.fields("#edit");
    assert_eq!(form["title"], "Too bland");
    let mut own = form.clone();
    own.insert("title".to_owned(), "With some salt".to_owned());
    own.insert("learned".to_owned(), format!("My code is {}", code.to_lowercase()));
    let refused = author.post_map("/acme/receipt/edit", &own).await;
    assert_eq!((refused.status.as_u16(), refused.wrong_fields()), (422, vec!["learned".to_owned()]));
    assert_eq!(refused.fields("#edit")["title"], "With some salt", "what was typed is kept");
    own.insert("learned".to_owned(), form["learned"].clone());
    assert_eq!(author.post_map("/acme/receipt/edit", &own).await.status, 200);
    assert_eq!(author.post_map("/acme/receipt/edit", &own).await.status, 200, "twice is once");
    site.mix().await;

    let desk_again = site.staff(Role::Moderator).await;
    let page = desk_again.get(&path).await;
    assert_eq!(page.texts("h1"), ["With some salt"]);
    assert_eq!(page.attribute("[data-test=story]", "data-status"), "in_review");
    assert!(!may_be_told(&site).await);
    desk_again.post(&format!("{path}/claim"), &[]).await;
    accept(&desk_again, &path).await;
    assert!(may_be_told(&site).await);
}

#[actix_web::test]
async fn moderators_ask_and_authors_answer_through_the_mix() {
    let site = TestSite::new().await;
    let (code, desk, path) = claimed(&site, &[]).await;
    let ask = async |question: &str| {
        let done = desk.post(&format!("{path}/questions"), &[("question", question)]).await;
        done.status.as_u16()
    };
    assert_eq!(ask("?").await, 422);
    assert_eq!(ask("What made you look at the log?").await, 303);
    assert!(mailbox(&site, &code).await.texts("[data-test=message]").is_empty(), "not before the mix");
    site.mix().await;
    let page = mailbox(&site, &code).await;
    assert!(page.text("[data-test=message]").contains("look at the log"));

    let author = site.visitor();
    let mut answer = page.fields("#answer");
    answer.insert("text".to_owned(), format!("It is {code}"));
    let refused = author.post_map("/acme/receipt/messages", &answer).await;
    assert_eq!((refused.status.as_u16(), refused.wrong_fields()), (422, vec!["text".to_owned()]));
    assert!(refused.fields("#answer")["text"].contains(&code), "what was typed is kept");
    answer.insert("text".to_owned(), "A <b>hunch</b>, and the noise.".to_owned());
    for _ in 0..2 {
        assert_eq!(author.post_map("/acme/receipt/messages", &answer).await.status, 200);
    }
    site.mix().await;
    let seen = desk.get(&path).await.texts("[data-test=message]");
    assert_eq!(seen.len(), 2, "sent twice, said once");
    assert!(seen[1].contains("A <b>hunch</b>, and the noise."));
    assert_eq!((ask("Two?").await, ask("Three?").await, ask("Four?").await), (303, 303, 409));

    author.post("/acme/receipt/withdrawal", &[("code", &code)]).await;
    let page = mailbox(&site, &code).await;
    assert!(page.texts("[data-test=message]").is_empty(), "erased with the story");
    site.work().await;
}

#[actix_web::test]
async fn only_the_author_makes_themselves_known_and_unknown_again() {
    let site = TestSite::new().await;
    let (code, desk, path) = claimed(&site, &[]).await;
    let sneaky = [("anonymity", "named"), ("name", "Mia Peeters"), ("email", "mia@example.org")];
    edit(&desk, &path, &sneaky).await;
    let reads = async || desk.get(&path).await.body;
    assert!(!reads().await.contains("Mia Peeters"), "no desk form makes anybody known");

    let author = site.visitor();
    let form = |known: &str, name: &str| {
        let fields = [("code", code.as_str()), ("name", name), ("email", ""), ("known", known)];
        fields.map(|(k, v)| (k.to_owned(), v.to_owned())).into_iter().collect::<BTreeMap<_, _>>()
    };
    let wrong = author.post_map("/acme/receipt/name", &form("", " ")).await;
    assert_eq!((wrong.status.as_u16(), wrong.wrong_fields()), (422, vec!["name".to_owned()]));
    let preview = author.post_map("/acme/receipt/name", &form("", "Mia Peeters")).await;
    assert_eq!(preview.fields("#sure")["known"], "sure");
    site.mix().await;
    assert!(!reads().await.contains("Mia Peeters"), "a preview sends nothing");
    author.post_map("/acme/receipt/name", &preview.fields("#sure")).await;
    site.mix().await;
    assert!(reads().await.contains("Mia Peeters"));

    // Both in one mix: the last word counts, be it yes or no.
    for known in [true, false] {
        for word in [!known, known] {
            let said = if word { form("sure", "Mia Peeters") } else { form("no", "") };
            author.post_map("/acme/receipt/name", &said).await;
        }
        site.mix().await;
        assert_eq!(reads().await.contains("Mia Peeters"), known);
    }
}
