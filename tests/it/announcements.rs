//! People subscribe; an organiser tells them about an agenda; everybody gets it once, even after failures on the way.

use crate::support::{
    Page, Sink, TestSite, Visitor,
    announcements::{confirm, draft, ledger_of, subscribe, subscribers},
};
use actix_web::test::TestRequest;
use chrono::{DateTime, Duration, Utc};
use diesel::{QueryableByName, sql_query, sql_types};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use mail_parser::{MessageParser, MimeHeaders};
use pratfall::{
    accounts::Role,
    announcements::{
        model::{Claimed, Place},
        store::ledger::Ledger,
        subscription,
    },
    ids::{AnnouncementId, ClaimId, SubscriptionId},
    platform::db::transaction,
};
use std::collections::BTreeMap;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql_types::Uuid)]
    id: SubscriptionId,
    #[diesel(sql_type = sql_types::Text)]
    status: String,
    #[diesel(sql_type = sql_types::Nullable<sql_types::Text>)]
    email: Option<String>,
}

async fn subscriptions(site: &TestSite) -> Vec<Row> {
    let query = sql_query("select id, status, email from subscriptions order by email nulls last, id");
    query.load(&mut site.as_owner().await).await.unwrap()
}

/// The address of a subscriber's own page.
fn link(site: &TestSite, id: SubscriptionId) -> String {
    format!("/acme/subscriptions/{}", subscription::token(&site.app.keys.links, id))
}

async fn status(desk: &Visitor, path: &str) -> String {
    desk.get(path).await.attribute("[data-test=announcement-status]", "data-status")
}

#[actix_web::test]
async fn an_address_is_written_to_only_after_its_owner_agreed() {
    let site = TestSite::new().await;
    let page = subscribe(&site, "Mia@Example.org", "nl").await;
    assert_eq!((page.status.as_u16(), page.header("location")), (303, "/acme/subscribe/sent"));
    assert_eq!(site.visitor().get("/acme/subscribe/sent").await.status, 200);
    site.work().await;
    let mails = site.mails();
    assert_eq!(mails.len(), 1);
    let mail = MessageParser::default().parse(mails[0].as_bytes()).unwrap();
    assert!(mail.subject().unwrap().contains("op de hoogte"), "{:?}", mail.subject());
    let text = mail.body_text(0).unwrap();
    let link = text.split_whitespace().find(|word| word.starts_with("http://127.0.0.1:8080/")).unwrap();
    let path = link.strip_prefix("http://127.0.0.1:8080").unwrap();

    let visitor = site.visitor();
    for _ in 0..2 {
        assert!(visitor.get(path).await.body.contains("mia@example.org"));
    }
    assert_eq!(subscriptions(&site).await[0].status, "unconfirmed", "looking changes nothing");
    assert_eq!(visitor.post(&format!("{path}/confirmation"), &[]).await.header("location"), path);
    assert_eq!(subscriptions(&site).await[0].status, "confirmed");

    assert_eq!(visitor.post(&format!("{path}/unsubscription"), &[]).await.status, 303);
    let row = subscriptions(&site).await.remove(0);
    assert_eq!((row.status.as_str(), row.email), ("unsubscribed", None));
    assert!(!visitor.get(path).await.body.contains("example.org"));
    visitor.post(&format!("{path}/confirmation"), &[]).await;
    assert_eq!(subscriptions(&site).await[0].status, "unsubscribed", "the address is gone");

    site.app.clock.advance(Duration::minutes(11));
    subscribe(&site, "mia@example.org", "fr").await;
    site.work().await;
    let row = subscriptions(&site).await.remove(0);
    assert_eq!((row.status.as_str(), site.mails().len()), ("unconfirmed", 2), "a new opt-in");
}

