//! The address of the mail server.

use percent_encoding::percent_decode_str;

/// Address `smtp(s)://[user:password@]host[:port]`; an IPv6 address stands in brackets. `smtps` is TLS from the first
/// byte; `smtp` upgrades with STARTTLS, which is required unless the host is this machine.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpUrl {
    /// Host or IP address, without brackets.
    pub host: String,
    pub port: u16,
    /// Set for TLS from the first byte.
    pub implicit_tls: bool,
    /// User and password.
    pub login: Option<(String, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be smtp(s)://[user:password@]host[:port]")]
pub struct NotAnSmtpUrl;

impl SmtpUrl {
    /// Tells whether the server is on this machine, so that nobody can listen in.
    pub fn is_loopback(&self) -> bool {
        self.host == "localhost"
            || self.host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

impl std::str::FromStr for SmtpUrl {
    type Err = NotAnSmtpUrl;
    fn from_str(url: &str) -> Result<Self, NotAnSmtpUrl> {
        let (scheme, rest) = url.trim_end_matches('/').split_once("://").ok_or(NotAnSmtpUrl)?;
        let implicit_tls = match scheme {
            "smtp" => false,
            "smtps" => true,
            _ => return Err(NotAnSmtpUrl),
        };
        let (login, place) = match rest.rsplit_once('@') {
            Some((login, place)) => (Some(login.split_once(':').ok_or(NotAnSmtpUrl)?), place),
            None => (None, rest),
        };
        let (host, port) = host_and_port(place).ok_or(NotAnSmtpUrl)?;
        let port = match port {
            Some(port) => port.parse().map_err(|_| NotAnSmtpUrl)?,
            None if implicit_tls => 465,
            None => 587,
        };
        let login = login.map(|(user, password)| (decoded(user), decoded(password)));
        Ok(Self { host: host.to_owned(), port, implicit_tls, login })
    }
}

/// Splits `host[:port]`.
fn host_and_port(place: &str) -> Option<(&str, Option<&str>)> {
    if let Some(rest) = place.strip_prefix('[') {
        let (host, rest) = rest.split_once(']')?;
        host.parse::<std::net::Ipv6Addr>().ok()?;
        return match rest {
            "" => Some((host, None)),
            port => Some((host, Some(port.strip_prefix(':')?))),
        };
    }
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (place, None),
    };
    let allowed = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    (!host.is_empty() && host.chars().all(allowed)).then_some((host, port))
}

impl std::fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SmtpUrl({}:{})", self.host, self.port)
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls() {
        let full: SmtpUrl = "smtps://mia:p%40s+s&x@mail.example.org:2465".parse().unwrap();
        assert_eq!((full.host.as_str(), full.port, full.implicit_tls), ("mail.example.org", 2465, true));
        assert_eq!(full.login, Some(("mia".to_owned(), "p@s+s&x".to_owned())));
        assert!(!format!("{full:?}").contains("mia"));
        let bare: SmtpUrl = "smtp://127.0.0.1:1025".parse().unwrap();
        assert!(bare.is_loopback() && bare.login.is_none());
        let six: SmtpUrl = "smtp://[::1]:1025".parse().unwrap();
        assert_eq!((six.host.as_str(), six.port), ("::1", 1025));
        assert!(six.is_loopback());
        let six: SmtpUrl = "smtps://mia:x@[2001:db8::25]/".parse().unwrap();
        assert_eq!((six.host.as_str(), six.port), ("2001:db8::25", 465));
        assert!(!six.is_loopback());
        for bad in [
            "smtp://[::1",
            "smtp://[::1]x",
            "smtp://[::1]:",
            "smtp://[x]",
            "smtp://::1",
            "",
            "smtp://",
            "http://x",
            "smtp://x:y",
            "smtp://user@x",
            "smtp://x y",
        ] {
            assert_eq!(bad.parse::<SmtpUrl>(), Err(NotAnSmtpUrl), "{bad}");
        }
    }
}
