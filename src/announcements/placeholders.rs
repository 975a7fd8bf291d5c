//! Placeholders in texts: fixed words in square brackets, filled in once. There is no template language: `[title]` is
//! replaced, everything else (`{{ 7*7 }}`, `[x](http://…)`) is text.

use crate::platform::{i18n::Language, view::with_query};

/// Facts about an event and the library, in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    pub title: String,
    /// `Thursday 3 December 2026`
    pub date: String,
    /// `14:00`
    pub time: String,
    /// May be empty.
    pub place: String,
    /// Address of the agenda on this site.
    pub agenda: String,
    /// `The agenda is out`
    pub news: String,
    /// `three new stories` of the library, and its address.
    pub stories: String,
}

pub const NAMES: &[&str] = &["[news]", "[title]", "[date]", "[time]", "[place]", "[agenda]", "[stories]"];

impl Facts {
    /// Adds how many stories are new in the library, and its address; without a number in the archive, where it would not
    /// be the one that was mailed.
    pub fn with_new_stories(mut self, count: Option<i64>, library: &str, language: Language) -> Self {
        let words = count.map_or_else(
            || language.text("announcements-stories"),
            |count| language.text_n("announcements-new-stories", count),
        );
        self.stories = format!("{words}: {}", with_query(library, &format!("lang={language}")));
        self
    }

    /// Fills the facts into `text`. The content of a fact is not searched for placeholders.
    pub fn fill(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 64);
        let mut rest = text;
        while let Some(start) = rest.find('[') {
            let (before, from) = rest.split_at(start);
            out.push_str(before);
            let known = NAMES.iter().find(|name| from.starts_with(**name));
            let (put, len) = known.map_or(("[".to_owned(), 1), |name| (self.value(name), name.len()));
            out.push_str(&put);
            rest = from.get(len..).unwrap_or_default();
        }
        out.push_str(rest);
        out
    }

    fn value(&self, name: &str) -> String {
        match name {
            "[title]" => inert(&self.title),
            "[date]" => self.date.clone(),
            "[time]" => self.time.clone(),
            "[place]" => inert(&self.place),
            "[news]" => self.news.clone(),
            "[stories]" => self.stories.clone(),
            _ => self.agenda.clone(),
        }
    }
}

/// Puts a value on one line and breaks up what a mail program would make a link of: `https://x`, `www.x`.
pub fn inert(value: &str) -> String {
    let line = value
        .chars()
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect::<String>();
    line.replace("://", ": //").replace("www.", "www .")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        Facts {
            title: "Oops [date] {{ 7*7 }}\r\nBcc: x@y.be".to_owned(),
            date: "Thursday 3 December 2026".to_owned(),
            time: "14:00".to_owned(),
            place: "https://evil.example <b>here</b>".to_owned(),
            agenda: "https://pratfall.example/acme/events/1".to_owned(),
            news: "The agenda is out".to_owned(),
            stories: "3 new stories".to_owned(),
        }
    }

    #[test]
    fn known_words_are_filled_in_once() {
        assert_eq!(facts().fill("On [date] at [time]."), "On Thursday 3 December 2026 at 14:00.");
        assert_eq!(facts().fill("[news]!"), "The agenda is out!");
        assert_eq!(facts().fill("Read [stories]."), "Read 3 new stories.");
        assert_eq!(facts().fill("[agenda]"), "https://pratfall.example/acme/events/1");
        assert_eq!(facts().fill("[title]"), "Oops [date] {{ 7*7 }}  Bcc: x@y.be");
        assert_eq!(facts().fill("[place]"), "https: //evil.example <b>here</b>");
    }

    #[test]
    fn everything_else_stays_text() {
        for text in ["{{ 7*7 }}", "{% include \"x\" %}", "[x](http://evil)", "[", "]", "[Title]", "[[", "é[é"]
        {
            assert_eq!(facts().fill(text), text);
        }
    }
}
