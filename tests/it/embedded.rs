//! The embedded Postgres: starts from nothing, belongs to one, survives every sudden death.

use pratfall::platform::embedded::{DATABASE, Durability, Error, PRIVACY, Postgres};
use rustix::process::{Pid, Signal, kill_process};
use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::fs::{MetadataExt, PermissionsExt, chown},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// A data folder that goes when the test does.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(crate::support::folder())
    }

    fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    fn start(&self) -> Result<Postgres, Error> {
        Postgres::start(&self.data(), Durability::Throwaway)
    }

    fn postmaster(&self) -> Option<Pid> {
        let file = fs::read_to_string(self.data().join("postgres/postmaster.pid")).ok()?;
        Pid::from_raw(file.lines().next()?.trim().parse().ok()?)
    }
}

/// Returns the answer of `psql`, unless it cannot connect.
fn ask(postgres: &Postgres, sql: &str) -> Option<String> {
    let mut psql = Command::new(postgres.program("psql"));
    let output = psql.arg(postgres.url(DATABASE)).args(["-XAtqc", sql]).output().unwrap();
    let answer = String::from_utf8(output.stdout).unwrap().trim().to_owned();
    output.status.success().then_some(answer)
}

fn kill(pid: Pid) {
    kill_process(pid, Signal::KILL).unwrap();
}

