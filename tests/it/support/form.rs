//! Forms as a page shows them, and what a browser would send.

use super::page::Page;
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeMap;

/// A form on a page.
#[derive(Debug, Clone)]
pub struct Form {
    /// Address it is sent to.
    pub action: String,
    /// Fields, each name once.
    pub fields: Vec<Field>,
}

/// The body that a form would send.
#[derive(Debug, Clone)]
pub struct Sends {
    /// Address it is sent to.
    pub action: String,
    /// All of it, hidden fields too.
    pub fields: BTreeMap<String, String>,
    /// Those of its fields into which people type.
    pub typed: Vec<String>,
}

impl Form {
    /// Returns what it would send as it stands.
    pub fn sends(&self) -> Sends {
        let sent = self.fields.iter().filter(|field| field.kind != Kind::Ticked(false));
        let typed = self.fields.iter().filter(|field| matches!(field.kind, Kind::Typed(_)));
        Sends {
            action: self.action.clone(),
            fields: sent.map(|field| (field.name.clone(), field.value.clone())).collect(),
            typed: typed.map(|field| field.name.clone()).collect(),
        }
    }
}

/// A field of a form.
#[derive(Debug, Clone)]
pub struct Field {
    pub name: String,
    pub kind: Kind,
    /// Value as the page shows it.
    pub value: String,
    /// Set when the page says that it must be filled in.
    pub required: bool,
    /// The most characters that the page says fit.
    pub limit: Option<usize>,
}

/// Kinds of fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    Hidden,
    /// Typed, with the type of the input; `textarea` for several lines.
    Typed(String),
    /// One of these values.
    Choice(Vec<String>),
    /// Ticked or not.
    Ticked(bool),
}

impl Field {
    /// Tells whether people write what they like into it.
    pub fn takes_any_text(&self) -> bool {
        matches!(&self.kind, Kind::Typed(kind) if kind == "text" || kind == "textarea")
    }
}

fn select(css: &str) -> Selector {
    Selector::parse(css).unwrap()
}

impl Page {
    /// The forms that change something.
    ///
    /// A form whose buttons lead to several places is several: each holds all fields but those into which people type
    /// in the panels (`data-panel`) of other buttons.
    pub fn forms(&self) -> Vec<Form> {
        let html = Html::parse_document(&self.body);
        let (mut forms, elsewhere) = (vec![], select("button[formaction][form]"));
        for element in html.select(&select("form[method=post]")) {
            let action = element.attr("action").unwrap();
            let id = element.attr("id").unwrap_or_default();
            let inside = element.select(&select("button[formaction]")).collect::<Vec<_>>();
            let outside = html.select(&elsewhere).filter(|button| button.attr("form") == Some(id));
            let buttons = inside.iter().copied().chain(outside);
            // Languages are buttons of the form, and do nothing.
            let buttons = buttons.filter(|button| button.attr("name") != Some("switch"));
            let mut leads: Vec<(&str, Option<ElementRef<'_>>)> =
                buttons.map(|button| (button.attr("formaction").unwrap(), Some(button))).collect();
            leads.dedup_by_key(|(action, _)| *action);
            if leads.iter().all(|(known, _)| *known != action) {
                leads.insert(0, (action, None));
            }
            forms.extend(leads.into_iter().map(|(action, button)| form(element, action, button)));
        }
        forms
    }
}

fn panel(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    let mut above = element.ancestors().filter_map(ElementRef::wrap);
    above.find(|element| element.attr("data-panel").is_some())
}

fn form(element: ElementRef<'_>, action: &str, button: Option<ElementRef<'_>>) -> Form {
    let mut fields: Vec<Field> = vec![];
    let own = button.and_then(panel);
    for control in element.select(&select("input[name], textarea[name], select[name], button[name]")) {
        // Another button of the form is not sent.
        if control.attr("formaction").is_some() && button != Some(control) {
            continue;
        }
        if panel(control).is_some_and(|other| own.is_none_or(|own| own.id() != other.id())) {
            continue;
        }
        let field = field(control);
        match (fields.iter_mut().find(|known| known.name == field.name), field.kind.clone()) {
            // Radio buttons of one name are one choice.
            (Some(known), Kind::Choice(more)) => {
                if let Kind::Choice(all) = &mut known.kind {
                    all.extend(more);
                }
                if !field.value.is_empty() {
                    known.value = field.value;
                }
            }
            _ => fields.push(field),
        }
    }
    Form { action: action.to_owned(), fields }
}

fn field(control: ElementRef<'_>) -> Field {
    let attribute = |name: &str| control.attr(name).unwrap_or_default().to_owned();
    let checked = control.attr("checked").is_some();
    let (kind, value) = match (control.value().name(), attribute("type").as_str()) {
        ("textarea", _) => {
            let text: String = control.text().collect();
            let text = text.strip_prefix('\n').unwrap_or(&text).to_owned();
            (Kind::Typed("textarea".to_owned()), text)
        }
        ("select", _) => {
            let value = |option: ElementRef<'_>| option.attr("value").unwrap_or_default().to_owned();
            let options = control.select(&select("option")).map(value).collect();
            let chosen = control.select(&select("option[selected]")).next().map(value);
            (Kind::Choice(options), chosen.unwrap_or_default())
        }
        // The button that is pressed is sent like a field.
        ("button", _) => (Kind::Choice(vec![attribute("value")]), attribute("value")),
        (_, "radio") => {
            let value = if checked { attribute("value") } else { String::new() };
            (Kind::Choice(vec![attribute("value")]), value)
        }
        (_, "checkbox") => (Kind::Ticked(checked), attribute("value")),
        (_, "hidden") => (Kind::Hidden, attribute("value")),
        (_, other) => (Kind::Typed(other.to_owned()), attribute("value")),
    };
    Field {
        name: attribute("name"),
        kind,
        value,
        required: control.attr("required").is_some(),
        limit: control.attr("data-limit").and_then(|limit| limit.parse().ok()),
    }
}

impl Form {
    /// Returns what a browser sends of the form as it stands.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let sent = self.fields.iter().filter(|field| field.kind != Kind::Ticked(false));
        sent.map(|field| (field.name.clone(), field.value.clone())).collect()
    }
}
