//! Logs: about the program, never about people. No addresses, no user agents, no request targets, no content.

use std::io::IsTerminal;
use tracing_subscriber::{EnvFilter, fmt};

/// Crates that write what passes through them: statements, addresses, headers. They stay quiet whatever is asked.
const TALKATIVE: &[&str] = &[
    "actix_http",
    "actix_server",
    "actix_web",
    "diesel",
    "diesel_async",
    "lettre",
    "rustls",
    "tokio_postgres",
];

/// Starts logging: readable on a terminal, JSON otherwise.
///
/// # Errors
/// When `filter` is no filter.
pub fn start(filter: &str) -> anyhow::Result<()> {
    let mut filter = EnvFilter::try_new(filter)?;
    for name in TALKATIVE {
        filter = filter.add_directive(format!("{name}=warn").parse()?);
    }
    let log = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        log.compact().init();
    } else {
        log.json().init();
    }
    std::panic::set_hook(Box::new(|panic| {
        // Where, not what: the message may quote what somebody typed.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
    Ok(())
}
