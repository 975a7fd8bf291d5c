//! Query as typed: words that must be there, "words in this order", -words that must not be.

use crate::platform::text::fold::{Token, tokens};
use std::borrow::Cow;

/// Most characters of a query that are read.
pub const LONGEST: usize = 200;
/// Most words of it.
pub const MOST: usize = 12;
/// Fewest letters of a word that may go on.
const GOES_ON: usize = 3;

/// A query, read. What it cannot be read as is left out: there is no wrong query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pub terms: Vec<Term>,
    /// Set when the last term is a word that may go on: somebody is typing it.
    pub goes_on: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Set for what must not be there.
    pub without: bool,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A folded word.
    Word(String),
    /// Words with hyphens between them: *back-up*.
    Joined(Vec<String>),
    /// Words in this order, stop words too.
    Phrase(Vec<String>),
}

impl Query {
    pub fn is_empty(&self) -> bool {
        self.terms.iter().all(|term| term.without)
    }

    /// Terms that must be there.
    pub fn wanted(&self) -> usize {
        self.terms.iter().filter(|term| !term.without).count()
    }

    /// Words that must be there, each with the number of its term. Those with hyphens between them are one.
    pub fn words(&self) -> impl Iterator<Item = (usize, Cow<'_, str>)> {
        let wanted = self.terms.iter().enumerate().filter(|(_, term)| !term.without);
        wanted.filter_map(|(n, term)| Some((n, term.what.as_word()?)))
    }

    /// The word that may go on.
    pub fn open_word(&self) -> Option<Cow<'_, str>> {
        self.terms.last().filter(|_| self.goes_on)?.what.as_word()
    }

    /// Tells whether words must stand in an order.
    pub fn has_phrases(&self) -> bool {
        self.terms.iter().any(|term| matches!(&term.what, What::Phrase(words) if words.len() > 1))
    }
}

impl What {
    /// Returns a word, or words with hyphens between them, as one word.
    fn as_word(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Word(word) => Some(word.into()),
            Self::Joined(words) => Some(words.concat().into()),
            Self::Phrase(_) => None,
        }
    }

    /// Returns its words as they were typed, without accents and capitals.
    pub fn shown(&self) -> String {
        match self {
            Self::Word(word) => word.clone(),
            Self::Joined(words) => words.join("-"),
            Self::Phrase(words) => words.join(" "),
        }
    }
}

/// Reads what somebody typed. Quotation marks that are not closed close at the end.
pub fn parse(typed: &str) -> Query {
    let (mut query, mut room, mut before) = (Query::default(), MOST, "");
    for (n, piece) in cut(typed).split(is_quote).enumerate() {
        let mut words = tokens(piece);
        words.truncate(room);
        room -= words.len();
        if n % 2 == 1 {
            let phrase = words.into_iter().map(|token| token.folded).collect();
            query.add(is_minus(before), What::Phrase(phrase));
            query.goes_on = false;
        } else {
            for chain in words.chunk_by(|_, next| next.joined) {
                query.add(chain.first().is_some_and(|word| is_minus(&piece[..word.at.start])), what(chain));
            }
            query.goes_on = piece.ends_with(char::is_alphanumeric) && room > 0;
        }
        before = piece;
    }
    let last = query.terms.last().filter(|term| !term.without).and_then(|term| term.what.as_word());
    query.goes_on &= last.is_some_and(|word| word.chars().count() >= GOES_ON);
    query
}

/// Cuts what was typed to what is read: whole words, unless the first one is too long already.
pub fn cut(typed: &str) -> &str {
    let longest = typed.char_indices().nth(LONGEST).map_or(typed.len(), |(at, _)| at);
    // Of what is left out, no more is read than shows whether a word goes on there.
    let read = typed.char_indices().nth(LONGEST + 1).map_or(typed, |(at, _)| &typed[..at]);
    let words = tokens(read);
    let too_long = words.iter().skip(1).find(|word| word.at.end > longest);
    let too_many = words.get(MOST);
    let end = [too_long, too_many].into_iter().flatten().map(|word| word.at.start);
    &typed[..end.min().unwrap_or(longest).min(longest)]
}

