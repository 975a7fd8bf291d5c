//! Contacts for people who come with more than a story to learn from.

use crate::{
    platform::{
        i18n::Language,
        mail::EmailAddress,
        text::{Line, Prose, TextError},
        web_address::WebAddress,
    },
    text_enum,
};
use serde::Serialize;
use std::collections::BTreeMap;

text_enum! {
    /// Subject with which others can help better, or sooner.
    pub enum Door {
        /// Harassment and other unwanted behaviour.
        Unwanted = "unwanted",
        /// Fraud and other wrongdoing.
        Wrongdoing = "wrongdoing",
        /// Immediate danger.
        Danger = "danger",
    }
}

/// Characters of a description.
pub const WORDS: usize = 300;
/// Characters of the name of a person or service.
pub const NAME: usize = 80;

pub type ContactName = Line<NAME>;
pub type ContactWords = Prose<0, WORDS>;

/// Person or service at a door. Each part may be left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contact {
    pub door: Door,
    pub name: String,
    pub phone: Option<Phone>,
    /// Page or mailbox.
    pub link: Option<Link>,
    /// Description by language.
    pub words: BTreeMap<Language, String>,
}

impl Contact {
    pub fn is_empty(&self) -> bool {
        self.name.is_empty()
            && self.phone.is_none()
            && self.link.is_none()
            && self.words.values().all(String::is_empty)
    }
}

/// Completes a list to one contact for each door, without empty texts, so that equal lists compare equal.
pub fn one_per_door(contacts: &[Contact]) -> Vec<Contact> {
    let at = |door: &Door| {
        let known = contacts.iter().find(|contact| contact.door == *door);
        let mut contact = known.cloned().unwrap_or(Contact {
            door: *door,
            name: String::new(),
            phone: None,
            link: None,
            words: BTreeMap::new(),
        });
        contact.words.retain(|_, words| !words.is_empty());
        contact
    };
    Door::ALL.iter().map(at).collect()
}

/// Telephone number as people write it: 3 to 15 digits, a plus sign first, spaces and the usual signs between.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Phone(String);

impl Phone {
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        let line: String = Line::<30>::parse(raw)?.into();
        let rest = line.strip_prefix('+').unwrap_or(&line);
        let digits = rest.chars().filter(char::is_ascii_digit).count();
        let fits = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '.' | '/' | '-');
        if (3..=15).contains(&digits) && rest.chars().all(fits) {
            Ok(Self(line))
        } else {
            Err(TextError::Form("settings-contacts-no-phone"))
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns a `tel:` address (RFC 3966).
    pub fn href(&self) -> String {
        let called = self.0.chars().filter(|c| c.is_ascii_digit() || *c == '+');
        format!("tel:{}", called.collect::<String>())
    }
}

/// Web page or mailbox; nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    Web(WebAddress),
    Mail(EmailAddress),
}

impl Serialize for Link {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl Link {
    /// Parses a web or mail address that somebody typed, or the result of [`Link::href`].
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        let wrong = |_| TextError::Form("settings-contacts-no-link");
        let text = raw.trim();
        if text.contains("://") {
            WebAddress::parse(text).map(Self::Web).map_err(wrong)
        } else {
            let address = text.strip_prefix("mailto:").unwrap_or(text);
            EmailAddress::parse(address).map(Self::Mail).map_err(wrong)
        }
    }

    /// Returns the text for readers.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Web(address) => address.as_str(),
            Self::Mail(address) => address.as_str(),
        }
    }

    /// Returns the address for browsers.
    pub fn href(&self) -> String {
        match self {
            Self::Web(address) => address.as_str().to_owned(),
            // A name may hold `?`, `&` and `%`, which would mean something in a `mailto:`.
            Self::Mail(address) => {
                let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '-' | '_' | '+');
                let escaped = address
                    .as_str()
                    .chars()
                    .map(|c| if plain(c) { c.to_string() } else { format!("%{:02X}", u32::from(c)) });
                format!("mailto:{}", escaped.collect::<String>())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_called_as_they_are_written() {
        for (typed, called) in [
            ("112", "tel:112"),
            (" +33 1 99 00 12 34 ", "tel:+33199001234"),
            ("(02) 555/12.34", "tel:025551234"),
        ] {
            let phone = Phone::parse(typed).unwrap();
            assert_eq!((phone.as_str(), phone.href()), (typed.trim(), called.to_owned()));
        }
        for bad in
            ["", "12", "1234567890123456", "+", "112;ext=1", "112,,9", "one", "1+12", "javascript:1112"]
        {
            assert!(Phone::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_link_is_a_page_or_a_mailbox() {
        for (typed, href) in [
            ("https://speak.example.org/up", "https://speak.example.org/up"),
            ("http://intra.example.org", "http://intra.example.org"),
            ("Trust@Example.org", "mailto:trust@example.org"),
            ("mailto:trust@example.org", "mailto:trust@example.org"),
            ("a?b=c@example.org", "mailto:a%3Fb%3Dc@example.org"),
        ] {
            assert_eq!(Link::parse(typed).unwrap().href(), href);
        }
        for bad in [
            "javascript:alert(1)",
            "javascript://example.org/%0aalert(1)",
            "data:text/html,x",
            "ftp://example.org",
            "https://user@example.org",
            "mailto:trust@example.org?cc=x@example.org",
            "example.org",
            "tel:112",
        ] {
            assert!(Link::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_contact_with_any_part_is_no_empty_one_and_every_door_has_one() {
        let empty = |door| Contact {
            door,
            name: String::new(),
            phone: None,
            link: None,
            words: BTreeMap::from([(Language::Nl, String::new())]),
        };
        assert!(empty(Door::Danger).is_empty());
        let link = Link::parse("https://speak.example.org/up").unwrap();
        let named = Contact { name: "Mia".to_owned(), ..empty(Door::Unwanted) };
        for some in [
            named.clone(),
            Contact { phone: Some(Phone::parse("112").unwrap()), ..empty(Door::Unwanted) },
            Contact { link: Some(link.clone()), ..empty(Door::Unwanted) },
            Contact {
                words: BTreeMap::from([(Language::Fr, "La nuit".to_owned())]),
                ..empty(Door::Unwanted)
            },
        ] {
            assert!(!some.is_empty(), "{some:?}");
            let all = one_per_door(std::slice::from_ref(&some));
            assert_eq!(all.len(), Door::ALL.len());
            assert_eq!(all.iter().filter(|contact| !contact.is_empty()).count(), 1);
            assert!(all.iter().all(|contact| contact.words.values().all(|words| !words.is_empty())));
        }
        assert_eq!(link.as_str(), "https://speak.example.org/up");
        assert_eq!(Link::parse("Trust@Example.org").unwrap().as_str(), "trust@example.org");
    }
}
