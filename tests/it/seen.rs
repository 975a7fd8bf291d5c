//! Two tabs with the same form: the second does not overwrite what it has not seen, and nothing that was typed is lost.

use crate::support::{
    Field, Filled, House, Kind, Page, TestSite,
    desk_forms::{desk_forms, furnished},
};
use futures_util::future::join_all;
use pratfall::accounts::Role;
use std::collections::BTreeSet;

/// Forms that change what is there, a field, and two things to type into it.
const CHANGES: &[(&str, &str, [&str; 2])] = &[
    ("/desk/{org}/events/{event}", "place", ["Room A", "Room B"]),
    ("/desk/{org}/events/{event}", "title_fr", ["Zut A", "Zut B"]),
    ("/desk/{org}/events/{event}/slots/{slot}", "minutes", ["21", "22"]),
    ("/desk/{org}/settings", "name", ["Acme A", "Acme B"]),
    ("/desk/{org}/settings/languages", "first_language", ["fr", "en"]),
    ("/desk/{org}/settings/call", "call_nl", ["Vertel A", "Vertel B"]),
    ("/desk/{org}/settings/themes", "theme_1_nl", ["Plan A", "Plan B"]),
    ("/desk/{org}/settings/themes", "theme_2_nl", ["Geld A", "Geld B"]),
    ("/desk/{org}/settings/contacts", "unwanted_name", ["An A", "An B"]),
    ("/desk/{org}/settings/promise", "threshold", ["8", "7"]),
    ("/desk/{org}/settings/readers", "domains", ["a.example.org", "b.example.org"]),
    ("/desk/{org}/settings/review", "nl", ["En toen?", "Wat nu?"]),
    ("/desk/{org}/settings/words", "words", ["Phoenix", "Zuid"]),
    ("/desk/{org}/packs/{pack}", "title_nl", ["Pak A", "Pak B"]),
];

/// Forms into which something is typed that overwrites nothing, and why. What makes something carries its id instead.
const OTHERS: &[(&str, &str)] = &[
    ("/desk/{org}/events/{event}/slots/{slot}/position", "a button"),
    ("/desk/{org}/events/{event}/releases", "a button"),
    ("/desk/{org}/packs/{pack}/stories", "another button of the pack's form"),
    ("/desk/{org}/packs/{pack}/stories/{packed}/removal", "another button of the pack's form"),
    ("/desk/{org}/settings/readers/link", "another button of the form"),
    ("/desk/{org}/settings/readers/end", "another button of the form"),
    ("/desk/{org}/settings/rounds", "another button of the form"),
    ("/desk/{org}/team/{staff}/removal", "a button"),
    ("/desk/{org}/announcements/{id}/confirmation", "a button"),
    ("/desk/{org}/questions/{question}/passing", "nobody changes what waits, and one person decides"),
    ("/desk/{org}/answers/{answer}/publication", "nobody changes what waits, and one person decides"),
];

fn put(filled: &mut Filled, name: &str, value: &str) {
    filled.pairs.retain(|(known, _)| known != name);
    filled.pairs.push((name.to_owned(), value.to_owned()));
    // A new theme has a name in every language.
    for language in ["fr", "en"] {
        if let Some(row) = name.strip_suffix("_nl").filter(|row| *row == "theme_2") {
            let name = format!("{row}_{language}");
            filled.pairs.retain(|(known, _)| *known != name);
            filled.pairs.push((name, value.to_owned()));
        }
    }
}

async fn send(filled: &Filled) -> Page {
    filled.who.post_raw(&filled.form.action, &filled.body()).await
}

/// The form of an address, as it is now.
async fn form(house: &House, pattern: &str) -> Filled {
    let organised = ["/events/", "/packs/"].iter().any(|part| pattern.contains(part));
    let role = if organised { Role::Organiser } else { Role::Administrator };
    let (who, action) = (house.staff(role), house.address(pattern));
    let forms = who.get(&page_of(house, pattern)).await.forms();
    let form = forms.into_iter().find(|form| form.action == action);
    Filled::new(who.clone(), form.expect(pattern))
}

/// The same form again, from the page at which it stands.
async fn again(filled: &Filled, page: &str) -> Filled {
    let page = filled.who.get(page).await;
    of_page(filled, &page)
}

fn of_page(filled: &Filled, page: &Page) -> Filled {
    let mut all = page.forms().into_iter();
    let form = all.find(|form| form.action == filled.form.action);
    Filled::new(filled.who.clone(), form.expect(&filled.form.action))
}

