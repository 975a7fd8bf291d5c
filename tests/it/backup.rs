//! Backups: what is in them comes back, what was taken back since does not, and nothing is sent twice.

use crate::support::{
    Page, TestSite,
    announcements::{confirm, draft, ledger_of, subscribers},
    cluster,
    program::{self, Program},
    stories::mailbox,
};

use diesel::{sql_query, sql_types::Text};
use diesel_async::RunQueryDsl;
use pratfall::{
    accounts::Role,
    app::{
        backup::{self, restore::restore, under_way},
        upkeep::upkeep,
    },
    platform::{config::Settings, keys::recovery},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A backup of a site, made now.
struct Kept {
    settings: Settings,
    key: PathBuf,
    file: PathBuf,
}

impl Kept {
    async fn of(site: &TestSite) -> Self {
        let settings = site.app.settings.clone();
        let (key, url) = (settings.data.join("recovery-key"), site.url.clone());
        recovery::make(&settings.keys, &key).unwrap();
        let (of, now) = (settings.clone(), site.app.clock.now());
        let made = tokio::task::spawn_blocking(move || backup::make(&of, &url, now));
        let file = made.await.unwrap().unwrap();
        Self { settings, key, file }
    }

    /// Settings with an empty database, an empty data folder, and these keys.
    async fn anew(&self, keys: Option<&Path>) -> Settings {
        let data = std::env::temp_dir().join(format!("pratfall-anew-{}", pratfall::ids::JobId::new()));
        let mut settings = self.settings.clone();
        settings.database_url = Some(cluster::empty_database().await);
        settings.keys = keys.map_or_else(|| data.join("keys"), Path::to_owned);
        settings.data = data;
        settings
    }

    async fn back(&self, settings: &Settings) -> anyhow::Result<usize> {
        restore(settings.clone(), self.file.clone(), self.key.clone()).await
    }
}

fn status(page: &Page) -> String {
    page.attribute("[data-test=story-status]", "data-status")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_brings_everything_back_and_a_backup_shows_nothing() {
    let site = TestSite::new().await;
    let told = site.visitor().tell(&[("title", "The backup that was none")]).await;
    site.mix().await;
    let in_the_pool = site.visitor().tell(&[]).await;
    let kept = Kept::of(&site).await;
    let bytes = fs::read(&kept.file).unwrap();
    let says = |words: &str| bytes.windows(words.len()).any(|part| part == words.as_bytes());
    assert!(says("pratfall backup 1") && !says("PGDMP") && !says("acme") && !says("pepper"));

    let settings = kept.anew(None).await;
    assert_eq!(kept.back(&settings).await.unwrap(), 0);
    assert!(kept.back(&settings).await.is_err(), "not over what is there");
    under_way::check_no_restore(&settings.keys).expect("a failed restore broke nothing");
    under_way::check_no_restore_in(settings.database_url.as_deref().unwrap()).await.unwrap();
    let again = TestSite::found(settings).await;
    for code in [told, in_the_pool] {
        assert_eq!(status(&mailbox(&again, &code).await), "submitted");
    }
    let desk = again.staff(Role::Moderator).await;
    let queue = desk.get("/desk/acme/stories").await;
    assert!(queue.body.contains("The backup that was none"), "the keys are there too");
}

#[tokio::test(flavor = "multi_thread")]
async fn withdrawals_after_a_backup_hold_after_its_restore() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let named = [("anonymity", "named"), ("name", "Mia")];
    let (out, burnt, stays) = (author.tell(&[]).await, author.tell(&[]).await, author.tell(&[]).await);
    let known = author.tell(&named).await;
    site.mix().await;
    let waits = author.tell(&[]).await;
    subscribers(&site, &["ann", "bob"]).await;
    let kept = Kept::of(&site).await;

    for code in [&out, &waits] {
        author.post("/acme/receipt/withdrawal", &[("code", code)]).await;
    }
    let burning = author.post("/acme/receipt/burning", &[("code", &burnt)]).await;
    let unknown = author.post("/acme/receipt/name", &[("code", &known), ("known", "no")]).await;
    assert_eq!((burning.status.as_u16(), unknown.status.as_u16()), (200, 200));
    unsubscribe(&site, "ann").await;
    // No mix in between: what waits for one counts as well.

    let settings = kept.anew(Some(&kept.settings.keys)).await;
    assert_eq!(kept.back(&settings).await.unwrap(), 5);
    let again = TestSite::found(settings).await;
    for code in [&out, &waits] {
        let page = mailbox(&again, code).await;
        assert_eq!(status(&page), "withdrawn", "{}", page.body);
    }
    assert_eq!(again.count("receipts where burnt").await, 1);
    assert_eq!(again.count("stories where anonymity = 'named'").await, 0);
    assert_eq!(status(&mailbox(&again, &stays).await), "submitted");
    assert_eq!(again.count("subscriptions where email like 'ann@%'").await, 0);
    assert_eq!(again.count("subscriptions where email like 'bob@%'").await, 1);
}

async fn unsubscribe(site: &TestSite, name: &str) {
    #[derive(diesel::QueryableByName)]
    struct Found {
        #[diesel(sql_type = diesel::sql_types::Uuid)]
        id: pratfall::ids::SubscriptionId,
    }
    let query = sql_query("select id from subscriptions where email = $1")
        .bind::<Text, _>(format!("{name}@example.org"));
    let Found { id } = query.get_result(&mut site.as_owner().await).await.unwrap();
    let token = pratfall::announcements::subscription::token(&site.app.keys.links, id);
    let page = site.visitor().post(&format!("/acme/subscriptions/{token}/unsubscription"), &[]).await;
    assert_eq!(page.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_database_sends_nothing_that_was_due() {
    let site = TestSite::new().await;
    subscribers(&site, &["ann", "bob"]).await;
    let (desk, path) = draft(&site).await;
    confirm(&desk, &path).await;
    site.visitor().post("/acme/subscribe", &[("email", "cas@example.org"), ("language", "nl")]).await;
    let kept = Kept::of(&site).await;
    site.work().await;
    assert!(ledger_of(&site).await.values().all(|fate| fate == "sent"));

    let settings = kept.anew(None).await;
    kept.back(&settings).await.unwrap();
    let again = TestSite::found(settings).await;
    again.work().await;
    assert_eq!(again.mails(), Vec::<String>::new());
    let fates = ledger_of(&again).await;
    assert_eq!(fates.len(), 2);
    assert!(fates.values().all(|fate| fate == "uncertain flagged"), "{fates:?}");
    assert_eq!(again.count("sessions").await, 0, "everybody is signed out");
}

#[tokio::test(flavor = "multi_thread")]
async fn backups_are_made_every_night_once_there_is_a_key_and_old_ones_go() {
    let site = TestSite::new().await;
    let settings = &site.app.settings;
    let there_are = || backup::moments(&settings.backups).unwrap();
    upkeep(site.app.clone()).await.unwrap();
    assert!(there_are().is_empty());
    recovery::make(&settings.keys, &settings.data.join("recovery-key")).unwrap();
    for _ in 0..16 {
        upkeep(site.app.clone()).await.unwrap();
        site.app.clock.advance(chrono::Duration::days(1));
    }
    let (all, now) = (there_are(), site.app.clock.now());
    assert!(all.len() >= 13, "{all:?}");
    assert!(all.iter().all(|made| (now - *made).num_days() <= 14), "{all:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_incomplete_backup_restores_nothing_and_a_complete_one_still_can() {
    let site = TestSite::new().await;
    let code = site.visitor().tell(&[]).await;
    site.mix().await;
    let mut kept = Kept::of(&site).await;
    let whole = fs::read(&kept.file).unwrap();
    let settings = kept.anew(None).await;
    let broken = kept.file.with_extension("broken");
    let good = std::mem::replace(&mut kept.file, broken.clone());
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    for bytes in [&whole[..whole.len() / 2], &whole[..whole.len() - 1], &flipped, b"PGDMP"] {
        fs::write(&broken, bytes).unwrap();
        kept.back(&settings).await.unwrap_err();
    }
    let (mut other, key) = (kept.settings.data.join("other-key"), kept.key.clone());
    recovery::make(&kept.settings.data.join("other"), &other).unwrap();
    kept.file = good;
    std::mem::swap(&mut kept.key, &mut other);
    kept.back(&settings).await.unwrap_err();

    kept.key = key;
    kept.back(&settings).await.unwrap();
    let again = TestSite::found(settings).await;
    assert_eq!(status(&mailbox(&again, &code).await), "submitted");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_older_than_the_notes_of_withdrawals_is_not_restored() {
    let site = TestSite::new().await;
    site.app.clock.advance(-chrono::Duration::days(15));
    let kept = Kept::of(&site).await;
    let settings = kept.anew(None).await;
    let refused = kept.back(&settings).await.unwrap_err().to_string();
    assert!(refused.contains("older than 14 days"), "{refused}");
    assert!(!settings.keys.exists(), "nothing was begun");
}

#[test]
fn an_administrator_makes_a_backup_and_puts_it_back_with_two_commands() {
    let base = crate::support::folder();
    let base = base.path();
    let (old, new, key) = (base.join("old"), base.join("new"), base.join("key"));
    let (old, new, key) = (old.to_str().unwrap(), new.to_str().unwrap(), key.to_str().unwrap());
    let at = |data| [("PRATFALL_DATA", data)];
    program::run(&["organisation", "create", "acme", "--name", "Acme"], &at(old));
    let said = program::fails(&["backup"], &at(old));
    assert!(said.contains("pratfall backup --new-key FILE"), "{said}");
    let said = program::run(&["backup", "--new-key", key], &at(old));
    let file = said.lines().last().unwrap().to_owned();
    assert!(!said.contains(fs::read_to_string(key).unwrap().lines().last().unwrap()), "it prints no secret");
    assert!(
        program::fails(&["backup", "--new-key", key], &at(old)).contains("make"),
        "no key is written over"
    );

    let under_way = Path::new(new).join("keys/restore-under-way");
    fs::create_dir_all(under_way.parent().unwrap()).unwrap();
    fs::write(&under_way, "").unwrap();
    let said = program::fails(&["migrate"], &at(new));
    assert!(said.contains("run the same pratfall restore again"), "{said}");
    let said = program::run(&["restore", &file, "--key", key], &at(new));
    assert!(said.contains("the backup is back"), "{said}");
    let said = program::fails(&["organisation", "create", "acme", "--name", "Acme"], &at(new));
    assert!(said.contains("slug"), "it is there: {said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_starts_on_a_restore_that_was_killed_until_it_came_to_its_end() {
    let site = TestSite::new().await;
    let code = site.visitor().tell(&[]).await;
    let kept = Kept::of(&site).await;
    let (file, key) = (kept.file.to_str().unwrap(), kept.key.to_str().unwrap());
    let name = kept.file.file_name().unwrap().to_str().unwrap();
    // As soon as this is so: the note is there; it says that keys and tables come; the keys are there.
    let moments: [fn(&Path) -> bool; 3] = [
        |keys| keys.join("restore-under-way").exists(),
        |keys| fs::read_to_string(keys.join("restore-under-way")).is_ok_and(|note| note.contains("filling")),
        |keys| keys.join("pepper.key").exists(),
    ];
    for (at, reached) in moments.into_iter().enumerate() {
        let settings = kept.anew(None).await;
        let url = settings.database_url.clone().unwrap();
        let here = [program::data(&settings.data), ("DATABASE_URL", url.as_str())];
        let mut restore = Program::begin(&["restore", file, "--key", key], &here);
        while !reached(&settings.keys) {
            assert!(!restore.has_ended());
        }
        restore.kill();
        for command in ["serve", "work", "mix", "backup"] {
            let said = program::fails(&[command], &here);
            let names = said.contains(name) && said.contains("run the same pratfall restore again");
            assert!(names && said.lines().count() == 1, "moment {at}, {command}: {said}");
        }
        if at == 2 {
            let elsewhere = settings.data.join("elsewhere");
            let said = program::fails(&["migrate"], &[program::data(&elsewhere), here[1]]);
            assert!(said.contains("into this database") && said.contains(name), "{said}");
        }
        program::run(&["restore", file, "--key", key], &here);
        let again = TestSite::found(settings.clone()).await;
        assert_eq!(status(&mailbox(&again, &code).await), "submitted");
        program::run(&["migrate"], &here);
    }
}

#[tokio::test]
async fn the_promise_page_says_whether_there_are_backups() {
    let site = TestSite::new().await;
    let says = async || site.visitor().get("/acme/promise?lang=en").await.text("[data-test=backups]");
    assert!(says().await.starts_with("This program makes no backups here."));
    let settings = &site.app.settings;
    recovery::make(&settings.keys, &settings.data.join("recovery-key")).unwrap();
    assert!(says().await.contains("destroyed before it is 14 days old"));
}
