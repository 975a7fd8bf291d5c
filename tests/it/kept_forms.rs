//! Every answer to a form holds what was typed: refused, too large, overtaken, sent after the session ended, or shown
//! in another language.

use crate::support::{House, PASSWORD, Page, TestSite, Visitor, every_page, story};
use actix_web::{http::header, test::TestRequest};
use pratfall::accounts::Role;
use std::collections::BTreeMap;

const INVITED: [(&str, &str); 4] = [
    ("email", "new@example.org"),
    ("name", "Mia \"the new one\" Peeters"),
    ("role", "moderator"),
    ("language", "fr"),
];

/// Sends a form in this session, with the form's own token.
async fn send(site: &TestSite, cookie: &str, path: &str, form: &BTreeMap<String, String>) -> Page {
    let request = TestRequest::post().uri(path).insert_header((header::COOKIE, cookie.to_owned()));
    site.visitor().ask(request.set_form(form)).await
}

fn cookie(page: &Page) -> String {
    page.header("set-cookie").split(';').next().unwrap().to_owned()
}

async fn invitation(desk: &Visitor) -> BTreeMap<String, String> {
    let mut form = desk.get("/desk/acme/team").await.fields("form[action='/desk/acme/team']");
    form.extend(INVITED.map(|(name, value)| (name.to_owned(), value.to_owned())));
    form
}

fn holds_invitation(page: &Page, css: &str) {
    let form = page.fields(css);
    for (name, value) in INVITED {
        assert_eq!(form.get(name).map(String::as_str), Some(value), "{}", page.body);
    }
}

#[actix_web::test]
async fn a_story_from_a_page_that_does_not_count_is_kept_and_sent_from_one_that_does() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let form = author.filled(&[]).await;
    for header in [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")] {
        let request = TestRequest::post().uri("/acme/stories/new").insert_header(header);
        let refused = author.ask(request.set_form(&form)).await;
        assert_eq!(refused.status, 403);
        assert!(refused.keeps_story(), "{}", refused.body);
        assert_eq!(refused.fields("main form")["receipt"], form["receipt"]);
        assert_eq!(site.count("letters").await, 0);
    }
    assert_eq!(author.post_map("/acme/stories/new", &form).await.status, 200);
}

#[actix_web::test]
async fn a_story_that_is_too_long_is_kept_to_be_made_shorter() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let long = "It went on and on. ".repeat(20_000);
    let form = author.filled(&[("what_happened", &long)]).await;
    let refused = author.post_map("/acme/stories/new", &form).await;
    assert_eq!(refused.status, 413);
    let mut kept = refused.fields("main form");
    assert_eq!((&kept["what_happened"], &kept["receipt"]), (&long, &form["receipt"]));
    kept.extend(story());
    assert_eq!(author.post_map("/acme/stories/new", &kept).await.status, 200);
    // More than is worth keeping: the page says that it is not all there.
    let form = author.filled(&[("what_happened", &long.repeat(5))]).await;
    let refused = author.post_map("/acme/stories/new", &form).await;
    assert_eq!((refused.status.as_u16(), refused.texts("main .notice.warn").len()), (413, 1));
    assert!(refused.fields("main form").values().any(|kept| kept.starts_with(&long)));
}

#[actix_web::test]
async fn a_desk_form_of_another_session_is_kept_with_a_token_that_counts() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    let mut form = invitation(&desk).await;
    form.insert("csrf".to_owned(), "AAAA".to_owned());
    let refused = desk.post_map("/desk/acme/team", &form).await;
    assert_eq!(refused.status, 403);
    holds_invitation(&refused, "main form");
    let kept = refused.fields("main form");
    assert_eq!(kept["csrf"], desk.csrf());
    // From another site there is nothing to press: the text is there to be copied.
    let cookie = desk.cookie().unwrap();
    let request = TestRequest::post().uri("/desk/acme/team").insert_header((header::COOKIE, cookie));
    let foreign =
        site.visitor().ask(request.insert_header(("origin", "https://evil.example")).set_form(&form)).await;
    assert_eq!((foreign.status.as_u16(), foreign.attributes("main form", "action").len()), (403, 0));
    assert!(foreign.texts("main textarea").contains(&INVITED[1].1.to_owned()));
    let invited = async || site.count("audit_entries where verb = 'staff_invited'").await;
    assert_eq!(invited().await, 1, "the administrator");
    assert_eq!(desk.post_map("/desk/acme/team", &kept).await.status, 303);
    assert_eq!(invited().await, 2);
    site.work().await;
}

