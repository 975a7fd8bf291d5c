//! Settings come from memory, with the form that shows them, and are right again with the next request.

use crate::support::{
    Page, TestSite,
    memory::{get, listen},
    queries,
};
use diesel::{QueryableByName, sql_query, sql_types};
use diesel_async::RunQueryDsl;
use pratfall::{accounts::Role, ids::OrganisationId};
use std::collections::BTreeSet;

const FORM: &str = "/acme/stories/new";

fn stamp(page: &Page) -> String {
    page.attribute("input[name=receipt]", "value")
}

/// A page without what is its own.
fn common(page: &Page) -> String {
    page.body.replace(&stamp(page), "STAMP")
}

async fn warm(site: &TestSite) {
    for language in ["nl", "fr", "en"] {
        let path = format!("{FORM}?lang={language}");
        get(site, &path).await;
        assert!(get(site, &path).await.1, "{language}");
    }
}

#[actix_web::test]
async fn a_form_from_memory_is_the_form_as_it_was_rendered_with_a_stamp_of_its_own() {
    queries::record();
    let site = TestSite::new().await;
    let mut stamps = BTreeSet::new();
    let paths = ["", "?lang=nl", "?lang=fr", "?lang=en"].map(|query| format!("{FORM}{query}"));
    let mut rendered = vec![];
    for path in &paths {
        let (page, from_memory) = get(&site, path).await;
        assert!(!from_memory, "nothing listens yet");
        rendered.push(common(&page));
        stamps.insert(stamp(&page));
    }
    listen(&site).await;
    get(&site, FORM).await;
    for (path, rendered) in paths.iter().zip(rendered) {
        let (page, from_memory) = get(&site, path).await;
        assert!(from_memory && common(&page) == rendered, "{path}");
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(!page.headers.contains_key("etag"));
        stamps.insert(stamp(&page));
    }
    assert_eq!(stamps.len(), 8, "{stamps:?}");
    let codes: BTreeSet<&str> = stamps.iter().map(|stamp| stamp.split('.').next().unwrap()).collect();
    assert_eq!(codes.len(), 8, "{codes:?}");
    // Each of them is good.
    site.visitor().tell(&[]).await;
    site.visitor().tell(&[]).await;
    assert_eq!(site.count("letters").await, 2);
}

#[actix_web::test]
async fn a_form_shows_what_was_set_with_the_next_request() {
    queries::record();
    let site = TestSite::new().await;
    listen(&site).await;
    let desk = site.staff(Role::Administrator).await;
    let shown = async |words: &str| {
        let page = site.visitor().get(&format!("{FORM}?lang=en")).await;
        assert!(page.body.contains(words), "{words}");
    };
    for (form, id, name, value) in [
        ("", "#settings", "name", "Renamed house"),
        ("/contacts", "#contacts", "danger_name", "Ada of the gate"),
        ("/contacts", "#contacts", "danger_en", "Call her by day."),
        ("/words", "#words", "words", "Zephyrus"),
        ("/themes", "#themes", "theme_1_en", "Plans that met a crane"),
    ] {
        warm(&site).await;
        desk.set((&format!("/desk/acme/settings{form}"), id), name, value).await;
        shown(value).await;
    }
    warm(&site).await;
    let french = format!("{FORM}?lang=fr");
    assert_eq!(get(&site, &french).await.0.attribute("html", "lang"), "fr");
    desk.set(("/desk/acme/settings/languages", "#languages"), "language_fr", "").await;
    assert_ne!(get(&site, &french).await.0.attribute("html", "lang"), "fr");
}

#[actix_web::test]
async fn every_organisation_has_its_own_form_in_memory() {
    queries::record();
    let site = TestSite::new().await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    listen(&site).await;
    for _ in 0..2 {
        for slug in ["acme", "other"] {
            let path = format!("/{slug}/stories/new");
            get(&site, &path).await;
            let (page, from_memory) = get(&site, &path).await;
            assert!(from_memory && page.body.contains(&format!("{slug} &amp; sons")), "{}", other.name);
            let elsewhere = if slug == "acme" { "other" } else { "acme" };
            assert!(!page.body.contains(&format!("{elsewhere} &amp; sons")));
        }
    }
    let mut form = site.visitor().filled(&[]).await;
    let foreign = site.visitor().tell_form("other").await;
    form.insert("receipt".to_owned(), foreign["receipt"].clone());
    assert_eq!(site.visitor().post_map(FORM, &form).await.status, 422);
    assert_eq!(site.visitor().get("/nobody/stories/new").await.status, 404);
}

