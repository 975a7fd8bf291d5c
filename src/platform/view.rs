//! Typed template contexts: a view is a struct, and the struct is its template's contract.

use super::{assets, i18n::Language};
use anyhow::Context as _;
use fluent_bundle::{FluentArgs, FluentValue};
use rust_embed::RustEmbed;
use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, Value};

/// Data of one template.
pub trait View: Serialize {
    /// Path under `templates/`.
    const TEMPLATE: &'static str;
    /// Returns at least one value per shape of the template; a test renders them all in all languages.
    fn samples() -> Vec<Self>
    where
        Self: Sized;
}

/// Content of every page around its own.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Frame {
    pub organisation: Option<FrameOrganisation>,
    /// Languages of the page.
    pub languages: Vec<FrameLanguage>,
    /// Set when the page is found by its address. An answer to a form is not: a link to it loses what it holds.
    pub found: bool,
    /// Person who is signed in, on desk pages.
    pub staff: Option<FrameStaff>,
    /// Notice of what was just done.
    pub flash: Option<FrameFlash>,
    /// Set when the key of readers opened the page.
    pub opened: bool,
    /// Address of the page, without query.
    pub path: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct FrameOrganisation {
    pub slug: String,
    pub name: String,
}

/// Link to the same page in a language.
#[derive(Debug, Clone, Serialize)]
pub struct FrameLanguage {
    pub code: &'static str,
    /// Name of the language in itself.
    pub name: &'static str,
    pub href: String,
    /// Set for the page's own language.
    pub current: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct FrameStaff {
    pub name: String,
    /// Token that every form must send along.
    pub csrf: String,
    /// Areas of the desk that their roles open.
    pub areas: Vec<FrameArea>,
}

/// Notice of what was just done.
#[derive(Debug, Clone, Serialize)]
pub struct FrameFlash {
    pub text: String,
    /// `good` or `warn`.
    pub tone: &'static str,
}

/// Area of the desk.
#[derive(Debug, Clone, Serialize)]
pub struct FrameArea {
    pub label: String,
    pub href: String,
    /// Set when the page is in it.
    pub current: bool,
}

pub struct Templates(Tera);

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Files;

impl Templates {
    pub fn load() -> anyhow::Result<Self> {
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html", ".mjml"]);
        tera.register_function("t", text);
        tera.register_function("url", url);
        tera.register_function("asset", asset);
        let files: Vec<(String, String)> = Files::iter()
            .filter_map(|name| {
                let text = String::from_utf8(Files::get(&name)?.data.into_owned()).ok()?;
                Some((name.into_owned(), text))
            })
            .collect();
        tera.add_raw_templates(files).context("parse the templates")?;
        Ok(Self(tera))
    }

    /// Renders a page inside its frame. Links repeat the language if `keep` is set.
    pub fn page<V: View>(
        &self,
        language: Language,
        keep: bool,
        frame: &Frame,
        view: &V,
    ) -> anyhow::Result<String> {
        let mut context = Context::from_serialize(view).context("page context")?;
        let query = if keep { format!("?lang={language}") } else { String::new() };
        context.insert("lang_query", &query);
        context.insert("site", frame);
        self.render(V::TEMPLATE, language, context)
    }

    /// Renders a template without a frame: a mail, a calendar's text.
    pub fn bare(&self, template: &str, language: Language, view: &impl Serialize) -> anyhow::Result<String> {
        self.render(template, language, Context::from_serialize(view).context("context")?)
    }

    /// Returns the names of all templates, for the test that looks for orphans.
    pub fn names(&self) -> Vec<String> {
        self.0.get_template_names().map(str::to_owned).collect()
    }

