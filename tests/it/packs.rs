//! Reading packs.

use crate::support::{
    Page, TestSite, Visitor,
    library::{fill, shelved},
};
use pratfall::accounts::Role;

/// Presses a button of a pack's form, which leads to `end`, with these fields changed.
async fn press(desk: &Visitor, pack: &str, end: &str, changes: &[(&str, &str)]) -> Page {
    let mut form = desk.get(pack).await.fields("#pack");
    form.extend(changes.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
    desk.post_map(&format!("{pack}{end}"), &form).await
}

#[actix_web::test]
async fn a_pack_is_read_in_its_order_and_a_withdrawn_story_is_gone_from_it_at_once() {
    let site = TestSite::new().await;
    let stories = [shelved(&site, "One").await, shelved(&site, "Two").await, shelved(&site, "Three").await];
    let desk = site.staff(Role::Organiser).await;
    let mut form = desk.get("/desk/acme/packs").await.fields("#pack");
    let empty = desk.post_map("/desk/acme/packs", &form).await;
    assert_eq!(empty.status, 422, "a title");
    form.insert("title_nl".to_owned(), "First <weeks>".to_owned());
    form.insert("intro_nl".to_owned(), "Read these first.".to_owned());
    let made = desk.post_map("/desk/acme/packs", &form).await;
    let pack = made.leads_to().to_owned();
    let again = desk.post_map("/desk/acme/packs", &form).await;
    assert_eq!(again.leads_to(), pack, "sent twice is one");
    form.insert("title_nl".to_owned(), "Another".to_owned());
    assert_eq!(desk.post_map("/desk/acme/packs", &form).await.status, 422, "the id is taken");
    for story in [&stories[2], &stories[0], &stories[1], &stories[1]] {
        assert_eq!(press(&desk, &pack, "/stories", &[("story", &story.id)]).await.status, 303);
    }
    let up = format!("/stories/{}/position", stories[1].id);
    for _ in 0..2 {
        assert_eq!(press(&desk, &pack, &up, &[("to", "2")]).await.status, 303, "sent twice is one");
    }
    let public = format!("/acme/library/packs/{}", pack.rsplit('/').next().unwrap());
    assert_eq!(site.visitor().get(&public).await.status, 404, "not shown yet");
    assert!(site.visitor().get("/acme/library").await.texts("[data-test=pack]").is_empty());
    let mut form = desk.get(&pack).await.fields("#pack");
    let stale = form.clone();
    form.insert("shown".to_owned(), "on".to_owned());
    assert_eq!(desk.post_map(&pack, &form).await.status, 303);
    let mut other = stale;
    other.insert("title_nl".to_owned(), "Something else".to_owned());
    let changed = desk.post_map(&pack, &other).await;
    assert_eq!(changed.status, 409, "somebody else saved meanwhile");
    assert_eq!(changed.fields("#pack")["title_nl"], "Something else", "what was typed is kept");

    let read = async || {
        let page = site.visitor().get(&public).await;
        page.attributes("[data-test=story]", "data-id")
    };
    assert_eq!(read().await, [&stories[2].id, &stories[1].id, &stories[0].id].map(Clone::clone));
    let page = site.visitor().get(&format!("{public}?lang=en")).await;
    assert_eq!(
        (page.text("h1"), page.attribute("h1", "lang")),
        ("First <weeks>".to_owned(), "nl".to_owned())
    );
    assert_eq!(site.visitor().get("/acme/library").await.texts("[data-test=pack]"), ["First <weeks>"]);
    site.visitor().withdraw(&stories[1].code).await;
    assert_eq!(read().await, [&stories[2].id, &stories[0].id].map(Clone::clone));
    let gone = press(&desk, &pack, "/stories", &[("story", &stories[1].id)]).await;
    assert_eq!(gone.status, 422, "{}", gone.body);
    site.work_on().await;
    assert_eq!(site.count("pack_stories").await, 2);
    let out = format!("/stories/{}/removal", stories[2].id);
    assert_eq!(press(&desk, &pack, &out, &[]).await.status, 303);
    assert_eq!(read().await, [stories[0].id.clone()]);
    assert_eq!(desk.post(&format!("{pack}/removal"), &[]).await.status, 303);
    assert_eq!(site.visitor().get(&public).await.status, 404);
    assert_eq!(desk.post(&format!("{pack}/removal"), &[]).await.status, 404);
}

#[actix_web::test]
async fn no_button_of_a_pack_loses_a_typed_title() {
    let site = TestSite::new().await;
    let stories = [shelved(&site, "One").await, shelved(&site, "Two").await];
    let desk = site.staff(Role::Organiser).await;
    let mut form = desk.get("/desk/acme/packs").await.fields("#pack");
    form.insert("title_nl".to_owned(), "Eerste weken".to_owned());
    let pack = desk.post_map("/desk/acme/packs", &form).await.leads_to().to_owned();
    let title = async || desk.get(&pack).await.fields("#pack")["title_nl"].clone();
    let [one, two] = [&stories[0].id, &stories[1].id];
    for (n, (end, more)) in [
        ("/stories".to_owned(), ("story", one.as_str())),
        ("/stories".to_owned(), ("story", two.as_str())),
        (format!("/stories/{two}/position"), ("to", "1")),
        (format!("/stories/{one}/removal"), ("", "")),
    ]
    .into_iter()
    .enumerate()
    {
        let typed = format!("Titel {n}");
        let pressed = press(&desk, &pack, &end, &[("title_nl", &typed), more]).await;
        assert_eq!((pressed.status.as_u16(), title().await), (303, typed), "{end}");
        let wrong = press(&desk, &pack, &end, &[("title_nl", ""), ("intro_fr", "Voici"), more]).await;
        assert_eq!((wrong.status.as_u16(), &*wrong.fields("#pack")["intro_fr"]), (422, "Voici"), "{end}");
    }
    let page = desk.get(&pack).await;
    assert_eq!(page.texts("[data-test=packed] p"), ["Two"]);
    // In another language after a refusal, whose address takes nothing but buttons.
    let wrong =
        press(&desk, &pack, "/stories", &[("title_nl", ""), ("intro_fr", "Voici"), ("story", one)]).await;
    let switch = wrong.attribute("button[name=switch][lang=fr]", "formaction");
    let mut form = wrong.fields("#pack");
    form.insert("switch".to_owned(), "pack".to_owned());
    let french = desk.post_map(&switch, &form).await;
    assert_eq!((french.status.as_u16(), french.header("content-language")), (200, "fr"), "{switch}");
    assert_eq!(french.fields("#pack")["intro_fr"], "Voici");
}

#[actix_web::test]
async fn the_newest_stories_can_be_chosen_and_the_page_says_when_there_are_older_ones() {
    let site = TestSite::new().await;
    shelved(&site, "One").await;
    let desk = site.staff(Role::Organiser).await;
    let mut form = desk.get("/desk/acme/packs").await.fields("#pack");
    form.insert("title_nl".to_owned(), "Eerste weken".to_owned());
    let pack = desk.post_map("/desk/acme/packs", &form).await.leads_to().to_owned();
    let chosen = async || {
        let page = desk.get(&pack).await;
        (page.texts("select[name=story] option").len(), page.texts("#field-story-hint").len())
    };
    assert_eq!(chosen().await, (1, 0));
    fill(&site, 200).await;
    assert_eq!(chosen().await, (200, 1));
}

#[actix_web::test]
async fn a_house_has_so_many_packs_and_no_more() {
    let site = TestSite::new().await;
    let fifty =
        "insert into packs select id, gen_random_uuid(), false from organisations, generate_series(1, 50)";
    diesel_async::SimpleAsyncConnection::batch_execute(&mut site.as_owner().await, fifty).await.unwrap();
    let desk = site.staff(Role::Organiser).await;
    let mut form = desk.get("/desk/acme/packs?lang=en").await.fields("#pack");
    form.insert("title_nl".to_owned(), "Eerste weken".to_owned());
    let page = desk.post_map("/desk/acme/packs", &form).await;
    assert_eq!((page.status.as_u16(), &*page.fields("#pack")["title_nl"]), (422, "Eerste weken"));
    assert_eq!(site.count("packs").await, 50);
}
