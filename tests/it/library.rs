//! What was told can be read, as its author agreed to it, for as long as they do.

use crate::support::{
    PASSWORD, Page, TestSite, Visitor,
    days::public,
    library::{Shelved, agreed, shelved, shelved_with, tell_on_a_day},
    queries,
    stories::{accept, claimed, mailbox},
};
use chrono::{Duration, NaiveDate};
use diesel::{QueryableByName, sql_query, sql_types::Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use pratfall::{
    accounts::{self, Role, actions::Invitation, forms::Invitee, password::Password},
    ids::InvitationId,
    intake::proof,
    organisations::Readers,
    platform::{i18n::Language, mail::EmailAddress, time::iso_week},
    retention::{PUBLISHED, UNTOLD},
};

async fn lines(conn: &mut AsyncPgConnection, sql: &str) -> Vec<String> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        line: String,
    }
    let rows: Vec<Row> = sql_query(sql).load(conn).await.unwrap();
    rows.into_iter().map(|row| row.line).collect()
}

async fn titles(site: &TestSite) -> Vec<String> {
    lines(&mut site.as_owner().await, "select title as line from library_texts order by 1").await
}

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
        format!("1|{week}|en|house|Twice|The first run seemed to hang, so I started it again.|Mia");
    assert_eq!(lines(&mut owner, row).await, [expected]);
    let life =
        "select concat_ws('|', for_library, published_week) as line from stories where told_version = 1";
    assert_eq!(
        lines(&mut owner, life).await,
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
    let event = tell_on_a_day(&site).await;
    let on = |day: &str| day.parse::<NaiveDate>().unwrap();
    for (day, expected) in [("2027-06-03", &[][..]), ("2027-06-05", &["The crane"])] {
        site.move_to(on(day));
        assert_eq!(titles(&site).await, [""; 0], "at the mix and at no other moment");
        site.mix().await;
        site.work().await;
        assert_eq!(titles(&site).await, expected, "on {day}");
    }
    let told_on = lines(&mut site.as_owner().await, "select event_id::text as line from library_texts").await;
    assert!(event.ends_with(&told_on[0]), "{event}");
}

#[actix_web::test]
async fn who_told_before_there_was_a_library_was_not_asked_and_is_not_in_it() {
    let site = TestSite::new().await;
    let code = site.visitor().tell(&[("told_by", "reader")]).await;
    site.mix().await;
    let before = "update stories set for_library = false";
    site.as_owner().await.batch_execute(before).await.unwrap();
    let moderator = site.staff(Role::Moderator).await;
    let path = format!("/desk/acme/stories/{}", moderator.first_story().await);
    moderator.post(&format!("{path}/claim"), &[]).await;
    accept(&moderator, &path).await;
    site.visitor().consent(&code).await;
    site.mix().await;
    tell_on_a_day(&site).await;
    site.move_to("2027-06-05".parse().unwrap());
    site.mix().await;
    site.work().await;
    assert_eq!(titles(&site).await, [""; 0]);
}

/// Everything that ends what an author agreed to, as somebody writes it to the database.
const ENDS: [(&str, &str); 8] = [
    (
        "withdrawn",
        "update stories set status = 'withdrawn', told_version = null, asked_week = null, agreed_version = null",
    ),
    ("expired", "update stories set status = 'expired', told_version = null, agreed_version = null"),
    ("reopened", "update stories set status = 'in_review', agreed_version = null"),
    ("consent voided", "update stories set agreed_version = null"),
    ("named or not", "update stories set anonymity = 'named'"),
    ("hidden", "update stories set hidden_by = 'reader'"),
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
        let left = lines(&mut owner, "select title as line from library_texts").await;
        assert_eq!(left, [""; 0], "{what}");
        owner.batch_execute("rollback").await.unwrap();
    }
    assert_eq!(titles(&site).await, ["Gone at once"]);
    // As the application does it, behind its wall.
    let mut own = site.app.db.tenant(site.organisation.id).await.unwrap();
    own.batch_execute("begin; update stories set changed_week = '2026-W01', published_week = '2026-W01'")
        .await
        .unwrap();
    assert_eq!(lines(&mut own, "select title as line from library_texts").await.len(), 1, "a mere step");
    own.batch_execute("update stories set agreed_version = null").await.unwrap();
    assert_eq!(lines(&mut own, "select title as line from library_texts").await, [""; 0]);
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
             insert into library_texts select organisation_id, id, 1, week, language, null, null, 'house', '', '', '', '', '', '', null \
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
    let gone = site.visitor().post("/acme/receipt/withdrawal", &[("code", &first.code)]).await;
    assert_eq!(gone.status, 200);
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
        assert_eq!(lines(&mut site.as_owner().await, names).await, [""; 0], "not under the old name");
        site.work().await;
        assert_eq!(lines(&mut site.as_owner().await, names).await, [expected]);
    }
}

