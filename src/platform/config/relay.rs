//! Settings of the mail server, which only make sense together.

use super::{SettingError, parsed};
use crate::platform::mail::{
    smtp::{Relay, Tls},
    smtp_url::SmtpUrl,
    trust::Trust,
};

/// Value of `PRATFALL_SMTP_TLS` that lets mail go without TLS, worded as a warning.
const OPEN: &str = "off-mail-can-be-read-on-its-way";

/// Combines the settings: `authorities` is a file of certificates, `tls` is `required` or [`OPEN`].
pub(super) fn relay(url: &str, authorities: Option<&str>, tls: Option<&str>) -> Result<Relay, SettingError> {
    let malformed = |why: &str| SettingError::Malformed { name: "PRATFALL_SMTP_TLS", why: why.to_owned() };
    let url: SmtpUrl = parsed("SMTP_URL", url)?;
    let tls = match tls {
        None => Tls::Beyond,
        Some("required") => Tls::Always,
        Some(OPEN) if url.implicit_tls => return Err(malformed("SMTP_URL asks for TLS, with smtps")),
        Some(OPEN) if url.login.is_some() && !url.is_loopback() => {
            return Err(malformed("without TLS the password in SMTP_URL could be read too"));
        }
        Some(OPEN) => Tls::Never,
        Some(_) => return Err(malformed(&format!("must be required or {OPEN}"))),
    };
    let trust = match authorities {
        None => Trust::web(),
        Some(path) => Trust::file(path.as_ref()),
    };
    let trust = trust
        .map_err(|error| SettingError::Malformed { name: "PRATFALL_SMTP_CA", why: error.to_string() })?;
    Ok(Relay { url, trust, tls })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::config::Settings;

    #[test]
    fn mail_goes_without_tls_only_where_a_setting_says_what_that_means() {
        let relay = |url: &str, tls: &str| {
            let all = [("SMTP_URL", url), ("PRATFALL_SMTP_TLS", tls)];
            Settings::from_map(&all.map(|(name, value)| (name.to_owned(), value.to_owned())).into())
        };
        let open = |url, tls| relay(url, tls).unwrap().mail_is_open();
        assert!(!open("smtp://relay.acme.be", "") && !open("smtp://relay.acme.be", "required"));
        assert!(open("smtp://relay.acme.be", OPEN) && !open("smtp://[::1]", OPEN));
        for (url, tls) in [
            ("smtp://relay.acme.be", "off"),
            ("smtp://relay.acme.be", "none"),
            ("smtps://relay.acme.be", OPEN),
            ("smtp://mia:secret@relay.acme.be", OPEN),
        ] {
            let message = relay(url, tls).unwrap_err().to_string();
            assert!(message.starts_with("setting PRATFALL_SMTP_TLS: "), "{message}");
            assert!(!message.contains("secret"), "{message}");
        }
    }

    #[test]
    fn authorities_are_those_of_a_file_that_can_be_read() {
        let missing = |path: &str| {
            let all = [("SMTP_URL", "smtp://relay.acme.be"), ("PRATFALL_SMTP_CA", path)];
            let all = all.map(|(name, value)| (name.to_owned(), value.to_owned()));
            Settings::from_map(&all.into()).unwrap_err().to_string()
        };
        for path in ["/nowhere/ca.pem", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")] {
            let message = missing(path);
            assert!(message.starts_with("setting PRATFALL_SMTP_CA: "), "{message}");
        }
    }
}
