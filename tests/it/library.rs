//! The library: a told story can be read as its author agreed to it, for as long as they do.

use crate::support::{
    TestSite,
    database::{lines, lines_on},
    library::{agreed, put_on_a_day, shelved, shelved_with, titles},
    stories::{accept, claimed},
};
use chrono::{Duration, NaiveDate};
use diesel_async::SimpleAsyncConnection;
use pratfall::{
    accounts::Role,
    platform::time::iso_week,
    retention::{PUBLISHED, UNTOLD},
};

#[actix_web::test]
async fn a_story_to_be_read_comes_to_the_library_once_its_author_agreed_at_the_mix() {
    let site = TestSite::new().await;
    claimed(&site, &[("title", "Too early"), ("told_by", "library")]).await;
    site.work().await;
    assert_eq!(titles(&site).await, [""; 0], "nobody has decided on it yet");
    let story = shelved_with(&site, &[("title", "Twice"), ("anonymity", "named"), ("name", "Mia")]).await;
    let mut owner = site.as_owner().await;
    let row = "select concat_ws('|', version, week, language, event_id, readers, title, what_happened, shown_name) as line \
        from library_texts";
    let week = iso_week(site.app.clock.today());
    let expected =
        format!("1|{week}|en|everybody|Twice|The first run seemed to hang, so I started it again.|Mia");
    assert_eq!(lines_on(&mut owner, row).await, [expected]);
    let life =
        "select concat_ws('|', for_library, published_week) as line from stories where told_version = 1";
    assert_eq!(
        lines_on(&mut owner, life).await,
        [format!("t|{week}")],
        "{}: its life as a told story begins",
        story.id
    );
    // Nothing is written twice.
    site.mix().await;
    site.work().await;
    assert_eq!(titles(&site).await, ["Twice"]);
}

#[actix_web::test]
async fn a_story_for_a_day_comes_to_the_library_when_the_day_is_over() {
    let site = TestSite::new().await;
    agreed(&site, &[("title", "The crane"), ("told_by", "reader")]).await;
    let event = put_on_a_day(&site).await;
    let on = |day: &str| day.parse::<NaiveDate>().unwrap();
    for (day, expected) in [("2027-06-03", &[][..]), ("2027-06-05", &["The crane"])] {
        site.move_to(on(day));
        assert_eq!(titles(&site).await, [""; 0], "at the mix and at no other moment");
        site.mix().await;
        site.work().await;
        assert_eq!(titles(&site).await, expected, "on {day}");
    }
    let told_on = lines(&site, "select event_id::text as line from library_texts").await;
    assert!(event.ends_with(&told_on[0]), "{event}");
}

#[actix_web::test]
async fn who_told_before_there_was_a_library_was_not_asked_and_is_not_in_it() {
    let site = TestSite::new().await;
    // The form from before said nothing of who can read.
    let code = site.visitor().tell(&[("told_by", "reader"), ("readers", "")]).await;
    site.mix().await;
    let moderator = site.staff(Role::Moderator).await;
    let path = format!("/desk/acme/stories/{}", moderator.first_story().await);
    moderator.post(&format!("{path}/claim"), &[]).await;
    accept(&moderator, &path).await;
    site.visitor().consent(&code).await;
    site.mix().await;
    put_on_a_day(&site).await;
    site.move_to("2027-06-05".parse().unwrap());
    site.mix().await;
    site.work().await;
    assert_eq!(titles(&site).await, [""; 0]);
}

/// Everything that ends what an author agreed to, as somebody writes it to the database.
const ENDS: [(&str, &str); 9] = [
    (
        "withdrawn",
        "update stories set status = 'withdrawn', told_version = null, asked_week = null, agreed_version = null",
    ),
    ("expired", "update stories set status = 'expired', told_version = null, agreed_version = null"),
    ("reopened", "update stories set status = 'in_review', agreed_version = null"),
    ("consent voided", "update stories set agreed_version = null"),
    ("named or not", "update stories set anonymity = 'named'"),
    ("hidden by its author", "update stories set hidden_by = 'author'"),
    ("hidden by a reader too", "update stories set hidden_by = 'both'"),
    ("words erased", "update story_versions set wrapped_key = null, sealed = null"),
    ("words written anew", "update story_versions set sealed = 'x'"),
];

