//! Number of people who can tell stories in a house: among few one hides badly, among very few not at all.

use crate::support::{Page, TestSite, Visitor};
use chrono::Duration;
use pratfall::{accounts::Role, organisations};

const PATH: &str = "/desk/acme/settings/promise";
const TELL: &str = "/acme/stories/new";

/// Says how many people there are, as an administrator does.
async fn say(desk: &Visitor, people: &str, more: &[(&str, &str)]) -> Page {
    let mut form = desk.get(PATH).await.fields("#promise");
    form.insert("people".to_owned(), people.to_owned());
    form.extend(more.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
    desk.post_map(PATH, &form).await
}

/// The ways that the form offers.
fn ways(page: &Page) -> Vec<String> {
    page.attributes("#tell [name=anonymity]", "value")
}

#[actix_web::test]
async fn the_form_and_the_promise_say_among_how_many_one_hides() {
    let site = TestSite::new().await;
    let (desk, author) = (site.staff(Role::Administrator).await, site.visitor());
    let both = ["anonymous", "named"];
    for (people, form, promise) in [
        ("", None, "Nobody has said how many people can tell stories here"),
        ("1000000", None, "1000000 people can tell stories here."),
        ("25", None, "25 people can tell stories here."),
        ("24", Some("24 people can tell stories here: without a name, you hide among few."), "24 people"),
        (
            "10",
            Some("10 people can tell stories here: without a name, you hide among few."),
            "hide among few",
        ),
    ] {
        assert_eq!(say(&desk, people, &[]).await.status, 303, "{people}");
        let page = author.get(&format!("{TELL}?lang=en")).await;
        assert_eq!(page.texts("[data-test=few]"), form.into_iter().collect::<Vec<_>>());
        assert_eq!(ways(&page), both, "{people}");
        let page = author.get("/acme/promise?lang=en").await;
        let said = page.text("[data-test=people]");
        assert!(said.contains(promise), "{said}");
        assert_eq!(page.texts("[data-test=lanes] > li").len(), 2);
        author.tell(&[]).await;
    }
    for (language, form, promise) in [
        ("nl", "verdwijn je maar tussen weinig mensen", "verdwijn je maar tussen weinig mensen"),
        ("fr", "parmi peu de monde", "parmi peu de monde"),
    ] {
        let page = author.get(&format!("{TELL}?lang={language}")).await;
        assert!(page.text("[data-test=few]").contains(form));
        let page = author.get(&format!("/acme/promise?lang={language}")).await;
        assert!(page.text("[data-test=people]").contains(promise));
    }
}

#[actix_web::test]
async fn among_fewer_than_ten_only_stories_with_a_name_are_taken() {
    let site = TestSite::new().await;
    let (desk, author) = (site.staff(Role::Administrator).await, site.visitor());
    let both = [("house", "on"), ("open", "on"), ("open_a_day", "20"), ("threshold", "3")];
    assert_eq!(say(&desk, "240", &both).await.status, 303);
    let code = desk.get(PATH).await.text("[data-test=house-code]");
    // Forms that were open before, by either way in.
    let open = author.filled(&[]).await;
    let mut house = author.filled(&[]).await;
    house.insert("house_code".to_owned(), code);
    assert_eq!(say(&desk, "9", &both).await.status, 303);

    for (language, why) in [
        ("en", "nobody stays unknown"),
        ("nl", "blijft niemand onbekend"),
        ("fr", "personne ne reste inconnu"),
    ] {
        let form = author.get(&format!("{TELL}?lang={language}")).await;
        assert_eq!(ways(&form), ["named"]);
        assert!(form.text("[data-test=few]").contains(why), "it says why");
        assert!(form.texts("#tell [name=wait_then]").is_empty());
        for sent in [&open, &house] {
            let page = author.post_map(&format!("{TELL}?lang={language}"), sent).await;
            assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec!["anonymity".to_owned()]));
            assert!(page.text("[data-test=error]").contains(why), "{}", page.body);
            assert!(page.keeps_story());
        }
        let page = author.get(&format!("/acme/promise?lang={language}")).await;
        assert!(page.text("[data-test=people]").contains(why));
        assert_eq!(page.texts("[data-test=lanes] > li").len(), 2, "with a name");
    }
    assert_eq!(site.count("letters").await, 0);
    let mut named = vec![("anonymity", "named"), ("name", "Mia")];
    author.tell(&named).await;
    named.push(("house_code", &house["house_code"]));
    author.tell(&named).await;
    site.mix().await;
    assert_eq!(site.count("stories where lane = 'named'").await, 1);
    assert_eq!(site.count("stories where lane = 'unverified'").await, 1);

    // Nothing else says that one can stay unknown; the code shows that an author with a name works here.
    let home = author.get("/acme?lang=en").await;
    assert!(home.body.contains("with your name") && !home.body.contains("You need not say who you are"));
    let poster = desk.get("/desk/acme/settings/poster?lang=en").await;
    assert_eq!(poster.text(".poster .code"), house["house_code"]);
    assert!(!poster.body.contains("no name unless") && !poster.body.contains("You need not say who you are"));
    assert_eq!(desk.get(PATH).await.text("[data-test=house-code]"), house["house_code"]);

    assert_eq!(say(&desk, "10", &both).await.status, 303);
    assert_eq!(author.post_map(TELL, &open).await.status, 200, "the page that kept it sends it");
    assert_eq!(author.post_map(TELL, &house).await.status, 200);
}