#[actix_web::test]
async fn text_for_a_lost_role_or_a_deleted_story_is_there_to_be_copied() {
    let site = TestSite::new().await;
    let moderator = site.staff(Role::Moderator).await;
    let words = [("question", "What did the log say, Mia?")];
    for (path, status) in
        [("/desk/acme/team", 403), ("/desk/acme/stories/00000000-0000-7000-8000-000000000000/questions", 404)]
    {
        let page = moderator.post(path, &words).await;
        assert_eq!(page.status, status, "{path}");
        assert_eq!(page.texts("main textarea"), ["What did the log say, Mia?"], "{path}");
        assert!(page.attributes("main form", "action").is_empty(), "{path}");
    }
}

#[actix_web::test]
async fn a_form_sent_after_the_session_ended_waits_behind_the_sign_in_page() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    let form = invitation(&desk).await;
    desk.post("/desk/sign-out", &[]).await;
    let asked = desk.post_map("/desk/acme/team", &form).await;
    assert_eq!(asked.status, 403);
    let mut sign_in = asked.fields("#sign-in");
    assert!(!sign_in.values().any(|value| *value == form["csrf"]));
    sign_in.insert("email".to_owned(), "administrator@acme.example.org".to_owned());
    sign_in.insert("password".to_owned(), "not the right one 9".to_owned());
    let wrong = site.visitor().post_map("/desk/sign-in", &sign_in).await;
    assert_eq!(wrong.status, 422);
    // In another language, too.
    let mut switched = wrong.fields("#sign-in");
    switched.insert("switch".to_owned(), "sign-in".to_owned());
    let french = site.visitor().post_map("/desk/sign-in?lang=fr", &switched).await;
    assert_eq!((french.status.as_u16(), french.header("content-language")), (200, "fr"));
    let mut sign_in = french.fields("#sign-in");
    assert_eq!(sign_in["email"], "administrator@acme.example.org");
    sign_in.insert("password".to_owned(), PASSWORD.to_owned());
    let back = site.visitor().post_map("/desk/sign-in", &sign_in).await;
    assert_eq!(
        (back.status.as_u16(), back.attribute("main form", "action")),
        (200, "/desk/acme/team".to_owned())
    );
    holds_invitation(&back, "main form");
    assert_eq!(
        site.count("audit_entries where verb = 'staff_invited'").await,
        1,
        "signing in does nothing else"
    );
    let done = send(&site, &cookie(&back), "/desk/acme/team", &back.fields("main form")).await;
    assert_eq!((done.status.as_u16(), done.leads_to()), (303, "/desk/acme/team"));
    site.work().await;
}

#[actix_web::test]
async fn signing_in_leads_to_the_page_that_was_wanted() {
    let site = TestSite::new().await;
    site.staff(Role::Moderator).await;
    let sent_away = site.visitor().get("/desk/acme/stories?status=accepted").await;
    assert_eq!(sent_away.header("location"), "/desk/sign-in?to=%2Fdesk%2Facme%2Fstories%3Fstatus%3Daccepted");
    for (asked, place) in [
        (sent_away.header("location"), "/desk/acme/stories?status=accepted"),
        ("/desk/sign-in", "/desk"),
        ("/desk/sign-in?to=//evil.example", "/desk"),
        ("/desk/sign-in?to=/desk//evil.example", "/desk"),
        ("/desk/sign-in?to=/%5Cevil.example", "/desk"),
        ("/desk/sign-in?to=/desk%0d%0aSet-Cookie:x", "/desk"),
        ("/desk/sign-in?to=https://evil.example/desk", "/desk"),
        ("/desk/sign-in?to=/acme", "/desk"),
    ] {
        let page = site.visitor().get(asked).await;
        let mut form = page.fields("#sign-in");
        form.insert("email".to_owned(), "moderator@acme.example.org".to_owned());
        form.insert("password".to_owned(), PASSWORD.to_owned());
        let arrived = site.visitor().post_map("/desk/sign-in", &form).await;
        assert_eq!((arrived.status.as_u16(), arrived.header("location")), (303, place), "{asked}");
        // A field written by hand leads no further.
        form.insert("to".to_owned(), asked.split_once("to=").map_or("x", |(_, to)| to).to_owned());
        let arrived = site.visitor().post_map("/desk/sign-in", &form).await;
        assert!(arrived.header("location").starts_with("/desk"), "{asked}");
        assert!(!arrived.header("location").contains("evil"), "{asked}");
    }
}

