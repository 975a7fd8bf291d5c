//! Canary sweep: nothing that an author sends lies open anywhere, even after failures.

use crate::support::{
    Page, count,
    program::{self, Program, send_raw},
    search::Search,
    story,
};
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use pratfall::platform::embedded::{DATABASE, Durability, Postgres};
use std::{
    collections::BTreeMap,
    fs,
    io::{Read, Write},
    net::{Shutdown, TcpStream},
    path::{Path, PathBuf},
    thread,
};

/// Part of everything that an author sends here, and of nothing else on this machine.
const CANARY: &str = "Quetzal7Kakapo";
const FORM: &str = "application/x-www-form-urlencoded";

/// The program with everything it can write to below one folder, and its database as a thing of its own.
struct Place {
    folder: PathBuf,
    postgres: Option<Postgres>,
    program: Option<Program>,
}

impl Place {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("pratfall-canary-{}", pratfall::ids::JobId::new()));
        fs::create_dir_all(folder.join("tmp")).unwrap();
        let mut place = Self { folder, postgres: None, program: None };
        place.start_database();
        place.run(&[
            "organisation",
            "create",
            "acme",
            "--name",
            "Acme",
            "--threshold",
            "1",
            "--open",
            "10000",
            "--everybody-reads",
        ]);
        let settings = place.settings();
        let settings: Vec<_> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let log = place.folder.join("program.log");
        place.program = Some(Program::start_logging_all(&["serve"], &settings, &log));
        place
    }

    fn start_database(&mut self) {
        self.postgres = Some(Postgres::start(&self.folder.join("database"), Durability::Durable).unwrap());
    }

    fn url(&self) -> String {
        self.postgres.as_ref().unwrap().url(DATABASE)
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        let path = |name: &str| self.folder.join(name).to_str().unwrap().to_owned();
        vec![
            ("DATABASE_URL", self.url()),
            ("PRATFALL_DATA", path("data")),
            ("PRATFALL_MIX", "every 99h".to_owned()),
            ("PRATFALL_FORM_AGE", "0".to_owned()),
            ("TMPDIR", path("tmp")),
        ]
    }

    fn run(&self, arguments: &[&str]) -> String {
        let settings = self.settings();
        let settings: Vec<_> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
        program::run(arguments, &settings)
    }

    fn address(&self) -> &str {
        &self.program.as_ref().unwrap().address
    }

    async fn sql(&self, sql: &str) -> AsyncPgConnection {
        let mut owner = AsyncPgConnection::establish(&self.url()).await.unwrap();
        owner.batch_execute(sql).await.unwrap();
        owner
    }

    async fn letters(&self) -> i64 {
        count(&mut self.sql("").await, "letters").await
    }

    /// Asserts that nothing of what was sent lies open anywhere: files of the database, its log and its log of
    /// writes, the program's log, mail, keys, backups, temporary files.
    async fn is_clean(&self, codes: &[String], when: &str) {
        drop(self.sql("checkpoint").await);
        let bare: Vec<String> = codes.iter().map(|code| code.replace('-', "")).collect();
        let words: Vec<&str> =
            [CANARY].into_iter().chain(codes.iter().chain(&bare).map(String::as_str)).collect();
        assert_eq!(Search::new(&words).below(&self.folder), [], "{when}");
    }

    /// Sends a form with a canary in every header, too.
    fn post(&self, target: &str, body: &str, more: &str) -> Vec<u16> {
        self.send(target, FORM, body, more).0
    }

    fn send(&self, target: &str, kind: &str, body: &str, more: &str) -> (Vec<u16>, String) {
        send_raw(self.address(), self.request(target, kind, body, more).as_bytes())
    }

    fn request(&self, target: &str, kind: &str, body: &str, more: &str) -> String {
        format!(
            "POST {target}?x={CANARY}Query HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: {kind}\r\n\
             Content-Length: {}\r\nUser-Agent: {CANARY}Agent\r\nReferer: http://{CANARY}Referer.example/\r\n\
             Cookie: pratfall_desk={CANARY}Cookie\r\nX-Forwarded-For: {CANARY}Forwarded\r\nAccept-Language: {CANARY}\r\n\
             X-Request-Id: {CANARY}Id\r\nAuthorization: Bearer {CANARY}\r\n{more}\r\n{body}",
            self.address(),
            body.len()
        )
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.program.take();
        self.postgres.take();
        fs::remove_dir_all(&self.folder).ok();
    }
}

/// A fresh form with a canary in every field that takes one.
fn form(place: &Place) -> BTreeMap<String, String> {
    let page = program::get(place.address(), "/acme/stories/new").unwrap();
    let mut form = page.fields("#tell");
    form.extend(story());
    for name in ["title", "what_happened", "made_sense", "cost", "learned", "advice"] {
        form.insert(name.to_owned(), format!("{CANARY} said in {name} what went wrong"));
    }
    form.insert("anonymity".to_owned(), "named".to_owned());
    form.insert("name".to_owned(), format!("{CANARY} Name"));
    form.insert("email".to_owned(), format!("{CANARY}@example.org"));
    form.insert("surplus".to_owned(), CANARY.to_owned());
    form
}

