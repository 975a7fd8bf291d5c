//! Lessons of a told story are written by staff and read by its author alone.

use crate::support::{
    TestSite, Visitor,
    database::{files_of, lines},
    days::{add_story, organiser, release},
    stories::{accept, accepted, claimed, mailbox},
};
use chrono::Duration;
use futures_util::future::join_all;
use pratfall::{
    accounts::Role,
    app::upkeep::upkeep,
    ids::{LessonId, StoryId},
    lessons::actions::MOST,
    platform::time::iso_week,
    retention::PUBLISHED,
};

async fn story_id(site: &TestSite) -> String {
    lines(site, "select id::text as line from stories").await.remove(0)
}

/// A told story: its code, an organiser, and the page where they write down what came of it.
async fn told(site: &TestSite) -> (String, Visitor, String) {
    let code = accepted(site, "The crane at Halle").await;
    let (desk, event) = organiser(site).await;
    add_story(&desk, &event, "10").await;
    release(&desk, &event).await;
    let agenda = desk.get(&format!("{event}/agenda")).await;
    let links = agenda.attributes("a[href$='/lessons']", "href");
    (code, desk, links[0].clone())
}

async fn write(desk: &Visitor, path: &str, kind: &str, body: &str) {
    let mut form = desk.get(path).await.fields("#lesson");
    form.insert("which".to_owned(), kind.to_owned());
    form.insert("body".to_owned(), body.to_owned());
    let done = desk.post_map(path, &form).await;
    assert_eq!((done.status.as_u16(), done.leads_to()), (303, path), "{}", done.body);
}

#[actix_web::test]
async fn deleted_rows_are_gone_from_the_files_after_the_night() {
    let words = "The rope was older than the crane.";
    let lies = async |site: &TestSite| {
        let files = files_of(site).await.into_iter();
        let all = files.map(|file| std::fs::read(file).unwrap_or_default());
        all.filter(|all| all.windows(words.len()).any(|window| window == words.as_bytes())).count()
    };
    let site = TestSite::new().await;
    let (code, desk, path) = told(&site).await;
    write(&desk, &path, "lesson", words).await;
    assert_eq!(lies(&site).await, 1, "readable, for who looks");
    site.visitor().post("/acme/receipt/withdrawal", &[("code", &code)]).await;
    site.work_on().await;
    upkeep(site.app.clone()).await.unwrap();
    assert_eq!(lies(&site).await, 0);
}

#[actix_web::test]
async fn only_the_author_reads_the_lessons_of_a_story() {
    let site = TestSite::new().await;
    let (code, desk, path) = told(&site).await;
    write(&desk, &path, "lesson", "Look at the log <b>first</b>.").await;
    write(&desk, &path, "action", "The screen moves while it works.").await;
    let page = mailbox(&site, &code).await;
    let came = page.texts("[data-test=lesson]");
    assert_eq!(came.len(), 2);
    assert!(came[0].contains("Look at the log <b>first</b>.") && came[1].contains("Nog te doen"));
    for public in ["/acme", "/acme/events", "/acme/promise"] {
        assert!(!site.visitor().get(public).await.body.contains("Look at the log"), "{public}");
    }

    let id = desk.get(&path).await.attributes("[data-test=lesson]", "data-id").remove(1);
    let completion = format!("{path}/{id}/completion");
    for (done, state) in [("yes", "Gedaan"), ("yes", "Gedaan"), ("no", "Nog te doen"), ("yes", "Gedaan")] {
        assert_eq!(desk.post(&completion, &[("done", done)]).await.status, 303);
        assert!(mailbox(&site, &code).await.texts("[data-test=lesson]")[1].contains(state));
    }
    assert_eq!(desk.post(&completion, &[("done", "maybe")]).await.status, 400);
    let removal = format!("{path}/{id}/removal");
    assert_eq!(desk.post(&removal, &[]).await.status, 303);
    assert_eq!(desk.post(&removal, &[]).await.status, 404);
    assert_eq!(mailbox(&site, &code).await.texts("[data-test=lesson]").len(), 1);
    let trail = "select verb as line from audit_entries where verb like 'lesson%' order by number";
    assert_eq!(
        lines(&site, trail).await,
        [
            "lesson_added",
            "lesson_added",
            "lesson_changed",
            "lesson_changed",
            "lesson_changed",
            "lesson_removed"
        ],
        "each change once"
    );
}

