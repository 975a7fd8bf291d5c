//! A story is told, comes out of the mix, and is found again with its code.

use crate::support::{TestSite, story};
use futures_util::future::join_all;
use pratfall::accounts::Role;

#[actix_web::test]
async fn a_story_comes_out_of_the_mix_and_is_found_with_its_code() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let code = author.tell(&[("title", "Twice is once too many")]).await;
    assert_eq!(author.post("/acme/receipt", &[("code", &code)]).await.status, 404, "still in the pool");
    site.mix().await;

    let spelled = code.to_lowercase().replace('-', " ");
    let page = author.post("/acme/receipt", &[("code", &spelled)]).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.attribute("[data-test=story-status]", "data-status"), "submitted");
    assert!(!page.body.contains("Twice is once too many"), "the page never shows the story");
    let desk = site.staff(Role::Moderator).await;
    let queue = desk.get("/desk/acme/stories").await;
    assert_eq!(queue.texts("[data-test=story] .row-title"), ["Twice is once too many"]);
}

#[actix_web::test]
async fn the_same_form_sent_twenty_times_at_once_is_one_story() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let mut form = author.get("/acme/stories/new").await.fields("#tell");
    form.extend(story());
    let pages = join_all((0..20).map(|_| author.post_map("/acme/stories/new", &form))).await;
    let codes: Vec<String> = pages.iter().map(|page| page.text("[data-test=receipt-code]")).collect();
    assert!(codes.iter().all(|code| *code == codes[0]), "the same page twenty times");
    site.mix().await;
    // Once more after the mix: the back button.
    assert_eq!(author.post_map("/acme/stories/new", &form).await.status, 200);
    site.mix().await;
    assert_eq!((site.count("stories").await, site.count("letters").await), (1, 0));
}

#[actix_web::test]
async fn everything_wrong_is_said_at_once_and_everything_typed_is_kept() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let mut form = author.get("/acme/stories/new").await.fields("#tell");
    form.extend(story());
    let long = |n: usize| "é".repeat(n);
    let changes = [
        ("title", long(121)),
        ("what_happened", long(19)),
        ("made_sense", long(2001)),
        ("cost", long(2001)),
        ("learned", "  \u{200b}".to_owned()),
        ("advice", long(2001)),
        ("theme", "no-such-theme".to_owned()),
        ("told_by", "nobody".to_owned()),
        ("anonymity", "named".to_owned()),
        ("name", String::new()),
        ("email", "a@b".to_owned()),
        ("silence", String::new()),
        ("language", "xx".to_owned()),
    ];
    form.extend(changes.iter().map(|(k, v)| ((*k).to_owned(), v.clone())));
    let page = author.post_map("/acme/stories/new", &form).await;
    assert_eq!(page.status, 422);
    let mut wrong = page.wrong_fields();
    // Being named is fine; what that asks for is missing.
    let mut expected: Vec<&str> =
        changes.iter().map(|(field, _)| *field).filter(|f| *f != "anonymity").collect();
    wrong.sort();
    expected.sort_unstable();
    assert_eq!(wrong, expected);
    let kept = page.fields("#tell");
    assert_eq!(kept["title"], long(121));
    assert_eq!(kept["made_sense"], long(2001));
    assert_eq!(kept["email"], "a@b");
    assert_eq!(kept["receipt"], form["receipt"], "the same code, so that a second try is still one story");
    assert_eq!(site.count("letters").await, 0);
}

#[actix_web::test]
async fn the_limits_are_exact() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let widest = "\u{1F9D1}".repeat(8000);
    author
        .tell(&[("title", &"x".repeat(120)), ("what_happened", &widest), ("learned", &"é".repeat(4000))])
        .await;
    author.tell(&[("what_happened", &"x".repeat(20)), ("learned", &"y".repeat(10))]).await;
    site.mix().await;
    assert_eq!(site.count("stories").await, 2);
}

#[actix_web::test]
async fn a_receipt_that_is_not_ours_is_replaced_and_the_text_kept() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let mut form = author.get("/acme/stories/new").await.fields("#tell");
    form.extend(story());
    for receipt in ["", "nonsense", "AAAA.BBBB"] {
        form.insert("receipt".to_owned(), receipt.to_owned());
        let page = author.post_map("/acme/stories/new", &form).await;
        assert_eq!(page.status, 422);
        let mut again = page.fields("#tell");
        assert_eq!(again["what_happened"], story()["what_happened"]);
        assert_ne!(again["receipt"], receipt);
        again.extend(story());
        assert_eq!(author.post_map("/acme/stories/new", &again).await.status, 200);
    }
}

#[actix_web::test]
async fn withdrawing_works_before_and_after_the_mix() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let (early, late) = (author.tell(&[]).await, author.tell(&[]).await);
    let page = author.post("/acme/receipt/withdrawal", &[("code", &early)]).await;
    assert_eq!(page.status, 200);
    site.mix().await;
    assert_eq!(site.count("stories").await, 1);
    let status = async |code: &str| {
        let page = author.post("/acme/receipt", &[("code", code)]).await;
        page.attribute("[data-test=story-status]", "data-status")
    };
    assert_eq!(status(&early).await, "withdrawn");
    assert_eq!(status(&late).await, "submitted");

    let page = author.post("/acme/receipt/withdrawal", &[("code", &late)]).await;
    assert_eq!(page.attribute("[data-test=story-status]", "data-status"), "withdrawn");
    assert_eq!(site.count("story_versions where sealed is not null or wrapped_key is not null").await, 0);
    site.work().await;
}