#[actix_web::test]
async fn a_story_is_read_with_what_came_of_it_and_where_it_was_told() {
    let site = TestSite::new().await;
    let told = agreed(
        &site,
        &[
            ("title", "The <crane> at Halle"),
            ("told_by", "reader"),
            ("language", "nl"),
            ("theme", "planning"),
            ("what_happened", "Eerst dit, een hele zin.\n\nDan dat, nog een hele zin."),
            ("advice", "Vraag het."),
        ],
    )
    .await;
    let event = tell_on_a_day(&site).await;
    site.move_to("2027-06-05".parse().unwrap());
    site.mix().await;
    site.work().await;
    let lessons = format!("{}/lessons", told.desk());
    let moderator = site.staff(Role::Moderator).await;
    let mut form = moderator.get(&lessons).await.fields("#lesson");
    form.insert("body".to_owned(), "Two look before it goes.".to_owned());
    assert_eq!(moderator.post_map(&lessons, &form).await.status, 303);
    let other = shelved_with(&site, &[("title", "Another"), ("theme", "planning")]).await;

    let visitor = site.visitor();
    let list = visitor.get("/acme/library?lang=en").await;
    assert_eq!(list.attributes("[data-test=story]", "data-id").len(), 2);
    let page = visitor.get(&format!("{}?lang=en", told.page())).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert_eq!(page.text("h1"), "The <crane> at Halle");
    assert_eq!(page.attribute("h1", "lang"), "nl");
    let main = page.text("main");
    for words in
        ["Eerst dit", "Dan dat", "Vraag het.", "Two look before it goes.", "Friday fuck-ups", "Another"]
    {
        assert!(main.contains(words), "{words} in {main}");
    }
    assert_eq!(page.texts("article[data-id] h2").len(), 3, "no question without an answer: {main}");
    assert_eq!(page.attributes("[data-test=story]", "data-id"), [told.id.as_str(), other.id.as_str()]);
    let event = event.rsplit('/').next().unwrap();
    assert!(page.body.contains(&format!("/acme/events/{event}")));
    for (address, expected) in [
        ("theme=planning", 2),
        (&format!("event={event}"), 1),
        ("language=nl", 1),
        ("language=fr", 0),
        ("language=nl&theme=planning", 1),
        ("week=2020-W01", 0),
    ] {
        let page = visitor.get(&format!("/acme/library?{address}&lang=fr")).await;
        assert_eq!(page.status, 200, "{address}: {}", page.body);
        assert_eq!(page.attributes("[data-test=story]", "data-id").len(), expected, "{address}");
        let other_language = page.attributes("a[hreflang=nl]", "href");
        assert!(
            other_language[0].contains(address.split('&').next().unwrap()),
            "{other_language:?} keeps {address}"
        );
    }
    let agenda = visitor.get(&format!("/acme/events/{event}?lang=en")).await;
    assert_eq!(agenda.attributes("[data-test=slot] a", "href"), [format!("{}?lang=en", told.page())]);
    let receipt = mailbox(&site, &told.code).await;
    assert_eq!(receipt.attributes("[data-test=readable] a", "href"), [told.page()]);
}