/// Waits for what comes soon, and fails when it does not.
fn soon(what: &str, mut happened: impl FnMut() -> bool) {
    let since = Instant::now();
    while !happened() {
        assert!(since.elapsed() < Duration::from_secs(20), "not within 20 s: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// Another process of this program that owns `data`, ready.
fn owner(data: &Path) -> Child {
    other("OWNED_DATA", data)
}

/// Another process of this program that shares `data`, ready.
fn sharer(data: &Path) -> Child {
    other("SHARED_DATA", data)
}

fn other(how: &str, data: &Path) -> Child {
    let us = std::env::current_exe().unwrap();
    let mut owner = Command::new(us)
        .args(["--exact", "embedded::a_process_to_be_killed", "--ignored", "--nocapture"])
        .env(how, data)
        .stdout(Stdio::piped())
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(owner.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains("host=")), "it did not start");
    owner
}

#[test]
#[ignore = "started and killed by other tests"]
fn a_process_to_be_killed() {
    let data =
        |how| std::env::vars_os().find_map(|(name, data)| (name == how).then_some(PathBuf::from(data)));
    let postgres = match (data("OWNED_DATA"), data("SHARED_DATA")) {
        (Some(owned), _) => Postgres::start(&owned, Durability::Throwaway),
        (None, Some(shared)) => Postgres::share(&shared, Durability::Throwaway),
        (None, None) => return,
    };
    let postgres = postgres.unwrap();
    println!("{}", postgres.url(DATABASE));
    std::io::stdin().lines().for_each(drop);
}

#[test]
fn a_first_start_makes_everything_and_a_second_finds_it() {
    let place = Place::new();
    let postgres = place.start().unwrap();
    assert_eq!(ask(&postgres, "create table kept as select 7 as n").as_deref(), Some(""));
    postgres.stop();
    assert_eq!(place.postmaster(), None);
    let postgres = place.start().unwrap();
    assert_eq!(ask(&postgres, "select n from kept").as_deref(), Some("7"));
    assert_eq!(ask(&postgres, "show server_encoding").as_deref(), Some("UTF8"));
    assert_eq!(ask(&postgres, "select lower('ÉÏ')").as_deref(), Some("éï"));
}

#[test]
fn a_durable_cluster_promises_to_keep_what_is_committed() {
    let place = Place::new();
    let postgres = Postgres::start(&place.data(), Durability::Durable).unwrap();
    for promise in ["fsync", "synchronous_commit", "full_page_writes"] {
        assert_eq!(ask(&postgres, &format!("show {promise}")).as_deref(), Some("on"));
    }
}

#[test]
fn it_logs_nothing_and_lets_nobody_in() {
    let place = Place::new();
    let postgres = place.start().unwrap();
    for (name, value) in PRIVACY {
        let sql = format!("select setting from pg_settings where name = '{name}'");
        assert_eq!(ask(&postgres, &sql).as_deref(), Some(*value), "{name}");
    }
    assert_eq!(ask(&postgres, "show listen_addresses").as_deref(), Some(""));
    for folder in ["run", "postgres"] {
        let about = fs::metadata(place.data().join(folder)).unwrap();
        assert_eq!(about.mode() & 0o777, 0o700, "{folder}");
        let root = rustix::process::geteuid().is_root();
        assert!(!root || about.uid() != 0, "the server must not run as root");
    }
    let rules = "select string_agg(type || ' ' || auth_method, ',') from pg_hba_file_rules";
    assert_eq!(ask(&postgres, rules).as_deref(), Some("local peer"));
    let refused =
        "create table secret (story text check (story = '')); insert into secret values ('marked words')";
    assert_eq!(ask(&postgres, refused), None);
    postgres.stop();
    let log = fs::read_to_string(place.data().join("postgres.log")).unwrap();
    assert!(log.contains("violates check constraint") && !log.contains("marked words"), "{log}");
}

#[test]
fn a_second_start_says_so_and_leaves() {
    let place = Place::new();
    let first = place.start().unwrap();
    let second = place.start().unwrap_err();
    assert!(matches!(second, Error::InUse { .. }));
    let message = second.to_string();
    assert!(message.contains(&std::process::id().to_string()) && !message.contains('\n'), "{message}");
    assert_eq!(ask(&first, "select 1").as_deref(), Some("1"));
}

#[test]
fn commands_join_a_running_server_and_leave_it_running() {
    let place = Place::new();
    let owner = place.start().unwrap();
    let guest = Postgres::join(&place.data()).unwrap();
    assert_eq!(guest.url("x"), owner.url("x"));
    guest.stop();
    assert_eq!(ask(&owner, "select 1").as_deref(), Some("1"));
}

#[test]
fn without_a_server_commands_share_one_and_the_last_ends_it() {
    let place = Place::new();
    let share = || Postgres::share(&place.data(), Durability::Throwaway).unwrap();
    let sharers: Vec<Postgres> = thread::scope(|scope| {
        let starting: Vec<_> = (0..4).map(|_| scope.spawn(share)).collect();
        starting.into_iter().map(|sharer| sharer.join().unwrap()).collect()
    });
    let mut rest = sharers.into_iter();
    rest.next().unwrap().stop();
    let last = rest.next_back().unwrap();
    rest.for_each(Postgres::stop);
    assert_eq!(ask(&last, "select 1").as_deref(), Some("1"));
    assert!(matches!(place.start(), Err(Error::InUse { .. })));
    last.stop();
    assert_eq!(place.postmaster(), None);
    place.start().unwrap();
}

#[test]
fn a_killed_postgres_is_started_again_while_we_run() {
    let place = Place::new();
    let postgres = place.start().unwrap();
    // A throw-away commit is safe after a checkpoint only.
    ask(&postgres, "create table kept as select 7 as n").unwrap();
    ask(&postgres, "checkpoint").unwrap();
    let before = place.postmaster().unwrap();
    kill(before);
    soon("a new postmaster", || place.postmaster().is_some_and(|pid| pid != before));
    soon("an answer", || ask(&postgres, "select n from kept").as_deref() == Some("7"));
}

#[test]
fn a_killed_owner_takes_postgres_along_and_the_next_start_recovers() {
    let place = Place::new();
    for _ in 0..2 {
        let mut owner = owner(&place.data());
        let postmaster = place.postmaster().unwrap();
        owner.kill().unwrap();
        owner.wait().unwrap();
        let postgres = place.start().unwrap();
        assert_ne!(place.postmaster(), Some(postmaster));
        assert_eq!(ask(&postgres, "select 1").as_deref(), Some("1"));
    }
}

#[test]
fn both_killed_at_once_leave_files_that_hinder_nobody() {
    let place = Place::new();
    let mut owner = owner(&place.data());
    let postmaster = place.postmaster().unwrap();
    kill(postmaster);
    owner.kill().unwrap();
    owner.wait().unwrap();
    // After a reboot the number may belong to anybody: here to us.
    let path = place.data().join("postgres/postmaster.pid");
    let file = fs::read_to_string(&path).unwrap();
    let ours = std::process::id().to_string();
    fs::write(&path, file.replacen(&postmaster.as_raw_nonzero().to_string(), &ours, 1)).unwrap();
    let postgres = place.start().unwrap();
    assert_eq!(ask(&postgres, "select 1").as_deref(), Some("1"));
}

#[test]
fn a_server_left_by_a_killed_sharer_is_used_by_the_next_and_ended_by_an_owner() {
    let place = Place::new();
    for _ in 0..2 {
        let mut sharer = sharer(&place.data());
        let left = place.postmaster();
        sharer.kill().unwrap();
        sharer.wait().unwrap();
        let next = Postgres::share(&place.data(), Durability::Throwaway).unwrap();
        assert_eq!(place.postmaster(), left);
        assert_eq!(ask(&next, "select 1").as_deref(), Some("1"));
        next.stop();
        assert_eq!(place.postmaster(), None);
    }
    let mut sharer = sharer(&place.data());
    let left = place.postmaster();
    sharer.kill().unwrap();
    sharer.wait().unwrap();
    let owner = place.start().unwrap();
    assert_ne!(place.postmaster(), left);
    assert_eq!(ask(&owner, "select 1").as_deref(), Some("1"));
}

#[test]
fn an_interrupted_first_start_leaves_no_half_cluster() {
    let place = Place::new();
    let half = place.data().join("postgres.unfinished-1");
    fs::create_dir_all(&half).unwrap();
    fs::write(half.join("PG_VERSION"), "15\n").unwrap();
    let postgres = place.start().unwrap();
    assert!(!half.exists());
    assert_eq!(ask(&postgres, "select 1").as_deref(), Some("1"));
}

#[test]
fn another_major_version_is_told_in_one_line() {
    let place = Place::new();
    place.start().unwrap().stop();
    fs::write(place.data().join("postgres/PG_VERSION"), "9\n").unwrap();
    let message = place.start().unwrap_err().to_string();
    assert!(message.contains("was made by PostgreSQL 9, but only ") && !message.contains('\n'), "{message}");
}

#[test]
fn a_broken_cluster_is_told_in_postgres_own_words() {
    let place = Place::new();
    place.start().unwrap().stop();
    fs::remove_file(place.data().join("postgres/global/pg_control")).unwrap();
    let message = place.start().unwrap_err().to_string();
    assert!(message.starts_with("postgres failed: ") && !message.contains('\n'), "{message}");
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let place = Place::new();
    fs::write(place.data(), "a file").unwrap();
    let error = place.start().unwrap_err();
    assert!(matches!(error, Error::NotWritable { .. }));
    assert!(error.to_string().contains(place.data().to_str().unwrap()));
}

#[test]
fn a_folder_of_any_name_will_do() {
    let place = Place::new();
    for name in ["a name with 'quotes'", "a \"list\", so to say", &"long/".repeat(30)] {
        let postgres = Postgres::start(&place.0.path().join(name), Durability::Throwaway).unwrap();
        assert_eq!(ask(&postgres, "select 1").as_deref(), Some("1"), "{name}");
        let run = postgres.url("x").strip_prefix("host=").unwrap().split(" user=").next().unwrap().to_owned();
        postgres.stop();
        assert!(run.contains("quotes") || !Path::new(&run).exists(), "{run} stays behind");
    }
}

#[test]
fn root_may_keep_its_data_where_nobody_else_can_enter() {
    let place = Place::new();
    fs::set_permissions(place.0.path(), fs::Permissions::from_mode(0o700)).unwrap();
    for _ in 0..2 {
        let postgres = place.start().unwrap();
        assert_eq!(ask(&postgres, "checkpoint; select 1").as_deref(), Some("1"));
        assert_eq!(fs::metadata(place.data()).unwrap().mode() & 0o007, 0);
    }
}

#[test]
fn a_cluster_of_somebody_else_runs_as_its_owner() {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let place = Place::new();
    fs::create_dir(place.data()).unwrap();
    chown(place.data(), Some(65534), Some(65534)).unwrap();
    let postgres = place.start().unwrap();
    assert_eq!(fs::metadata(place.data().join("postgres")).unwrap().uid(), 65534);
    assert_eq!(ask(&postgres, "select 1").as_deref(), Some("1"));
}

#[test]
fn a_file_of_the_server_that_a_power_cut_left_empty_is_told_in_one_line_that_says_what_to_do() {
    let place = Place::new();
    place.start().unwrap().stop();
    let file = place.data().join("postgres/postmaster.pid");
    for left in [&b""[..], b"\0\0\0\0", b"\xff\xfe", b"nonsense\n"] {
        fs::write(&file, left).unwrap();
        let said = place.start().unwrap_err().to_string();
        assert!(said.contains("postmaster.pid is damaged") && said.contains("remove that file"), "{said}");
        assert_eq!(said.lines().count(), 1);
    }
    fs::remove_file(&file).unwrap();
    assert_eq!(ask(&place.start().unwrap(), "select 1").as_deref(), Some("1"));
}
