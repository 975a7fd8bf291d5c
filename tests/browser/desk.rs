//! Steps of staff at the desk.

use crate::{browser::Browser, journey::long, site::Site};
use thirtyfour::prelude::*;

/// Reason that a moderator writes to an author.
pub const REASON: &str = concat!("Dank je. Iedereen zou je collega herkennen. ", long!());
/// Sentence that a moderator adds to a story.
pub const EDIT: &str = concat!(" Dat weten we nu. ", long!());
/// Longest name that fits, in one word.
pub const NAME: &str = "Hottentottententententoonstellingsterreinbewakingsdienstroosterplanningsvergader";
const PASSWORD: &str = "gluten trappist kadans 9";
const EVENT: &str = long!();

/// Invites somebody by command, who chooses a password, leaves, and signs in.
pub async fn join(site: &Site, browser: &Browser, role: &str) {
    join_as(site, browser, role, role).await;
}

/// The same, with an address of their own.
pub async fn join_as(site: &Site, browser: &Browser, who: &str, role: &str) {
    let email = format!("{who}@example.org");
    let link = site.run(&["staff", "invite", "acme", &email, "--name", NAME, "--role", role]);
    browser.visit(&link).await;
    browser.fill("password", PASSWORD).await;
    browser.send("/desk/invitations/").await;
    browser.see("body:not(:has([name=password][autocomplete=new-password]))").await;
    if browser.has("form[action*='/sign-out']").await {
        sign_out(browser).await;
    }
    sign_in(browser, who).await;
    browser.arrive("form[action*='/sign-out']").await;
}

/// Signs in somebody who joined.
pub async fn sign_in(browser: &Browser, who: &str) {
    browser.visit("/desk/sign-in").await;
    sign_in_here(browser, who).await;
    browser.see("form[action*='/sign-out']").await;
}

/// The same, on the page that asks for it.
pub async fn sign_in_here(browser: &Browser, who: &str) {
    browser.fill("email", &format!("{who}@example.org")).await;
    browser.fill("password", PASSWORD).await;
    browser.send("/desk/sign-in").await;
}

pub async fn sign_out(browser: &Browser) {
    browser.send("/desk/sign-out").await;
    browser.see("body:not(:has(form[action*='/sign-out']))").await;
}

/// A moderator takes a story, edits it and accepts what it became.
pub async fn accept(browser: &Browser, title: &str) -> String {
    browser.visit("/desk/acme").await;
    let story = take(browser, title).await;
    browser.press("details:has([name=what_happened]) > summary").await;
    browser.fill("what_happened", EDIT).await;
    browser.send("/versions").await;
    let original = browser.arrive(".original").await.text().await.unwrap();
    assert!(!original.contains(EDIT), "{original}");
    let page = browser.see("article").await.text().await.unwrap();
    assert!(page.contains(EDIT), "{page}");
    browser.send("/acceptance").await;
    is_decided(browser, &story, "accepted").await;
    story
}

/// Waits until a verdict has led on, and goes back to look at its story.
async fn is_decided(browser: &Browser, story: &str, status: &str) {
    let path = format!("/desk/acme/stories/{story}");
    browser
        .until("the page after the verdict", async || {
            browser.path().await.trim_end_matches("/refusal") != path
        })
        .await;
    browser.arrive("h1").await;
    browser.go(&path).await;
    browser.arrive(&format!("[data-test=story][data-status={status}]")).await;
}

/// A moderator declines a story, without a reason first; then goes where only administrators may.
pub async fn decline(browser: &Browser, title: &str) {
    let story = take(browser, title).await;
    browser.send("/refusal").await;
    browser.arrive("#problems a[href='#field-reason']").await;
    browser.fill("reason", REASON).await;
    browser.send("/refusal").await;
    is_decided(browser, &story, "declined").await;
    browser.visit("/desk/acme/team").await;
    assert!(!browser.has("form[action*='/team']").await);
    browser.go("/desk/acme").await;
}

async fn take(browser: &Browser, title: &str) -> String {
    browser.visit("/desk/acme/stories").await;
    let slip = format!("//*[@data-test='story'][.//a[normalize-space()='{title}']]");
    let slip = browser.driver.find(By::XPath(slip)).await.unwrap();
    let story = slip.attr("data-id").await.unwrap().unwrap();
    slip.find(By::Css("a")).await.unwrap().click().await.unwrap();
    browser.arrive("[data-test=story][data-status=submitted]").await;
    browser.send("/claim").await;
    browser.arrive("button[formaction*='/acceptance']").await;
    story
}

/// An organiser makes an event, puts the story on its agenda and releases it.
pub async fn release(browser: &Browser, story: &str) -> String {
    browser.visit("/desk/acme/events").await;
    browser.press("a[href*='/events/new']").await;
    browser.arrive("main form [name=place]").await;
    plan(browser).await;
    browser.arrive("form[action*='/releases']").await;
    let path = browser.path().await;
    let event = path.split('/').nth(4).unwrap().to_owned();
    browser.press("form:has(input[name=story]) button:not([type=button], [name=switch])").await;
    browser.arrive(&format!("[data-test=slot][data-story='{story}']")).await;
    browser.send("/releases").await;
    browser.arrive("[data-test=release][data-version='1']").await;
    event
}

