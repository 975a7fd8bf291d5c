//! People's words find their own direction: an Arabic title on an English page reads from right to left, on every page
//! and in every mail on which it stands.

use crate::support::{
    Filled, House, Kind, Page, TestSite,
    desk_forms::{desk_forms, furnished},
    every_page,
    mails::read,
};
use pratfall::accounts::Role;
use scraper::{ElementRef, Html, node::Node};
use std::collections::BTreeSet;

/// Begins everything that is typed here.
const WORD: &str = "\u{643}\u{644}\u{645}\u{629}";

/// Elements that are a part of a line: what stands in them has the direction of the line.
const INLINE: &[&str] =
    &["a", "abbr", "b", "code", "em", "i", "ins", "mark", "q", "small", "span", "strong", "time"];

/// Forms that are filled in, by their ends.
const TYPED: &[&str] = &[
    "/versions",
    "/questions",
    "/profile",
    "/texts",
    "/lessons",
    "/slots",
    "/team",
    "/settings",
    "/call",
    "/themes",
    "/contacts",
    "/words",
];

/// Elements in which somebody's words stand without finding their direction.
fn lost(html: &str) -> BTreeSet<String> {
    let html = Html::parse_document(html);
    let mut found = BTreeSet::new();
    for node in html.tree.nodes() {
        let Node::Text(text) = node.value() else { continue };
        let above: Vec<ElementRef<'_>> = node.ancestors().filter_map(ElementRef::wrap).collect();
        let name = |element: &ElementRef<'_>| element.value().name().to_owned();
        let unseen =
            |element: &ElementRef<'_>| matches!(&*name(element), "title" | "script" | "style" | "desc");
        // A mail begins with the words that lists of mails show, and that nobody sees in the mail.
        let hidden = |element: &ElementRef<'_>| {
            let style = element.attr("style").unwrap_or_default();
            style.replace(' ', "").contains("display:none")
        };
        let unseen = |element: &ElementRef<'_>| unseen(element) || hidden(element);
        if !text.trim_start().starts_with(WORD) || above.iter().any(unseen) {
            continue;
        }
        let line = above.iter().position(|one| !INLINE.contains(&&*name(one))).unwrap_or(0);
        let finds = |one: &ElementRef<'_>| one.attr("dir") == Some("auto") || one.value().name() == "bdi";
        if !above[..=line].iter().any(finds) {
            let path: Vec<String> = above[..=line + 1]
                .iter()
                .rev()
                .map(|one| {
                    let class = one.attr("class").map(|class| format!(".{class}")).unwrap_or_default();
                    name(one) + class.as_str()
                })
                .collect();
            found.insert(path.join(" > "));
        }
    }
    found
}

/// Types Arabic into everything that takes words.
fn write(filled: &mut Filled) -> bool {
    let mut any = false;
    for field in &filled.form.fields {
        let long = "\u{637}\u{648}\u{64a}\u{644}\u{629} \u{62c}\u{62f}\u{627} \u{647}\u{646}\u{627}";
        let words = match &field.kind {
            _ if field.name.ends_with("_phone") || field.name.ends_with("link") => continue,
            _ if field.name.starts_with("theme_") && field.value.is_empty() => continue,
            Kind::Typed(kind) if kind == "textarea" => format!("{WORD} {long} {}", field.name),
            Kind::Typed(kind) if kind == "text" => format!("{WORD} {}", field.name),
            _ => continue,
        };
        for (name, value) in &mut filled.pairs {
            if *name == field.name {
                value.clone_from(&words);
                any = true;
            }
        }
    }
    any
}