#[actix_web::test]
async fn addresses_that_nobody_made_are_refused_and_never_an_error_of_ours() {
    let site = TestSite::new().await;
    let story = shelved(&site, "One").await;
    let foreign = TestSite::add_organisation(&site.app, "other").await;
    let forged = format!("2026-W48.{}", story.id);
    let long = "9".repeat(5_000);
    for (query, status) in [
        ("theme=nowhere", 404),
        ("event=018f0000-0000-7000-8000-000000000000", 404),
        ("event=x", 404),
        ("language=de", 404),
        ("week=2026-W99", 404),
        ("after=x", 400),
        (&format!("after={long}"), 400),
        (&format!("after={forged}&before={forged}"), 400),
        (&format!("after={forged}%00"), 400),
        ("after=2026-W48.%27%20or%20true%20--", 400),
        (&format!("after={forged}"), 200),
        (&format!("before=9999-W53.{}", story.id), 200),
        (&format!("after=0000-W01.{}", story.id), 200),
        ("theme=planning&theme=planning", 400),
    ] {
        let page = site.visitor().get(&format!("/acme/library?{query}")).await;
        assert_eq!(page.status.as_u16(), status, "{query:.60}: {}", page.body);
    }
    for path in [
        format!("/{}/library/{}", foreign.slug, story.id),
        "/acme/library/x".to_owned(),
        "/acme/library/018f0000-0000-4000-8000-000000000000".to_owned(),
    ] {
        assert_eq!(site.visitor().get(&path).await.status, 404, "{path}");
    }
}

/// Puts copies of a shelved story on the shelf: as many as asked, two a week.
async fn fill(site: &TestSite, count: i64) {
    let sql = format!(
        "create temp table n as select gen_random_uuid() as id, i from generate_series(1, {count}) i; \
         insert into stories select (jsonb_populate_record(null::stories, to_jsonb(s) || jsonb_build_object('id', n.id, \
            'told_version', null, 'agreed_version', null, 'status', 'submitted'))).* from (select * from stories limit 1) s, n; \
         insert into story_versions select organisation_id, n.id, number, key_month, wrapped_key, sealed, written_by \
            from story_versions v, n where story_id = (select story_id from library_texts limit 1); \
         insert into consents select organisation_id, n.id, version, given_by, silence from consents c, n \
            where story_id = (select story_id from library_texts limit 1); \
         update stories set status = 'accepted', told_version = 1, agreed_version = 1 where id in (select id from n); \
         insert into library_texts select organisation_id, n.id, version, '20' || (10 + n.i / 104) || '-W' || \
            lpad((1 + n.i / 2 % 52)::text, 2, '0'), language, theme_id, event_id, readers, title || ' ' || n.i, what_happened, \
            made_sense, cost, learned, advice, shown_name from library_texts t, n; drop table n"
    );
    site.as_owner().await.batch_execute(&sql).await.unwrap();
}

#[actix_web::test]
async fn pages_of_the_list_hold_every_story_once_forth_and_back() {
    let site = TestSite::new().await;
    shelved(&site, "Many").await;
    fill(&site, 64).await;
    let visitor = site.visitor();
    let mut address = "/acme/library".to_owned();
    let (mut seen, mut pages) = (vec![], vec![]);
    loop {
        let page = visitor.get(&address).await;
        let ids = page.attributes("[data-test=story]", "data-id");
        assert!(!ids.is_empty() && ids.len() <= 20);
        pages.push(ids.clone());
        seen.extend(ids);
        let Some(next) = page.attributes("a[rel=next]", "href").into_iter().next() else {
            break;
        };
        address = next;
    }
    let mut once = seen.clone();
    once.sort();
    once.dedup();
    assert_eq!((seen.len(), once.len(), pages.len()), (65, 65, 4));
    for expected in pages.iter().rev().skip(1) {
        let page = visitor.get(&address).await;
        address = page.attributes("a[rel=prev]", "href").remove(0);
        let page = visitor.get(&address).await;
        assert_eq!(&page.attributes("[data-test=story]", "data-id"), expected);
    }
    let first = visitor.get(&address).await;
    assert!(first.attributes("a[rel=prev]", "href").is_empty(), "nothing is newer");
}

