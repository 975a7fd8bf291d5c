//! The ways in, and what keeps machines and floods out of them.

use crate::support::{Page, TestSite, Visitor};
use pratfall::{accounts::Role, intake::proof, platform::gate::memory::REMEMBERED};
use std::{collections::BTreeMap, time::Instant};

/// Sets the ways in, as an administrator does.
async fn promise(desk: &Visitor, changes: &[(&str, &str)]) -> Page {
    let mut form = desk.get("/desk/acme/settings/promise").await.fields("#promise");
    for (name, value) in changes {
        form.insert((*name).to_owned(), (*value).to_owned());
    }
    form.retain(|_, value| value != "off");
    desk.post_map("/desk/acme/settings/promise", &form).await
}

/// Closes all ways in but that of the poster code, and reads it.
async fn only_with_its_code(desk: &Visitor) -> String {
    let closed = promise(desk, &[("house", "on"), ("open", "off")]).await;
    assert_eq!(closed.status, 303);
    code(desk).await
}

async fn code(desk: &Visitor) -> String {
    let page = desk.get("/desk/acme/settings/promise").await;
    page.text("[data-test=house-code]")
}

#[tokio::test]
async fn the_poster_code_opens_its_lane_and_changes_with_every_round() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    let (first, author) = (only_with_its_code(&desk).await, site.visitor());
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
    let named = [("anonymity", "named"), ("name", "Mia"), ("house_code", &first)];
    assert_eq!(send(&named).await.status, 200, "with a name it goes its own lane");

    let page = desk.get("/desk/acme/settings/promise").await;
    let form = page.fields("#promise");
    assert_eq!(desk.post_map("/desk/acme/settings/rounds", &form).await.status, 303);
    assert_eq!(desk.post_map("/desk/acme/settings/rounds", &form).await.status, 409, "twice sent, one round");
    let second = code(&desk).await;
    assert_ne!(first, second);
    assert_eq!(send(&[("house_code", &first)]).await.wrong_fields(), ["house_code"]);
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
    let named = [("anonymity", "named"), ("name", "Mia")];
    let form = author.filled(&named).await;
    let refused = author.post_map("/acme/stories/new", &form).await;
    assert_eq!(refused.status, 429, "a name that anybody can type changes nothing");
    site.app.clock.advance(chrono::Duration::days(1));
    let page = author.post_map("/acme/stories/new", &page.fields("main form")).await;
    assert_eq!(page.status, 200, "the page that kept it sends it: {}", page.body);

    site.mix().await;
    let moderator = site.staff(Role::Moderator).await;
    let queue = moderator.get("/desk/acme/stories").await;
    assert!(queue.body.contains("Quarantine"));
    let rows = queue.attributes("[data-test=story]", "data-id");
    assert_eq!(rows.len(), 3);
    let last = moderator.get(&format!("/desk/acme/stories/{}", rows[2])).await;
    assert!(last.body.contains("without the poster code"));
}

#[tokio::test]
async fn a_name_without_the_poster_code_waits_in_quarantine_and_is_marked_as_not_verified() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    let code = only_with_its_code(&desk).await;
    let author = site.visitor();
    let anybody = [("anonymity", "named"), ("name", "The CEO")];
    author.tell(&anybody).await;
    author.tell(&[("anonymity", "named"), ("name", "Mia"), ("house_code", &code)]).await;
    site.mix().await;
    let moderator = site.staff(Role::Moderator).await;
    for (language, words) in [("en", "not verified"), ("nl", "niet gecontroleerd"), ("fr", "non vérifié")] {
        let promise = author.get(&format!("/acme/promise?lang={language}")).await;
        assert!(promise.text("[data-test=lanes]").contains(words), "{language}");
        let queue = moderator.get(&format!("/desk/acme/stories?lang={language}")).await;
        let rows = queue.texts("[data-test=story]");
        let apart = queue.texts("section[aria-labelledby=quarantine] [data-test=story]");
        assert_eq!((rows.len(), apart.len()), (2, 1), "{}", queue.body);
        assert!(apart[0].contains(words) && !rows[0].contains(words), "{rows:?}");
        let ids = queue.attributes("[data-test=story]", "data-id");
        for (id, marked) in ids.iter().zip([false, true]) {
            let story = moderator.get(&format!("/desk/acme/stories/{id}?lang={language}")).await;
            assert_eq!(story.body.contains(words), marked, "{language}: {}", story.body);
        }
    }
    // Taken on, it is in the queue like others, and still marked.
    let ids = moderator.get("/desk/acme/stories").await.attributes("[data-test=story]", "data-id");
    let claimed = moderator.post(&format!("/desk/acme/stories/{}/claim", ids[1]), &[]).await;
    assert_eq!(claimed.status, 303);
    let queue = moderator.get("/desk/acme/stories?status=in_review").await;
    assert!(queue.text("[data-test=story]").contains("not verified"));
    // Named later with the code in the receipt, what came by the open lane is no more verified than this.
    for n in 1..=20 {
        let form = author.filled(&anybody).await;
        let page = author.post_map("/acme/stories/new", &form).await;
        assert_eq!(page.status.as_u16(), if n < 20 { 200 } else { 429 }, "{n}");
    }
}

