//! A verdict is whole or not at all, whenever the program dies: text, memo, status and trail.

use crate::support::{
    TestSite, Visitor,
    program::{self, Program},
};
use pratfall::accounts::Role;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

const STORIES: usize = 20;
/// A story of which a part is stored and another is not.
const HALF: &str = "stories where (status = 'accepted') <> exists (select from story_versions v where v.story_id = id \
        and v.number = 2) \
    or (status = 'accepted') <> exists (select from memos m where m.story_id = id) \
    or (status = 'accepted') <> exists (select from audit_entries a where a.object_id = id and a.verb = 'story_accepted') \
    or (status = 'accepted') <> exists (select from audit_entries a where a.object_id = id and a.verb = 'story_edited')";

/// The forms of all stories, edited, by the address that accepts each.
async fn forms(desk: &Visitor) -> BTreeMap<String, BTreeMap<String, String>> {
    let queue = desk.get("/desk/acme/stories?status=submitted").await;
    let mut forms = BTreeMap::new();
    for id in queue.attributes("[data-test=story]", "data-id") {
        let path = format!("/desk/acme/stories/{id}");
        let mut form = desk.get(&path).await.fields("#review");
        form.insert("title".to_owned(), format!("Redacted {id}"));
        form.insert("memo".to_owned(), format!("Note on {id}"));
        forms.insert(path, form);
    }
    forms
}

#[actix_web::test]
async fn a_verdict_is_whole_or_not_at_all_when_the_program_dies() {
    let site = TestSite::new().await;
    for _ in 0..STORIES {
        site.visitor().tell(&[]).await;
    }
    site.mix().await;
    let desk = site.staff(Role::Moderator).await;
    let forms = forms(&desk).await;
    assert_eq!(forms.len(), STORIES);
    let cookie = format!("Cookie: {}\r\n", desk.cookie().unwrap());
    let settings = [program::data(&site.app.settings.data), ("DATABASE_URL", &site.url)];
    let (waiting, decided) = (Mutex::new(forms.iter().collect::<Vec<_>>()), Mutex::new(BTreeSet::new()));
    for deaths in 1..=3 {
        let server = Mutex::new(Program::start(&["serve"], &settings));
        let address = server.lock().unwrap().address.clone();
        let done = AtomicUsize::new(0);
        let decide = || {
            while let Some((path, form)) = { waiting.lock().unwrap().pop() } {
                let acceptance = format!("{path}/acceptance");
                let Ok(page) = program::post_as(&address, &acceptance, &cookie, form) else { return };
                assert_eq!(page.status, 303, "{}", page.body);
                decided.lock().unwrap().insert(path.clone());
                if done.fetch_add(1, Ordering::SeqCst) == deaths {
                    server.lock().unwrap().kill();
                }
            }
        };
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(decide);
            }
        });
    }
    let decided = decided.into_inner().unwrap();
    assert!(decided.len() >= 9, "{decided:?}");
    assert_eq!(site.count(HALF).await, 0);
    for path in &decided {
        let page = desk.get(path).await;
        let id = path.rsplit('/').next().unwrap();
        assert_eq!(page.attribute("[data-test=story]", "data-status"), "accepted", "{path}");
        assert_eq!(page.text("h1"), format!("Redacted {id}"));
        assert_eq!(page.texts("[data-test=memo] p"), [format!("Note on {id}")]);
    }
}
