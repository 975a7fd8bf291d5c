//! Questions whose answer could tell who somebody is: when it was, in which team, in which role.

use regex::RegexSet;
use std::sync::LazyLock;

/// Patterns in all languages: a question is written in that of the story, or in another.
const PATTERNS: &[&str] = &[
    // English.
    r"\bwhen (exactly|did|was|were|is|do|does|had)\b|\b(since|until) when\b",
    r"\b(what|which) (time|hour|day|date|week|month|year|team|department|unit|office|site|role|function|position)\b",
    r"\byour (team|department|unit|office|role|job|function|position|title|manager|boss)\b",
    // Dutch.
    r"\bwanneer (precies|was|is|gebeurde|ging|deed|viel|speelde|heb|had)\b|\b(sinds|tot) wanneer\b|\bhoe laat\b",
    r"\b(welke?|wat voor) (uur|tijdstip|moment|dag|datum|week|maand|jaar|team|ploeg|dienst|afdeling|rol|functie|vestiging|kantoor|site)\b",
    r"\b(je|jouw|uw|jullie) (team|ploeg|dienst|afdeling|rol|functie|job|baan|leidinggevende|baas|chef)\b",
    // French.
    r"\bquand (exactement|est-ce|était-ce|était|cela|ça|avez|as-tu|a-t)|\b(depuis|jusqu’à|jusqu'à) quand\b",
    r"\bquel(le)?s? (heure|jour|date|semaine|mois|année|équipe|service|département|site|bureau|rôle|fonction|poste)s?\b",
    r"\b(ton|ta|votre|vos) (équipe|service|département|bureau|rôle|fonction|poste|chef|responsable|supérieur)\b",
];

static ASKS: LazyLock<Option<RegexSet>> = LazyLock::new(|| {
    let patterns = PATTERNS.iter().map(|pattern| format!("(?i){pattern}"));
    RegexSet::new(patterns)
        .inspect_err(|error| tracing::error!(%error, "the patterns of questions cannot be read"))
        .ok()
});

/// Tells whether a question seems to ask for a time, a team or a role.
pub fn asks_who(question: &str) -> bool {
    let spaced = question.split_whitespace().collect::<Vec<_>>().join(" ");
    ASKS.as_ref().is_some_and(|patterns| patterns.is_match(&spaced))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{organisations::question_templates::in_language, platform::i18n::Language};

    #[test]
    fn times_teams_and_roles_are_noticed() {
        for question in [
            "When was this?",
            "And what\ntime did it break?",
            "Which department are you in?",
            "What was your role in it?",
            "Wanneer gebeurde dat precies?",
            "In WELKE dienst werk je?",
            "Wat was jouw functie?",
            "Hoe laat was het?",
            "Quand est-ce arrivé ?",
            "À quelle heure ?",
            "Dans quelle équipe ?",
            "Quel était votre rôle ?",
        ] {
            assert!(asks_who(question), "{question}");
        }
    }

    #[test]
    fn other_questions_are_not() {
        for question in [
            "What did you learn when it broke?",
            "What would you do now?",
            "Wat zou je nu anders doen, wanneer het weer misgaat?",
            "Hebt u er spijt van?",
            "Qu’avez-vous appris, quand même ?",
            "Qu’est-ce que cela a coûté ?",
        ] {
            assert!(!asks_who(question), "{question}");
        }
        for language in Language::ALL {
            for question in in_language(&[], *language) {
                assert!(!asks_who(&question.words), "{}", question.words);
            }
        }
    }
}
