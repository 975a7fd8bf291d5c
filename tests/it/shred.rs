//! Proof `shred`: what was erased opens with nothing that is left.
//!
//! Three things are looked at: the rows there are now, a copy of the rows from before, and the files of the database.
//! What a copy from before can still be opened with is measured too, and is what the documents say: with the keys of
//! now until the key of its month is destroyed, with a copy of the keys for ever.

use crate::support::{
    TestSite, Visitor,
    database::files_of,
    days::{add_story, organiser, release},
    library::shelved,
    questions,
    stories::{accept, claimed, edit, mailbox},
};
use chrono::Duration;
use diesel::{QueryableByName, sql_query, sql_types};
use diesel_async::RunQueryDsl;
use pratfall::{
    accounts::Role,
    app::upkeep::upkeep,
    ids::{MessageId, OrganisationId, QuestionId, StoryId},
    intake::proof,
    platform::keys::Keys,
    retention::{DECLINED, IDLE_KEY, ORIGINALS, UNREVIEWED},
    stories::vault::{self, Part, Sealed, TextId},
};
use std::{collections::BTreeMap, fs, path::Path};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql_types::Uuid)]
    organisation_id: OrganisationId,
    #[diesel(sql_type = sql_types::Uuid)]
    story_id: StoryId,
    #[diesel(sql_type = sql_types::Nullable<sql_types::Integer>)]
    number: Option<i32>,
    #[diesel(sql_type = sql_types::Nullable<sql_types::Uuid>)]
    message: Option<MessageId>,
    #[diesel(sql_type = sql_types::Nullable<sql_types::Uuid>)]
    question: Option<QuestionId>,
    #[diesel(sql_type = sql_types::Text)]
    key_month: String,
    #[diesel(sql_type = sql_types::Binary)]
    wrapped_key: Vec<u8>,
    #[diesel(sql_type = sql_types::Binary)]
    sealed: Vec<u8>,
}

/// A copy of the database, as far as the words of a story are in it.
struct Copy(Vec<(TextId, Sealed)>);

impl Copy {
    /// A copy of the story whose address at the desk is `path`; of all when it is empty.
    async fn of(site: &TestSite, path: &str) -> Self {
        let sql = "select organisation_id, story_id, number, null::uuid as message, null::uuid as question, \
                   key_month, wrapped_key, sealed \
                   from story_versions where wrapped_key is not null or sealed is not null \
             union all select organisation_id, story_id, null, id, null, key_month, wrapped_key, sealed \
                   from messages where wrapped_key is not null or sealed is not null \
             union all select organisation_id, story_id, null, null, id, key_month, wrapped_key, sealed \
                   from reader_questions where wrapped_key is not null or sealed is not null \
             union all select organisation_id, story_id, null, null, null, key_month, wrapped_key, sealed from memos";
        let rows: Vec<Row> = sql_query(sql).load(&mut site.as_owner().await).await.unwrap();
        let sealed = |row: Row| {
            let part = match (row.number, row.message) {
                (Some(number), _) => Part::Version(number),
                (_, Some(message)) => Part::Message(message),
                _ => row.question.map_or(Part::Memo, Part::Question),
            };
            let place = TextId { organisation: row.organisation_id, story: row.story_id, part };
            (place, Sealed::of(row.key_month, Some(row.wrapped_key), Some(row.sealed)).unwrap())
        };
        let copied =
            rows.into_iter().filter(|row| path.is_empty() || path.ends_with(&row.story_id.to_string()));
        Self(copied.map(sealed).collect())
    }

    /// Counts texts that open with the keys of a folder.
    fn opens_with(&self, folder: &Path) -> usize {
        let keys = Keys::open(folder).unwrap();
        let opened = |(place, sealed): &&(TextId, Sealed)| {
            matches!(vault::open::<serde_json::Value>(&keys, *place, sealed), Ok(Some(_)))
        };
        self.0.iter().filter(opened).count()
    }

    /// Counts wrapped keys and beginnings of sealed texts in the files of the site's database: in live rows, dead rows
    /// and the gaps between.
    async fn lies_in_the_files_of(&self, site: &TestSite) -> usize {
        let files = files_of(site).await;
        let mut wanted = BTreeMap::new();
        for (_, sealed) in &self.0 {
            for bytes in [&sealed.wrapped_key[..], &sealed.sealed[..64]] {
                wanted.insert(first(bytes), bytes);
            }
        }
        let mut found = 0;
        for file in files {
            let all = fs::read(&file).unwrap_or_default();
            for (at, window) in all.windows(8).enumerate() {
                let whole = wanted.get(&first(window));
                found += usize::from(whole.is_some_and(|whole| all[at..].starts_with(whole)));
            }
        }
        found
    }
}

