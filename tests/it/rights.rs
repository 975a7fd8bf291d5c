//! Authors can always act with their code, however much others send.

use crate::support::{Page, TestSite, Visitor};
use chrono::Duration;
use pratfall::intake::{proof, receipt::ReceiptCode};
use std::time::Instant;

/// Tells a story as somebody without scripts does.
async fn tell(site: &TestSite, visitor: &Visitor, slug: &str) -> String {
    let form = visitor.tell_form(slug).await;
    site.app.clock.advance(Duration::seconds(20));
    let page = visitor.post_map(&format!("/{slug}/stories/new"), &form).await;
    assert_eq!(page.status, 200, "{}", page.body);
    page.text("[data-test=receipt-code]")
}

/// So much without proof in an organisation that no more is taken for a long time.
fn flood(site: &TestSite) {
    let house = site.organisation.id.untyped();
    for _ in 0..10_000 {
        site.app.gate.unproven.count(house, Instant::now());
    }
}

#[actix_web::test]
async fn a_flood_of_random_codes_takes_nobodys_rights_away() {
    let site = TestSite::with(&[("PRATFALL_FORM_AGE", "20")]).await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    let author = site.visitor();
    let out = tell(&site, &author, "acme").await;
    site.mix().await;
    let waiting = tell(&site, &author, "acme").await;
    flood(&site);
    let ask = async |slug: &str, path: &str, code: &str, more: &[(&str, &str)]| {
        let fields: Vec<_> = [("code", code)].into_iter().chain(more.iter().copied()).collect();
        author.post(&format!("/{slug}/receipt/{path}"), &fields).await
    };
    let acts: [(&str, &[(&str, &str)]); 5] = [
        ("consent", &[("version", "1")]),
        (
            "edit",
            &[
                ("version", "1"),
                ("title", "Mine"),
                ("what_happened", "I pressed it twice, and then once more."),
                ("learned", "Once is enough."),
            ],
        ),
        ("name", &[("name", "Mia"), ("known", "sure")]),
        ("burning", &[]),
        ("withdrawal", &[]),
    ];
    let unknown = ReceiptCode::generate().to_string();
    let seen = |page: &Page, code: &str| (page.status, page.lasting().replace(code, "CODE"));
    for (path, more) in acts {
        let refused = ask("acme", path, &unknown, more).await;
        assert_eq!(refused.status, 503, "{path}: {}", refused.body);
        let waits = ask("acme", path, &waiting, more).await;
        assert_eq!(seen(&refused, &unknown), seen(&waits, &waiting), "{path}: nobody can tell which");
        let answer = ask("acme", path, &out, more).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        assert_eq!(ask("other", path, &unknown, more).await.status, 200, "{path}: elsewhere");
    }
    assert_ne!(other.id, site.organisation.id);
    assert_eq!(site.count("stories where status = 'withdrawn'").await, 1);

    // What waits in the pool is taken back with a proof of work, as the page offers.
    let before = site.count("letters").await;
    let page = author.post("/acme/receipt", &[("code", &waiting)]).await;
    assert_eq!(page.status, 404);
    let mut form = page.fields("form[action$=withdrawal]");
    form.insert("code".to_owned(), waiting);
    form.insert("proof".to_owned(), proof::solve(&form["stamp"]));
    for _ in 0..2 {
        let page = author.post_map("/acme/receipt/withdrawal", &form).await;
        assert_eq!(page.status, 200, "{}", page.body);
    }
    assert_eq!(site.count("letters").await, before + 1);
    site.mix().await;
    assert_eq!(site.count("stories").await, 1, "it never comes out");
}
