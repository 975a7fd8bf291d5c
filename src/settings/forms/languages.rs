//! Form of the languages of the pages.

use super::keep;
use crate::platform::{
    i18n::Language,
    web::{
        Seen, TypedFields,
        form::{Checks, FieldErrors},
    },
};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// `POST /desk/{org}/settings/languages`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct ChangeLanguages(pub TypedFields);

pub static BOXES: LazyLock<Vec<(Language, &'static str)>> = LazyLock::new(|| {
    let named = |&language: &Language| (language, keep(format!("language_{language}")));
    Language::ALL.iter().map(named).collect()
});

impl ChangeLanguages {
    pub fn of(languages: &[Language]) -> Self {
        let mut form = TypedFields::made_from(&Seen::of(languages));
        if let Some(first) = languages.first() {
            form.put("first_language", first.as_str());
        }
        for (_, field) in BOXES.iter().filter(|(language, _)| languages.contains(language)) {
            form.put(field, "on");
        }
        Self(form)
    }

    /// Checks all fields. Languages that stay keep their order among those `now`.
    pub fn check(&self, now: &[Language], language: Language) -> Result<Vec<Language>, FieldErrors> {
        let mut checks = Checks::new(language);
        let added = Language::ALL.iter().filter(|language| !now.contains(language));
        let ticked = |language: &Language| self.0.ticked(&format!("language_{language}"));
        let mut chosen: Vec<Language> = now.iter().chain(added).copied().filter(ticked).collect();
        if chosen.is_empty() {
            checks.wrong(BOXES[0].1, language.text("settings-no-language"));
        }
        let first = self.0.get("first_language").parse::<Language>().ok();
        match first.and_then(|first| chosen.iter().position(|language| *language == first)) {
            Some(place) => chosen[..=place].rotate_right(1),
            None if chosen.is_empty() => {}
            None => checks.wrong("first_language", language.text("settings-first-language-not-chosen")),
        }
        let errors = checks.errors();
        if errors.is_empty() { Ok(chosen) } else { Err(errors) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{En, Fr, Nl};

    #[test]
    fn what_is_shown_can_be_saved_again_and_the_first_language_moves_to_the_front() {
        let now = vec![En, Nl];
        let mut form = ChangeLanguages::of(&now);
        assert_eq!(form.check(&now, En).unwrap(), now);
        form.0.put("language_fr", "on");
        form.0.put("first_language", "nl");
        assert_eq!(form.check(&now, En).unwrap(), [Nl, En, Fr]);
        form.0.put("first_language", "de");
        assert!(form.check(&now, En).is_err());
        assert!(ChangeLanguages::default().check(&now, En).is_err());
    }
}
