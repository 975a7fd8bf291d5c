//! Leases expire even when a clock was wrong as they were taken; a crash does not count as a try.

use crate::support::{
    TestSite,
    announcements::{confirm, draft, ledger_of, subscribers},
};
use diesel::{QueryableByName, sql_query, sql_types};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use pratfall::{
    accounts::Role,
    app::{
        doctor::{Parts, Target, examine, finding::Verdict},
        worker,
    },
    platform::{i18n::Language, jobs::Runner, state::App},
};
use tokio::runtime::Builder;

async fn does(site: &TestSite, sql: &str) {
    site.as_owner().await.batch_execute(sql).await.unwrap();
}

async fn run_due(site: &TestSite) -> usize {
    Runner::new(site.app.clone(), worker::registry()).run_due().await.unwrap()
}

#[derive(QueryableByName, Debug, PartialEq, Eq)]
struct Job {
    #[diesel(sql_type = sql_types::Integer)]
    attempts: i32,
    #[diesel(sql_type = sql_types::Integer)]
    deaths: i32,
    #[diesel(sql_type = sql_types::Bool)]
    held: bool,
    #[diesel(sql_type = sql_types::Bool)]
    parked: bool,
    /// Seconds until it is due.
    #[diesel(sql_type = sql_types::Integer)]
    due_in: i32,
}

async fn job(site: &TestSite, kind: &str) -> Job {
    let job = format!(
        "select attempts, deaths, claim is not null as held, gave_up_at is not null as parked, \
         coalesce(ceil(extract(epoch from run_at - now())), 0)::integer as due_in from jobs where kind = '{kind}'"
    );
    sql_query(job).get_result(&mut site.as_owner().await).await.unwrap()
}

const HELD_MIX: &str = "insert into jobs (id, kind, payload, claim, lease_until) values \
    (gen_random_uuid(), 'intake.mix', '{}', gen_random_uuid(), now() + interval 'AHEAD')";

#[actix_web::test]
async fn a_mix_that_was_taken_up_while_a_clock_was_two_days_ahead_is_due() {
    let site = TestSite::new().await;
    site.visitor().tell(&[]).await;
    does(&site, &HELD_MIX.replace("AHEAD", "12 seconds")).await;
    run_due(&site).await;
    assert_eq!(site.count("stories").await, 0, "living hands are respected");
    does(&site, "update jobs set lease_until = now() + interval '172795 seconds'").await;
    run_due(&site).await;
    assert_eq!((site.count("stories").await, site.count("jobs").await), (1, 0));
}

#[actix_web::test]
async fn jobs_put_off_or_planned_while_a_clock_was_ahead_are_due_too() {
    let site = TestSite::new().await;
    site.visitor().tell(&[]).await;
    let put_off = "insert into jobs (id, kind, payload, attempts, run_at) values \
        (gen_random_uuid(), 'intake.mix', '{}', 3, now() + interval '2 days')";
    does(&site, put_off).await;
    does(&site, "insert into schedules values ('intake.mix', now() + interval '9 days')").await;
    run_due(&site).await;
    assert_eq!(site.count("stories").await, 1);
    let soon = "schedules where name = 'intake.mix' and next_at < now() + interval '25 hours'";
    assert_eq!(site.count(soon).await, 1);
}

#[actix_web::test]
async fn a_moderator_whose_claim_is_from_a_clock_ahead_keeps_nobody_out() {
    let site = TestSite::new().await;
    site.visitor().tell(&[]).await;
    site.mix().await;
    let desk = site.staff(Role::Moderator).await;
    let id = desk.first_story().await;
    let path = format!("/desk/acme/stories/{id}/claim");
    assert_eq!(desk.post(&path, &[]).await.status, 303);
    let other = "insert into staff (id, email, name, language) values \
        (gen_random_uuid(), 'other@example.org', 'O', 'en'); \
        update reviews set staff_id = (select id from staff where email = 'other@example.org'), \
            lease_until = now() + interval '20 minutes'";
    does(&site, other).await;
    assert_eq!(desk.post(&path, &[]).await.status, 409);
    does(&site, "update reviews set lease_until = now() + interval '2 days'").await;
    assert_eq!(desk.post(&path, &[]).await.status, 303);
}

#[actix_web::test]
async fn mails_claimed_while_a_clock_was_ahead_are_sent_or_uncertain() {
    let site = TestSite::new().await;
    subscribers(&site, &["claimed", "handed"]).await;
    let (desk, path) = draft(&site).await;
    confirm(&desk, &path).await;
    does(
        &site,
        "update deliveries d set status = split_part(email, '@', 1), claim = gen_random_uuid(), \
             lease_until = now() + interval '2 days' \
         from subscriptions s where s.id = subscription_id",
    )
    .await;
    site.work_on().await;
    let fates = ledger_of(&site).await;
    assert_eq!((fates["claimed"].as_str(), fates["handed"].as_str()), ("sent", "uncertain"));
}