#[actix_web::test]
async fn nobody_learns_from_the_form_who_is_subscribed() {
    let site = TestSite::new().await;
    subscribers(&site, &["known"]).await;
    let before = site.mails().len();
    let known = subscribe(&site, "known@example.org", "fr").await;
    let unknown = subscribe(&site, "unknown@example.org", "fr").await;
    let told = |page: &Page| (page.status, page.body.clone(), page.header("location").to_owned());
    assert_eq!(told(&known), told(&unknown));
    site.work().await;
    assert_eq!(site.mails().len(), before + 1, "the subscriber gets nothing");
    for _ in 0..3 {
        subscribe(&site, "unknown@example.org", "fr").await;
    }
    site.work().await;
    assert_eq!(site.mails().len(), before + 1, "one mail in ten minutes");
    site.app.clock.advance(Duration::minutes(11));
    subscribe(&site, "unknown@example.org", "fr").await;
    site.work().await;
    assert_eq!(site.mails().len(), before + 2);
    let statuses: Vec<_> = subscriptions(&site).await.into_iter().map(|row| row.status).collect();
    assert_eq!(statuses, ["confirmed", "unconfirmed"], "nobody else can change a subscription");
}

#[actix_web::test]
async fn odd_addresses_and_links_are_refused() {
    let site = TestSite::new().await;
    for odd in ["", "x", "a@b", "a@[127.0.0.1]", "-oQ/tmp@x.test", "a@x.be\r\nBcc: b@x.be", "\"a\"@x.be"] {
        let page = subscribe(&site, odd, "nl").await;
        assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec!["email".to_owned()]), "{odd}");
    }
    let page = subscribe(&site, "a@x.be", "de").await;
    assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec!["language".to_owned()]));
    assert!(page.body.contains("a@x.be"), "what was typed stays");
    subscribers(&site, &["mia"]).await;
    let token = link(&site, subscriptions(&site).await[0].id);
    TestSite::add_organisation(&site.app, "other").await;
    let unborn = link(&site, SubscriptionId::new());
    for path in [unborn, token.replace("/acme/", "/other/"), token[..30].to_owned(), format!("{token}A")] {
        let page = site.visitor().get(&path).await;
        // Random tokens may end with a mark that is taken for punctuation.
        let rest = path.trim_end_matches('_');
        let led = (page.status.as_u16(), page.header("location"));
        assert_eq!(led, if rest == path { (404, "") } else { (301, rest) }, "{path}");
        assert_eq!(site.visitor().get(rest).await.status, 404, "{rest}");
        for act in ["confirmation", "unsubscription"] {
            assert_eq!(site.visitor().post(&format!("{path}/{act}"), &[]).await.status, 404, "{path}");
        }
    }
}

#[actix_web::test]
async fn one_click_unsubscribes_however_a_mail_program_encodes_it() {
    let site = TestSite::new().await;
    subscribers(&site, &["a", "b"]).await;
    let rows = subscriptions(&site).await;
    let form = b"List-Unsubscribe=One-Click".to_vec();
    let parts =
        b"--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n"
            .to_vec();
    let ways = [("application/x-www-form-urlencoded", form), ("multipart/form-data; boundary=x", parts)];
    for (row, (media, body)) in rows.iter().zip(ways) {
        let path = format!("{}/unsubscription", link(&site, row.id));
        let request = || {
            TestRequest::post().uri(&path).insert_header(("content-type", media)).set_payload(body.clone())
        };
        let page = site.visitor().ask(request()).await;
        assert_eq!((page.status.as_u16(), page.header("location"), page.header("set-cookie")), (200, "", ""));
        assert_eq!(site.visitor().ask(request()).await.status, 200, "twice is fine");
    }
    assert!(subscriptions(&site).await.iter().all(|row| row.email.is_none()));
}