#[actix_web::test]
async fn nobody_can_tell_a_waiting_code_from_an_unknown_one() {
    let site = TestSite::new().await;
    TestSite::add_organisation(&site.app, "other").await;
    let author = site.visitor();
    let waiting = author.tell(&[]).await;
    let unknown = pratfall::intake::receipt::ReceiptCode::generate().to_string();
    for path in ["/acme/receipt", "/acme/receipt/withdrawal"] {
        let a = author.post(path, &[("code", &waiting)]).await;
        let b = author.post(path, &[("code", &unknown)]).await;
        assert_eq!((a.status, a.lasting()), (b.status, b.lasting()));
        assert_eq!(format!("{:?}", a.headers), format!("{:?}", b.headers));
    }
    // A code of another organisation is unknown too.
    let there = author.tell(&[]).await;
    site.mix().await;
    assert_eq!(author.post("/acme/receipt", &[("code", &there)]).await.status, 200);
    assert_eq!(author.post("/other/receipt", &[("code", &there)]).await.status, 404);
    assert_eq!(author.post("/acme/receipt", &[("code", "not a code")]).await.status, 422);
}

#[actix_web::test]
async fn broken_requests_are_refused_and_nothing_is_stored() {
    use actix_web::{http::header, test::TestRequest};
    let site = TestSite::new().await;
    let author = site.visitor();
    let path = "/acme/stories/new";
    let mut form = author.get(path).await.fields("#tell");
    form.extend(story());
    let body: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(&form).finish();
    let many = (0..10_000).map(|n| format!("f{n}=1")).collect::<Vec<_>>().join("&");
    let bodies: [(u16, Vec<u8>); 5] = [
        (400, [body.as_bytes(), b"&title=again"].concat()),
        (400, [body.as_bytes(), b"&x=%FF%FE"].concat()),
        (400, [body.as_bytes(), b"&x=%ED%A0%80"].concat()),
        (400, many.into_bytes()),
        (413, vec![b'x'; 300 * 1024]),
    ];
    for (status, bytes) in bodies {
        let page = author.post_raw(path, &bytes).await;
        assert_eq!(page.status, status);
        assert!(page.body.contains("<h1"), "a page, not a blank");
    }
    let with = |name: &'static str, value: &'static str| {
        TestRequest::post()
            .uri(path)
            .insert_header((header::CONTENT_TYPE, "application/x-www-form-urlencoded"))
            .insert_header((name, value))
            .set_payload(body.clone())
    };
    for (status, name, value) in [
        (415, "content-type", "application/json"),
        (415, "content-type", "multipart/form-data; boundary=x"),
        (415, "content-type", "application/x-www-form-urlencoded; charset=utf-16"),
        (415, "content-encoding", "gzip"),
        (403, "origin", "https://evil.example"),
        (403, "sec-fetch-site", "cross-site"),
        (403, "sec-fetch-site", "same-site"),
    ] {
        assert_eq!(author.ask(with(name, value)).await.status, status, "{name}: {value}");
    }
    assert_eq!(author.get("/nowhere/stories/new").await.status, 404);
    assert_eq!(author.ask(TestRequest::delete().uri(path)).await.status, 405);
    assert_eq!(site.count("letters").await, 0);
    assert_eq!(author.ask(with("origin", "http://127.0.0.1:8080")).await.status, 200);
}

#[actix_web::test]
async fn stories_wait_for_each_other_as_long_as_their_authors_want() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    let settings = async |threshold: &str| {
        let mut form = desk.get("/desk/acme/settings/promise").await.fields("#promise");
        form.insert("threshold".to_owned(), threshold.to_owned());
        desk.post_map("/desk/acme/settings/promise", &form).await
    };
    assert_eq!(settings("21").await.wrong_fields(), ["threshold"]);
    assert_eq!(settings("3").await.status, 303);

    let author = site.visitor();
    let goes = author.tell(&[("wait_then", "go"), ("wait_days", "7")]).await;
    let erased = author.tell(&[("wait_then", "erase"), ("wait_days", "7")]).await;
    let named = author.tell(&[("anonymity", "named"), ("name", "Mia")]).await;
    site.mix().await;
    assert_eq!(site.count("stories").await, 1, "a named author hides in no crowd");
    assert_eq!(author.post("/acme/receipt", &[("code", &named)]).await.status, 200);
    assert_eq!(site.count("letters").await, 2, "two are not enough");
    let lowered = settings("2").await;
    assert_eq!(lowered.status, 422, "they were told under the promise of three");

    // Two days later their first key is gone: they were sealed anew.
    for _ in 0..4 {
        site.app.clock.advance(chrono::Duration::days(1));
        site.mix().await;
    }
    assert_eq!((site.count("stories").await, site.count("letters").await), (1, 2));
    site.app.clock.advance(chrono::Duration::days(4));
    site.mix().await;
    let status = async |code: &str| {
        let page = author.post("/acme/receipt", &[("code", code)]).await;
        page.attribute("[data-test=story-status]", "data-status")
    };
    assert_eq!(
        (status(&goes).await, status(&erased).await),
        ("submitted".to_owned(), "withdrawn".to_owned())
    );

    for _ in 0..3 {
        author.tell(&[("wait_then", "erase"), ("wait_days", "30")]).await;
    }
    site.mix().await;
    assert_eq!((site.count("stories").await, site.count("letters").await), (5, 0), "three are enough");
}