#[actix_web::test]
async fn a_thousand_stories_take_as_many_queries_as_one() {
    queries::record();
    let site = TestSite::new().await;
    let story = shelved_with(&site, &[("theme", "planning")]).await;
    let mut counts = vec![];
    for more in [0, 1_000] {
        fill(&site, more).await;
        for path in ["/acme/library", "/acme/library?theme=planning", "/acme/library.atom", &story.page()] {
            queries::take();
            assert_eq!(site.visitor().get(path).await.status, 200);
            counts.push(queries::take().len());
        }
    }
    let (few, many) = counts.split_at(4);
    assert_eq!(few, many);
    assert!(few.iter().all(|count| *count > 1), "{few:?}");
}

#[actix_web::test]
async fn a_withdrawn_story_is_nowhere_from_the_next_request_on() {
    let site = TestSite::new().await;
    let listener = actix_web::rt::spawn(site.app.pages.clone().listen(site.app.db.clone()));
    site.app.pages.until_listening(true).await;
    agreed(&site, &[("title", "Kwaremont"), ("told_by", "reader")]).await;
    let event = tell_on_a_day(&site).await;
    site.move_to("2027-06-05".parse().unwrap());
    site.mix().await;
    site.work().await;
    shelved(&site, "Stays").await;
    let code = lines(
        &mut site.as_owner().await,
        "select story_id::text as line from library_texts where title = 'Kwaremont'",
    )
    .await;
    let page = format!("/acme/library/{}", code[0]);
    let places = ["/acme/library", "/acme/library?language=nl", "/acme/library.atom", &page, &public(&event)];
    // Twice: the second comes from memory.
    for place in places.iter().chain(&places) {
        let shown = site.visitor().get(place).await;
        assert!(shown.body.contains("Kwaremont") || place.contains("language"), "{place}: {}", shown.body);
    }
    let by_hand = format!(
        "update stories set status = 'withdrawn', told_version = null, asked_week = null, \
        agreed_version = null where id = '{}'",
        code[0]
    );
    site.as_owner().await.batch_execute(&by_hand).await.unwrap();
    site.app.pages.settle().await;
    for place in places {
        let shown = site.visitor().get(place).await;
        assert!(!shown.body.contains("Kwaremont"), "{place}");
        assert_eq!(shown.status == 404, place == page, "{place}");
    }
    listener.abort();
}

#[actix_web::test]
async fn the_feed_says_what_is_new_and_no_more() {
    let site = TestSite::new().await;
    let empty = site.visitor().get("/acme/library.atom").await;
    assert_eq!(empty.header("content-type"), "application/atom+xml; charset=utf-8");
    let story = shelved(&site, "Moi & <toi>").await;
    let feed = site.visitor().get("/acme/library.atom?lang=fr").await;
    assert!(feed.body.contains("<title>Moi &amp; &lt;toi&gt;</title>"), "{}", feed.body);
    assert!(feed.body.contains(&format!("http://127.0.0.1:8080{}", story.page())));
    assert!(!feed.body.contains("first run seemed to hang"));
}

/// Presses “me too” with a proof for these random characters.
async fn press(site: &TestSite, story: &Shelved, random: &str) -> u16 {
    let stamp = format!("{}.{}.{random}", story.id, site.app.clock.today());
    let proof = proof::solve(&stamp);
    let done = site
        .visitor()
        .post(&format!("{}/me-too", story.page()), &[("stamp", &stamp), ("proof", &proof)])
        .await;
    done.status.as_u16()
}

async fn level(site: &TestSite, story: &Shelved) -> String {
    site.visitor().get(&format!("{}?lang=en", story.page())).await.texts("[data-test=me-too]").concat()
}

