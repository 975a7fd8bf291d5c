//! Somebody who tells a story in a browser with scripts.

use crate::program::Program;
use anyhow::{Context, ensure};
use pratfall::intake::proof;
use scraper::{Html, Selector};
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

pub struct Author<'a> {
    program: &'a Program,
}

impl<'a> Author<'a> {
    pub const fn new(program: &'a Program) -> Self {
        Self { program }
    }

    /// Tells a story and returns its receipt code.
    pub fn tell(&self, title: &str) -> anyhow::Result<String> {
        let (form, code) = self.form(title)?;
        self.send(&form)?;
        Ok(code)
    }

    /// Fills the form in and solves its proof of work. Returns the fields and the receipt code.
    pub fn form(&self, title: &str) -> anyhow::Result<(Vec<(String, String)>, String)> {
        let page = self.program.get("/acme/stories/new", "")?;
        ensure!(page.status == 200, "the form: {}", page.status);
        let mut form = fields(&page.text())?;
        let words = "We deployed on a Friday and nobody had looked at the alert. ".repeat(20);
        for (name, value) in [("title", title), ("what_happened", &words), ("learned", &words)] {
            form.insert(name.to_owned(), value.to_owned());
        }
        let receipt = form.get("receipt").context("a stamp")?;
        let code = receipt.split('.').next().unwrap_or_default().to_owned();
        let proof = proof::solve(receipt);
        form.insert("proof".to_owned(), proof);
        Ok((form.into_iter().collect(), code))
    }

    /// Sends a form. Returns the time until it is acknowledged.
    pub fn send(&self, form: &[(String, String)]) -> anyhow::Result<Duration> {
        let begun = Instant::now();
        let answer = self.program.post("/acme/stories/new", "", form)?;
        ensure!(answer.status == 200, "{}: {}", answer.status, answer.text());
        Ok(begun.elapsed())
    }
}

/// Fields of the form as a browser would send them.
fn fields(page: &str) -> anyhow::Result<BTreeMap<String, String>> {
    let page = Html::parse_document(page);
    let selector = |css: &str| Selector::parse(css).map_err(|_| anyhow::anyhow!("a selector"));
    let (all, chosen, first) =
        (selector("#tell [name]")?, selector("option[selected]")?, selector("option")?);
    let mut form = BTreeMap::new();
    for field in page.select(&all) {
        let value = match (field.value().name(), field.attr("type")) {
            ("button", _) => continue,
            (_, Some("radio" | "checkbox")) if field.attr("checked").is_none() => continue,
            ("textarea", _) => field.text().collect(),
            ("select", _) => {
                let option = field.select(&chosen).next().or_else(|| field.select(&first).next());
                let value = option.and_then(|option| option.attr("value"));
                value.unwrap_or_default().to_owned()
            }
            _ => field.attr("value").unwrap_or_default().to_owned(),
        };
        form.insert(field.attr("name").unwrap_or_default().to_owned(), value);
    }
    Ok(form)
}
