//! An event is in one language, its title and intro in others too; readers of another see which language it is.

use crate::support::{
    Page, TestSite, Visitor,
    announcements::{confirm, subscribers},
    days::{add, add_story, everywhere, release},
    mails::read,
    stories::accepted,
};
use actix_web::test::TestRequest;
use diesel::sql_query;
use diesel_async::RunQueryDsl;
use pratfall::accounts::Role;
use std::collections::BTreeMap;

/// A Dutch day, with a title and an intro in French and a title in English.
fn day() -> BTreeMap<String, String> {
    let fields = [
        ("title", "Oeps op vrijdag"),
        ("intro", "Kom luisteren."),
        ("date", "2027-06-04"),
        ("time", "14:30"),
        ("minutes", "60"),
        ("time_zone", "Europe/Brussels"),
        ("place", "De zolder"),
        ("language", "nl"),
        ("title_fr", "Les gaffes du vendredi"),
        ("intro_fr", "Venez écouter."),
        ("title_en", "The Friday fuck-ups"),
    ];
    fields.map(|(k, v)| (k.to_owned(), v.to_owned())).into()
}

async fn made(site: &TestSite) -> (Visitor, String) {
    let desk = site.staff(Role::Organiser).await;
    let made = desk.post_map("/desk/acme/events/new", &day()).await;
    assert_eq!(made.status, 303, "{}", made.body);
    let path = made.leads_to().strip_suffix("/agenda").unwrap().to_owned();
    add(&desk, &path, "free", "Welkom", "10").await;
    assert_eq!(release(&desk, &path).await, "released");
    (desk, path)
}

