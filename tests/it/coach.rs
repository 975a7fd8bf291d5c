//! Accuracy of the coach on sentences written by hand.

use crate::support::{
    TestSite,
    corpus::{annotated, clean},
};
use pratfall::{
    accounts::Role,
    coach::{Finding, Kind, OwnRules, find},
    platform::i18n::Language,
};
use std::collections::BTreeMap;

/// The least share that must be found, in percent.
const RECALL: &[(&str, usize)] =
    &[("email", 95), ("phone", 95), ("iban", 95), ("register", 95), ("date", 95), ("time", 95), ("name", 70)];
/// Bytes that a finding may be longer than what must be found: an article, a preposition.
const SLACK: usize = 14;
/// The first names that the rules know. More than half of the names here must be none of them, or this would only
/// measure the list.
const RULES: &str = include_str!("../../assets/coach/rules.json");

/// Found and expected.
#[derive(Default, Clone, Copy)]
struct Score {
    found: usize,
    all: usize,
}

impl Score {
    fn percent(self) -> usize {
        self.found * 100 / self.all.max(1)
    }
}

fn covers(finding: &Finding, kind: &str, start: usize, end: usize) -> bool {
    let wanted = if kind == "opening" { "name" } else { kind };
    let span = &finding.span;
    finding.kind.as_str() == wanted
        && span.start <= start
        && span.end >= end
        && span.len() <= end - start + SLACK
}

#[test]
fn identifying_words_are_found() {
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut missed = vec![];
    for language in Language::ALL {
        for (text, expected) in annotated(*language) {
            let found = find(&text, *language, &OwnRules::default());
            for it in expected {
                let hit = found.iter().any(|finding| covers(finding, &it.kind, it.span.start, it.span.end));
                for key in [it.kind.clone(), format!("{language} {}", it.kind)] {
                    let score = scores.entry(key).or_default();
                    score.all += 1;
                    score.found += usize::from(hit);
                }
                if !hit {
                    missed.push(format!("{language} {}: {:?} in {text}", it.kind, &text[it.span]));
                }
            }
        }
    }
    for (kind, score) in &scores {
        println!("{kind:14} {:3} of {:3} found, {} %", score.found, score.all, score.percent());
    }
    println!("missed:\n  {}", missed.join("\n  "));
    for (kind, least) in RECALL {
        for key in [(*kind).to_owned()].into_iter().chain(Language::ALL.iter().map(|l| format!("{l} {kind}")))
        {
            let score = scores[&key];
            assert!(score.percent() >= *least, "{key}: {} of {}", score.found, score.all);
            assert!(score.all >= 10, "{key}: too few to tell");
        }
    }
}

#[test]
fn names_on_no_list_are_found_too() {
    let rules: serde_json::Value = serde_json::from_str(RULES).unwrap();
    let given: Vec<&str> = rules["given"].as_str().unwrap().split(' ').collect();
    let (mut known, mut unknown) = (0, Score::default());
    for language in Language::ALL {
        for (text, expected) in annotated(*language) {
            for it in expected.into_iter().filter(|it| it.kind == "name") {
                let words = text[it.span.clone()].to_lowercase();
                if words.split(' ').any(|word| given.contains(&word)) {
                    known += 1;
                    continue;
                }
                unknown.all += 1;
                let found = find(&text, *language, &OwnRules::default());
                unknown.found +=
                    usize::from(found.iter().any(|f| covers(f, "name", it.span.start, it.span.end)));
            }
        }
    }
    println!("{known} names in the list; {} of {} others found", unknown.found, unknown.all);
    assert!(unknown.all > known, "hold out more names");
    assert!(unknown.percent() >= 70, "{} of {}", unknown.found, unknown.all);
}

#[test]
fn prose_that_identifies_nobody_is_left_alone() {
    for language in Language::ALL {
        let (mut words, mut alarms) = (0, vec![]);
        for paragraph in clean(*language) {
            words += paragraph.split_whitespace().count();
            let found = find(paragraph, *language, &OwnRules::default());
            alarms.extend(found.into_iter().map(|it| format!("{}: {}", it.kind, &paragraph[it.span])));
        }
        println!("{language}: {} false alarms in {words} words\n  {}", alarms.len(), alarms.join("\n  "));
        assert!(words >= 3000, "{language}: only {words} words");
        assert!(alarms.len() * 50 <= words, "{language}: {} alarms in {words} words", alarms.len());
    }
}

#[actix_web::test]
async fn moderators_see_the_same_marks() {
    let site = TestSite::new().await;
    let happened =
        "Ik mailde naar jan.peeters@acme.be.\n\nEn nog eens naar jan.peeters@acme.be, op dinsdag 4 maart.";
    let told = [("title", "Een mail van Zoltan"), ("what_happened", happened), ("language", "nl")];
    site.visitor().tell(&told).await;
    site.mix().await;
    let desk = site.staff(Role::Moderator).await;
    let queue = desk.get("/desk/acme/stories?lang=en").await;
    let id = queue.attributes("[data-test=story]", "data-id").remove(0);
    let page = desk.get(&format!("/desk/acme/stories/{id}?lang=en")).await;
    let address = "jan.peeters@acme.be (e-mail address)";
    assert_eq!(
        page.texts("article mark, article .mark"),
        ["Zoltan (name)", address, address, "dinsdag 4 maart (date)"]
    );
    assert_eq!(
        page.texts("[data-test=marked] li"),
        ["name Zoltan", "e-mail address jan.peeters@acme.be (2 times)", "date dinsdag 4 maart"]
    );
    let left = page.texts("form [data-enhance=coach]");
    assert!(left.is_empty(), "hints are the author's");
}

#[test]
fn every_kind_has_its_words() {
    let hints = include_str!("../../templates/components/coach.html");
    for kind in Kind::ALL {
        assert!(hints.contains(&format!("data-kind=\"{kind}\"")), "no hint says why {kind}");
        for language in Language::ALL {
            let key = format!("coach-kind-{kind}");
            assert_ne!(language.text(&key), key, "{language}");
        }
    }
}