/// Fills in the form of an event and sends it.
async fn plan(browser: &Browser) {
    browser.fill("title", EVENT).await;
    let day = pratfall::platform::clock::Clock::default().now() + chrono::TimeDelta::days(30);
    browser.fill("date", &day.format("%m%d%Y").to_string()).await;
    browser.fill("time", "0200PM").await;
    browser.fill("place", long!()).await;
    browser.send("/events/new").await;
}

/// An organiser changes the language with a half-written line in one of the forms of an agenda.
pub async fn switch_language(browser: &Browser) {
    browser.go("/desk/acme/events/new").await;
    plan(browser).await;
    browser.see("form[action*='/releases']").await;
    for (form, language) in [("add-break", "fr"), ("add-free", "nl")] {
        let title = browser.see(&format!("form#{form} [name=title]")).await;
        title.clear().await.unwrap();
        title.send_keys("Half a line").await.unwrap();
        let button = if browser.scripts {
            format!("footer .languages button[lang={language}]")
        } else {
            format!("form#{form} .languages button[lang={language}]")
        };
        browser.press(&button).await;
        let title = browser.see(&format!("html[lang={language}] form#{form} [name=title]")).await;
        assert_eq!(title.value().await.unwrap().as_deref(), Some("Half a line"), "{form}");
        // What was typed in the other form before was taken along by hand, or left.
        title.clear().await.unwrap();
    }
}

/// The organiser tells the subscribers, after a last look at the mail and the number of people.
pub async fn announce(site: &Site, browser: &Browser, event: &str, reader: &str) {
    browser.visit("/desk/acme/announcements").await;
    browser.send("/desk/acme/announcements").await;
    browser.press("form#draft button[value=send]").await;
    browser.arrive("[data-test=recipients][data-count='1']").await;
    browser.send("/confirmation").await;
    browser.arrive("[data-test=announcement-status]").await;
    let mine = browser.path().await;
    let mail = site.mail(browser, reader, 2).await;
    let text = &mail.text;
    assert!(text.contains(&format!("/acme/events/{event}")), "{text}");
    assert!(text.contains("/acme/subscriptions/"), "a way out: {text}");
    browser.show(&mail).await;
    browser
        .until("the announcement is finished", async || {
            browser.go(&mine).await;
            browser.has("[data-test=announcement-status][data-status=finished]").await
        })
        .await;
    browser.visit(&mine).await;
    browser.visit("/acme/announcements?lang=nl").await;
}

/// An administrator looks at the team, invites somebody, keeps the settings and reads who did what.
pub async fn administer(browser: &Browser) {
    browser.visit("/desk/acme").await;
    browser.visit("/desk/acme/team").await;
    browser.press("main form:has([name=role]) button:not([type=button])").await;
    browser.arrive("#problems a[href='#field-email']").await;
    browser.fill("name", "Noor").await;
    browser.fill("email", "noor@example.org").await;
    browser.press("input[name=role][value=moderator] + label").await;
    browser.press("main form:has([name=role]) button:not([type=button])").await;
    let invited = "//tr[td[normalize-space()='noor@example.org']]";
    browser
        .until("the invited colleague", async || {
            !browser.driver.find_all(By::XPath(invited)).await.unwrap().is_empty()
        })
        .await;
    browser.press("main a[href$='/removal']").await;
    browser.arrive("main form .button.danger").await;
    browser.visit("/desk/profile").await;
    browser.press("form#profile button:not([type=button])").await;
    browser.arrive("[role=status]").await;
    browser.visit("/desk/acme/events").await;
    browser.visit("/desk/acme/subscribers").await;
    browser.visit("/desk/sign-in/forgotten").await;
    browser.press("main form button:not([type=button])").await;
    browser.arrive("#problems a[href='#field-email']").await;
    browser.visit("/desk/acme/settings/contacts").await;
    browser.fill("danger_phone", "ring the bell").await;
    browser.press("form#contacts button:not([type=button])").await;
    browser.arrive("#problems a[href='#field-danger_phone']").await;
    browser.visit("/desk/acme/settings/contacts").await;
    browser.fill("danger_name", NAME).await;
    browser.fill("danger_en", long!()).await;
    browser.press("form#contacts button:not([type=button])").await;
    browser.arrive("[role=status]").await;
    browser.visit("/desk/acme/settings/poster").await;
    browser.visit("/desk/acme/settings/promise").await;
    browser.fill("threshold", "99").await;
    browser.press("form#promise button:not([type=button])").await;
    browser.arrive("#problems a[href='#field-threshold']").await;
    browser.visit("/desk/acme/settings/promise").await;
    browser.fill("people", "8").await;
    browser.press("form#promise button:not([type=button])").await;
    browser.arrive("[role=status]").await;
    for page in ["/acme", "/acme/promise", "/acme/stories/new"] {
        browser.visit(page).await;
    }
    browser.see("[data-test=few]").await;
    browser.press(".doors summary").await;
    browser.arrive("[data-door=danger]").await;
    browser.visit("/desk/acme/settings/words").await;
    browser.fill("words", "Phoenix = a large project\nx").await;
    browser.press("form#words button:not([type=button])").await;
    browser.arrive("#problems a[href='#field-words']").await;
    browser.visit("/desk/acme/settings/call").await;
    browser.fill("call_en", long!()).await;
    browser.press("form#call button:not([type=button])").await;
    browser.arrive("[role=status]").await;
    for part in ["", "/languages", "/themes"] {
        browser.visit(&format!("/desk/acme/settings{part}")).await;
    }
    browser.visit("/desk/acme/audit").await;
}
