//! Form of the call for stories.

use super::keep;
use crate::platform::{
    i18n::Language,
    text::Prose,
    web::{
        Seen, TypedFields,
        form::{Checks, FieldErrors},
    },
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::LazyLock};

pub const CALL: usize = 1000;

/// `POST /desk/{org}/settings/call`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct ChangeCall(pub TypedFields);

pub static CALLS: LazyLock<Vec<(Language, &'static str)>> = LazyLock::new(|| {
    let named = |&language: &Language| (language, keep(format!("call_{language}")));
    Language::ALL.iter().map(named).collect()
});

impl ChangeCall {
    pub fn of(calls: &BTreeMap<Language, String>) -> Self {
        let mut form = TypedFields::made_from(&Seen::of(calls));
        for (language, field) in CALLS.iter() {
            form.put(field, calls.get(language).map_or("", String::as_str));
        }
        Self(form)
    }

    pub fn check(&self, language: Language) -> Result<BTreeMap<Language, String>, FieldErrors> {
        let mut checks = Checks::new(language);
        let each = CALLS.iter().filter_map(|(language, field)| {
            let call = checks.field(field, Prose::<0, CALL>::parse(self.0.get(field)))?;
            Some((*language, call.into()))
        });
        let calls = each.collect();
        let errors = checks.errors();
        if errors.is_empty() { Ok(calls) } else { Err(errors) }
    }
}
