//! Forms about who may read.

use crate::{
    organisations::access::{Access, MOST_DOMAINS, Readers},
    platform::{
        error::Error,
        i18n::Language,
        mail::EmailAddress,
        text::TextError,
        web::{
            Seen,
            form::{Checks, FieldErrors},
        },
    },
};
use serde::{Deserialize, Serialize};

/// `POST /desk/{org}/settings/readers`, and `…/link` and `…/end` below it, which change the key alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct ChangeAccess {
    pub seen: Seen,
    /// A word of [`Readers`].
    pub readers: String,
    /// `on` when search engines may list pages, or empty.
    pub indexed: String,
    /// Domains, one a line.
    pub domains: String,
    /// Number of the last key: a button about it sent twice acts once.
    pub last: String,
}

impl ChangeAccess {
    /// Returns the form of what is stored, with the number of the last key.
    pub fn of(access: &Access, last: i32) -> Self {
        Self {
            seen: Seen::of(access),
            readers: access.readers.to_string(),
            indexed: if access.indexed { "on".to_owned() } else { String::new() },
            domains: access.domains.join("\n"),
            last: last.to_string(),
        }
    }

    /// Tells whether somebody typed something else beside the button than what is stored. A program that presses the
    /// button sends nothing beside it.
    pub fn differs_from(&self, access: &Access) -> bool {
        let stored = Self::of(access, 0);
        let beside = |form: &Self| {
            (form.readers.clone(), form.indexed.clone(), form.domains.replace('\r', "").trim().to_owned())
        };
        ![beside(&stored), beside(&Self::default())].contains(&beside(self))
    }

    /// Parses the number of the last key that the page showed.
    pub fn last(&self) -> Result<i32, Error> {
        self.last.parse().map_err(|_| Error::Malformed("last"))
    }

    pub fn check(&self, language: Language) -> Result<Access, FieldErrors> {
        let mut checks = Checks::new(language);
        let readers = self.readers.parse::<Readers>().map_err(|_| TextError::Form("site-field-choose"));
        let readers = checks.field("readers", readers);
        let indexed = !self.indexed.is_empty();
        if indexed && readers == Some(Readers::House) {
            checks.wrong("indexed", language.text("settings-readers-indexed-closed"));
        }
        let domains = checks.field("domains", self.domains());
        let errors = checks.errors();
        match (readers, domains) {
            (Some(readers), Some(domains)) if errors.is_empty() => Ok(Access { readers, indexed, domains }),
            _ => Err(errors),
        }
    }

    /// Returns the domains, each once, in the order of the list.
    fn domains(&self) -> Result<Vec<String>, TextError> {
        let mut domains: Vec<String> = vec![];
        for typed in self.domains.split([' ', ',', ';', '\n', '\r', '\t']).filter(|typed| !typed.is_empty()) {
            let address = EmailAddress::parse(&format!("somebody@{}", typed.trim_start_matches('@')));
            let address = address.map_err(|_| TextError::Form("settings-readers-no-domain"))?;
            let domain = address.as_str().rsplit_once('@').map_or("", |(_, host)| host).to_ascii_lowercase();
            if !domains.contains(&domain) {
                domains.push(domain);
            }
        }
        if domains.len() > MOST_DOMAINS {
            Err(TextError::Form("settings-readers-many-domains"))
        } else {
            Ok(domains)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_read_as_people_type_them() {
        let form = |domains: &str| ChangeAccess {
            readers: "house".to_owned(),
            domains: domains.to_owned(),
            ..ChangeAccess::default()
        };
        let read = |domains: &str| form(domains).check(Language::En).map(|access| access.domains).ok();
        assert_eq!(
            read("@Example.org, mail.example.org\r\nexample.org"),
            Some(vec!["example.org".to_owned(), "mail.example.org".to_owned()])
        );
        assert_eq!(read(""), Some(vec![]));
        for bad in ["mia@example.org", "example", "ex ample.org", "<b>", &"a.example ".repeat(3)[1..]] {
            assert!(read(bad).is_none(), "{bad}");
        }
        let many: String = (0..=MOST_DOMAINS).map(|n| format!("a{n}.example.org ")).collect();
        assert!(read(&many).is_none());
    }

    #[test]
    fn what_is_shown_can_be_saved_again_and_search_engines_need_open_pages() {
        let access =
            Access { readers: Readers::Everybody, indexed: true, domains: vec!["example.org".to_owned()] };
        let form = ChangeAccess::of(&access, 1);
        assert_eq!(form.check(Language::En).unwrap(), access);
        let typed = |domains: &str| ChangeAccess { domains: domains.to_owned(), ..form.clone() };
        assert!(!typed("example.org\r\n").differs_from(&access) && typed("example").differs_from(&access));
        assert!(!ChangeAccess::default().differs_from(&access), "a button alone");
        let closed = ChangeAccess { readers: "house".to_owned(), ..form };
        assert!(closed.check(Language::En).unwrap_err().touch(&["indexed"]));
    }
}
