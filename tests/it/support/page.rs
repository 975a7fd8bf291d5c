//! An answer, as a test reads it.

use actix_web::http::{StatusCode, header::HeaderMap};
use scraper::{Html, Selector};
use std::collections::BTreeMap;

/// Status, headers and body of an answer.
#[derive(Debug, Clone)]
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Page {
    /// Path that a redirect leads to, without its query.
    pub fn leads_to(&self) -> &str {
        let place = self.header("location");
        place.split_once('?').map_or(place, |(path, _)| path)
    }

    /// A header's value; empty when missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// A cookie that it sets, with what is said of it.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let all = self.headers.get_all("set-cookie");
        let mut all = all.map(|value| value.to_str().unwrap());
        all.find(|cookie| cookie.split('=').next() == Some(name))
    }

    /// The body but for the stamps of fresh forms, which differ each time.
    pub fn lasting(&self) -> String {
        let stamps = self.attributes("input[name=stamp]", "value");
        let without = |body: String, stamp: &String| body.replace(stamp.as_str(), "STAMP");
        stamps.iter().fold(self.body.clone(), without)
    }

    /// The texts of all elements that `css` selects.
    pub fn texts(&self, css: &str) -> Vec<String> {
        let selector = Selector::parse(css).unwrap();
        let html = Html::parse_document(&self.body);
        let text = |element: scraper::ElementRef<'_>| element.text().collect::<String>().trim().to_owned();
        html.select(&selector).map(text).collect()
    }

    /// The text of the only element that `css` selects.
    pub fn text(&self, css: &str) -> String {
        let mut all = self.texts(css);
        assert_eq!(all.len(), 1, "{css} in {}: {}", self.status, self.body);
        all.remove(0)
    }

    /// An attribute of all elements that `css` selects.
    pub fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        let selector = Selector::parse(css).unwrap();
        let html = Html::parse_document(&self.body);
        html.select(&selector).map(|e| e.attr(name).unwrap_or_default().to_owned()).collect()
    }

    /// An attribute of the only element that `css` selects.
    pub fn attribute(&self, css: &str, name: &str) -> String {
        let mut all = self.attributes(css, name);
        assert_eq!(all.len(), 1, "{css} in {}: {}", self.status, self.body);
        all.remove(0)
    }

    /// Links to parts of the page that are not there.
    pub fn dead_links(&self) -> Vec<&str> {
        let links = self.body.split("href=\"#").skip(1);
        let parts = links.filter_map(|rest| rest.split('"').next());
        let dead = |part: &&str| !self.body.contains(&format!("id=\"{part}\""));
        parts.filter(dead).collect()
    }

    /// The fields that have an error.
    pub fn wrong_fields(&self) -> Vec<String> {
        self.attributes("[data-test=error]", "data-field")
    }

    /// Returns what the form at `css` would send as it stands.
    pub fn fields(&self, css: &str) -> BTreeMap<String, String> {
        let html = Html::parse_document(&self.body);
        let pick = |rest: &str| Selector::parse(&format!("{css} {rest}")).unwrap();
        let mut fields = BTreeMap::new();
        for input in html.select(&pick("input")) {
            let choice = matches!(input.attr("type"), Some("radio" | "checkbox"));
            if let Some(name) = input.attr("name").filter(|_| !choice || input.attr("checked").is_some()) {
                fields.insert(name.to_owned(), input.attr("value").unwrap_or_default().to_owned());
            }
        }
        for area in html.select(&pick("textarea")) {
            let text: String = area.text().collect();
            let text = text.strip_prefix('\n').unwrap_or(&text).to_owned();
            fields.insert(area.attr("name").unwrap().to_owned(), text);
        }
        for select in html.select(&pick("select")) {
            let chosen = Selector::parse("option[selected]").unwrap();
            let first = Selector::parse("option").unwrap();
            let mut options = select.select(&chosen).chain(select.select(&first));
            let value = options.next().and_then(|o| o.attr("value")).unwrap_or_default();
            fields.insert(select.attr("name").unwrap().to_owned(), value.to_owned());
        }
        fields
    }
}