#[actix_web::test]
async fn an_announcement_reaches_everybody_once_in_their_language() {
    let site = TestSite::new().await;
    subscribers(&site, &["a", "b"]).await;
    sql_query("update subscriptions set language = 'nl' where email like 'b%'")
        .execute(&mut site.as_owner().await)
        .await
        .unwrap();
    let (desk, path) = draft(&site).await;
    let before = site.mails().len();
    confirm(&desk, &path).await;
    site.work().await;
    assert_eq!(status(&desk, &path).await, "finished");
    let mails = site.mails();
    assert_eq!(mails.len(), before + 2);
    for raw in &mails[before..] {
        let mail = MessageParser::default().parse(raw.as_bytes()).unwrap();
        let dutch = mail.to().unwrap().first().unwrap().address().unwrap().starts_with('b');
        let subject = if dutch { "Het programma staat klaar" } else { "The agenda is out" };
        assert_eq!(mail.subject().unwrap(), format!("{subject}: The Friday fuck-ups"));
        let text = mail.body_text(0).unwrap();
        assert!(text.contains("14:00") && text.contains("/acme/events/"), "{text}");
        assert!(!text.contains('[') && !raw.contains("anybodys-own-token"), "{text}");
        let calendar = mail.attachment(0).unwrap();
        assert_eq!(calendar.attachment_name(), Some("agenda.ics"));
        assert!(String::from_utf8_lossy(calendar.contents()).starts_with("BEGIN:VCALENDAR\r\n"));
        let html = mail.body_html(0).unwrap();
        for foreign in ["<img", "<script", "fonts.googleapis", "@import"] {
            assert!(!html.contains(foreign), "{foreign} in {html}");
        }
        let unfolded = raw.replace("\r\n ", " ");
        let header =
            |name: &str| unfolded.lines().find_map(|line| line.strip_prefix(name)).unwrap().to_owned();
        assert_eq!(header("List-Unsubscribe-Post: "), "List-Unsubscribe=One-Click");
        let one_click = header("List-Unsubscribe: <http://127.0.0.1:8080");
        let done =
            site.visitor().post(one_click.trim_end_matches('>'), &[("List-Unsubscribe", "One-Click")]).await;
        assert_eq!(done.status, 200);
    }
    assert!(subscriptions(&site).await.iter().all(|row| row.email.is_none()));
    let archive = site.visitor().get("/acme/announcements").await;
    assert_eq!(archive.texts("[data-test=announcement]").len(), 1, "{}", archive.body);
}

#[actix_web::test]
async fn nothing_is_sent_before_it_is_confirmed_as_shown() {
    let site = TestSite::new().await;
    let (desk, path) = draft(&site).await;
    let last = format!("{path}/confirmation");
    let page = desk.get(&last).await;
    assert_eq!(page.attribute("[data-test=recipients]", "data-count"), "0");
    for seen in ["", "0", "x", "99999999999999999999"] {
        assert_eq!(desk.post(&last, &[("seen", seen)]).await.status, 409, "nobody");
    }
    subscribers(&site, &["a"]).await;
    let form = desk.get(&last).await.fields(&format!("form[action='{last}']"));
    subscribers(&site, &["b"]).await;
    let before = site.mails().len();
    let page = desk.post_map(&last, &form).await;
    assert_eq!(page.status, 409);
    assert_eq!(page.attribute("[data-test=recipients]", "data-count"), "2", "asked again");
    assert!(ledger_of(&site).await.is_empty());
    site.work().await;
    assert_eq!(site.mails().len(), before);
    confirm(&desk, &path).await;
    assert_eq!(desk.post_map(&last, &form).await.status, 409);
    assert_eq!(desk.get(&last).await.leads_to(), path, "no draft any more");
    site.work().await;
    assert_eq!(site.mails().len(), before + 2);
    for late in ["texts", "pause", "resume", "cancellation"] {
        let page = desk.post(&format!("{path}/{late}"), &[("language", "en"), ("subject_en", "x")]).await;
        assert!(matches!(page.status.as_u16(), 409 | 422), "{late}: {}", page.status);
    }
}

