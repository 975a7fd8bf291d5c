//! The product in a real browser, against the real program.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what it expects")]

mod browser;
mod calendars;
mod checks;
mod cleaning;
mod coach;
mod crawl;
mod desk;
mod door;
mod form;
mod journey;
mod leave;
mod library;
mod poster;
mod questions;
mod queue;
mod review;
mod shift;
mod site;
#[allow(dead_code, reason = "the tests without a browser use the rest")]
#[path = "../it/support"]
mod support {
    pub mod calendars;
    pub mod cluster;
    pub mod corpus;
    pub mod page;
    pub mod program;
}

use browser::Browser;
use serde_json::json;
use site::Site;

#[tokio::test(flavor = "multi_thread")]
async fn a_story_goes_its_whole_way_with_scripts() {
    journey(true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_story_goes_its_whole_way_without_scripts() {
    journey(false).await;
}

async fn journey(scripts: bool) {
    // The browser types faster than people do: with scripts it works for it, without them it need not wait here.
    let site = Site::start(if scripts { "3600" } else { "0" }).await;
    let browser = Browser::start(&site.base, scripts).await;
    let subscription = journey::whole(&site, &browser).await;
    if !scripts {
        crawl::everywhere(&site, &browser, &subscription).await;
    }
    browser.quit().await;
    site.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_readers_door_opens_and_the_library_is_read() {
    let site = Site::demonstration().await;
    for (scripts, hidden, taken_back, question) in [
        (true, &library::COOLBOX, &library::FREEZER, "What did you change?"),
        (false, &library::SLAB, &library::SALT, "What hangs there now?"),
    ] {
        let browser = Browser::start(&site.base, scripts).await;
        door::opens_by_code(&browser).await;
        browser.quit().await;
        let browser = Browser::start(&site.base, scripts).await;
        door::opens_by_link(&browser).await;
        library::is_searched_read_and_left(&site, &browser, hidden, taken_back).await;
        if scripts {
            desk::join(&site, &browser, "moderator").await;
            desk::sign_out(&browser).await;
        }
        questions::go_there_and_back(&site, &browser, question).await;
        browser.quit().await;
    }
    site.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demonstration_shows_its_mails() {
    let site = Site::demonstration().await;
    let browser = Browser::start(&site.base, true).await;
    browser.visit("/dev/mailbox").await;
    let sent = async || {
        browser.driver.refresh().await.unwrap();
        browser.has("[data-test=mail] a").await
    };
    browser.until("a mail", sent).await;
    browser.press("[data-test=mail] a").await;
    browser.arrive("[data-test=mail-text]").await;
    browser.press("main a[href$='/html']").await;
    browser.see("[role=article][lang]").await;
    // No script runs on a mail: what it is for everybody is looked at in the journey.
    checks::narrow(&browser).await;
    browser.quit().await;
    site.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_coach_finds_in_the_browser_what_it_finds_on_the_server() {
    let site = Site::start("0").await;
    let browser = Browser::start(&site.base, true).await;
    coach::both_engines_agree(&browser).await;
    browser.quit().await;
    site.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_not_left_half_written_and_counts_what_the_server_stores() {
    let site = Site::start("0").await;
    let browser = Browser::start(&site.base, true).await;
    leave::asks(&browser).await;
    cleaning::both_clean_alike(&browser).await;
    browser.quit().await;
    let browser = Browser::start(&site.base, false).await;
    leave::asks_nothing(&browser).await;
    browser.quit().await;
    site.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_coach_gives_hints_while_one_writes_and_sends_nothing() {
    let site = Site::start("0").await;
    let browser = Browser::start(&site.base, true).await;
    coach::hints_while_writing(&browser).await;
    desk::join(&site, &browser, "administrator").await;
    coach::own_words(&browser).await;
    browser.quit().await;
    let browser = Browser::start(&site.base, false).await;
    coach::nothing_without_scripts(&browser).await;
    browser.quit().await;
    site.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_is_short_on_a_phone_and_the_code_is_kept() {
    let site = Site::start("0").await;
    for (house, options, _) in form::HOUSES {
        let create = ["organisation", "create", house, "--name", "Acme & zonen"];
        site.run(&[&create, *options].concat());
    }
    for scripts in [true, false] {
        let browser = Browser::start(&site.base, scripts).await;
        for (house, _, more) in form::HOUSES {
            form::is_short(&browser, house, more).await;
        }
        form::unfolds(&browser).await;
        journey::write(&browser, "Twee keer gedrukt").await;
        form::keeps_the_code(&browser, &site.folder).await;
        browser.quit().await;
    }
    site.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_poster_fills_a_sheet() {
    let site = Site::start("0").await;
    let browser = Browser::start(&site.base, true).await;
    desk::join(&site, &browser, "administrator").await;
    poster::fills_a_sheet(&browser, &site.base).await;
    browser.quit().await;
    site.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_that_is_written_in_comes_along_into_another_language() {
    let site = Site::start("0").await;
    for scripts in [true, false] {
        let browser = Browser::start(&site.base, scripts).await;
        if scripts {
            desk::join(&site, &browser, "organiser").await;
        } else {
            desk::sign_in(&browser, "organiser").await;
        }
        desk::switch_language(&browser).await;
        browser.quit().await;
    }
    site.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_is_an_hour_for_calendars_on_the_web() {
    let site = Site::start("0").await;
    let browser = Browser::start(&site.base, true).await;
    calendars::an_hour_is_an_hour(&browser).await;
    browser.quit().await;
    site.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_is_worked_off_by_keys_and_without_scripts() {
    let site = Site::start("0").await;
    let titles = ["Een", "Twee", "Drie", "Vier", "Vijf", "Zes", "Zeven", "Acht", "Negen"].split_at(5);
    for (scripts, titles) in [(true, titles.0), (false, titles.1)] {
        let browser = Browser::start(&site.base, scripts).await;
        queue::fill(&browser, titles).await;
        if scripts {
            desk::join(&site, &browser, "moderator").await;
        } else {
            desk::sign_in(&browser, "moderator").await;
        }
        queue::is_dense(&browser, titles.len()).await;
        if scripts {
            queue::is_led_by_keys(&browser).await;
            queue::is_decided_by_keys(&browser).await;
            queue::is_followed_by_the_next(&browser).await;
        }
        queue::is_decided_at_once(&browser).await;
        queue::is_narrowed_and_kept(&browser).await;
        browser.quit().await;
    }
    site.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn fifteen_stories_are_worked_off_with_few_clicks_and_pages() {
    let site = Site::start("0").await;
    let browser = Browser::start(&site.base, true).await;
    shift::fill(&browser).await;
    desk::join(&site, &browser, "moderator").await;
    shift::is_worked_off(&browser).await;
    shift::open_asked(&browser).await;
    shift::is_redacted_by_keyboard(&browser).await;
    browser.quit().await;
    site.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_story_is_reviewed_by_two_people_with_scripts_and_without() {
    let site = Site::start("0").await;
    for scripts in [true, false] {
        let browser = Browser::start(&site.base, scripts).await;
        if scripts {
            review::takes_two(&site, &browser).await;
            for who in ["first", "second"] {
                desk::join_as(&site, &browser, who, "moderator").await;
                desk::sign_out(&browser).await;
            }
        }
        review::goes_its_way(&browser, "first", "second").await;
        browser.quit().await;
    }
    site.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_checks_see_planted_faults() {
    let site = Site::start("0").await;
    let browser = Browser::start(&site.base, true).await;
    browser.visit("/acme").await;
    let plant = "const i = document.createElement('img'); i.src = 'https://elsewhere.example/x.png'; \
        document.querySelector('main').append(i); await new Promise(done => i.onerror = done)";
    let plant = format!("const done = arguments[0]; (async () => {{ {plant} }})().then(done)");
    browser.driver.execute_async(plant, vec![]).await.unwrap();
    let found = checks::axe(&browser, &json!({})).await;
    assert!(found[0].as_str().unwrap().starts_with("image-alt: "), "{found}");
    assert_eq!(checks::stopped(&browser).await, json!(["img-src https://elsewhere.example/x.png"]));
    assert_eq!(checks::too_wide(&browser).await, None);
    let plant = "const it = document.createElement('pre'); it.textContent = 'x'.repeat(120); \
        it.style.minWidth = '600px'; document.querySelector('main').append(it)";
    browser.driver.execute(plant, vec![]).await.unwrap();
    let wide = checks::too_wide(&browser).await.unwrap();
    assert!(wide.contains("<pre"), "{wide}");
    browser.quit().await;
    site.stop();
}
