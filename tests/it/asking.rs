//! Questions to an author: those that moderators ask often, and those whose answer could tell who it was.

use crate::support::{TestSite, Visitor, stories::claimed};
use pratfall::{
    accounts::Role,
    organisations::question_templates::{MOST, in_language},
    platform::i18n::Language,
};
use std::collections::BTreeMap;

const PATH: &str = "/desk/acme/settings/review";

async fn change(admin: &Visitor, language: &str, lines: &str) -> crate::support::Page {
    let mut form = admin.get(PATH).await.fields("#rules");
    form.insert(language.to_owned(), lines.to_owned());
    admin.post_map(PATH, &form).await
}

fn with(form: &BTreeMap<String, String>, changes: &[(&str, &str)]) -> BTreeMap<String, String> {
    let changes = changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    form.clone().into_iter().chain(changes).collect()
}

#[actix_web::test]
async fn a_question_is_put_in_from_the_list_of_the_organisation_in_the_language_of_the_story() {
    let site = TestSite::new().await;
    let (_, desk, path) = claimed(&site, &[("language", "nl"), ("title", "De kraan")]).await;
    let listed = async || desk.get(&path).await.texts("#field-template option");
    let built_in: Vec<String> = in_language(&[], Language::Nl).into_iter().map(|one| one.words).collect();
    assert_eq!(listed().await[1..], built_in);

    let admin = site.staff(Role::Administrator).await;
    assert_eq!(change(&admin, "nl", "En toen, met “{title}”?\r\n\r\nWat nu?").await.status, 303);
    assert_eq!(listed().await[1..], ["En toen, met “{title}”?", "Wat nu?"]);
    let form = with(
        &desk.get(&path).await.fields("#review"),
        &[("question", "Dag."), ("template", "0"), ("cost", "Veel.")],
    );
    let page = desk.post_map(&format!("{path}/questions/draft"), &form).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let form = page.fields("#review");
    assert_eq!((&*form["question"], &*form["cost"]), ("Dag.\nEn toen, met “De kraan”?", "Veel."));
    assert_eq!(site.count("messages").await, 0, "nothing is asked yet");
    for template in ["-1", "x", "0\0"] {
        let page =
            desk.post_map(&format!("{path}/questions/draft"), &with(&form, &[("template", template)])).await;
        assert_eq!(page.status, 400, "{template:?}");
    }
    for template in ["", "2", "99999999"] {
        let page =
            desk.post_map(&format!("{path}/questions/draft"), &with(&form, &[("template", template)])).await;
        assert_eq!(
            (page.status.as_u16(), page.wrong_fields()),
            (422, vec!["template".to_owned()]),
            "{template}"
        );
        assert_eq!(page.fields("#review")["question"], form["question"], "{template}");
    }
    assert_eq!(change(&admin, "nl", "").await.status, 303);
    assert_eq!(listed().await[1..], built_in, "an empty list brings ours back");
}

#[actix_web::test]
async fn a_list_with_something_wrong_is_refused_and_kept() {
    let site = TestSite::new().await;
    let admin = site.staff(Role::Administrator).await;
    for lines in ["Fine?\n{{ title }}", "{name}?", "?", &"Why?\n".repeat(MOST + 1), &"x".repeat(501), "\0?"] {
        let page = change(&admin, "fr", lines).await;
        assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec!["fr".to_owned()]), "{lines:?}");
    }
    assert_eq!(site.count("question_templates").await, 0);
}

#[actix_web::test]
async fn a_question_that_could_tell_who_it_was_asks_for_a_tick() {
    let site = TestSite::new().await;
    let (_, desk, path) = claimed(&site, &[]).await;
    let questions = format!("{path}/questions");
    let form = with(
        &desk.get(&path).await.fields("#review"),
        &[("question", "In welk team was dat?"), ("title", "Kept")],
    );
    let page = desk.post_map(&questions, &form).await;
    assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec!["ask_anyway".to_owned()]));
    let form = page.fields("#review");
    assert_eq!((&*form["question"], &*form["title"]), ("In welk team was dat?", "Kept"));
    assert_eq!(site.count("messages").await, 0);
    let done = desk.post_map(&questions, &with(&form, &[("ask_anyway", "on")])).await;
    assert_eq!(done.status, 303, "{}", done.body);
    assert_eq!(site.count("messages").await, 1);
}
