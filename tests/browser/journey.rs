//! A story's whole way: told, mixed, read, accepted, put on an agenda, released, announced.

use crate::{browser::Browser, site::Site};

const PASSWORD: &str = "gluten trappist kadans 9";
const TITLE: &str = "De back-up die er nooit was";
const EVENT: &str = "Blunderdag";
const READER: &str = "lezer@example.org";

/// The whole way, by mouse and keyboard only.
pub async fn whole(site: &Site, browser: &Browser) {
    let code = tell(browser).await;
    look_up(browser, &code, "submitted").await;
    join(site, browser, "moderator").await;
    let story = accept(browser).await;
    sign_out(browser).await;
    look_up(browser, &code, "accepted").await;
    agree(browser, &code).await;
    join(site, browser, "organiser").await;
    let event = release(browser, &story).await;
    read_agenda(browser, &event, &story).await;
    subscribe(browser).await;
    announce(browser, &event).await;
    for page in ["", "/events", "/stories", "/announcements", "/subscribers"] {
        browser.visit(&format!("/desk/acme{page}")).await;
    }
}

/// A visitor sends a form too early, then a story, and gets a code.
async fn tell(browser: &Browser) -> String {
    browser.visit("/acme?lang=nl").await;
    browser.press("main a[href*='/stories/new']").await;
    browser.arrive("form#tell").await;
    browser.press("form#tell button:not([type=button])").await;
    browser.arrive("#problems a[href='#field-title']").await;
    browser.fill("title", TITLE).await;
    browser
        .fill("what_happened", "Elke nacht groen. Tot we hem nodig hadden.")
        .await;
    browser.fill("learned", "Zet geregeld iets terug.").await;
    for choice in [
        "told_by'][value='reader",
        "anonymity'][value='anonymous",
        "silence'][value='publish",
    ] {
        // The label lies over its input, so that the whole slip can be clicked.
        browser.press(&format!("input[name='{choice}'] + label")).await;
    }
    browser.press("form#tell button:not([type=button])").await;
    let code = browser
        .arrive("[data-test=receipt-code]")
        .await
        .text()
        .await
        .unwrap();
    let print = browser.see("[data-enhance=print]").await;
    assert_eq!(
        print.is_displayed().await.unwrap(),
        browser.scripts,
        "a button that needs scripts shows where they run"
    );
    code
}

/// The author comes back with the code, until the story is there and has this status.
async fn look_up(browser: &Browser, code: &str, status: &str) {
    browser.visit("/acme/receipt?lang=nl").await;
    let wanted = format!("[data-test=story-status][data-status={status}]");
    browser
        .until(&wanted, async || {
            browser.go("/acme/receipt?lang=nl").await;
            browser.fill("code", code).await;
            browser.press("main form button:not([type=button])").await;
            browser
                .see("[data-test=story-status], main details form[action*='/withdrawal']")
                .await;
            browser.has(&wanted).await
        })
        .await;
    browser.arrive(&wanted).await;
}

/// The author agrees to the text as it would be told; it counts from the next mix on.
async fn agree(browser: &Browser, code: &str) {
    browser.send("/receipt/consent").await;
    browser.arrive("form[action*='/receipt'] [name=code]").await;
    let agreed = "[data-test=proposal] .notice.good";
    browser
        .until(agreed, async || {
            browser.go("/acme/receipt?lang=nl").await;
            browser.fill("code", code).await;
            browser.press("main form button:not([type=button])").await;
            browser.see("[data-test=proposal]").await;
            browser.has(agreed).await
        })
        .await;
    browser.arrive(agreed).await;
}

/// Somebody is invited by command, chooses a password, leaves, and signs in.
async fn join(site: &Site, browser: &Browser, role: &str) {
    let email = format!("{role}@example.org");
    let link = site
        .run([
            "staff",
            "invite",
            "acme",
            &email,
            "--name",
            "Rik Peeters",
            "--role",
            role,
        ])
        .await;
    browser.visit(&link).await;
    browser.fill("password", PASSWORD).await;
    browser.send("/desk/invitations/").await;
    browser
        .see("body:not(:has([name=password][autocomplete=new-password]))")
        .await;
    if browser.has("form[action*='/sign-out']").await {
        sign_out(browser).await;
    }
    browser.visit("/desk/sign-in").await;
    browser.fill("email", &email).await;
    browser.fill("password", PASSWORD).await;
    browser.send("/desk/sign-in").await;
    browser.arrive("form[action*='/sign-out']").await;
}

