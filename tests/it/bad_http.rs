//! Requests that no browser sends, byte by byte to the real program: it answers in its own words or hangs up, stores
//! nothing, and writes nothing of them down.

use crate::support::{
    TestSite,
    program::{self, Program},
    rounds, story,
};
use std::{
    fs,
    io::Write,
    net::{Shutdown, TcpStream},
};

/// Word put into every part of a request that has room for it.
const MARK: &str = "MARKEDREQUEST";
const FORM: &str = "Content-Type: application/x-www-form-urlencoded";

#[allow(clippy::too_many_lines, reason = "a table")]
/// Heads and bodies, `H` for a good Host line; and the answers that will do. Hanging up without a word does, too.
fn requests() -> Vec<(&'static str, Vec<u8>, &'static [u16])> {
    let post = |lines: &str, body: &str| {
        format!("POST /acme/stories/new HTTP/1.1\r\nH\r\nConnection: close\r\n{lines}\r\n\r\n{body}")
            .into_bytes()
    };
    let form = |lines: &str, body: &str| post(&format!("{FORM}\r\n{lines}"), body);
    let get = |line: &str, lines: &str| format!("{line}\r\n{lines}\r\n\r\n").into_bytes();
    let chunked = |body: &str| form("Transfer-Encoding: chunked", body);
    let no: &[u16] = &[400];
    let mut all = vec![
        // How long is it?
        (
            "both lengths",
            form("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\nx=MARKEDREQUEST"),
            no,
        ),
        ("two lengths", form("Content-Length: 5\r\nContent-Length: 6", "x=MARK"), no),
        ("the same length twice", form("Content-Length: 6\r\nContent-Length: 6", "x=MARK"), no),
        ("a list of lengths", form("Content-Length: 6, 6", "x=MARK"), no),
        ("a negative length", form("Content-Length: -1", "x=MARK"), no),
        ("a signed length", form("Content-Length: +6", "x=MARK"), no),
        ("a length in words", form("Content-Length: MARKEDREQUEST", "x=MARK"), no),
        ("an enormous length", form("Content-Length: 99999999999999999999", "x=MARK"), no),
        ("a length too short", form("Content-Length: 3", "x=MARKEDREQUEST"), &[422]),
        ("a length too long", form("Content-Length: 999", "x=MARKEDREQUEST"), no),
        (
            "a body too large",
            form("Content-Length: 400000", &"MARKEDREQUEST".repeat(400_000 / 13 + 1)),
            &[413],
        ),
        ("chunked twice", form("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n"), no),
        ("chunked, then not", form("Transfer-Encoding: chunked, identity", "0\r\n\r\n"), no),
        ("almost chunked", form("Transfer-Encoding: xchunked", "x=MARK"), no),
        ("a tab before chunked", form("Transfer-Encoding:\tchunked\u{b}", "x=MARK"), no),
        ("a chunk beyond all numbers", chunked("FFFFFFFFFFFFFFFFF\r\nx=MARKEDREQUEST\r\n0\r\n\r\n"), no),
        ("a chunk of no number", chunked("zz\r\nx=MARKEDREQUEST\r\n0\r\n\r\n"), no),
        ("a negative chunk", chunked("-2\r\nx=\r\n0\r\n\r\n"), no),
        ("a chunk that is longer", chunked("2\r\nx=MARKEDREQUEST\r\n0\r\n\r\n"), no),
        ("chunks without end", chunked("2\r\nx=\r\n"), no),
        (
            "more chunks than fit",
            chunked(&format!("{}0\r\n\r\n", "1000\r\n".to_owned() + &*"x".repeat(4096) + "\r\n")),
            &[422],
        ),
        // What is it?
        ("no type", post("Content-Length: 6", "x=MARK"), &[415]),
        (
            "json",
            post("Content-Type: application/json\r\nContent-Length: 21", "{\"x\":\"MARKEDREQUEST\"}"),
            &[415],
        ),
        (
            "multipart, broken",
            post(
                "Content-Type: multipart/form-data; boundary=MARK\r\nContent-Length: 24",
                "--MARK\r\nMARKEDREQUEST--",
            ),
            &[415],
        ),
        (
            "multipart, no boundary",
            post("Content-Type: multipart/form-data\r\nContent-Length: 6", "x=MARK"),
            &[415],
        ),
        ("UTF-16", post(&format!("{FORM}; charset=utf-16\r\nContent-Length: 6"), "x=MARK"), &[415]),
        (
            "no such charset",
            post(&format!("{FORM}; charset=MARKEDREQUEST\r\nContent-Length: 6"), "x=MARK"),
            &[415],
        ),
        ("a squeezed body", form("Content-Encoding: gzip\r\nContent-Length: 6", "\u{1f}\u{8b}MARK"), &[415]),
        ("squeezed twice", form("Content-Encoding: gzip, br\r\nContent-Length: 6", "x=MARK"), &[415]),
        // Who is it for, and who sends it?
        (
            "no host",
            b"GET /acme/stories/new?MARKEDREQUEST HTTP/1.1\r\nConnection: close\r\n\r\n".to_vec(),
            no,
        ),
        ("two hosts", get("GET /acme/stories/new HTTP/1.1", "H\r\nHost: MARKEDREQUEST.example"), no),
        ("a foreign host", get("GET /acme/stories/new HTTP/1.0", "Host: MARKEDREQUEST.example"), &[200]),
        ("an invalid host", get("GET /acme/stories/new HTTP/1.0", "Host: \"><b>MARKEDREQUEST"), &[200]),
        (
            "a foreign form",
            form("Origin: https://MARKEDREQUEST.example\r\nContent-Length: 6", "x=MARK"),
            &[403],
        ),
        ("a form from nowhere", form("Origin: null\r\nContent-Length: 6", "x=MARK"), &[422]),
        ("a form from next door", form("Sec-Fetch-Site: same-site\r\nContent-Length: 6", "x=MARK"), &[403]),
        ("an invalid origin", form("Origin: \u{e9}MARKEDREQUEST\r\nContent-Length: 6", "x=MARK"), &[403]),
        (
            "forwarded by nobody",
            get(
                "GET /acme/stories/new HTTP/1.0",
                "H\r\nX-Forwarded-Host: MARKEDREQUEST.example\r\nX-Forwarded-For: 10.0.0.1, MARKEDREQUEST\r\nForwarded: for=MARKEDREQUEST;host=MARKEDREQUEST",
            ),
            &[200],
        ),
        // What does it want?
        ("no version", get("GET /acme/stories/new?MARKEDREQUEST", "H"), no),
        ("another version", get("GET /MARKEDREQUEST HTTP/9.9", "H"), no),
        ("the next version", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nMARKEDREQUEST".to_vec(), no),
        ("another place", get("GET http://MARKEDREQUEST.example/acme HTTP/1.0", "H"), &[200]),
        ("any place", get("OPTIONS * HTTP/1.0", "H\r\nX: MARKEDREQUEST"), &[404]),
        ("two slashes", get("GET //MARKEDREQUEST.example HTTP/1.0", "H"), &[404]),
        ("upwards", get("GET /acme/../../../etc/passwd?MARKEDREQUEST HTTP/1.0", "H"), &[404]),
        ("upwards, encoded", get("GET /assets/%2e%2e%2f%2e%2e%2fMARKEDREQUEST HTTP/1.0", "H"), &[404]),
        ("NUL in the path", get("GET /MARKEDREQUEST%00 HTTP/1.0", "H"), &[404]),
        ("a raw NUL in the path", b"GET /MARKEDREQUEST\0 HTTP/1.1\r\nH\r\n\r\n".to_vec(), no),
        ("no UTF-8 in the path", get("GET /acme/events/%ff%feMARKEDREQUEST HTTP/1.0", "H"), &[404]),
        (
            "no UTF-8 in the query",
            get("GET /acme/stories/new?lang=%ff&x=MARKEDREQUEST HTTP/1.0", "H"),
            &[200],
        ),
        ("a long path", get(&format!("GET /{} HTTP/1.0", "MARKEDREQUEST".repeat(9_000)), "H"), &[400]),
        (
            "a code in the address",
            get("GET /acme/receipt/0000-0000-0000-0000-0000-0000-0000 HTTP/1.0", "H"),
            &[404],
        ),
        ("spaces", get("GET  /MARKEDREQUEST   HTTP/1.1", "H"), no),
        ("a folded header", get("GET /acme HTTP/1.1", "H\r\nX-A: b\r\n MARKEDREQUEST"), no),
        ("a header without a colon", get("GET /acme HTTP/1.1", "H\r\nMARKEDREQUEST"), no),
        ("a header with NUL", b"GET /acme HTTP/1.1\r\nH\r\nX: MARKED\0REQUEST\r\n\r\n".to_vec(), no),
        ("a name with a space", get("GET /acme HTTP/1.1", "H\r\nX Y: MARKEDREQUEST"), no),
        (
            "one large header",
            get("GET /acme HTTP/1.0", &format!("H\r\nX: {}", "MARKEDREQUEST".repeat(20_000))),
            &[431],
        ),
        (
            "an upgrade",
            get(
                "GET /acme HTTP/1.1",
                "H\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Key: MARKEDREQUEST",
            ),
            &[200],
        ),
        ("an expectation", form("Expect: MARKEDREQUEST\r\nContent-Length: 6", "x=MARK"), &[422]),
        ("no HTTP at all", b"\x16\x03\x01\x02\x00\x01\x00\x01MARKEDREQUEST".to_vec(), no),
        ("only line ends", b"\r\n\r\n\r\n\r\n".to_vec(), no),
    ];
    let many: String = (0..1_000).map(|n| format!("X-{n}: MARKEDREQUEST\r\n")).collect();
    all.push(("a thousand headers", get("GET /acme HTTP/1.0", &format!("H\r\n{many}")), &[431]));
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "BREW", "get", "PoSt"]
    {
        let line = format!("{method} /acme/stories/new?MARKEDREQUEST HTTP/1.0");
        all.push(("an odd method", get(&line, "H"), &[405]));
    }
    all
}

