//! Beginnings of texts, for cards.

/// Most characters of an excerpt.
pub const EXCERPT: usize = 200;

pub fn excerpt(text: &str) -> String {
    beginning(text, EXCERPT)
}

/// Returns the text if it has at most `most` characters, else as many of its first words as fit, with an ellipsis.
pub fn beginning(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = text.char_indices().nth(most) else {
        return text;
    };
    let beginning = text.get(..end).unwrap_or_default();
    // A language without spaces is cut anywhere.
    let words = beginning.rsplit_once(' ').map_or(beginning, |(words, _)| words);
    format!("{}…", words.trim_end_matches([',', ';', ':', '.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_ends_with_a_whole_word() {
        assert_eq!(excerpt("Short,\n\nand sweet."), "Short, and sweet.");
        let long = format!("{}, and then more", "é".repeat(EXCERPT - 2));
        assert_eq!(excerpt(&long), format!("{}…", "é".repeat(EXCERPT - 2)));
        assert_eq!(excerpt(&"字".repeat(EXCERPT + 1)), format!("{}…", "字".repeat(EXCERPT)));
        assert_eq!(excerpt(&"字".repeat(EXCERPT)), "字".repeat(EXCERPT));
    }
}
