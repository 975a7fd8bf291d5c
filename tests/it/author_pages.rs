//! Pages of authors: nobody agrees to what is not on the page, and every button on it does something.

use crate::support::{
    Page, TestSite,
    days::{add_story, organiser, release},
    stories::{accept, accepted, claimed, mailbox},
};
use chrono::Duration;
use pratfall::accounts::Role;

/// The acts that a mailbox offers, by the address their forms are sent to.
fn offered(page: &Page) -> Vec<String> {
    let mut acts = page.attributes("main form", "action");
    for act in &mut acts {
        let end = act.rsplit("/receipt/").next().unwrap_or_default();
        *act = end.split('?').next().unwrap_or_default().to_owned();
    }
    acts.sort_unstable();
    acts
}

#[actix_web::test]
async fn an_author_asked_for_an_ok_reads_all_that_it_covers() {
    let (happened, name) = ("I pressed the button twice, and said nothing.", "Mia Peeters");
    for (changes, tells, named) in [
        (&[("told_by", "reader"), ("silence", "never")][..], "Iemand leest het voor", 0),
        (&[("told_by", "author"), ("silence", "publish")], "sta je op", 0),
        (
            &[("told_by", "author"), ("anonymity", "named"), ("name", name), ("silence", "never")],
            "Je vertelt het zelf.",
            1,
        ),
        (&[("told_by", "library"), ("silence", "never")], "Het komt op geen programma", 0),
    ] {
        let site = TestSite::new().await;
        let story = [&[("title", "The button"), ("what_happened", happened)], changes].concat();
        let (code, desk, path) = claimed(&site, &story).await;
        accept(&desk, &path).await;
        let page = mailbox(&site, &code).await;
        let text = page.text("[data-test=proposal] article");
        assert!(text.contains("The button") && text.contains(happened), "{text}");
        let covers = page.texts("[data-test=agreeing] li");
        assert!(covers[0].contains(tells), "{covers:?}");
        assert!(covers[0].contains("in de bibliotheek"), "and that it is read there afterwards: {covers:?}");
        let with_name = covers.iter().filter(|line| line.contains("Je naam staat erbij")).count();
        assert_eq!(with_name, named, "{covers:?}");
        assert!(!page.body.contains(name), "a found code does not say whose story it is");
        let silence = covers.last().unwrap();
        let publish = story.contains(&("silence", "publish"));
        assert_eq!(silence.contains("14 dagen"), publish, "{silence}");

        let form = site.visitor().post("/acme/receipt/edit", &[("code", &code)]).await;
        assert_eq!(form.fields("#edit")["what_happened"], happened, "one begins with what is there");
        site.visitor().consent(&code).await;
        site.mix().await;
        let agreed = mailbox(&site, &code).await;
        assert!(agreed.text("[data-test=proposal] article").contains(happened), "and can read it again");
    }
}

#[actix_web::test]
async fn a_story_that_was_told_says_so_and_is_not_reworded_any_more() {
    let site = TestSite::new().await;
    let code = accepted(&site, "The crane at Halle").await;
    let (desk, path) = organiser(&site).await;
    add_story(&desk, &path, "10").await;
    release(&desk, &path).await;
    let before = mailbox(&site, &code).await;
    assert!(offered(&before).contains(&"edit".to_owned()));
    assert!(before.text("[data-test=proposal]").contains("gaat van het programma af"), "{}", before.body);
    // The day is 4 June 2027.
    let day = chrono::NaiveDate::from_ymd_opt(2027, 6, 5).unwrap();
    site.app.clock.advance(day.signed_duration_since(site.app.clock.today()));
    let page = mailbox(&site, &code).await;
    let status = page.text("[data-test=story-status]");
    assert!(status.contains("Verteld") && status.contains("week 22"), "{status}");
    let place = page.text("[data-test=place]");
    assert!(place.contains("The Friday fuck-ups") && place.contains("Room 1"), "{place}");
    assert_eq!(offered(&page), ["burning/preview", "hiding", "name", "withdrawal/preview"]);
    assert_eq!(page.attribute("[data-test=story-status]", "data-status"), "accepted");
}

