//! Beginnings of texts, for lists.

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
    fn a_beginning_ends_with_a_whole_word() {
        assert_eq!(beginning("Short,\n\nand sweet.", 20), "Short, and sweet.");
        let long = format!("{}, and then more", "é".repeat(8));
        assert_eq!(beginning(&long, 10), format!("{}…", "é".repeat(8)));
        assert_eq!(beginning(&"字".repeat(11), 10), format!("{}…", "字".repeat(10)));
        assert_eq!(beginning(&"字".repeat(10), 10), "字".repeat(10));
    }
}
