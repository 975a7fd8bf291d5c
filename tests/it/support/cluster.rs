//! One throw-away Postgres for the whole run, and a migrated template to clone. All tests share a process (`cargo
//! test`, not nextest), so that there is one; it ends with that process.

use pratfall::platform::{
    db,
    embedded::{Durability, Postgres},
};
use sha2::{Digest, Sha256};
use std::{
    path::{Path, PathBuf},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    thread,
};
use tokio::{process::Command, runtime::Builder};

struct Cluster {
    postgres: Postgres,
    template: String,
}

/// Connection string of a fresh database with the whole schema.
pub async fn database() -> String {
    let (cluster, name) = (cluster(), fresh_name());
    let create = format!("create database {name} template {} strategy file_copy", cluster.template);
    run(&cluster.postgres, &create).await;
    cluster.postgres.url(&name)
}

/// Connection string of a fresh database with nothing in it.
pub async fn empty_database() -> String {
    let (cluster, name) = (cluster(), fresh_name());
    run(&cluster.postgres, &format!("create database {name}")).await;
    cluster.postgres.url(&name)
}

/// One of Postgres's own programs.
pub fn program(name: &str) -> PathBuf {
    cluster().postgres.program(name)
}

/// A command that runs as the account of the server: Postgres and its programs refuse to run as root.
pub fn as_server(program: &Path) -> std::process::Command {
    if !rustix::process::geteuid().is_root() {
        return std::process::Command::new(program);
    }
    let mut command = std::process::Command::new("setpriv");
    let account = ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig=KILL", "--"];
    command.args(account).arg(program);
    command
}

fn fresh_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let (process, n) = (std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    format!("it_{process}_{n}")
}

fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| {
        // A thread of its own: the server ends with the thread that started it, and migrating needs a runtime of its own.
        thread::spawn(|| Builder::new_multi_thread().enable_all().build().unwrap().block_on(start()))
            .join()
            .unwrap()
    })
}

async fn start() -> Cluster {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("postgres");
    let postgres = Postgres::start(&folder, Durability::Throwaway).unwrap();
    let template = format!("template_{}", migrations_hash());
    let known = run(&postgres, &format!("select 1 from pg_database where datname = '{template}'")).await;
    if known.trim().is_empty() {
        let draft = format!("{template}_{}", std::process::id());
        run(&postgres, &format!("create database {draft}")).await;
        db::migrate(&postgres.url(&draft)).await.unwrap();
        run(&postgres, &format!("alter database {draft} rename to {template}")).await;
    }
    Cluster { postgres, template }
}

async fn run(postgres: &Postgres, sql: &str) -> String {
    let url = postgres.url("postgres");
    let out = Command::new(postgres.program("psql")).args(["-XAtqc", sql, &url]).output().await.unwrap();
    assert!(out.status.success(), "{sql}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

/// Changes with every migration, so that a template is never stale.
fn migrations_hash() -> String {
    let mut files: Vec<PathBuf> = vec![];
    for folder in std::fs::read_dir("migrations").unwrap().flatten().filter(|e| e.path().is_dir()) {
        files.extend(std::fs::read_dir(folder.path()).unwrap().flatten().map(|file| file.path()));
    }
    files.sort();
    let hash = files.iter().fold(Sha256::new(), |hash, file| hash.chain_update(std::fs::read(file).unwrap()));
    hash.finalize()[..6].iter().map(|byte| format!("{byte:02x}")).collect()
}
