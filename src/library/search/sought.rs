//! A query as Postgres reads it.

use super::{
    labels::Period,
    lexemes::{parts, quoted},
    query::{Query, Term, What},
    stem::{lexeme, mark},
};
use crate::platform::i18n::Language;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// More lexemes for some terms of a query, by the number of the term: of words that begin like it, or look like it.
pub type More = BTreeMap<usize, BTreeSet<String>>;

/// Number of terms that must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    All,
    /// At least one of them.
    Any,
}

/// Query, in the words of `tsquery`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// With phrases as phrases, where there are any.
    pub exact: Option<String>,
    /// All lexemes that speak for a story.
    pub rank: String,
    /// The same lexemes, to be marked in excerpts.
    pub lexemes: BTreeSet<String>,
    labels: Vec<String>,
    words: Expression,
}

impl Sought {
    /// Returns what the index looks up: phrases as words in any order, with all labels, of a period.
    pub fn broad(&self, period: &Period) -> String {
        let labels = |all: &[String]| all.iter().cloned().map(Expression::Lexeme).collect::<Vec<_>>();
        let within = some(labels(&period.within), Expression::Any);
        let without = some(labels(&period.without), Expression::Any);
        let without = without.map(|without| Expression::Not(Box::new(without)));
        let all = labels(&self.labels).into_iter().chain(within).chain([self.words.clone()]).chain(without);
        Expression::All(all.collect()).to_string()
    }

    /// Estimates how many stories fit, given how many have a lexeme: no fewer than do.
    pub fn fitting(&self, having: &impl Fn(&str) -> f64) -> f64 {
        self.words.fitting(having)
    }
}

/// Expression of a `tsquery`.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Expression {
    Lexeme(String),
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    /// Lexemes, and how many words each is after the one before.
    Phrase(Vec<(usize, String)>),
}

/// Says what to look for in stories of `languages` that have all `labels`; nothing when no word of the query says
/// anything in any of them.
pub fn sought(
    query: &Query,
    languages: &[Language],
    labels: &[String],
    more: &More,
    how: Mode,
) -> Option<Sought> {
    let either = |phrases: bool| {
        let all = languages.iter().filter_map(|&language| in_language(query, language, more, how, phrases));
        some(all.collect(), Expression::Any)
    };
    let words = either(false)?;
    let mut lexemes = BTreeSet::new();
    words.gather(&mut lexemes);
    let exact = either(true).filter(|_| query.has_phrases());
    let rank = some(lexemes.iter().cloned().map(Expression::Lexeme).collect(), Expression::Any)?;
    Some(Sought {
        exact: exact.map(|exact| exact.to_string()),
        rank: rank.to_string(),
        lexemes,
        labels: labels.to_vec(),
        words,
    })
}

/// Joins expressions, if there are any.
fn some(mut all: Vec<Expression>, join: impl FnOnce(Vec<Expression>) -> Expression) -> Option<Expression> {
    if all.len() > 1 { Some(join(all)) } else { all.pop() }
}

fn in_language(
    query: &Query,
    language: Language,
    more: &More,
    how: Mode,
    phrases: bool,
) -> Option<Expression> {
    let (mut wanted, mut unwanted) = (vec![], vec![]);
    for (n, term) in query.terms.iter().enumerate() {
        let found = term_in(term, language, more.get(&n), phrases);
        if term.without {
            unwanted.extend(found.map(|found| Expression::Not(Box::new(found))));
        } else {
            wanted.extend(found);
        }
    }
    let wanted = some(wanted, if how == Mode::All { Expression::All } else { Expression::Any })?;
    unwanted.insert(0, wanted);
    some(unwanted, Expression::All)
}

fn term_in(
    term: &Term,
    language: Language,
    more: Option<&BTreeSet<String>>,
    phrases: bool,
) -> Option<Expression> {
    let mut either: Vec<_> = match &term.what {
        What::Word(word) => word_in(word, language, !term.without).into_iter().collect(),
        What::Joined(words) => {
            let apart = words.iter().filter_map(|word| word_in(word, language, false)).collect();
            let one = word_in(&words.concat(), language, false);
            one.into_iter().chain(some(apart, Expression::All)).collect()
        }
        What::Phrase(words) if phrases || term.without => phrase(words, language).into_iter().collect(),
        What::Phrase(words) => {
            let each = words.iter().filter_map(|word| word_in(word, language, false)).collect();
            some(each, Expression::All).into_iter().collect()
        }
    };
    let own = more.into_iter().flatten().filter(|lexeme| lexeme.starts_with(mark(language)));
    either.extend(own.cloned().map(Expression::Lexeme));
    some(either, Expression::Any)
}

/// A word, or all parts of a compound.
fn word_in(word: &str, language: Language, with_parts: bool) -> Option<Expression> {
    let whole = lexeme(language, word).map(Expression::Lexeme)?;
    let parts = if with_parts { parts(language, word) } else { vec![] };
    let parts = parts.into_iter().filter_map(|part| lexeme(language, part)).map(Expression::Lexeme).collect();
    some([whole].into_iter().chain(some(parts, Expression::All)).collect(), Expression::Any)
}