#[tokio::test]
async fn a_form_says_nothing_of_the_poster_code_before_its_proof_and_takes_one_try() {
    let site = TestSite::with(&[("PRATFALL_FORM_AGE", "20")]).await;
    let desk = site.staff(Role::Administrator).await;
    let code = only_with_its_code(&desk).await;
    let author = site.visitor();
    let mut form = author.filled(&[("title", "")]).await;
    let send = async |form: &BTreeMap<String, String>, code: &str| {
        let mut form = form.clone();
        form.insert("house_code".to_owned(), code.to_owned());
        let page = author.post_map("/acme/stories/new", &form).await;
        let body = page.body.replace(code, "CODE");
        (page, body)
    };
    let (_, right) = send(&form, &code).await;
    for n in 0..40 {
        let (page, wrong) = send(&form, &format!("kiwi-tango-atlas-{n}")).await;
        assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec![]));
        assert_eq!(wrong, right, "nobody looked");
    }
    form.insert("proof".to_owned(), proof::solve(&form["receipt"]));
    form.insert("title".to_owned(), "We sent the invoices twice".to_owned());
    let (wrong, _) = send(&form, "kiwi-tango-atlas-4711").await;
    assert_eq!(wrong.wrong_fields(), ["house_code"]);
    assert!(wrong.keeps_story());
    for code in [code.as_str(), "kiwi-tango-atlas-4712"] {
        let (page, _) = send(&form, code).await;
        assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec![]), "its try is over");
        assert!(page.keeps_story() && page.fields("#tell")["receipt"] != form["receipt"]);
    }
    assert_eq!(send(&form, "Kiwi Tango Atlas 4711").await.0.wrong_fields(), ["house_code"]);
    let mut again = wrong.fields("#tell");
    assert!(again["proof"].is_empty() && again["receipt"] != form["receipt"]);
    again.insert("proof".to_owned(), proof::solve(&again["receipt"]));
    assert_eq!(send(&again, &code).await.0.status, 200, "what came back is sent again as it is");
    assert_eq!(site.count("letters").await, 1);
}

#[tokio::test]
async fn wrong_poster_codes_without_proof_are_looked_at_at_a_pace_and_lock_nobody_out() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    let code = only_with_its_code(&desk).await;
    let author = site.visitor();
    let send = async |code: &str, proven: bool| {
        let mut form = author.filled(&[("house_code", code)]).await;
        if proven {
            form.insert("proof".to_owned(), proof::solve(&form["receipt"]));
        }
        author.post_map("/acme/stories/new", &form).await
    };
    for n in 0..10 {
        assert_eq!(send(&code, false).await.status, 200, "right ones cost nothing");
        assert_eq!(send(&format!("kiwi-{n}"), false).await.status, 422, "{n}");
    }
    let (house, now) = (site.organisation.id.untyped(), Instant::now());
    assert!(site.app.gate.guesses.room(house, now).is_ok());
    for _ in 0..100 {
        site.app.gate.guessed_wrong(house, false);
    }
    let mut pages = vec![];
    for code in [code.as_str(), "kiwi-20"] {
        let page = send(code, false).await;
        assert!(page.status == 503 && page.keeps_story(), "{}", page.body);
        assert!(!page.header("retry-after").is_empty());
        pages.push(page);
    }
    assert_eq!(send("kiwi-21", true).await.wrong_fields(), ["house_code"]);
    assert_eq!(send(&code, true).await.status, 200, "with a proof it is let in");
    let mut again = pages[0].fields("main form");
    again.insert("proof".to_owned(), proof::solve(&again["receipt"]));
    assert_eq!(author.post_map("/acme/stories/new", &again).await.status, 200);
}

