//! Data stays as long as was promised, no longer and no shorter.

use crate::support::{
    Page, TestSite,
    database::lines,
    days::{add, add_story, everywhere, organiser, release},
    stories::{accept, accepted, claimed, edit, mailbox},
};
use chrono::{Duration, NaiveDate};
use diesel::sql_query;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use pratfall::{
    accounts::Role,
    audit,
    platform::{
        i18n::Language,
        time::{iso_week, long_date, short_date},
    },
    retention::{CODE, DECLINED, Life, ORIGINALS, PUBLISHED, UNANSWERED, UNCONFIRMED, UNREVIEWED, UNTOLD},
};

/// The first day after a life that begins today.
fn day_after(site: &TestSite, life: Life) -> NaiveDate {
    life.last_day(&iso_week(site.app.clock.today())).unwrap() + Duration::days(1)
}

/// On the last day nothing has happened yet; the next day it has.
async fn on_the_last_day_and_after(site: &TestSite, day: NaiveDate, before: &str, after: &str, code: &str) {
    for (day, expected) in [(day - Duration::days(1), before), (day, after)] {
        site.move_to(day);
        site.mix().await;
        site.mix().await;
        assert_eq!(status(&mailbox(site, code).await), expected, "on {day}");
    }
}

fn status(mailbox: &Page) -> String {
    mailbox.attribute("[data-test=story-status]", "data-status")
}

/// Returns erasures in the audit trail, in order.
async fn erased(site: &TestSite) -> Vec<String> {
    let sql = "select verb as line from audit_entries where staff_id is null \
        and (verb like '%erased' or verb = 'story_expired') order by number";
    lines(site, sql).await
}

#[actix_web::test]
async fn a_story_nobody_decides_on_is_erased_and_its_code_expires() {
    let site = TestSite::new().await;
    let code = site.visitor().tell(&[("title", "Left lying")]).await;
    site.mix().await;
    let day = day_after(&site, UNREVIEWED);
    let desk = site.staff(Role::Moderator).await;
    let queue = desk.get("/desk/acme/stories").await;
    assert!(!queue.body.contains("erased on"), "not near yet");
    let id = queue.attributes("[data-test=story]", "data-id").remove(0);
    let page = desk.get(&format!("/desk/acme/stories/{id}")).await;
    assert!(page.body.contains(&long_date(day, Language::En)));
    assert!(mailbox(&site, &code).await.text("[data-test=life]").contains(&long_date(day, Language::Nl)));

    site.move_to(day - Duration::days(14));
    let queue = site.staff(Role::Moderator).await.get("/desk/acme/stories").await;
    let near = format!("erased on {}", short_date(day, Language::En));
    assert!(queue.text("[data-test=story]").contains(&near));

    on_the_last_day_and_after(&site, day, "submitted", "expired", &code).await;
    assert_eq!(erased(&site).await, ["story_expired"], "once, by nobody");
    site.work().await;
    let desk = site.staff(Role::Moderator).await;
    let page = desk.get(&format!("/desk/acme/stories/{id}")).await;
    assert!(!page.body.contains("Left lying"));
    assert_eq!(desk.post(&format!("/desk/acme/stories/{id}/claim"), &[]).await.status, 409);

    let dead = day_after(&site, CODE);
    site.move_to(dead - Duration::days(1));
    site.mix().await;
    let page = mailbox(&site, &code).await;
    assert_eq!(status(&page), "expired");
    let until = long_date(dead - Duration::days(1), Language::Nl);
    assert!(page.text("[data-test=life]").contains(&until), "as it says itself");
    site.move_to(dead);
    site.mix().await;
    let never = pratfall::intake::receipt::ReceiptCode::generate().to_string();
    let (never, dead) = (mailbox(&site, &never).await, mailbox(&site, &code).await);
    assert_eq!((never.status, never.lasting()), (dead.status, dead.lasting()), "byte for byte");
}

