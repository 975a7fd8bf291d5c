//! Sentences for the coach: with what must be found in `{kind|words}`, and prose in which there is nothing to find.

use pratfall::platform::i18n::Language;
use std::ops::Range;

/// A finding that must be made.
pub struct Expected {
    /// A kind of finding; `opening` is a name at the start of a sentence, which only a list of first names can tell.
    pub kind: String,
    /// Bytes of the text without marks.
    pub span: Range<usize>,
}

/// The annotated sentences of a language, and what must be found in each.
pub fn annotated(language: Language) -> Vec<(String, Vec<Expected>)> {
    let file = match language {
        Language::Nl => include_str!("../../coach/nl.txt"),
        Language::Fr => include_str!("../../coach/fr.txt"),
        Language::En => include_str!("../../coach/en.txt"),
    };
    file.lines().map(read).collect()
}

/// Prose in which there is nothing to find, in paragraphs.
pub fn clean(language: Language) -> impl Iterator<Item = &'static str> {
    let file = match language {
        Language::Nl => include_str!("../../coach/nl.clean.txt"),
        Language::Fr => include_str!("../../coach/fr.clean.txt"),
        Language::En => include_str!("../../coach/en.clean.txt"),
    };
    file.lines().filter(|line| !line.is_empty())
}

fn read(line: &str) -> (String, Vec<Expected>) {
    let mut text = String::new();
    let mut expected = vec![];
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        let (kind, after) = after.split_once('|').expect("{kind|words}");
        let (words, after) = after.split_once('}').expect("{kind|words}");
        text.push_str(before);
        let start = text.len();
        text.push_str(words);
        expected.push(Expected { kind: kind.to_owned(), span: start..text.len() });
        rest = after;
    }
    text.push_str(rest);
    (text, expected)
}
