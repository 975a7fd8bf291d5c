//! Marked words in a story are found nowhere they should not be.

use crate::support::{TestSite, database::dump};
use pratfall::accounts::Role;

#[actix_web::test]
async fn the_words_of_a_story_are_in_the_database_only_sealed() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let marks = [
        ("title", "MARKONE"),
        ("what_happened", "MARKTWO marked words"),
        ("anonymity", "named"),
        ("name", "MARKTHREE"),
    ];
    let code = author.tell(&marks).await;
    let hidden = |dump: &str| {
        for mark in ["MARKONE", "MARKTWO", "MARKTHREE", &code, &code.replace('-', "")] {
            let hex: String = mark.bytes().map(|byte| format!("{byte:02x}")).collect();
            assert!(!dump.contains(mark) && !dump.contains(&hex), "{mark} lies open");
        }
    };
    hidden(&dump(&site).await);
    site.mix().await;
    let desk = site.staff(Role::Moderator).await;
    let id = desk.first_story().await;
    desk.post(&format!("/desk/acme/stories/{id}/claim"), &[]).await;
    assert!(desk.get(&format!("/desk/acme/stories/{id}")).await.body.contains("MARKTWO"));
    desk.post(&format!("/desk/acme/stories/{id}/acceptance"), &[]).await;
    hidden(&dump(&site).await);
    hidden(&site.mails().join("\n"));
}

#[actix_web::test]
async fn author_pages_set_no_cookie_read_none_and_are_never_kept() {
    use actix_web::{http::header, test::TestRequest};
    let site = TestSite::new().await;
    let visitor = site.visitor();
    for path in ["/acme/stories/new", "/acme/receipt", "/nowhere", "/acme/nowhere"] {
        let page = visitor.get(path).await;
        let cookie = (header::COOKIE, "pratfall_desk=x; tracker=y");
        let with_cookie = visitor.ask(TestRequest::get().uri(path).insert_header(cookie)).await;
        assert_eq!(page.header("set-cookie"), "");
        assert_eq!(page.header("cache-control"), "no-store");
        assert_eq!(page.header("referrer-policy"), "same-origin");
        assert_eq!(page.header("server"), "");
        assert!(page.header("content-security-policy").starts_with("default-src 'none'"));
        let without_code = |page: &crate::support::Page| {
            let code = page.attributes("input[name=receipt]", "value").pop().unwrap_or("-".to_owned());
            page.body.replace(&code, "")
        };
        assert_eq!(without_code(&page), without_code(&with_cookie), "cookies change nothing");
    }
}

#[test]
fn a_panic_says_where_and_not_what() {
    let mut child = std::process::Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "privacy::a_process_that_panics", "--ignored", "--nocapture"]);
    let output = child.output().unwrap();
    let said = [output.stdout, output.stderr].map(|said| String::from_utf8(said).unwrap()).concat();
    assert!(said.contains("panic") && said.contains("tests/it/privacy.rs"), "{said}");
    assert!(!said.contains("MARK"), "{said}");
}

#[test]
#[ignore = "started by the test before it: a panic hook is for the whole process"]
fn a_process_that_panics() {
    pratfall::platform::telemetry::start("trace").unwrap();
    let typed = ["MARK", "FIVE"].concat();
    let panics = std::thread::spawn(move || assert_eq!(typed, "", "{typed}"));
    assert!(panics.join().is_err());
}