#[actix_web::test]
async fn whatever_ends_an_agreement_erases_the_text_in_the_same_transaction() {
    let site = TestSite::new().await;
    shelved(&site, "Gone at once").await;
    let mut owner = site.as_owner().await;
    for (what, sql) in ENDS {
        owner.batch_execute("begin").await.unwrap();
        owner.batch_execute(sql).await.unwrap_or_else(|error| panic!("{what}: {error}"));
        let left = lines_on(&mut owner, "select title as line from library_texts").await;
        assert_eq!(left, [""; 0], "{what}");
        owner.batch_execute("rollback").await.unwrap();
    }
    assert_eq!(titles(&site).await, ["Gone at once"]);
    // As the application does it, behind its wall.
    let mut own = site.app.db.tenant(site.organisation.id).await.unwrap();
    own.batch_execute("begin; update stories set changed_week = '2026-W01', published_week = '2026-W01'")
        .await
        .unwrap();
    assert_eq!(lines_on(&mut own, "select title as line from library_texts").await.len(), 1, "a mere step");
    own.batch_execute("update stories set agreed_version = null").await.unwrap();
    assert_eq!(lines_on(&mut own, "select title as line from library_texts").await, [""; 0]);
    own.batch_execute("rollback").await.unwrap();
}

#[actix_web::test]
async fn the_database_takes_no_text_that_its_author_did_not_agree_to() {
    let site = TestSite::new().await;
    shelved(&site, "Agreed").await;
    let mut owner = site.as_owner().await;
    for (what, sql) in [
        ("of another version", "update library_texts set version = 2"),
        (
            "of a story that is not agreed to",
            "update stories set agreed_version = null; \
             insert into library_texts select organisation_id, id, 1, week, language, null, null, 'house', '', '', '', '', '', '', null, null, '{}' \
             from stories",
        ),
        ("of nobody", "update library_texts set story_id = gen_random_uuid()"),
        (
            "when no trigger fires",
            "alter table stories disable trigger erase_from_library; \
            update stories set agreed_version = null",
        ),
    ] {
        let refused = owner.batch_execute(&format!("begin; {sql}")).await.unwrap_err().to_string();
        assert!(refused.contains("library_texts") && refused.contains("foreign key"), "{what}: {refused}");
        owner.batch_execute("rollback").await.unwrap();
    }
}

#[actix_web::test]
async fn a_withdrawn_story_is_gone_at_once_and_an_expired_one_at_the_mix() {
    let site = TestSite::new().await;
    let (first, second) = (shelved(&site, "First").await, shelved(&site, "Second").await);
    site.visitor().withdraw(&first.code).await;
    assert_eq!(titles(&site).await, ["Second"]);
    site.work_on().await;
    let week = iso_week(site.app.clock.today());
    let last = PUBLISHED.last_day(&week).unwrap();
    assert!(last > UNTOLD.last_day(&week).unwrap(), "being in the library is being told");
    for (day, expected) in [(last, &["Second"][..]), (last + Duration::days(1), &[])] {
        site.move_to(day);
        site.mix().await;
        site.work_on().await;
        assert_eq!(titles(&site).await, expected, "{} on {day}", second.id);
    }
}

#[actix_web::test]
async fn another_name_is_another_text_and_comes_back_as_it_is_then() {
    let site = TestSite::new().await;
    let named = [("title", "By Mia"), ("anonymity", "named"), ("name", "Mia")];
    let story = shelved_with(&site, &named).await;
    let names = "select coalesce(shown_name, '-') as line from library_texts";
    for (name, known, expected) in [("Mia V.", "sure", "Mia V."), ("", "no", "-")] {
        let form = [("code", story.code.as_str()), ("name", name), ("known", known)];
        let sent = site.visitor().post("/acme/receipt/name", &form).await;
        assert_eq!(sent.status, 200, "{}", sent.body);
        site.mix().await;
        assert_eq!(lines(&site, names).await, [""; 0], "not under the old name");
        site.work().await;
        assert_eq!(lines(&site, names).await, [expected]);
    }
}

#[actix_web::test]
async fn what_is_no_word_keeps_no_story_out() {
    let site = TestSite::new().await;
    let (run, chain) = ("aB1".repeat(1_100), "ab-".repeat(1_100));
    let happened = format!("ΣΑΣ {run} σας {chain} ΣΑΣ");
    agreed(&site, &[("title", "Kwaremont"), ("told_by", "library"), ("what_happened", &happened)]).await;
    site.mix().await;
    site.work().await;
    assert_eq!(titles(&site).await, ["Kwaremont"]);
}
