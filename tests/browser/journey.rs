//! A story's whole way: told, mixed, read, edited, accepted or not, put on an agenda, released, announced.

use crate::{browser::Browser, desk, site::Site};

/// A word of 120 letters: no page may grow sideways for it (WCAG 1.4.10).
macro_rules! long {
    () => {
        "Hottentottententententoonstellingsterreinbewakingsdienstroos\
         terplanningsvergaderingsverslagbijlagenummeringscommissielid"
    };
}
pub(crate) use long;

const TITLE: &str = long!();
const OTHER: &str = "De collega die iedereen herkent";
const HAPPENED: &str = concat!(long!(), " was elke nacht groen.");
const LEARNED: &str = concat!(long!(), " zetten we geregeld terug.");
const LESSON: &str = concat!("Elke maand zetten we één back-up terug. ", long!());
const READER: &str = "lezer.hottentottententententoonstelling@example.org";

/// The whole way, by mouse and keyboard only. Gives the address of a subscription.
pub async fn whole(site: &Site, browser: &Browser) -> String {
    stray(browser).await;
    let code = tell(browser).await;
    let other = write(browser, OTHER).await;
    look_up(browser, &code, "submitted").await;
    look_up(browser, &other, "submitted").await;
    desk::join(site, browser, "moderator").await;
    let story = desk::accept(browser, TITLE).await;
    desk::decline(browser, OTHER).await;
    desk::sign_out(browser).await;
    look_up(browser, &code, "accepted").await;
    let added = browser.see("[data-test=proposal] ins").await.text().await.unwrap();
    assert!(added.contains(desk::EDIT.trim()), "{added}");
    agree(browser, &code).await;
    look_up(browser, &other, "declined").await;
    let refusal = browser.see("[data-test=story-status] blockquote").await;
    assert_eq!(refusal.text().await.unwrap(), desk::REASON);
    desk::join(site, browser, "organiser").await;
    let event = desk::release(browser, &story).await;
    read_agenda(browser, &event, &story).await;
    tell_back(browser, &code, &story).await;
    let subscription = subscribe(site, browser).await;
    desk::announce(site, browser, &event, READER).await;
    for page in ["", "/events", "/announcements", "/subscribers"] {
        browser.visit(&format!("/desk/acme{page}")).await;
    }
    desk::sign_out(browser).await;
    desk::join(site, browser, "administrator").await;
    desk::administer(browser).await;
    subscription
}

/// Addresses and codes that lead nowhere: an unknown address, an invalid code, a code nobody was given.
async fn stray(browser: &Browser) {
    browser.visit("/nowhere/at/all").await;
    for (code, page) in [
        ("not a code", "#problems a[href='#field-code']"),
        ("0000-0000-0000-0000-0000-0000-0000", "main details form[action*='/withdrawal']"),
    ] {
        browser.visit("/acme/receipt?lang=fr").await;
        browser.fill("code", code).await;
        browser.press("main form button:not([type=button])").await;
        browser.arrive(page).await;
    }
    for language in ["nl", "fr", "en"] {
        browser.visit(&format!("/acme/promise?lang={language}")).await;
    }
}

/// A visitor sends a form too early, then a story, and gets a code.
async fn tell(browser: &Browser) -> String {
    browser.visit("/acme?lang=nl").await;
    browser.press("main a[href*='/stories/new']").await;
    browser.arrive("form#tell").await;
    browser.press("form#tell button:not([type=button])").await;
    browser.arrive("#problems a[href='#field-title']").await;
    fill_in(browser, TITLE).await;
    let code = browser.arrive("[data-test=receipt-code]").await;
    let print = browser.see("[data-enhance=print]").await;
    assert_eq!(
        print.is_displayed().await.unwrap(),
        browser.scripts,
        "a button that needs scripts shows where they run"
    );
    browser.press("main details:has(#last-group) summary").await;
    browser.arrive("#last-group").await;
    code.text().await.unwrap()
}

/// Another story, and its code.
pub async fn write(browser: &Browser, title: &str) -> String {
    browser.go("/acme/stories/new?lang=fr").await;
    fill_in(browser, title).await;
    let code = browser.see("[data-test=receipt-code]").await;
    code.text().await.unwrap()
}

