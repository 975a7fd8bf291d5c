//! A Postgres with a port and TLS, and a pooler, as somebody runs them who has servers of their own.

use super::{cluster, program::free_address};
use std::{
    fs,
    os::unix::fs::chown,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// The password of the role `pratfall`.
pub const PASSWORD: &str = "se%cret";

/// A process that is killed when dropped, and its folder.
pub struct Service {
    process: Child,
    pub folder: PathBuf,
    pub port: u16,
}

impl Drop for Service {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
        fs::remove_dir_all(&self.folder).ok();
    }
}

impl Service {
    fn start(folder: PathBuf, port: u16, command: &mut Command) -> Self {
        let log = fs::File::create(folder.join("log")).unwrap();
        let process = command.stdout(Stdio::null()).stderr(log).spawn().unwrap();
        let service = Self { process, folder, port };
        let since = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            let log = fs::read_to_string(service.folder.join("log")).unwrap();
            assert!(since.elapsed() < Duration::from_secs(20), "{log}");
        }
        service
    }

    /// Has it read its files again.
    pub fn reload(&self) {
        let id = rustix::process::Pid::from_child(&self.process);
        rustix::process::kill_process(id, rustix::process::Signal::HUP).unwrap();
    }

    /// Writes a file that only the server may read.
    pub fn write(&self, name: &str, text: &str) {
        write(&self.folder, name, text);
    }
}

fn write(folder: &Path, name: &str, text: &str) {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let (draft, about) = (folder.join("draft"), fs::metadata(folder).unwrap());
    fs::write(&draft, text).unwrap();
    fs::set_permissions(&draft, fs::Permissions::from_mode(0o600)).unwrap();
    chown(&draft, Some(about.uid()), Some(about.gid())).unwrap();
    fs::rename(draft, folder.join(name)).unwrap();
}

/// A folder of the server's account.
fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("pratfall-server-{}", pratfall::ids::JobId::new()));
    fs::create_dir(&folder).unwrap();
    if rustix::process::geteuid().is_root() {
        let id = |of: &str| {
            let said = Command::new("id").args([of, "postgres"]).output().unwrap().stdout;
            String::from_utf8(said).unwrap().trim().parse().unwrap()
        };
        chown(&folder, Some(id("-u")), Some(id("-g"))).unwrap();
    }
    folder
}

fn free_port() -> u16 {
    free_address().rsplit(':').next().unwrap().parse().unwrap()
}

/// A Postgres with TLS by this certificate and key, for clients with the [`PASSWORD`].
pub fn postgres(certificate: &str, key: &str) -> Service {
    let (folder, port) = (folder(), free_port());
    write(&folder, "password", PASSWORD);
    let made = cluster::as_server(&cluster::program("initdb"))
        .current_dir("/")
        .arg("-D")
        .arg(folder.join("cluster"))
        .args([
            "--username=pratfall",
            "--auth=scram-sha-256",
            "--no-sync",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        ])
        .arg(format!("--pwfile={}", folder.join("password").display()))
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    write(&folder, "server.crt", certificate);
    write(&folder, "server.key", key);
    write(&folder, "hba.conf", "hostssl all all all scram-sha-256\n");
    let place = folder.display();
    let settings = format!(
        "listen_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = ''\nfsync = off\nssl = on\n\
         ssl_cert_file = '{place}/server.crt'\nssl_key_file = '{place}/server.key'\nhba_file = '{place}/hba.conf'\n"
    );
    write(&folder, "postgres.conf", &settings);
    let mut command = cluster::as_server(&cluster::program("postgres"));
    command.current_dir("/").arg("-D").arg(folder.join("cluster"));
    command.arg("-c").arg(format!("config_file={place}/postgres.conf"));
    let service = Service::start(folder.clone(), port, &mut command);
    let ready = || {
        let mut asked = Command::new(cluster::program("pg_isready"));
        asked.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()]).status().unwrap().success()
    };
    while !ready() {}
    service
}

/// A pooler in front of the database at a socket, in a mode such as `transaction`.
pub fn pooler(socket: &str, mode: &str) -> Service {
    let (folder, port) = (folder(), free_port());
    let settings = format!(
        "[databases]\n* = host={socket} user=pratfall\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\n\
         unix_socket_dir =\nauth_type = any\npool_mode = {mode}\nmax_client_conn = 100\ndefault_pool_size = 20\n"
    );
    write(&folder, "pgbouncer.ini", &settings);
    let place = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"].map(Path::new);
    let program = place.into_iter().find(|place| place.exists());
    let mut command = cluster::as_server(program.expect("pgbouncer, which bin/test installs"));
    command.current_dir("/").arg("-q").arg(folder.join("pgbouncer.ini"));
    Service::start(folder, port, &mut command)
}