fn first(bytes: &[u8]) -> [u8; 8] {
    bytes[..8].try_into().unwrap()
}

/// A story with an edited version, a question and an answer: four things that were said. Its code, a moderator, its
/// address at the desk. Another story, of the same month, lies beside it.
async fn told_and_talked_about(site: &TestSite) -> (String, Visitor, String) {
    let (code, desk, path) = claimed(site, &[("what_happened", "On Tuesday Piet pressed it twice.")]).await;
    edit(&desk, &path, &[("what_happened", "A colleague pressed it twice.")]).await;
    let asked = [("question", "What made you look at the log?")];
    assert_eq!(desk.post(&format!("{path}/questions"), &asked).await.status, 303);
    site.mix().await;
    let mut answer = mailbox(site, &code).await.fields("#answer");
    answer.insert("text".to_owned(), "Piet told me to.".to_owned());
    assert_eq!(site.visitor().post_map("/acme/receipt/messages", &answer).await.status, 200);
    site.visitor().tell(&[]).await;
    site.mix().await;
    (code, desk, path)
}

/// The day after the life of something that happens today.
fn after(site: &TestSite, life: pratfall::retention::Life) -> chrono::NaiveDate {
    let week = pratfall::platform::time::iso_week(site.app.clock.today());
    life.last_day(&week).unwrap() + Duration::days(1)
}

/// A copy of the key folder, to be thrown away.
struct KeyCopy(tempfile::TempDir);

