//! Lines of calendar files (RFC 5545).

use std::fmt::Write;

/// Octets in a line, without its end (RFC 5545, 3.1).
pub const WIDTH: usize = 75;

pub const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";

/// Escapes a TEXT value (RFC 5545, 3.3.11). Drops other control characters, so that no line can be smuggled in.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Lines of a calendar, folded.
#[derive(Default)]
pub struct Lines(String);

impl Lines {
    /// Begins a calendar.
    pub fn calendar() -> Self {
        let mut lines = Self::default();
        lines.text("BEGIN", "VCALENDAR");
        lines.text("VERSION", "2.0");
        lines.text("PRODID", "-//Pratfall//Agenda//EN");
        lines
    }

    /// Adds a line.
    pub fn text(&mut self, name: &str, value: &str) {
        let mut used = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if used + c.len_utf8() > WIDTH {
                self.0.push_str("\r\n ");
                used = 1;
            }
            // Writing to a String cannot fail.
            let _ = self.0.write_char(c);
            used += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// Ends the calendar.
    pub fn end(mut self) -> Vec<u8> {
        self.text("END", "VCALENDAR");
        self.0.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_folded_only_where_it_is_full() {
        let folds = |size: usize| {
            let mut lines = Lines::default();
            lines.text("X", &"a".repeat(size));
            lines.0.matches("\r\n ").count()
        };
        let full = WIDTH - 2;
        assert_eq!([3, full, full + 1].map(folds), [0, 0, 1]);
        assert_eq!([full + WIDTH - 1, full + WIDTH].map(folds), [1, 2], "a space leads each");
    }
}
