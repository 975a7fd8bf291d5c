//! A page asks the database as often for three of everything as for one.

use crate::support::{House, TestSite, Visitor, Wire, days::fill_trail, queries, questions::ask};
use diesel::{QueryableByName, sql_query, sql_types::Text};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use pratfall::{accounts::Role, platform::db::prepared};
use std::collections::BTreeMap;

/// Counts the queries of every page that can be opened.
async fn asked(site: &TestSite, house: &House) -> BTreeMap<String, usize> {
    let mut pages: Vec<String> = site.routes().await;
    pages.retain(|route| route.starts_with("GET "));
    let status = ["submitted", "in_review", "accepted"];
    let queues = status.map(|status| format!("GET /desk/{{org}}/stories?status={status}"));
    let mut all = BTreeMap::new();
    for route in pages.iter().chain(&queues) {
        let path = house.address(route.trim_start_matches("GET "));
        let staff = Role::ALL.iter().map(|role| house.staff(*role).clone());
        let everybody: Vec<Visitor> = std::iter::once(site.visitor()).chain(staff).collect();
        for who in everybody {
            queries::take();
            let opened = who.get(&path).await.status == 200;
            let asked = queries::take().len();
            // The most that anybody sees.
            if opened {
                let most = all.entry(route.clone()).or_insert(asked);
                *most = asked.max(*most);
            }
        }
    }
    all
}

/// Two more of everything there is a list of.
async fn add_two(site: &TestSite, house: &House) {
    for n in ["Second", "Third"] {
        house.tell_and_accept(site, &format!("{n} told")).await;
        house.plan_a_day(&format!("{n} day")).await;
        house.add_person(site, n).await;
        for title in ["waits", "is read"] {
            let title = format!("{n} {title}");
            site.visitor().tell_to("acme", &[("title", &title)]).await;
        }
        site.mix().await;
        house.claim(&format!("{n} is read")).await;
        let organiser = house.staff(Role::Organiser);
        let slot = [("kind", "break"), ("title", n), ("minutes", "5")];
        let event = house.address("/desk/{org}/events/{event}");
        assert_eq!(organiser.post(&format!("{event}/slots"), &slot).await.status, 303);
        assert_eq!(organiser.post(&format!("{event}/releases"), &[]).await.status, 303);
        let moderator = house.staff(Role::Moderator);
        let story = house.address("/desk/{org}/stories/{story}");
        let asked = moderator.post(&format!("{story}/questions"), &[("question", n)]).await;
        assert_eq!(asked.status, 303, "{}", asked.body);
        let mut edit = moderator.get(&story).await.fields(&format!("form[action='{story}/versions']"));
        edit.insert("title".to_owned(), format!("{n} edition"));
        assert_eq!(moderator.post_map(&format!("{story}/versions"), &edit).await.status, 303);
        let asked = ask(&site.visitor(), &house.address("/{org}/library/{story}"), n).await;
        assert_eq!(asked.status, 303, "{}", asked.body);
    }
    house.tell_and_accept(site, "For no day yet").await;
    site.work().await;
}

#[actix_web::test]
async fn a_page_asks_the_database_as_often_for_three_of_everything_as_for_one() {
    queries::record();
    let site = TestSite::new().await;
    let house = House::furnish(&site, &site.organisation).await;
    house.claim("On the desk").await;
    house.tell_and_accept(&site, "Waits for a day").await;
    site.visitor().tell_to("acme", &[("title", "Waits")]).await;
    site.mix().await;
    let one = asked(&site, &house).await;
    assert!(one.len() > 25 && one["GET /desk/{org}/stories"] > 3, "{one:?}");
    add_two(&site, &house).await;
    let three = asked(&site, &house).await;
    let more: Vec<_> = one.iter().filter(|(page, asked)| three.get(*page) != Some(*asked)).collect();
    let more: Vec<_> =
        more.iter().map(|(page, asked)| format!("{page}: {asked}, then {:?}", three.get(*page))).collect();
    assert!(more.is_empty(), "\n{}\n", more.join("\n"));
}

#[actix_web::test]
async fn a_page_of_the_trail_asks_the_database_as_often_for_many_entries_as_for_few() {
    queries::record();
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    let asked = async |path: &str| {
        queries::take();
        assert_eq!(desk.get(path).await.status, 200);
        queries::take().len()
    };
    let few = asked("/desk/acme/audit").await;
    assert!(few > 3, "{few}");
    fill_trail(&site, 60).await;
    for path in ["", "?before=60", "?before=2"] {
        assert_eq!(asked(&format!("/desk/acme/audit{path}")).await, few, "{path}");
    }
}

