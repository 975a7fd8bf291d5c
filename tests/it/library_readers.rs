//! Acts of readers in the library: “me too”, and hiding a story in which somebody can be recognised.

use crate::support::{
    Page, TestSite,
    days::public,
    library::{Shelved, shelved, titles, told_on_a_day},
    stories::accept,
};
use chrono::Duration;
use pratfall::{accounts::Role, intake::proof};

/// Presses “me too” with a proof for these random characters.
async fn press(site: &TestSite, story: &Shelved, random: &str) -> u16 {
    let stamp = format!("{}.{}.{random}", story.id, site.app.clock.today());
    let proof = proof::solve(&stamp);
    let done = site
        .visitor()
        .post(&format!("{}/me-too", story.page()), &[("stamp", &stamp), ("proof", &proof)])
        .await;
    done.status.as_u16()
}

async fn level(site: &TestSite, story: &Shelved) -> String {
    site.visitor().get(&format!("{}?lang=en", story.page())).await.texts("[data-test=me-too]").concat()
}

#[actix_web::test]
async fn a_press_shows_at_the_mix_roughly_and_the_same_press_is_one() {
    let site = TestSite::new().await;
    let story = shelved(&site, "Me too").await;
    for n in 0..4 {
        for _ in 0..3 {
            assert_eq!(press(&site, &story, &format!("abcdefghijklmno{n}")).await, 303, "sent again");
        }
    }
    assert_eq!(
        site.visitor().post(&format!("{}/me-too", story.page()), &[]).await.status,
        303,
        "without scripts"
    );
    assert_eq!(level(&site, &story).await, "", "not before the mix");
    site.mix().await;
    assert_eq!(level(&site, &story).await, "", "nor by anything but its work");
    site.work().await;
    assert!(level(&site, &story).await.contains("five others or more"));
    assert_eq!(site.count("me_toos").await, 5);
    assert_eq!(press(&site, &story, "abcdefghijklmno0").await, 303);
    site.mix().await;
    site.work().await;
    assert_eq!(site.count("me_toos").await, 5, "replayed after the mix");
}

#[actix_web::test]
async fn a_flood_of_presses_is_bounded_and_a_withdrawn_story_takes_none() {
    let site = TestSite::new().await;
    let story = shelved(&site, "Flood").await;
    let me_too = format!("{}/me-too", story.page());
    assert_eq!(site.visitor().post(&me_too, &[("stamp", "x"), ("proof", "y")]).await.status, 400);
    let stamp = format!("{}.{}.abcdefghijklmnop", story.id, site.app.clock.today());
    let mut statuses = vec![];
    for _ in 0..6 {
        let answer = site.visitor().post(&me_too, &[("stamp", &stamp), ("proof", "y")]).await;
        statuses.push(answer.status.as_u16());
        assert_eq!(answer.headers.contains_key("retry-after"), answer.status == 429);
    }
    assert_eq!(statuses, [303, 303, 303, 429, 429, 429], "without proof");
    let mut taken = 0;
    for n in 10..22 {
        taken += u16::from(press(&site, &story, &format!("abcdefghijklmn{n}")).await == 303);
    }
    assert_eq!(taken, 7, "ten a day in all");
    site.mix().await;
    site.work().await;
    assert!(level(&site, &story).await.contains("ten others"));
    for day in 1..4 {
        site.move_to(site.app.clock.today() + Duration::days(1));
        for n in 10..20 {
            assert_eq!(press(&site, &story, &format!("abcdefghijkl{day}-{n}")).await, 303, "{day}, {n}");
        }
    }
    site.mix().await;
    site.work().await;
    assert!(level(&site, &story).await.contains("twenty-five"));
    assert_eq!(site.count("me_toos").await, 25, "more would show nothing more");
    site.visitor().withdraw(&story.code).await;
    assert_eq!(site.count("me_toos").await + site.count("me_too_levels").await, 0);
    assert_eq!(site.visitor().post(&me_too, &[]).await.status, 404);
    assert_eq!(press(&site, &story, "abcdefghijklmnop").await, 404);
    assert_eq!(site.visitor().post("/acme/library/x/me-too", &[]).await.status, 404);
}

