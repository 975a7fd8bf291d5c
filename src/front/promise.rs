//! The promise in words, built from the terms that hold here and nothing else.

use crate::{
    organisations::promise::{Promise, Term, Terms},
    platform::{i18n::Language, schedule::Moments},
};

/// When stories come out, in words.
#[must_use]
pub fn mix_words(terms: &Terms, language: Language) -> String {
    match terms.mix.parse() {
        Ok(Moments::Every(interval)) => {
            let (key, n) = match interval.num_seconds() {
                s if s % 3600 == 0 => ("front-promise-mix-hours", s / 3600),
                s if s % 60 == 0 => ("front-promise-mix-minutes", s / 60),
                s => ("front-promise-mix-seconds", s),
            };
            language.text_n(key, n)
        }
        _ => language.text_n("front-promise-mix-daily", terms.mix.clone()),
    }
}

/// Whom a story comes out with, in words.
#[must_use]
pub fn crowd_words(terms: &Terms, language: Language) -> String {
    if terms.threshold > 1 {
        language.text_n("front-promise-crowd", terms.threshold)
    } else {
        language.text("front-promise-no-crowd")
    }
}

/// The ways in, in words.
#[must_use]
pub fn lanes_words(terms: &Terms, language: Language) -> Vec<String> {
    let named = Some(language.text("front-promise-lane-named"));
    let house = terms.house.then(|| language.text("front-promise-lane-house"));
    let open = terms
        .open
        .map(|most| language.text_n("front-promise-lane-open", most));
    [named, house, open].into_iter().flatten().collect()
}

/// What an entry of the log changed against the one before it, in words; nothing for the first.
#[must_use]
pub fn change_words(promise: &Promise, before: &Promise, language: Language) -> Vec<String> {
    let (now, before) = (&promise.terms, &before.terms);
    let on = |term: &str, on: bool| {
        let state = if on { "on" } else { "off" };
        language.text(&format!("front-promise-log-{term}-{state}"))
    };
    let words = |(term, weaker): (Term, bool)| {
        let change = match term {
            Term::Mix => mix_words(now, language),
            Term::Threshold => crowd_words(now, language),
            Term::House => on("house", now.house),
            Term::Open => match now.open {
                Some(most) => language.text_n("front-promise-log-open-on", most),
                None => language.text("front-promise-log-open-off"),
            },
            Term::Https => on("https", now.https),
            Term::Quiet => on("quiet", now.quiet),
            Term::Lives => language.text("front-promise-log-lives"),
        };
        let kind = if weaker { "weaker" } else { "stronger" };
        language.text_n(&format!("front-promise-log-{kind}"), change)
    };
    now.changes(before).into_iter().map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn terms(mix: &str, threshold: i32) -> Terms {
        Terms {
            mix: mix.to_owned(),
            threshold,
            house: true,
            open: None,
            https: true,
            quiet: true,
            lives: vec![60],
        }
    }

    #[test]
    fn the_mix_is_said_in_the_largest_unit_that_fits() {
        let words = |mix: &str| mix_words(&terms(mix, 5), Language::En);
        assert!(words("every 10s").contains("every 10 seconds"));
        assert!(words("every 60s").contains("every minute"));
        assert!(words("every 300s").contains("every 5 minutes"));
        assert!(words("every 3600s").contains("every hour"));
        assert!(words("06:00, 18:00").contains("06:00, 18:00"));
    }

    #[test]
    fn every_change_has_words_that_say_which_way_it_went() {
        let entry = |terms| Promise::following(None, NaiveDate::default(), terms);
        let (loose, firm) = (terms("every 10s", 1), terms("06:00", 5));
        let loose = Terms {
            house: false,
            open: Some(20),
            https: false,
            quiet: false,
            lives: vec![90],
            ..loose
        };
        for language in Language::ALL {
            for (now, before) in [(&firm, &loose), (&loose, &firm)] {
                let words = change_words(&entry(now.clone()), &entry(before.clone()), *language);
                assert_eq!(words.len(), 7);
                assert!(words.iter().all(|words| !words.contains("front-")), "{words:?}");
            }
        }
    }
}