/// The form of an event with these changes, sent.
async fn change(desk: &Visitor, path: &str, changes: &[(&str, &str)]) -> Page {
    let mut form = desk.get(path).await.fields(&format!("form[action='{path}']"));
    form.extend(changes.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
    desk.post_map(path, &form).await
}

/// A text on a page, and the language it is marked with.
fn marked(page: &Page, css: &str) -> (String, String) {
    (page.text(css), page.attribute(css, "lang"))
}

fn pair(text: &str, lang: &str) -> (String, String) {
    (text.to_owned(), lang.to_owned())
}

#[actix_web::test]
async fn readers_see_an_event_in_their_language_or_are_told_in_which_it_is() {
    let site = TestSite::new().await;
    let (desk, path) = made(&site).await;
    let here = path.strip_prefix("/desk").unwrap();
    let see = async |address: String| site.visitor().get(&address).await;
    let cases = [
        ("nl", pair("Oeps op vrijdag", ""), pair("Kom luisteren.", ""), None),
        (
            "fr",
            pair("Les gaffes du vendredi", ""),
            pair("Venez écouter.", ""),
            Some("Ce programme est en néerlandais."),
        ),
        (
            "en",
            pair("The Friday fuck-ups", ""),
            pair("Kom luisteren.", "nl"),
            Some("This agenda is in Dutch."),
        ),
    ];
    for (language, title, intro, note) in cases {
        let page = see(format!("{here}?lang={language}")).await;
        assert_eq!(marked(&page, "h1"), title);
        assert_eq!(marked(&page, "header.head p.lead"), intro, "{language}");
        let notes = page.texts("[data-test=other-language]");
        assert_eq!(notes.iter().map(String::as_str).next(), note, "{language}");
        let foreign = if language == "nl" { "" } else { "nl" };
        assert_eq!(page.attribute("[data-test=slot] .slip-title", "lang"), foreign);
        let place = marked(&page, "dl.facts div:nth-of-type(2) dd");
        assert_eq!(place, pair("De zolder", foreign));
        let changes = see(format!("{here}/changes?lang={language}")).await;
        assert_eq!((&changes.text("main > p.kicker"), language), (&title.0, language));
        for list in ["/acme/events", "/acme"] {
            let page = see(format!("{list}?lang={language}")).await;
            let shown = page.texts(".slip-title");
            assert!(shown.contains(&title.0), "{list} {language}: {shown:?}");
            assert_eq!(page.attributes(".slip-title[lang]", "lang"), [""; 0], "{list} {language}");
            let places = page.attributes("span[lang]", "lang");
            assert_eq!(places.is_empty(), language == "nl", "{list} {language}: the place is in Dutch");
        }
        let calendar = see(page.attribute("a[href*='agenda.ics']", "href")).await.body;
        let calendar = calendar.replace("\r\n ", "");
        assert!(calendar.contains(&format!("SUMMARY;LANGUAGE={language}:{}", title.0)), "{calendar}");
        let said = if intro.1.is_empty() { language } else { "nl" };
        assert!(calendar.contains(&format!("DESCRIPTION;LANGUAGE={said}:{}", intro.0)), "{calendar}");
    }
    let plain = TestRequest::get().uri(&format!("{here}/agenda.ics"));
    let plain = site.visitor().ask(plain.insert_header(("accept-language", "fr"))).await;
    assert!(plain.body.contains("SUMMARY;LANGUAGE=nl:Oeps op vrijdag"), "{}", plain.body);
    let data: serde_json::Value =
        serde_json::from_str(&see(format!("{here}/agenda.json")).await.body).unwrap();
    assert_eq!((&data["title"], &data["language"]), (&"Oeps op vrijdag".into(), &"nl".into()));
    assert_eq!(data["translations"]["fr"]["intro"], "Venez écouter.");

    // A browser that says nothing, or names a language that is not spoken here, is answered in the first of the house.
    for header in [None, Some("de"), Some("")] {
        let request = TestRequest::get().uri(here);
        let request = match header {
            Some(languages) => request.insert_header(("accept-language", languages)),
            None => request,
        };
        let page = site.visitor().ask(request).await;
        assert_eq!(page.attribute("html", "lang"), "nl", "{header:?}");
    }
    drop(desk);
}

#[actix_web::test]
async fn a_translation_is_frozen_with_its_release_and_a_change_of_it_is_a_change() {
    let site = TestSite::new().await;
    let (desk, path) = made(&site).await;
    let here = path.strip_prefix("/desk").unwrap();
    let saved = change(&desk, &path, &[("title_fr", "Les bourdes"), ("title", "Oei")]).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let before = site.visitor().get(&format!("{here}?lang=fr")).await;
    assert_eq!(before.text("h1"), "Les gaffes du vendredi", "not before the next release");
    let pending = desk.get(&format!("{path}/agenda")).await.texts(".changes li");
    assert_eq!(pending.len(), 2, "{pending:?}");
    assert_eq!(release(&desk, &path).await, "released");
    let after = site.visitor().get(&format!("{here}?lang=fr")).await;
    assert_eq!(after.text("h1"), "Les bourdes");
    assert_eq!(
        after.texts(".changes li"),
        [
            "Le titre était «\u{a0}Oeps op vrijdag\u{a0}»\u{a0}; c’est maintenant «\u{a0}Oei\u{a0}».",
            "Le titre ou le texte en français a changé."
        ]
    );
    assert_eq!(after.texts(".changes li [lang=nl]"), ["Oeps op vrijdag", "Oei"]);
    assert_eq!(release(&desk, &path).await, "unchanged");
    for shown in everywhere(&site, &path).await {
        assert!(!shown.contains("gaffes"), "{shown}");
    }
}

#[actix_web::test]
async fn a_wrong_translation_is_named_and_nothing_typed_is_lost() {
    let site = TestSite::new().await;
    let (desk, path) = made(&site).await;
    let (long, longer) = ("x".repeat(121), "x".repeat(2001));
    let cases = [
        ("title_fr", long.as_str(), "title_fr"),
        ("intro_fr", longer.as_str(), "intro_fr"),
        ("language", "fr", "title_fr"),
    ];
    for address in ["/desk/acme/events/new", &path] {
        for (field, value, wrong) in cases {
            let mut typed = desk.get(address).await.fields(&format!("form[action='{address}']"));
            typed.extend(day());
            typed.insert(field.to_owned(), value.to_owned());
            let page = desk.post_map(address, &typed).await;
            assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec![wrong.to_owned()]));
            assert!(!page.texts("details[open] [name=title_fr]").is_empty(), "the fold is open");
            let kept = page.fields(&format!("form[action='{address}']"));
            for (name, value) in typed.iter().filter(|(name, _)| *name != "csrf") {
                assert_eq!(&kept[name], value, "{name}");
            }
        }
    }
    let odd = " Les\u{0}\u{200b} gaffes\u{b} ";
    assert_eq!(change(&desk, &path, &[("title_fr", odd), ("title_en", "\u{200b} ")]).await.status, 303);
    let form = desk.get(&path).await.fields(&format!("form[action='{path}']"));
    assert_eq!((form["title_fr"].as_str(), form["title_en"].as_str()), ("Les gaffes", ""));
}

