//! Before the form stands whom to turn to with what is no story to learn from.

use crate::support::{TestSite, Visitor};
use pratfall::accounts::Role;
use std::collections::BTreeMap;

const PATH: &str = "/desk/acme/settings/contacts";

async fn change(desk: &Visitor, changes: &[(&str, &str)]) -> crate::support::Page {
    let mut form: BTreeMap<String, String> = desk.get(PATH).await.fields("#contacts");
    form.extend(changes.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
    desk.post_map(PATH, &form).await
}

#[actix_web::test]
async fn default_contacts_stand_where_none_are_set() {
    let site = TestSite::new().await;
    for (language, words) in
        [("en", "confidential counsellor"), ("nl", "vertrouwenspersoon"), ("fr", "personne de confiance")]
    {
        let page = site.visitor().get(&format!("/acme/stories/new?lang={language}")).await;
        let doors = page.texts("[data-test=door]");
        assert_eq!(doors.len(), 3);
        assert!(doors[0].contains(words), "{}", doors[0]);
        assert_eq!(page.attributes("[data-door=danger] a", "href"), ["tel:112"]);
        let (door, form) = (page.body.find("data-test=\"door\""), page.body.find("id=\"tell\""));
        assert!(door < form, "before the form");
    }
}

#[actix_web::test]
async fn an_administrator_sets_the_contacts() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    assert_eq!(desk.get("/desk/acme/settings").await.attributes("a[href$='/contacts']", "href"), [PATH]);
    let saved = change(
        &desk,
        &[
            ("unwanted_name", "An <b>Confidante</b>"),
            ("unwanted_phone", "+33 1 99 00 12 34"),
            ("unwanted_link", "trust@example.org"),
            ("unwanted_nl", "An luistert, en doet niets zonder jou."),
            ("wrongdoing_link", "https://speak.example.org/up"),
        ],
    )
    .await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let nl = site.visitor().get("/acme/stories/new?lang=nl").await;
    let door = nl.text("[data-door=unwanted]");
    assert!(door.contains("An <b>Confidante</b>") && door.contains("An luistert"));
    assert_eq!(
        nl.attributes("[data-door=unwanted] a", "href"),
        ["tel:+33199001234", "mailto:trust@example.org"]
    );
    assert_eq!(nl.attributes("[data-door=wrongdoing] a", "href"), ["https://speak.example.org/up"]);
    let en = site.visitor().get("/acme/stories/new?lang=en").await;
    assert!(!en.text("[data-door=unwanted]").contains("An luistert"), "no foreign words");
    assert!(en.text("[data-door=unwanted]").contains("Here somebody listens"));

    // Invalid stories bring the page back with the contacts on it.
    let form = site.visitor().get("/acme/stories/new").await.fields("#tell");
    let again = site.visitor().post_map("/acme/stories/new", &form).await;
    assert_eq!(again.status, 422);
    assert!(again.text("[data-door=unwanted]").contains("Confidante"));

    // What is shown can be saved again; what is emptied is gone.
    assert_eq!(change(&desk, &[]).await.status, 303);
    let emptied: Vec<(String, String)> = desk
        .get(PATH)
        .await
        .fields("#contacts")
        .into_keys()
        .filter(|field| !["csrf", "seen"].contains(&field.as_str()))
        .map(|field| (field, " ".to_owned()))
        .collect();
    let emptied: Vec<(&str, &str)> = emptied.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    assert_eq!(change(&desk, &emptied).await.status, 303);
    let page = site.visitor().get("/acme/stories/new?lang=en").await;
    assert!(page.text("[data-door=unwanted]").contains("confidential counsellor"));
    assert!(desk.get("/desk/acme/audit").await.body.contains("Changed the contacts"));
}

#[actix_web::test]
async fn each_field_says_what_is_wrong_with_it_and_all_is_kept() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    let (long_name, long_words) = ("x".repeat(81), "x".repeat(301));
    for (field, bad) in [
        ("unwanted_name", long_name.as_str()),
        ("unwanted_phone", "call me"),
        ("unwanted_phone", "12"),
        ("unwanted_phone", "112;ext=1"),
        ("unwanted_phone", "javascript:112"),
        ("wrongdoing_link", "javascript:alert(1)"),
        ("wrongdoing_link", "JavaScript://example.org/%0aalert(1)"),
        ("wrongdoing_link", "data:text/html,x"),
        ("wrongdoing_link", "//example.org"),
        ("wrongdoing_link", "https://bank.example.org@evil.example.org"),
        ("wrongdoing_link", "https://example.org/\"onclick=\"x"),
        ("wrongdoing_link", "a@[127.0.0.1]"),
        ("danger_nl", long_words.as_str()),
    ] {
        let page = change(&desk, &[(field, bad), ("danger_name", "The guard")]).await;
        assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec![field.to_owned()]), "{bad:?}");
        let kept = page.fields("#contacts");
        assert_eq!(kept["danger_name"], "The guard");
        assert_eq!(kept[field].replace('\u{fffd}', "\u{0}").replace('\n', ""), bad.replace('\n', ""));
    }
    let page = site.visitor().get("/acme/stories/new").await;
    assert!(!page.body.contains("The guard"), "nothing was saved");
}

#[actix_web::test]
async fn contacts_saved_twenty_times_at_once_are_there_once() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    let fields = [("danger_name", "The guard"), ("danger_nl", "Bel eerst.")];
    assert_eq!(change(&desk, &fields).await.status, 303);
    let pages = futures_util::future::join_all((0..20).map(|_| change(&desk, &fields))).await;
    let refused: Vec<_> = pages.iter().filter(|page| page.status != 303).collect();
    assert!(refused.is_empty(), "{} times {}", refused.len(), refused[0].status);
    assert_eq!(site.count("contacts").await, 1);
}

#[actix_web::test]
async fn only_administrators_of_the_organisation_set_them() {
    let site = TestSite::new().await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    let foreign = site.staff_of(&other, Role::Administrator).await;
    let field = [("danger_name", "Not the guard")];
    assert_eq!(foreign.get(PATH).await.status, 404);
    assert_eq!(foreign.post(PATH, &field).await.status, 404);
    for role in [Role::Moderator, Role::Organiser] {
        let somebody = site.staff(role).await;
        assert_eq!(somebody.get(PATH).await.status, 403);
        assert_eq!(somebody.post(PATH, &field).await.status, 403);
    }
    let theirs = "/desk/other/settings/contacts";
    let mut form = foreign.get(theirs).await.fields("#contacts");
    form.insert("danger_name".to_owned(), "Not the guard".to_owned());
    assert_eq!(foreign.post_map(theirs, &form).await.status, 303);
    let page = site.visitor().get("/acme/stories/new").await;
    assert!(!page.body.contains("Not the guard"), "each organisation its own");
}