#[actix_web::test]
async fn texts_are_texts_and_a_test_goes_to_its_writer_alone() {
    let site = TestSite::new().await;
    subscribers(&site, &["a"]).await;
    let (desk, path) = draft(&site).await;
    let form = format!("form[action='{path}/texts']");
    let mut fields = desk.get(&path).await.fields(&form);
    let evil = "{{ 1234567*7 }} {% include \"x\" %} [x](http://evil.example) <b>bold</b> <script>alert(1)</script>\n\n</mj-text><mj-raw>";
    fields.insert("body_en".to_owned(), evil.to_owned());
    fields.insert("subject_en".to_owned(), "{{ subject }} & [title]".to_owned());
    assert_eq!(desk.post_map(&format!("{path}/texts"), &fields).await.status, 303);
    let mut fields = desk.get(&path).await.fields(&form);
    let subject = fields.insert("subject_en".to_owned(), "Oops\r\nBcc: x@y.be".to_owned());
    assert_eq!(desk.post_map(&format!("{path}/texts"), &fields).await.status, 303);
    let mut saved = desk.get(&path).await.fields(&form);
    assert_eq!(saved["subject_en"], "Oops Bcc: x@y.be", "a subject is one line");
    saved.insert("subject_en".to_owned(), subject.unwrap());
    assert_eq!(desk.post_map(&format!("{path}/texts"), &saved).await.status, 303);
    let saved = desk.get(&path).await.fields(&form);

    let preview = desk.get(&format!("{path}/preview/en")).await;
    assert!(preview.header("content-security-policy").contains("sandbox"));
    for markup in ["<b>bold", "<script>", "<mj-", "8641969", "http://evil.example\""] {
        assert!(!preview.body.contains(markup), "{markup} in {}", preview.body);
    }
    assert_eq!(desk.get(&format!("{path}/preview/de")).await.status, 404);

    let before = site.mails().len();
    let test = saved.into_iter().chain([("then".to_owned(), "test".to_owned())]);
    let sent = desk.post_map(&format!("{path}/texts"), &test.collect()).await;
    let told = desk.get(sent.header("location")).await;
    assert_eq!(told.text("main [role=status]"), "A test is on its way to you.");
    site.work().await;
    let mails = site.mails();
    assert_eq!(mails.len(), before + 1);
    let mail = MessageParser::default().parse(mails[before].as_bytes()).unwrap();
    assert_eq!(mail.subject(), Some("[test] {{ subject }} & The Friday fuck-ups"));
    assert_eq!(mail.to().unwrap().first().unwrap().address(), Some("organiser@acme.example.org"));
    assert!(
        mail.body_text(0)
            .unwrap()
            .starts_with("{{ 1234567*7 }} {% include \"x\" %} [x](http://evil.example)")
    );
    assert!(mail.header("List-Unsubscribe").is_none());
    assert_eq!(status_of_draft(&desk, &path).await, 1);
}

async fn status_of_draft(desk: &Visitor, path: &str) -> usize {
    desk.get(path).await.texts("form#draft").len()
}

