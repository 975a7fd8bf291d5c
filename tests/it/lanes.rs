//! The ways in, and what keeps machines and floods out of them.

use crate::support::{Page, TestSite, Visitor};
use pratfall::{accounts::Role, intake::proof};

/// Sets the ways in, as an administrator does.
async fn promise(desk: &Visitor, changes: &[(&str, &str)]) -> Page {
    let mut form = desk.get("/desk/acme/settings/promise").await.fields("#promise");
    for (name, value) in changes {
        form.insert((*name).to_owned(), (*value).to_owned());
    }
    form.retain(|_, value| value != "off");
    desk.post_map("/desk/acme/settings/promise", &form).await
}

#[tokio::test]
async fn the_house_code_opens_its_lane_and_changes_with_every_round() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    assert_eq!(
        promise(&desk, &[("house", "on"), ("open", "off")]).await.status,
        303
    );
    let code = async || {
        desk.get("/desk/acme/settings/promise")
            .await
            .text("[data-test=house-code]")
    };
    let (first, author) = (code().await, site.visitor());
    let send = async |changes: &[(&str, &str)]| {
        let form = author.filled(changes).await;
        author.post_map("/acme/stories/new", &form).await
    };
    for wrong in ["", "  ", "kiwi", "house"] {
        let page = send(&[("house_code", wrong)]).await;
        assert_eq!(
            (page.status.as_u16(), page.wrong_fields()),
            (422, vec!["house_code".to_owned()]),
            "{wrong}"
        );
        assert!(page.keeps_story());
    }
    let odd = first.to_uppercase().replace('-', " ");
    assert_eq!(send(&[("house_code", &odd)]).await.status, 200);
    assert_eq!(
        send(&[("anonymity", "named"), ("name", "Mia")]).await.status,
        200,
        "a name opens its own lane"
    );

    let page = desk.get("/desk/acme/settings/promise").await;
    let form = page.fields("form[action*='/rounds']");
    assert_eq!(
        desk.post_map("/desk/acme/settings/rounds", &form).await.status,
        303
    );
    assert_eq!(
        desk.post_map("/desk/acme/settings/rounds", &form).await.status,
        409,
        "twice sent, one round"
    );
    let second = code().await;
    assert_ne!(first, second);
    assert_eq!(
        send(&[("house_code", &first)]).await.wrong_fields(),
        ["house_code"]
    );
    assert_eq!(send(&[("house_code", &second)]).await.status, 200);

    site.mix().await;
    let moderator = site.staff(Role::Moderator).await;
    let queue = moderator.get("/desk/acme/stories").await;
    assert_eq!(queue.attributes("[data-test=story]", "data-id").len(), 3);
    assert!(!queue.body.contains("Quarantine"));
    let poster = desk.get("/desk/acme/settings/poster").await;
    assert!(poster.body.contains(&second));
}

#[tokio::test]
async fn the_open_lane_leads_to_quarantine_and_is_full_at_some_point() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    assert_eq!(promise(&desk, &[("open_a_day", "2")]).await.status, 303);
    let author = site.visitor();
    author.tell(&[]).await;
    author.tell(&[]).await;
    let form = author.filled(&[]).await;
    let page = author.post_map("/acme/stories/new", &form).await;
    assert_eq!(page.status, 429);
    assert_eq!(page.header("retry-after"), "3600");
    assert!(page.keeps_story());
    assert_eq!(site.count("letters").await, 2);
    author.tell(&[("anonymity", "named"), ("name", "Mia")]).await;
    site.app.clock.advance(chrono::Duration::days(1));
    let page = author
        .post_map("/acme/stories/new", &page.fields("main form"))
        .await;
    assert_eq!(page.status, 200, "the page that kept it sends it: {}", page.body);

    site.mix().await;
    let moderator = site.staff(Role::Moderator).await;
    let queue = moderator.get("/desk/acme/stories").await;
    assert!(queue.body.contains("Quarantine"));
    let rows = queue.attributes("[data-test=story]", "data-id");
    assert_eq!(rows.len(), 4);
    let last = moderator.get(&format!("/desk/acme/stories/{}", rows[3])).await;
    assert!(last.body.contains("without the poster code"));
    let first = moderator.get(&format!("/desk/acme/stories/{}", rows[0])).await;
    assert!(
        first.body.contains("with a name"),
        "those with a name or a poster code come first"
    );
}

