//! Lexemes: what different forms of a word have in common, in one language.

use super::stop;
use crate::platform::i18n::Language;
use rust_stemmers::{Algorithm, Stemmer};

/// Number of the rules by which texts were read: this module, its neighbours and the stemmers. With another number, every
/// text is read anew.
pub const RULES: i16 = 2;

/// First letter of a language's lexemes, so that a Dutch *bout* is no French one.
pub const fn mark(language: Language) -> char {
    match language {
        Language::Nl => 'n',
        Language::Fr => 'f',
        Language::En => 'e',
    }
}

/// Returns the lexeme of a folded word: none for a word that says nothing by itself, such as *the*.
pub fn lexeme(language: Language, folded: &str) -> Option<String> {
    if stop::is_stop_word(language, folded) {
        return None;
    }
    Some(format!("{}{}", mark(language), stem(language, folded)))
}

/// Returns the stem of a folded word.
pub fn stem(language: Language, folded: &str) -> String {
    let algorithm = match language {
        Language::Nl => Algorithm::Dutch,
        Language::Fr => Algorithm::French,
        Language::En => Algorithm::English,
    };
    let prepared = match language {
        Language::Fr => masculine(folded),
        Language::Nl | Language::En => folded,
    };
    let mut stem = Stemmer::create(algorithm).stem(prepared).into_owned();
    // *Déployer* ends so, *déployé* does not without its accent.
    if language == Language::Fr && stem.ends_with('y') {
        stem.pop();
        stem.push('i');
    }
    stem
}

/// Takes the endings of French participles that their stemmer knows by the accent only: *arrivée*, *arrivées*.
fn masculine(folded: &str) -> &str {
    let singular = folded.strip_suffix('s').unwrap_or(folded);
    match singular.strip_suffix('e') {
        Some(word) if word.ends_with('e') && word.len() > 2 => word,
        _ => folded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::text::fold::fold;

    fn alike(language: Language, words: &[&str]) {
        let mut stems: Vec<_> = words.iter().map(|word| stem(language, &fold(word))).collect();
        stems.dedup();
        assert_eq!(stems.len(), 1, "{words:?}: {stems:?}");
    }

    #[test]
    fn forms_of_a_word_share_a_lexeme() {
        alike(Language::Nl, &["fout", "fouten"]);
        alike(Language::Nl, &["probleem", "problemen"]);
        alike(Language::Nl, &["gesprek", "gesprekken"]);
        alike(Language::Nl, &["vergadering", "vergaderingen"]);
        alike(Language::Nl, &["klant", "klanten"]);
        alike(Language::Fr, &["événement", "evenement", "ÉVÉNEMENTS"]);
        alike(Language::Fr, &["déployé", "déployée", "déployées", "deployees", "déployer"]);
        alike(Language::Fr, &["erreur", "erreurs"]);
        alike(Language::Fr, &["arrivé", "arrivées", "arriver"]);
        alike(Language::Fr, &["idée", "idées", "idees"]);
        alike(Language::En, &["deploy", "deployed", "deploying", "deploys"]);
        alike(Language::En, &["mistake", "mistakes"]);
        alike(Language::En, &["apology", "apologies"]);
    }

    #[test]
    fn words_of_one_language_are_not_those_of_another() {
        assert_eq!(lexeme(Language::Nl, "de"), None);
        assert_eq!(lexeme(Language::Fr, "de"), None);
        assert_eq!(lexeme(Language::En, "de").as_deref(), Some("ede"));
        assert_ne!(lexeme(Language::Nl, "restaurant"), lexeme(Language::Fr, "restaurant"));
    }
}