#[actix_web::test]
async fn a_declined_story_offers_no_name_and_an_erased_one_nothing_but_to_disable_its_code() {
    let site = TestSite::new().await;
    let (code, desk, path) = claimed(&site, &[]).await;
    assert_eq!(offered(&mailbox(&site, &code).await), ["burning/preview", "name", "withdrawal/preview"]);
    desk.post(&format!("{path}/refusal"), &[("reason", "Everybody knows who that was.")]).await;
    let page = mailbox(&site, &code).await;
    assert_eq!(offered(&page), ["burning/preview", "withdrawal/preview"]);
    site.app.clock.advance(Duration::days(21));
    site.work_on().await;
    let page = mailbox(&site, &code).await;
    assert_eq!(page.attribute("[data-test=story-status]", "data-status"), "declined");
    assert_eq!(offered(&page), ["burning/preview"], "there is nothing left to take back");

    let site = TestSite::new().await;
    let (code, ..) = claimed(&site, &[]).await;
    site.visitor().post("/acme/receipt/withdrawal", &[("code", &code)]).await;
    let page = mailbox(&site, &code).await;
    assert_eq!(offered(&page), ["burning/preview"]);
    assert!(!page.body.contains("Je verhaal blijft"), "it does not: {}", page.body);
}

#[actix_web::test]
async fn the_library_is_a_choice_like_any_other() {
    let site = TestSite::new().await;
    let visitor = site.visitor();
    let ways = |page: &Page| page.attributes("#tell [name=told_by]", "value");
    assert_eq!(ways(&visitor.get("/acme/stories/new").await), ["author", "reader", "library"]);
    let form = visitor.filled(&[("told_by", "library"), ("title", "")]).await;
    let again = visitor.post_map("/acme/stories/new", &form).await;
    assert_eq!(again.fields("#tell")["told_by"], "library", "what was chosen is kept");
    let (code, desk, path) = claimed(&site, &[("told_by", "library")]).await;
    accept(&desk, &path).await;
    site.visitor().consent(&code).await;
    site.mix().await;
    let page = mailbox(&site, &code).await;
    assert!(page.text("[data-test=next]").contains("bibliotheek"), "{}", page.body);
}

#[actix_web::test]
async fn an_anonymous_author_who_tells_in_person_reads_how_that_works() {
    let site = TestSite::new().await;
    let visitor = site.visitor();
    for (anonymity, lines) in [("anonymous", 1), ("named", 0)] {
        let changes = [("told_by", "author"), ("anonymity", anonymity), ("name", "Mia")];
        let form = visitor.filled(&changes).await;
        let page = visitor.post_map("/acme/stories/new", &form).await;
        assert_eq!(page.status, 200, "it is a choice like any other");
        assert_eq!(page.texts("[data-test=self-unknown]").len(), lines, "{anonymity}");
    }
    let form = visitor.get("/acme/stories/new").await;
    assert_eq!(form.texts("[data-test=self-unknown]").len(), 1, "also where style sheets hide nothing");
}

#[actix_web::test]
async fn more_choices_open_where_something_in_them_is_wrong_or_chosen() {
    let site = TestSite::new().await;
    let visitor = site.visitor();
    let open = |page: &Page| {
        page.texts("#tell details[open] [name=silence], #tell details[open] [name=theme]").len()
    };
    assert_eq!(open(&visitor.get("/acme/stories/new").await), 0);
    for (changes, opens) in [
        (&[("title", "")][..], false),
        (&[("title", ""), ("silence", "publish")], true),
        (&[("title", ""), ("language", "fr")], true),
        (&[("theme", "no-such-theme")], true),
        (&[("keep_code", "no"), ("silence", "never")], true),
        (&[("wait_days", "9")], true),
        (&[("told_by", "")], false),
    ] {
        let mut form = visitor.filled(&[("silence", "never"), ("language", "nl")]).await;
        form.extend(changes.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
        let page = visitor.post_map("/acme/stories/new?lang=nl", &form).await;
        assert_eq!(page.status, 422, "{changes:?}");
        assert_eq!(open(&page) > 0, opens, "{changes:?}");
    }
}

#[actix_web::test]
async fn the_promise_begins_with_five_sentences_and_holds_everything_unfolded_or_not() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    for (language, unknown, named) in [
        ("en", "We do not know who you are", "with a name"),
        ("nl", "We weten niet wie je bent", "met je naam"),
        ("fr", "Nous ne savons pas qui vous êtes", "donnant son nom"),
    ] {
        for (people, first) in [("240", unknown), ("9", named)] {
            desk.set(("/desk/acme/settings/promise", "#promise"), "people", people).await;
            let page = site.visitor().get(&format!("/acme/promise?lang={language}")).await;
            let short = page.texts("[data-test=in-short] > li");
            assert_eq!(short.len(), 5);
            assert!(short[0].contains(first), "{}", short[0]);
            assert!(
                short.iter().all(|it| it.matches(['.', '!', '?']).count() == 1),
                "one sentence each: {short:?}"
            );
            assert_eq!(page.texts("details summary h3").len(), 7);
        }
    }
}
