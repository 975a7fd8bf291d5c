//! Cleaning of text pasted from word processors, PDF, slides or chat, before any check: nobody is asked to remove what
//! nobody can see. `assets/js/count.js` does the same, so that both count alike.

use unicode_normalization::UnicodeNormalization;

/// Returns the text with line ends as `\n`, without invisible characters, composed (NFC), trimmed.
pub fn clean(raw: &str) -> String {
    let ends = raw.replace("\r\n", "\n");
    let mut kept = String::with_capacity(ends.len());
    let mut rest = ends.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            // Line breaks of typewriters, Word, PowerPoint, mainframes and Unicode.
            '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => kept.push('\n'),
            '\n' | '\t' => kept.push(c),
            '\u{200C}' | '\u{200D}' => {
                let next = rest.peek().copied();
                if kept.chars().next_back().is_some_and(can_be_joined) && next.is_some_and(can_be_joined) {
                    kept.push(c);
                }
            }
            c if shows_nothing(c) => {}
            c => kept.push(c),
        }
    }
    let composed: String = kept.nfc().collect();
    composed.trim().to_owned()
}

/// Tells whether nothing of the text can be seen; blanks that fonts draw for letters count as nothing.
pub(super) fn is_blank(text: &str) -> bool {
    let blank = |c: char| {
        c.is_whitespace()
            || matches!(c, '\u{115F}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}')
            || is_selector(c)
    };
    text.chars().all(blank)
}

/// Recognises controls, marks of direction, joints and gaps of no width, tags, and code points without a character.
fn shows_nothing(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{AD}'
                | '\u{34F}'
                | '\u{61C}'
                | '\u{17B4}'
                | '\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'
                | '\u{200E}' | '\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FDD0}'..='\u{FDEF}'
                | '\u{FEFF}'
                | '\u{FFF0}'..='\u{FFFC}'
                | '\u{E0000}'..='\u{E001F}'
                | '\u{E0080}'..='\u{E00FF}'
        )
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Tells whether a joiner beside `c` shows: in emoji sequences, Arabic and Indian scripts.
fn can_be_joined(c: char) -> bool {
    c >= '\u{590}'
        && !c.is_whitespace()
        && !shows_nothing(c)
        && !matches!(c, '\u{2000}'..='\u{206F}' | '\u{3000}')
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn invisible_characters_go_unless_they_carry_meaning() {
        let family = "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}";
        let burning_heart = "\u{2764}\u{FE0F}\u{200D}\u{1F525}";
        let england = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}";
        let persian = "\u{645}\u{6CC}\u{200C}\u{62E}\u{648}\u{627}\u{647}\u{645}";
        for (raw, cleaned) in [
            ("PowerPoint\u{B}breaks\u{C}pages", "PowerPoint\nbreaks\npages"),
            ("a\r\nb\rc\u{85}d\u{2028}e\u{2029}f", "a\nb\nc\nd\ne\nf"),
            ("column\tcolumn", "column\tcolumn"),
            ("NUL\0, bell\u{7}, \u{1b}[1mcolour\u{9b}0m", "NUL, bell, [1mcolour0m"),
            ("from \u{202B}right\u{202C} to \u{2067}left\u{2069}\u{200F}", "from right to left"),
            ("soft\u{AD}hy\u{200B}phens\u{2060} and\u{FEFF} marks\u{FFFC}", "softhyphens and marks"),
            ("\u{FEFF}\u{200B} around \u{200E} ", "around"),
            ("cafe\u{301}", "caf\u{e9}"),
            ("jo\u{200D}in\u{200C}ed", "joined"),
            ("joined\u{200D}", "joined"),
            ("no\u{FFFE}char\u{1FFFF}acter\u{FDD0}", "nocharacter"),
            ("a\u{A0}b\u{202F}c", "a\u{A0}b\u{202F}c"),
            (family, family),
            (burning_heart, burning_heart),
            (england, england),
            (persian, persian),
            ("\u{1F1E7}\u{1F1EA}\u{1F44D}\u{1F3FD}", "\u{1F1E7}\u{1F1EA}\u{1F44D}\u{1F3FD}"),
        ] {
            assert_eq!(clean(raw), cleaned, "{raw:?}");
        }
        assert!(is_blank("\u{3164} \u{2800}\u{FE0F}") && !is_blank("\u{2764}\u{FE0F}"));
    }

    proptest! {
        #[test]
        fn cleaning_is_done_once(raw in "\\PC{0,40}|(\\p{Cf}|\\p{Cc}|[a\u{301}\u{1F468}\u{200D} ]){0,40}") {
            let once = clean(&raw);
            prop_assert_eq!(clean(&once), once.clone());
            prop_assert!(!once.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')));
        }
    }
}