fn value(filled: &Filled, name: &str) -> String {
    let mut all = filled.pairs.iter();
    let found = all.find(|(known, _)| known == name);
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

/// Address at which a form is shown.
fn page_of(house: &House, pattern: &str) -> String {
    let page = pattern.split("/slots").next().unwrap();
    let page = house.address(page.trim_end_matches("/releases"));
    if pattern.contains("/slots") || pattern.ends_with("/releases") { format!("{page}/agenda") } else { page }
}

#[actix_web::test]
async fn a_second_tab_is_shown_both_texts_and_overwrites_nothing_unseen() {
    let site = TestSite::new().await;
    let house = furnished(&site).await;
    for (pattern, field, [mine, theirs]) in CHANGES {
        let page = page_of(&house, pattern);
        let mut second = form(&house, pattern).await;
        let mut first = again(&second, &page).await;
        put(&mut first, field, theirs);
        assert_eq!(send(&first).await.status, 303, "{pattern}");
        let done = send(&first).await;
        assert_eq!(done.status, 303, "{pattern}: the same once more is done already");
        put(&mut second, field, mine);
        let refused = send(&second).await;
        assert_eq!(refused.status, 409, "{pattern}: {}", refused.body);
        let shown = refused.texts("[data-test=changed] tbody tr").join("\n");
        let name = |value: &str| match value {
            "fr" => "Français".to_owned(),
            "en" => "English".to_owned(),
            other => other.to_owned(),
        };
        // A theme that is new stands in a row of its own.
        if *field != "theme_2_nl" {
            assert!(shown.contains(&name(theirs)), "{pattern}: {shown}");
        }
        assert!(shown.contains(&name(mine)), "{pattern}: {shown}");
        let kept = of_page(&second, &refused);
        assert_eq!(value(&kept, field), *mine, "{pattern}: what was typed stays typed");
        let stored = again(&second, &page).await;
        assert_eq!(value(&stored, field), *theirs, "{pattern}: and is not stored");
        let links = refused.attributes("[data-test=changed] a", "href");
        let leads = links[0].split('#').next().unwrap();
        assert_eq!(leads, page, "{pattern}: theirs can be had");
        assert_eq!(send(&kept).await.status, 303, "{pattern}: saved over it");
        let stored = again(&second, &page).await;
        assert_eq!(value(&stored, field), *mine, "{pattern}");
        if *field == "theme_2_nl" {
            assert_eq!(value(&stored, "theme_3_nl"), *theirs, "both new themes are there");
        }
    }
}

#[actix_web::test]
async fn of_sixty_four_at_once_one_wins() {
    let site = TestSite::new().await;
    let house = furnished(&site).await;
    for (pattern, field, _) in CHANGES {
        let page = page_of(&house, pattern);
        let fresh = form(&house, pattern).await;
        let number = matches!(*field, "minutes" | "threshold");
        let typed = |n: usize| match *field {
            "first_language" => ["nl", "fr", "en"][n % 3].to_owned(),
            "threshold" => (10 + n % 10).to_string(),
            "domains" => format!("part{n}.example.org"),
            _ if number => (100 + n).to_string(),
            _ => format!("Text {n}"),
        };
        let mut all = vec![];
        for n in 0..64 {
            let mut filled = Filled::new(fresh.who.clone(), fresh.form.clone());
            put(&mut filled, field, &typed(n));
            all.push(filled);
        }
        let pages = join_all(all.iter().map(send)).await;
        let taken = all.iter().zip(&pages).filter(|(_, page)| page.status == 303);
        // Those who want the same as the winner have it.
        let taken: BTreeSet<String> = taken.map(|(filled, _)| value(filled, field)).collect();
        let unchanged = value(&fresh, field);
        let won: Vec<&String> = taken.iter().filter(|one| **one != unchanged).collect();
        assert!(won.len() <= 1 && !taken.is_empty(), "{pattern}: {taken:?}");
        assert!(pages.iter().all(|page| page.status == 303 || page.status == 409), "{pattern}");
        let stored = value(&again(&fresh, &page).await, field);
        assert!(taken.contains(&stored), "{pattern}: {stored} of {taken:?}");
    }
}

#[actix_web::test]
async fn a_button_changes_nothing_that_was_not_seen() {
    let site = TestSite::new().await;
    let house = furnished(&site).await;
    let agenda = house.address("/desk/{org}/events/{event}/agenda");
    let up = &form(&house, "/desk/{org}/events/{event}/slots/{slot}/position").await;
    let release = &form(&house, "/desk/{org}/events/{event}/releases").await;
    let versions = site.count("releases").await;
    assert_eq!(send(up).await.status, 303);
    let order = |page: &Page| page.attributes("[data-test=slot]", "id");
    let before = order(&up.who.get(&agenda).await);
    for button in [up, release] {
        let refused = send(button).await;
        assert_eq!(refused.status, 409);
        assert_eq!(refused.texts("[data-test=changed]").len(), 1);
        assert_eq!(order(&refused), before, "the agenda as it is now");
    }
    assert_eq!(order(&up.who.get(&agenda).await), before);
    assert_eq!(site.count("releases").await, versions);
    let seen = again(release, &agenda).await;
    assert_eq!(send(&seen).await.status, 303);
    assert_eq!(site.count("releases").await, versions + 1);
}

#[actix_web::test]
async fn every_form_that_changes_something_says_what_it_was_made_from() {
    let site = TestSite::new().await;
    let house = furnished(&site).await;
    let known: BTreeSet<String> = CHANGES.iter().map(|(pattern, ..)| house.address(pattern)).collect();
    let others: BTreeSet<String> = OTHERS.iter().map(|(pattern, _)| house.address(pattern)).collect();
    let mut missed = BTreeSet::new();
    for filled in desk_forms(&site, &house).await {
        let form = &filled.form;
        let has = |name: &str| form.fields.iter().any(|field| field.name == name);
        let typed = form.fields.iter().any(|field| matches!(field.kind, Kind::Typed(_) | Kind::Ticked(_)));
        if !form.action.starts_with(&house.address("/desk/{org}/")) || has("id") {
            continue;
        }
        let tried = known.contains(&form.action) || others.contains(&form.action);
        if has("seen") && !tried && !form.action.contains("/slots/") {
            missed.insert(format!("{}: not in this test", form.action));
        }
        // Stories and drafts count their versions.
        let overwrites = typed && !others.contains(&form.action);
        if overwrites && !["seen", "version", "revision"].iter().any(|name| has(name)) {
            missed.insert(form.action.replace(&house.address("/desk/{org}/"), ""));
        }
    }
    assert_eq!(missed, BTreeSet::new());
}

/// Returns a text for a field that differs in each tab, unless the field is left as it is.
fn of_tab(field: &Field, tab: usize, form: &str) -> Option<String> {
    let other = |options: &[String]| {
        let others = options.iter().filter(|option| **option != field.value);
        others.clone().nth(tab).filter(|_| options.len() > 2).cloned()
    };
    match &field.kind {
        // One row of new themes is enough: an unfinished row is refused.
        _ if field.name.starts_with("theme_") && field.value.is_empty() => None,
        _ if matches!(field.name.as_str(), "people" | "open_a_day") => Some((31 + tab).to_string()),
        // An event has no translation into its own language.
        _ if field.name == "language" && form.len() == 36 => None,
        _ if field.name == "threshold" => Some((7 + tab).to_string()),
        _ if field.name.ends_with("_phone") => Some(format!("+32 2 555 01 0{tab}")),
        _ if field.name == "domains" => Some(format!("tab{tab}.example.org")),
        _ if field.name.ends_with("link") => Some(format!("https://acme.example.org/{tab}")),
        Kind::Typed(kind) => Some(match kind.as_str() {
            "date" => format!("2027-06-1{tab}"),
            "time" => format!("10:3{tab}"),
            "number" => (31 + tab).to_string(),
            "email" => format!("tab{tab}@example.org"),
            "textarea" => format!("Words of tab {tab}, long enough for {} of {form}", field.name),
            _ => format!("Tab {tab} {} {form}", field.name),
        }),
        Kind::Choice(options) if field.name != "then" && field.name != "switch" => other(options),
        _ => None,
    }
}

#[actix_web::test]
async fn two_tabs_with_any_form_get_both_texts_on_the_page() {
    let site = TestSite::new().await;
    let house = furnished(&site).await;
    let desk = house.address("/desk/{org}/");
    let (mut tried, mut bad) = (BTreeSet::new(), vec![]);
    let all = desk_forms(&site, &house).await;
    let save = |filled: &&Filled| filled.form.action.ends_with("/versions");
    let versions = all.iter().find(save).map(|filled| filled.form.clone());
    for filled in &all {
        let (form, has) =
            (&filled.form, |name: &str| filled.form.fields.iter().any(|field| field.name == name));
        let marks = ["seen", "version", "revision"];
        let word = form.action.rsplit('/').next().unwrap();
        let typed = form.fields.iter().any(|field| of_tab(field, 0, word).is_some());
        // Buttons that end what they stand at; their form is that of the page.
        let beside = form.action.contains("/packs/") && form.action.contains("/stories")
            || form.action.contains("/settings/readers/")
            || form.action.ends_with("/settings/rounds");
        // These show the page again and store nothing.
        let beside = beside || ["/redactions", "/draft"].iter().any(|end| form.action.ends_with(end));
        if !typed || beside || !marks.iter().any(|mark| has(mark)) {
            continue;
        }
        let buttons = ["/versions", "/questions", "/acceptance", "/refusal", "/claim/end", "/texts"];
        let page = buttons.iter().find_map(|button| form.action.strip_suffix(button));
        let page = page.filter(|page| !page.ends_with("/settings"));
        let page = page_of(&house, page.unwrap_or(&form.action));
        let at = filled.who.get(&page).await;
        let fresh = |page: &Page| {
            let one = page.forms().into_iter().find(|one| one.action == form.action);
            Filled::new(filled.who.clone(), one.expect(&form.action))
        };
        let mut tabs = [fresh(&at), fresh(&at)];
        let mut said: [Vec<(String, String)>; 2] = Default::default();
        for (tab, filled) in tabs.iter_mut().enumerate() {
            for field in filled.form.fields.clone() {
                if let Some(value) = of_tab(&field, tab, word) {
                    put(filled, &field.name, &value);
                    said[tab].push((field.name, value));
                }
            }
        }
        // A decision about a story saves its text: what the first tab does is to save.
        if has("editable") {
            tabs[0].form = versions.clone().unwrap();
            tabs[0].pairs.retain(|(name, _)| !["question", "reason", "category"].contains(&name.as_str()));
            // A question was asked since the page was opened.
            put(&mut tabs[1], "unanswered", "on");
        }
        let saved = send(&tabs[0]).await;
        let late = send(&tabs[1]).await;
        tried.insert(form.action.replace(&desk, ""));
        if (saved.status.as_u16(), late.status.as_u16()) != (303, 409) {
            let why = (saved.wrong_fields(), late.wrong_fields());
            bad.push(format!("{}: {} {} {why:?}", form.action, saved.status, late.status));
            continue;
        }
        let kept = of_page(&tabs[1], &late);
        let [theirs, _] = &said;
        for (name, value) in theirs {
            let both = tabs[0].pairs.iter().any(|(known, _)| known == name);
            let choice = matches!(kept.form.fields.iter().find(|f| f.name == *name), Some(f) if matches!(f.kind, Kind::Choice(_)));
            if both && !choice && !late.body.contains(value.as_str()) {
                bad.push(format!("{}: {name} of the first is not shown", form.action));
            }
        }
        for (name, typed) in &said[1] {
            if value(&kept, name) != *typed {
                bad.push(format!("{}: {name} of the second is lost", form.action));
            }
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
    assert!(tried.len() >= 13, "{tried:?}");
    site.work_on().await;
}

#[actix_web::test]
async fn nobody_loses_a_role_that_was_not_on_the_page() {
    let site = TestSite::new().await;
    let house = furnished(&site).await;
    let admin = house.staff(Role::Administrator);
    let page = house.address("/desk/{org}/team/{staff}/removal");
    let seen = admin.get(&page).await.fields("main form");
    let offered = [
        ("email", "colleague@acme.example.org"),
        ("name", "Colleague"),
        ("role", "organiser"),
        ("language", "en"),
    ];
    let team = house.address("/desk/{org}/team");
    assert_eq!(admin.post(&team, &offered).await.status, 303);
    let late = admin.post_map(&page, &seen).await;
    assert_eq!(late.status, 409);
    assert_eq!(late.texts("[data-test=changed]").len(), 1);
    let roles = late.texts("main p").join(" ");
    assert!(roles.contains("Organiser"), "{roles}");
    let offers = "role_offers where staff_id in (select id from staff where email like 'colleague%')";
    assert_eq!(site.count(offers).await, 2);
    assert_eq!(admin.post_map(&page, &late.fields("main form")).await.status, 303);
    assert_eq!(site.count(offers).await, 0);
    site.work_on().await;
}
