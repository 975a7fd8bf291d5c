//! Address of the database, and the identity its server must prove.

use super::trust::{self, Mode};
use anyhow::{Context, Result, anyhow, bail};
use diesel::{ConnectionError, ConnectionResult};
use diesel_async::AsyncPgConnection;
use percent_encoding::percent_decode_str;
use std::net::IpAddr;
use tokio_postgres::{
    Client, Config, Connection, Error, Socket,
    config::{Host, SslMode},
    tls::MakeTlsConnect,
};
use tokio_postgres_rustls::MakeRustlsConnect;

/// Connection that nobody polls yet.
pub type Raw = (Client, Connection<Socket, <MakeRustlsConnect as MakeTlsConnect<Socket>>::Stream>);

/// Database and the required proof of its identity, from `DATABASE_URL`.
#[derive(Clone)]
pub struct Target {
    config: Config,
    mode: Mode,
    tls: MakeRustlsConnect,
}

impl Target {
    /// Parses a URL or a list of names and values. Reads the file of authorities where one is named.
    pub fn parse(url: &str) -> Result<Self> {
        let parts = Parts::of(url)?;
        let mut config: Config = parts.rest.parse().map_err(|error| anyhow!(chain(&error)))?;
        // A socket on this machine has nobody in between.
        let sockets = config.get_hosts().iter().all(|host| matches!(host, Host::Unix(_)));
        let mode = if sockets { Mode::Disable } else { parts.mode };
        config.ssl_mode(match mode {
            Mode::Disable => SslMode::Disable,
            Mode::Prefer => SslMode::Prefer,
            Mode::Require | Mode::VerifyCa | Mode::VerifyFull => SslMode::Require,
        });
        let tls = MakeRustlsConnect::new(trust::tls(mode, parts.authorities.as_deref())?);
        Ok(Self { config, mode, tls })
    }

    pub async fn connect(&self) -> ConnectionResult<AsyncPgConnection> {
        let (client, connection) = self.open().await?;
        AsyncPgConnection::try_from_client_and_connection(client, connection).await
    }

    /// Connects without diesel.
    pub async fn open(&self) -> ConnectionResult<Raw> {
        let opened = match self.config.connect(self.tls.clone()).await {
            // What is only preferred may be missing, or broken.
            Err(error) if self.mode == Mode::Prefer && trust::failed(&error) => {
                let mut plain = self.config.clone();
                plain.ssl_mode(SslMode::Disable);
                plain.connect(self.tls.clone()).await
            }
            opened => opened,
        };
        opened.map_err(|error| {
            let why = trust::reason(&error).unwrap_or_else(|| chain(&error));
            ConnectionError::BadConnection(why)
        })
    }

    /// Returns hosts on other machines.
    pub fn elsewhere(&self) -> Vec<String> {
        let local = |name: &str| {
            name == "localhost" || name.parse().is_ok_and(|address: IpAddr| address.is_loopback())
        };
        let hosts = self.config.get_hosts().iter().filter_map(|host| match host {
            Host::Tcp(name) if !local(name) => Some(name.clone()),
            Host::Tcp(_) | Host::Unix(_) => None,
        });
        hosts.collect()
    }

    /// Tells whether a server must prove its identity.
    pub const fn is_sure(&self) -> bool {
        matches!(self.mode, Mode::VerifyFull)
    }
}

/// Returns a connection string for Postgres's own programs, and environment variables that make them demand the same
/// proof.
pub fn for_programs(url: &str) -> Result<(String, Vec<(&'static str, String)>)> {
    let parts = Parts::of(url)?;
    let mut said = vec![("PGSSLMODE", parts.mode.to_string())];
    // They know neither `system`, before version 16, nor a system's authorities where no file is named.
    if let Some(file) = trust::authorities(parts.mode, parts.authorities.as_deref())? {
        said.push(("PGSSLROOTCERT", file.to_string_lossy().into_owned()));
    }
    Ok((parts.rest, said))
}

/// Connection string, and its TLS settings, which `tokio-postgres` does not know.
#[derive(Debug, PartialEq, Eq)]
struct Parts {
    rest: String,
    mode: Mode,
    authorities: Option<String>,
}

fn unknown_mode() -> anyhow::Error {
    let modes: Vec<&str> = Mode::ALL.iter().map(|mode| mode.as_str()).collect();
    anyhow!("sslmode must be one of {}", modes.join(", "))
}

impl Parts {
    fn of(url: &str) -> Result<Self> {
        let (rest, said) = if url.contains("://") { from_address(url) } else { from_pairs(url)? };
        let mut parts = Self { rest, mode: Mode::Prefer, authorities: None };
        for (name, value) in said {
            if name == "sslmode" {
                parts.mode = value.parse().map_err(|_| unknown_mode())?;
            } else {
                parts.authorities = Some(value);
            }
        }
        Ok(parts)
    }
}

fn is_tls_setting(name: &str) -> bool {
    matches!(name, "sslmode" | "sslrootcert")
}

type TlsSettings = Vec<(String, String)>;

fn from_address(url: &str) -> (String, TlsSettings) {
    let Some((place, query)) = url.split_once('?') else {
        return (url.to_owned(), vec![]);
    };
    let name = |pair: &&str| is_tls_setting(pair.split('=').next().unwrap_or_default());
    let (said, rest): (Vec<&str>, Vec<&str>) = query.split('&').partition(name);
    let said = said.iter().map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (name.to_owned(), percent_decode_str(value).decode_utf8_lossy().into_owned())
    });
    let rest = match rest.join("&") {
        rest if rest.is_empty() => place.to_owned(),
        rest => format!("{place}?{rest}"),
    };
    (rest, said.collect())
}

