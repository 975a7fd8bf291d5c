//! Requests to the server that runs on this machine.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// Limit for connecting and for each read and write.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Status and headers of an answer.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    pub status: u16,
    /// Lower-case names, and values.
    pub headers: Vec<(String, String)>,
}

impl Answer {
    /// Returns the value of the first header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut all = self.headers.iter();
        all.find_map(|(known, value)| (known == name).then_some(value.as_str()))
    }
}

/// Sends `GET path` to `bind`, with `host` as its host. Blocks.
pub fn ask(bind: SocketAddr, host: &str, path: &str) -> io::Result<Answer> {
    let mut server = TcpStream::connect_timeout(&bind, TIMEOUT)?;
    server.set_read_timeout(Some(TIMEOUT))?;
    server.set_write_timeout(Some(TIMEOUT))?;
    write!(server, "GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n")?;
    let mut answer = vec![];
    server.read_to_end(&mut answer)?;
    read(&String::from_utf8_lossy(&answer)).ok_or_else(|| io::ErrorKind::InvalidData.into())
}

fn read(answer: &str) -> Option<Answer> {
    let head = answer.split_once("\r\n\r\n").map_or(answer, |(head, _)| head);
    let mut lines = head.lines();
    let first = lines.next()?.strip_prefix("HTTP/")?;
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    };
    Some(Answer {
        status: first.split(' ').nth(1)?.parse().ok()?,
        headers: lines.filter_map(header).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_and_headers_are_read() {
        let answer = read("HTTP/1.1 200 OK\r\nCache-Control: no-store\r\n\r\nSet-Cookie: no").unwrap();
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.header("set-cookie"), None);
        assert!(read("SSH-2.0-OpenSSH\r\n").is_none());
    }
}
