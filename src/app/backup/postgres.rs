//! Postgres's own programs, `pg_dump` and `pg_restore`.

use crate::platform::{config::Settings, db::target::for_programs, embedded};
use anyhow::{Context, Result, bail, ensure};
use percent_encoding::percent_decode_str;
use std::{
    io::{self, Read},
    path::PathBuf,
    process::{Child, ChildStdout, Command, Stdio},
};

/// Passes the output of `pg_dump` to `take`.
pub(super) fn dump(
    settings: &Settings,
    url: &str,
    take: impl FnOnce(ChildStdout) -> Result<()>,
) -> Result<()> {
    let mut command = program(settings, url, "pg_dump")?;
    command.args(["--format=custom", "--no-owner", "--lock-wait-timeout=60s"]);
    let mut child = command.stdout(Stdio::piped()).spawn().context("start pg_dump")?;
    let dump = child.stdout.take().context("the output of pg_dump")?;
    let taken = take(dump);
    match (taken, ended(child, "pg_dump")) {
        // Either may be why the other failed.
        (Err(taken), Err(ended)) => Err(taken.context(format!("{ended:#}"))),
        (taken, ended) => taken.and(ended),
    }
}

/// Fills an empty database from the output of [`dump`], in one transaction.
pub(super) fn restore(settings: &Settings, url: &str, rights: bool, mut dump: impl Read) -> Result<()> {
    let mut command = program(settings, url, "pg_restore")?;
    command.args(["--no-owner", "--exit-on-error", "--single-transaction"]);
    if !rights {
        command.arg("--no-privileges");
    }
    let mut child = command.stdin(Stdio::piped()).spawn().context("start pg_restore")?;
    let mut into = child.stdin.take().context("the input of pg_restore")?;
    let given = io::copy(&mut dump, &mut into);
    if given.is_err() {
        // A dump that breaks off must not pass for a whole one.
        child.kill()?;
    }
    drop(into);
    let ended = ended(child, "pg_restore");
    match given {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error).context("read the backup"),
        _ => ended,
    }
}

fn ended(child: Child, name: &str) -> Result<()> {
    let output = child.wait_with_output()?;
    if output.status.success() {
        return Ok(());
    }
    // Later lines may quote rows.
    let said = String::from_utf8_lossy(&output.stderr);
    bail!("{name}: {}", said.lines().next().unwrap_or("ended early"))
}

fn program(settings: &Settings, url: &str, name: &str) -> Result<Command> {
    let path = match &settings.database_url {
        None => embedded::program(&settings.data, name)?,
        Some(_) => PathBuf::from(name),
    };
    let (url, trust) = for_programs(url)?;
    let (url, password) = without_password(&url)?;
    let mut command = Command::new(path);
    command.envs(trust);
    command.arg(format!("--dbname={url}")).stderr(Stdio::piped());
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    Ok(command)
}

/// Splits the password from a connection string: everybody on the machine can read a program's arguments.
fn without_password(url: &str) -> Result<(String, Option<String>)> {
    let parts = match url.split_once("://") {
        Some((scheme, rest)) => {
            let end = rest.find(['/', '?']).unwrap_or(rest.len());
            let (authority, rest) = rest.split_at(end);
            let who = authority.rsplit_once('@').and_then(|(who, host)| Some((who.split_once(':')?, host)));
            who.map(|((user, password), host)| {
                let password = percent_decode_str(password).decode_utf8_lossy().into_owned();
                (format!("{scheme}://{user}@{host}{rest}"), password)
            })
        }
        // One that is quoted, or set apart from its name, may hold spaces.
        None if url.contains("password=") && !url.contains("password='") => {
            url.split_whitespace().find_map(|word| {
                let password = word.strip_prefix("password=")?;
                Some((url.replacen(word, "", 1), password.to_owned()))
            })
        }
        None => None,
    };
    let (url, password) = match parts {
        Some((url, password)) => (url, Some(password)),
        None => (url.to_owned(), None),
    };
    ensure!(
        url.contains("://") && !url.contains("password=") || !url.contains("password"),
        "DATABASE_URL holds its password in a way that cannot be kept from others: write it as user:password@host"
    );
    Ok((url, password))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_is_left_among_the_arguments() {
        let apart = |url: &str| without_password(url).unwrap();
        let given = |url: &str, password: &str| (url.to_owned(), Some(password.to_owned()));
        assert_eq!(
            apart("postgres://me:p%40s+s@db.example:5433/pratfall?sslmode=require"),
            given("postgres://me@db.example:5433/pratfall?sslmode=require", "p@s+s")
        );
        assert_eq!(apart("host=/run user=me password=secret"), given("host=/run user=me ", "secret"));
        for plain in ["postgres://me@db/pratfall", "postgres:///pratfall", "host=/run dbname=pratfall"] {
            assert_eq!(apart(plain), (plain.to_owned(), None));
        }
        assert!(without_password("postgres://db/pratfall?password=secret").is_err());
        for odd in
            ["host=db password='se cret'", "host=db password = secret", "host=db password=a password=b"]
        {
            assert!(without_password(odd).is_err(), "{odd}");
        }
    }
}