#[actix_web::test]
async fn a_declined_story_keeps_its_reason_only_as_long_as_its_code() {
    let site = TestSite::new().await;
    let (code, desk, path) = claimed(&site, &[("title", "Not for the stage")]).await;
    desk.post(&format!("{path}/questions"), &[("question", "What made you look?")]).await;
    let reason = "Thank you. This belongs with the confidential counsellor.";
    let declined = desk.post(&format!("{path}/refusal"), &[("reason", reason), ("unanswered", "on")]).await;
    assert_eq!(declined.status, 303, "{}", declined.body);
    let day = day_after(&site, DECLINED);
    on_the_last_day_and_after(&site, day - Duration::days(1), "declined", "declined", &code).await;
    assert_eq!(lines(&site, LEFT).await.len(), 2, "a version and a question");
    assert_eq!(mailbox(&site, &code).await.texts("[data-test=message]").len(), 1);
    site.move_to(day);
    site.mix().await;
    site.mix().await;
    assert!(lines(&site, LEFT).await.is_empty());
    assert_eq!(erased(&site).await, ["story_erased"]);
    let page = mailbox(&site, &code).await;
    assert_eq!((page.text("blockquote").as_str(), page.texts("[data-test=message]").len()), (reason, 0));

    let desk = site.staff(Role::Moderator).await;
    let page = desk.get(&path).await;
    assert!(!page.body.contains("Not for the stage"));
    assert!(page.attributes(&format!("form[action='{path}/reopening']"), "action").is_empty());
    let reopened = desk.post(&format!("{path}/reopening"), &[]).await;
    assert_eq!(reopened.status, 409, "there is nothing to look at");
    site.move_to(day_after(&site, CODE));
    site.mix().await;
    assert_eq!(mailbox(&site, &code).await.status, 404);
    let kept = "select refusal as line from stories where refusal is not null";
    assert!(lines(&site, kept).await.is_empty());
}

/// Versions and messages that are not erased.
const LEFT: &str = "select key_month as line from story_versions where sealed is not null \
    union all select key_month from messages where sealed is not null";

#[actix_web::test]
async fn a_story_waits_for_its_authors_ok_as_long_as_its_code_would_work() {
    let site = TestSite::new().await;
    let (code, desk, path) = claimed(&site, &[("silence", "never")]).await;
    accept(&desk, &path).await;
    on_the_last_day_and_after(&site, day_after(&site, UNANSWERED), "accepted", "expired", &code).await;
    site.work().await;
}

#[actix_web::test]
async fn a_story_on_no_event_for_a_year_is_erased() {
    let site = TestSite::new().await;
    let code = accepted(&site, "Never told").await;
    on_the_last_day_and_after(&site, day_after(&site, UNTOLD), "accepted", "expired", &code).await;
    site.work().await;
}

#[actix_web::test]
async fn of_a_published_story_the_told_text_stays_and_then_goes_too() {
    let site = TestSite::new().await;
    let words = [("title", "Piet and the crane"), ("what_happened", "On Tuesday Piet pressed it twice.")];
    let (code, desk, path) = claimed(&site, &words).await;
    let redacted = [("title", "The crane"), ("what_happened", "A colleague pressed it twice.")];
    edit(&desk, &path, &[&redacted[..], &[("memo", "Piet is known for it.")]].concat()).await;
    accept(&desk, &path).await;
    site.visitor().consent(&code).await;
    site.mix().await;
    site.app.clock.advance(Duration::days(20));
    let (organiser, event) = organiser(&site).await;
    add(&organiser, &event, "free", "Welcome", "10").await;
    assert_eq!(release(&organiser, &event).await, "released");
    add_story(&organiser, &event, "20").await;
    assert_eq!(release(&organiser, &event).await, "released");
    let (originals, end) = (day_after(&site, ORIGINALS), day_after(&site, PUBLISHED));
    let desk = site.staff(Role::Moderator).await;
    let page = desk.get(&path).await;
    for day in [originals, end] {
        assert!(page.body.contains(&long_date(day, Language::En)), "{day}");
    }
    assert!(page.body.contains("Piet"), "beside the edited text");

    on_the_last_day_and_after(&site, originals - Duration::days(1), "accepted", "accepted", &code).await;
    assert_eq!(lines(&site, LEFT).await.len(), 2);
    site.move_to(originals);
    site.mix().await;
    site.mix().await;
    assert_eq!(lines(&site, LEFT).await.len(), 1, "the agreed version");
    assert_eq!(erased(&site).await, ["original_erased"]);
    let desk = site.staff(Role::Moderator).await;
    let page = desk.get(&path).await;
    assert!(!page.text("[data-test=original-gone]").is_empty() && !page.body.contains("Piet"));
    assert!(page.body.contains("A colleague pressed it twice."));
    let page = mailbox(&site, &code).await;
    assert!(page.text("[data-test=proposal] article").contains("A colleague pressed it twice."));
    for shown in everywhere(&site, &event).await {
        assert!(shown.contains("The crane"), "{shown}");
    }

    on_the_last_day_and_after(&site, end, "accepted", "expired", &code).await;
    assert!(lines(&site, LEFT).await.is_empty());
    for shown in everywhere(&site, &event).await {
        assert!(!shown.contains("crane") && shown.len() > 100, "{shown}");
    }
    site.work().await;
    assert!(
        lines(&site, "select id::text as line from slots where story_id is not null").await.is_empty(),
        "off the working agenda"
    );
}

