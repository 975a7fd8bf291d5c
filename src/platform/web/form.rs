//! Forms: parsed once, strictly, as names and texts.

use super::typed;
use crate::platform::{error::Error, i18n::Language, text::TextError};
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};
use percent_encoding::percent_decode;
use serde::de::{DeserializeOwned, value::MapDeserializer};
use std::{collections::BTreeMap, future::Future, pin::Pin};

/// Limit above the size of any form of this site.
const MOST_FIELDS: usize = 300;

/// Fields of a form, every name once.
#[derive(Debug, Clone, Default)]
pub struct Fields(BTreeMap<String, String>);

impl Fields {
    /// Parses `application/x-www-form-urlencoded` bytes.
    ///
    /// # Errors
    /// [`Error::Malformed`] for broken UTF-8, a name given twice, or too many names.
    pub fn parse(body: &[u8]) -> Result<Self, Error> {
        let mut fields = BTreeMap::new();
        for part in body.split(|byte| *byte == b'&').filter(|part| !part.is_empty()) {
            if fields.len() == MOST_FIELDS {
                return Err(Error::Malformed("too many fields"));
            }
            let (name, value) = part.split_at(part.iter().position(|b| *b == b'=').unwrap_or(part.len()));
            let value = decode(value.strip_prefix(b"=").unwrap_or(value))?;
            if fields.insert(decode(name)?, value).is_some() {
                return Err(Error::Malformed("a field twice"));
            }
        }
        Ok(Self(fields))
    }

    /// Removes a field and returns its value.
    pub fn take(&mut self, name: &str) -> Option<String> {
        self.0.remove(name)
    }

    /// Converts the fields to a struct of texts; unknown ones are ignored.
    pub fn into_form<T: DeserializeOwned>(self) -> Result<T, Error> {
        let fields = MapDeserializer::<_, serde::de::value::Error>::new(self.0.into_iter());
        T::deserialize(fields).map_err(|_| Error::Malformed("fields"))
    }
}

fn decode(bytes: &[u8]) -> Result<String, Error> {
    let bytes: Vec<u8> = bytes.iter().map(|b| if *b == b'+' { b' ' } else { *b }).collect();
    let text = percent_decode(&bytes).decode_utf8();
    Ok(text.map_err(|_| Error::Malformed("not UTF-8"))?.into_owned())
}

pub async fn read(request: HttpRequest, payload: Payload) -> Result<Fields, Error> {
    check_type(&request)?;
    let body = typed::read(payload).await?;
    if body.len() > typed::MOST_BYTES {
        return Err(Error::TooLarge);
    }
    Fields::parse(&body)
}

fn check_type(request: &HttpRequest) -> Result<(), Error> {
    if request.headers().contains_key(header::CONTENT_ENCODING) {
        return Err(Error::UnsupportedMediaType);
    }
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let mut parts = given.unwrap_or("").split(';').map(|part| part.trim().to_ascii_lowercase());
    let form = parts.next().is_some_and(|media| media == "application/x-www-form-urlencoded");
    let utf8 = parts.all(|part| part.strip_prefix("charset=").is_none_or(|c| c.trim_matches('"') == "utf-8"));
    if form && utf8 { Ok(()) } else { Err(Error::UnsupportedMediaType) }
}

/// Form of a public page, as a struct of texts.
pub struct Form<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = read(request.clone(), payload.take());
        Box::pin(async move { body.await?.into_form().map(Form) })
    }
}

/// Form without fields of its own: a button.
#[derive(serde::Deserialize)]
pub struct Nothing {}

/// Errors of a form, in the order of its fields.
#[derive(Debug, Clone, Default, serde::Serialize)]
#[serde(transparent)]
pub struct FieldErrors(Vec<FieldError>);

#[derive(Debug, Clone, serde::Serialize)]
pub struct FieldError {
    pub field: &'static str,
    /// Advice in the visitor's language.
    pub message: String,
}

/// Checks of a form that collect all errors, so that they show at once.
#[derive(Debug)]
pub struct Checks {
    language: Language,
    errors: Vec<FieldError>,
}

impl Checks {
    pub const fn new(language: Language) -> Self {
        Self { language, errors: vec![] }
    }

    /// Returns the value of a checked field, or records its error.
    pub fn field<T>(&mut self, field: &'static str, checked: Result<T, TextError>) -> Option<T> {
        checked.map_err(|error| self.wrong(field, error.text(self.language))).ok()
    }

    pub fn wrong(&mut self, field: &'static str, message: String) {
        self.errors.push(FieldError { field, message });
    }

    pub const fn language(&self) -> Language {
        self.language
    }

    pub fn errors(self) -> FieldErrors {
        FieldErrors(self.errors)
    }
}

impl FieldErrors {
    /// Tells whether one of `fields` has an error.
    pub fn touch(&self, fields: &[&str]) -> bool {
        self.0.iter().any(|error| fields.contains(&error.field))
    }

    /// Removes the links to fields that the page does not show.
    pub fn shown(mut self, fields: &[&str]) -> Self {
        for error in self.0.iter_mut().filter(|error| !fields.contains(&error.field)) {
            error.field = "";
        }
        self
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Tells whether `field` has an error.
    pub fn has(&self, field: &str) -> bool {
        self.0.iter().any(|error| error.field == field)
    }

    /// Returns a single error.
    pub fn one(field: &'static str, message: String) -> Self {
        Self(vec![FieldError { field, message }])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_strictly() {
        let mut fields = Fields::parse(b"a=1+%2B&b=%C3%A9&c&d=100%&e=%zz").unwrap();
        let take = |fields: &mut Fields, name| fields.take(name).unwrap();
        assert_eq!(take(&mut fields, "a"), "1 +");
        assert_eq!(take(&mut fields, "b"), "\u{e9}");
        assert_eq!(take(&mut fields, "c"), "");
        assert_eq!(take(&mut fields, "d"), "100%");
        assert_eq!(take(&mut fields, "e"), "%zz");
        for bad in [&b"a=%FF"[..], b"a=1&a=2", b"a=%C0%80", b"%ED%A0%80=1"] {
            assert!(matches!(Fields::parse(bad), Err(Error::Malformed(_))));
        }
        let many = (0..10_000).map(|n| format!("f{n}=1")).collect::<Vec<_>>().join("&");
        assert!(matches!(Fields::parse(many.as_bytes()), Err(Error::Malformed(_))));
    }
}
