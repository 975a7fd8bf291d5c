//! Every configuration in the documents, taken from the document and run.

use crate::support::{
    Page, TestSite, cluster,
    program::{self, Program},
    story,
};
use actix_web::http::{StatusCode, header::HeaderMap};
use pratfall::platform::config::Settings;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
};

/// The blocks of a document in a language.
fn blocks(document: &str, language: &str) -> Vec<String> {
    let text = fs::read_to_string(document).unwrap();
    let mark = format!("\n```{language}\n");
    let starts = text.split(&mark).skip(1);
    starts.map(|block| block.split("\n```").next().unwrap().to_owned()).collect()
}

fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}"));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{program} {arguments:?}: {said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// nginx with the lines of operations.md in front of programs, and TLS of its own; ends with the test.
struct Proxy {
    folder: PathBuf,
    ports: Vec<u16>,
}

impl Proxy {
    fn start(programs: &[&str], ports: Vec<u16>) -> Self {
        let folder = std::env::temp_dir().join(format!("pratfall-nginx-{}", pratfall::ids::JobId::new()));
        fs::create_dir_all(&folder).unwrap();
        let at = |name: &str| folder.join(name).display().to_string();
        let (key, certificate) = (at("key.pem"), at("cert.pem"));
        run(
            "openssl",
            &[
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-keyout",
                &key,
                "-out",
                &certificate,
            ],
        );
        let lines = blocks("docs/operations.md", "nginx");
        assert_eq!(lines.len(), 1);
        let servers = programs.iter().zip(&ports).map(|(address, port)| {
            let location = lines[0].replace("127.0.0.1:8080", address);
            format!(
                "server {{ listen 127.0.0.1:{port} ssl; ssl_certificate {certificate}; ssl_certificate_key {key};\n{location}\n}}\n"
            )
        });
        let paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        let paths: String = paths.map(|name| format!("{name}_temp_path {};\n", at(name))).concat();
        let conf = format!(
            "pid {};\nerror_log {} warn;\nevents {{}}\nhttp {{\naccess_log {};\n{paths}{}}}\n",
            at("pid"),
            at("error.log"),
            at("access.log"),
            servers.collect::<String>()
        );
        fs::write(at("nginx.conf"), conf).unwrap();
        let proxy = Self { folder, ports };
        proxy.nginx(&[]);
        proxy
    }

    /// Comes back once it listens.
    fn nginx(&self, more: &[&str]) {
        let place = |name: &str| self.folder.join(name).display().to_string();
        let (folder, conf) = (self.folder.display().to_string(), place("nginx.conf"));
        let program = if Path::new("/usr/sbin/nginx").exists() { "/usr/sbin/nginx" } else { "nginx" };
        let arguments = ["-e", "stderr", "-p", &folder, "-c", &conf];
        run(program, &[&arguments, more].concat());
    }

