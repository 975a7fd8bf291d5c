//! “Me too”, as readers press it.

use crate::support::{
    Page, TestSite,
    library::{Shelved, shelved},
    questions::proven,
};
use chrono::Duration;
use pratfall::intake::proof;

/// Presses “me too” with a proof for these random characters.
async fn press(site: &TestSite, story: &Shelved, random: &str) -> u16 {
    press_of(site, story, random, 0).await.status.as_u16()
}

/// The same, with a stamp of another day: so many days later than today.
async fn press_of(site: &TestSite, story: &Shelved, random: &str, later: i64) -> Page {
    let day = site.app.clock.today() + Duration::days(later);
    let stamp = format!("me-too.{}.{day}.{random}", story.id);
    let proof = proof::solve(&stamp);
    site.visitor().post(&format!("{}/me-too", story.page()), &[("stamp", &stamp), ("proof", &proof)]).await
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
    let stamp = format!("me-too.{}.{}.abcdefghijklmnop", story.id, site.app.clock.today());
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
    let full = press_of(&site, &story, "abcdefghijklmnopq", 0).await;
    assert_eq!(full.leads_to(), "/acme/library/done/me-too", "how many there are is told at the mix");
    let again = press_of(&site, &story, "abcdefghijkl1-10", 0).await;
    assert_eq!(again.leads_to(), "/acme/library/done/me-too", "it counts already");
    site.visitor().withdraw(&story.code).await;
    assert_eq!(site.count("me_toos").await + site.count("me_too_levels").await, 0);
    assert_eq!(site.visitor().post(&me_too, &[]).await.status, 404);
    assert_eq!(press(&site, &story, "abcdefghijklmnop").await, 404);
    assert_eq!(site.visitor().post("/acme/library/x/me-too", &[]).await.status, 404);
}

#[actix_web::test]
async fn a_press_counts_on_the_day_on_which_it_comes_and_once_whatever_day_it_bears() {
    let site = TestSite::new().await;
    let story = shelved(&site, "Days").await;
    let mut taken = 0;
    for (later, day) in [(-1, "before"), (0, "itself"), (1, "behind")] {
        for n in 10..17 {
            let page = press_of(&site, &story, &format!("abcdefgh{day}{n}"), later).await;
            taken += usize::from(page.status == 303);
        }
    }
    assert_eq!((taken, site.count("me_toos").await), (10, 10), "ten a day, whatever their stamps say");
    let again = press_of(&site, &story, "abcdefghbefore10", -1).await;
    assert_eq!(again.leads_to(), "/acme/library/done/me-too", "the same press again is no other");
    site.move_to(site.app.clock.today() + Duration::days(1));
    assert_eq!(press_of(&site, &story, "abcdefghitself10", -1).await.status, 303, "sent again at midnight");
    assert_eq!(site.count("me_toos").await, 10);
}

#[actix_web::test]
async fn what_was_worked_for_one_button_does_nothing_at_another() {
    let site = TestSite::new().await;
    let story = shelved(&site, "Buttons").await;
    let asked = proven(&site, &story.page(), "abcdefghijklmnop");
    let form = asked.each_ref().map(|(name, value)| (*name, value.as_str()));
    for _ in 0..2 {
        assert_eq!(site.visitor().post(&format!("{}/me-too", story.page()), &form).await.status, 303);
    }
    let unproven = site.count("me_toos where mark like '%~%'").await;
    assert_eq!((unproven, site.count("me_toos").await), (2, 2), "like those without a proof");
}

#[actix_web::test]
async fn a_question_typed_beside_the_button_waits_to_be_sent() {
    let site = TestSite::new().await;
    let story = shelved(&site, "Words").await;
    let me_too = format!("{}/me-too", story.page());
    let page = site.visitor().get(&story.page()).await;
    let button = page.attribute("button[form=ask]:not([name])", "formaction");
    assert_eq!(button.split('?').next(), Some(&*me_too), "one form, so that it comes along without scripts");
    for status in [200, 200, 200, 429] {
        let answer = site.visitor().post(&me_too, &[("question", "What did you <change>?")]).await;
        assert_eq!(answer.status, status, "{}", answer.body);
        assert_eq!(answer.fields("#ask")["question"], "What did you <change>?");
        assert_eq!(answer.texts("[role=status]").len(), 1, "it says that it counts, or not today");
    }
    assert_eq!((site.count("me_toos").await, site.count("reader_questions").await), (3, 0));
}
