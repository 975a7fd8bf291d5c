//! The doctor sees what is ill, names it, and changes nothing.

use crate::support::{
    TestSite,
    program::{self, Program, data},
};
use diesel_async::SimpleAsyncConnection;
use pratfall::{
    app::doctor::{
        Parts, Target, examine,
        finding::{Finding, Verdict},
        report::Report,
    },
    platform::i18n::Language,
};
use std::{fs, os::unix::fs::PermissionsExt};

const PRIVACY: Parts = Parts { privacy: true, leaks: false };

async fn report(site: &TestSite) -> Report {
    let target = Target { settings: &site.app.settings, url: &site.url, clock: &site.app.clock, demo: false };
    examine(target, PRIVACY).await
}

/// The red sentences, in English.
async fn reds(site: &TestSite) -> Vec<String> {
    let report = report(site).await;
    let red = |finding: &&Finding| finding.verdict == Verdict::Red;
    report.findings().filter(red).map(|finding| finding.sentence(Language::En)).collect()
}

/// The cluster of the tests forgets on purpose, and their organisations are small ones.
const OF_TESTS: [&str; 2] = ["A power cut", "acme: anonymous stories may come out with fewer"];

async fn reds_besides_those_of_tests(site: &TestSite) -> Vec<String> {
    let mut reds = reds(site).await;
    let before = reds.len();
    reds.retain(|line| !OF_TESTS.iter().any(|start| line.starts_with(start)));
    assert_eq!(before - reds.len(), OF_TESTS.len());
    reds
}

async fn run(site: &TestSite, sql: &str) {
    site.as_owner().await.batch_execute(sql).await.unwrap();
}

#[actix_web::test]
async fn healthy_checks_are_not_red_and_every_line_is_in_words() {
    let site = TestSite::new().await;
    site.visitor().tell(&[]).await;
    assert_eq!(reds_besides_those_of_tests(&site).await, [""; 0]);
    for language in Language::ALL {
        let text = report(&site).await.text(*language, false);
        assert!(!text.contains("doctor-"), "a key without words: {text}");
    }
}

#[actix_web::test]
async fn a_server_that_logs_what_people_send_is_red() {
    let site = TestSite::new().await;
    let name = site.url.rsplit_once("dbname=").unwrap().1.to_owned();
    run(
        &site,
        &format!(
            "alter database {name} set log_statement = 'all'; \
             alter database {name} set log_min_error_statement = 'error'"
        ),
    )
    .await;
    let expected = "The database may write into its log what people send, or when: \
        log_min_error_statement = error, log_statement = all.";
    assert_eq!(reds_besides_those_of_tests(&site).await, [expected]);
}

#[actix_web::test]
async fn a_column_or_a_key_that_gives_an_author_away_is_red() {
    let site = TestSite::new().await;
    run(
        &site,
        "alter table stories add created_at timestamptz; \
         alter table themes add made_by uuid references staff; \
         create table drafts (words text); \
         alter table slots no force row level security; \
         alter table calls owner to pratfall_app; \
         alter function tenant() owner to pratfall_app",
    )
    .await;
    let red = reds_besides_those_of_tests(&site).await;
    let expected = [
        "In the database there is a place where an author could leave a trace: \
         drafts, stories.created_at timestamp with time zone.",
        "Keys in the database lead from what an author sends to a person: \
         consents → stories → themes → staff, hidings → stories → themes → staff, \
         lessons → stories → themes → staff, library_index → library_texts → themes → staff, library_texts → themes → staff, \
         me_toos → library_texts → themes → staff, me_too_levels → library_texts → themes → staff, memos → stories → themes → staff, messages → stories → themes → staff, \
         reader_questions → stories → themes → staff, receipts → stories → themes → staff, stories → themes → staff, \
         story_versions → stories → themes → staff.",
        "Organisations can see each other’s rows in: slots.",
        "The program’s role in the database owns tables, so it could lift their walls: calls, tenant().",
    ];
    assert_eq!(red, expected);
}

