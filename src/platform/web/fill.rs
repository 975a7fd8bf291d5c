//! Fills in a form of a page of ours, as somebody left it. It knows no more of HTML than what our templates write:
//! attributes in double quotes, every tag closed.

use super::{switch, typed::Typed};
use std::collections::BTreeSet;

/// Fields that are made afresh with every page, or never come back.
fn is_left_alone(name: &str) -> bool {
    name == "csrf" || name == switch::NAME || name.contains("password")
}

/// The page, with what was typed in the form `id`. What the form has no field for goes along unseen.
#[must_use]
pub fn fill(html: &str, id: &str, typed: &Typed) -> String {
    let is_form = |tag: &Tag<'_>| tag.name == "form" && tag.get("id").as_deref() == Some(id);
    let Some((start, tag, inside)) = tags(html).find(|(_, tag, _)| is_form(tag)) else {
        return html.to_owned();
    };
    let Some(end) = html
        .get(inside..)
        .and_then(|rest| rest.find("</form>"))
        .map(|at| inside + at)
    else {
        return html.to_owned();
    };
    let part = |from: usize, to: usize| html.get(from..to).unwrap_or_default();
    let mut filled = Filled {
        typed,
        known: BTreeSet::new(),
        choosing: None,
        out: String::with_capacity(html.len() * 2),
    };
    filled.out.push_str(&unfolded(part(0, start)));
    filled.out.push_str(&tag.with("data-unsaved", Some("")));
    filled.form(part(inside, end));
    filled.out.push_str(part(end, html.len()));
    filled.out
}

/// What stands before a form, with the fold open that it stands in.
fn unfolded(before: &str) -> String {
    let mut text = before.to_owned();
    let fold = before
        .rfind("<details")
        .filter(|at| !before[*at..].contains("</details>"));
    if let Some(at) = fold
        && let Some(end) = before[at..].find('>')
        && !before[at..at + end].contains(" open")
    {
        text.insert_str(at + end, " open");
    }
    text
}

struct Filled<'a> {
    typed: &'a Typed,
    known: BTreeSet<String>,
    /// What is chosen of the options that follow.
    choosing: Option<String>,
    out: String,
}

impl Filled<'_> {
    fn form(&mut self, html: &str) {
        let mut done = 0;
        for (start, tag, end) in tags(html) {
            if start < done {
                continue;
            }
            self.out.push_str(html.get(done..start).unwrap_or_default());
            done = end;
            let value = tag.get("name").filter(|name| !is_left_alone(name)).map(|name| {
                let value = self.typed.get(&name).map(str::to_owned);
                self.known.insert(name);
                value
            });
            match (tag.name, value) {
                ("input", Some(value)) => self.input(&tag, value),
                ("textarea", Some(Some(value))) => {
                    self.out.push_str(tag.text);
                    self.out.push('\n');
                    self.out.push_str(&escaped(&value));
                    done = html
                        .get(end..)
                        .and_then(|rest| rest.find("</textarea>"))
                        .map_or(end, |at| end + at);
                }
                ("select", value) => {
                    self.choosing = value.flatten();
                    self.out.push_str(tag.text);
                }
                ("option", _) if self.choosing.is_some() => {
                    let chosen = tag.get("value") == self.choosing;
                    self.out.push_str(&tag.with("selected", chosen.then_some("")));
                }
                _ => self.out.push_str(tag.text),
            }
        }
        self.out.push_str(html.get(done..).unwrap_or_default());
        let typed = self.typed;
        for (name, value) in typed
            .fields()
            .filter(|(name, _)| !is_left_alone(name) && !self.known.contains(*name))
        {
            let (name, value) = (escaped(name), escaped(value));
            let field = [
                "<input type=\"hidden\" name=\"",
                &name,
                "\" value=\"",
                &value,
                "\">",
            ];
            self.out.push_str(&field.concat());
        }
    }

    fn input(&mut self, tag: &Tag<'_>, value: Option<String>) {
        let kind = tag.get("type").unwrap_or_default();
        let written = match (kind.as_str(), value) {
            ("radio" | "checkbox", value) => {
                let own = tag.get("value").unwrap_or_else(|| "on".to_owned());
                tag.with("checked", (value == Some(own)).then_some(""))
            }
            (_, Some(value)) => tag.with("value", Some(&value)),
            (_, None) => tag.text.to_owned(),
        };
        self.out.push_str(&written);
    }
}

/// An opening tag.
struct Tag<'a> {
    text: &'a str,
    name: &'a str,
}