    fn render(&self, template: &str, language: Language, mut context: Context) -> anyhow::Result<String> {
        context.insert("lang", language.as_str());
        self.0.render(template, &context).with_context(|| format!("render {template}"))
    }
}

/// Implements `{{ t(key="…", n=3) }}`: a text in the language of the page. An unknown key or a missing variable is an
/// error.
fn text(kwargs: Kwargs, state: &State<'_>) -> tera::TeraResult<String> {
    let key = kwargs.must_get::<&str>("key")?;
    let language = match kwargs.get::<&str>("lang")? {
        Some(given) => given.to_owned(),
        None => state.get::<String>("lang")?.unwrap_or_default(),
    };
    let language: Language = language.parse().map_err(|_| tera::Error::message("no language in scope"))?;
    let mut args = FluentArgs::new();
    for (name, value) in kwargs.iter() {
        let Some(name) = name.as_str().filter(|name| !matches!(*name, "key" | "lang")) else {
            continue;
        };
        args.set(name.replace('_', "-"), fluent_value(value));
    }
    language
        .lookup(key, &args)
        .ok_or_else(|| tera::Error::message(format!("no words for {key}, or a variable is missing")))
}

fn fluent_value(value: &Value) -> FluentValue<'static> {
    match (value.as_i64(), value.as_str()) {
        (Some(n), _) => n.into(),
        (None, Some(text)) => text.to_owned().into(),
        (None, None) => value.to_string().into(),
    }
}

/// Implements `{{ url(path="/acme/events") }}`: an address that keeps the language the visitor chose.
fn url(kwargs: Kwargs, state: &State<'_>) -> tera::TeraResult<String> {
    let path = kwargs.must_get::<&str>("path")?;
    let query = state.get::<String>("lang_query")?.unwrap_or_default();
    Ok(match query.strip_prefix('?') {
        Some(parameter) => with_query(path, parameter),
        None => path.to_owned(),
    })
}

/// Adds a query parameter to an address, before its fragment.
pub fn with_query(path: &str, parameter: &str) -> String {
    let at = path.find('#').unwrap_or(path.len());
    let (page, part) = path.split_at(at);
    let glue = if page.contains('?') { '&' } else { '?' };
    format!("{page}{glue}{parameter}{part}")
}

/// Removes a query parameter from an address.
pub fn without_parameter(address: &str, name: &str) -> String {
    let Some((page, rest)) = address.split_once('?') else { return address.to_owned() };
    let (query, part) = rest.split_at(rest.find('#').unwrap_or(rest.len()));
    let kept = query.split('&').filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(name));
    let kept: Vec<&str> = kept.collect();
    let glue = if kept.is_empty() { "" } else { "?" };
    format!("{page}{glue}{}{part}", kept.join("&"))
}

/// Implements `{{ asset(path="css/pratfall.css") }}`: an address that changes with the content.
fn asset(kwargs: Kwargs, _: &State<'_>) -> tera::TeraResult<String> {
    let path = kwargs.must_get::<&str>("path")?;
    assets::address(path).ok_or_else(|| tera::Error::message(format!("no asset {path}")))
}

/// Choice of a select or of radio buttons.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// Value that the form sends.
    pub value: String,
    pub label: String,
    /// Explanation; may be empty.
    pub hint: String,
    pub selected: bool,
}

impl Choice {
    /// Creates a choice that is selected when its value is `chosen`.
    pub fn new(value: &str, label: String, chosen: &str) -> Self {
        Self { value: value.to_owned(), label, hint: String::new(), selected: value == chosen }
    }

    pub fn with_hint(mut self, hint: String) -> Self {
        self.hint = hint;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::without_parameter;

    #[test]
    fn an_address_loses_one_parameter_wherever_it_stands() {
        for (address, without) in [
            ("/a", "/a"),
            ("/a?key=1", "/a"),
            ("/a?key=1#b", "/a#b"),
            ("/a?key", "/a"),
            ("/a?x=1&key=2&y=3&key=4", "/a?x=1&y=3"),
            ("/a?keys=1&x=key", "/a?keys=1&x=key"),
        ] {
            assert_eq!(without_parameter(address, "key"), without);
        }
    }
}