#[actix_web::test]
async fn the_doctor_names_leases_that_last_too_long() {
    let site = TestSite::new().await;
    site.visitor().tell(&[]).await;
    site.mix().await;
    let desk = site.staff(Role::Moderator).await;
    let id = desk.first_story().await;
    desk.post(&format!("/desk/acme/stories/{id}/claim"), &[]).await;
    let found = async || {
        let target =
            Target { settings: &site.app.settings, url: &site.url, clock: &site.app.clock, demo: false };
        let report = examine(target, Parts::default()).await;
        let ill = report.findings().find(|finding| finding.key == "doctor-held-ill");
        ill.map(|finding| {
            assert_eq!(finding.verdict, Verdict::Red);
            finding.sentence(Language::En)
        })
    };
    assert_eq!(found().await, None);
    does(&site, &HELD_MIX.replace("AHEAD", "2 days")).await;
    does(&site, "update reviews set lease_until = now() + interval '2 days'").await;
    does(&site, "update schedules set next_at = now() + interval '9 days' where name = 'app.upkeep'").await;
    let said = found().await.unwrap();
    for name in ["intake.mix", "acme: reviews", "app.upkeep"] {
        assert!(said.contains(name), "{said}");
    }
}

#[actix_web::test]
async fn a_mix_that_fails_comes_back_at_its_next_moment_and_is_never_given_up() {
    let site = TestSite::with(&[("PRATFALL_MIX", "every 5s")]).await;
    site.visitor().tell(&[]).await;
    does(&site, "alter table letters rename to elsewhere").await;
    does(&site, "insert into jobs (id, kind, payload) values (gen_random_uuid(), 'intake.mix', '{}')").await;
    for attempts in 1..=14 {
        run_due(&site).await;
        let job = job(&site, "intake.mix").await;
        assert_eq!((job.attempts, job.held, job.parked), (attempts, false, false));
        assert!(job.due_in <= 5, "{job:?}");
        does(&site, "update jobs set run_at = now()").await;
    }
    does(&site, "alter table elsewhere rename to letters").await;
    run_due(&site).await;
    assert_eq!(site.count("stories").await, 1);
}

#[actix_web::test]
async fn a_dead_process_does_not_count_as_a_try_and_after_three_deaths_a_job_runs_alone() {
    let site = TestSite::new().await;
    let dead = "insert into jobs (id, kind, payload, claim, lease_until, deaths) values \
        (gen_random_uuid(), 'intake.mix', '{}', gen_random_uuid(), now() - interval '1 second', 0)";
    does(&site, dead).await;
    does(&site, "alter table letters rename to elsewhere").await;
    run_due(&site).await;
    let failed = job(&site, "intake.mix").await;
    assert_eq!((failed.attempts, failed.deaths), (1, 0), "the failure counts, the death does not");

    let again = "update jobs set run_at = null, claim = gen_random_uuid(), deaths = 2, \
        lease_until = now() - interval '1 second'; \
        insert into jobs (id, kind, payload) values (gen_random_uuid(), 'nobody.knows', '{}')";
    does(&site, again).await;
    let runner = Runner::new(site.app.clone(), worker::registry());
    assert_eq!(runner.run_due().await.unwrap(), 2);
    assert_eq!(job(&site, "intake.mix").await.attempts, 2);
    // What belongs to no schedule waits for longer, the more often it took a process with it.
    let other = "update jobs set run_at = null, claim = gen_random_uuid(), deaths = 5, \
        lease_until = now() - interval '30 seconds' where kind = 'nobody.knows'; \
        delete from jobs where kind = 'intake.mix'";
    does(&site, other).await;
    assert_eq!(run_due(&site).await, 0);
    does(&site, "update jobs set lease_until = now() - interval '2 minutes'").await;
    assert_eq!(run_due(&site).await, 1);
}

#[derive(QueryableByName)]
struct Process {
    #[diesel(sql_type = sql_types::Integer)]
    id: i32,
}

/// The server's process behind a connection from the pool.
async fn process(app: &App) -> i32 {
    let mut conn = app.db.platform().await.unwrap();
    let query = sql_query("select pg_backend_pid() as id");
    let Process { id } = query.get_result(&mut conn).await.unwrap();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_outlives_the_web_worker_that_asked_for_it() {
    let site = TestSite::new().await;
    let (settings, clock) = (site.app.settings.clone(), site.app.clock.clone());
    // With a pool that nobody has asked for anything yet.
    let app = App::new(settings, &site.url, clock, false).unwrap();
    let for_worker = app.clone();
    let asked = std::thread::spawn(move || {
        let web_worker = Builder::new_current_thread().enable_all().build().unwrap();
        web_worker.block_on(process(&for_worker))
    });
    let asked = asked.join().unwrap();
    assert_eq!(process(&app).await, asked, "it is thrown away");
}
