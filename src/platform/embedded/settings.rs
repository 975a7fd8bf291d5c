//! Settings of the server: privacy and size.

use super::Durability;

/// Settings that keep actions and their times out of logs. The doctor demands them of any server, and
/// `deploy/postgres.conf` sets them there. Reasons: `docs/threat-model.md`, physical traces.
pub const PRIVACY: &[(&str, &str)] = &[
    ("log_error_verbosity", "terse"),
    ("log_min_error_statement", "panic"),
    ("log_parameter_max_length", "0"),
    ("log_parameter_max_length_on_error", "0"),
    ("log_statement", "none"),
    ("log_min_duration_statement", "-1"),
    ("log_connections", "off"),
    ("log_disconnections", "off"),
    ("log_checkpoints", "off"),
    ("log_autovacuum_min_duration", "-1"),
    ("log_lock_waits", "off"),
    ("log_temp_files", "-1"),
    ("track_commit_timestamp", "off"),
];

const SIZE: &[(&str, &str)] = &[
    ("listen_addresses", ""),
    ("unix_socket_permissions", "0700"),
    ("max_connections", "60"),
    ("shared_buffers", "256MB"),
    ("jit", "off"),
    ("timezone", "UTC"),
    ("log_timezone", "UTC"),
    ("log_destination", "stderr"),
    ("logging_collector", "off"),
];

const THROWAWAY: &[(&str, &str)] =
    &[("fsync", "off"), ("synchronous_commit", "off"), ("full_page_writes", "off"), ("autovacuum", "off")];

/// Returns the settings as arguments, which win over the cluster's own files.
pub fn arguments(durability: Durability) -> impl Iterator<Item = String> {
    let throwaway = match durability {
        Durability::Durable => &[],
        Durability::Throwaway => THROWAWAY,
    };
    let all = PRIVACY.iter().chain(SIZE).chain(throwaway);
    all.flat_map(|(name, value)| ["-c".to_owned(), format!("{name}={value}")])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_for_other_servers_says_the_same() {
        let file = include_str!("../../../deploy/postgres.conf");
        let lines = file.lines().filter_map(|line| line.split_once(" = "));
        let there: Vec<_> = lines.map(|(name, value)| (name, value.trim_matches('\''))).collect();
        for setting in PRIVACY.iter().chain(&[("jit", "off")]) {
            assert!(there.contains(setting), "deploy/postgres.conf lacks {setting:?}");
        }
    }
}