#[actix_web::test]
async fn a_lesson_is_not_done_and_a_form_sent_twice_is_one() {
    let site = TestSite::new().await;
    let (_, desk, path) = told(&site).await;
    let mut form = desk.get(&path).await.fields("#lesson");
    form.insert("body".to_owned(), "Once is enough.".to_owned());
    for done in join_all((0..4).map(|_| desk.post_map(&path, &form))).await {
        assert_eq!(done.status, 303);
    }
    let page = desk.get(&path).await;
    let ids = page.attributes("[data-test=lesson]", "data-id");
    assert_eq!(ids.len(), 1);
    let done = desk.post(&format!("{path}/{}/completion", ids[0]), &[("done", "yes")]).await;
    assert_eq!(done.status, 404, "only an action can be done");
}

#[actix_web::test]
async fn a_story_has_no_lessons_before_it_was_told() {
    let site = TestSite::new().await;
    let (code, desk, path) = claimed(&site, &[]).await;
    let page = format!("{path}/lessons");
    let form = [("id", &*LessonId::new().to_string()), ("which", "lesson"), ("body", "Too early.")]
        .map(|(k, v)| (k, v.to_owned()));
    let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
    assert_eq!(desk.get(&page).await.status, 404, "not a word before it is accepted");
    assert_eq!(desk.post(&page, &form).await.status, 409);
    accept(&desk, &path).await;
    site.visitor().consent(&code).await;
    site.mix().await;
    assert_eq!(desk.get(&path).await.attributes("a[href$='/lessons']", "href"), [page.as_str()]);
    let early = desk.get(&page).await;
    assert_eq!((early.status.as_u16(), early.texts("#lesson").len()), (200, 0));
    assert_eq!(desk.post(&page, &form).await.status, 409);
    assert!(lines(&site, "select body as line from lessons").await.is_empty());
}

#[actix_web::test]
async fn lessons_go_with_a_withdrawn_story() {
    let site = TestSite::new().await;
    let (code, desk, path) = told(&site).await;
    write(&desk, &path, "lesson", "Look at the log first.").await;
    let visitor = site.visitor();
    let before = visitor.post("/acme/receipt/withdrawal/preview", &[("code", &code)]).await;
    assert!(before.body.contains("lessen en acties"));
    let after = visitor.post("/acme/receipt/withdrawal", &[("code", &code)]).await;
    assert!(!after.body.contains("Look at the log"), "at once");
    assert_eq!(desk.get(&path).await.status, 404);
    site.work().await;
    assert!(lines(&site, "select body as line from lessons").await.is_empty());
    assert!(lines(&site, "select id::text as line from slots where story_id is not null").await.is_empty());
}

#[actix_web::test]
async fn lessons_go_with_an_expired_story() {
    let site = TestSite::new().await;
    let (_, desk, path) = told(&site).await;
    write(&desk, &path, "lesson", "Look at the log first.").await;
    let over = PUBLISHED.last_day(&iso_week(site.app.clock.today())).unwrap() + Duration::days(1);
    site.move_to(over);
    site.mix().await;
    site.work_on().await;
    assert!(lines(&site, "select body as line from lessons").await.is_empty());
}