async fn fill_in(browser: &Browser, title: &str) {
    browser.fill("title", title).await;
    browser.fill("what_happened", HAPPENED).await;
    browser.fill("learned", LEARNED).await;
    for choice in ["told_by'][value='reader", "anonymity'][value='anonymous", "silence'][value='publish"] {
        if choice.starts_with("silence") {
            browser.press("#tell details:has([name=silence]):not([open]) summary").await;
        }
        // The label lies over its input, so that the whole slip can be clicked.
        browser.press(&format!("input[name='{choice}'] + label")).await;
    }
    browser.press("form#tell button:not([type=button])").await;
}

/// The author comes back with the code, until the story is there and has this status.
pub async fn look_up(browser: &Browser, code: &str, status: &str) {
    let wanted = format!("[data-test=story-status][data-status={status}]");
    browser
        .until(&wanted, async || {
            browser.go("/acme/receipt?lang=nl").await;
            browser.fill("code", code).await;
            browser.press("main form button:not([type=button])").await;
            browser.see("[data-test=story-status], main details form[action*='/withdrawal']").await;
            browser.has(&wanted).await
        })
        .await;
    browser.arrive(&wanted).await;
}

/// The author agrees to what was edited; that counts from the next mix on.
pub async fn agree(browser: &Browser, code: &str) {
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

/// An organiser writes down what came of the story; its author reads it, hesitates, and gives the code up.
async fn tell_back(browser: &Browser, code: &str, story: &str) {
    browser.visit(&format!("/desk/acme/stories/{story}/lessons")).await;
    browser.fill("body", LESSON).await;
    browser.press("#lesson button:not([type=button])").await;
    browser.arrive("[data-test=lesson]").await;
    look_up(browser, code, "accepted").await;
    let lesson = browser.see("[data-test=lesson]").await;
    assert!(lesson.text().await.unwrap().contains(LESSON));
    browser.see("[data-test=place]").await;
    unfold(browser, "/receipt/withdrawal/preview").await;
    browser.arrive("form#withdraw.inline").await;
    look_up(browser, code, "accepted").await;
    unfold(browser, "/receipt/burning/preview").await;
    browser.arrive("form#burn.inline").await;
    browser.press("form#burn button").await;
    browser.arrive("main").await;
    let unknown = "main details form[action*='/withdrawal']:not([action*=preview])";
    browser
        .until(unknown, async || {
            browser.go("/acme/receipt").await;
            browser.fill("code", code).await;
            browser.press("main form button:not([type=button])").await;
            browser.see(&format!("[data-test=story-status], {unknown}")).await;
            browser.has(unknown).await
        })
        .await;
}

/// Opens the fold that holds a form, and sends the form.
async fn unfold(browser: &Browser, action: &str) {
    browser.press(&format!("details:has(form[action*='{action}']) summary")).await;
    browser.send(action).await;
}

/// Everybody reads the agenda.
async fn read_agenda(browser: &Browser, event: &str, story: &str) {
    browser.visit("/acme?lang=nl").await;
    browser.visit("/acme/events?lang=nl").await;
    browser.press(&format!("main a[href*='{event}']")).await;
    let slot = browser.arrive(&format!("[data-test=slot][data-story='{story}']")).await;
    assert!(slot.text().await.unwrap().contains(TITLE));
    for page in ["/", "/acme/announcements?lang=fr"] {
        browser.visit(page).await;
    }
    browser.visit(&format!("/acme/events/{event}/changes?lang=fr")).await;
}

/// A visitor subscribes and confirms by the link in the mail.
async fn subscribe(site: &Site, browser: &Browser) -> String {
    browser.visit("/acme/subscribe?lang=nl").await;
    browser.fill("email", READER).await;
    browser.send("/subscribe").await;
    browser.arrive("body:not(:has([name=email])) h1").await;
    let mail = site.mail(browser, READER, 1).await;
    let link = mail
        .text
        .split_whitespace()
        .find(|word| word.contains("/acme/subscriptions/"))
        .expect("a link in the mail")
        .to_owned();
    browser.show(&mail).await;
    browser.visit(&link).await;
    browser.send("/confirmation").await;
    browser.arrive("body:not(:has(form[action*='/confirmation'])) form[action*='/unsubscription']").await;
    let at = link.find("/acme/").unwrap();
    link[at..].split('?').next().unwrap().to_owned()
}