impl KeyCopy {
    fn of(site: &TestSite) -> Self {
        let copy = crate::support::folder();
        copy_folder(&site.app.settings.keys, copy.path());
        Self(copy)
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &to.join(entry.file_name()));
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

/// Checks what must hold once all texts of `before` but `left` are erased.
async fn shredded(site: &TestSite, path: &str, before: &Copy, left: usize) {
    let keys = &site.app.settings.keys;
    let copied = KeyCopy::of(site);
    assert_eq!(Copy::of(site, path).await.opens_with(keys), left, "the rows of now, with the keys of now");
    let gone = 2 * (before.0.len() - left);
    assert!(before.lies_in_the_files_of(site).await >= gone, "until the night they lie in the files");
    upkeep(site.app.clone()).await.unwrap();
    assert_eq!(before.lies_in_the_files_of(site).await, 2 * left, "and then they do not");
    assert_eq!(
        before.opens_with(keys),
        before.0.len(),
        "what the documents say: a copy from before opens with the keys of now while its month's key lives"
    );
    // The last words of the month go, and the month is over.
    sql_query("update story_versions set wrapped_key = null, sealed = null")
        .execute(&mut site.as_owner().await)
        .await
        .unwrap();
    site.app.clock.advance(Duration::days(31 + IDLE_KEY.in_days()));
    upkeep(site.app.clone()).await.unwrap();
    assert_eq!(before.opens_with(keys), 0, "with the key of its month nothing of a copy opens");
    assert_eq!(before.opens_with(copied.0.path()), before.0.len(), "a copy of the keys opens it for ever");
}

#[actix_web::test]
async fn after_a_withdrawal() {
    let site = TestSite::new().await;
    let (code, _, path) = told_and_talked_about(&site).await;
    let before = Copy::of(&site, &path).await;
    assert_eq!((before.0.len(), before.opens_with(&site.app.settings.keys)), (4, 4));
    site.visitor().post("/acme/receipt/withdrawal", &[("code", &code)]).await;
    shredded(&site, &path, &before, 0).await;
}

#[actix_web::test]
async fn what_readers_asked_and_an_author_answered_goes_with_the_story() {
    let site = TestSite::new().await;
    let story = shelved(&site, "Kwaremont").await;
    for question in ["Who saw it first?", "What do you do now?"] {
        assert_eq!(questions::ask(&site.visitor(), &story.page(), question).await.status, 303);
    }
    site.mix().await;
    let id = questions::in_state(&site, "waiting").await.remove(0);
    let passed = questions::pass_on(&story.moderator, "acme", &id, "Who saw it?").await;
    assert_eq!(passed.status, 303, "{}", passed.body);
    site.mix().await;
    questions::answer(&site.visitor(), "acme", &story.code, "Piet did.").await;
    site.mix().await;
    let before = Copy::of(&site, &story.desk()).await;
    assert_eq!((before.0.len(), before.opens_with(&site.app.settings.keys)), (3, 3), "with the story");
    site.visitor().post("/acme/receipt/withdrawal", &[("code", &story.code)]).await;
    shredded(&site, &story.desk(), &before, 0).await;
}

#[actix_web::test]
async fn a_week_after_a_refusal() {
    let site = TestSite::new().await;
    let (_, desk, path) = told_and_talked_about(&site).await;
    let before = Copy::of(&site, &path).await;
    let reason = [("reason", "Thank you. Somebody else should hear this one.")];
    assert_eq!(desk.post(&format!("{path}/refusal"), &reason).await.status, 303);
    site.move_to(after(&site, DECLINED));
    site.mix().await;
    shredded(&site, &path, &before, 0).await;
}

#[actix_web::test]
async fn when_its_time_is_over() {
    let site = TestSite::new().await;
    let (_, _, path) = told_and_talked_about(&site).await;
    let before = Copy::of(&site, &path).await;
    site.move_to(after(&site, UNREVIEWED));
    site.mix().await;
    assert!(Copy::of(&site, &path).await.0.is_empty());
    // Two months later all months are over: one round erases, rewrites and destroys the key.
    upkeep(site.app.clone()).await.unwrap();
    assert_eq!(before.lies_in_the_files_of(&site).await, 0);
    assert_eq!(before.opens_with(&site.app.settings.keys), 0);
}

#[actix_web::test]
async fn a_week_after_publication_all_but_the_told_version() {
    let site = TestSite::new().await;
    let (code, desk, path) = told_and_talked_about(&site).await;
    accept(&desk, &path).await;
    site.visitor().consent(&code).await;
    site.mix().await;
    let (organiser, event) = organiser(&site).await;
    add_story(&organiser, &event, "20").await;
    assert_eq!(release(&organiser, &event).await, "released");
    let before = Copy::of(&site, &path).await;
    assert_eq!(before.0.len(), 4);
    site.move_to(after(&site, ORIGINALS));
    site.mix().await;
    shredded(&site, &path, &before, 1).await;
}

#[actix_web::test]
async fn the_key_of_a_month_lives_as_long_as_anything_it_wraps() {
    let site = TestSite::new().await;
    let first = site.visitor().tell(&[]).await;
    let second = site.visitor().tell(&[("title", "Another one")]).await;
    site.mix().await;
    let before = Copy::of(&site, "").await;
    let keys = &site.app.settings.keys;
    site.visitor().post("/acme/receipt/withdrawal", &[("code", &first)]).await;
    site.app.clock.advance(Duration::days(35));
    upkeep(site.app.clone()).await.unwrap();
    assert_eq!(before.opens_with(keys), 2, "the other story is of that month");
    let desk = site.staff(Role::Moderator).await;
    assert!(desk.get("/desk/acme/stories").await.body.contains("Another one"));
    site.visitor().post("/acme/receipt/withdrawal", &[("code", &second)]).await;
    upkeep(site.app.clone()).await.unwrap();
    assert_eq!(before.opens_with(keys), 0);

    // An old copy of the database is put back: what was erased stays erased, and no page fails.
    let restore = "update story_versions set wrapped_key = '\\x00', sealed = '\\x00'";
    let mut owner = site.as_owner().await;
    sql_query(restore).execute(&mut owner).await.unwrap();
    sql_query("update stories set status = 'submitted'").execute(&mut owner).await.unwrap();
    let queue = desk.get("/desk/acme/stories").await;
    assert_eq!((queue.status.as_u16(), queue.texts("[data-test=story] .row-title").len()), (200, 2));
    assert!(!queue.body.contains("Another one"));
    assert!(Keys::open(keys).unwrap().months(site.organisation.id).unwrap().is_empty(), "no key was made");
}

#[actix_web::test]
async fn after_a_night_nothing_is_left_of_what_readers_pressed() {
    let site = TestSite::new().await;
    let (story, random) = (shelved(&site, "Pressed").await, "abcdefghijklmnopqrst");
    let stamp = format!("me-too.{}.{}.{random}", story.id, site.app.clock.today());
    let press = [("stamp", stamp.as_str()), ("proof", &proof::solve(&stamp))];
    assert_eq!(site.visitor().post(&format!("{}/me-too", story.page()), &press).await.status, 303);
    site.visitor().post("/acme/receipt/withdrawal", &[("code", &story.code)]).await;
    site.work_on().await;
    let lies = async || {
        let holds =
            |file: &_| fs::read(file).is_ok_and(|all| all.windows(20).any(|it| it == random.as_bytes()));
        files_of(&site).await.iter().filter(|file| holds(file)).count()
    };
    assert!(lies().await > 0, "until the night it lies in the files");
    upkeep(site.app.clone()).await.unwrap();
    assert_eq!(lies().await, 0);
}