struct Server {
    site: TestSite,
    program: Program,
    log: std::path::PathBuf,
}

impl Server {
    async fn start() -> Self {
        let site = TestSite::new().await;
        let data = site.app.settings.data.clone();
        let log = data.join("program.log");
        let settings = [
            program::data(&data),
            ("DATABASE_URL", site.url.as_str()),
            ("PRATFALL_MIX", "every 99h"),
            ("PRATFALL_FORM_AGE", "0"),
        ];
        let program = Program::start_logging_all(&["serve"], &settings, &log);
        Self { site, program, log }
    }

    /// Letters, once the program has finished what it has in hand and stopped; nothing marked was written down.
    async fn letters_after_the_end(mut self) -> i64 {
        self.program.stop();
        let log = fs::read_to_string(&self.log).unwrap();
        assert!(log.contains("stopping"), "it is the log: {log}");
        assert!(!log.contains("MARK"), "{log}");
        self.site.count("letters").await
    }
}

#[actix_web::test]
async fn no_malformed_request_breaks_anything() {
    let server = Server::start().await;
    let address = server.program.address.clone();
    let mut bad = vec![];
    for (what, bytes, expected) in requests() {
        let host = format!("Host: {address}");
        let bytes = replace(&bytes, b"\r\nH\r\n", format!("\r\n{host}\r\n").as_bytes());
        let (statuses, answer) = program::send_raw(&address, &bytes);
        let fine = statuses.iter().all(|status| expected.contains(status)) && statuses.len() <= 1;
        if !fine || answer.contains("MARKEDREQUEST.example") {
            bad.push(format!("{what}: {statuses:?}"));
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
    assert_eq!(program::get(&address, "/healthz").unwrap().body, "ok");
    assert_eq!(server.letters_after_the_end().await, 0);
}

fn replace(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    match bytes.windows(from.len()).position(|window| window == from) {
        Some(at) => [&bytes[..at], to, &bytes[at + from.len()..]].concat(),
        None => bytes.to_vec(),
    }
}

#[actix_web::test]
async fn a_connection_closed_at_any_byte_leaves_nothing_behind() {
    let server = Server::start().await;
    let address = server.program.address.clone();
    let mut form = program::get(&address, "/acme/stories/new").unwrap().fields("#tell");
    form.extend(story());
    form.insert("title".to_owned(), MARK.to_owned());
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(&form).finish();
    let request = format!(
        "POST /acme/stories/new HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nX-Mark: {MARK}\r\n{FORM}\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let step = (request.len() / rounds(400)).max(1);
    for end in (0..request.len()).step_by(step) {
        let mut stream = TcpStream::connect(&address).unwrap();
        stream.write_all(&request.as_bytes()[..end]).unwrap();
        stream.shutdown(Shutdown::Both).ok();
    }
    assert_eq!(program::send_raw(&address, request.as_bytes()).0, [200], "whole, it is fine");
    assert_eq!(server.letters_after_the_end().await, 1);
}
