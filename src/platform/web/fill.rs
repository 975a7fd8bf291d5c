//! Filling in a form of a page of this site with what somebody typed.

use super::{
    markup::{Tag, escaped, tags, unescaped},
    typed::Typed,
};
use std::collections::BTreeSet;

/// Name of the buttons that switch the language of a page with a form.
pub(super) const SWITCH: &str = "switch";

/// Tells whether a field is made afresh with every page, or never returned.
fn is_skipped(name: &str) -> bool {
    name == "csrf" || name == SWITCH || name.contains("password")
}

/// Fills in the form `id` of a page. Fields that the form does not have are added as hidden ones.
pub fn fill(html: &str, id: &str, typed: &Typed) -> String {
    let is_form = |tag: &Tag<'_>| tag.name == "form" && tag.get("id").as_deref() == Some(id);
    let Some((start, tag, inside)) = tags(html).find(|(_, tag, _)| is_form(tag)) else {
        return html.to_owned();
    };
    let Some(end) = html.get(inside..).and_then(|rest| rest.find("</form>")).map(|at| inside + at) else {
        return html.to_owned();
    };
    let part = |from: usize, to: usize| html.get(from..to).unwrap_or_default();
    let mut filled =
        Filled { typed, known: BTreeSet::new(), choosing: None, out: String::with_capacity(html.len() * 2) };
    filled.out.push_str(part(0, start));
    unfold(&mut filled.out);
    filled.out.push_str(&tag.with("data-unsaved", Some("")));
    filled.form(part(inside, end));
    filled.out.push_str(part(end, html.len()));
    filled.out
}

/// Opens the folds that `text` ends in, so that the form in them is seen.
fn unfold(text: &mut String) {
    let mut open = vec![];
    for (at, _) in text.match_indices("details") {
        if text[..at].ends_with("</") {
            open.pop();
        } else if text[..at].ends_with('<') {
            open.push(at);
        }
    }
    for at in open.into_iter().rev() {
        let end = text[at..].find('>').map(|end| at + end);
        if let Some(end) = end.filter(|end| !text[at..*end].contains(" open")) {
            text.insert_str(end, " open");
        }
    }
}

/// Compares two texts regardless of line ends, which browsers change.
fn same_text(one: &str, other: &str) -> bool {
    one.replace("\r\n", "\n") == other.replace("\r\n", "\n")
}

struct Filled<'a> {
    typed: &'a Typed,
    known: BTreeSet<String>,
    /// Value to select among the options that follow.
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
            let value = tag.get("name").filter(|name| !is_skipped(name)).map(|name| {
                let value = self.typed.get(&name).map(str::to_owned);
                self.known.insert(name);
                value
            });
            match (tag.name, value) {
                ("input", Some(value)) => self.input(&tag, value),
                ("textarea", Some(Some(value))) => {
                    let rest = html.get(end..).unwrap_or_default();
                    let length = rest.find("</textarea>").unwrap_or(0);
                    let before = rest.get(..length).unwrap_or_default();
                    // Browsers leave out the first line end.
                    let before = unescaped(before.strip_prefix('\n').unwrap_or(before));
                    self.unfold_if(!same_text(&before, &value));
                    self.out.push_str(tag.text);
                    self.out.push('\n');
                    self.out.push_str(&escaped(&value));
                    done = end + length;
                }
                ("select", value) => {
                    self.choosing = value.flatten();
                    self.out.push_str(tag.text);
                }
                ("option", _) if self.choosing.is_some() => {
                    let chosen = tag.get("value") == self.choosing;
                    self.unfold_if(chosen && !tag.has("selected"));
                    self.out.push_str(&tag.with("selected", chosen.then_some("")));
                }
                _ => self.out.push_str(tag.text),
            }
        }
        self.out.push_str(html.get(done..).unwrap_or_default());
        let typed = self.typed;
        for (name, value) in
            typed.fields().filter(|(name, _)| !is_skipped(name) && !self.known.contains(*name))
        {
            let (name, value) = (escaped(name), escaped(value));
            let field = ["<input type=\"hidden\" name=\"", &name, "\" value=\"", &value, "\">"];
            self.out.push_str(&field.concat());
        }
    }

    /// Opens the fold around a changed field.
    fn unfold_if(&mut self, changed: bool) {
        if changed {
            unfold(&mut self.out);
        }
    }

    fn input(&mut self, tag: &Tag<'_>, value: Option<String>) {
        let kind = tag.get("type").unwrap_or_default();
        let written = match (kind.as_str(), value) {
            ("radio" | "checkbox", value) => {
                let own = tag.get("value").unwrap_or_else(|| "on".to_owned());
                let checked = value == Some(own);
                self.unfold_if(checked != tag.has("checked"));
                tag.with("checked", checked.then_some(""))
            }
            (_, Some(value)) => {
                let before = tag.get("value").unwrap_or_default();
                self.unfold_if(kind != "hidden" && !same_text(&before, &value));
                tag.with("value", Some(&value))
            }
            (_, None) => tag.text.to_owned(),
        };
        self.out.push_str(&written);
    }
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
        assert!(page.starts_with(r#"<details class="a"></details><details class="b" open>"#), "{page}");
    }

    #[test]
    fn a_fold_opens_around_what_was_changed_and_no_other() {
        let folds = [
            "<input name=\"a\" value=\"x\">",
            "<details class=\"c\"></details><textarea name=\"b\">\nx\ny</textarea>",
            "<input type=\"checkbox\" name=\"c\" value=\"on\" checked>",
            "<select name=\"d\"><option value=\"x\" selected>X</option><option value=\"y\">Y</option></select>",
            "<input type=\"hidden\" name=\"e\" value=\"x\">",
        ];
        let page: String = folds.iter().map(|fold| format!("<details>{fold}</details>")).collect();
        let page = format!("<form id=\"x\">{page}</form>");
        let open = |sent: &[u8]| -> Vec<bool> {
            let filled = fill(&page, "x", &Typed::of(sent));
            filled
                .split("<details")
                .filter(|fold| !fold.contains("class"))
                .skip(1)
                .map(|fold| fold.starts_with(" open"))
                .collect()
        };
        assert_eq!(open(b"a=x&b=x%0D%0Ay&c=on&d=x&e=new"), [false; 5]);
        assert_eq!(open(b"a=y&b=x%0D%0Ay&c=on&d=x&e=x"), [true, false, false, false, false]);
        assert_eq!(open(b"a=x&b=z&d=y&e=x"), [false, true, true, true, false]);
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
