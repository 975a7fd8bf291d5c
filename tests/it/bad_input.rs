//! Whatever is typed into an author's forms, or sent in their place: the page comes back with everything that was
//! typed, nothing breaks, nothing is half stored, and nothing of it is written down.

use crate::support::{Log, Page, Sends, TestSite, Visitor, bad_texts, story};
use diesel::sql_query;
use diesel_async::RunQueryDsl;
use pratfall::{
    accounts::Role,
    intake::{
        receipt::ReceiptCode,
        stamp::{Form, Stamp},
    },
    platform::i18n::Language,
};
use std::collections::BTreeMap;

/// A site on which one story was edited, asked about and accepted; and its code.
pub async fn site_with_a_story() -> (TestSite, String) {
    let site = TestSite::new().await;
    let code = site.visitor().tell(&[("silence", "never")]).await;
    site.mix().await;
    let desk = site.staff(Role::Moderator).await;
    let queue = desk.get("/desk/acme/stories").await;
    let path = format!(
        "/desk/acme/stories/{}",
        queue.attribute("[data-test=story]", "data-id")
    );
    let act = async |what: &str, changes: &[(&str, &str)]| {
        let to = format!("{path}/{what}");
        let mut form = desk.get(&path).await.fields(&format!("form[action='{to}']"));
        form.extend(changes.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
        assert_eq!(desk.post_map(&to, &form).await.status, 303, "{what}");
    };
    act("claim", &[]).await;
    act("versions", &[("title", "Twice, said a colleague")]).await;
    act("questions", &[("question", "What did the log say?")]).await;
    act("acceptance", &[("unanswered", "on")]).await;
    site.mix().await;
    (site, code)
}

/// Every form that an author can meet, filled in like an ordinary author does.
pub async fn forms(author: &Visitor, code: &str) -> Vec<Sends> {
    let mailbox = author.post("/acme/receipt", &[("code", code)]).await;
    let pages = [
        author.get("/acme/stories/new").await,
        author.get("/acme/receipt").await,
        author.post("/acme/receipt/edit", &[("code", code)]).await,
        author.post("/acme/receipt/name", &[("code", code)]).await,
        mailbox,
    ];
    let all = pages.iter().flat_map(Page::forms);
    let mut all: Vec<Sends> = all.map(|form| form.sends()).collect();
    for form in &mut all {
        let telling = form.action.ends_with("/stories/new");
        let sure = form.typed.iter().any(|field| field != "code");
        for (name, value) in &mut form.fields {
            let typed = form.typed.contains(name);
            match name.as_str() {
                // Buttons act at once: on a story that there is not.
                "code" if !sure => *value = ReceiptCode::generate().to_string(),
                "email" => {}
                "name" => "Mia Peeters".clone_into(value),
                "text" => "It said nothing for a minute.".clone_into(value),
                _ if typed && telling => *value = story().remove(name).unwrap_or_default(),
                _ => {}
            }
        }
    }
    all
}

/// As templates write a text.
fn escaped(text: &str) -> String {
    let mut html = String::new();
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
    html
}

/// What must hold of every answer.
fn check(
    page: &Page,
    form: &Sends,
    sent: &BTreeMap<String, String>,
    kept: impl Fn(&String) -> bool,
    what: &str,
) {
    let status = page.status.as_u16();
    assert!(
        matches!(status, 200 | 400 | 404 | 409 | 422),
        "{status} for {what}: {}",
        page.body
    );
    assert!(page.body.contains("<h1"), "a page, not a blank: {what}");
    assert_eq!(page.header("set-cookie"), "", "{what}");
    assert_eq!(page.header("cache-control"), "no-store", "{what}");
    for (name, value) in sent {
        let markup = value.contains(['<', '"']);
        assert!(
            !markup || !page.body.contains(value.as_str()),
            "{name} is markup: {what}"
        );
        if status == 422 && form.typed.contains(name) && kept(name) {
            assert!(
                page.body.contains(&escaped(value)),
                "{name} is lost: {what}: {}",
                page.body
            );
        }
    }
}

/// What pages say, in all languages, when a letter was taken in.
fn taken_in() -> Vec<String> {
    let keys = ["receipts-sent-title", "intake-taken-back-title"];
    let words = keys
        .iter()
        .flat_map(|key| Language::ALL.iter().map(|language| language.text(key)));
    words
        .map(|words| format!(">{}</h1>", escaped(&words)))
        .chain(["data-test=\"receipt-code\"".to_owned()])
        .collect()
}

#[actix_web::test]
async fn every_bad_text_in_every_field_is_answered_with_a_page_that_lost_nothing() {
    let (site, code) = site_with_a_story().await;
    let author = site.visitor();
    let (texts, received) = (bad_texts::texts(), taken_in());
    let log = Log::start();
    let (mut cases, mut refused, mut taken) = (0, 0, 0);
    for mut form in forms(&author, &code).await {
        for name in names(&form) {
            for (kind, text) in &texts {
                let mut sent = form.fields.clone();
                sent.insert(name.clone(), text.clone());
                let language = ["", "?lang=nl", "?lang=fr"][cases % 3];
                let page = author
                    .post_map(&format!("{}{language}", form.action), &sent)
                    .await;
                let what = format!("{} with {kind} in {name}", form.action);
                // Without a code there is no way back: the page asks for one, and for nothing else.
                let kept = |field: &String| name != "code" || field == "code";
                check(&page, &form, &sent, kept, &what);
                cases += 1;
                refused += usize::from(page.status == 422);
                taken += i64::from(received.iter().any(|words| page.body.contains(words)));
                // One form is for one story: the next person has one of their own.
                if page.status == 200 && form.fields.contains_key("receipt") {
                    let stamp = Stamp::new(Form::Tell, site.app.clock.now());
                    let stamp = stamp.signed(&site.app.keys.links, site.organisation.id);
                    form.fields.insert("receipt".to_owned(), stamp);
                }
            }
        }
    }
    assert!(
        cases >= 5_000 && refused >= 2_000 && taken >= 1_000,
        "{cases} cases, {refused} refused, {taken} taken"
    );
    assert_eq!(log.take(), "", "nothing is written down");
    assert_eq!(
        site.count("letters").await,
        taken,
        "all that was received, and nothing else"
    );
    let sizes = "(select distinct length(sealed) from letters) them";
    assert_eq!(site.count(sizes).await, 1, "none in half");
    // A handful of them, for the sake of time: ids are random.
    let few = "delete from letters where id not in (select id from letters order by id limit 100)";
    sql_query(few).execute(&mut site.as_owner().await).await.unwrap();
    site.mix().await;
    assert_eq!(log.take(), "", "all letters open");
    assert_eq!(site.count("letters").await, 0);
    assert_eq!(
        site.count("stories").await,
        site.count("(select distinct story_id from receipts where story_id is not null) them")
            .await
    );
}

/// The fields of a form, and one that it has not.
fn names(form: &Sends) -> Vec<String> {
    form.fields
        .keys()
        .cloned()
        .chain(["surplus".to_owned()])
        .collect()
}

#[actix_web::test]
async fn broken_bytes_and_doubled_fields_are_refused_whole() {
    let (site, code) = site_with_a_story().await;
    let author = site.visitor();
    let log = Log::start();
    for form in forms(&author, &code).await {
        let encode = |fields: &BTreeMap<String, String>| {
            form_urlencoded::Serializer::new(String::new())
                .extend_pairs(fields)
                .finish()
        };
        for name in names(&form) {
            let mut rest = form.fields.clone();
            rest.remove(&name);
            let rest = encode(&rest);
            let bodies = bad_texts::BROKEN
                .iter()
                .map(|(kind, bytes)| (*kind, format!("{rest}&{name}={bytes}")));
            let doubled = ("a field twice", format!("{rest}&{name}=a&{name}=b"));
            for (kind, body) in bodies.chain([doubled]) {
                let page = author.post_raw(&form.action, body.as_bytes()).await;
                let what = format!("{} with {kind} in {name}", form.action);
                assert_eq!(page.status, 400, "{what}");
                assert!(page.body.contains("<h1"), "a page, not a blank: {what}");
            }
        }
        for (kind, bytes) in bad_texts::BROKEN {
            let body = format!("{}&{bytes}=x", encode(&form.fields));
            let page = author.post_raw(&form.action, body.as_bytes()).await;
            assert_eq!(page.status, 400, "{} with {kind} as a name", form.action);
        }
    }
    assert_eq!(log.take(), "", "nothing is written down");
    assert_eq!(site.count("letters").await, 0);
}
