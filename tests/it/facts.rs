//! What moderators say about a story beside its text.

use crate::support::{TestSite, database::lines, stories::claimed};

/// Intensity and content notes of all stories.
async fn facts(site: &TestSite) -> Vec<String> {
    let facts =
        "select coalesce(intensity, '') || ' ' || array_to_string(content_notes, ' ') as line from stories";
    lines(site, facts).await
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
    assert_eq!(facts(&site).await, [" "], "nothing is half-stored");
    form.insert("title".to_owned(), "The crane".to_owned());
    assert_eq!(desk.post_map(&format!("{path}/versions"), &form).await.status, 303);
    assert_eq!(facts(&site).await, ["heavy death job_loss"]);

    let mut form = desk.get(&path).await.fields("#review");
    assert_eq!(form["note_death"], "on");
    form.remove("note_death");
    form.insert("intensity".to_owned(), "huge".to_owned());
    let refused = desk.post_map(&format!("{path}/claim/end"), &form).await;
    assert_eq!((refused.status.as_u16(), refused.wrong_fields()), (422, vec!["intensity".to_owned()]));
    form.insert("intensity".to_owned(), String::new());
    assert_eq!(desk.post_map(&format!("{path}/claim/end"), &form).await.status, 303);
    assert_eq!(facts(&site).await, [" job_loss"]);
    assert_eq!(desk.post(&format!("{path}/claim"), &[]).await.status, 303);
    let form = desk.get(&path).await.fields("#review");
    assert_eq!(desk.post_map(&format!("{path}/acceptance"), &form).await.status, 303);
    assert_eq!(facts(&site).await, [" job_loss"]);
    site.visitor().withdraw(&code).await;
    assert_eq!(facts(&site).await, [" "], "what a story held goes with it");
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