#[actix_web::test]
async fn bad_lessons_are_told_apart_and_kept() {
    let site = TestSite::new().await;
    let (_, desk, path) = told(&site).await;
    let (long, fits) = ("\u{1f9d1}".repeat(501), "\u{1f9d1}".repeat(500));
    let fresh = LessonId::new().to_string();
    for (field, id, kind, body) in [
        ("body", fresh.as_str(), "lesson", ""),
        ("body", fresh.as_str(), "lesson", " \u{200b} "),
        ("body", fresh.as_str(), "lesson", "ab"),
        ("body", fresh.as_str(), "lesson", long.as_str()),
        ("body", "x", "lesson", "An id of their own."),
        ("which", fresh.as_str(), "", "What kind?"),
        ("which", fresh.as_str(), "Lesson", "What kind?"),
    ] {
        let page = desk.post(&path, &[("id", id), ("which", kind), ("body", body)]).await;
        assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec![field.to_owned()]), "{body:?}");
        let kept = page.fields("#lesson")["body"].replace('\u{fffd}', "\u{0}");
        assert_eq!(kept, body, "what was typed is kept");
    }
    write(&desk, &path, "lesson", &fits).await;
    for n in 1..MOST {
        write(&desk, &path, "action", &format!("Action {n}.")).await;
    }
    let full = desk.get(&path).await;
    assert_eq!((full.texts("[data-test=lesson]").len(), full.texts("#lesson").len()), (MOST, 0));
    let more = [("id", fresh.as_str()), ("which", "lesson"), ("body", "One too many.")];
    assert_eq!(desk.post(&path, &more).await.status, 409);
}

#[actix_web::test]
async fn moderators_and_organisers_of_the_organisation_write_nobody_else() {
    let site = TestSite::new().await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    let (_, desk, path) = told(&site).await;
    write(&desk, &path, "action", "The screen moves while it works.").await;
    let lesson = desk.get(&path).await.attributes("[data-test=lesson]", "data-id").remove(0);
    let story = story_id(&site).await;
    let moderator = site.staff(Role::Moderator).await;
    assert_eq!(moderator.get(&path).await.status, 200);
    let administrator = site.staff(Role::Administrator).await;
    let foreign = site.staff_of(&other, Role::Organiser).await;
    let body = [
        ("id", &*LessonId::new().to_string()),
        ("which", "lesson"),
        ("body", "A foreign one."),
        ("done", "yes"),
    ]
    .map(|(k, v)| (k, v.to_owned()));
    let body: Vec<(&str, &str)> = body.iter().map(|(k, v)| (*k, v.as_str())).collect();
    assert_eq!(administrator.get(&path).await.status, 403);
    for rest in [String::new(), format!("/{lesson}/completion"), format!("/{lesson}/removal")] {
        assert_eq!(administrator.post(&format!("{path}{rest}"), &body).await.status, 403, "{rest}");
        for (org, story, rest) in [
            ("other", story.clone(), rest.clone()),
            ("acme", story.clone(), rest.clone()),
            ("other", StoryId::new().to_string(), rest.clone()),
            ("other", "x".to_owned(), rest.clone()),
            ("other", story.clone(), rest.replace(&lesson, "x")),
        ] {
            let path = format!("/desk/{org}/stories/{story}/lessons{rest}");
            assert_eq!(foreign.post(&path, &body).await.status, 404, "{path}");
        }
        let elsewhere = format!("/desk/acme/stories/{}/lessons{rest}", StoryId::new());
        assert_eq!(desk.post(&elsewhere, &body).await.status, 404, "of no story");
    }
    assert_eq!(foreign.get(&format!("/desk/other/stories/{story}/lessons")).await.status, 404);
    assert_eq!(lines(&site, "select body as line from lessons where not done").await.len(), 1);
}

#[actix_web::test]
async fn lessons_hold_no_moment_and_nobody() {
    let site = TestSite::new().await;
    let columns = "select a.attname || ' ' || format_type(a.atttypid, null) as line from pg_attribute a \
        where a.attrelid = 'lessons'::regclass and a.attnum > 0 order by 1";
    insta::assert_snapshot!(lines(&site, columns).await.join(", "), @"body text, done boolean, id uuid, kind text, language text, organisation_id uuid, story_id uuid, week text");
    let (_, desk, path) = told(&site).await;
    write(&desk, &path, "lesson", "Look at the log first.").await;
    let version = "select substr(id::text, 15, 1) as line from lessons";
    assert_eq!(lines(&site, version).await, ["4"], "an id without a moment");
}
