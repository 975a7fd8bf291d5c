//! Creation of the cluster, all or nothing: in a folder of another name, which is renamed at the end.

use super::{
    DATABASE, Durability, ROLE,
    account::{self, Account},
    command::{LOCALE, Lifetime},
    error::Error,
    folder::{chown_to, make},
    server::Server,
    settings,
};
use std::{
    fs::{self, File},
    io::Write,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Output, Stdio},
};

const UNFINISHED: &str = "postgres.unfinished-";

/// Makes folders and cluster where they are missing, and the access rules.
pub fn prepare(server: &mut Server) -> Result<(), Error> {
    server.folder.prepare(server.account.as_ref())?;
    if let Some(account) = &server.account
        && let Some(closed) = server.folder.first_closed(account)
    {
        // The folder itself must be open, even where those above it are not.
        if !Path::new("/proc/self/fd").exists() || !account.may_enter(&server.folder.data) {
            return Err(Error::Closed { folder: closed.to_owned(), account: account.name.clone() });
        }
        server.closed = true;
    }
    write_access(&server.folder.data, server.account.as_ref())?;
    ensure(server)
}

/// Makes the cluster with the role and the database `pratfall`, unless it exists.
fn ensure(server: &Server) -> Result<(), Error> {
    let data = &server.folder.data;
    if server.folder.cluster.join("PG_VERSION").exists() {
        return Ok(());
    }
    for name in fs::read_dir(data).into_iter().flatten().flatten().map(|entry| entry.file_name()) {
        if name.to_string_lossy().starts_with(UNFINISHED) {
            fs::remove_dir_all(data.join(&name)).map_err(Error::path(data.join(name)))?;
        }
    }
    tracing::info!("making the embedded database");
    let name = format!("{UNFINISHED}{}", std::process::id());
    let unfinished = data.join(&name);
    let made = fill(server, &name).and_then(|()| {
        fs::rename(&unfinished, &server.folder.cluster).map_err(Error::path(&server.folder.cluster))?;
        File::open(data).and_then(|data| data.sync_all()).map_err(Error::path(data))
    });
    if made.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_dir_all(&unfinished);
    }
    made
}

fn fill(server: &Server, name: &str) -> Result<(), Error> {
    let cluster = server.folder.data.join(name);
    make(&cluster, 0o700).map_err(Error::path(&cluster))?;
    chown_to(&cluster, server.account.as_ref())?;
    initdb(server, name)?;
    create_database(server, name)
}

fn initdb(server: &Server, name: &str) -> Result<(), Error> {
    let view = server.view()?;
    let mut command = server.runner.command(&server.programs.join("initdb"), Lifetime::WithParent);
    command.arg("-D").arg(view.path.join(name));
    command.args([format!("--username={ROLE}"), format!("--locale={LOCALE}")]);
    command.args(["--encoding=UTF8", "--lc-messages=C", "--text-search-config=simple"]);
    command.args(["--auth-local=peer", "--auth-host=reject", "--no-instructions"]);
    if server.durability == Durability::Throwaway {
        command.arg("--no-sync");
    }
    let output = command.output().map_err(server.not_started("initdb"))?;
    check(server, "initdb", &output)
}

/// Runs the server in single-user mode, as nobody else can see the cluster yet.
fn create_database(server: &Server, name: &str) -> Result<(), Error> {
    let view = server.view()?;
    let mut command = server.runner.command(&server.programs.join("postgres"), Lifetime::WithParent);
    command.arg("--single").arg("-D").arg(view.path.join(name));
    command.args(settings::arguments(server.durability)).arg("template1");
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(server.not_started("postgres"))?;
    if let Some(mut stdin) = child.stdin.take() {
        // Of a program that has ended, the output tells more than the broken pipe.
        let _ = writeln!(stdin, "create database {DATABASE}");
    }
    let output = child.wait_with_output().map_err(server.not_started("postgres"))?;
    check(server, "postgres", &output)
}

/// Single-user Postgres ends well whatever went wrong, so its words count too.
fn check(server: &Server, program: &'static str, output: &Output) -> Result<(), Error> {
    let words = String::from_utf8_lossy(&output.stderr);
    let mut marks = ["ERROR:", "FATAL:", "PANIC:"].iter();
    if !output.status.success() || marks.any(|mark| words.contains(mark)) {
        return Err(Error::failed(program, &words, server.folder.log.clone()));
    }
    Ok(())
}

/// Writes the access rules: this user, root when that is this user, and the server's account, through the socket as
/// the role `pratfall`. The files lie outside of the cluster, where the server cannot change them.
pub fn write_access(data: &Path, server: Option<&Account>) -> Result<(), Error> {
    let map: Vec<_> =
        account::names(server).iter().map(|name| format!("pratfall \"{name}\" {ROLE}\n")).collect();
    write(&data.join("pg_ident.conf"), &map.concat(), server)?;
    write(&data.join("pg_hba.conf"), &format!("local all {ROLE} peer map=pratfall\n"), server)
}

fn write(path: &Path, text: &str, server: Option<&Account>) -> Result<(), Error> {
    fs::write(path, text).map_err(Error::path(path))?;
    if let Some(server) = server {
        std::os::unix::fs::chown(path, None, Some(server.gid)).map_err(Error::path(path))?;
    }
    fs::set_permissions(path, fs::Permissions::from_mode(0o640)).map_err(Error::path(path))
}
