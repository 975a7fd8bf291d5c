//! The mix looks at the whole pool of an organisation, and what is ill costs only itself.

use crate::support::{
    TestSite,
    program::{self, Program},
    rounds,
    stories::{accept, claimed, edit},
};
use diesel_async::SimpleAsyncConnection;
use pratfall::{
    intake::{
        actions::{Found, find, mix, post},
        letter::Content,
        receipt::ReceiptCode,
    },
    platform::{config::Settings, db::transaction, error::Error},
    stories::{self, StoryText, actions::StoryScope},
};
use std::{fmt::Write, fs, time::Instant};

async fn as_owner(site: &TestSite, sql: &str) {
    site.as_owner().await.batch_execute(sql).await.unwrap();
}

/// Letters by a code that nobody has.
async fn junk(site: &TestSite, many: usize) {
    let content = Content::Edit(Box::default());
    post(&site.app, site.organisation.id, &ReceiptCode::generate(), content).await.unwrap();
    // Its row is the last that was written.
    let copy = format!(
        "insert into letters select gen_random_uuid(), day, sealed \
         from (select day, sealed from letters order by xmin::text::bigint desc limit 1) one, \
         generate_series(2, {many})"
    );
    as_owner(site, &copy).await;
}

#[actix_web::test]
async fn five_waiting_stories_come_out_together_among_any_other_letters() {
    let site = TestSite::new().await;
    as_owner(&site, "update organisations set threshold = 5").await;
    for turn in 1..=i64::try_from(rounds(1)).unwrap() {
        for _ in 0..4 {
            site.visitor().tell(&[]).await;
        }
        site.mix().await;
        assert_eq!(site.count("letters").await, 4, "four wait");
        site.visitor().tell(&[]).await;
        junk(&site, 1_000).await;
        site.mix().await;
        assert_eq!(site.count("stories").await, 5 * turn);
        assert_eq!(site.count("letters").await, 0);
    }
}

#[actix_web::test]
async fn a_pool_that_is_full_says_so_and_keeps_the_text() {
    let site = TestSite::with(&[("PRATFALL_POOL", "3")]).await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    for _ in 0..3 {
        site.visitor().tell(&[]).await;
    }
    let form = site.visitor().filled(&[]).await;
    let full = site.visitor().post_map("/acme/stories/new", &form).await;
    assert_eq!(full.status, 503);
    assert!(full.keeps_story() && !full.header("retry-after").is_empty());
    assert_eq!(site.count("letters").await, 3);
    // Each way in has a place of its own, and each organisation.
    site.visitor().tell(&[("anonymity", "named"), ("name", "Mia Peeters")]).await;
    site.visitor().tell_to(&other.slug, &[]).await;
    let stray = ReceiptCode::generate().to_string();
    let withdraw = async |expected: u16| {
        let fields = [("code", stray.as_str())];
        let page = site.visitor().post("/acme/receipt/withdrawal", &fields).await;
        assert_eq!(page.status, expected);
    };
    for expected in [200, 200, 200, 503] {
        withdraw(expected).await;
    }
    // Another process mixes.
    let app = pratfall::platform::state::App::new(
        site.app.settings.clone(),
        &site.url,
        pratfall::platform::clock::Clock::default(),
        false,
    );
    mix(&app.unwrap()).await.unwrap();
    let sent = site.visitor().post_map("/acme/stories/new", &form).await;
    assert_eq!(sent.status, 200);
    withdraw(200).await;
}

