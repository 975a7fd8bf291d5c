//! The doctor's sweep names every place where a name that redaction took out still stands, and never the name.

use crate::support::{
    TestSite,
    database::lines,
    days::{add, add_story, day_with, release},
    library::shelved_with,
    queries,
    stories::{accept, claimed, edit},
};
use chrono::Days;
use diesel_async::SimpleAsyncConnection;
use pratfall::{
    accounts::Role,
    app::doctor::{
        Parts, Target, catalogue, examine,
        finding::Verdict,
        leaks::places::{APART, BESIDES, OF_STORIES},
        report::Report,
    },
    ids::QuestionId,
    platform::{config::Settings, i18n::Language},
    stories::{
        reader_question::Exchange,
        vault::{self, Part, TextId},
    },
};
use std::collections::BTreeSet;

const NAME: &str = "Vlinderslag";
const LEAKS: Parts = Parts { privacy: false, leaks: true };

async fn report_with(site: &TestSite, settings: &Settings) -> Report {
    examine(Target { settings, url: &site.url, clock: &site.app.clock, demo: false }, LEAKS).await
}

async fn report(site: &TestSite) -> Report {
    let report = report_with(site, &site.app.settings).await;
    for language in Language::ALL {
        let text = report.text(*language, false).to_lowercase();
        assert!(!text.contains(&NAME.to_lowercase()), "the name itself: {text}");
        assert!(!text.contains("doctor-"), "a key without words: {text}");
    }
    report
}

/// Returns the places that the report names, each with its story.
async fn places(site: &TestSite) -> BTreeSet<(String, String)> {
    let report = report(site).await;
    let leaks = report.findings().filter(|finding| finding.key == "doctor-leaks-ill");
    let named = leaks.map(|finding| {
        assert_eq!(finding.verdict, Verdict::Red);
        assert!(finding.todo(Language::En).unwrap().contains("false alarm"));
        let sentence = finding.sentence(Language::En);
        let between = |start: &str, end: &str| {
            let (_, rest) = sentence.split_once(start).unwrap_or_else(|| panic!("{sentence}"));
            rest.split_once(end).unwrap().0.to_owned()
        };
        (between("acme: story ", " had"), between("still stands in ", " ("))
    });
    named.collect()
}