#[tokio::test]
async fn nobody_hides_among_stories_of_another_lane() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    assert_eq!(
        promise(&desk, &[("house", "on"), ("threshold", "2")])
            .await
            .status,
        303
    );
    let code = desk
        .get("/desk/acme/settings/promise")
        .await
        .text("[data-test=house-code]");
    let author = site.visitor();
    author.tell(&[]).await;
    author.tell(&[("house_code", &code)]).await;
    site.mix().await;
    assert_eq!((site.count("stories").await, site.count("letters").await), (0, 2));
    author.tell(&[("house_code", &code)]).await;
    site.mix().await;
    assert_eq!((site.count("stories").await, site.count("letters").await), (2, 1));
}

#[tokio::test]
async fn a_form_brings_a_proof_of_work_or_was_open_for_a_while() {
    let site = TestSite::with(&[("PRATFALL_FORM_AGE", "20")]).await;
    let author = site.visitor();
    let mut form = author.filled(&[]).await;
    let early = author.post_map("/acme/stories/new", &form).await;
    assert_eq!(early.status, 422);
    assert!(early.text("#problems").contains("20"), "{}", early.body);
    assert!(early.keeps_story());
    assert_eq!(
        early.fields("#tell")["receipt"],
        form["receipt"],
        "it is still the same form"
    );

    let foreign = author.filled(&[]).await;
    form.insert("proof".to_owned(), proof::work(&foreign["receipt"]));
    assert_eq!(
        author.post_map("/acme/stories/new", &form).await.status,
        422,
        "a proof for another form"
    );
    form.insert("proof".to_owned(), proof::work(&form["receipt"]));
    assert_eq!(author.post_map("/acme/stories/new", &form).await.status, 200);

    let mut slow = author.filled(&[]).await;
    site.app.clock.advance(chrono::Duration::seconds(20));
    assert_eq!(author.post_map("/acme/stories/new", &slow).await.status, 200);
    site.app.clock.advance(chrono::Duration::hours(72));
    slow.insert("proof".to_owned(), proof::work(&slow["receipt"]));
    let stale = author.post_map("/acme/stories/new", &slow).await;
    assert_eq!(stale.status, 422, "proofs cannot be hoarded");
    assert!(stale.keeps_story() && stale.fields("#tell")["receipt"] != slow["receipt"]);
}

#[tokio::test]
async fn one_proof_sent_a_hundred_times_at_once_is_one_letter() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let mut form = author.filled(&[]).await;
    form.insert("proof".to_owned(), proof::work(&form["receipt"]));
    let sent = (0..100).map(|_| author.post_map("/acme/stories/new", &form));
    let pages = futures_util::future::join_all(sent).await;
    let codes: Vec<String> = pages
        .iter()
        .map(|page| page.text("[data-test=receipt-code]"))
        .collect();
    assert!(codes.iter().all(|code| *code == codes[0]));
    assert_eq!(site.count("letters").await, 1);
    for title in ["a", "b", "c", "d"] {
        form.insert("title".to_owned(), title.to_owned());
        let page = author.post_map("/acme/stories/new", &form).await;
        assert_eq!(
            page.status.as_u16(),
            if title < "c" { 200 } else { 429 },
            "{title}"
        );
    }
    assert_eq!(site.count("letters").await, 3);
    site.mix().await;
    let moderator = site.staff(Role::Moderator).await;
    let queue = moderator.get("/desk/acme/stories").await;
    assert_eq!(
        queue.texts("[data-test=story] .slip-title"),
        ["b"],
        "the last text counts"
    );
}