#[actix_web::test]
async fn a_waiting_story_can_be_withdrawn_when_the_pool_is_full() {
    let site = TestSite::with(&[("PRATFALL_POOL", "2"), ("PRATFALL_FORM_AGE", "20")]).await;
    let author = site.visitor();
    let form = author.filled(&[]).await;
    site.app.clock.advance(chrono::Duration::seconds(21));
    let received = author.post_map("/acme/stories/new", &form).await;
    let code = received.text("[data-test=receipt-code]");
    let stray = || ReceiptCode::generate().to_string();
    for expected in [200, 200, 503] {
        let page = author.post("/acme/receipt/withdrawal", &[("code", stray().as_str())]).await;
        assert_eq!(page.status, expected);
    }
    // Without scripts, and so without a proof: the form that the page of an unknown code offers is enough, once it was
    // open for a while, for any code: nobody can tell which of them waits.
    let look_up = async |code: &str| {
        let page = author.post("/acme/receipt", &[("code", code)]).await;
        let mut fields = page.fields("form[action$=withdrawal]");
        fields.insert("code".to_owned(), code.to_owned());
        fields
    };
    let other = stray();
    let forms = [look_up(&code).await, look_up(&other).await, look_up(&stray()).await];
    let at_once = author.post_map("/acme/receipt/withdrawal", &forms[0]).await;
    assert_eq!(at_once.status, 503, "like one without a form");
    site.app.clock.advance(chrono::Duration::seconds(21));
    for (fields, expected) in [(0, 200), (0, 200), (1, 200), (2, 503)] {
        let page = author.post_map("/acme/receipt/withdrawal", &forms[fields]).await;
        assert_eq!(page.status, expected, "{fields}");
    }
    assert_eq!(site.count("letters").await, 1 + 2 + 2, "bounded, and once each");
    site.mix().await;
    assert_eq!(site.count("stories").await, 0);
}

#[actix_web::test]
async fn a_story_taken_back_and_sent_again_before_the_mix_is_not_received() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let form = author.filled(&[]).await;
    let received = author.post_map("/acme/stories/new", &form).await;
    let code = received.text("[data-test=receipt-code]");
    let withdrawn = author.post("/acme/receipt/withdrawal", &[("code", &code)]).await;
    assert_eq!(withdrawn.status, 200);
    // Back, and once more: also where another process took it back, or this one died in between.
    let settings = Settings { database_url: Some(site.url.clone()), ..site.app.settings.clone() };
    let elsewhere = TestSite::found(settings).await;
    for site in [&site, &elsewhere] {
        let again = site.visitor().post_map("/acme/stories/new", &form).await;
        assert_eq!(again.status, 422, "{}", again.body);
        assert!(again.keeps_story());
    }
    let again = author.post_map("/acme/stories/new", &form).await;
    let fresh = again.fields("#tell");
    assert_ne!(fresh["receipt"], form["receipt"], "it would be a story of its own");
    assert_eq!(author.post_map("/acme/stories/new", &fresh).await.status, 200);
    site.mix().await;
    assert_eq!(site.count("stories").await, 1);
}

#[actix_web::test]
async fn a_code_that_is_out_is_never_without_room() {
    let site = TestSite::with(&[("PRATFALL_POOL", "1")]).await;
    let code = site.visitor().tell(&[]).await;
    site.mix().await;
    for _ in 0..3 {
        let fields = [("code", code.as_str()), ("known", "no")];
        let page = site.visitor().post("/acme/receipt/name", &fields).await;
        assert_eq!(page.status, 200);
    }
}

#[actix_web::test]
async fn a_code_that_cannot_be_carried_out_costs_itself_only() {
    let site = TestSite::new().await;
    as_owner(&site, "update organisations set threshold = 5").await;
    let ill = site.visitor().tell(&[]).await;
    let hash = ill.parse::<ReceiptCode>().unwrap().hash(&site.app.keys.pepper, site.organisation.id);
    let mut hex = String::new();
    for byte in hash {
        write!(hex, "{byte:02x}").unwrap();
    }
    let poison = format!("alter table receipts add constraint poison check (code_hash <> '\\x{hex}')");
    as_owner(&site, &poison).await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    site.visitor().tell_to(&other.slug, &[]).await;
    for _ in 0..4 {
        site.visitor().tell(&[]).await;
    }
    site.mix().await;
    let acme = format!("stories where organisation_id = '{}'", site.organisation.id);
    let others = format!("stories where organisation_id = '{}'", other.id);
    assert_eq!(site.count(&others).await, 1);
    assert_eq!(site.count(&acme).await, 0, "without it they are four, and wait for the fifth");
    assert_eq!(site.count("letters").await, 5);
    site.visitor().tell(&[]).await;
    site.mix().await;
    assert_eq!((site.count(&acme).await, site.count("letters").await), (5, 1));
    as_owner(&site, "alter table receipts drop constraint poison").await;
    as_owner(&site, "update organisations set threshold = 1").await;
    site.mix().await;
    assert_eq!((site.count(&acme).await, site.count("letters").await), (6, 0));
}