fn from_pairs(url: &str) -> Result<(String, TlsSettings)> {
    let (mut rest, mut said, mut left) = (String::new(), vec![], url.trim_start());
    while !left.is_empty() {
        let (name, value) = left.split_once('=').context("a name without a value")?;
        let (name, value) = (name.trim(), value.trim_start());
        let end = end_of_value(value)?;
        let (raw, after) = value.split_at(end);
        if is_tls_setting(name) {
            said.push((name.to_owned(), unquoted(raw)));
        } else {
            rest.extend([name, "=", raw, " "]);
        }
        left = after.trim_start();
    }
    Ok((rest, said))
}

/// Returns the end of a value, which may be quoted and hold escapes.
fn end_of_value(text: &str) -> Result<usize> {
    let quoted = text.starts_with('\'');
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(usize::from(quoted)) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\'' if quoted => return Ok(at + 1),
            c if !quoted && c.is_whitespace() => return Ok(at),
            _ => {}
        }
    }
    if quoted {
        bail!("a quote that does not end");
    }
    Ok(text.len())
}

fn unquoted(raw: &str) -> String {
    let inner = raw.strip_prefix('\'').and_then(|raw| raw.strip_suffix('\''));
    let (mut value, mut escaped) = (String::new(), false);
    for c in inner.unwrap_or(raw).chars() {
        escaped = c == '\\' && !escaped;
        if !escaped {
            value.push(c);
        }
    }
    value
}

/// Joins an error and its causes in one line.
fn chain(error: &Error) -> String {
    let mut line = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(one) = cause {
        let words = one.to_string();
        if !line.contains(&words) {
            line = format!("{line}: {words}");
        }
        cause = one.source();
    }
    line.replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(rest: &str, mode: Mode, authorities: Option<&str>) -> Parts {
        Parts { rest: rest.to_owned(), mode, authorities: authorities.map(str::to_owned) }
    }

    #[test]
    fn tls_settings_are_read_from_addresses_and_pairs() {
        for (url, expected) in [
            (
                "postgres://me:p@a,b:5433/x?sslmode=verify-full&target_session_attrs=read-write&sslrootcert=%2Fa%20b.pem",
                parts(
                    "postgres://me:p@a,b:5433/x?target_session_attrs=read-write",
                    Mode::VerifyFull,
                    Some("/a b.pem"),
                ),
            ),
            ("postgresql://db/x?sslmode=disable", parts("postgresql://db/x", Mode::Disable, None)),
            (
                r"host=db password='a \'b sslmode=x' sslmode = verify-ca sslrootcert='/it\'s'",
                parts(r"host=db password='a \'b sslmode=x' ", Mode::VerifyCa, Some("/it's")),
            ),
            ("host=/run user=me", parts("host=/run user=me ", Mode::Prefer, None)),
        ] {
            assert_eq!(Parts::of(url).unwrap(), expected, "{url}");
        }
        for bad in ["postgres://db/x?sslmode=allow", "host=db sslmode='require", "host"] {
            assert!(Parts::of(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn other_machines_are_told_from_this_one() {
        let target = Target::parse("postgres://localhost,127.0.0.1,db.example/x").unwrap();
        assert_eq!(target.elsewhere(), ["db.example"]);
        assert!(Target::parse("host=/run user=me").unwrap().elsewhere().is_empty());
        let error = Target::parse("postgres://me:secret@db/x?sslcert=y").err().unwrap();
        let words = format!("{error:#}");
        assert!(words.contains("sslcert") && !words.contains("secret"), "{words}");
    }
}
