//! Requests of the world's programs: HEAD, addresses with something on their end, languages by their weights, forms
//! whose browser does not say where they come from.

use crate::support::{House, TestSite, every_page};
use actix_web::{
    http::{Method, header},
    test::TestRequest,
};
use pratfall::{accounts::Role, platform::i18n::Language};
use std::collections::BTreeSet;

/// On this machine, where mail is captured.
fn asking(method: Method, path: &str) -> TestRequest {
    TestRequest::with_uri(path)
        .method(method)
        .insert_header((header::HOST, "localhost"))
        .peer_addr("127.0.0.1:9".parse().unwrap())
}

#[actix_web::test]
async fn every_get_answers_head_alike_and_forgives_trailing_marks() {
    let site = TestSite::demo(&[]).await;
    let house = House::furnish(&site, &site.organisation).await;
    for (path, who) in every_page(&site, &house).await {
        let get = who.ask(asking(Method::GET, &path)).await;
        let head = who.ask(asking(Method::HEAD, &path)).await;
        let names = |page: &crate::support::Page| {
            page.headers.keys().map(ToString::to_string).collect::<BTreeSet<_>>()
        };
        assert_eq!((head.status, names(&head)), (get.status, names(&get)), "HEAD {path}");
        assert_eq!(head.body, "", "HEAD {path}");
        for end in ["/", ".", ")", ",", "%3E", ").", "/."] {
            if path == "/" && end.starts_with('/') {
                continue;
            }
            let page = who.ask(asking(Method::GET, &format!("{path}{end}?lang=fr"))).await;
            let place = page.header("location");
            assert_eq!((page.status.as_u16(), place), (301, &*format!("{path}?lang=fr")), "{path}{end}");
        }
    }
    let lost = site.visitor().post("/acme/receipt/", &[("code", "x")]).await;
    assert_eq!(lost.status, 404, "a form is never sent on");
}

#[actix_web::test]
async fn allow_says_each_method_once() {
    let site = TestSite::new().await;
    let house = House::furnish(&site, &site.organisation).await;
    let mut routes = std::collections::BTreeMap::<String, BTreeSet<String>>::new();
    for route in site.routes().await {
        let (method, pattern) = route.split_once(' ').unwrap();
        let methods = routes.entry(pattern.to_owned()).or_default();
        methods.insert(method.to_owned());
        if method == "GET" {
            methods.insert("HEAD".to_owned());
        }
    }
    for (pattern, methods) in routes {
        let page = site.visitor().ask(asking(Method::DELETE, &house.address(&pattern))).await;
        assert_eq!(page.status, 405, "{pattern}");
        assert_eq!(page.headers.get_all("allow").count(), 1, "{pattern}");
        let said: Vec<String> = page.header("allow").split(", ").map(str::to_owned).collect();
        assert_eq!(said, methods.into_iter().collect::<Vec<_>>(), "{pattern}");
    }
}

#[actix_web::test]
async fn programs_find_what_they_look_for() {
    let site = TestSite::new().await;
    let visitor = site.visitor();
    let icon = visitor.get("/favicon.ico").await;
    assert_eq!((icon.status.as_u16(), icon.header("content-type")), (200, "image/x-icon"));
    assert_eq!(visitor.get("/robots.txt").await.body, "User-agent: *\nDisallow: /\n");
    let password = visitor.get("/.well-known/change-password").await;
    let profile = site.staff(Role::Moderator).await.get(password.header("location")).await;
    assert_eq!((password.status.as_u16(), profile.status.as_u16()), (303, 200));
    let security = visitor.get("/.well-known/security.txt").await;
    let until = site.app.clock.today() + chrono::Days::new(180);
    for line in [
        "Contact: mailto:security@example.org",
        &format!("Expires: {until}T00:00:00Z"),
        "Canonical: http://127.0.0.1:8080/.well-known/security.txt",
    ] {
        assert!(security.body.lines().any(|found| found == line), "{line}: {}", security.body);
    }
    let silent = TestSite::with(&[("PRATFALL_SECURITY_CONTACT", "")]).await;
    assert_eq!(silent.visitor().get("/.well-known/security.txt").await.status, 404);
}

#[actix_web::test]
async fn the_language_with_the_highest_weight_is_used() {
    let site = TestSite::new().await;
    for (headers, language) in [
        (vec!["fr;q=0.2,nl;q=0.9"], Language::Nl),
        (vec!["nl;q=0, fr-CA;q=0.3, en;q=0.2"], Language::Fr),
        (vec!["de", "en;q=0.5, fr;q=0.1"], Language::En),
        (vec!["*;q=0.5, nl;q=0.1"], Language::Fr),
    ] {
        let mut request = TestRequest::get().uri("/acme");
        for header in headers {
            request = request.append_header((header::ACCEPT_LANGUAGE, header));
        }
        let page = site.visitor().ask(request).await;
        assert_eq!(page.header("content-language"), language.as_str());
    }
}

#[actix_web::test]
async fn browsers_that_do_not_say_where_a_form_comes_from_can_tell_a_story() {
    let site = TestSite::new().await;
    let visitor = site.visitor();
    let sent = async |form, headers: &[(&str, &str)]| {
        let mut request = TestRequest::post().uri("/acme/stories/new").set_form(form);
        for header in headers {
            request = request.insert_header(*header);
        }
        visitor.ask(request).await
    };
    let fine: [&[(&str, &str)]; 5] = [
        &[],
        &[("origin", "null")],
        &[("origin", "http://127.0.0.1:8080")],
        &[("sec-fetch-site", "same-origin"), ("origin", "null")],
        &[("sec-fetch-site", "none")],
    ];
    for headers in fine {
        assert_eq!(sent(visitor.filled(&[]).await, headers).await.status, 200, "{headers:?}");
    }
    let desk = site.staff(Role::Administrator).await;
    let form = [("csrf", desk.csrf())];
    let request = TestRequest::post().uri("/desk/acme/team").insert_header(("origin", "null"));
    assert_eq!(desk.ask(request.set_form(form)).await.status, 403, "at the desk there is a session to abuse");
}
