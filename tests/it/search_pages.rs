//! Pages of results belong to one list, whatever happens between them, and say what they leave out.

use crate::support::{
    Page, TestSite,
    finding::{address, all_pages, results, shown},
    tales::{shelve, text},
};
use diesel_async::SimpleAsyncConnection;
use std::collections::BTreeSet;

/// Opens a page of results; returns the ids on it and the address of the next one.
async fn page(site: &TestSite, address: &str) -> (Vec<String>, String, Page) {
    let page = site.visitor().get(address).await;
    assert_eq!(page.status, 200, "{address}");
    (shown(&page), page.attributes("a[rel=next]", "href").pop().unwrap_or_default(), page)
}

#[actix_web::test]
async fn a_page_whose_stories_were_withdrawn_shows_no_others() {
    let both: Vec<_> = (0..21).map(|n| text("nl", 50 - n, "Een fout", "Over de kraan.")).collect();
    let other: Vec<_> = (1..4).map(|n| text("nl", n, "Een fout", "Over de brug.")).collect();
    for order in ["&order=week", ""] {
        let site = TestSite::new().await;
        shelve(&site, &[both.clone(), other.clone()].concat()).await;
        let (first, next, _) = page(&site, &address("fout kraan ", order)).await;
        assert_eq!(first.len(), 20);
        let last = both.iter().find(|text| !first.contains(&text.story_id.to_string())).unwrap().story_id;
        let hide = format!("update stories set hidden_by = 'reader' where id = '{last}'");
        site.as_owner().await.batch_execute(&hide).await.unwrap();
        let (rest, _, shown) = page(&site, &format!("{next}&lang=en")).await;
        assert_eq!((rest.len(), shown.texts("[data-test=instead]").len()), (0, 0), "{order}");
        assert_eq!(shown.texts("main h2"), ["Nothing more here"]);
    }
}

#[actix_web::test]
async fn a_corrected_word_stays_corrected_on_later_pages() {
    let texts: Vec<_> = (0..25).map(|n| text("nl", n + 1, "Een vergadering", "Iets.")).collect();
    for order in ["", "&order=week"] {
        let site = TestSite::new().await;
        shelve(&site, &texts).await;
        let (first, next, _) = page(&site, &address("vergadring ", order)).await;
        shelve(&site, &[text("nl", 1, "Een vergadring", "Zo geschreven.")]).await;
        let (rest, _, shown) = page(&site, &format!("{next}&lang=en")).await;
        // What was typed fits as well as what was meant.
        let all: BTreeSet<String> = [first, rest].concat().into_iter().collect();
        let missing: Vec<_> = texts.iter().filter(|text| !all.contains(&text.story_id.to_string())).collect();
        assert!(missing.is_empty() && all.len() == 26, "{order}: {missing:?}");
        assert!(shown.texts("[data-test=instead]")[0].contains("vergadering"), "{}", shown.body);
    }
}

#[actix_web::test]
async fn another_language_of_the_page_keeps_the_order_of_results() {
    let site = TestSite::new().await;
    let texts: Vec<_> = (0..30)
        .flat_map(|n| ["nl", "fr"].map(|language| text(language, n + 1, "Budget", "Budget.")))
        .collect();
    shelve(&site, &texts).await;
    let (mut all, next, _) = page(&site, &address("budget ", "&lang=nl")).await;
    let in_french = next.replace("lang=nl", "lang=fr");
    assert_ne!(in_french, next);
    all.extend(all_pages(&site, in_french).await.concat());
    assert_eq!(all.len(), 60);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 60, "each once");
}

#[actix_web::test]
async fn a_minus_alone_is_explained() {
    let site = TestSite::new().await;
    shelve(&site, &[text("en", 1, "An invoice", "Lost.")]).await;
    for typed in ["-invoice", "-\"the invoice\" -server"] {
        let page = results(&site, typed, "&lang=en").await;
        assert_eq!(page.texts("main h2"), ["Add a word to look for"], "{typed}");
    }
}

#[actix_web::test]
async fn a_phrase_is_looked_for_in_the_newest_stories_first_and_says_so() {
    let site = TestSite::new().await;
    let apart = (0..1_000).map(|n| text("nl", n % 40 + 10, "Brug", "Kraan."));
    let old: Vec<_> = (1..4).map(|week| text("nl", week, "Iets", "Een kraan brug.")).collect();
    let ids: Vec<_> = old.iter().rev().map(|text| text.story_id.to_string()).collect();
    shelve(&site, &apart.chain(old).collect::<Vec<_>>()).await;
    let said = |page: &Page| page.texts("[data-test=unread]").concat();
    let (found, next, best) = page(&site, &address("\"kraan brug\"", "&lang=en")).await;
    assert_eq!((found.len(), next.as_str()), (0, ""));
    assert!(said(&best).contains("1000 of them were checked"), "{}", best.body);
    let (found, next, newest) = page(&site, &address("\"kraan brug\"", "&lang=en&order=week")).await;
    assert_eq!(found.len(), 0);
    assert!(
        said(&newest).contains("1000 of them were checked") && newest.texts("main h2").is_empty(),
        "{}",
        newest.body
    );
    let (found, next, rest) = page(&site, &next).await;
    assert_eq!((found, next.as_str(), said(&rest).as_str()), (ids, "", ""));
}
