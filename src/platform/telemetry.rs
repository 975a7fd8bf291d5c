//! Logs: about the program, never about people. No addresses, no user agents, no request targets, no content.

use std::io::IsTerminal;
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::{
    EnvFilter, Layer,
    filter::filter_fn,
    fmt::{self, MakeWriter},
    layer::SubscriberExt,
    registry,
    util::SubscriberInitExt,
};

/// Starts logging: readable on a terminal, JSON otherwise.
///
/// # Errors
/// When `filter` is no filter.
pub fn start(filter: &str) -> anyhow::Result<()> {
    log(filter, std::io::stderr)?.init();
    std::panic::set_hook(Box::new(|panic| {
        // Where, not what: the message may quote what somebody typed.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
    Ok(())
}

/// The log that [`start`] begins, written to `out`.
///
/// # Errors
/// When `filter` is no filter.
pub fn log<W>(filter: &str, out: W) -> anyhow::Result<impl Subscriber + Send + Sync + use<W>>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let filter = EnvFilter::try_new(filter)?;
    let lines = fmt::layer().with_writer(out);
    let lines = if std::io::stderr().is_terminal() {
        lines.compact().boxed()
    } else {
        lines.json().boxed()
    };
    let lines = lines
        .with_filter(filter)
        .with_filter(filter_fn(is_about_the_program));
    Ok(registry().with(lines))
}

/// Of other crates only warnings and errors, however much is asked for: below that, the web server writes down headers
/// that it refuses, and the database's client every value of every query.
fn is_about_the_program(event: &Metadata<'_>) -> bool {
    event.target().starts_with("pratfall") || *event.level() <= Level::WARN
}
