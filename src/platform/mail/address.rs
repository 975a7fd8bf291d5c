//! Addresses of people and of ourselves.

use crate::platform::text::TextError;

/// An address that mail can be sent to: `local@domain.tld`, in lower case, at most 254 bytes.
///
/// Stricter than RFC 5321 on purpose: no quoted local parts, no address literals, no single-label domains, nothing
/// that a mail program could take for an option or a command.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Reads an address that somebody typed.
    ///
    /// # Errors
    /// [`TextError`] when nothing is there or it is no address.
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        let text = raw.trim().to_lowercase();
        if text.is_empty() {
            return Err(TextError::Required);
        }
        let wrong = TextError::Form("site-field-not-email");
        let (local, domain) = text.rsplit_once('@').ok_or(wrong)?;
        let fits = text.len() <= 254 && local.len() <= 64 && local_part(local) && host(domain);
        if fits { Ok(Self(text)) } else { Err(wrong) }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

fn local_part(local: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c);
    !local.is_empty()
        && local.chars().all(allowed)
        && !local.starts_with(['.', '-'])
        && !local.ends_with('.')
        && !local.contains("..")
}

fn host(domain: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let labels: Vec<_> = domain.split('.').collect();
    labels.len() >= 2
        && labels.iter().all(|l| label(l))
        && labels
            .last()
            .is_some_and(|tld| tld.len() >= 2 && !tld.chars().all(|c| c.is_ascii_digit()))
}

/// A name and an address, as in a From line: `Pratfall <pratfall@example.org>`. The domain may be `localhost`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// Shown to the reader; may be empty.
    pub name: String,
    /// Where it goes.
    pub address: String,
}

/// Not a mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be an address, or Name <address>")]
pub struct NotAMailbox;

impl std::str::FromStr for Mailbox {
    type Err = NotAMailbox;
    fn from_str(text: &str) -> Result<Self, NotAMailbox> {
        let (name, address) = match text
            .trim()
            .strip_suffix('>')
            .and_then(|rest| rest.split_once('<'))
        {
            Some((name, address)) => (name.trim().trim_matches('"'), address),
            None => ("", text.trim()),
        };
        let local = address.strip_suffix("@localhost").is_some_and(local_part);
        if name.chars().any(char::is_control) || !(local || EmailAddress::parse(address).is_ok()) {
            return Err(NotAMailbox);
        }
        Ok(Self {
            name: name.to_owned(),
            address: address.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_are_taken() {
        for raw in [
            "mia@example.org",
            " Mia.Peeters+fud@sub.Example.be ",
            "o'neill@x-y.io",
            "a@b.co",
        ] {
            assert_eq!(
                EmailAddress::parse(raw).unwrap().as_str(),
                raw.trim().to_lowercase()
            );
        }
    }

    #[test]
    fn addresses_that_are_refused() {
        let long = format!("{}@example.org", "a".repeat(65));
        let refused = [
            "a@b",
            "a@[127.0.0.1]",
            "-oQ/tmp@x.test",
            "a@b.1",
            "a b@x.be",
            "a@x.be\r\nBcc: b@x.be",
            "@x.be",
            "a..b@x.be",
            ".a@x.be",
            "a@-x.be",
            "a@x..be",
            "\"a\"@x.be",
            "a@x.be,b@x.be",
            "<a@x.be>",
            "a@\u{e9}.be",
            &long,
        ];
        for raw in refused {
            assert!(EmailAddress::parse(raw).is_err(), "{raw}");
        }
        assert_eq!(EmailAddress::parse("  "), Err(TextError::Required));
    }

    #[test]
    fn mailboxes() {
        let ours: Mailbox = "Pratfall <pratfall@localhost>".parse().unwrap();
        assert_eq!(
            (ours.name.as_str(), ours.address.as_str()),
            ("Pratfall", "pratfall@localhost")
        );
        assert!("x\r\nBcc: y <a@b.be>".parse::<Mailbox>().is_err());
        assert!("Pratfall".parse::<Mailbox>().is_err());
    }
}
