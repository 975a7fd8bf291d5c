//! Web addresses that people type for others to follow.

use super::text::{Line, TextError};

/// Longest address, in characters.
const LONGEST: usize = 500;

/// An `http` or `https` address. Names and passwords before the host are refused: they hide where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress(String);

impl WebAddress {
    /// Parses an address.
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        let address: String = Line::<LONGEST>::parse(raw)?.into();
        let rest = ["https://", "http://"].iter().find_map(|scheme| address.strip_prefix(scheme));
        let host = rest.unwrap_or("").split(['/', '?', '#']).next().unwrap_or("");
        let host_fits = host.starts_with(|c: char| c.is_ascii_alphanumeric())
            && host.contains('.')
            && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':'));
        let visible = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '`');
        if host_fits && address.chars().all(visible) {
            Ok(Self(address))
        } else {
            Err(TextError::Form("site-field-not-web-address"))
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_secure(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl From<WebAddress> for String {
    fn from(address: WebAddress) -> Self {
        address.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_where_they_seem_to() {
        for good in [" https://meet.example.org/x?y=1#z ", "https://a.b:8443", "http://intra.example.org"] {
            let address = WebAddress::parse(good).unwrap();
            assert_eq!(address.as_str(), good.trim());
            assert_eq!(address.is_secure(), good.contains("https"));
        }
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "https://",
            "https://x",
            "https://user@example.org",
            "https://example.org/a b",
            "https://example.org/\"x",
            "//example.org",
            "https://ex\u{e4}mple.org",
        ] {
            let wrong = TextError::Form("site-field-not-web-address");
            assert_eq!(WebAddress::parse(bad), Err(wrong), "{bad}");
        }
        assert_eq!(WebAddress::parse(" "), Err(TextError::Required));
    }
}
