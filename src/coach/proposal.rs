//! Proposals: something more general than the words found.

use super::rules::{Make, RULES, RuleData};
use crate::platform::i18n::Language;
use regex::Captures;

/// Returns the proposal of a rule for `marked`; `None` when only the author can reword it.
pub(super) fn proposal(
    rule: &RuleData,
    parts: &Captures<'_>,
    marked: &str,
    language: Language,
) -> Option<String> {
    let language = rule.lang.unwrap_or(language);
    let part = |name| parts.name(name).map(|part| part.as_str());
    let made = match rule.make {
        None => match &rule.to {
            Some(to) => to.clone(),
            None => words(rule.say.as_deref().unwrap_or(rule.kind.as_str()), language)?,
        },
        Some(Make::Keep) => part("keep")?.to_owned(),
        Some(Make::Lower) => marked.to_lowercase(),
        Some(Make::Season) => season("season", part("month")?, language)?,
        Some(Make::InSeason) => season("in season", part("month")?, language)?,
        Some(Make::Date) => {
            let season = season("in season", part("month")?, language)?;
            let weekday = part("weekday").and_then(|day| RULES.lists.number("weekday", day));
            let day = weekday.map_or(0, |day| if day < 6 { 1 } else { 2 });
            format!("{} {season}", step("day", day, language)?)
        }
        Some(Make::Hour) => step("hour", part_of_day(part("hour"), part("half")), language)?,
        Some(Make::AtHour) => step("at hour", part_of_day(part("hour"), part("half")), language)?,
        Some(Make::Amount) => step("amount", amount_step(part("number"), part("scale")), language)?,
    };
    Some(format!("{}{made}", rule.lead))
}

pub(super) fn words(name: &str, language: Language) -> Option<String> {
    RULES.lists.words.get(name)?.get(&language).cloned()
}

fn step(scale: &str, step: usize, language: Language) -> Option<String> {
    RULES.lists.scales.get(scale)?.get(&language)?.get(step).cloned()
}

fn season(scale: &str, month: &str, language: Language) -> Option<String> {
    let month = month.parse().ok().or_else(|| RULES.lists.number("month", month))?;
    step(scale, month % 12 / 3, language)
}

/// Returns 0 to 3 for night, morning, afternoon and evening; 4 if that is uncertain.
fn part_of_day(hour: Option<&str>, half: Option<&str>) -> usize {
    let Some(number) = hour.and_then(|hour| hour.parse::<usize>().ok()) else {
        return 4;
    };
    let hour = match half {
        Some("p" | "P") => number % 12 + 12,
        Some(_) => number % 12,
        None if (1..=6).contains(&number) && hour.is_some_and(|hour| hour.len() == 1) => return 4,
        None => number,
    };
    match hour {
        0..=5 => 0,
        6..=11 => 1,
        12..=17 => 2,
        _ => 3,
    }
}

/// Returns the number of digits before the decimals, clamped to 2–7, minus one; 0 without a number.
fn amount_step(number: Option<&str>, scale: Option<&str>) -> usize {
    let Some(number) = number else { return 0 };
    let whole = match number.rfind(['.', ',']) {
        Some(at) if number.len() - at <= 3 => &number[..at],
        _ => number,
    };
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let zeros = scale.and_then(|scale| RULES.lists.number("scale", scale)).unwrap_or(0);
    (digits.trim_start_matches('0').len() + zeros).clamp(2, 7) - 1
}

#[cfg(test)]
mod tests {
    use super::super::{OwnRules, find};
    use super::*;

    fn first(text: &str, language: Language) -> Option<String> {
        find(text, language, &OwnRules::default()).into_iter().next().and_then(|it| it.instead)
    }

    #[test]
    fn proposals_are_more_general() {
        use Language::{En, Fr, Nl};
        for (language, text, instead) in [
            (En, "It broke on Tuesday 4 March, 14:10.", "a weekday in spring"),
            (Nl, "Dat was op zaterdag 5 juli 2024 om 14u10.", "een weekenddag in de zomer"),
            (Fr, "La panne du mardi 4 mars nous a surpris.", "d’un jour de semaine au printemps"),
            (Fr, "Le 12 janvier, tout a lâché.", "Un jour en hiver"),
            (Nl, "op 2025-10-14 was het stuk", "een dag in de herfst"),
            (En, "It was due by 5 pm.", "the afternoon"),
            (Nl, "Om 8u30 begon het.", "In de ochtend"),
            (Fr, "à 22h15 il ne restait rien", "le soir"),
            (Nl, "om half drie viel het stil", "op een bepaald moment"),
            (En, "It cost us €12,345.50.", "a five-figure sum"),
            (Nl, "goed voor 1,5 miljoen euro", "een bedrag in de miljoenen"),
            (Fr, "une perte de 900 €", "une somme à trois chiffres"),
            (Nl, "met 12k€ verlies", "een bedrag van vijf cijfers"),
            (En, "I was in my team of three then", "my team"),
            (En, "please NEVER AGAIN now", "never again"),
            (Nl, "mail naar jan@acme.be", "een e-mailadres"),
            (Fr, "l’erreur du directeur", "de quelqu’un de la direction"),
            (Fr, "j’étais à côté d’Anne-Sophie", "de quelqu’un"),
            (Fr, "il fallait appeler au 0475 12 34 56", "à un numéro de téléphone"),
        ] {
            assert_eq!(first(text, language).as_deref(), Some(instead), "{text}");
        }
    }

    #[test]
    fn amounts_have_a_size() {
        assert_eq!(amount_step(Some("12.345,67"), None), 4);
        assert_eq!(amount_step(Some("0,5"), Some("miljoen")), 5);
        assert_eq!(amount_step(Some("1\u{202F}000\u{202F}000"), None), 6);
        assert_eq!(amount_step(None, Some("miljoen")), 0);
    }
}