#[actix_web::test]
async fn keys_that_others_can_read_are_red() {
    let site = TestSite::new().await;
    let keys = &site.app.settings.keys;
    let open = |path: &str, mode| {
        let permissions = fs::Permissions::from_mode(mode);
        fs::set_permissions(keys.join(path), permissions).unwrap();
    };
    open("pepper.key", 0o644);
    open("", 0o750);
    std::os::unix::fs::symlink("/etc/hostname", keys.join("more.key")).unwrap();
    fs::create_dir_all(keys.join("intake")).unwrap();
    open("intake", 0o700);
    fs::write(keys.join("intake/2026-01-01.key"), [7; 32]).unwrap();
    open("intake/2026-01-01.key", 0o600);
    let red = reds_besides_those_of_tests(&site).await;
    assert_eq!(red.len(), 2, "{red:?}");
    for part in [". (750)", "pepper.key (644)", "more.key ("] {
        assert!(red[0].contains(part), "{part} in {red:?}");
    }
    assert!(red[1].ends_with("still there: 2026-01-01."), "{red:?}");
}

#[actix_web::test]
async fn letters_that_the_mix_left_behind_are_red() {
    let site = TestSite::new().await;
    site.visitor().tell(&[]).await;
    run(&site, "call make_letter_days('2026-01-01', 1)").await;
    let left = "Room of days whose letters are mixed is still there: 2026-01-01.";
    assert_eq!(reds_besides_those_of_tests(&site).await, [left]);
    run(&site, "update letters set day = '2026-01-01'").await;
    let waiting = "Letters have waited since 2026-01-01: the mix does not run, or a key file is missing.";
    assert_eq!(reds_besides_those_of_tests(&site).await, [waiting]);
}

#[actix_web::test]
async fn a_changed_audit_trail_and_a_job_that_was_given_up_are_red() {
    let site = TestSite::new().await;
    run(
        &site,
        "update audit_entries set verb = 'story_read'; \
         insert into jobs (id, kind, payload, gave_up_at) values (gen_random_uuid(), 'mix', '{}', now())",
    )
    .await;
    let red = reds_besides_those_of_tests(&site).await;
    let expected = [
        "Jobs were given up after many tries: mix.",
        "The audit trail is broken (organisation, first entry that does not fit): acme (1).",
    ];
    assert_eq!(red, expected);
}

#[actix_web::test]
async fn an_older_schema_and_a_database_that_is_gone_are_said_and_nothing_is_made() {
    let site = TestSite::new().await;
    run(&site, "delete from __diesel_schema_migrations where version = '20261125000011'").await;
    let red = reds_besides_those_of_tests(&site).await;
    assert_eq!(red, ["The tables are older than this program: one migration is missing."]);
    let nowhere = Target {
        settings: &site.app.settings,
        url: "host=/nowhere user=nobody",
        clock: &site.app.clock,
        demo: false,
    };
    let report = examine(nowhere, PRIVACY).await;
    let keys: Vec<_> = report.findings().map(|finding| finding.key).collect();
    assert_eq!(keys, ["doctor-database-ill"]);
}

#[test]
fn a_running_demonstration_is_green_but_for_what_it_loosens() {
    let folder = crate::support::folder();
    let folder = folder.path();
    let (name, path) = data(folder);
    let nothing = program::fails(&["doctor"], &[(name, path)]);
    assert!(nothing.contains("no database in the data folder"), "{nothing}");
    let demo = Program::start(&["demo"], &[(name, path)]);
    let settings = [(name, path), ("PRATFALL_BIND", demo.address.as_str())];
    let text = program::run(&["doctor", "--privacy", "--leaks"], &settings);
    assert!(!text.contains('✗') && text.contains("· 0 not seen ·") && text.ends_with("0 RED\n"), "{text}");
    let loosened: Vec<_> = text.lines().filter(|line| line.trim_start().starts_with('~')).collect();
    // Two of them about the size of a crowd, one for each organisation.
    assert_eq!(loosened.len(), 8, "{text}");
    let short = program::run(&["doctor", "--language", "fr"], &settings);
    assert!(short.contains("La base de données répond") && !short.contains("Qui peut atteindre les clés"));
    let pepper = folder.join("keys/pepper.key");
    fs::set_permissions(&pepper, fs::Permissions::from_mode(0o604)).unwrap();
    let red = program::fails(&["doctor", "--privacy"], &settings);
    assert!(red.contains("pepper.key (604)") && red.contains("pratfall: 1 red"), "{red}");
    drop(demo);
}
