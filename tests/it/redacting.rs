//! Words in the form of a story give way to more general ones, and nothing is stored before a button saves it.

use crate::support::{Page, TestSite, Visitor, stories::claimed};
use pratfall::{accounts::Role, ids::StaffId, platform::i18n::Language};

const WORDS: &str = "Piet from Halle pressed it. PIET ran to mail jan@acme.be.";

async fn told(site: &TestSite) -> (Visitor, String) {
    let (_, desk, path) =
        claimed(site, &[("what_happened", WORDS), ("learned", "Never with Piet alone."), ("language", "en")])
            .await;
    (desk, path)
}

/// Sends the form of a page to be redacted.
async fn redact(desk: &Visitor, page: &Page, path: &str, changes: &[(&str, &str)]) -> Page {
    let mut form = page.fields("#review");
    form.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    desk.post_map(&format!("{path}/redactions"), &form).await
}

fn happened(page: &Page) -> String {
    page.fields("#review")["what_happened"].clone()
}

#[actix_web::test]
async fn words_give_way_everywhere_in_a_story_and_every_change_is_taken_back() {
    let site = TestSite::new().await;
    let (desk, path) = told(&site).await;
    let open = desk.get(&path).await;
    let typed = [
        ("words", "piet"),
        ("general", "colleague"),
        ("cost", "Typed meanwhile."),
        ("question", "And then?"),
    ];
    let page = redact(&desk, &open, &path, &typed).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert_eq!(happened(&page), "A colleague from Halle pressed it. A colleague ran to mail jan@acme.be.");
    let form = page.fields("#review");
    assert_eq!(form["learned"], "Never with a colleague alone.");
    assert_eq!((&*form["cost"], &*form["question"]), ("Typed meanwhile.", "And then?"), "nothing is lost");
    assert_eq!((&*form["words"], &*form["general"]), ("", "colleague"));
    assert_eq!(page.texts("[data-test=unsaved]").len(), 1);
    assert_eq!(site.count("story_versions").await, 1, "nothing is stored");
    assert_eq!(page.texts("#text .original del"), ["Piet", "PIET", "Piet"]);

    let back = page.attributes("#text [data-field=what_happened] button[name=restore]", "value");
    assert_eq!(back.len(), 2);
    let page = redact(&desk, &page, &path, &[("restore", &back[0]), ("question", "")]).await;
    assert_eq!(happened(&page), "Piet from Halle pressed it. A colleague ran to mail jan@acme.be.");
    let form = page.fields("#review");
    assert_eq!(desk.post_map(&format!("{path}/versions"), &form).await.status, 303);
    let page = desk.get(&path).await;
    assert_eq!(page.attributes("#text button[name=restore]", "value").len(), 3, "saved changes, too");
    assert_eq!(page.texts("[data-test=unsaved]"), [""; 0]);
}

#[actix_web::test]
async fn a_press_on_a_mark_applies_its_proposal() {
    let site = TestSite::new().await;
    let (desk, path) = told(&site).await;
    let open = desk.get(&path).await;
    let marked = open.attributes("#text button[name=mark]", "value");
    assert!(marked.contains(&"jan@acme.be".to_owned()), "{marked:?}");
    let listed = open.attributes("[data-test=marked] button[name=mark]", "value");
    assert!(listed.contains(&"jan@acme.be".to_owned()), "{listed:?}");
    let page = redact(&desk, &open, &path, &[("mark", "jan@acme.be")]).await;
    assert!(happened(&page).ends_with("ran to mail an e-mail address."), "{}", happened(&page));
    let back = page.attributes("#text button[name=restore]", "value").concat();
    let page = redact(&desk, &page, &path, &[("restore", &back), ("words", "half-typed")]).await;
    assert_eq!(happened(&page), WORDS);
    assert_eq!(page.fields("#review")["words"], "half-typed", "for another button");
}