#[actix_web::test]
async fn letters_on_their_way_come_out_by_the_usual_rules() {
    let site = TestSite::new().await;
    let (desk, author) = (site.staff(Role::Administrator).await, site.visitor());
    assert_eq!(say(&desk, "240", &[("threshold", "2")]).await.status, 303);
    let waits = [("wait_days", "7"), ("wait_then", "go")];
    author.tell(&waits).await;
    author.tell(&waits).await;
    assert_eq!(say(&desk, "9", &[]).await.status, 303, "said at any time");
    site.mix().await;
    assert_eq!(site.count("stories").await, 2, "two are a crowd");
    assert_eq!(say(&desk, "240", &[]).await.status, 303);
    author.tell(&waits).await;
    assert_eq!(say(&desk, "3", &[]).await.status, 303);
    site.mix().await;
    assert_eq!((site.count("stories").await, site.count("letters").await), (2, 1), "it waits");
    site.app.clock.advance(Duration::days(8));
    site.mix().await;
    assert_eq!((site.count("stories").await, site.count("letters").await), (3, 0), "and goes when it was to");
}

#[actix_web::test]
async fn the_number_of_people_is_on_record_and_not_taken_back() {
    let site = TestSite::new().await;
    let (desk, author) = (site.staff(Role::Administrator).await, site.visitor());
    let log = async || author.get("/acme/promise?lang=en").await.texts("[data-test=promise-log] > li");
    assert_eq!(say(&desk, "30", &[]).await.status, 303);
    assert_eq!(say(&desk, "", &[]).await.status, 303, "nobody relies on it yet");
    let said = log().await;
    assert_eq!(said.len(), 3);
    assert!(said[0].contains("Weaker: ") && said[0].contains("Nobody has said"), "{said:?}");
    assert!(said[1].contains("About this organisation: ") && said[1].contains("30"), "{said:?}");

    assert_eq!(say(&desk, "8", &[]).await.status, 303);
    author.tell(&[("anonymity", "named"), ("name", "Mia")]).await;
    let refused = say(&desk, "", &[]).await;
    assert_eq!(refused.status, 422, "a letter waits");
    assert_eq!(refused.fields("#promise")["people"], "");
    assert_eq!(ways(&author.get(TELL).await), ["named"], "nothing was changed");
    for people in ["12", "7", "240"] {
        assert_eq!(say(&desk, people, &[]).await.status, 303, "how things are may be said at any time");
    }
    assert_eq!(log().await.len(), 7);

    // What is set elsewhere leaves it alone.
    let page = desk.get("/desk/acme/settings").await;
    let mut profile = page.fields("#settings");
    profile.insert("name".to_owned(), "Acme".to_owned());
    assert_eq!(desk.post_map("/desk/acme/settings", &profile).await.status, 303);
    let id = site.organisation.id;
    let mut conn = site.app.db.tenant(id).await.unwrap();
    let now = organisations::store::by_id(&mut conn, id).await.unwrap();
    assert_eq!((now.name.as_str(), now.people), ("Acme", Some(240)));
}

#[actix_web::test]
async fn a_number_that_is_none_is_refused_and_all_is_kept() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    for bad in ["0", "-1", "1000001", "99999999999999999999", "1.5", "12,5", "ten", "9\u{0}", "1 000", "９"]
    {
        let page = say(&desk, bad, &[("threshold", "4")]).await;
        assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec!["people".to_owned()]), "{bad:?}");
        let kept = page.fields("#promise");
        assert_eq!(
            (kept["people"].replace('\u{fffd}', "\0").as_str(), kept["threshold"].as_str()),
            (bad, "4")
        );
    }
    for good in ["1", " 25 ", "1000000", "", "  "] {
        assert_eq!(say(&desk, good, &[]).await.status, 303, "{good:?}");
        assert_eq!(desk.get(PATH).await.fields("#promise")["people"], good.trim());
    }
}