#[tokio::test]
async fn a_proof_is_used_once_however_many_forms_came_since() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let form = author.filled(&[]).await;
    let send = async || author.post_map("/acme/stories/new", &form).await;
    let receipt = send().await.text("[data-test=receipt-code]");
    let later = site.app.clock.now().timestamp() + 60;
    let flood = async |forms: std::ops::Range<usize>| {
        for n in forms {
            let mut key = [0; 32];
            key[..8].copy_from_slice(&n.to_be_bytes());
            site.app.gate.memory.once((later, key), [0; 32]).unwrap();
        }
    };
    flood(1..REMEMBERED).await;
    assert_eq!(send().await.text("[data-test=receipt-code]"), receipt, "it is still known");
    assert_eq!(site.count("letters").await, 1);
    flood(REMEMBERED..REMEMBERED + 1).await;
    for _ in 0..2 {
        let page = send().await;
        assert!(page.status == 422 && page.keeps_story(), "{}", page.body);
        let fresh = page.fields("#tell");
        assert_ne!(fresh["receipt"], form["receipt"]);
        assert_eq!(site.count("letters").await, 1);
    }
}

#[tokio::test]
async fn nobody_hides_among_stories_of_another_lane() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    assert_eq!(promise(&desk, &[("house", "on"), ("threshold", "2")]).await.status, 303);
    let code = code(&desk).await;
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
    assert_eq!(early.fields("#tell")["receipt"], form["receipt"], "it is still the same form");

    let foreign = author.filled(&[]).await;
    form.insert("proof".to_owned(), proof::solve(&foreign["receipt"]));
    assert_eq!(author.post_map("/acme/stories/new", &form).await.status, 422, "a proof for another form");
    form.insert("proof".to_owned(), proof::solve(&form["receipt"]));
    assert_eq!(author.post_map("/acme/stories/new", &form).await.status, 200);

    let mut slow = author.filled(&[]).await;
    site.app.clock.advance(chrono::Duration::seconds(20));
    assert_eq!(author.post_map("/acme/stories/new", &slow).await.status, 200);
    site.app.clock.advance(chrono::Duration::hours(72));
    slow.insert("proof".to_owned(), proof::solve(&slow["receipt"]));
    let stale = author.post_map("/acme/stories/new", &slow).await;
    assert_eq!(stale.status, 422, "proofs cannot be hoarded");
    assert!(stale.keeps_story() && stale.fields("#tell")["receipt"] != slow["receipt"]);
}

#[tokio::test]
async fn one_proof_sent_a_hundred_times_at_once_is_one_letter() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let mut form = author.filled(&[]).await;
    form.insert("proof".to_owned(), proof::solve(&form["receipt"]));
    let sent = (0..100).map(|_| author.post_map("/acme/stories/new", &form));
    let pages = futures_util::future::join_all(sent).await;
    let codes: Vec<String> = pages.iter().map(|page| page.text("[data-test=receipt-code]")).collect();
    assert!(codes.iter().all(|code| *code == codes[0]));
    assert_eq!(site.count("letters").await, 1);
    for title in ["a", "b", "c", "d"] {
        form.insert("title".to_owned(), title.to_owned());
        let page = author.post_map("/acme/stories/new", &form).await;
        assert_eq!(page.status.as_u16(), if title < "c" { 200 } else { 429 }, "{title}");
    }
    assert_eq!(site.count("letters").await, 3);
    site.mix().await;
    let moderator = site.staff(Role::Moderator).await;
    let queue = moderator.get("/desk/acme/stories").await;
    assert_eq!(queue.texts("[data-test=story] .row-title"), ["b"], "the last text counts");
}
