//! Logs: about the program, never about people. No addresses, no user agents, no request targets, no content.

use std::io::IsTerminal;
use tracing_subscriber::{
    EnvFilter,
    filter::{LevelFilter, Targets},
    fmt,
};

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

/// The parts of a filter that let through what crosses the wire or a handler's hands: debug and trace. What cannot be
/// read is such a part too.
#[must_use]
pub fn chatty(filter: &str) -> Vec<String> {
    let is_chatty = |part: &&str| match part.parse::<Targets>() {
        Ok(targets) => {
            let named = targets.iter().map(|(_, level)| level).max();
            named.max(targets.default_level()) > Some(LevelFilter::INFO)
        }
        Err(_) => true,
    };
    let parts = filter.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.filter(is_chatty).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_and_trace_are_chatty_however_they_are_written() {
        assert!(chatty("info").is_empty());
        assert!(chatty("warn,pratfall=info,diesel=off").is_empty());
        assert_eq!(chatty("info, tokio_postgres=debug"), ["tokio_postgres=debug"]);
        // A bare name is that name at trace.
        assert_eq!(chatty("warn,pratfall"), ["pratfall"]);
        assert_eq!(chatty("TRACE"), ["TRACE"]);
        assert_eq!(chatty("5"), ["5"]);
        assert_eq!(chatty("[{story}]=info"), Vec::<String>::new());
        assert_eq!(chatty("pratfall[span]=trace").len(), 1);
    }
}