#[actix_web::test]
async fn a_half_written_story_comes_along_into_another_language() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let mut form = author.filled(&[("learned", ""), ("told_by", "reader")]).await;
    form.insert("switch".to_owned(), "tell".to_owned());
    let french = author.post_map("/acme/stories/new?lang=fr", &form).await;
    assert_eq!((french.status.as_u16(), french.header("content-language")), (200, "fr"));
    assert_eq!(french.wrong_fields(), Vec::<String>::new());
    let kept = french.fields("#tell");
    for name in ["title", "what_happened", "learned", "told_by", "receipt"] {
        assert_eq!(kept[name], form[name], "{name}");
    }
    assert_eq!(site.count("letters").await, 0);
    let mut whole = kept.clone();
    whole.extend(story());
    assert_eq!(author.post_map("/acme/stories/new?lang=fr", &whole).await.status, 200);
    // A page of another site cannot put words into the form.
    let request =
        TestRequest::post().uri("/acme/stories/new").insert_header(("sec-fetch-site", "cross-site"));
    assert_eq!(author.ask(request.set_form(&form)).await.status, 403);
}

#[actix_web::test]
async fn what_is_typed_under_a_code_comes_along_into_another_language() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let (told, asked) = (author.tell(&[("silence", "never")]).await, author.tell(&[]).await);
    site.mix().await;
    let desk = site.staff(Role::Moderator).await;
    let queue = desk.get("/desk/acme/stories").await;
    let ids = queue.attributes("[data-test=story]", "data-id");
    for (id, verb) in ids.iter().zip(["questions", "acceptance"]) {
        let path = format!("/desk/acme/stories/{id}");
        desk.post(&format!("{path}/claim"), &[]).await;
        let mut form = desk.get(&path).await.fields("#review");
        if verb == "questions" {
            form.insert("question".to_owned(), "What did the log say?".to_owned());
        }
        let done = desk.post_map(&format!("{path}/{verb}"), &form).await;
        assert_eq!(done.status, 303, "{verb}: {}", done.body);
    }
    site.mix().await;
    let letters = site.count("letters").await;
    let named = author.post("/acme/receipt/name", &[("code", told.as_str())]).await;
    let mut fields = named.fields("#name");
    fields.insert("name".to_owned(), "Mia".to_owned());
    let sure = author.post_map("/acme/receipt/name", &fields).await;
    for (page, form) in [(named, "name"), (sure, "sure")] {
        let mut fields = page.fields(&format!("#{form}"));
        fields.insert("name".to_owned(), "Mia \"M.\" Peeters".to_owned());
        let button = format!("nav.languages button[form={form}][lang=fr]");
        fields.insert("switch".to_owned(), page.attribute(&button, "value"));
        let french = author.post_map(&page.attribute(&button, "formaction"), &fields).await;
        let found = (french.status.as_u16(), french.header("content-language"));
        assert_eq!(found, (200, "fr"), "{form}: {}", french.body);
        let kept = french.fields(&format!("#{form}"));
        assert_eq!(kept["name"], "Mia \"M.\" Peeters");
        assert_eq!(french.wrong_fields(), Vec::<String>::new());
    }
    for code in [told.as_str(), asked.as_str()] {
        let mailbox = author.post("/acme/receipt", &[("code", code)]).await;
        let asked = !mailbox.attributes("#answer", "action").is_empty();
        let (page, form, typed) =
            if asked { ("/acme/receipt", "answer", "text") } else { ("/acme/receipt/edit", "edit", "title") };
        let opened = author.post(page, &[("code", code)]).await;
        let button = format!("nav.languages button[form={form}][lang=fr]");
        assert_eq!(opened.attribute(&button, "formaction"), format!("{page}?lang=fr"));
        let mut fields = opened.fields(&format!("#{form}"));
        fields.insert(typed.to_owned(), "Half a \"sentence\" <b>".to_owned());
        fields.insert("switch".to_owned(), opened.attribute(&button, "value"));
        let french = author.post_map(&format!("{page}?lang=fr"), &fields).await;
        assert_eq!(french.header("content-language"), "fr", "{page}");
        let again = french.fields(&format!("#{form}"));
        let kept = (again[typed].as_str(), again["code"].as_str());
        assert_eq!(kept, ("Half a \"sentence\" <b>", code), "{page}");
    }
    assert_eq!(site.count("letters").await, letters);
}

