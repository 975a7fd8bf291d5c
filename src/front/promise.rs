//! The promise in words, built from the terms that hold here and nothing else.

use crate::{
    organisations::{
        house::House,
        promise::{Promise, Term, Terms},
    },
    platform::{i18n::Language, schedule::Moments},
};

/// Words the moments at which stories come out.
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
        Ok(daily) => language.text_n("front-promise-mix-daily", daily.words(language)),
        Err(_) => language.text_n("front-promise-mix-daily", terms.mix.clone()),
    }
}

/// Words the smallest group in which stories come out.
pub fn crowd_words(terms: &Terms, language: Language) -> String {
    if terms.threshold > 1 {
        language.text_n("front-promise-crowd", terms.threshold)
    } else {
        language.text("front-promise-no-crowd")
    }
}

/// Words the lanes.
pub fn lanes_words(terms: &Terms, language: Language) -> Vec<String> {
    let (set, lanes) = (terms.lanes(), terms.open_lanes());
    let named = set.house.then(|| language.text("front-promise-lane-named"));
    let unverified = language.text_n("front-promise-lane-unverified", set.most_unverified());
    let house = lanes.house.then(|| language.text("front-promise-lane-house"));
    let open = lanes.open.map(|most| language.text_n("front-promise-lane-open", most));
    [named, Some(unverified), house, open].into_iter().flatten().collect()
}

/// Words the number of people who can tell stories, and its effect on hiding among them.
pub fn people_words(terms: &Terms, language: Language) -> String {
    let key = match House::of(terms.people) {
        House::Unsaid => "front-promise-people-unsaid",
        House::Tiny => "front-promise-people-tiny",
        House::Small => "front-promise-people-small",
        House::Large => "front-promise-people-large",
    };
    language.text_n(key, terms.people.unwrap_or_default())
}

/// Words the differences of a log entry from the one before it.
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
            Term::People => people_words(now, language),
            Term::Readers => language.text(&format!("front-promise-log-readers-{}", now.readers)),
        };
        let kind = match (term, weaker) {
            (_, true) => "weaker",
            // A fact, neither stronger nor weaker.
            (Term::People | Term::Readers, false) => "said",
            (_, false) => "stronger",
        };
        language.text_n(&format!("front-promise-log-{kind}"), change)
    };
    now.changes(before).into_iter().map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisations::Readers;
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
            people: Some(240),
            readers: Readers::House,
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
            people: None,
            readers: Readers::Everybody,
            ..loose
        };
        for language in Language::ALL {
            for (now, before) in [(&firm, &loose), (&loose, &firm)] {
                let words = change_words(&entry(now.clone()), &entry(before.clone()), *language);
                assert_eq!(words.len(), 9);
                assert!(words.iter().all(|words| !words.contains("front-")), "{words:?}");
            }
        }
    }

    #[test]
    fn the_words_say_the_terms() {
        let firm = terms("06:00", 5);
        let alone = Terms { threshold: 1, ..firm.clone() };
        let open = Terms { open: Some(37), ..firm.clone() };
        let tiny = Terms { people: Some(4), ..open.clone() };
        for language in Language::ALL {
            let crowd = crowd_words(&firm, *language);
            assert!(crowd.contains('5') && !crowd.contains("front-"), "{crowd}");
            assert_eq!(crowd_words(&alone, *language), language.text("front-promise-no-crowd"));
            let people = people_words(&firm, *language);
            assert!(people.contains("240") && !people.contains("front-"), "{people}");
            let lanes = [&firm, &open, &tiny].map(|terms| lanes_words(terms, *language));
            assert_eq!(lanes.each_ref().map(Vec::len), [3, 4, 2], "named, unverified, house, open");
            assert!(lanes[0][1].contains("20") && lanes[1][1].contains("37"), "{lanes:?}");
            assert!(lanes[1][3].contains("37"), "{lanes:?}");
        }
    }
}
