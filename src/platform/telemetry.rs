//! Logs about the program, never about people: no addresses, no user agents, no request targets, no content.

use std::io::IsTerminal;
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::{
    EnvFilter, Layer,
    filter::{LevelFilter, Targets, filter_fn},
    fmt::{self, MakeWriter},
    layer::SubscriberExt,
    registry,
    util::SubscriberInitExt,
};

/// Starts logging: readable on a terminal, JSON otherwise.
pub fn start(filter: &str) -> anyhow::Result<()> {
    log(filter, std::io::stderr)?.init();
    std::panic::set_hook(Box::new(|panic| {
        // Where, not what: the message may quote what somebody typed.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
    Ok(())
}

/// Returns the parts of a filter that let debug or trace lines through, and unreadable parts.
pub fn verbose(filter: &str) -> Vec<String> {
    let is_verbose = |part: &&str| match part.parse::<Targets>() {
        Ok(targets) => {
            let named = targets.iter().map(|(_, level)| level).max();
            named.max(targets.default_level()) > Some(LevelFilter::INFO)
        }
        Err(_) => true,
    };
    let parts = filter.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.filter(is_verbose).map(str::to_owned).collect()
}

/// Creates the log of [`start`], written to `out`.
pub fn log<W>(filter: &str, out: W) -> anyhow::Result<impl Subscriber + Send + Sync + use<W>>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let filter = EnvFilter::try_new(filter)?;
    let lines = fmt::layer().with_writer(out);
    let lines = if std::io::stderr().is_terminal() { lines.compact().boxed() } else { lines.json().boxed() };
    let lines = lines.with_filter(filter).with_filter(filter_fn(is_about_the_program));
    Ok(registry().with(lines))
}

/// Allows warnings and errors of other crates only, regardless of the filter: below that, the web server logs headers
/// that it refuses, and the database client every value of every query.
fn is_about_the_program(event: &Metadata<'_>) -> bool {
    event.target().starts_with("pratfall") || *event.level() <= Level::WARN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_and_trace_are_verbose_in_every_spelling() {
        assert!(verbose("info").is_empty());
        assert!(verbose("warn,pratfall=info,diesel=off").is_empty());
        assert_eq!(verbose("info, tokio_postgres=debug"), ["tokio_postgres=debug"]);
        // A bare name is that name at trace.
        assert_eq!(verbose("warn,pratfall"), ["pratfall"]);
        assert_eq!(verbose("TRACE"), ["TRACE"]);
        assert_eq!(verbose("5"), ["5"]);
        assert_eq!(verbose("[{story}]=info"), Vec::<String>::new());
        assert_eq!(verbose("pratfall[span]=trace").len(), 1);
    }
}