    fn ask(&self, which: usize, path: &str, more: &[&str]) -> Page {
        let url = format!("https://localhost:{}{path}", self.ports[which]);
        let certificate = self.folder.join("cert.pem").display().to_string();
        let own = ["--silent", "--show-error", "--include", "--cacert", &certificate, "--header", "Expect:"];
        let answer = run("curl", &[&own, more, &[&url]].concat());
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap();
        let mut headers = HeaderMap::new();
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            headers.append(name.to_lowercase().parse().unwrap(), value.parse().unwrap());
        }
        Page { status: status.parse::<StatusCode>().unwrap(), headers, body: body.to_owned() }
    }

    fn post(&self, path: &str, form: &BTreeMap<String, String>) -> Page {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let file = self.folder.join("form");
        fs::write(&file, body).unwrap();
        let (body, origin) =
            (format!("@{}", file.display()), format!("Origin: https://localhost:{}", self.ports[0]));
        self.ask(0, path, &["--data-binary", &body, "--header", &origin])
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        if self.folder.join("pid").exists() {
            self.nginx(&["-s", "stop"]);
        }
        fs::remove_dir_all(&self.folder).ok();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[actix_web::test]
async fn the_proxy_of_the_documents_lets_stories_through_and_writes_nothing_down() {
    let site = TestSite::new().await;
    let ports = vec![free_port(), free_port()];
    let public = ports.iter().map(|port| format!("https://localhost:{port}")).collect::<Vec<_>>();
    let data = site.app.settings.data.clone();
    let settings = [
        program::data(&data),
        ("DATABASE_URL", site.url.as_str()),
        ("PRATFALL_PUBLIC_URL", public[0].as_str()),
        ("PRATFALL_MIX", "every 99h"),
        ("PRATFALL_FORM_AGE", "0"),
    ];
    let program = Program::start(&["serve"], &settings);
    let (url, demo_data) = (cluster::database().await, data.join("demo"));
    let settings = [
        program::data(&demo_data),
        ("DATABASE_URL", url.as_str()),
        ("PRATFALL_PUBLIC_URL", public[1].as_str()),
    ];
    let demo = Program::start(&["demo"], &settings);
    let proxy = Proxy::start(&[&program.address, &demo.address], ports);

    let home = proxy.ask(0, "/acme", &[]);
    assert_eq!((home.status.as_u16(), home.header("strict-transport-security")), (200, "max-age=63072000"));
    let head = proxy.ask(0, "/acme", &["--head"]);
    let length = |page: &Page| page.header("content-length").to_owned();
    assert_eq!((head.status.as_u16(), length(&head)), (200, home.body.len().to_string()));
    let meant = proxy.ask(0, "/acme/events/%3E?lang=fr", &[]);
    assert_eq!((meant.status.as_u16(), meant.header("location")), (301, "/acme/events?lang=fr"));

    let page = proxy.ask(0, "/acme/stories/new", &[]);
    let mut form = page.fields("#tell");
    form.extend(story());
    form.insert("what_happened".to_owned(), "\u{1F9D1}".repeat(8_000));
    let sent = proxy.post("/acme/stories/new", &form);
    assert_eq!(
        (sent.status.as_u16(), sent.texts("[data-test=receipt-code]").len()),
        (200, 1),
        "96 KB are a story"
    );
    let long = "It went on and on. ".repeat(40_000);
    form.insert("what_happened".to_owned(), long.clone());
    let refused = proxy.post("/acme/stories/new", &form);
    assert_eq!(refused.status, 413);
    assert_eq!(refused.fields("main form")["what_happened"], long, "the program answers, with the text");

    // Captured mail is for who sits at the machine, not for who comes through the proxy and says so.
    let direct = format!("http://{}/dev/mailbox", demo.address);
    assert!(
        run("curl", &["--silent", "--include", "--header", "Host: localhost", &direct])
            .starts_with("HTTP/1.1 200")
    );
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        let page = proxy.ask(1, "/dev/mailbox", &["--header", &format!("Host: {host}")]);
        assert_eq!(page.status, 404, "{host}");
    }

    for log in ["access.log", "error.log"] {
        assert_eq!(fs::read_to_string(proxy.folder.join(log)).unwrap(), "", "{log}");
    }
}

