//! Facts that moderators state about a story beside its text.

use crate::support::{TestSite, Visitor, database::dump, stories::claimed};
use pratfall::accounts::Role;

/// Facts on the page of a story under review: how heavy, and the notes ticked.
async fn facts(desk: &Visitor, path: &str) -> String {
    let form = desk.get(path).await.fields("#review");
    let notes = form.iter().filter(|(name, value)| name.starts_with("note_") && !value.is_empty());
    let notes: Vec<&str> = notes.map(|(name, _)| name.as_str()).collect();
    format!("{} {}", form.get("intensity").map_or("", String::as_str), notes.join(" "))
}

#[actix_web::test]
async fn every_button_saves_the_facts_and_none_loses_them() {
    let site = TestSite::new().await;
    let (code, desk, path) = claimed(&site, &[]).await;
    let mut form = desk.get(&path).await.fields("#review");
    form.insert("intensity".to_owned(), "heavy".to_owned());
    form.insert("note_job_loss".to_owned(), "on".to_owned());
    form.insert("note_death".to_owned(), "on".to_owned());
    form.insert("title".to_owned(), String::new());
    let refused = desk.post_map(&format!("{path}/versions"), &form).await;
    assert_eq!(refused.status, 422);
    let kept = refused.fields("#review");
    assert_eq!((&*kept["intensity"], &*kept["note_job_loss"]), ("heavy", "on"));
    assert_eq!(facts(&desk, &path).await, " ", "nothing is half-stored");
    form.insert("title".to_owned(), "The crane".to_owned());
    assert_eq!(desk.post_map(&format!("{path}/versions"), &form).await.status, 303);
    assert_eq!(facts(&desk, &path).await, "heavy note_death note_job_loss");

    let mut form = desk.get(&path).await.fields("#review");
    assert_eq!(form["note_death"], "on");
    form.remove("note_death");
    form.insert("intensity".to_owned(), "huge".to_owned());
    let refused = desk.post_map(&format!("{path}/claim/end"), &form).await;
    assert_eq!((refused.status.as_u16(), refused.wrong_fields()), (422, vec!["intensity".to_owned()]));
    form.insert("intensity".to_owned(), String::new());
    assert_eq!(desk.post_map(&format!("{path}/claim/end"), &form).await.status, 303);
    assert_eq!(desk.post(&format!("{path}/claim"), &[]).await.status, 303);
    assert_eq!(facts(&desk, &path).await, " note_job_loss");
    let form = desk.get(&path).await.fields("#review");
    assert_eq!(desk.post_map(&format!("{path}/acceptance"), &form).await.status, 303);
    let mailbox = site.visitor().post("/acme/receipt?lang=en", &[("code", &code)]).await;
    assert!(mailbox.text("[data-test=facts]").contains("Somebody loses their job"), "{}", mailbox.body);
    assert!(!dump(&site).await.contains("job_loss"), "sealed, until readers see it");
}

#[actix_web::test]
async fn facts_that_were_not_on_the_page_are_not_overwritten() {
    let site = TestSite::new().await;
    let (_, first, path) = claimed(&site, &[]).await;
    let second = site.staff_named(&site.organisation, "Noor", Role::Moderator).await;
    let old = first.get(&path).await.fields("#review");
    assert_eq!(first.post_map(&format!("{path}/claim/end"), &old).await.status, 303);
    assert_eq!(second.post(&format!("{path}/claim"), &[]).await.status, 303);
    let mut form = second.get(&path).await.fields("#review");
    form.insert("note_death".to_owned(), "on".to_owned());
    assert_eq!(second.post_map(&format!("{path}/claim/end"), &form).await.status, 303);

    let mut late = old.clone();
    late.insert("note_illness".to_owned(), "on".to_owned());
    let answer = first.post_map(&format!("{path}/acceptance?lang=en"), &late).await;
    assert_eq!(answer.status, 409);
    let both = answer.texts("[data-test=changed] tbody td");
    assert_eq!(both, ["Somebody dies", "Illness or burn-out"]);
    assert_eq!(answer.fields("#review")["note_illness"], "on", "kept");
    // Who changed none of them leaves them as they are.
    assert_eq!(first.post_map(&format!("{path}/versions"), &old).await.status, 303);
    assert_eq!(facts(&first, &path).await, " note_death");
}

#[actix_web::test]
async fn facts_stay_with_other_words_and_another_name() {
    let site = TestSite::new().await;
    let (code, desk, path) = claimed(&site, &[("anonymity", "named"), ("name", "Mia")]).await;
    let mut form = desk.get(&path).await.fields("#review");
    form.insert("note_death".to_owned(), "on".to_owned());
    assert_eq!(desk.post_map(&format!("{path}/acceptance"), &form).await.status, 303);
    let author = site.visitor();
    let beside =
        async || author.post("/acme/receipt?lang=en", &[("code", &code)]).await.texts("[data-test=facts]");
    let name = [("code", code.as_str()), ("name", "Mia V."), ("known", "sure")];
    assert_eq!(author.post("/acme/receipt/name", &name).await.status, 200);
    let mut edit = author.post("/acme/receipt/edit", &[("code", &code)]).await.fields("#edit");
    edit.insert("title".to_owned(), "In my own words".to_owned());
    for step in ["accepted", "named"] {
        assert!(beside().await.concat().contains("Somebody dies"), "{step}");
        site.mix().await;
    }
    assert_eq!(author.post_map("/acme/receipt/edit", &edit).await.status, 200);
    site.mix().await;
    assert_eq!(desk.post(&format!("{path}/claim"), &[]).await.status, 303, "under review again");
    assert!(desk.get(&path).await.body.contains("In my own words"));
    assert_eq!(facts(&desk, &path).await, " note_death");
}

#[actix_web::test]
async fn readers_see_what_is_in_a_story_and_choose_by_how_heavy_it_is() {
    let site = TestSite::new().await;
    let mut titles = vec![];
    for (title, intensity) in [("The crane at Halle", "heavy"), ("The crane at Mons", "light")] {
        let (code, desk, path) =
            claimed(&site, &[("title", title), ("told_by", "library"), ("language", "en")]).await;
        let mut form = desk.get(&path).await.fields("#review");
        form.insert("intensity".to_owned(), intensity.to_owned());
        form.insert("note_injury".to_owned(), "on".to_owned());
        assert_eq!(desk.post_map(&format!("{path}/acceptance"), &form).await.status, 303);
        site.visitor().consent(&code).await;
        site.mix().await;
        site.work().await;
        titles.push((path.rsplit('/').next().unwrap().to_owned(), title, intensity));
    }
    let reader = site.visitor();
    for (id, title, intensity) in &titles {
        let page = reader.get(&format!("/acme/library/{id}?lang=en")).await;
        let facts = page.text("[data-test=facts]");
        assert!(facts.contains("Somebody gets hurt"), "{facts}");
        assert_eq!(facts.contains("Heavy"), *intensity == "heavy", "{facts}");
        for list in [format!("intensity={intensity}"), format!("q=crane&intensity={intensity}")] {
            let page = reader.get(&format!("/acme/library?lang=en&{list}")).await;
            assert_eq!(page.texts("[data-test=story] h2"), [*title], "{list}");
        }
    }
    assert_eq!(reader.get("/acme/library?intensity=huge").await.status, 404);
}