async fn sign_out(browser: &Browser) {
    browser.send("/desk/sign-out").await;
    browser.see("body:not(:has(form[action*='/sign-out']))").await;
}

/// A moderator takes the story and accepts it.
async fn accept(browser: &Browser) -> String {
    browser.visit("/desk/acme/stories").await;
    let slip = browser.see("[data-test=story][data-id]").await;
    let story = slip.attr("data-id").await.unwrap().unwrap();
    assert!(slip.text().await.unwrap().contains(TITLE));
    browser.press("[data-test=story] a").await;
    browser.arrive("[data-test=story][data-status=submitted]").await;
    browser.send("/claim").await;
    browser.arrive("form[action*='/acceptance']").await;
    browser.send("/acceptance").await;
    browser.arrive("[data-test=story][data-status=accepted]").await;
    story
}

/// An organiser makes an event, puts the story on its agenda and releases it.
async fn release(browser: &Browser, story: &str) -> String {
    browser.visit("/desk/acme/events").await;
    browser.press("a[href*='/events/new']").await;
    browser.arrive("main form [name=place]").await;
    browser.fill("title", EVENT).await;
    let day = pratfall::platform::clock::Clock::default().now() + chrono::TimeDelta::days(30);
    browser.fill("date", &day.format("%m%d%Y").to_string()).await;
    browser.fill("time", "0200PM").await;
    browser.fill("place", "De kantine").await;
    browser.send("/events/new").await;
    browser.arrive("form[action*='/releases']").await;
    let path = browser.path().await;
    let event = path.split('/').nth(4).unwrap().to_owned();
    browser
        .press("form:has(input[name=story]) button:not([type=button])")
        .await;
    browser
        .arrive(&format!("[data-test=slot][data-story='{story}']"))
        .await;
    browser.send("/releases").await;
    browser.arrive("[data-test=release][data-version='1']").await;
    event
}

/// Everybody reads the agenda.
async fn read_agenda(browser: &Browser, event: &str, story: &str) {
    browser.visit("/acme?lang=nl").await;
    browser.visit("/acme/events?lang=nl").await;
    browser.press(&format!("main a[href*='{event}']")).await;
    let slot = browser
        .arrive(&format!("[data-test=slot][data-story='{story}']"))
        .await;
    assert!(slot.text().await.unwrap().contains(TITLE));
    for page in [
        "/",
        "/acme/promise?lang=nl",
        "/acme/promise?lang=fr",
        "/acme/announcements?lang=fr",
        "/nowhere/at/all",
    ] {
        browser.visit(page).await;
    }
    browser
        .visit(&format!("/acme/events/{event}/changes?lang=fr"))
        .await;
}

/// A visitor subscribes and confirms by the link in the mail.
async fn subscribe(browser: &Browser) {
    browser.visit("/acme/subscribe?lang=nl").await;
    browser.fill("email", READER).await;
    browser.send("/subscribe").await;
    browser.arrive("body:not(:has([name=email])) h1").await;
    let mail = browser.mail(READER, 1).await;
    let link = mail
        .split_whitespace()
        .find(|word| word.contains("/acme/subscriptions/"))
        .expect("a link in the mail");
    browser.visit(link).await;
    browser.send("/confirmation").await;
    browser
        .arrive("body:not(:has(form[action*='/confirmation'])) form[action*='/unsubscription']")
        .await;
}

/// The organiser tells the subscribers; the number that was confirmed is the number that was shown.
async fn announce(browser: &Browser, event: &str) {
    browser.visit("/desk/acme/announcements").await;
    browser.send("/desk/acme/announcements").await;
    browser.arrive("[data-test=recipients][data-count='1']").await;
    browser.send("/confirmation").await;
    browser.arrive("[data-test=announcement-status]").await;
    let mine = browser.path().await;
    let mail = browser.mail(READER, 2).await;
    assert!(mail.contains(&format!("/acme/events/{event}")), "{mail}");
    assert!(mail.contains("/acme/subscriptions/"), "a way out: {mail}");
    browser
        .until("the announcement is finished", async || {
            browser.go(&mine).await;
            browser
                .has("[data-test=announcement-status][data-status=finished]")
                .await
        })
        .await;
    browser.visit(&mine).await;
    browser.visit("/acme/announcements?lang=nl").await;
}