async fn fill_in(site: &TestSite, house: &House) {
    let event = house.address("/desk/{org}/events/{event}");
    let mut typed = 0;
    for filled in desk_forms(site, house).await {
        let action = filled.form.action.clone();
        let wanted = TYPED.iter().any(|end| action.ends_with(end)) || action.starts_with(&event);
        if !wanted || action.ends_with("/removal") {
            continue;
        }
        // The form as it is by now: others of its page were sent.
        let mut filled = filled;
        if write(&mut filled) {
            let sent = filled.who.post_raw(&action, &filled.body()).await;
            typed += usize::from(sent.status == 303);
        }
    }
    assert!(typed >= 12, "{typed} forms");
}

#[actix_web::test]
async fn words_of_every_script_find_their_direction_on_every_page_and_in_every_mail() {
    let site = TestSite::new().await;
    let house = furnished(&site).await;
    fill_in(&site, &house).await;
    house.tell_and_accept(&site, &format!("{WORD} told")).await;
    let organiser = house.staff(Role::Organiser);
    let event = house.address("/desk/{org}/events/{event}");
    let agenda = organiser.get(&format!("{event}/agenda")).await;
    let story = agenda.attributes("input[name=story]", "value").remove(0);
    let slot = [("kind", "story"), ("story", story.as_str()), ("minutes", "10")];
    assert_eq!(organiser.post(&format!("{event}/slots"), &slot).await.status, 303);
    assert_eq!(organiser.post(&format!("{event}/releases"), &[]).await.status, 303);
    let draft = house.address("/desk/{org}/announcements/{id}");
    let seen = organiser.get(&format!("{draft}/confirmation")).await.fields("main form");
    let sent = organiser.post_map(&format!("{draft}/confirmation"), &seen).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    site.work_on().await;

    let mut bad = BTreeSet::new();
    let mut shown = 0;
    let mut look = |place: &str, html: &str| {
        shown += html.matches(WORD).count();
        bad.extend(lost(html).into_iter().map(|line| format!("{place}: {line}")));
    };
    for (path, who) in every_page(&site, &house).await {
        // A feed has no place for a direction (RFC 4287).
        if path.contains("/library.atom") {
            continue;
        }
        look(&path, &who.get(&path).await.body);
    }
    for place in ["/stories?status=in_review", "/stories?status=accepted", "/events"] {
        for role in Role::ALL {
            look(place, &house.staff(*role).get(&house.address(&format!("/desk/{{org}}{place}"))).await.body);
        }
    }
    for page in author(&site, &house).await {
        look("author", &page.body);
    }
    for mail in read(&site.mails()) {
        look("mail", &mail.html);
    }
    assert!(bad.is_empty(), "{bad:#?}");
    assert!(shown > 150, "{shown} words seen");
}

/// Pages that an author of a story that was asked about, edited and told is shown.
async fn author(site: &TestSite, house: &House) -> Vec<Page> {
    let author = site.visitor();
    let title = format!("{WORD} mine");
    let happened = format!("{WORD} was pressed twice, and nobody said anything.");
    let code = author.tell(&[("title", title.as_str()), ("what_happened", &happened)]).await;
    site.mix().await;
    let path = house.claim(&title).await;
    let desk = house.staff(Role::Moderator);
    let mut form = desk.get(&path).await.fields("#review");
    form.insert("title".to_owned(), format!("{title} edited"));
    form.insert("question".to_owned(), format!("{WORD} or not?"));
    assert_eq!(desk.post_map(&format!("{path}/questions"), &form).await.status, 303);
    let mut form = desk.get(&path).await.fields("#review");
    form.insert("unanswered".to_owned(), "on".to_owned());
    assert_eq!(desk.post_map(&format!("{path}/acceptance"), &form).await.status, 303);
    site.mix().await;
    let code = [("code", code.as_str())];
    let name = [code[0], ("name", WORD)];
    let mut all = vec![desk.get(&path).await];
    for (place, fields) in [
        ("receipt", &code[..]),
        ("receipt/edit", &code),
        ("receipt/name", &name),
        ("receipt/withdrawal/preview", &code),
        ("receipt/burning/preview", &code),
    ] {
        all.push(author.post(&format!("/acme/{place}"), fields).await);
    }
    all
}