#[actix_web::test]
async fn a_step_starts_the_count_anew() {
    let site = TestSite::new().await;
    let (code, _, path) = claimed(&site, &[]).await;
    site.app.clock.advance(Duration::days(50));
    let desk = site.staff(Role::Moderator).await;
    desk.post(&format!("{path}/claim"), &[]).await;
    desk.post(&format!("{path}/questions"), &[("question", "What made you look?")]).await;
    let day = day_after(&site, UNREVIEWED);
    on_the_last_day_and_after(&site, day, "in_review", "expired", &code).await;
    site.work().await;
}

#[actix_web::test]
async fn a_code_that_leads_nowhere_expires_too() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let code = author.tell(&[]).await;
    author.post("/acme/receipt/withdrawal", &[("code", &code)]).await;
    site.mix().await;
    assert_eq!(mailbox(&site, &code).await.status, 200);
    let dead = day_after(&site, CODE);
    for (day, expected) in [(dead - Duration::days(1), 200), (dead, 404)] {
        site.move_to(day);
        site.mix().await;
        assert_eq!(mailbox(&site, &code).await.status, expected, "on {day}");
    }
    assert!(lines(&site, "select 'a receipt' as line from receipts").await.is_empty());
}

#[actix_web::test]
async fn the_promise_page_says_by_which_numbers_things_are_erased() {
    let site = TestSite::new().await;
    let page = site.visitor().get("/acme/promise?lang=en").await;
    let said = page.texts("[data-test=lifetimes] li");
    for (line, number) in said.iter().zip([
        "60 days",
        "7 days",
        "90 days",
        "12 months",
        "7 days",
        "24 months",
        "90 days",
        "12 months",
    ]) {
        assert!(line.contains(number), "{line}");
    }
    assert_eq!(said.len(), 8);
}

#[actix_web::test]
async fn expired_rows_are_deleted_every_night() {
    let site = TestSite::new().await;
    site.staff(Role::Moderator).await;
    let team = site.staff(Role::Administrator).await;
    let invite =
        [("name", "Jan"), ("email", "jan@acme.example.org"), ("role", "moderator"), ("language", "nl")];
    assert_eq!(team.post("/desk/acme/team", &invite).await.status, 303);
    for email in ["typed@example.org", "again@example.org", "stays@example.org"] {
        let asked = [("email", email), ("language", "en")];
        assert_eq!(site.visitor().post("/acme/subscribe", &asked).await.status, 303);
    }
    site.work().await;
    for sql in [
        "update subscriptions set status = 'confirmed' where email = 'stays@example.org'",
        "insert into jobs (id, kind, payload, gave_up_at) values (gen_random_uuid(), 'x', '{}', now())",
    ] {
        sql_query(sql).execute(&mut site.as_owner().await).await.unwrap();
    }
    assert!(!site.mails().is_empty());
    let kept = "select 'session' as line from sessions union all select 'invitation' from invitations \
        union all select 'job' from jobs where kind = 'x' union all select email from subscriptions order by 1";
    let before = [
        "again@example.org",
        "invitation",
        "job",
        "session",
        "session",
        "stays@example.org",
        "typed@example.org",
    ];
    assert_eq!(lines(&site, kept).await, before);
    site.app.clock.advance(Duration::days(UNCONFIRMED.in_days()) - Duration::hours(26));
    site.work_on().await;
    assert_eq!(
        lines(&site, kept).await,
        ["again@example.org", "job", "stays@example.org", "typed@example.org"]
    );
    site.app.clock.advance(Duration::days(3));
    site.work_on().await;
    assert_eq!(lines(&site, kept).await, ["job", "stays@example.org"]);
    assert!(site.mails().is_empty(), "captured mail holds addresses and links");
    site.app.clock.advance(Duration::days(90));
    site.work_on().await;
    assert_eq!(lines(&site, kept).await, ["stays@example.org"]);
}

#[actix_web::test]
async fn an_address_that_got_mail_once_leaves_its_hash_behind() {
    let site = TestSite::new().await;
    let (desk, path) = crate::support::announcements::draft(&site).await;
    crate::support::announcements::subscribers(&site, &["mia"]).await;
    crate::support::announcements::confirm(&desk, &path).await;
    site.work_on().await;
    let again = "update subscriptions set status = 'unconfirmed', confirmed_at = null, asked_at = now()";
    sql_query(again).execute(&mut site.as_owner().await).await.unwrap();
    site.app.clock.advance(Duration::days(UNCONFIRMED.in_days() + 2));
    site.work_on().await;
    let left =
        "select concat_ws(' ', status, email, asked_at, length(email_hash)) as line from subscriptions";
    assert_eq!(lines(&site, left).await, ["unsubscribed 32"]);
}

