//! The programs of Postgres on this machine.

use super::error::Error;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Oldest major version that the migrations and backups are tested with.
const OLDEST: u32 = 14;

/// Folders with a folder `*/bin` for each version.
const PLACES: &[&str] = &[
    "/usr/lib/postgresql",
    "/opt/homebrew/opt",
    "/usr/local/opt",
    "/home/linuxbrew/.linuxbrew/opt",
    "/Applications/Postgres.app/Contents/Versions",
    "/Library/PostgreSQL",
    "/usr",
];

/// Returns the folder of programs for a new cluster, or for one made by version `made`.
pub fn find(made: Option<&str>, cluster: &Path) -> Result<PathBuf, Error> {
    pick(candidates(), made, cluster, version)
}

/// Returns every folder that may hold the programs, best first.
fn candidates() -> Vec<PathBuf> {
    #[expect(clippy::disallowed_methods, reason = "PATH belongs to the machine, it is no setting of ours")]
    let path = std::env::var_os("PATH").unwrap_or_default();
    // A folder of links such as /usr/local/bin has no share/ beside it: look behind the links.
    let linked = std::env::split_paths(&path)
        .filter_map(|folder| fs::canonicalize(folder.join("postgres")).ok()?.parent().map(Path::to_path_buf));
    let known = PLACES.iter().flat_map(|base| versions(Path::new(base)));
    linked.chain(known).collect()
}

/// Returns folders such as `base/17/bin`, `base/pgsql-17/bin` and `base/postgresql@17/bin`, newest first.
fn versions(base: &Path) -> Vec<PathBuf> {
    let names = fs::read_dir(base).into_iter().flatten().flatten().filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let number = name.trim_start_matches("postgresql@").trim_start_matches("pgsql-");
        let major: u32 = if name == "postgresql" { 0 } else { number.split('.').next()?.parse().ok()? };
        Some((major, entry.path().join("bin")))
    });
    let mut found: Vec<_> = names.collect();
    found.sort_by(|a, b| b.cmp(a));
    found.into_iter().map(|(_, path)| path).collect()
}

fn pick(
    candidates: Vec<PathBuf>,
    made: Option<&str>,
    cluster: &Path,
    version: impl Fn(&Path) -> Option<u32>,
) -> Result<PathBuf, Error> {
    let mut seen: Vec<(u32, PathBuf)> = Vec::new();
    for folder in candidates {
        let new = seen.iter().all(|(_, known)| *known != folder);
        let Some(major) = (new && complete(&folder)).then(|| version(&folder)).flatten() else {
            continue;
        };
        if made.map_or(major >= OLDEST, |made| made == major.to_string()) {
            return Ok(folder);
        }
        seen.push((major, folder));
    }
    let mut majors: Vec<u32> = seen.into_iter().map(|(major, _)| major).collect();
    majors.sort_unstable();
    majors.dedup();
    match (majors.last(), made) {
        (None, _) => Err(Error::NoBinaries),
        (Some(&found), None) => Err(Error::TooOld { found, oldest: OLDEST }),
        (Some(_), Some(made)) => Err(Error::WrongMajor {
            folder: cluster.to_owned(),
            made: made.to_owned(),
            found: majors.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        }),
    }
}

fn complete(folder: &Path) -> bool {
    ["initdb", "postgres"].iter().all(|program| folder.join(program).is_file())
}

/// Reads the major version from `postgres --version`, such as `postgres (PostgreSQL) 17.2 (Debian 17.2-1)`.
fn version(folder: &Path) -> Option<u32> {
    let output = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
    major(&String::from_utf8_lossy(&output.stdout))
}

fn major(words: &str) -> Option<u32> {
    let number = words.split_whitespace().nth(2)?;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(versions: &[&str]) -> tempfile::TempDir {
        let base = tempfile::tempdir().unwrap();
        for version in versions {
            let bin = base.path().join(version).join("bin");
            fs::create_dir_all(&bin).unwrap();
            fs::write(bin.join("initdb"), "").unwrap();
            fs::write(bin.join("postgres"), "").unwrap();
        }
        base
    }

    fn by_name(folder: &Path) -> Option<u32> {
        let name = folder.parent()?.file_name()?.to_str()?;
        name.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().ok()
    }

    #[test]
    fn the_newest_makes_a_new_cluster_and_the_same_major_runs_an_old_one() {
        let temporary = folder(&["9.6", "16", "postgresql@18", "pgsql-17"]);
        let base = temporary.path();
        let all = || versions(base);
        let picked = |made| pick(all(), made, Path::new("/c"), by_name).unwrap();
        assert_eq!(picked(None), base.join("postgresql@18/bin"));
        assert_eq!(picked(Some("16")), base.join("16/bin"));
        let error = pick(all(), Some("15"), Path::new("/c"), by_name).unwrap_err().to_string();
        assert!(
            error.starts_with("/c was made by PostgreSQL 15, but only 16, 17, 18 is installed"),
            "{error}"
        );
    }

    #[test]
    fn without_programs_the_error_says_how_to_install_them() {
        let error = pick(vec!["/nowhere".into()], None, Path::new("/c"), by_name).unwrap_err();
        assert!(error.to_string().contains("install postgresql"), "{error}");
        let base = folder(&["12"]);
        let error = pick(versions(base.path()), None, Path::new("/c"), by_name).unwrap_err();
        assert!(matches!(error, Error::TooOld { found: 12, .. }));
    }

    #[test]
    fn the_version_is_read_from_the_program() {
        assert_eq!(major("postgres (PostgreSQL) 15.19 (Debian 15.19-0+deb12u1)\n"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 19beta1"), Some(19));
        assert_eq!(major("sh: not found"), None);
    }
}