#[actix_web::test]
async fn a_text_that_is_too_long_is_refused_and_kept_and_nobody_waits_for_it() {
    let site = TestSite::new().await;
    let (desk, path) = told(&site).await;
    let open = desk.get(&path).await;
    let long = "jan@acme.be a ".repeat(4_000);
    let typed = [("what_happened", long.trim()), ("words", "a"), ("general", "team")];
    let page = redact(&desk, &open, &path, &typed).await;
    assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec!["what_happened".to_owned()]));
    assert_eq!(happened(&page), long.trim());
}

#[actix_web::test]
async fn a_selected_place_alone_gives_way_and_impossible_ones_change_nothing() {
    let site = TestSite::new().await;
    let (desk, path) = told(&site).await;
    let open = desk.get(&path).await;
    let at = |place| [("words", "PIET"), ("general", "somebody"), ("only_here", "on"), ("place", place)];
    let page = redact(&desk, &open, &path, &at("what_happened:28:32")).await;
    assert_eq!(happened(&page), "Piet from Halle pressed it. Somebody ran to mail jan@acme.be.");
    for place in ["what_happened:-1:4", "learned:a:b", "learned"] {
        assert_eq!(redact(&desk, &open, &path, &at(place)).await.status, 400, "{place}");
    }
    for place in ["", "what_happened:28:9999", "what_happened:32:28", "x:1:2"] {
        let page = redact(&desk, &open, &path, &at(place)).await;
        assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec!["words".to_owned()]), "{place}");
        let form = page.fields("#review");
        assert_eq!(
            (&*form["what_happened"], &*form["words"], &*form["only_here"]),
            (WORDS, "PIET", "on"),
            "{place}"
        );
    }
}

#[actix_web::test]
async fn words_that_are_not_there_and_a_choice_that_is_none_are_said() {
    let site = TestSite::new().await;
    let (desk, path) = told(&site).await;
    let open = desk.get(&path).await;
    for (words, general, field) in [
        ("Zoltan", "team", "words"),
        ("", "team", "words"),
        ("Piet", "", "general"),
        ("Piet", "{{ x }}", "general"),
    ] {
        let page = redact(&desk, &open, &path, &[("words", words), ("general", general)]).await;
        assert_eq!(
            (page.status.as_u16(), page.wrong_fields()),
            (422, vec![field.to_owned()]),
            "{words} {general}"
        );
        assert_eq!(page.fields("#review")["words"], words);
    }
    assert_eq!(redact(&desk, &open, &path, &[("restore", "learned")]).await.status, 400);
    let stale = redact(&desk, &open, &path, &[("restore", "learned:7")]).await;
    assert_eq!(stale.status, 422, "no such change");
    // Words to replace are not thrown away by another button.
    let mut form = open.fields("#review");
    form.insert("words".to_owned(), "Piet".to_owned());
    let refused = desk.post_map(&format!("{path}/acceptance"), &form).await;
    assert_eq!((refused.status.as_u16(), refused.wrong_fields()), (422, vec!["words".to_owned()]));
}

#[actix_web::test]
async fn general_words_are_in_the_language_of_the_story() {
    let site = TestSite::new().await;
    let words = [("what_happened", "Piet drukte twee keer op de knop."), ("language", "nl")];
    let (_, desk, path) = claimed(&site, &words).await;
    let open = desk.get(&path).await;
    let page = redact(&desk, &open, &path, &[("words", "Piet"), ("general", "manager")]).await;
    let manager = Language::Nl.text("moderation-general-manager").replacen('e', "E", 1);
    assert_eq!(happened(&page), format!("{manager} drukte twee keer op de knop."));
}

#[actix_web::test]
async fn a_story_on_nobodys_desk_is_redacted_and_accepted_with_one_press() {
    let site = TestSite::new().await;
    for title in ["One for Piet", "Another"] {
        site.visitor().tell(&[("title", title), ("language", "en")]).await;
    }
    site.mix().await;
    let desk = site.staff(Role::Moderator).await;
    let path = format!("/desk/acme/stories/{}", desk.first_story().await);
    let open = desk.get(&path).await;
    let mut form = open.fields("#review");
    form.insert("title".to_owned(), "One for a colleague".to_owned());
    let done = desk.post_map(&format!("{path}/acceptance"), &form).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let next = done.leads_to().to_owned();
    assert!(next.starts_with("/desk/acme/stories/") && next != path, "{next}");
    assert_eq!(desk.get(&path).await.texts("h1"), ["One for a colleague"]);
    let form = desk.get(&next).await.fields("#review");
    let last = desk.post_map(&format!("{next}/acceptance"), &form).await;
    assert_eq!(last.leads_to(), "/desk/acme/stories", "none is left");
}