impl<'a> Tag<'a> {
    /// Names and values of its attributes, and where each stands.
    fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a str, std::ops::Range<usize>)> {
        let text = self.text;
        let mut at = 1 + self.name.len();
        std::iter::from_fn(move || {
            let rest = text.get(at..text.len() - 1)?;
            let start = at + (rest.len() - rest.trim_start().len());
            let rest = text.get(start..text.len() - 1)?;
            let name = rest
                .split(|c: char| c == '=' || c.is_whitespace())
                .next()
                .filter(|name| !name.is_empty())?;
            let after = rest.get(name.len()..)?;
            let value = after
                .strip_prefix("=\"")
                .and_then(|quoted| quoted.split('"').next());
            at = start + name.len() + value.map_or(0, |value| value.len() + 3);
            Some((name, value.unwrap_or_default(), start..at))
        })
    }

    fn get(&self, name: &str) -> Option<String> {
        self.attributes()
            .find(|(known, ..)| *known == name)
            .map(|(_, value, _)| unescaped(value))
    }

    /// The tag with an attribute set, or without it.
    fn with(&self, name: &str, value: Option<&str>) -> String {
        let mut tag = self.text.to_owned();
        if let Some((_, _, place)) = self.attributes().find(|(known, ..)| *known == name) {
            tag.replace_range(place, "");
        }
        if let Some(value) = value {
            let end = tag.len() - 1;
            let set = if value.is_empty() && name != "value" {
                format!(" {name}")
            } else {
                format!(" {name}=\"{}\"", escaped(value))
            };
            tag.insert_str(end, &set);
        }
        tag
    }
}

/// The opening tags of a text, with where they begin and end.
fn tags(html: &str) -> impl Iterator<Item = (usize, Tag<'_>, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + html.get(at..)?.find('<')?;
            let rest = html.get(start + 1..)?;
            let name = rest
                .split(|c: char| !c.is_ascii_alphanumeric())
                .next()
                .unwrap_or_default();
            if name.is_empty() {
                at = start + 1;
                continue;
            }
            let mut quoted = false;
            let end = rest.find(|c| {
                quoted ^= c == '"';
                c == '>' && !quoted
            })?;
            at = start + 1 + end + 1;
            return Some((
                start,
                Tag {
                    text: html.get(start..at)?,
                    name,
                },
                at,
            ));
        }
    })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

fn unescaped(text: &str) -> String {
    text.replace("&#x2F;", "/")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&quot;", "\"")
        .replace("&gt;", ">")
        .replace("&lt;", "<")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PAGE: &str = r#"<form id="other"><input name="title" value="theirs"></form>
<form method="post" id="tell" class="form"><input type="hidden" name="csrf" value="fresh">
<input type="hidden" name="receipt" value="new"><input type="text" name="title" value="" aria-label="a > b">
<textarea name="what" rows="3">
old</textarea><input type="password" name="password" value="">
<input type="radio" name="way" value="a" checked><input type="radio" name="way" value="b">
<input type="checkbox" name="keep" value="on" checked><input type="checkbox" name="more" value="on">
<select name="theme"><option value="">-</option><option value="x&amp;y" selected>X</option><option value="z">Z</option></select>
</form><textarea name="what">outside</textarea>"#;

    #[test]
    fn the_form_is_as_somebody_left_it_and_nothing_else_changed() {
        let typed = Typed::of(
            b"csrf=old&receipt=mine&title=%22%3Cb%3E&what=%3C/textarea%3E%0Anew&password=secret&way=b&more=on&theme=z&kept.0.a=%26&switch=tell",
        );
        let page = fill(PAGE, "tell", &typed);
        for there in [
            r#"<form id="other"><input name="title" value="theirs"></form>"#,
            r#"<form method="post" id="tell" class="form" data-unsaved>"#,
            r#"name="csrf" value="fresh""#,
            r#"name="receipt"  value="mine""#,
            r#"name="title"  aria-label="a > b" value="&quot;&lt;b&gt;">"#,
            "<textarea name=\"what\" rows=\"3\">\n&lt;/textarea&gt;\nnew</textarea>",
            r#"name="password" value="">"#,
            r#"value="a" ><input type="radio" name="way" value="b" checked>"#,
            r#"name="keep" value="on" ><input type="checkbox" name="more" value="on" checked>"#,
            r#"<option value="x&amp;y" >X</option><option value="z" selected>Z</option>"#,
            r#"<input type="hidden" name="kept.0.a" value="&amp;"></form>"#,
            r#"<textarea name="what">outside</textarea>"#,
        ] {
            assert!(page.contains(there), "{there} in {page}");
        }
        assert!(!page.contains("secret") && !page.contains(r#"name="switch""#));
        assert_eq!(fill(PAGE, "nowhere", &typed), PAGE);
        let folded = r#"<details class="a"></details><details class="b"><form id="x"></form></details>"#;
        let page = fill(folded, "x", &Typed::default());
        assert!(
            page.starts_with(r#"<details class="a"></details><details class="b" open>"#),
            "{page}"
        );
    }

    proptest! {
        #[test]
        fn no_page_and_no_text_breaks_it(page in ".{0,60}", inside in "[<>\"= a-z/]{0,40}", text in ".{0,20}") {
            let typed = Typed::carried([("a".to_owned(), text)].into_iter());
            let _ = fill(&page, "x", &typed);
            let _ = fill(&format!("<form id=\"x\">{inside}</form>"), "x", &typed);
        }
    }
}
