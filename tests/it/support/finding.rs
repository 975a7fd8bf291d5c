//! Searches of the library.

use super::{Page, TestSite};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use pratfall::{
    ids::StoryId,
    library::{
        actions::search::{Asked, Found, search},
        search::{labels::Labels, order::Order, query::parse},
    },
    platform::i18n::Language,
    readers::Reach,
};
use std::time::Duration;

/// A search of somebody who came through the door.
pub fn asked(typed: &str) -> Asked {
    Asked {
        query: parse(typed),
        language: None,
        labels: Labels::default(),
        reach: Reach::House,
        reader: Language::En,
        order: Order::Fit,
        after: None,
        most: 20,
        week: "2026-W48".to_owned(),
        longest: Duration::from_secs(30),
    }
}

pub async fn found(site: &TestSite, asked: &Asked) -> Found {
    let mut conn = site.app.db.tenant(site.organisation.id).await.unwrap();
    search(&mut conn, site.organisation.id, asked).await.unwrap()
}

pub fn stories(found: &Found) -> Vec<StoryId> {
    found.places.iter().map(|place| place.story).collect()
}

/// Address of the results for what somebody types, with more of it.
pub fn address(typed: &str, more: &str) -> String {
    format!("/acme/library?q={}{more}", utf8_percent_encode(typed, NON_ALPHANUMERIC))
}

/// Opens the results for what somebody types.
pub async fn results(site: &TestSite, typed: &str, more: &str) -> Page {
    site.visitor().get(&address(typed, more)).await
}

/// Ids of the stories on a page.
pub fn shown(page: &Page) -> Vec<String> {
    page.attributes("[data-test=story]", "data-id")
}

/// Opens a page of results and all that follow it; returns the ids of the stories on each.
pub async fn all_pages(site: &TestSite, first: String) -> Vec<Vec<String>> {
    let (mut pages, mut next) = (vec![], Some(first));
    while let Some(address) = next {
        let page = site.visitor().get(&address).await;
        assert_eq!(page.status, 200, "{address}");
        pages.push(shown(&page));
        next = page.attributes("a[rel=next]", "href").pop();
    }
    pages
}