#[actix_web::test]
async fn a_press_shows_at_the_mix_roughly_and_the_same_press_is_one() {
    let site = TestSite::new().await;
    let story = shelved(&site, "Me too").await;
    for n in 0..4 {
        for _ in 0..3 {
            assert_eq!(press(&site, &story, &format!("abcdefghijklmno{n}")).await, 200, "sent again");
        }
    }
    assert_eq!(
        site.visitor().post(&format!("{}/me-too", story.page()), &[]).await.status,
        200,
        "without scripts"
    );
    assert_eq!(level(&site, &story).await, "", "not before the mix");
    site.mix().await;
    assert_eq!(level(&site, &story).await, "", "nor by anything but its work");
    site.work().await;
    assert!(level(&site, &story).await.contains("five others or more"));
    assert_eq!(site.count("me_toos").await, 5);
    assert_eq!(press(&site, &story, "abcdefghijklmno0").await, 200);
    site.mix().await;
    site.work().await;
    assert_eq!(site.count("me_toos").await, 5, "replayed after the mix");
}

#[actix_web::test]
async fn a_flood_of_presses_is_bounded_and_a_withdrawn_story_takes_none() {
    let site = TestSite::new().await;
    let story = shelved(&site, "Flood").await;
    let me_too = format!("{}/me-too", story.page());
    let mut statuses = vec![];
    for _ in 0..6 {
        let answer = site.visitor().post(&me_too, &[("stamp", "x"), ("proof", "y")]).await;
        statuses.push(answer.status.as_u16());
        assert_eq!(answer.headers.contains_key("retry-after"), answer.status == 429);
    }
    assert_eq!(statuses, [200, 200, 200, 429, 429, 429], "without proof");
    let mut taken = 0;
    for n in 10..22 {
        taken += u16::from(press(&site, &story, &format!("abcdefghijklmn{n}")).await == 200);
    }
    assert_eq!(taken, 7, "ten a day in all");
    site.mix().await;
    site.work().await;
    assert!(level(&site, &story).await.contains("ten others"));
    for day in 1..4 {
        site.move_to(site.app.clock.today() + Duration::days(1));
        for n in 10..20 {
            assert_eq!(press(&site, &story, &format!("abcdefghijkl{day}-{n}")).await, 200, "{day}, {n}");
        }
    }
    site.mix().await;
    site.work().await;
    assert!(level(&site, &story).await.contains("twenty-five"));
    assert_eq!(site.count("me_toos").await, 25, "more would show nothing more");
    site.visitor().post("/acme/receipt/withdrawal", &[("code", &story.code)]).await;
    assert_eq!(site.count("me_toos").await + site.count("me_too_levels").await, 0);
    assert_eq!(site.visitor().post(&me_too, &[]).await.status, 404);
    assert_eq!(press(&site, &story, "abcdefghijklmnop").await, 404);
    assert_eq!(site.visitor().post("/acme/library/x/me-too", &[]).await.status, 404);
}

