//! The demonstration is made through the features, once and in one go.

use crate::support::{TestSite, cluster};
use pratfall::{
    announcements::{self, subscription::SubscriptionStatus},
    app::demo,
    events, lessons, library,
    organisations::{self, Readers},
    platform::{clock::Clock, config::Settings, state::App},
    readers::Reach,
    stories::{self, Stage},
};
use std::{collections::BTreeMap, os::unix::fs::PermissionsExt, path::Path};

fn app(url: &str, folder: &Path) -> App {
    let data = ("PRATFALL_DATA".to_owned(), folder.to_string_lossy().into_owned());
    let settings = Settings::from_map(&BTreeMap::from([data])).unwrap();
    App::new(settings, url, Clock::default(), true).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demonstration_is_made_once_and_found_again() {
    let url = cluster::database().await;
    let folder = tempfile::tempdir().unwrap();
    let app = app(&url, folder.path());
    let lines = demo::prepare(&app).await.unwrap();
    assert_eq!(lines[0], "ready http://127.0.0.1:8080/acme");
    for (line, role) in lines[1..4].iter().zip(["administrator", "moderator", "organiser"]) {
        let words: Vec<_> = line.split(' ').collect();
        assert_eq!((words.len(), &words[..2]), (4, &["sign-in", role][..]));
    }
    assert!(lines[4].starts_with("house-link http://127.0.0.1:8080/acme/house/"), "{}", lines[4]);
    for part in ["/acme/library", "hide a story", "hidden stories"] {
        assert!(lines.iter().any(|line| line.contains(part)), "to try: {part}");
    }
    assert_eq!(demo::prepare(&app).await.unwrap(), lines);
    assert!(demo::exists_in(folder.path()));
    let secrets = std::fs::metadata(folder.path().join("demo.json")).unwrap();
    assert_eq!(secrets.permissions().mode() & 0o777, 0o600);

    let conn = app.db.platform().await.unwrap();
    let acme = organisations::store::by_slug(&conn, "acme").await.unwrap();
    assert_eq!((acme.people, acme.access.readers), (Some(240), Readers::House));
    let open = organisations::store::by_slug(&conn, "atelier").await.unwrap();
    assert_eq!(open.access.readers, Readers::Everybody);
    let id = acme.id;
    let mut conn = app.db.tenant(id).await.unwrap();
    let counts = stories::store::counts(&conn, id).await.unwrap();
    let expected = [
        (Stage::New, 2),
        (Stage::InReview, 2),
        (Stage::Waiting, 1),
        (Stage::Ready, 4),
        (Stage::Told, 5),
        (Stage::Declined, 1),
        (Stage::Withdrawn, 1),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
    let days = events::store::all(&mut conn, id).await.unwrap();
    let coming = |now| days.iter().map(|event| event.day.is_coming(now)).collect::<Vec<_>>();
    assert_eq!(coming(app.clock.now()), [true, false]);
    let mut slots = vec![];
    for event in &days {
        slots.push(events::store::slots(&mut conn, id, event.id).await.unwrap().len());
    }
    assert_eq!(slots, [6, 8]);
    let contacts = organisations::store::contacts::contacts(&conn, id).await.unwrap();
    assert!(contacts.len() == 3 && contacts.iter().all(|contact| contact.words.len() == 3));
    let mut came = vec![];
    for story in stories::store::all_told(&mut conn, &app.keys, id).await.unwrap() {
        came.push(lessons::store::of_story(&conn, id, story.id).await.unwrap().len());
    }
    came.sort_unstable();
    assert_eq!(came[came.len() - 3..], [0, 1, 3]);
    let packs = library::store::packs::all(&mut conn, id, true).await.unwrap();
    let (pack, order) = library::store::packs::pack(&mut conn, id, packs[0].id).await.unwrap();
    assert_eq!((packs.len(), pack.texts.len(), order.len()), (1, 3, 3));
    let readable = stories::store::readable(&conn, id, Reach::House, &order).await.unwrap();
    assert_eq!(readable.len(), 3, "who opens it reads all of it");
    let subscribers = announcements::store::subscriptions::counts(&mut conn, id).await.unwrap();
    let subscribers: BTreeMap<_, _> = subscribers.into_iter().collect();
    let expected = [
        (SubscriptionStatus::Unconfirmed, 1),
        (SubscriptionStatus::Confirmed, 10),
        (SubscriptionStatus::Unsubscribed, 1),
    ];
    assert_eq!(subscribers, BTreeMap::from(expected));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_in_use_gets_no_demonstration() {
    let url = cluster::database().await;
    let folder = tempfile::tempdir().unwrap();
    let app = app(&url, folder.path());
    TestSite::add_organisation(&app, "other").await;
    let said = format!("{:#}", demo::prepare(&app).await.unwrap_err());
    assert!(said.contains("“other” is in the database") && said.lines().count() == 1, "{said}");
    let mut conn = app.db.platform().await.unwrap();
    assert_eq!(organisations::store::all(&mut conn).await.unwrap().len(), 1);
    assert!(!demo::exists_in(folder.path()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demonstration_that_was_cut_short_is_refused_in_one_line() {
    let url = cluster::database().await;
    let folder = tempfile::tempdir().unwrap();
    let app = app(&url, folder.path());
    let begun = async {
        loop {
            let conn = app.db.platform().await.unwrap();
            if organisations::store::by_slug(&conn, "acme").await.is_ok() {
                break;
            }
        }
    };
    tokio::select! {
        biased;
        () = begun => {}
        _ = demo::prepare(&app) => panic!("it was finished before anybody saw it begin"),
    }
    assert!(!demo::exists_in(folder.path()));
    for _ in 0..2 {
        let said = format!("{:#}", demo::prepare(&app).await.unwrap_err());
        assert!(said.contains("holds no finished demonstration"), "{said}");
        assert!(said.contains(folder.path().to_str().unwrap()), "{said}");
        assert_eq!(said.lines().count(), 1);
    }
}