fn what(chain: &[Token<'_>]) -> What {
    match chain {
        [one] => What::Word(one.folded.clone()),
        more => What::Joined(more.iter().map(|token| token.folded.clone()).collect()),
    }
}

const fn is_quote(sign: char) -> bool {
    matches!(sign, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Tells whether a minus stands right before what comes next, and nothing before it.
fn is_minus(before: &str) -> bool {
    let without = before.strip_suffix(['-', '\u{2212}']);
    without.is_some_and(|rest| rest.is_empty() || rest.ends_with(char::is_whitespace))
}

impl Query {
    fn add(&mut self, without: bool, what: What) {
        let is_empty = matches!(&what, What::Phrase(words) if words.is_empty());
        if !is_empty {
            self.terms.push(Term { without, what });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(typed: &str) -> String {
        let query = parse(typed);
        let term = |term: &Term| {
            let minus = if term.without { "-" } else { "" };
            match &term.what {
                What::Word(word) => format!("{minus}{word}"),
                What::Joined(words) => format!("{minus}{}", words.join("~")),
                What::Phrase(words) => format!("{minus}\"{}\"", words.join(" ")),
            }
        };
        let terms: Vec<_> = query.terms.iter().map(term).collect();
        format!("{}{}", terms.join(" "), if query.goes_on { "…" } else { "" })
    }

    #[test]
    fn queries_are_read() {
        for (typed, read) in [
            ("Café", "cafe…"),
            ("café ", "cafe"),
            ("de fout", "de fout…"),
            ("fout de", "fout de"),
            ("\"panne de courant\" lundi", "\"panne de courant\" lundi…"),
            ("« panne de courant »", "\"panne de courant\""),
            ("klant -factuur", "klant -factuur"),
            ("klant -\"te laat\"", "klant -\"te laat\""),
            ("back-up", "back~up…"),
            ("back-up ", "back~up"),
            ("klant - factuur", "klant factuur…"),
            ("\"not closed", "\"not closed\""),
            ("a\"b c", "a \"b c\""),
        ] {
            assert_eq!(shown(typed), read, "{typed}");
        }
    }

    #[test]
    fn what_holds_no_word_is_empty() {
        for typed in ["", " ", "& | ! ()", "\"\"", "-", "--", "\0", "<-> :*", "'", "-nothing", "-\"or this\""]
        {
            assert!(parse(typed).is_empty(), "{typed}");
        }
    }

    #[test]
    fn long_queries_are_cut() {
        let many = "woord ".repeat(2_000);
        assert_eq!(parse(&many).terms.len(), MOST);
        assert_eq!(cut(&many), "woord ".repeat(MOST));
        assert_eq!(cut(&"é".repeat(10_000)).chars().count(), LONGEST);
        let few = "incomprehensibilities ".repeat(8);
        assert_eq!(cut(&format!("{few}{}", "o".repeat(LONGEST - few.len() + 1))), few, "no half word");
        assert_eq!(cut(&format!("{few}{}", "o".repeat(LONGEST - few.len()))).len(), LONGEST);
        assert_eq!(cut("short "), "short ", "what is typed next is another word");
    }

    proptest! {
        #[test]
        fn what_was_cut_is_cut_no_more_and_reads_the_same(typed in "([a-zé'\"  -]{0,9}){0,60}") {
            let once = cut(&typed);
            prop_assert_eq!(cut(once), once);
            prop_assert!(once.chars().count() <= LONGEST && tokens(once).len() <= MOST);
            prop_assert_eq!(parse(once), parse(&typed));
        }

        #[test]
        fn every_text_is_a_query(typed in "\\PC{0,300}") {
            let query = parse(&typed);
            let words: usize = query.terms.iter().map(|term| match &term.what {
                What::Word(_) => 1,
                What::Joined(words) | What::Phrase(words) => words.len(),
            }).sum();
            prop_assert!(words <= MOST);
        }
    }
}
