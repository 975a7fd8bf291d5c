//! TLS to a database on another machine: who is not who it should be is refused, in one line.

use crate::support::{
    program::{self, Program},
    server::{self, PASSWORD, Service},
};
use diesel::{QueryableByName, sql_query, sql_types::Bool};
use diesel_async::RunQueryDsl;
use pratfall::platform::db;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use std::{
    fs,
    time::{Duration, Instant},
};

/// An authority that signs for `localhost`.
struct Authority {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new(name: &str) -> Self {
        let mut params = CertificateParams::new(vec![]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(rcgen::DnType::CommonName, name);
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        Self { pem, issuer: Issuer::new(params, key) }
    }

    /// A certificate and its key, good until a year.
    fn signs(&self, until: i32) -> (String, String) {
        let mut params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        params.not_before = date_time_ymd(2001, 1, 1);
        params.not_after = date_time_ymd(until, 1, 1);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        (certificate.pem(), key.serialize_pem())
    }
}

#[derive(QueryableByName)]
struct Tls {
    #[diesel(sql_type = Bool)]
    on: bool,
}

/// Tells whether a connection is encrypted; what it fails with.
async fn connect(url: &str) -> Result<bool, String> {
    let mut conn = db::connect(url).await.map_err(|error| format!("{error:#}"))?;
    let query = sql_query("select ssl as on from pg_stat_ssl where pid = pg_backend_pid()");
    let Tls { on } = query.get_result(&mut conn).await.unwrap();
    Ok(on)
}

struct Elsewhere {
    server: Service,
    files: tempfile::TempDir,
}

impl Elsewhere {
    fn url(&self, host: &str, mode: &str, authority: &str) -> String {
        let authority = match authority {
            "" => String::new(),
            name => format!("&sslrootcert={}", self.files.path().join(name).display()),
        };
        let password = PASSWORD.replace('%', "%25");
        let port = self.server.port;
        format!("postgres://pratfall:{password}@{host}:{port}/postgres?sslmode={mode}{authority}")
    }

    async fn until(&self, url: &str, expected: &str) {
        let since = Instant::now();
        loop {
            let said = connect(url).await;
            if said.as_ref().is_err_and(|words| words.contains(expected)) {
                return;
            }
            assert!(since.elapsed() < Duration::from_secs(10), "{said:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_mode_of_tls_does_what_it_says_and_an_impostor_is_refused_in_one_line() {
    let (ours, other) = (Authority::new("ours"), Authority::new("another"));
    let (certificate, key) = ours.signs(2099);
    let files = crate::support::folder();
    fs::write(files.path().join("ours.pem"), &ours.pem).unwrap();
    fs::write(files.path().join("other.pem"), &other.pem).unwrap();
    let far = Elsewhere { server: server::postgres(&certificate, &key), files };
    let refused = async |host: &str, mode: &str, authority: &str, words: &str| {
        let said = connect(&far.url(host, mode, authority)).await.unwrap_err();
        assert!(
            said.contains(words) && !said.contains('\n') && !said.contains("cret"),
            "{host} {mode}: {said}"
        );
    };

    for mode in ["prefer", "require", "verify-ca", "verify-full"] {
        assert_eq!(connect(&far.url("localhost", mode, "ours.pem")).await, Ok(true), "{mode}");
    }
    assert_eq!(connect(&far.url("localhost", "require", "")).await, Ok(true));
    assert_eq!(connect(&far.url("127.0.0.1", "verify-ca", "ours.pem")).await, Ok(true));
    refused("localhost", "disable", "", "no encryption").await;
    refused("127.0.0.1", "verify-full", "ours.pem", "another name").await;
    for mode in ["require", "verify-ca", "verify-full"] {
        refused("localhost", mode, "other.pem", "an authority unknown here").await;
    }
    refused("localhost", "verify-full", "", "an authority unknown here").await;
    refused("localhost", "verify-full", "missing.pem", "missing.pem cannot be read").await;

    the_program_itself(&far);

    let (certificate, key) = ours.signs(2002);
    far.server.write("server.key", &key);
    far.server.write("server.crt", &certificate);
    far.server.reload();
    far.until(&far.url("localhost", "verify-ca", "ours.pem"), "has expired").await;

    let settings = fs::read_to_string(far.server.folder.join("postgres.conf")).unwrap();
    far.server.write("postgres.conf", &settings.replace("ssl = on", "ssl = off"));
    far.server.write("hba.conf", "host all all all scram-sha-256\n");
    far.server.reload();
    far.until(&far.url("localhost", "require", ""), "speaks no TLS").await;
    assert_eq!(connect(&far.url("localhost", "prefer", "")).await, Ok(false));
}

/// Pool, listening, backups and several hosts, with the system's authorities and with a file of one's own.
fn the_program_itself(far: &Elsewhere) {
    let folder = far.files.path().join("data");
    let key = far.files.path().join("recovery-key");
    let url = far.url("nowhere.invalid:1,localhost", "verify-full", "");
    let system = far.files.path().join("ours.pem");
    let settings =
        [program::data(&folder), ("DATABASE_URL", url.as_str()), ("SSL_CERT_FILE", system.to_str().unwrap())];
    program::run(&["organisation", "create", "acme", "--name", "Acme"], &settings);
    let mut server = Program::start(&["serve"], &settings);
    assert_eq!(program::get(&server.address, "/acme").unwrap().status, 200);
    server.stop();
    program::run(&["backup", "--new-key", key.to_str().unwrap()], &settings);
    let own = far.url("localhost", "verify-full", "ours.pem");
    program::run(&["backup"], &[settings[0], ("DATABASE_URL", own.as_str())]);

    let wrong = far.url("127.0.0.1", "verify-full", "ours.pem");
    for command in ["serve", "backup", "mix"] {
        let said = program::fails(&[command], &[settings[0], ("DATABASE_URL", wrong.as_str())]);
        assert!(said.contains("another name") && said.lines().count() == 1, "{command}: {said}");
    }
    let bad = wrong.replace("verify-full", "allow");
    let said = program::fails(&["serve"], &[settings[0], ("DATABASE_URL", bad.as_str())]);
    assert!(said.contains("setting DATABASE_URL: sslmode must be"), "{said}");
}