#[actix_web::test]
async fn every_failure_of_a_mail_server_is_handled_and_nobody_is_forgotten() {
    let mut sink = Sink::start(&[]).await;
    let site = TestSite::with(&[("SMTP_URL", &sink.url())]).await;
    let names =
        ["ann", "bob", "temp", "perm", "data4", "data5", "drop", "cutrcpt", "cutbody", "once-rcpt451"];
    subscribers(&site, &names).await;
    sink.all().await;
    let (desk, path) = draft(&site).await;
    sink.all().await;
    confirm(&desk, &path).await;
    site.work_on().await;
    let fates = ledger_of(&site).await;
    let expected = [
        ("ann", "sent"),
        ("bob", "sent"),
        ("cutbody", "uncertain no answer"),
        ("cutrcpt", "pending broken connection"),
        ("data4", "pending 452 4.0.0"),
        ("data5", "failed 554 5.0.0"),
        ("drop", "uncertain no answer"),
        ("once-rcpt451", "pending 451 4.0.0"),
        ("perm", "failed 550 5.0.0"),
        ("temp", "pending 451 4.0.0"),
    ];
    let expected: BTreeMap<_, _> = expected.map(|(who, fate)| (who.to_owned(), fate.to_owned())).into();
    assert_eq!(fates, expected);
    assert_eq!(status(&desk, &path).await, "running");
    let first = sink.all().await;
    let drop: Vec<_> = first.iter().filter(|mail| mail.to[0].starts_with("drop")).collect();

    for _ in 0..60 {
        site.app.clock.advance(Duration::hours(1));
        site.work_on().await;
    }
    let fates = ledger_of(&site).await;
    let fate = |who: &str| fates[who].as_str();
    assert_eq!((fate("once-rcpt451"), fate("temp")), ("sent", "failed 451 4.0.0"), "48 hours are over");
    assert_eq!(
        (fate("drop"), fate("cutbody")),
        ("uncertain no answer flagged", "uncertain no answer flagged")
    );
    assert!(!fates.values().any(|fate| fate.starts_with("pending")), "{fates:?}");
    let desk = site.staff(Role::Organiser).await;
    assert_eq!(status(&desk, &path).await, "finished");
    let again: Vec<_> = sink.all().await;
    let twice: Vec<_> = again.iter().filter(|mail| mail.to[0].starts_with("drop")).collect();
    assert_eq!((drop.len(), twice.len()), (1, 1), "once more, then left at that");
    let id = |data: &str| data.lines().find(|line| line.starts_with("Message-ID")).unwrap().to_owned();
    assert_eq!(id(&drop[0].data), id(&twice[0].data), "the same mail");
    site.work().await;
}

#[actix_web::test]
async fn mails_wait_for_an_unreachable_server() {
    let sink = Sink::start(&[]).await;
    let url = sink.url();
    let port = sink.port;
    drop(sink);
    let site = TestSite::with(&[("SMTP_URL", &url)]).await;
    let (desk, path) = draft_without_mail(&site).await;
    confirm(&desk, &path).await;
    site.work_on().await;
    assert_eq!(ledger_of(&site).await["a"], "pending", "port {port} is closed");
    assert_eq!(status(&desk, &path).await, "running");
}

/// Makes a [`draft`] with one subscriber, where no mail server answers.
async fn draft_without_mail(site: &TestSite) -> (Visitor, String) {
    let mut owner = site.as_owner().await;
    subscribe(site, "a@example.org", "en").await;
    for sql in [
        "update subscriptions set status = 'confirmed', confirmed_at = now(), asked_at = now()",
        "delete from jobs",
    ] {
        sql_query(sql).execute(&mut owner).await.unwrap();
    }
    draft(site).await
}

#[actix_web::test]
async fn unsubscribing_pausing_and_cancelling_stop_waiting_mails() {
    let site = TestSite::new().await;
    subscribers(&site, &["a", "b"]).await;
    let (desk, path) = draft(&site).await;
    let before = site.mails().len();
    confirm(&desk, &path).await;
    assert_eq!(desk.post(&format!("{path}/pause"), &[]).await.status, 303);
    site.work().await;
    assert_eq!((site.mails().len(), status(&desk, &path).await), (before, "paused".to_owned()));
    let first = subscriptions(&site).await.remove(0).id;
    site.visitor().post(&format!("{}/unsubscription", link(&site, first)), &[]).await;
    assert_eq!(desk.post(&format!("{path}/resume"), &[]).await.status, 303);
    site.work().await;
    let fates = ledger_of(&site).await;
    assert_eq!((fates["gone"].as_str(), fates["b"].as_str()), ("skipped", "sent"));
    assert_eq!((site.mails().len(), status(&desk, &path).await), (before + 1, "finished".to_owned()));

    let list = desk.get("/desk/acme/announcements").await;
    let release = list.attributes("select[name=release] option", "value").remove(0);
    let made = desk.post("/desk/acme/announcements", &[("release", &release)]).await;
    let path = made.leads_to().to_owned();
    confirm(&desk, &path).await;
    assert_eq!(desk.post(&format!("{path}/cancellation"), &[]).await.status, 303);
    site.work().await;
    assert_eq!((site.mails().len(), status(&desk, &path).await), (before + 1, "cancelled".to_owned()));
}