#[actix_web::test]
async fn a_version_number_is_used_once_even_when_its_words_are_erased() {
    let site = TestSite::new().await;
    let (code, desk, path) = claimed(&site, &[]).await;
    edit(&desk, &path, &[("title", "Edited")]).await;
    accept(&desk, &path).await;
    as_owner(
        &site,
        "update story_versions set wrapped_key = null, sealed = null where number = 2; \
         update stories set told_version = 1, agreed_version = null",
    )
    .await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    site.visitor().tell_to(&other.slug, &[]).await;
    let words =
        Content::Edit(Box::new(StoryText { title: "In my own words".to_owned(), ..StoryText::default() }));
    post(&site.app, site.organisation.id, &code.parse().unwrap(), words).await.unwrap();
    site.mix().await;
    assert_eq!(site.count("letters").await, 0);
    assert_eq!(site.count("story_versions where number = 3").await, 1);
}

#[actix_web::test]
async fn accepting_takes_the_newest_version() {
    let site = TestSite::new().await;
    let (code, desk, path) = claimed(&site, &[]).await;
    let words =
        Content::Edit(Box::new(StoryText { title: "In my own words".to_owned(), ..StoryText::default() }));
    post(&site.app, site.organisation.id, &code.parse().unwrap(), words).await.unwrap();
    site.mix().await;
    let Found::Story(story) = find(&site.app, site.organisation.id, &code.parse().unwrap()).await.unwrap()
    else {
        panic!("it is out")
    };
    // The page was read before the mix; its form comes after.
    let mut conn = site.app.db.tenant(site.organisation.id).await.unwrap();
    let at = StoryScope {
        keys: &site.app.keys,
        organisation: site.organisation.id,
        story: story.id,
        today: site.app.clock.today(),
    };
    let older = transaction(&mut conn, async |mut tx| stories::actions::accept(&mut tx, at, 1).await);
    assert!(matches!(older.await, Err(Error::Conflict(_))));
    drop(conn);
    assert_eq!(site.count("stories where told_version is not null").await, 0);
    accept(&desk, &path).await;
    assert_eq!(site.count("stories where told_version = 2").await, 1);
}

#[actix_web::test]
async fn a_damaged_key_keeps_the_letters_of_its_day_and_no_others() {
    let site = TestSite::new().await;
    let today = site.app.clock.today();
    let file = |day: chrono::NaiveDate| site.app.settings.keys.join(format!("intake/{day}.key"));
    site.visitor().tell(&[("title", "Of yesterday")]).await;
    let whole = fs::read(file(today)).unwrap();
    site.move_to(today.succ_opt().unwrap());
    site.visitor().tell(&[("title", "Of today")]).await;
    fs::write(file(today), b"half").unwrap();
    site.mix().await;
    assert_eq!((site.count("stories").await, site.count("letters").await), (1, 1));
    // A key of its own day that is damaged: the next day's is taken, nobody is sent away.
    fs::write(file(today.succ_opt().unwrap()), b"").unwrap();
    site.visitor().tell(&[("title", "With another key")]).await;
    site.mix().await;
    assert_eq!((site.count("stories").await, site.count("letters").await), (2, 1));
    fs::write(file(today), whole).unwrap();
    site.mix().await;
    assert_eq!((site.count("stories").await, site.count("letters").await), (3, 0));
}

#[actix_web::test]
async fn a_large_pool_is_mixed_in_little_memory() {
    let site = TestSite::new().await;
    let many = rounds(200);
    // A tenth are stories of their own; the rest are one that was sent over and over.
    for _ in 0..many / 10 {
        site.visitor().tell(&[]).await;
    }
    let fill = format!(
        "insert into letters select gen_random_uuid(), day, sealed from \
         (select day, sealed from letters limit 1) one, generate_series(1, {})",
        many - many / 10
    );
    as_owner(&site, &fill).await;
    let settings = [
        program::data(&site.app.settings.data),
        ("DATABASE_URL", site.url.as_str()),
        ("PRATFALL_MIX", "every 99h"),
    ];
    let start = Instant::now();
    let peak = Program::begin(&["mix"], &settings).peak();
    println!("{many} letters mixed in {:.1?}, {peak} MiB at most", start.elapsed());
    assert_eq!(site.count("letters").await, 0);
    assert_eq!(site.count("stories").await, i64::try_from(many / 10).unwrap());
    assert!(peak < 150, "{peak} MiB: the pool itself is {} MiB", many * 80 / 1024);
}