fn encoded(form: &BTreeMap<String, String>) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish()
}

fn wrong(form: &BTreeMap<String, String>, name: &str, value: &str) -> String {
    let mut form = form.clone();
    form.insert(name.to_owned(), value.to_owned());
    encoded(&form)
}

/// Tells a story and gives its code.
fn tell(place: &Place) -> String {
    let (statuses, answer) = place.send("/acme/stories/new", FORM, &encoded(&form(place)), "");
    assert_eq!(statuses, [200], "{answer}");
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    let page = Page {
        status: actix_web::http::StatusCode::OK,
        headers: actix_web::http::header::HeaderMap::new(),
        body: body.to_owned(),
    };
    page.text("[data-test=receipt-code]")
}

/// Sends the beginning of a form and then nothing, until the program has had enough; gives how its answer begins.
fn stall(place: &Place) -> thread::JoinHandle<String> {
    let request = place.request("/acme/stories/new", FORM, &encoded(&form(place)), "");
    let mut stream = TcpStream::connect(place.address()).unwrap();
    stream.write_all(&request.as_bytes()[..request.len() - 9]).unwrap();
    thread::spawn(move || {
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).unwrap();
        String::from_utf8(answer.to_vec()).unwrap()
    })
}

#[actix_web::test]
async fn nothing_that_an_author_sends_lies_open_even_after_failures() {
    let mut place = Place::new();
    let (told, kept) = (tell(&place), tell(&place));
    let codes = [told.clone(), kept.clone()];
    let mut letters = 2;
    let stalled = stall(&place);

    // Refused because of what it is.
    let good = form(&place);
    let tell_at = "/acme/stories/new";
    let long = format!("{CANARY} ").repeat(1_000);
    let spelled = format!("my code is {}", good["receipt"].split('.').next().unwrap());
    for (name, value) in [
        ("title", long.as_str()),
        ("what_happened", long.as_str()),
        ("learned", spelled.as_str()),
        ("email", CANARY),
        ("theme", CANARY),
        ("silence", CANARY),
        ("receipt", CANARY),
    ] {
        assert_eq!(place.post(tell_at, &wrong(&good, name, value), ""), [422], "{name}");
    }
    let body = encoded(&good);
    assert_eq!(place.post(tell_at, &long.repeat(30), ""), [413], "too large");
    assert_eq!(place.send(tell_at, "application/json", &body, "").0, [415]);
    let multipart = format!("multipart/form-data; boundary={CANARY}");
    assert_eq!(place.send(tell_at, &multipart, &body, "").0, [415]);
    let foreign = format!("Origin: https://{CANARY}.example\r\n");
    assert_eq!(place.post(tell_at, &body, &foreign), [403]);
    assert_eq!(place.post(tell_at, &format!("{body}&x=%FF{CANARY}"), ""), [400], "not UTF-8");
    assert_eq!(place.post(tell_at, &format!("{body}&title={CANARY}"), ""), [400], "twice");
    assert_eq!(place.post(tell_at, &body, "Content-Length: 3\r\n"), [400], "two lengths");
    assert_eq!(
        place.post(tell_at, &body, &format!("Content-Length: {CANARY}\r\n")),
        [400],
        "a length in words"
    );
    assert_eq!(place.post(tell_at, &body, &format!("Transfer-Encoding: {CANARY}\r\n")), [400]);
    assert_eq!(place.post(tell_at, &body, &format!("{CANARY} {CANARY}: x\r\n")), [400], "no header");
    assert_eq!(place.post(&format!("/{CANARY}/stories/new"), &body, ""), [404], "no such organisation");
    assert_eq!(place.post(&format!("/{}/stories/new", CANARY.to_lowercase()), &body, ""), [404]);
    assert_eq!(place.post(&format!("/acme/receipt/{told}"), &body, ""), [404], "a code in the address");
    for path in ["/acme/receipt", "/acme/receipt/edit", "/acme/receipt/messages", "/acme/receipt/name"] {
        assert_eq!(place.post(path, &format!("code={CANARY}&text={CANARY}"), ""), [422], "{path}");
    }
    // A code that waits looks like one that is unknown.
    assert_eq!(place.post("/acme/receipt", &format!("code={told}&x={CANARY}"), ""), [404]);

    // Cut off on the way.
    let request = place.request(tell_at, FORM, &body, "");
    for end in [request.len() / 3, request.len() - 500, request.len() - 1] {
        let mut stream = TcpStream::connect(place.address()).unwrap();
        stream.write_all(&request.as_bytes()[..end]).unwrap();
        stream.shutdown(Shutdown::Both).ok();
    }

    // Refused by the database.
    drop(place.sql("alter table letters add constraint canary check (day is null) not valid").await);
    assert_eq!(place.post(tell_at, &body, ""), [500], "a constraint");
    drop(
        place
            .sql("alter table letters drop constraint canary; alter table letters rename to elsewhere")
            .await,
    );
    assert_eq!(place.post(tell_at, &body, ""), [500], "a missing table");
    drop(
        place
            .sql("alter table elsewhere rename to letters; revoke insert on letters from pratfall_app")
            .await,
    );
    assert_eq!(place.post(tell_at, &body, ""), [500], "a missing right");
    drop(place.sql("grant insert on letters to pratfall_app").await);

    // Without a key that can be read, of today or of the days after it.
    let intake = place.folder.join("data/keys/intake");
    let keys = fs::read_dir(&intake).unwrap().map(|key| key.unwrap().path());
    let keys: Vec<_> = keys.map(|key| (fs::read(&key).unwrap(), key)).collect();
    for (_, key) in &keys {
        fs::write(key, b"damaged").unwrap();
    }
    assert_eq!(place.post(tell_at, &body, ""), [500], "damaged keys");
    for (bytes, key) in &keys {
        fs::write(key, bytes).unwrap();
    }

    // More at once than may wait, and none comes free.
    let forms: Vec<_> = (0..200).map(|_| encoded(&form(&place))).collect();
    let mut lock = place.sql("begin; lock table letters in access exclusive mode").await;
    let post = |body: &String| {
        let (address, request) = (place.address().to_owned(), place.request(tell_at, FORM, body, ""));
        thread::spawn(move || send_raw(&address, request.as_bytes()).0)
    };
    let waiting: Vec<_> = forms.iter().map(post).collect();
    // Some are told to come back; then the others may go on.
    while !waiting.iter().any(thread::JoinHandle::is_finished) {
        tokio::task::yield_now().await;
    }
    lock.batch_execute("rollback").await.unwrap();
    let statuses: Vec<u16> = waiting.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
    assert!(statuses.contains(&503) && statuses.contains(&200), "{statuses:?}");
    assert_eq!(statuses.len(), 200, "everybody is answered");
    assert!(statuses.iter().all(|status| [200, 503].contains(status)), "{statuses:?}");
    letters += i64::try_from(statuses.iter().filter(|status| **status == 200).count()).unwrap();
    assert_eq!(place.letters().await, letters, "all that was received, and nothing else");

    // Without a database.
    place.postgres.take();
    assert_eq!(place.post(tell_at, &body, ""), [503]);
    assert_eq!(place.post("/acme/receipt", &format!("code={told}"), ""), [503]);
    place.start_database();
    let again = tell(&place);
    let codes = [codes[0].clone(), codes[1].clone(), again];

    assert_eq!(stalled.join().unwrap(), "HTTP/1.1 400", "a body that does not end");
    let key = place.folder.join("recovery-key");
    place.run(&["backup", "--new-key", key.to_str().unwrap()]);
    place.is_clean(&codes, "before the mix").await;
    let mixed = place.run(&["mix"]);
    assert_eq!(mixed.trim(), format!("{} letters mixed", letters + 1));
    let post = |path: &str, code: &str| {
        let fields = format!("code={code}&known=sure&version=1&round=1&name={CANARY}&text={CANARY}");
        place.post(path, &fields, "")
    };
    assert_eq!(post("/acme/receipt", &kept), [200]);
    assert_eq!(post("/acme/receipt/name", &kept), [200]);
    assert_eq!(post("/acme/receipt/messages", &kept), [422]);
    assert_eq!(post("/acme/receipt/withdrawal", &told), [200]);
    place.run(&["backup"]);
    place.is_clean(&codes, "after the mix").await;
    place.program.as_mut().unwrap().stop();
    let log = fs::read_to_string(place.folder.join("program.log")).unwrap();
    assert!(log.contains("internal error") && log.contains("no database connection"), "it did log: {log}");
    the_search_finds(&place).await;
}

/// The same search finds what does lie open: in a file, in every form; and in a row of the database.
async fn the_search_finds(place: &Place) {
    let search = Search::new(&[CANARY]);
    let plants = place.folder.join("data/planted");
    fs::create_dir(&plants).unwrap();
    for (at, (_, form)) in search.forms().iter().enumerate() {
        fs::write(plants.join(at.to_string()), [b"before ", &form[..], b" after"].concat()).unwrap();
    }
    let found = search.below(&place.folder);
    for (at, (name, _)) in search.forms().iter().enumerate() {
        let place = plants.join(at.to_string());
        assert!(found.iter().any(|it| it.form == *name && it.place == place), "{name}");
    }
    fs::remove_dir_all(&plants).unwrap();
    let planted = format!("create table planted as select '{CANARY}'::text as word; checkpoint");
    drop(place.sql(&planted).await);
    let found = search.below(&place.folder);
    let within =
        |part: &str| found.iter().any(|it| it.place.components().any(|c| c.as_os_str() == Path::new(part)));
    assert!(within("base") && within("pg_wal"), "in its table, and in the log of writes: {found:?}");
}