#[actix_web::test]
async fn what_another_process_set_is_shown_when_the_database_tells_of_it() {
    queries::record();
    let site = TestSite::new().await;
    listen(&site).await;
    warm(&site).await;
    for (change, words) in [
        ("update organisations set name = 'Elsewhere'", "Elsewhere"),
        ("update theme_names set name = 'Cranes'", "Cranes"),
        ("insert into own_words select id, 1, 'Zephyrus' from organisations", "Zephyrus"),
        ("insert into contacts select id, 'danger', 'Ada', '', '' from organisations", "Ada"),
        ("insert into contact_texts select id, 'danger', 'en', 'By day.' from organisations", "By day."),
    ] {
        assert!(!get(&site, &format!("{FORM}?lang=en")).await.0.body.contains(words));
        sql_query(change).execute(&mut site.as_owner().await).await.unwrap();
        while !get(&site, &format!("{FORM}?lang=en")).await.0.body.contains(words) {
            tokio::task::yield_now().await;
        }
    }
}

#[actix_web::test]
async fn nothing_that_was_set_comes_from_memory_once_nothing_listens() {
    queries::record();
    let site = TestSite::new().await;
    let listener = listen(&site).await;
    warm(&site).await;
    listener.abort();
    assert!(listener.await.unwrap_err().is_cancelled());
    let rename = sql_query("update organisations set name = 'Unheard'");
    rename.execute(&mut site.as_owner().await).await.unwrap();
    for _ in 0..2 {
        let (page, from_memory) = get(&site, &format!("{FORM}?lang=en")).await;
        assert!(!from_memory && page.body.contains("Unheard"));
    }
}

#[actix_web::test]
async fn a_form_that_is_sent_meets_what_is_set_and_not_what_was_kept() {
    queries::record();
    let site = TestSite::new().await;
    listen(&site).await;
    let form = site.visitor().filled(&[("anonymity", "anonymous")]).await;
    warm(&site).await;
    let mut owner = site.as_owner().await;
    // As if the news were still on its way.
    for change in ["drop trigger pages_changed on organisations", "update organisations set open_lane = null"]
    {
        sql_query(change).execute(&mut owner).await.unwrap();
    }
    assert!(get(&site, FORM).await.1);
    let page = site.visitor().post_map(FORM, &form).await;
    assert_eq!(page.status, 422, "{}", page.body);
    assert_eq!(site.count("letters").await, 0);
}

#[actix_web::test]
async fn the_time_of_a_form_tells_of_nobody_who_sent_one() {
    queries::record();
    let site = TestSite::new().await;
    listen(&site).await;
    warm(&site).await;
    site.visitor().tell(&[]).await;
    site.visitor().post_map(FORM, &site.visitor().filled(&[("title", "")]).await).await;
    for language in ["nl", "fr", "en"] {
        assert!(get(&site, &format!("{FORM}?lang={language}")).await.1, "{language}");
    }
}

#[derive(QueryableByName)]
struct Whose {
    #[diesel(sql_type = sql_types::Uuid)]
    organisation: OrganisationId,
}

#[actix_web::test]
async fn a_read_sees_the_rows_of_its_organisation_whoever_had_the_connection_before() {
    let site = TestSite::new().await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    let tenants = [Some(site.organisation.id), Some(other.id), None];
    let whose = async |tenant| {
        let read = async |mut conn: &_| {
            let themes = sql_query("select organisation_id as organisation from themes");
            let rows: Vec<Whose> = themes.load(&mut conn).await?;
            Ok(rows.into_iter().map(|row| row.organisation).collect::<Vec<_>>())
        };
        site.app.db.read(tenant, read).await.unwrap()
    };
    for round in 0..40 {
        let (first, second) = (tenants[round % 3], tenants[(round / 3) % 3]);
        let (one, two) = tokio::join!(whose(first), whose(second));
        assert_eq!(one, Vec::from_iter(first), "{round}");
        assert_eq!(two, Vec::from_iter(second), "{round}");
    }
}
