//! E-mail addresses.

use crate::platform::text::TextError;
use unicode_normalization::UnicodeNormalization;

/// Error for anything that is no address.
const NO_ADDRESS: TextError = TextError::Form("site-field-not-email");

/// Deliverable address `local@domain.tld`, in lower case, at most 254 bytes.
///
/// Stricter than RFC 5321 on purpose: no quoted local parts, no address literals, no single-label domains, nothing
/// that a mail program could take for an option or a command. International domains are held in their ASCII form.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Parses an address as people type it or programs copy it: `Mia <mia@example.org>`, `mailto:mia@example.org`,
    /// `mia@bücher.example`, with invisible characters around and inside.
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        let seen: String = raw.nfkc().filter(|c| !is_invisible(*c)).collect();
        let seen = seen.trim();
        if seen.is_empty() {
            return Err(TextError::Required);
        }
        if seen.contains(char::is_control) {
            return Err(NO_ADDRESS);
        }
        Self::bare(without_link(without_name(seen)?)?)
    }

    fn bare(text: &str) -> Result<Self, TextError> {
        let (local, domain) = text.rsplit_once('@').ok_or(TextError::Form("site-field-email-no-at"))?;
        if local.contains(['@', ',', ';']) {
            return Err(TextError::Form("site-field-email-several"));
        }
        if !local.is_ascii() {
            return Err(TextError::Form("site-field-email-letters"));
        }
        let domain = in_ascii(domain).filter(|domain| host(domain));
        let domain = domain.ok_or(TextError::Form("site-field-email-domain"))?;
        let address = format!("{}@{domain}", local.to_ascii_lowercase());
        let fits = address.len() <= 254 && local.len() <= 64 && local_part(local);
        if fits { Ok(Self(address)) } else { Err(NO_ADDRESS) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

/// Tells whether `c` is one of the marks without width that programs leave in copied text.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Returns the address of `Name <address>`, or all of `text` without a name. A name that is another address could be
/// meant as well, so it is refused.
fn without_name(text: &str) -> Result<&str, TextError> {
    match text.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        Some((name, address)) => {
            let name = name.trim().trim_matches(['"', '\'']);
            if name.contains(['@', '<', '>']) && !name.eq_ignore_ascii_case(address.trim()) {
                return Err(TextError::Form("site-field-email-several"));
            }
            Ok(address.trim())
        }
        None => Ok(text),
    }
}

/// Returns the address of `mailto:address?subject=…`, or all of `text` when it is no link.
fn without_link(text: &str) -> Result<&str, TextError> {
    let Some((scheme, rest)) = text.split_once(':') else {
        return Ok(text);
    };
    if !scheme.eq_ignore_ascii_case("mailto") {
        return Err(NO_ADDRESS);
    }
    Ok(rest.split_once('?').map_or(rest, |(address, _)| address).trim())
}

/// Returns a domain in ASCII; `None` for an impossible one.
fn in_ascii(domain: &str) -> Option<String> {
    if domain.is_ascii() {
        return Some(domain.to_ascii_lowercase());
    }
    idna::domain_to_ascii_strict(domain).ok()
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
        && labels.last().is_some_and(|tld| tld.len() >= 2 && !tld.chars().all(|c| c.is_ascii_digit()))
}

/// Name and address of a From line: `Pratfall <pratfall@example.org>`. The domain may be `localhost`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// Name shown to the reader; may be empty.
    pub name: String,
    pub address: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be an address, or Name <address>")]
pub struct NotAMailbox;

impl std::str::FromStr for Mailbox {
    type Err = NotAMailbox;
    fn from_str(text: &str) -> Result<Self, NotAMailbox> {
        let (name, address) = match text.trim().strip_suffix('>').and_then(|rest| rest.split_once('<')) {
            Some((name, address)) => (name.trim().trim_matches('"'), address),
            None => ("", text.trim()),
        };
        let local = address.strip_suffix("@localhost").is_some_and(local_part);
        if name.chars().any(char::is_control) {
            return Err(NotAMailbox);
        }
        let address = if local {
            address.to_owned()
        } else {
            EmailAddress::bare(address).map_err(|_| NotAMailbox)?.into()
        };
        Ok(Self { name: name.to_owned(), address })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_are_taken() {
        for (raw, address) in [
            ("mia@example.org", "mia@example.org"),
            (" Mia.Peeters+fud@sub.Example.be ", "mia.peeters+fud@sub.example.be"),
            ("o'neill@x-y.io", "o'neill@x-y.io"),
            ("a@b.co", "a@b.co"),
            ("<a@x.be>", "a@x.be"),
            ("Mia Peeters <mia@x.be>", "mia@x.be"),
            ("\"Peeters, Mia\" < mia@x.be >", "mia@x.be"),
            ("mia@x.be <Mia@x.be>", "mia@x.be"),
            ("mailto:mia@x.be", "mia@x.be"),
            ("MAILTO:mia@x.be?subject=Hello%20there", "mia@x.be"),
            ("<mailto:mia@x.be>", "mia@x.be"),
            ("\u{200b}mi\u{ad}a@x.be\u{feff}\u{a0}", "mia@x.be"),
            ("\u{202a}mia@x.be\u{202c}\r\n", "mia@x.be"),
            ("mia\u{ff20}x\u{ff0e}be", "mia@x.be"),
            ("a@\u{e9}.be", "a@xn--9ca.be"),
            ("a@e\u{301}.be", "a@xn--9ca.be"),
            ("mia@B\u{dc}CHER.example", "mia@xn--bcher-kva.example"),
            ("mia@\u{4f8b}\u{3048}\u{3002}\u{30c6}\u{30b9}\u{30c8}", "mia@xn--r8jz45g.xn--zckzah"),
            ("mia@xn--bcher-kva.example", "mia@xn--bcher-kva.example"),
        ] {
            let taken = EmailAddress::parse(raw).unwrap();
            assert_eq!(taken.as_str(), address, "{raw:?}");
            assert_eq!(EmailAddress::parse(address), Ok(taken), "read again it is the same");
        }
    }

    #[test]
    fn addresses_that_are_refused() {
        let (long, wide) = ("a".repeat(65), "b".repeat(64));
        let (long, wide) = (format!("{long}@example.org"), format!("a@{wide}.be"));
        let refused = [
            ("-oQ/tmp@x.test", "site-field-not-email"),
            ("a b@x.be", "site-field-not-email"),
            ("a@x.be\r\nBcc: b@x.be", "site-field-not-email"),
            ("x\r\nBcc: y <a@x.be>", "site-field-not-email"),
            ("@x.be", "site-field-not-email"),
            ("a..b@x.be", "site-field-not-email"),
            (".a@x.be", "site-field-not-email"),
            ("\"a\"@x.be", "site-field-not-email"),
            ("http://x.be/a@x.be", "site-field-not-email"),
            (&long, "site-field-not-email"),
            ("mia", "site-field-email-no-at"),
            ("Mia <mia>", "site-field-email-no-at"),
            ("mailto:", "site-field-email-no-at"),
            ("a@x.be,b@x.be", "site-field-email-several"),
            ("a@x.be; b@x.be", "site-field-email-several"),
            ("A <a@x.be>, B <b@x.be>", "site-field-email-several"),
            ("b@x.be <a@x.be>", "site-field-email-several"),
            ("ren\u{e9}@x.be", "site-field-email-letters"),
            ("m\u{131}a@x.be", "site-field-email-letters"),
            ("a@b", "site-field-email-domain"),
            ("a@[127.0.0.1]", "site-field-email-domain"),
            ("a@b.1", "site-field-email-domain"),
            ("a@-x.be", "site-field-email-domain"),
            ("a@x..be", "site-field-email-domain"),
            ("a@x.be.", "site-field-email-domain"),
            ("a@\u{e9}", "site-field-email-domain"),
            ("a@\u{e9}_.be", "site-field-email-domain"),
            ("a@\u{301}.be", "site-field-email-domain"),
            (&wide, "site-field-email-domain"),
        ];
        for (raw, why) in refused {
            assert_eq!(EmailAddress::parse(raw), Err(TextError::Form(why)), "{raw:?}");
        }
        for nothing in ["  ", "\u{200b}\u{feff}"] {
            assert_eq!(EmailAddress::parse(nothing), Err(TextError::Required));
        }
    }

    #[test]
    fn mailboxes() {
        let ours: Mailbox = "Pratfall <pratfall@localhost>".parse().unwrap();
        assert_eq!((ours.name.as_str(), ours.address.as_str()), ("Pratfall", "pratfall@localhost"));
        assert!("x\r\nBcc: y <a@b.be>".parse::<Mailbox>().is_err());
        assert!("Pratfall".parse::<Mailbox>().is_err());
        let wide: Mailbox = "B <b@b\u{fc}cher.example>".parse().unwrap();
        assert_eq!(wide.address, "b@xn--bcher-kva.example", "what mails are sent from");
    }
}