#[test]
fn the_compose_file_asks_for_settings_that_exist() {
    let compose = fs::read_to_string("docker-compose.yml").unwrap();
    let example = fs::read_to_string(".env.example").unwrap();
    let lines = example.lines().filter(|line| !line.starts_with('#'));
    let mut given: BTreeMap<String, String> = lines
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let asked: BTreeSet<&str> = compose
        .split("${")
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
        .filter(|asked| !asked.contains(":-"))
        .filter_map(|rest| rest.split(':').next())
        .collect();
    assert_eq!(asked, given.keys().map(String::as_str).collect(), "asked for, and given in .env.example");
    // What is filled in is understood by the program, and so is what the file itself says.
    given.insert("POSTGRES_PASSWORD".to_owned(), "0a1b".to_owned());
    let app = compose.split("\n  app:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let mut settings = BTreeMap::new();
    for line in
        app.split("environment:\n").nth(1).unwrap().lines().take_while(|line| line.starts_with("      "))
    {
        let (name, value) = line.trim().split_once(": ").unwrap();
        let mut value = value.to_owned();
        for (asked, answer) in &given {
            while let Some(start) = value.find(&format!("${{{asked}")) {
                let end = start + value[start..].find('}').unwrap();
                value.replace_range(start..=end, answer);
            }
        }
        // What nobody has to fill in is what the file says.
        if let Some(default) = value.strip_prefix("${").and_then(|asked| asked.split_once(":-")) {
            value = default.1.trim_end_matches('}').to_owned();
        }
        settings.insert(name.to_owned(), value);
    }
    let settings = Settings::from_map(&settings).unwrap();
    assert_eq!(settings.database_url.as_deref(), Some("postgres://pratfall:0a1b@postgres/pratfall"));
    for mounted in compose.split("- ./").skip(1).filter_map(|rest| rest.split(':').next()) {
        assert!(Path::new(mounted).exists(), "{mounted}");
    }
}

#[test]
fn the_steps_of_the_dockerfile_find_what_they_take() {
    let text = fs::read_to_string("Dockerfile").unwrap().replace("\\\n", " ");
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let mut made = BTreeSet::new();
    for line in text.lines() {
        let words = words(line);
        let Some(step) = words.first() else { continue };
        match step.as_str() {
            "RUN" => {
                let mut rest = words.iter().map(String::as_str);
                if rest.any(|word| word == "--bin") {
                    assert_eq!(rest.next(), Some(env!("CARGO_PKG_NAME")));
                }
                made.extend(words.iter().filter(|word| word.starts_with("/out/")).cloned());
            }
            "COPY" if words.iter().any(|word| word.starts_with("--from")) => {
                assert!(made.contains(&words[words.len() - 2]), "{line}");
            }
            "ENV" => {
                let pairs = words[1..].iter().filter_map(|pair| pair.split_once('='));
                let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
                Settings::from_map(&pairs.collect()).unwrap();
            }
            "CMD" | "HEALTHCHECK" => {
                let list = line.split_once('[').unwrap().1.trim_end_matches(']');
                let words: Vec<&str> = list.split(", ").map(|word| word.trim_matches('"')).collect();
                let command = words.iter().copied().rfind(|word| !word.starts_with('/'));
                program::run(&[command.unwrap(), "--help"], &[]);
            }
            _ => {}
        }
    }
    assert!(made.len() >= 2 && text.contains("ENTRYPOINT [\"/pratfall\"]"));
}

#[test]
fn postgres_understands_the_file_for_it_as_the_table_says_it() {
    let folder = crate::support::folder();
    let folder = folder.path();
    let postgres = pratfall::platform::embedded::program(folder, "postgres").unwrap();
    let file = fs::canonicalize("deploy/postgres.conf").unwrap();
    let conf = format!("config_file={}", file.display());
    let ask = |name: &str| {
        run(postgres.to_str().unwrap(), &["-C", name, "-D", folder.to_str().unwrap(), "-c", &conf])
    };
    let text = fs::read_to_string(&file).unwrap();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (name, value) = line.split_once(" = ").unwrap();
        assert_eq!(ask(name).trim(), value.trim_matches('\''), "{name}");
    }
    let operations = fs::read_to_string("docs/operations.md").unwrap();
    let section = operations.split("## Postgres must stay silent").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let mut checked = 0;
    for row in section.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let names: Vec<&str> = cells[1].split(", ").map(|name| name.trim_matches('`')).collect();
        let values: Vec<&str> = cells[2].split(", ").map(|value| value.trim_matches('`')).collect();
        for (n, name) in names.iter().enumerate() {
            let value = values.get(n).or(values.last()).unwrap();
            assert_eq!(ask(name).trim(), *value, "{name}");
            checked += 1;
        }
    }
    assert!(checked >= 13, "{checked}");
}