fn phrase(words: &[String], language: Language) -> Option<Expression> {
    let (mut lexemes, mut last) = (vec![], 0);
    for (n, word) in words.iter().enumerate() {
        if let Some(lexeme) = lexeme(language, word) {
            lexemes.push((n - last, lexeme));
            last = n;
        }
    }
    (!lexemes.is_empty()).then_some(Expression::Phrase(lexemes))
}

impl Expression {
    /// Gathers the lexemes that speak for a story.
    fn gather(&self, all: &mut BTreeSet<String>) {
        match self {
            Self::Lexeme(lexeme) => drop(all.insert(lexeme.clone())),
            Self::All(each) | Self::Any(each) => each.iter().for_each(|one| one.gather(all)),
            Self::Phrase(words) => all.extend(words.iter().map(|(_, lexeme)| lexeme.clone())),
            Self::Not(_) => {}
        }
    }
}

impl Expression {
    fn fitting(&self, having: &impl Fn(&str) -> f64) -> f64 {
        match self {
            Self::Lexeme(lexeme) => having(lexeme),
            Self::Any(each) => each.iter().map(|one| one.fitting(having)).sum(),
            Self::All(each) => each.iter().map(|one| one.fitting(having)).fold(f64::INFINITY, f64::min),
            Self::Phrase(words) => {
                words.iter().map(|(_, lexeme)| having(lexeme)).fold(f64::INFINITY, f64::min)
            }
            Self::Not(_) => f64::INFINITY,
        }
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, each: &[Self], between: &str| {
            for (n, one) in each.iter().enumerate() {
                write!(f, "{}{one}", if n == 0 { "(" } else { between })?;
            }
            write!(f, ")")
        };
        match self {
            Self::Lexeme(lexeme) => write!(f, "'{}'", quoted(lexeme)),
            Self::All(each) => list(f, each, " & "),
            Self::Any(each) => list(f, each, " | "),
            Self::Not(one) => write!(f, "!{one}"),
            Self::Phrase(words) => {
                for (n, (gap, lexeme)) in words.iter().enumerate() {
                    if n == 0 {
                        write!(f, "(")?;
                    } else {
                        write!(f, " <{gap}> ")?;
                    }
                    write!(f, "'{}'", quoted(lexeme))?;
                }
                write!(f, ")")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::search::query::parse;

    fn shown(typed: &str, languages: &[Language]) -> String {
        let sought = sought(&parse(typed), languages, &[], &More::new(), Mode::All);
        sought.map(|sought| sought.exact.unwrap_or_else(|| sought.words.to_string())).unwrap_or_default()
    }

    #[test]
    fn each_language_has_its_own_stems_and_stop_words() {
        assert_eq!(shown("de fouten", &[Language::Nl]), "'nfout'");
        assert_eq!(shown("de fouten", &[Language::En]), "('ede' & 'efouten')");
        assert_eq!(shown("fouten", &[Language::Nl, Language::Fr]), "('nfout' | 'ffouten')");
        assert_eq!(shown("the of", &[Language::En]), "");
    }

    #[test]
    fn phrases_minus_and_compounds() {
        assert_eq!(shown("\"panne de courant\"", &[Language::Fr]), "('fpann' <2> 'fcour')");
        assert_eq!(shown("client -erreurs", &[Language::Fr]), "('fclient' & !'ferreur')");
        assert_eq!(shown("client -\"une erreur\"", &[Language::Fr]), "('fclient' & !('ferreur'))");
        assert_eq!(shown("back-up", &[Language::En]), "('ebackup' | 'eback')");
        assert_eq!(shown("foutmelding", &[Language::Nl]), "('nfoutmeld' | ('nfout' & 'nmelding'))");
        assert_eq!(shown("-fout", &[Language::Nl]), "");
    }

    #[test]
    fn the_rarest_word_says_how_much_fits() {
        let fitting = |typed: &str| {
            let sought = sought(&parse(typed), &[Language::En], &[], &More::new(), Mode::All).unwrap();
            sought.fitting(&|lexeme| if lexeme == "eoften" { 100.0 } else { 3.0 })
        };
        assert_eq!(fitting("often seldom -never").to_string(), "3");
        assert_eq!(fitting("\"often often\" ").to_string(), "100");
    }

    #[test]
    fn labels_are_demanded_and_more_is_welcome() {
        let more = More::from([(0, BTreeSet::from(["nfoutmeld".to_owned(), "efoul".to_owned()]))]);
        let labels = ["W2026-W48".to_owned()];
        let found = sought(&parse("fou"), &[Language::Nl, Language::En], &labels, &more, Mode::All).unwrap();
        assert_eq!(
            found.broad(&Period::default()),
            "('W2026-W48' & (('nfou' | 'nfoutmeld') | ('efou' | 'efoul')))"
        );
        assert_eq!(found.rank, "('efou' | 'efoul' | 'nfou' | 'nfoutmeld')");
        let some = Period { within: vec!["Q4".to_owned()], without: vec!["Q6".to_owned(), "Q5".to_owned()] };
        let broad = found.broad(&some);
        assert!(broad.contains(" & 'Q4' & ") && broad.ends_with(" & !('Q6' | 'Q5'))"), "{broad}");
        assert_eq!(found.exact, None);
    }
}