#[actix_web::test]
async fn mails_claimed_by_a_dead_worker_are_unsent_or_uncertain() {
    let site = TestSite::new().await;
    subscribers(&site, &["claimed", "handed", "waiting"]).await;
    let (desk, path) = draft(&site).await;
    let before = site.mails().len();
    confirm(&desk, &path).await;
    let mut owner = site.as_owner().await;
    sql_query(
        "update deliveries d set status = split_part(email, '@', 1), claim = gen_random_uuid(), \
         lease_until = now() + interval '1 minute' \
         from subscriptions s where s.id = subscription_id and email not like 'waiting%'",
    )
    .execute(&mut owner)
    .await
    .unwrap();
    site.work_on().await;
    assert_eq!(site.mails().len(), before + 1, "others' claims are respected");
    site.app.clock.advance(Duration::minutes(2));
    site.work_on().await;
    let fates = ledger_of(&site).await;
    assert_eq!((fates["claimed"].as_str(), fates["handed"].as_str()), ("sent", "uncertain"));
    site.app.clock.advance(Duration::minutes(31));
    site.work_on().await;
    assert_eq!(ledger_of(&site).await["handed"], "sent flagged");
    assert_eq!(site.mails().len(), before + 3);
    site.work().await;
    let _ = desk;
}

#[actix_web::test]
async fn nothing_is_handed_over_without_a_claim_a_subscription_and_a_running_announcement() {
    let site = TestSite::new().await;
    subscribers(&site, &["a", "b", "c"]).await;
    let (desk, path) = draft(&site).await;
    confirm(&desk, &path).await;
    let announcement: AnnouncementId = path.rsplit('/').next().unwrap().parse().unwrap();
    let (organisation, now) = (site.organisation.id, site.app.clock.now());
    let ledger = Ledger { organisation, announcement };
    let mut conn = site.app.db.tenant(organisation).await.unwrap();
    let (ours, other) = (ClaimId::new(), ClaimId::new());
    let held = claim(&mut conn, ledger, ours, now).await;
    assert_eq!(held.len(), 3);
    assert!(claim(&mut conn, ledger, other, now).await.is_empty(), "one worker each");
    let [a, b, c] = ["a", "b", "c"].map(|who| {
        let mail = format!("{who}@example.org");
        held.iter().find(|item| item.email.as_ref() == Some(&mail)).unwrap().subscription_id
    });
    let mut hand = async |claim, who: &[_]| ledger.hand_over(&mut conn, claim, who).await.unwrap();
    assert!(hand(other, &[a]).await.is_empty(), "not ours");
    assert_eq!(hand(ours, &[a]).await, [a]);
    assert!(hand(ours, &[a]).await.is_empty(), "once only");
    site.visitor().post(&format!("{}/unsubscription", link(&site, b)), &[]).await;
    assert!(hand(ours, &[b]).await.is_empty(), "unsubscribed meanwhile");
    desk.post(&format!("{path}/pause"), &[]).await;
    assert!(hand(ours, &[c]).await.is_empty(), "paused meanwhile");
    assert!(ledger.accept(&mut conn, other, &[a]).await.unwrap().is_empty(), "not ours");
    for who in [b, c] {
        ledger.put_back(&mut conn, other, who).await.unwrap();
        ledger.put_back(&mut conn, ours, who).await.unwrap();
    }
    let fates = ledger_of(&site).await;
    assert_eq!(
        (fates["a"].as_str(), fates["gone"].as_str(), fates["c"].as_str()),
        ("handed", "skipped", "pending")
    );
    assert_eq!(ledger.accept(&mut conn, ours, &[a, c]).await.unwrap(), [a]);
    assert_eq!(ledger_of(&site).await["a"], "sent");
    site.work_on().await;
}