#[actix_web::test]
async fn the_trail_loses_its_oldest_year_and_still_verifies() {
    let site = TestSite::new().await;
    site.app.clock.advance(-Duration::days(400));
    let old = TestSite::add_organisation(&site.app, "old").await;
    site.staff_of(&old, Role::Moderator).await;
    let verify = async || {
        let mut conn = site.app.db.tenant(old.id).await.unwrap();
        audit::verify(&mut conn, old.id, None).await.unwrap()
    };
    assert_eq!(verify().await, Ok(5));
    site.app.clock.advance(Duration::days(400));
    let mut conn = site.app.db.tenant(old.id).await.unwrap();
    for _ in 0..2 {
        audit::prune(&mut conn, old.id, site.app.clock.now()).await.unwrap();
        assert_eq!(verify().await, Ok(1), "that it was pruned, once");
    }
    let newest = audit::store::page(&mut conn, old.id, &audit::Filter::default(), i64::MAX, 1)
        .await
        .unwrap()
        .remove(0);
    assert_eq!((newest.number, newest.verb.as_str(), newest.staff_id), (6, "trail_pruned", None));
    site.staff_of(&old, Role::Organiser).await;
    sql_query("call prune_audit(now() + interval '1 day')").execute(&mut conn).await.unwrap();
    assert_eq!(verify().await, Ok(5), "nothing younger than a year, by any caller");

    for refused in
        ["delete from audit_entries", "update audit_anchors set number = 1", "delete from audit_anchors"]
    {
        assert!(sql_query(refused).execute(&mut conn).await.is_err(), "{refused}");
    }
    let mut owner = site.as_owner().await;
    let first = newest.number;
    for (tampering, broken) in [
        (
            format!(
                "update audit_entries set verb = 'story_read' where organisation_id = '{}' and number = {}",
                old.id,
                first + 1
            ),
            first + 1,
        ),
        (
            format!("delete from audit_entries where organisation_id = '{}' and number = {first}", old.id),
            first,
        ),
        (format!("update audit_anchors set hash = sha256('x') where organisation_id = '{}'", old.id), first),
    ] {
        sql_query("begin").execute(&mut owner).await.unwrap();
        sql_query(&tampering).execute(&mut owner).await.unwrap();
        sql_query(format!("select set_config('pratfall.organisation', '{}', true)", old.id))
            .execute(&mut owner)
            .await
            .unwrap();
        assert_eq!(
            audit::verify(&mut owner, old.id, None).await.unwrap().unwrap_err().0,
            broken,
            "{tampering}"
        );
        sql_query("rollback").execute(&mut owner).await.unwrap();
    }
}

/// Migration that introduced lives, run forth and back over existing rows.
const UPGRADE: &str = include_str!("../../migrations/2026-11-25-000014_retention/up.sql");
const DOWNGRADE: &str = include_str!("../../migrations/2026-11-25-000014_retention/down.sql");

#[actix_web::test]
async fn an_upgrade_counts_from_its_own_week_and_from_the_first_release() {
    let site = TestSite::new().await;
    site.app.clock.advance(-Duration::days(100));
    let (code, desk, path) = claimed(&site, &[]).await;
    accept(&desk, &path).await;
    site.visitor().consent(&code).await;
    site.mix().await;
    let (organiser, event) = organiser(&site).await;
    add_story(&organiser, &event, "20").await;
    assert_eq!(release(&organiser, &event).await, "released");
    let then = iso_week(site.app.clock.today());
    site.app.clock.advance(Duration::days(100));
    let gone = site.visitor().tell(&[]).await;
    site.visitor().post("/acme/receipt/withdrawal", &[("code", &gone)]).await;
    site.visitor().tell(&[]).await;
    site.mix().await;
    let now = iso_week(site.app.clock.today());
    let mut owner = site.as_owner().await;
    let late = "update stories set status = 'expired' where status = 'submitted'";
    owner.batch_execute(&[late, DOWNGRADE, UPGRADE].join(";")).await.unwrap();
    let weeks = "select concat_ws(' ', status, changed_week, published_week) as line from stories \
        union all select concat_ws(' ', 'a code', closed_week) from receipts where story_id is null order by 1";
    let expected = [format!("a code {now}"), format!("accepted {now} {then}"), format!("withdrawn {now}")];
    assert_eq!(lines(&site, weeks).await, expected);
}
