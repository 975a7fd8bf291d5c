//! Texts that people type: cleaned and checked once, valid by type from then on.
//!
//! Lengths count the Unicode code points of the cleaned text, in the browser too.

mod beginning;
mod clean;
pub mod fold;

pub use beginning::beginning;
pub use clean::clean;

use fluent_bundle::FluentArgs;

use super::i18n::Language;
use unicode_normalization::UnicodeNormalization;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// No visible character.
    #[error("required")]
    Required,
    #[error("too short")]
    TooShort { min: usize },
    #[error("too long")]
    TooLong { max: usize, now: usize },
    /// Characters that are no text, in a password, which is not cleaned.
    #[error("not text")]
    NotText,
    /// Wrong form; holds the Fluent key of the explanation.
    #[error("not of the form asked for")]
    Form(&'static str),
}

impl TextError {
    /// Returns the message for the person who typed the text.
    pub fn text(self, language: Language) -> String {
        let mut args = FluentArgs::new();
        let key = match self {
            Self::Required => "site-field-required",
            Self::TooShort { min } => {
                args.set("min", min);
                "site-field-too-short"
            }
            Self::TooLong { max, now } => {
                args.set("max", max);
                args.set("now", now);
                "site-field-too-long"
            }
            Self::NotText => "site-field-not-text",
            Self::Form(key) => key,
        };
        language.text_with(key, &args)
    }
}

/// One line of at most `MAX` characters: a title, a name, a place. Line breaks and tabs become spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<const MAX: usize>(String);

/// Paragraphs of `MIN` to `MAX` characters; optional when `MIN` is 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose<const MIN: usize, const MAX: usize>(String);

impl<const MAX: usize> Line<MAX> {
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        checked(clean(raw).replace(['\n', '\t'], " "), 1, MAX).map(Self)
    }

    /// Parses a line that may be left out.
    pub fn parse_optional(raw: &str) -> Result<Option<Self>, TextError> {
        if clean(raw).is_empty() { Ok(None) } else { Self::parse(raw).map(Some) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MIN: usize, const MAX: usize> Prose<MIN, MAX> {
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        checked(clean(raw), MIN, MAX).map(Self)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> From<Line<MAX>> for String {
    fn from(line: Line<MAX>) -> Self {
        line.0
    }
}

impl<const MIN: usize, const MAX: usize> From<Prose<MIN, MAX>> for String {
    fn from(prose: Prose<MIN, MAX>) -> Self {
        prose.0
    }
}

fn checked(text: String, min: usize, max: usize) -> Result<String, TextError> {
    match text.chars().count() {
        _ if min > 0 && clean::is_blank(&text) => Err(TextError::Required),
        now if now < min => Err(TextError::TooShort { min }),
        now if now > max => Err(TextError::TooLong { max, now }),
        _ => Ok(text),
    }
}

/// Returns the letters and digits of a code that was typed or pasted, full-width forms as plain ones.
pub fn symbols(typed: &str) -> impl Iterator<Item = char> {
    typed.nfkc().filter(|c| c.is_alphanumeric())
}

/// Splits a text into paragraphs, for templates.
pub fn paragraphs(text: &str) -> Vec<String> {
    let blocks = text.split("\n\n").map(str::trim);
    blocks.filter(|block| !block.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        assert_eq!(Line::<5>::parse("  caf\u{e9} ").unwrap().as_str(), "caf\u{e9}");
        assert_eq!(Line::<5>::parse("\u{1f9d1}".repeat(5).as_str()).unwrap().as_str().len(), 20);
        let refused = [
            ("", TextError::Required),
            (" \u{200b}\u{feff}\t ", TextError::Required),
            ("\u{3164}", TextError::Required),
            ("123456", TextError::TooLong { max: 5, now: 6 }),
        ];
        for (raw, error) in refused {
            assert_eq!(Line::<5>::parse(raw), Err(error), "{raw:?}");
        }
        for (raw, line) in [
            ("a\nb", "a b"),
            ("a\tb", "a b"),
            ("a\u{2028}b", "a b"),
            ("a\u{b}b", "a b"),
            ("a\0b\u{202e}", "ab"),
            ("abcde\u{200b}", "abcde"),
        ] {
            assert_eq!(Line::<5>::parse(raw).unwrap().as_str(), line, "{raw:?}");
        }
    }

    #[test]
    fn prose_counts_a_line_end_once() {
        assert_eq!(Prose::<3, 3>::parse("a\r\nb").unwrap().as_str(), "a\nb");
        assert_eq!(Prose::<3, 9>::parse("ab"), Err(TextError::TooShort { min: 3 }));
        assert_eq!(Prose::<0, 9>::parse(" ").unwrap().as_str(), "");
        assert_eq!(paragraphs("a\nb\n\n\n\nc"), ["a\nb", "c"]);
    }
}
