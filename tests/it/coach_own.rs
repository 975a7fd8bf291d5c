//! The organisation's own words: set by an administrator, carried by the forms, marked on the desk.

use crate::support::{Page, TestSite, Visitor};
use pratfall::accounts::Role;
use serde_json::{Value, json};

const PATH: &str = "/desk/acme/settings/words";

async fn change(desk: &Visitor, words: &str) -> Page {
    change_at(desk, PATH, words).await
}

async fn change_at(desk: &Visitor, path: &str, words: &str) -> Page {
    let mut form = desk.get(path).await.fields("#words");
    form.insert("words".to_owned(), words.to_owned());
    desk.post_map(path, &form).await
}

/// Rules that a form carries to the browser.
fn carried(page: &Page) -> Value {
    let lists = page.attributes("form [data-enhance=coach]", "data-own");
    assert_eq!(lists.len(), 1, "{}", page.body);
    serde_json::from_str(&lists[0]).unwrap()
}

#[actix_web::test]
async fn an_administrator_lists_words_and_both_engines_get_them() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    let settings = desk.get("/desk/acme/settings").await;
    assert_eq!(settings.attributes("a[href$='/words']", "href"), [PATH]);
    for (language, words) in
        [("en", "without signing in"), ("nl", "zonder zich aan te melden"), ("fr", "sans se connecter")]
    {
        let page = desk.get(&format!("{PATH}?lang={language}")).await;
        assert!(page.text("main").contains(words), "it says who can read it");
    }
    assert_eq!(carried(&site.visitor().get("/acme/stories/new").await), json!([]));

    let typed = "Phoenix = a large project\r\n\r\nphoenix\r\nSite \"Zuid\" <u>\r\n";
    assert_eq!(change(&desk, typed).await.status, 303);
    let shown = desk.get(PATH).await.fields("#words");
    assert_eq!(shown["words"], "Phoenix = a large project\nSite \"Zuid\" <u>");
    let list = json!([
        {"word": "Site \"Zuid\" <u>", "instead": null},
        {"word": "Phoenix", "instead": "a large project"},
    ]);
    let author = site.visitor();
    let form = author.get("/acme/stories/new").await;
    assert_eq!(carried(&form), list, "longest first");
    assert!(!form.body.contains("<u>"), "escaped");
    let again = author.post_map("/acme/stories/new", &form.fields("#tell")).await;
    assert_eq!((again.status.as_u16(), carried(&again)), (422, list.clone()));

    let happened =
        "We gave PHOENIX to site \"zuid\" <U>.\n\nIt rose from its ashes: not the phoenixes, phoenix.";
    let code = author.tell(&[("title", "Phoenix"), ("what_happened", happened), ("language", "en")]).await;
    site.mix().await;
    let moderator = site.staff(Role::Moderator).await;
    let id = moderator.first_story().await;
    let page = moderator.get(&format!("/desk/acme/stories/{id}?lang=en")).await;
    let own = |words: &str| format!("{words} (from your own list)");
    let marks = [own("Phoenix"), own("PHOENIX"), own("site \"zuid\" <U>"), own("phoenix")];
    assert_eq!(page.texts("article mark, article .mark"), marks);
    let listed = page.texts("[data-test=marked] li");
    assert_eq!(listed, ["from your own list Phoenix PHOENIX site \"zuid\" <U> phoenix"]);

    // The author's own wording later on, as asked for and as sent back.
    let path = format!("/desk/acme/stories/{id}");
    moderator.post(&format!("{path}/claim"), &[]).await;
    let fields = moderator.get(&path).await.fields(&format!("form[action='{path}/versions']"));
    assert_eq!(moderator.post_map(&format!("{path}/acceptance"), &fields).await.status, 303);
    let edit = author.post("/acme/receipt/edit", &[("code", &code)]).await;
    assert_eq!((edit.status.as_u16(), carried(&edit)), (200, list.clone()));
    let mut fields = edit.fields("#edit");
    fields.insert("title".to_owned(), String::new());
    let edit = author.post_map("/acme/receipt/edit", &fields).await;
    assert_eq!((edit.status.as_u16(), carried(&edit)), (422, list));

    assert!(desk.get("/desk/acme/audit?lang=en").await.body.contains("Changed the list of words"));
    assert_eq!(change(&desk, " \r\n ").await.status, 303);
    assert_eq!(carried(&author.get("/acme/stories/new").await), json!([]), "what is emptied is gone");
}

#[actix_web::test]
async fn a_line_that_does_not_fit_is_named_and_all_is_kept() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    assert_eq!(change(&desk, "Kept").await.status, 303);
    let long = |n: usize| "x".repeat(n);
    let many: String = (0..201).map(|n| format!("word {n}\n")).collect();
    for (bad, line) in [
        ("x".to_owned(), "Line 3"),
        (long(61), "Line 3"),
        (format!("ab = {}", long(81)), "Line 3"),
        ("= something".to_owned(), "Line 3"),
        ("--".to_owned(), "Line 3"),
        (many, "202"),
    ] {
        let typed = format!("Good\n\n{bad}");
        let page = desk.post(&format!("{PATH}?lang=en"), &[("words", &typed)]).await;
        assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec!["words".to_owned()]), "{bad:?}");
        let error = page.text("[data-test=error]");
        assert!(error.contains(line), "{bad:?}: {error}");
        let kept = page.fields("#words")["words"].replace('\u{fffd}', "\0");
        assert_eq!(kept.trim_end(), typed.trim_end());
    }
    let page = site.visitor().get("/acme/stories/new").await;
    assert_eq!(carried(&page), json!([{"word": "Kept", "instead": null}]), "nothing was saved");
    let fullest: String = (0..200).map(|n| format!("{n:€>60} = {}\n", "€".repeat(80))).collect();
    assert_eq!(change(&desk, &fullest).await.status, 303, "the fullest list fits in a form");
    let saved = desk.get(PATH).await.fields("#words");
    assert_eq!(desk.post_map(PATH, &saved).await.status, 303, "what is shown can be saved again");
}

#[actix_web::test]
async fn only_administrators_of_the_organisation_set_them() {
    let site = TestSite::new().await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    let foreign = site.staff_of(&other, Role::Administrator).await;
    assert_eq!(foreign.get(PATH).await.status, 404);
    assert_eq!(change(&foreign, "Phoenix").await.status, 404);
    for role in [Role::Moderator, Role::Organiser] {
        let somebody = site.staff(role).await;
        assert_eq!(somebody.get(PATH).await.status, 403);
        assert_eq!(change(&somebody, "Phoenix").await.status, 403);
    }
    assert_eq!(change_at(&foreign, "/desk/other/settings/words", "Phoenix").await.status, 303);
    let page = site.visitor().get("/acme/stories/new").await;
    assert_eq!(carried(&page), json!([]), "each organisation its own");
}

#[actix_web::test]
async fn a_list_saved_twenty_times_at_once_is_one_list() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    assert_eq!(change(&desk, "Phoenix\nAtlas").await.status, 303);
    let pages = futures_util::future::join_all((0..20).map(|_| change(&desk, "Zuid\nPhoenix\nAtlas"))).await;
    assert!(
        pages.iter().all(|page| page.status == 303),
        "{:?}",
        pages.iter().map(|page| page.status).collect::<Vec<_>>()
    );
    assert_eq!(site.count("own_words").await, 3);
}
