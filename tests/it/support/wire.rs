//! A wire to the database that counts round trips.

use std::{
    io::{self, Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    os::unix::net::UnixStream,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
};

/// Counts how often the program sends something after it has heard something, on any connection: queries that leave
/// together are one round trip, and one that waits for the answer of another is one more. Preparing a statement counts,
/// and so does anything else that is sent; the distance and the work of the database do not.
pub struct Wire {
    pub url: String,
    trips: Arc<AtomicUsize>,
}

impl Wire {
    /// Stretches a wire to the database of a test's connection string.
    pub fn to(url: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (hosts, others): (Vec<&str>, Vec<&str>) =
            url.split(' ').partition(|word| word.starts_with("host="));
        let socket = format!("{}/.s.PGSQL.5432", hosts[0].trim_start_matches("host=").trim_matches('\''));
        let trips = Arc::new(AtomicUsize::new(0));
        let counter = trips.clone();
        thread::spawn(move || {
            while let Ok((near, _)) = listener.accept() {
                connect(near, &socket, counter.clone()).unwrap();
            }
        });
        let url = format!("host=127.0.0.1 port={port} sslmode=disable {}", others.join(" "));
        Self { url, trips }
    }

    /// Takes the number of round trips since the last time.
    pub fn take(&self) -> usize {
        self.trips.swap(0, Ordering::SeqCst)
    }
}

fn connect(near: TcpStream, socket: &str, trips: Arc<AtomicUsize>) -> io::Result<()> {
    let far = UnixStream::connect(socket)?;
    let heard = Arc::new(AtomicBool::new(true));
    let (from_near, to_near, from_far, to_far) = (near.try_clone()?, near, far.try_clone()?, far);
    let said = heard.clone();
    thread::spawn(move || {
        pass(&from_near, &to_far, || {
            if said.swap(false, Ordering::SeqCst) {
                trips.fetch_add(1, Ordering::SeqCst);
            }
        });
        to_far.shutdown(Shutdown::Both).ok();
    });
    thread::spawn(move || {
        pass(&from_far, &to_near, || heard.store(true, Ordering::SeqCst));
        to_near.shutdown(Shutdown::Both).ok();
    });
    Ok(())
}

/// Passes bytes on until one end is closed, and tells of each piece first.
fn pass(mut from: impl Read, mut to: impl Write, mut tell: impl FnMut()) {
    let mut bytes = vec![0; 1 << 18];
    while let Ok(many @ 1..) = from.read(&mut bytes) {
        tell();
        if to.write_all(&bytes[..many]).is_err() {
            break;
        }
    }
}