#[actix_web::test]
async fn a_story_is_handed_to_a_colleague_who_reviews_stories() {
    let site = TestSite::new().await;
    let (desk, path) = told(&site).await;
    let colleague = site.staff_named(&site.organisation, "colleague", Role::Moderator).await;
    site.staff_named(&site.organisation, "organiser", Role::Organiser).await;
    let open = desk.get(&path).await;
    let choices = open.attributes("#field-hand_to option", "value");
    assert_eq!(choices.len(), 2, "nobody, and the one other moderator");
    let hand = async |to: &str| {
        let mut form = open.fields("#review");
        form.insert("hand_to".to_owned(), to.to_owned());
        form.insert("title".to_owned(), "Saved on the way".to_owned());
        desk.post_map(&format!("{path}/claim/handover"), &form).await
    };
    assert_eq!(hand("").await.wrong_fields(), ["hand_to"]);
    let nobody = hand(&StaffId::new().to_string()).await;
    assert_eq!((nobody.status.as_u16(), nobody.wrong_fields()), (409, vec!["hand_to".to_owned()]));
    assert_eq!(nobody.fields("#review")["title"], "Saved on the way", "nothing typed is lost");
    assert_eq!(hand(&choices[1]).await.status, 303);
    assert_eq!(desk.post(&format!("{path}/claim"), &[]).await.status, 409, "it is theirs");
    let page = colleague.get(&path).await;
    assert_eq!(page.texts("h1"), ["Saved on the way"]);
    assert_eq!(colleague.post(&format!("{path}/claim/renewal"), &[]).await.status, 204);
}

#[actix_web::test]
async fn no_answer_shows_a_story_without_an_entry_that_it_was_read() {
    let site = TestSite::new().await;
    let (_, path) = told(&site).await;
    let reader = site.staff_named(&site.organisation, "colleague", Role::Moderator).await;
    let read = async || site.count("audit_entries where verb = 'story_read'").await;
    let before = read().await;
    for (n, address) in ["redactions", "questions/draft", "versions", "redactions"].into_iter().enumerate() {
        let form = [("editable", "1"), ("template", "0"), ("words", "Piet"), ("general", "team")];
        let page = reader.post(&format!("{path}/{address}"), &form).await;
        assert!(page.body.contains("data-test=\"story\""), "{address}: {}", page.status);
        assert_eq!(read().await, before + 1, "{n}: once");
    }
}

#[actix_web::test]
async fn another_language_shows_the_text_as_it_was_redacted() {
    let site = TestSite::new().await;
    let (desk, path) = told(&site).await;
    let open = desk.get(&path).await;
    let page = redact(&desk, &open, &path, &[("mark", "jan@acme.be"), ("question", "Half typed")]).await;
    let page = desk.post_map(&format!("{path}/redactions?lang=en"), &page.fields("#review")).await;
    let switch = page.attributes(".languages button[lang=fr]", "formaction").concat();
    let mut form = page.fields("#review");
    form.insert("switch".to_owned(), page.attributes(".languages button[lang=fr]", "value").concat());
    let french = desk.post_map(&switch, &form).await;
    assert_eq!((french.status.as_u16(), french.attributes("html", "lang")), (200, vec!["fr".to_owned()]));
    assert_eq!(french.fields("#review")["question"], "Half typed");
    assert_eq!(french.attributes("#text button[name=restore]", "value").len(), 1, "{}", french.body);
    let nothing = redact(&desk, &open, &path, &[("replace", "1")]).await;
    assert_eq!(nothing.status, 422, "a button beside empty fields says so");
}
