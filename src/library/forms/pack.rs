//! Forms of reading packs.

use crate::{
    ids::PackId,
    library::pack::{Pack, PackText},
    platform::{
        i18n::Language,
        text::{Line, Prose},
        web::{
            Seen, TypedFields,
            form::{Checks, FieldErrors},
        },
    },
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub const TITLE: usize = 120;
pub const INTRO: usize = 2_000;

/// `POST /desk/{org}/packs`, `/packs/{pack}` and below: `id`, `seen`, `shown`, and `title_nl`, `intro_nl` and so on;
/// `story` to add, or `to`, the place where one goes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct PackForm(pub TypedFields);

/// Returns the names of the fields for a language: title and intro.
pub const fn fields(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::Nl => ("title_nl", "intro_nl"),
        Language::Fr => ("title_fr", "intro_fr"),
        Language::En => ("title_en", "intro_en"),
    }
}

impl PackForm {
    /// Returns the form of a new pack.
    pub fn blank() -> Self {
        let mut form = TypedFields::default();
        form.put("id", &PackId::new().to_string());
        Self(form)
    }

    pub fn of(pack: &Pack) -> Self {
        let mut form = TypedFields::made_from(&Seen::of(pack));
        form.put("shown", if pack.shown { "on" } else { "" });
        for (language, text) in &pack.texts {
            let (title, intro) = fields(*language);
            form.put(title, &text.title);
            form.put(intro, &text.intro);
        }
        Self(form)
    }

    /// Parses the id that a form for a new pack carries.
    pub fn id(&self) -> Option<PackId> {
        PackId::of_form(self.0.get("id")).ok()
    }

    /// Checks everything. There is a title in the `first` language of the organisation, and where there is an intro.
    pub fn check(&self, id: PackId, first: Language, language: Language) -> Result<Pack, FieldErrors> {
        let mut checks = Checks::new(language);
        let mut texts = BTreeMap::new();
        for spoken in Language::ALL {
            let (title_field, intro_field) = fields(*spoken);
            let intro = checks.field(intro_field, Prose::<0, INTRO>::parse(self.0.get(intro_field)));
            let blank = [title_field, intro_field].iter().all(|field| self.0.get(field).trim().is_empty());
            if blank && *spoken != first {
                continue;
            }
            let title = checks.field(title_field, Line::<TITLE>::parse(self.0.get(title_field)));
            if let (Some(title), Some(intro)) = (title, intro) {
                texts.insert(*spoken, PackText { title: title.into(), intro: intro.into() });
            }
        }
        let errors = checks.errors();
        let shown = self.0.ticked("shown");
        if errors.is_empty() { Ok(Pack { id, shown, texts }) } else { Err(errors) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_has_a_title_in_the_first_language_and_where_it_has_an_intro() {
        let id = PackId::new();
        let check = |fields: &[(&str, &str)]| {
            let mut form = PackForm::blank();
            for (field, value) in fields {
                form.0.put(field, value);
            }
            form.check(id, Language::Nl, Language::En)
        };
        let pack = check(&[("title_nl", " Eerste weken "), ("shown", "on")]).unwrap();
        assert!(pack.shown && pack.id == id && pack.texts.len() == 1);
        assert_eq!(pack.texts[&Language::Nl].title, "Eerste weken");
        assert!(check(&[]).unwrap_err().has("title_nl"));
        assert!(check(&[("title_nl", "x"), ("intro_fr", "y")]).unwrap_err().has("title_fr"));
        assert!(check(&[("title_nl", &"x".repeat(121))]).unwrap_err().has("title_nl"));
        let again = PackForm::of(&pack);
        assert_eq!(again.check(id, Language::Nl, Language::Fr).unwrap(), pack);
        assert_eq!(again.0.seen(), Seen::of(&pack));
    }
}
