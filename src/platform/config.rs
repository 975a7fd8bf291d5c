//! Settings: from the environment, or from the file named by `PRATFALL_CONFIG`; the environment wins.

mod relay;

use super::{
    gate::Standing,
    mail::{EmailAddress, address::Mailbox, sender::Sender, smtp::Relay},
    schedule::Moments,
};
use std::{
    collections::BTreeMap,
    fs,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

/// Bounds on a search; the environment does not change them.
#[derive(Debug, Clone, Copy)]
pub struct Searches {
    /// Longest wait for its turn.
    pub turn: Duration,
    /// Longest that it may take.
    pub longest: Duration,
}

impl Default for Searches {
    fn default() -> Self {
        Self { turn: Duration::from_secs(1), longest: Duration::from_secs(2) }
    }
}

#[derive(Debug, Clone)]
pub struct Settings {
    /// `DATABASE_URL`; `None` means the embedded Postgres.
    pub database_url: Option<String>,
    /// `PRATFALL_DATA`: embedded database, keys, captured mail.
    pub data: PathBuf,
    pub bind: SocketAddr,
    /// `PRATFALL_PUBLIC_URL` without a slash at the end: used in mails; decides Secure cookies and HSTS.
    pub public_url: String,
    /// `SMTP_URL`, with `PRATFALL_SMTP_CA` and `PRATFALL_SMTP_TLS`; `None` keeps mails in the data folder.
    pub smtp: Option<Relay>,
    pub mail_from: Mailbox,
    pub keys: PathBuf,
    pub backups: PathBuf,
    pub mix: Moments,
    /// `PRATFALL_FORM_AGE`: seconds that a form without a proof of work must have been open.
    pub form_age: u32,
    /// `PRATFALL_POOL`: letters that may wait for a mix, for each organisation and lane.
    pub pool: usize,
    /// `PRATFALL_SECURITY_CONTACT`: contact for reports of vulnerabilities, as an address with a scheme.
    pub security_contact: Option<String>,
    pub log: String,
    pub searches: Searches,
}

#[derive(Debug, thiserror::Error)]
pub enum SettingError {
    #[error("setting {name}: {why}")]
    Malformed {
        name: &'static str,
        /// Reason, never the value, which may be secret.
        why: String,
    },
    #[error("unknown setting {0}: see docs/operations.md for the list")]
    Unknown(String),
    #[error("setting PRATFALL_CONFIG: {0}")]
    File(String),
}

const NAMES: &[&str] = &[
    "DATABASE_URL",
    "PRATFALL_DATA",
    "PRATFALL_BIND",
    "PRATFALL_PUBLIC_URL",
    "SMTP_URL",
    "PRATFALL_SMTP_CA",
    "PRATFALL_SMTP_TLS",
    "PRATFALL_MAIL_FROM",
    "PRATFALL_KEYS",
    "PRATFALL_BACKUPS",
    "PRATFALL_MIX",
    "PRATFALL_FORM_AGE",
    "PRATFALL_POOL",
    "PRATFALL_SECURITY_CONTACT",
    "PRATFALL_LOG",
];

impl Settings {
    /// Reads the settings of this process. `over` (the command line) wins over both sources; `usual` are a command's
    /// own defaults.
    pub fn read(over: &[(&str, String)], usual: &[(&str, &str)]) -> Result<Self, SettingError> {
        let environment: BTreeMap<String, String> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .filter(|(name, _)| NAMES.contains(&name.as_str()) || name.starts_with("PRATFALL_"))
            .collect();
        let mut all = match environment.get("PRATFALL_CONFIG") {
            Some(path) => {
                parse_file(&fs::read_to_string(path).map_err(|e| SettingError::File(e.to_string()))?)?
            }
            None => BTreeMap::new(),
        };
        all.extend(environment);
        all.remove("PRATFALL_CONFIG");
        all.extend(over.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        for (name, value) in usual {
            let given = all.entry((*name).to_owned()).or_default();
            if given.is_empty() {
                (*value).clone_into(given);
            }
        }
        Self::from_map(&all)
    }

    /// Checks settings by name.
    pub fn from_map(all: &BTreeMap<String, String>) -> Result<Self, SettingError> {
        if let Some(name) = all.keys().find(|name| !NAMES.contains(&name.as_str())) {
            return Err(SettingError::Unknown(name.clone()));
        }
        let get = |name: &str| all.get(name).map(String::as_str).filter(|value| !value.is_empty());
        let data = PathBuf::from(get("PRATFALL_DATA").unwrap_or("./data"));
        let bind: SocketAddr = parsed("PRATFALL_BIND", get("PRATFALL_BIND").unwrap_or("127.0.0.1:8080"))?;
        let public_url = get("PRATFALL_PUBLIC_URL").map_or_else(|| format!("http://{bind}"), str::to_owned);
        Ok(Self {
            database_url: get("DATABASE_URL").map(str::to_owned),
            bind,
            public_url: checked_url(&public_url)?,
            smtp: get("SMTP_URL")
                .map(|url| relay::relay(url, get("PRATFALL_SMTP_CA"), get("PRATFALL_SMTP_TLS")))
                .transpose()?,
            mail_from: parsed(
                "PRATFALL_MAIL_FROM",
                get("PRATFALL_MAIL_FROM").unwrap_or("Pratfall <pratfall@localhost>"),
            )?,
            keys: get("PRATFALL_KEYS").map_or_else(|| data.join("keys"), PathBuf::from),
            backups: get("PRATFALL_BACKUPS").map_or_else(|| data.join("backups"), PathBuf::from),
            mix: parsed("PRATFALL_MIX", get("PRATFALL_MIX").unwrap_or("06:00"))?,
            form_age: parsed("PRATFALL_FORM_AGE", get("PRATFALL_FORM_AGE").unwrap_or("20"))?,
            pool: parsed("PRATFALL_POOL", get("PRATFALL_POOL").unwrap_or("2000"))?,
            security_contact: get("PRATFALL_SECURITY_CONTACT").map(checked_contact).transpose()?,
            log: get("PRATFALL_LOG").unwrap_or("info").to_owned(),
            searches: Searches::default(),
            data,
        })
    }

    /// Returns the standing of a request without a proof of work: proven where no form need be open for a while.
    pub const fn unproven(&self) -> Standing {
        if self.form_age == 0 { Standing::Proven } else { Standing::Unproven }
    }

    pub fn https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Tells whether the public address is this machine.
    pub fn is_local(&self) -> bool {
        is_this_machine(self.public_host())
    }

    pub fn sender(&self) -> Sender {
        Sender::new(self.mail_from.clone(), self.public_host())
    }

    /// Tells whether mail leaves this machine without TLS.
    pub fn mail_is_open(&self) -> bool {
        self.smtp.as_ref().is_some_and(Relay::is_open)
    }

    /// Returns `host[:port]` of the public address.
    pub fn public_host(&self) -> &str {
        self.public_url.split_once("://").map_or("", |(_, host)| host)
    }
}

/// Tells whether `host[:port]` is this machine.
pub fn is_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.trim_matches(['[', ']']).parse::<IpAddr>();
    name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(
    name: &'static str,
    value: &str,
) -> Result<T, SettingError> {
    value.parse().map_err(|e: T::Err| SettingError::Malformed { name, why: e.to_string() })
}

fn checked_url(url: &str) -> Result<String, SettingError> {
    let url = url.trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let plain = |host: &str| {
        !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(c))
    };
    match host {
        Some(host) if plain(host) => Ok(url.to_owned()),
        _ => Err(SettingError::Malformed {
            name: "PRATFALL_PUBLIC_URL",
            why: "must be http(s)://host[:port] without a path".to_owned(),
        }),
    }
}

/// Accepts `https:`, `mailto:` and `tel:` addresses; a bare mail address becomes the second.
fn checked_contact(contact: &str) -> Result<String, SettingError> {
    let plain = contact.bytes().all(|b| b.is_ascii_graphic());
    if plain && ["https://", "mailto:", "tel:"].iter().any(|scheme| contact.starts_with(scheme)) {
        return Ok(contact.to_owned());
    }
    match EmailAddress::parse(contact) {
        Ok(address) if plain => Ok(format!("mailto:{}", address.as_str())),
        _ => Err(SettingError::Malformed {
            name: "PRATFALL_SECURITY_CONTACT",
            why: "must be a mail address, or begin with https://, mailto: or tel:".to_owned(),
        }),
    }
}

/// Parses `NAME=value` lines; empty lines and lines that begin with `#` are skipped.
fn parse_file(text: &str) -> Result<BTreeMap<String, String>, SettingError> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| match line.split_once('=') {
            Some((name, value)) => Ok((name.trim().to_owned(), value.trim().trim_matches('"').to_owned())),
            None => Err(SettingError::File("a line is not NAME=value".to_owned())),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: &str, value: &str) -> Result<Settings, SettingError> {
        Settings::from_map(&BTreeMap::from([(name.to_owned(), value.to_owned())]))
    }

    #[test]
    fn the_defaults_are_those_of_the_contract() {
        let settings = Settings::from_map(&BTreeMap::new()).unwrap();
        assert_eq!(settings.public_url, "http://127.0.0.1:8080");
        assert_eq!(settings.data, PathBuf::from("./data"));
        assert_eq!(settings.keys, PathBuf::from("./data/keys"));
        assert_eq!(settings.mix, "06:00".parse().unwrap());
        assert!(settings.database_url.is_none() && settings.smtp.is_none());
    }

    #[test]
    fn a_bad_setting_is_named_and_its_value_is_not_shown() {
        let bad = [
            ("PRATFALL_BIND", "localhost"),
            ("PRATFALL_PUBLIC_URL", "ftp://x"),
            ("PRATFALL_PUBLIC_URL", "https://x/y"),
            ("SMTP_URL", "http://secret"),
            ("PRATFALL_MAIL_FROM", "secret"),
            ("PRATFALL_MIX", "every blue moon"),
            ("PRATFALL_POOL", "secret"),
            ("PRATFALL_MIKS", "06:00"),
            ("PRATFALL_SECURITY_CONTACT", "secret"),
            ("PRATFALL_SECURITY_CONTACT", "mailto:a@b.example\nsecret"),
        ];
        for (name, value) in bad {
            let message = with(name, value).unwrap_err().to_string();
            assert!(message.contains(name) && !message.contains("secret"), "{message}");
        }
    }

    #[test]
    fn this_machine_is_known_by_its_names() {
        for host in ["localhost", "LOCALHOST:8080", "127.0.0.1", "127.8.0.1:1", "[::1]", "[::1]:8080"] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in
            ["", "localhost.example.org", "127.0.0.1.example.org", "example.org:80", "192.0.2.1", "[::2]:1"]
        {
            assert!(!is_this_machine(host), "{host}");
        }
    }

    #[test]
    fn a_file_is_lines_of_names_and_values() {
        let file = parse_file("# mine\nPRATFALL_LOG = \"warn\"\n\nPRATFALL_MIX=every 10s\n").unwrap();
        assert_eq!(file.len(), 2);
        assert_eq!(file["PRATFALL_LOG"], "warn");
        assert!(parse_file("nonsense").is_err());
    }
}