async fn run(site: &TestSite, sql: &str) {
    site.as_owner().await.batch_execute(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// Tells a story on a day that is over, in the library, in a mail, with a theme, a lesson, a pack and a job, out of which
/// a moderator took a name; returns its id.
async fn redacted(site: &TestSite) -> String {
    let happened = format!("Toen belde {NAME} naar Ottokar, in Excel. Gisteren viel het dus helemaal uit.");
    let choices = [("what_happened", happened.as_str()), ("language", "nl"), ("told_by", "reader")];
    let (code, moderator, path) = claimed(site, &choices).await;
    let changed = "Er belde iemand, in een rekenblad. Het viel dus helemaal uit.";
    edit(&moderator, &path, &[("what_happened", changed), ("learned", "Bel zelf eens, zei Ottokar.")]).await;
    accept(&moderator, &path).await;
    site.visitor().consent(&code).await;
    site.mix().await;
    // Soon: the original is erased a week after.
    let desk = site.staff(Role::Organiser).await;
    let day = site.app.clock.today() + Days::new(1);
    let made = desk.post_map("/desk/acme/events/new", &day_with(&[("date", &day.to_string())])).await;
    let event = made.leads_to().strip_suffix("/agenda").unwrap().to_owned();
    add_story(&desk, &event, "10").await;
    add(&desk, &event, "break", "Koffie", "10").await;
    release(&desk, &event).await;
    let all = desk.get("/desk/acme/announcements").await;
    let of = all.attributes("select[name=release] option", "value").remove(0);
    assert_eq!(desk.post("/desk/acme/announcements", &[("release", &of)]).await.status, 303);
    site.move_to(day + Days::new(1));
    site.mix().await;
    site.work().await;
    let around = "insert into lessons select organisation_id, id, gen_random_uuid(), 'lesson', false, week, 'nl', 'Bel zelf.' from stories; \
        insert into packs select organisation_id, id, true from stories; \
        insert into pack_texts select organisation_id, id, 'nl', 'Meer', 'Over Ottokar.' from packs; \
        insert into pack_stories select organisation_id, id, id, 1 from stories; \
        update stories set theme_id = (select id from themes limit 1)";
    run(site, around).await;
    assert_eq!(site.count("library_texts").await, 1);
    path.rsplit('/').next().unwrap().to_owned()
}

#[actix_web::test]
async fn a_name_is_found_in_every_place_and_never_said() {
    let site = TestSite::new().await;
    let story = redacted(&site).await;
    let found = report(&site).await;
    let well = found.findings().find(|finding| finding.key == "doctor-leaks-well").unwrap();
    assert!(well.sentence(Language::En).starts_with("What went out of one story stands nowhere"));
    let job = "insert into jobs (id, kind, organisation_id, payload, run_at) select gen_random_uuid(), 'x', organisation_id, \
        jsonb_build_object('story', id), '2030-01-01' from stories";
    run(&site, job).await;

    let mut planted = BTreeSet::new();
    let mut plant = async |place: &str, sql: String| {
        run(&site, &sql).await;
        planted.insert((story.clone(), place.to_owned()));
        assert_eq!(places(&site).await, planted, "{sql}");
    };
    for place in OF_STORIES {
        for column in place.columns.split(' ') {
            let words = match column {
                "slug" => "'de-vlinderslag'",
                "translations" => r#"'{"fr": {"title": "x", "intro": "Avec\nVLINDERSLÁG."}}'"#,
                "changes" => r#"'[{"what": "title", "from": "x", "to": "met Vlinderslag"}]'"#,
                _ => "'Met VLINDERSLÁG erbij.'",
            };
            let not_of_a_story = if place.table.ends_with("slots") { "where story_id is null" } else { "" };
            let sql = format!("update {} set {column} = {words} {not_of_a_story}", place.table);
            plant(&format!("{}.{column}", place.table), sql).await;
        }
    }
    for (place, sql) in [
        (
            "library_index.vector",
            "update library_index set vector = vector || $$'nvlinderslag':1$$::tsvector",
        ),
        (
            "library_words.spelling",
            "insert into library_words (organisation_id, language, readers, spelling, folded, lexeme, stories) \
                select id, 'nl', 'house', 'vlinderslag', 'vlinderslag', 'nvlinderslag', 1 from organisations",
        ),
        ("jobs.payload", r#"update jobs set payload = payload || '{"words": "Vlinderslag"}'"#),
        ("jobs.error", "update jobs set error = 'no room for (Vlinderslag)'"),
        ("audit_entries.verb", "update audit_entries set verb = 'called_vlinderslag' where number = 1"),
    ] {
        plant(place, sql.to_owned()).await;
    }
}

#[actix_web::test]
async fn what_only_the_search_finds_is_a_finding() {
    let site = TestSite::new().await;
    let story = redacted(&site).await;
    run(&site, "update library_index set spellings = spellings || array['vlinderslag']").await;
    assert_eq!(places(&site).await, BTreeSet::from([(story, "library_index.vector".to_owned())]));
}

#[actix_web::test]
async fn what_was_sealed_is_looked_at_as_far_as_readers_get_it() {
    let site = TestSite::new().await;
    let title = format!("De dag van {NAME}");
    let (code, moderator, path) = claimed(&site, &[("title", &title), ("language", "nl")]).await;
    edit(&moderator, &path, &[("title", "De dag van iemand")]).await;
    accept(&moderator, &path).await;
    site.visitor().consent(&code).await;
    site.mix().await;
    let story = path.rsplit('/').next().unwrap().to_owned();
    let add_question = async |state: &str, answer: &str| {
        let (organisation, id) = (site.organisation.id, QuestionId::new());
        let text = TextId { organisation, story: story.parse().unwrap(), part: Part::Question(id) };
        let said = Exchange { question: "En toen?".to_owned(), answer: Some(answer.to_owned()) };
        let sealed = vault::seal(&site.app.keys, text, "2026-11", &said).unwrap();
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let sql = format!(
            "insert into reader_questions values ('{organisation}', '{id}', '{story}', '{state}', \
             (select count(*) + 1 from reader_questions), '2026-W48', '2026-11', '\\x{}', '\\x{}')",
            hex(&sealed.wrapped_key),
            hex(&sealed.sealed)
        );
        run(&site, &sql).await;
    };
    add_question("answered", &format!("Het was {NAME}.")).await;
    add_question("published", "Het was iemand.").await;
    assert_eq!(places(&site).await, BTreeSet::new(), "moderators read what is not published");
    add_question("published", &format!("Het was {NAME}.")).await;
    let asked = (story.clone(), "reader_questions.sealed".to_owned());
    assert_eq!(places(&site).await, BTreeSet::from([asked.clone()]));
    let back = "insert into consents select organisation_id, story_id, 1, given_by, silence from consents \
            on conflict do nothing; \
        update stories set told_version = 1, agreed_version = 1";
    run(&site, back).await;
    let agreed = (story, "story_versions.sealed".to_owned());
    assert_eq!(places(&site).await, BTreeSet::from([asked, agreed]), "the agenda shows the title agreed to");
}

#[actix_web::test]
async fn a_name_of_one_story_is_no_leak_in_another_nor_beyond_the_wall() {
    let site = TestSite::new().await;
    redacted(&site).await;
    shelved_with(
        &site,
        &[("what_happened", "Daar kwam Vlinderslag, die nergens verdween."), ("language", "nl")],
    )
    .await;
    TestSite::add_organisation(&site.app, "other").await;
    let foreign = "insert into calls select id, 'nl', 'Vlinderslag' from organisations where slug = 'other'; \
        insert into jobs (id, kind, organisation_id, payload, run_at) select gen_random_uuid(), 'x', id, \
            '{\"words\": \"Vlinderslag\"}', '2030-01-01' from organisations where slug = 'other'";
    run(&site, foreign).await;
    assert_eq!(site.count("library_texts where what_happened like '%Vlinderslag%'").await, 1);
    assert_eq!(places(&site).await, BTreeSet::new());
}

#[actix_web::test]
async fn a_story_that_cannot_be_opened_is_counted_and_no_key_is_made() {
    let site = TestSite::new().await;
    redacted(&site).await;
    let elsewhere = crate::support::folder();
    let keys = elsewhere.path().join("none");
    let settings = Settings { keys: keys.clone(), ..site.app.settings.clone() };
    let verdicts = |report: &Report| report.findings().map(|finding| finding.key).collect::<Vec<_>>();
    assert_eq!(verdicts(&report_with(&site, &settings).await).pop(), Some("doctor-leaks-unknown"));
    assert!(!keys.exists());
    for month in site.app.keys.months(site.organisation.id).unwrap() {
        site.app.keys.destroy_month(site.organisation.id, &month).unwrap();
    }
    assert_eq!(verdicts(&report(&site).await).pop(), Some("doctor-leaks-shut"));
}

#[actix_web::test]
async fn the_database_is_asked_as_often_for_three_stories_as_for_one_and_opens_none_unasked() {
    queries::record();
    let site = TestSite::new().await;
    redacted(&site).await;
    queries::take();
    report(&site).await;
    let one = queries::take().len();
    for _ in 0..2 {
        let (_, moderator, path) =
            claimed(&site, &[("what_happened", "Toen belde Zoltan naar ons allemaal.")]).await;
        edit(&moderator, &path, &[("what_happened", "Er belde iemand naar ons allemaal.")]).await;
        accept(&moderator, &path).await;
    }
    queries::take();
    let found = report(&site).await;
    assert_eq!(queries::take().len(), one);
    let well = found.findings().find(|finding| finding.key == "doctor-leaks-well").unwrap();
    assert!(well.sentence(Language::En).contains("3 stories"), "{}", well.sentence(Language::En));
    let target = Target { settings: &site.app.settings, url: &site.url, clock: &site.app.clock, demo: false };
    queries::take();
    let without = examine(target, Parts { privacy: true, leaks: false }).await;
    assert!(without.findings().all(|finding| !finding.key.starts_with("doctor-leaks")));
    assert!(queries::take().iter().all(|query| !query.contains("from story_versions")));
}

/// Columns that can hold words, sealed or not.
const WORDS: &[&str] = &["text", "text[]", "jsonb", "tsvector"];

#[actix_web::test]
async fn every_column_that_can_hold_words_is_searched_or_left_out_for_a_reason() {
    let site = TestSite::new().await;
    let facts = catalogue::gather(&mut site.as_owner().await).await.unwrap();
    // A code out of a list, a week, a month or a language: the table says so.
    let checked = lines(
        &site,
        "select conrelid::regclass || '.' || attname as line from pg_constraint join pg_attribute on attrelid = conrelid \
            and array[attnum] = conkey where contype = 'c' \
            and pg_get_constraintdef(pg_constraint.oid) ~ '(ANY|~|<@)' and conrelid::regclass::text <> 'organisations'",
    )
    .await;
    let searched = OF_STORIES
        .iter()
        .flat_map(|place| place.columns.split(' ').map(|column| format!("{}.{column}", place.table)));
    let apart = APART.iter().flat_map(|(_, columns)| columns.split_whitespace());
    let named: BTreeSet<String> =
        searched.chain(BESIDES.split_whitespace().chain(apart).map(str::to_owned)).collect();
    let mut all = BTreeSet::new();
    for (table, columns) in &facts.columns {
        for column in columns {
            let (name, kind) = column.split_once(' ').unwrap();
            if WORDS.contains(&kind) || name == "sealed" {
                all.insert(format!("{table}.{name}"));
            }
        }
    }
    let undecided: Vec<_> = all.difference(&named).filter(|column| !checked.contains(column)).collect();
    assert!(undecided.is_empty(), "{undecided:?}");
    let gone: Vec<_> = named.difference(&all).collect();
    assert!(gone.is_empty(), "no such columns: {gone:?}");
}