/// Without scripts, each of many forms on a page has languages of its own.
#[actix_web::test]
async fn of_many_forms_the_one_written_in_comes_along() {
    let site = TestSite::demo(&[]).await;
    let house = House::furnish(&site, &site.organisation).await;
    let (desk, path) = (house.staff(Role::Organiser), house.address("/desk/{org}/events/{event}/agenda"));
    let page = desk.get(&path).await;
    let without_scripts =
        Page { body: page.body.replace("<noscript>", "").replace("</noscript>", ""), ..page.clone() };
    let forms = page.attributes("form[method=post]:has(input[name=minutes])", "id");
    assert!(forms.len() >= 3, "{forms:?}");
    for id in forms {
        let button = format!("form#{id} button[form={id}][name=switch][lang=fr]");
        let to = without_scripts.attribute(&button, "formaction");
        let mut typed = page.fields(&format!("form#{id}"));
        for (name, value) in [("title", "Half a \"line\""), ("minutes", "37"), ("switch", &id)] {
            typed.insert(name.to_owned(), value.to_owned());
        }
        let french = desk.post_map(&to, &typed).await;
        assert_eq!((french.status.as_u16(), french.header("content-language")), (200, "fr"));
        let kept = french.fields(&format!("form#{id}"));
        assert_eq!(kept["minutes"], "37", "{id}");
        let writes = kept.get("title");
        assert!(writes.is_none_or(|title| title == "Half a \"line\""), "{id}: {writes:?}");
        let hidden = format!("details:not([open]) form#{id}");
        assert_eq!(french.texts(&hidden), [""; 0], "{id}: what came along is in view");
    }
    let other = "form#change-x, nav.languages[data-enhance=languages][hidden] button[form=add-free]";
    assert!(page.attributes(other, "value").len() > 1, "with scripts, at the foot");
}

#[actix_web::test]
async fn every_page_takes_typed_text_along_into_another_language() {
    let site = TestSite::demo(&[]).await;
    let house = House::furnish(&site, &site.organisation).await;
    let mut seen = 0;
    let mut bad = vec![];
    for (path, who) in every_page(&site, &house).await {
        let page = who.get(&path).await;
        let writes = |own: &str| {
            format!(
                "{own} textarea, {own} [type=text], {own} [type=email], {own} [type=tel], {own} [type=url]"
            )
        };
        if page.attributes(&writes("main form[method=post]"), "name").is_empty() {
            continue;
        }
        seen += 1;
        let buttons = page.attributes("nav.languages button", "form");
        let links = page.attributes("nav.languages a", "href").len();
        let lead = buttons.iter().all(|id| page.attributes(&format!("form#{id}"), "action").len() == 1);
        if buttons.len() < 2 || links > 0 || !lead {
            bad.push(format!("{path}: {buttons:?}, {links} links"));
            continue;
        }
        // Of many forms the one that is written in: without scripts, the first.
        let own = format!("form#{}", buttons[0]);
        let mut form = page.fields(&own);
        form.insert("switch".to_owned(), page.attributes("nav.languages button", "value")[0].clone());
        let typed = page.attributes(&writes(&own), "name");
        for name in &typed {
            form.insert(name.clone(), format!("Half of {name}"));
        }
        let to = page.attributes("nav.languages button", "formaction")[0].clone();
        let again = who.post_map(&to, &form).await;
        let kept = again.fields(&own);
        for name in &typed {
            if kept.get(name) != form.get(name) {
                bad.push(format!("{to}: {name} is lost"));
            }
        }
        if again.status != 200 {
            bad.push(format!("{to}: {}", again.status));
        }
    }
    assert!(bad.is_empty() && seen >= 8, "{seen} seen: {bad:#?}");
}