/// Sends the form that hides a story.
async fn hide(site: &TestSite, story: &Shelved, who: &str) -> Page {
    let path = format!("{}/hiding", story.page());
    let mut form = site.visitor().get(&path).await.fields("#hide");
    form.insert("who".to_owned(), who.to_owned());
    site.visitor().post_map(&path, &form).await
}

/// Every page on which a story may stand.
async fn shown_on(site: &TestSite, story: &Shelved, event: &str) -> Vec<String> {
    let mut all = vec![];
    for path in ["/acme/library", "/acme/library.atom", &story.page(), &public(event)] {
        if site.visitor().get(path).await.body.contains("Kwaremont") {
            all.push(path.to_owned());
        }
    }
    all
}

#[actix_web::test]
async fn a_story_is_hidden_first_and_looked_at_by_two_people_afterwards() {
    let site = TestSite::new().await;
    let (story, event) = told_on_a_day(&site, &[("title", "Kwaremont")]).await;
    assert_eq!(shown_on(&site, &story, &event).await.len(), 4);
    let path = format!("{}/hiding", story.page());
    let form = site.visitor().get(&path).await.fields("#hide");
    let page = hide(&site, &story, "").await;
    assert_eq!(page.status, 422, "who?");
    let page = hide(&site, &story, "me").await;
    assert_eq!((page.status.as_u16(), page.leads_to()), (303, "/acme/library/done/hidden"), "{}", page.body);
    assert_eq!(shown_on(&site, &story, &event).await, [""; 0]);
    site.mix().await;
    site.work().await;
    assert_eq!(titles(&site).await, [""; 0], "the mix does not bring it back");
    assert_eq!(site.visitor().get(&path).await.status, 404);
    // Who had the form open already.
    for _ in 0..100 {
        let mut form = form.clone();
        form.insert("who".to_owned(), "somebody".to_owned());
        assert_eq!(site.visitor().post_map(&path, &form).await.status, 303);
    }
    assert_eq!(site.count("hidings where who = 'me' and state = 'open'").await, 1, "a hundred times is once");

    let first = site.staff(Role::Moderator).await;
    let desk = format!("/desk/acme/hidings/{}/verdict", story.id);
    assert_eq!(
        first.get("/desk/acme/hidings").await.attributes("[data-test=hiding]", "data-id"),
        std::slice::from_ref(&story.id)
    );
    for _ in 0..2 {
        assert_eq!(first.post(&desk, &[("verdict", "show")]).await.status, 303);
    }
    assert_eq!(shown_on(&site, &story, &event).await, [""; 0], "one person twice is one");
    let second = site.staff_named(&site.organisation, "second", Role::Moderator).await;
    assert_eq!(second.post(&desk, &[("verdict", "show")]).await.status, 303);
    assert_eq!(shown_on(&site, &story, &event).await, [public(&event)], "in the library at the mix");
    site.mix().await;
    site.work().await;
    assert_eq!(shown_on(&site, &story, &event).await.len(), 4);
    assert_eq!(second.post(&desk, &[("verdict", "keep")]).await.status, 409, "there is nothing to decide");

    // Asking once more does not hide: otherwise nobody could ever show a story against one stubborn reader.
    assert_eq!(hide(&site, &story, "somebody").await.leads_to(), "/acme/library/done/asked-again");
    assert_eq!(shown_on(&site, &story, &event).await.len(), 4);
    assert_eq!(first.post(&desk, &[("verdict", "keep")]).await.status, 303);
    assert_eq!(shown_on(&site, &story, &event).await, [""; 0], "one person is enough then");
    assert_eq!(first.post(&desk, &[("verdict", "perhaps")]).await.status, 400);
}