/// Sends the form that hides a story.
async fn hide(site: &TestSite, story: &Shelved, who: &str) -> Page {
    let path = format!("{}/hiding", story.page());
    let mut form = site.visitor().get(&path).await.fields("#hide");
    form.insert("who".to_owned(), who.to_owned());
    site.visitor().post_map(&path, &form).await
}

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
    let story = agreed(&site, &[("title", "Kwaremont"), ("told_by", "reader")]).await;
    let event = tell_on_a_day(&site).await;
    site.move_to("2027-06-05".parse().unwrap());
    site.mix().await;
    site.work().await;
    assert_eq!(shown_on(&site, &story, &event).await.len(), 4);
    let path = format!("{}/hiding", story.page());
    let form = site.visitor().get(&path).await.fields("#hide");
    let page = hide(&site, &story, "").await;
    assert_eq!(page.status, 422, "who?");
    let page = hide(&site, &story, "me").await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert_eq!(shown_on(&site, &story, &event).await, [""; 0]);
    site.mix().await;
    site.work().await;
    assert_eq!(titles(&site).await, [""; 0], "the mix does not bring it back");
    assert_eq!(site.visitor().get(&path).await.status, 404);
    // Who had the form open already.
    for _ in 0..100 {
        let mut form = form.clone();
        form.insert("who".to_owned(), "somebody".to_owned());
        assert_eq!(site.visitor().post_map(&path, &form).await.status, 200);
    }
    assert_eq!(site.count("hidings where who = 'me' and state = 'open'").await, 1, "a hundred times is once");

    let first = site.staff(Role::Moderator).await;
    let desk = format!("/desk/acme/hidings/{}", story.id);
    assert_eq!(
        first.get("/desk/acme/hidings").await.attributes("[data-test=hiding]", "data-id"),
        [story.id.clone()]
    );
    for _ in 0..2 {
        assert_eq!(first.post(&desk, &[("verdict", "show")]).await.status, 303);
    }
    assert_eq!(shown_on(&site, &story, &event).await, [""; 0], "one person twice is one");
    let second = colleague(&site).await;
    assert_eq!(second.post(&desk, &[("verdict", "show")]).await.status, 303);
    assert_eq!(shown_on(&site, &story, &event).await, [public(&event)], "in the library at the mix");
    site.mix().await;
    site.work().await;
    assert_eq!(shown_on(&site, &story, &event).await.len(), 4);
    assert_eq!(second.post(&desk, &[("verdict", "keep")]).await.status, 409, "there is nothing to decide");

    // Asking once more does not hide: otherwise nobody could ever show a story against one stubborn reader.
    assert_eq!(hide(&site, &story, "somebody").await.status, 200);
    assert_eq!(shown_on(&site, &story, &event).await.len(), 4);
    assert_eq!(first.post(&desk, &[("verdict", "keep")]).await.status, 303);
    assert_eq!(shown_on(&site, &story, &event).await, [""; 0], "one person is enough then");
    assert_eq!(first.post(&desk, &[("verdict", "perhaps")]).await.status, 400);
}

/// A second moderator.
async fn colleague(site: &TestSite) -> Visitor {
    let invitee = Invitee {
        email: EmailAddress::parse("second@acme.example.org").unwrap(),
        name: "A. second".to_owned(),
        role: Role::Moderator,
        language: Language::En,
    };
    let mut conn = site.app.db.tenant(site.organisation.id).await.unwrap();
    let invited = accounts::actions::invite(
        &mut conn,
        site.organisation.id,
        None,
        InvitationId::new(),
        invitee,
        site.app.clock.now(),
    );
    let Invitation::Link(id) = invited.await.unwrap() else { panic!("somebody new") };
    drop(conn);
    let password = Password::parse(PASSWORD, &[]).unwrap();
    let signed_in = accounts::actions::take_up(&site.app, id, password).await;
    let mut visitor = site.visitor();
    visitor.with_session(signed_in.unwrap().token.as_str(), "acme").await;
    site.work().await;
    visitor
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
    assert_eq!(site.visitor().post_map(&path, &form).await.status, 200, "with a proof");
    assert_eq!(titles(&site).await, [""; 0]);
    site.visitor().post("/acme/receipt/withdrawal", &[("code", &story.code)]).await;
    assert_eq!(site.visitor().post_map(&path, &form).await.status, 404, "withdrawn meanwhile");
    site.work_on().await;
    assert_eq!(site.count("hidings").await, 0);
}

