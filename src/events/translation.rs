//! Title and intro of a day in other languages than its own.

use crate::platform::i18n::Language;
use diesel::{
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    pg::{Pg, PgValue},
    serialize::{self, Output, ToSql},
    sql_types::Jsonb,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Words of staff with their language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words<'a> {
    pub text: &'a str,
    pub language: Language,
}

impl<'a> Words<'a> {
    pub const fn new(text: &'a str, language: Language) -> Self {
        Self { text, language }
    }
}

/// Title and intro in one language; an empty one is not translated.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Translation {
    pub title: String,
    pub intro: String,
}

/// Translations of a day, by language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, AsExpression, FromSqlRow)]
#[diesel(sql_type = Jsonb)]
#[serde(transparent)]
pub struct Translations(BTreeMap<Language, Translation>);

impl FromIterator<(Language, Translation)> for Translations {
    /// Keeps the translations that are not empty.
    fn from_iter<T: IntoIterator<Item = (Language, Translation)>>(all: T) -> Self {
        let said = |(_, one): &(_, Translation)| *one != Translation::default();
        Self(all.into_iter().filter(said).collect())
    }
}

impl Translations {
    pub fn get(&self, language: Language) -> Option<&Translation> {
        self.0.get(&language)
    }

    pub fn title(&self, language: Language) -> Option<Words<'_>> {
        words(&self.get(language)?.title, language)
    }

    pub fn intro(&self, language: Language) -> Option<Words<'_>> {
        words(&self.get(language)?.intro, language)
    }
}

fn words(text: &str, language: Language) -> Option<Words<'_>> {
    (!text.is_empty()).then_some(Words::new(text, language))
}

impl ToSql<Jsonb, Pg> for Translations {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        let value = serde_json::to_value(self)?;
        <serde_json::Value as ToSql<Jsonb, Pg>>::to_sql(&value, &mut out.reborrow())
    }
}

impl FromSql<Jsonb, Pg> for Translations {
    fn from_sql(bytes: PgValue<'_>) -> deserialize::Result<Self> {
        let value = <serde_json::Value as FromSql<Jsonb, Pg>>::from_sql(bytes)?;
        let all: BTreeMap<String, Translation> = serde_json::from_value(value)?;
        // A language that this program does not know is left out.
        let known = |(code, one): (String, _)| Some((code.parse().ok()?, one));
        Ok(all.into_iter().filter_map(known).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{En, Fr, Nl};

    #[test]
    fn what_is_not_translated_is_not_there() {
        let one = |title: &str, intro: &str| Translation { title: title.to_owned(), intro: intro.to_owned() };
        let all: Translations = [(Fr, one("Oups", "")), (Nl, one("", ""))].into_iter().collect();
        assert_eq!(all.title(Fr), Some(Words::new("Oups", Fr)));
        assert_eq!((all.intro(Fr), all.title(Nl), all.title(En)), (None, None, None));
        let both: Translations = [(Fr, one("Oups", "Venez"))].into_iter().collect();
        assert_eq!(both.intro(Fr), Some(Words::new("Venez", Fr)));
        assert_eq!(serde_json::to_string(&all).unwrap(), r#"{"fr":{"title":"Oups","intro":""}}"#);
    }
}
