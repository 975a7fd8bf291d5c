//! Fields that hold a list, one item a line.

use crate::platform::{text::TextError, web::form::Checks};
use fluent_bundle::FluentArgs;

/// Parses all lines that are not empty; the error of a field names the first wrong one.
pub fn parse_lines<T>(
    checks: &mut Checks,
    field: &'static str,
    text: &str,
    parse: impl Fn(&str) -> Result<T, TextError>,
) -> Option<Vec<T>> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines = text.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty());
    let mut parsed = vec![];
    for (at, line) in lines {
        match parse(line) {
            Ok(item) => parsed.push(item),
            Err(error) => {
                let language = checks.language();
                let mut args = FluentArgs::new();
                args.set("n", at + 1);
                args.set("why", error.text(language));
                checks.wrong(field, language.text_with("settings-words-line", &args));
                return None;
            }
        }
    }
    Some(parsed)
}
