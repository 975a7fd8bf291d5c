//! Bad input for the forms of authors: the page comes back with everything that was typed, nothing breaks, nothing is
//! half stored, and nothing of it is logged.

use crate::support::{
    Log, Page, Sends,
    author_forms::{author_forms, site_with_a_story},
    bad_texts,
};
use diesel::sql_query;
use diesel_async::RunQueryDsl;
use pratfall::{
    intake::stamp::{Form, Stamp},
    platform::i18n::Language,
};
use std::collections::BTreeMap;

/// Escapes a text as templates do.
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

/// Checks what must hold of every answer.
fn check(
    page: &Page,
    form: &Sends,
    sent: &BTreeMap<String, String>,
    kept: impl Fn(&String) -> bool,
    what: &str,
) {
    let status = page.status.as_u16();
    assert!(matches!(status, 200 | 400 | 404 | 409 | 422), "{status} for {what}: {}", page.body);
    assert!(page.body.contains("<h1"), "a page, not a blank: {what}");
    assert_eq!(page.header("set-cookie"), "", "{what}");
    assert_eq!(page.header("cache-control"), "no-store", "{what}");
    for (name, value) in sent {
        let markup = value.contains(['<', '"']);
        assert!(!markup || !page.body.contains(value.as_str()), "{name} is markup: {what}");
        if status == 422 && form.typed.contains(name) && kept(name) {
            assert!(page.body.contains(&escaped(value)), "{name} is lost: {what}: {}", page.body);
        }
    }
}

/// Marks of a page that says, in any language, that a letter was received.
fn taken_in() -> Vec<String> {
    let keys = ["receipts-sent-title", "intake-taken-back-title"];
    let words = keys.iter().flat_map(|key| Language::ALL.iter().map(|language| language.text(key)));
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
    for mut form in author_forms(&author, &code).await {
        for name in names(&form) {
            for (kind, text) in &texts {
                let mut sent = form.fields.clone();
                sent.insert(name.clone(), text.clone());
                let language = ["", "?lang=nl", "?lang=fr"][cases % 3];
                let page = author.post_map(&format!("{}{language}", form.action), &sent).await;
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
    assert_eq!(site.count("letters").await, taken, "all that was received, and nothing else");
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
        site.count("(select distinct story_id from receipts where story_id is not null) them").await
    );
}

/// The fields of a form, and one that it has not.
fn names(form: &Sends) -> Vec<String> {
    form.fields.keys().cloned().chain(["surplus".to_owned()]).collect()
}

#[actix_web::test]
async fn broken_bytes_and_doubled_fields_are_refused_whole() {
    let (site, code) = site_with_a_story().await;
    let author = site.visitor();
    let log = Log::start();
    for form in author_forms(&author, &code).await {
        let encode = |fields: &BTreeMap<String, String>| {
            form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
        };
        for name in names(&form) {
            let mut rest = form.fields.clone();
            rest.remove(&name);
            let rest = encode(&rest);
            let bodies =
                bad_texts::BROKEN.iter().map(|(kind, bytes)| (*kind, format!("{rest}&{name}={bytes}")));
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
