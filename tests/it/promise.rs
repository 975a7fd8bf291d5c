//! The promise to authors: public, on record, and never weaker than somebody relies on.

use crate::support::TestSite;
use pratfall::{
    accounts::Role,
    organisations::{actions::keep_promises, promise::Term},
    platform::config::Settings,
};

#[tokio::test]
async fn a_promise_is_on_record_and_becomes_weaker_for_nobody_who_relies_on_it() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    let change = async |threshold: &str| {
        let mut form = desk.get("/desk/acme/settings/promise").await.fields("#promise");
        form.insert("threshold".to_owned(), threshold.to_owned());
        desk.post_map("/desk/acme/settings/promise", &form).await.status.as_u16()
    };
    let log = async || {
        let page = site.visitor().get("/acme/promise?lang=en").await;
        assert_eq!(page.status, 200);
        page.texts("[data-test=promise-log] > li")
    };
    assert_eq!(log().await.len(), 1, "it begins with the organisation");
    assert_eq!((change("4").await, change("2").await), (303, 303), "nobody relies on it yet");
    assert_eq!(change("2").await, 303, "saving it again is no change");
    let before = log().await;
    assert_eq!(before.len(), 3);
    assert!(before[0].contains("Weaker") && before[0].contains("2 or more"), "{before:?}");
    assert!(before[1].contains("Stronger") && before[1].contains("4 or more"), "{before:?}");

    let author = site.visitor();
    author.tell(&[]).await;
    assert_eq!(change("1").await, 422, "a letter waits");
    let trail = desk.get("/desk/acme/audit?lang=en").await;
    assert!(trail.body.contains("Wanted to promise authors less"), "trying is seen");
    author.tell(&[]).await;
    site.mix().await;
    assert_eq!(change("1").await, 422, "stories came out in this round");
    assert_eq!(change("3").await, 303, "stronger is always possible");
    let after = log().await;
    assert_eq!(after[1..], before[..], "the log only grows");

    let mut round = desk.get("/desk/acme/settings/promise").await.fields("#promise");
    round.insert("threshold".to_owned(), "many".to_owned());
    let started = desk.post_map("/desk/acme/settings/rounds", &round).await;
    assert_eq!((started.status.as_u16(), started.texts("[data-test=unsaved]").len()), (200, 1));
    assert_eq!(started.fields("#promise")["threshold"], "many", "kept, and not saved");
    assert_ne!(started.fields("#promise")["after"], round["after"]);
    assert_eq!(change("1").await, 303, "a new round, and nobody waits");
}

#[tokio::test]
async fn a_program_set_up_more_loosely_than_authors_rely_on_does_not_start() {
    let site = TestSite::new().await;
    let loose =
        Settings { mix: "every 1h".parse().unwrap(), log: "debug".to_owned(), ..site.app.settings.clone() };
    let today = site.app.clock.today();
    let keep = async |settings: &Settings, demo| keep_promises(&site.app.db, settings, demo, today).await;
    keep(&site.app.settings, false).await.unwrap();
    keep(&loose, false).await.expect("nobody relies on it yet");
    keep(&site.app.settings, false).await.expect("stronger is always possible");
    site.visitor().tell(&[]).await;
    let refused = keep(&loose, false).await.unwrap_err();
    let refused = refused.downcast_ref::<pratfall::organisations::actions::Broken>().unwrap();
    assert_eq!(refused.weaker, [Term::Mix, Term::Quiet]);
    let line = refused.to_string();
    assert!(line.starts_with("acme: ") && line.contains("PRATFALL_MIX, setting PRATFALL_LOG"), "{line}");
    keep(&loose, true).await.expect("nobody relies on a demonstration");
}