#[actix_web::test]
async fn an_author_hides_a_story_with_the_code_and_shows_it_again() {
    let site = TestSite::new().await;
    let story = shelved(&site, "Kwaremont").await;
    let press = async |hidden: &str| {
        let form = [("code", story.code.as_str()), ("hidden", hidden)];
        let page = site.visitor().post("/acme/receipt/hiding", &form).await;
        assert_eq!(page.status, 200, "{}", page.body);
        page.texts("[data-test=hidden]").len()
    };
    assert_eq!(press("yes").await, 1);
    assert_eq!(titles(&site).await, [""; 0]);
    site.mix().await;
    site.work().await;
    assert_eq!(titles(&site).await, [""; 0], "for as long as they like");
    let moderator = site.staff(Role::Moderator).await;
    assert!(
        moderator.get("/desk/acme/hidings").await.texts("[data-test=hiding]").is_empty(),
        "no affair of others"
    );
    assert_eq!(press("no").await, 0);
    site.mix().await;
    site.work().await;
    assert_eq!(titles(&site).await, ["Kwaremont"]);
    // What a reader had hidden is not its author's to show.
    hide(&site, &story, "somebody").await;
    assert_eq!(press("no").await, 1);
    site.mix().await;
    site.work().await;
    assert_eq!(titles(&site).await, [""; 0]);
    let unknown = [("code", "23456-789AB-CDEFG-HJKMN"), ("hidden", "yes")];
    let answer = site.visitor().post("/acme/receipt/hiding", &unknown).await;
    let plain = site.visitor().post("/acme/receipt", &unknown[..1]).await;
    assert_eq!(answer.status, plain.status, "a code that leads nowhere learns nothing");
}

#[actix_web::test]
async fn a_pack_is_read_in_its_order_and_a_withdrawn_story_is_gone_from_it_at_once() {
    let site = TestSite::new().await;
    let stories = [shelved(&site, "One").await, shelved(&site, "Two").await, shelved(&site, "Three").await];
    let desk = site.staff(Role::Organiser).await;
    let mut form = desk.get("/desk/acme/packs").await.fields("#pack");
    let empty = desk.post_map("/desk/acme/packs", &form).await;
    assert_eq!(empty.status, 422, "a title");
    form.insert("title_en".to_owned(), "First <weeks>".to_owned());
    form.insert("intro_en".to_owned(), "Read these first.".to_owned());
    let made = desk.post_map("/desk/acme/packs", &form).await;
    let pack = made.leads_to().to_owned();
    let again = desk.post_map("/desk/acme/packs", &form).await;
    assert_eq!(again.leads_to(), pack, "sent twice is one");
    form.insert("title_en".to_owned(), "Another".to_owned());
    assert_eq!(desk.post_map("/desk/acme/packs", &form).await.status, 422, "the id is taken");
    for story in [&stories[2], &stories[0], &stories[1], &stories[1]] {
        assert_eq!(desk.post(&format!("{pack}/stories"), &[("story", &story.id)]).await.status, 303);
    }
    assert_eq!(desk.post(&format!("{pack}/stories/{}/position", stories[1].id), &[]).await.status, 303);
    let public = format!("/acme/library/packs/{}", pack.rsplit('/').next().unwrap());
    assert_eq!(site.visitor().get(&public).await.status, 404, "not shown yet");
    assert!(site.visitor().get("/acme/library").await.texts("[data-test=pack]").is_empty());
    let mut form = desk.get(&pack).await.fields("#pack");
    let stale = form.clone();
    form.insert("shown".to_owned(), "on".to_owned());
    assert_eq!(desk.post_map(&pack, &form).await.status, 303);
    let mut other = stale;
    other.insert("title_en".to_owned(), "Something else".to_owned());
    let changed = desk.post_map(&pack, &other).await;
    assert_eq!(changed.status, 409, "somebody else saved meanwhile");
    assert_eq!(changed.fields("#pack")["title_en"], "Something else", "what was typed is kept");

    let read = async || {
        let page = site.visitor().get(&public).await;
        page.attributes("[data-test=story]", "data-id")
    };
    assert_eq!(read().await, [&stories[2].id, &stories[1].id, &stories[0].id].map(Clone::clone));
    let page = site.visitor().get(&format!("{public}?lang=nl")).await;
    assert_eq!(
        (page.text("h1"), page.attribute("h1", "lang")),
        ("First <weeks>".to_owned(), "en".to_owned())
    );
    assert_eq!(site.visitor().get("/acme/library").await.texts("[data-test=pack]"), ["First <weeks>"]);
    site.visitor().post("/acme/receipt/withdrawal", &[("code", &stories[1].code)]).await;
    assert_eq!(read().await, [&stories[2].id, &stories[0].id].map(Clone::clone));
    assert_eq!(desk.post(&format!("{pack}/stories"), &[("story", &stories[1].id)]).await.status, 404);
    site.work_on().await;
    assert_eq!(site.count("pack_stories").await, 2);
    assert_eq!(desk.post(&format!("{pack}/stories/{}/removal", stories[2].id), &[]).await.status, 303);
    assert_eq!(read().await, [stories[0].id.clone()]);
    assert_eq!(desk.post(&format!("{pack}/removal"), &[]).await.status, 303);
    assert_eq!(site.visitor().get(&public).await.status, 404);
    assert_eq!(desk.post(&format!("{pack}/removal"), &[]).await.status, 404);
}