#[actix_web::test]
async fn hiding_takes_a_form_of_ours_and_a_story_that_can_be_read() {
    let site = TestSite::with(&[("PRATFALL_FORM_AGE", "20")]).await;
    let form = site.visitor().filled(&[("title", "Hidden"), ("told_by", "library")]).await;
    site.app.clock.advance(Duration::seconds(30));
    let code = site.visitor().post_map("/acme/stories/new", &form).await.text("[data-test=receipt-code]");
    site.mix().await;
    let moderator = site.staff(Role::Moderator).await;
    let id = moderator.first_story().await;
    let story = Shelved { code, id, moderator };
    story.moderator.post(&format!("{}/claim", story.desk()), &[]).await;
    accept(&story.moderator, &story.desk()).await;
    site.visitor().consent(&story.code).await;
    site.mix().await;
    site.work().await;
    let path = format!("{}/hiding", story.page());
    let mut form = site.visitor().get(&path).await.fields("#hide");
    form.insert("who".to_owned(), "somebody".to_owned());
    let fast = site.visitor().post_map(&path, &form).await;
    assert_eq!(fast.status, 422, "at once, and without a proof");
    assert_eq!(fast.fields("#hide")["who"], "somebody", "what was chosen is kept");
    let mut forged = form.clone();
    forged.insert("stamp".to_owned(), "x".to_owned());
    let again = site.visitor().post_map(&path, &forged).await;
    assert_eq!((again.status.as_u16(), again.fields("#hide")["who"].as_str()), (422, "somebody"));
    assert_eq!(titles(&site).await, ["Hidden"]);
    let nowhere = "/acme/library/018f0000-0000-4000-8000-000000000000/hiding";
    form.insert("proof".to_owned(), proof::solve(&form["stamp"]));
    assert_eq!(site.visitor().post_map(nowhere, &form).await.status, 404);
    assert_eq!(site.visitor().post_map(&path, &form).await.status, 303, "with a proof");
    assert_eq!(titles(&site).await, [""; 0]);
    site.visitor().withdraw(&story.code).await;
    assert_eq!(site.visitor().post_map(&path, &form).await.status, 404, "withdrawn meanwhile");
    site.work_on().await;
    assert_eq!(site.count("hidings").await, 0);
}

#[actix_web::test]
async fn an_author_hides_a_story_with_the_code_and_shows_it_again() {
    let site = TestSite::new().await;
    let story = shelved(&site, "Kwaremont").await;
    let press = async |hidden: &str| {
        let form = [("code", story.code.as_str()), ("hidden", hidden)];
        let page = site.visitor().post("/acme/receipt/hiding", &form).await;
        assert_eq!(page.status, 200, "{}", page.body);
        page.texts("[data-test=hidden]").len()
    };
    let path = format!("{}/hiding", story.page());
    let mut form = site.visitor().get(&path).await.fields("#hide");
    form.insert("who".to_owned(), "me".to_owned());
    assert_eq!(press("yes").await, 1);
    assert_eq!(titles(&site).await, [""; 0]);
    assert_eq!(site.visitor().post_map(&path, &form).await.status, 404, "no reader makes it theirs");
    assert_eq!(site.count("stories where hidden_by = 'author'").await, 1);
    site.mix().await;
    site.work().await;
    assert_eq!(titles(&site).await, [""; 0], "for as long as they like");
    let moderator = site.staff(Role::Moderator).await;
    assert!(
        moderator.get("/desk/acme/hidings").await.texts("[data-test=hiding]").is_empty(),
        "no affair of others"
    );
    assert_eq!(press("no").await, 0);
    site.mix().await;
    site.work().await;
    assert_eq!(titles(&site).await, ["Kwaremont"]);
    // What a reader had hidden is not its author's to show.
    hide(&site, &story, "somebody").await;
    assert_eq!(press("no").await, 1);
    site.mix().await;
    site.work().await;
    assert_eq!(titles(&site).await, [""; 0]);
    let unknown = [("code", "23456-789AB-CDEFG-HJKMN"), ("hidden", "yes")];
    let answer = site.visitor().post("/acme/receipt/hiding", &unknown).await;
    let plain = site.visitor().post("/acme/receipt", &unknown[..1]).await;
    assert_eq!(answer.status, plain.status, "a code that leads nowhere learns nothing");
}
