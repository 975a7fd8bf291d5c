//! The promise, built from how this program is set up and nothing else.

use crate::platform::{i18n::Language, schedule::Moments};

/// How this program runs, as far as it matters to somebody who tells.
#[derive(Debug, Clone)]
pub struct Configuration {
    /// When letters are mixed.
    pub mix: Moments,
    /// How many anonymous stories come out together at least.
    pub threshold: i32,
    /// How many people can read stories here.
    pub readers: usize,
    /// Whether visitors come over https.
    pub https: bool,
    /// Whether this is a demonstration.
    pub demo: bool,
}

impl Configuration {
    /// When stories come out, in words.
    #[must_use]
    pub fn mix_words(&self, language: Language) -> String {
        match &self.mix {
            Moments::Daily(_) => language.text_n("front-promise-mix-daily", self.mix.to_string()),
            Moments::Every(interval) => {
                let seconds = interval.num_seconds();
                let (key, n) = match seconds {
                    s if s % 3600 == 0 => ("front-promise-mix-hours", s / 3600),
                    s if s % 60 == 0 => ("front-promise-mix-minutes", s / 60),
                    s => ("front-promise-mix-seconds", s),
                };
                language.text_n(key, n)
            }
        }
    }

    /// Whom a story comes out with, in words.
    #[must_use]
    pub fn crowd_words(&self, language: Language) -> String {
        if self.threshold > 1 {
            language.text_n("front-promise-crowd", self.threshold)
        } else {
            language.text("front-promise-no-crowd")
        }
    }

    /// Who reads, in words.
    #[must_use]
    pub fn readers_words(&self, language: Language) -> String {
        language.text_n("front-promise-readers-now", self.readers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mix_is_said_in_the_largest_unit_that_fits() {
        let words = |mix: &str| {
            let configuration = Configuration {
                mix: mix.parse().unwrap(),
                threshold: 5,
                readers: 2,
                https: true,
                demo: false,
            };
            configuration.mix_words(Language::En)
        };
        assert!(words("every 10s").contains("every 10 seconds"));
        assert!(words("every 60s").contains("every minute"));
        assert!(words("every 5m").contains("every 5 minutes"));
        assert!(words("every 1h").contains("every hour"));
        assert!(words("18:00,06:00").contains("06:00, 18:00"));
    }
}