#[actix_web::test]
async fn nobody_without_the_key_reads_what_was_told_to_the_house() {
    let site = TestSite::new().await;
    let open = shelved(&site, "For everybody").await;
    site.set_readers("acme", Readers::House).await;
    let inside = shelved(&site, "For the house").await;
    let paths = [
        "/acme/library".to_owned(),
        "/acme/library.atom".to_owned(),
        open.page(),
        inside.page(),
        format!("{}/hiding", inside.page()),
    ];
    for path in &paths {
        let page = site.visitor().get(path).await;
        assert!(matches!(page.status.as_u16(), 401 | 403), "{path}: {}", page.status);
        assert!(!page.body.contains("For the house") && !page.body.contains("For everybody"), "{path}");
    }
    for form in ["me-too", "hiding"] {
        let stranger = site.visitor().post(&format!("{}/{form}", inside.page()), &[]).await;
        assert_eq!(stranger.status, 403, "{form}");
    }
    let home = site.visitor().get("/acme?lang=en").await;
    assert!(home.body.contains("Story of the week") && !home.body.contains("For the house"));
    // Opening later does not open what was told before.
    site.set_readers("acme", Readers::Everybody).await;
    assert_eq!(site.visitor().get(&inside.page()).await.status, 404);
    assert_eq!(site.visitor().post(&format!("{}/me-too", inside.page()), &[]).await.status, 404);
    let list = site.visitor().get("/acme/library").await;
    assert_eq!(list.attributes("[data-test=story]", "data-id"), [open.id.clone()]);
    assert!(!site.visitor().get(&open.page()).await.body.contains("For the house"), "nor beside another");
    assert!(!site.visitor().get("/acme/library.atom").await.body.contains("For the house"));
    assert!(site.visitor().get("/acme").await.body.contains("For everybody"), "story of the week");
    let link = site.house_link(&site.organisation).await;
    let mut reader = site.visitor();
    reader.open_door(&link).await;
    assert_eq!(reader.get(&inside.page()).await.status, 200);
}

#[actix_web::test]
async fn an_announcement_says_how_many_stories_are_new() {
    let site = TestSite::new().await;
    shelved(&site, "One").await;
    shelved(&site, "Two").await;
    agreed(&site, &[("title", "On the agenda"), ("told_by", "reader")]).await;
    tell_on_a_day(&site).await;
    let desk = site.staff(Role::Organiser).await;
    let page = desk.get("/desk/acme/announcements").await;
    let release = page.attributes("select[name=release] option", "value").remove(0);
    let draft = desk.post("/desk/acme/announcements", &[("release", &release)]).await.leads_to().to_owned();
    let mut form = desk.get(&draft).await.fields("#draft");
    form.insert("body_en".to_owned(), "There are [stories].".to_owned());
    assert_eq!(desk.post_map(&format!("{draft}/texts"), &form).await.status, 303);
    let preview = desk.get(&format!("{draft}/preview/en")).await;
    assert!(preview.body.contains("There are 2 new stories in the library"), "{}", preview.body);
    assert!(preview.body.contains("http://127.0.0.1:8080/acme/library?lang=en"));
}