/// A thousand stories more, without words, and as much of everything else as the database takes.
const A_THOUSAND: &str = "\
    insert into stories select (jsonb_populate_record(null::stories, \
            to_jsonb(one) || jsonb_build_object('id', gen_random_uuid()))).* \
        from (select * from stories where status = 'submitted' limit 1) one, generate_series(1, 1000); \
    insert into story_versions (organisation_id, story_id, number, key_month, written_by) \
        select organisation_id, id, n, '2026-11', 'author' from stories, generate_series(1, 3) n \
        on conflict do nothing; \
    insert into lessons (organisation_id, story_id, id, kind, done, week, language, body) \
        select organisation_id, id, gen_random_uuid(), 'lesson', false, '2026-W48', 'en', 'Look twice.' \
        from stories, generate_series(1, 1000) where agreed_version is not null; \
    insert into own_words (organisation_id, position, word) \
        select id, n, 'word ' || n from organisations, generate_series(101, 200) n";

/// Round trips of the pages that must ask the database, once statements are prepared and memory is warm.
async fn trips(site: &TestSite, wire: &Wire, desk: &Visitor, code: &str) -> [usize; 4] {
    let author = site.visitor();
    let ask = async |page: &str| {
        wire.take();
        let settled = site.app.pages.settled();
        let answer = match page {
            "form" => author.get("/acme/stories/new").await,
            "queue" => desk.get("/desk/acme/stories").await,
            _ => author.post("/acme/receipt", &[("code", page)]).await,
        };
        let known = page != UNKNOWN;
        assert_eq!(answer.status, if known { 200 } else { 404 }, "{page}");
        // News of changes comes on a connection of its own, which is not on this wire.
        wire.take() + usize::try_from(site.app.pages.settled() - settled).unwrap()
    };
    let mut trips = [0; 4];
    for (page, trips) in ["form", "queue", code, UNKNOWN].into_iter().zip(&mut trips) {
        // Each connection prepares its own.
        for _ in 0..20 {
            ask(page).await;
        }
        let again = [ask(page).await, ask(page).await, ask(page).await];
        *trips = again[0];
        assert_eq!(again, [*trips; 3], "{page}");
    }
    trips
}

/// Well-formed, and nobody's.
const UNKNOWN: &str = "0000-0000-0000-0000-0000-0000-0000";

#[actix_web::test]
async fn a_page_that_must_ask_the_database_makes_two_round_trips_at_most_however_much_there_is() {
    let site = TestSite::new().await;
    let house = House::furnish(&site, &site.organisation).await;
    let code = house.tell_and_accept(&site, "Told on a day").await;
    house.plan_a_day("Another day").await;
    site.visitor().tell_to("acme", &[("title", "Waits")]).await;
    site.mix().await;

    let wire = Wire::to(&site.url);
    let far = site.over(&wire).await;
    // What listens says every second that it is alive.
    actix_web::rt::spawn(far.app.pages.clone().listen(site.app.db.clone()));
    far.app.pages.until_listening(true).await;
    let mut desk = far.visitor();
    let session = house.staff(Role::Moderator).cookie().unwrap();
    desk.with_session(session.trim_start_matches("pratfall_desk="), "acme").await;
    assert!(wire.take() > 10, "nothing is prepared yet");
    let few = trips(&far, &wire, &desk, &code).await;
    site.as_owner().await.batch_execute(A_THOUSAND).await.unwrap();
    far.app.pages.settle().await;
    let many = trips(&far, &wire, &desk, &code).await;
    // Form, queue, mailbox, and the mailbox of nobody.
    assert_eq!(few, [0, 2, 2, 1]);
    assert_eq!(few, many);
}

#[actix_web::test]
async fn a_connection_prepares_a_written_query_once() {
    #[derive(Debug, PartialEq, QueryableByName)]
    struct Known {
        #[diesel(sql_type = Text)]
        statement: String,
    }
    let site = TestSite::new().await;
    let mut conn = site.app.db.tenant(site.organisation.id).await.unwrap();
    for _ in 0..3 {
        sql_query("select 1 as written").execute(&mut conn).await.unwrap();
        prepared(sql_query("select 2 as written")).execute(&mut conn).await.unwrap();
    }
    let known =
        sql_query("select statement from pg_prepared_statements where statement like 'select _ as written'");
    let known: Vec<Known> = known.load(&mut conn).await.unwrap();
    assert_eq!(known, [Known { statement: "select 2 as written".to_owned() }]);
}