#[actix_web::test]
async fn mails_name_an_event_as_their_readers_do() {
    let site = TestSite::new().await;
    subscribers(&site, &["nl", "fr", "en"]).await;
    sql_query("update subscriptions set language = split_part(email, '@', 1)")
        .execute(&mut site.as_owner().await)
        .await
        .unwrap();
    let (desk, _) = made(&site).await;
    let list = desk.get("/desk/acme/announcements").await;
    let chosen = list.attributes("select[name=release] option", "value").remove(0);
    let draft = desk.post("/desk/acme/announcements", &[("release", &chosen)]).await;
    let since = site.mails().len();
    confirm(&desk, draft.leads_to()).await;
    site.work().await;
    let mails = read(&site.mails()[since..]);
    assert_eq!(mails.len(), 3);
    for mail in mails {
        let language = mail.headers["to"].split('@').next().unwrap().to_owned();
        let (title, hour, note) = match language.as_str() {
            "nl" => ("Oeps op vrijdag", "14:30–15:30 (", None),
            "fr" => (
                "Les gaffes du vendredi",
                "de 14\u{a0}h\u{a0}30 à 15\u{a0}h\u{a0}30 (",
                Some("Ce programme est en néerlandais."),
            ),
            _ => ("The Friday fuck-ups", "14:30–15:30 (", Some("This agenda is in Dutch.")),
        };
        assert!(mail.headers["subject"].contains(title), "{:?}", mail.headers);
        for shown in [&mail.text, &mail.html] {
            assert!(shown.contains(title), "{language}: {shown}");
            assert!(note.is_none_or(|note| shown.contains(note)), "{language}: {shown}");
        }
        assert!(mail.text.contains(hour), "{language}: {}", mail.text);
        assert!(mail.html.contains("lang=\"nl\""), "{language}: the place, at least");
    }
    let archive = site.visitor().get("/acme/announcements?lang=fr").await;
    assert!(archive.body.contains("Les gaffes du vendredi"), "{}", archive.body);
}

#[actix_web::test]
async fn an_author_finds_their_place_in_the_language_of_the_page() {
    let site = TestSite::new().await;
    let code = accepted(&site, "De kraan van Halle").await;
    let (desk, path) = made(&site).await;
    add_story(&desk, &path, "20").await;
    assert_eq!(release(&desk, &path).await, "released");
    for (language, title, lang, time) in
        [("fr", "Les gaffes du vendredi", "", "14\u{a0}h\u{a0}40"), ("nl", "Oeps op vrijdag", "", "14:40")]
    {
        let address = format!("/acme/receipt?lang={language}");
        let page = site.visitor().post(&address, &[("code", &code)]).await;
        assert_eq!(marked(&page, "[data-test=place] .slip-title"), pair(title, lang));
        assert!(page.text("[data-test=place]").contains(time), "{}", page.body);
    }
}

#[actix_web::test]
async fn an_event_over_midnight_says_on_which_day_it_ends() {
    let site = TestSite::new().await;
    let (desk, path) = made(&site).await;
    let late = [("time", "23:30"), ("minutes", "90")];
    assert_eq!(change(&desk, &path, &late).await.status, 303);
    add(&desk, &path, "free", "Nog iets", "30").await;
    add(&desk, &path, "free", "Slot", "20").await;
    assert_eq!(release(&desk, &path).await, "released");
    let here = path.strip_prefix("/desk").unwrap();
    for (language, span, day) in [
        ("nl", "23:30 – zaterdag 5 juni 2027, 01:00", "5 juni"),
        ("fr", "de 23\u{a0}h\u{a0}30 au samedi 5 juin 2027 à 1\u{a0}h", "5 juin"),
        ("en", "23:30 – Saturday 5 June 2027, 01:00", "5 June"),
    ] {
        let public = site.visitor().get(&format!("{here}?lang={language}")).await;
        assert!(public.text("dl.facts time").contains(span), "{}", public.body);
        let at_desk = desk.get(&format!("{path}/agenda?lang={language}")).await;
        assert!(at_desk.text("header.head .kicker").ends_with(span), "{}", at_desk.body);
        for page in [public, at_desk] {
            assert_eq!(page.texts("[data-test=slot] .date"), [day], "{language}: once, where it begins");
        }
    }
    let calendar = site.visitor().get(&format!("{here}/agenda.ics")).await.body;
    assert!(calendar.replace("\r\n ", "").contains("Nog iets\\n5 juni\\n00:10 Slot"), "{calendar}");
}