/// Claims the mails that are due, from the start.
pub async fn claim(
    conn: &mut AsyncPgConnection,
    ledger: Ledger,
    claim: ClaimId,
    now: DateTime<Utc>,
) -> Vec<Claimed> {
    transaction(conn, async |mut tx| ledger.claim(&mut tx, claim, now, Place::START).await).await.unwrap()
}

#[actix_web::test]
async fn captured_mail_is_for_a_demonstration_on_this_machine_only() {
    let site = TestSite::demo(&[]).await;
    subscribe(&site, "mia@example.org", "en").await;
    site.work().await;
    let local = |path: &str| TestRequest::get().uri(path).insert_header(("host", "127.0.0.1:8080"));
    let list = site.visitor().ask(local("/dev/mailbox")).await;
    let href = list.attribute("[data-test=mail] a", "href");
    let mail = site.visitor().ask(local(&href)).await;
    assert!(mail.text("[data-test=mail-text]").contains("/acme/subscriptions/"));
    let html = site.visitor().ask(local(&format!("{href}/html"))).await;
    assert!(html.header("content-security-policy").contains("sandbox"), "{:?}", html.headers);
    assert_eq!(site.visitor().ask(local(&format!("{href}/attachments/0"))).await.status, 404);
    for path in ["/dev/mailbox/..%2F..%2Fkeys%2Flinks.key", "/dev/mailbox/x.eml"] {
        assert_eq!(site.visitor().ask(local(path)).await.status, 404, "{path}");
    }
    let from_outside = TestRequest::get().uri("/dev/mailbox").peer_addr("192.0.2.1:5".parse().unwrap());
    assert_eq!(site.visitor().ask(from_outside.insert_header(("host", "127.0.0.1"))).await.status, 404);
    let other_name = TestRequest::get().uri("/dev/mailbox").insert_header(("host", "evil.example"));
    assert_eq!(site.visitor().ask(other_name).await.status, 404);
    for (name, value) in [
        ("x-forwarded-host", "localhost"),
        ("forwarded", "host=localhost"),
        ("x-forwarded-for", "127.0.0.1"),
        ("via", "1.1 proxy"),
    ] {
        let passed_on = |host| TestRequest::get().uri("/dev/mailbox").insert_header(("host", host));
        for host in ["pratfall.example.org", "127.0.0.1"] {
            let asked = passed_on(host).insert_header((name, value));
            assert_eq!(site.visitor().ask(asked).await.status, 404, "{name} to {host}");
        }
    }
    for elsewhere in [
        TestSite::demo(&[("SMTP_URL", "smtp://127.0.0.1:9")]).await,
        // Behind the documented proxy, which passes on any host that a visitor names.
        TestSite::demo(&[("PRATFALL_PUBLIC_URL", "https://pratfall.example.org")]).await,
        TestSite::new().await,
    ] {
        assert_eq!(elsewhere.visitor().ask(local("/dev/mailbox")).await.status, 404);
    }
}

#[actix_web::test]
async fn only_organisers_see_who_subscribed() {
    let site = TestSite::new().await;
    subscribers(&site, &["a", "b"]).await;
    let (organiser, path) = draft(&site).await;
    let page = organiser.get("/desk/acme/subscribers").await;
    assert_eq!(page.attribute("[data-test=subscribers]", "data-confirmed"), "2");
    assert_eq!(page.texts("[data-test=subscriber]").len(), 2);
    let moderator = site.staff(Role::Moderator).await;
    for page in ["/desk/acme/subscribers", "/desk/acme/announcements", &path] {
        assert_eq!(moderator.get(page).await.status, 403, "{page}");
        assert_eq!(site.visitor().get(page).await.status, 303, "{page}");
    }
    for act in ["texts", "confirmation", "pause", "resume", "cancellation"] {
        assert_eq!(moderator.post(&format!("{path}/{act}"), &[]).await.status, 403, "{act}");
    }
    let other = TestSite::add_organisation(&site.app, "other").await;
    let foreign = site.staff_of(&other, Role::Organiser).await;
    assert_eq!(foreign.get(&path.replace("acme", "other")).await.status, 404);
}
