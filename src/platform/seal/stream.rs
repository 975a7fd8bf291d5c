//! Sealing in chunks of one HPKE context, whose counter keeps them in order (RFC 9180, 5.2). The last chunk is marked,
//! so that a truncated stream does not open.

use super::{Letterbox, Opener, Unopenable};
use ciphers::{ENCAPPED, Failed, Receiver, Sender, TAG};
use std::io::{self, BufRead, Read, Write};

/// Plain bytes of every chunk but the last.
const CHUNK: usize = 64 * 1024;
const MORE: &[u8] = b"more";
const LAST: &[u8] = b"last";

/// Writer that seals. Without [`SealedWriter::finish`] the stream does not open again.
pub struct SealedWriter<W> {
    to: W,
    context: Sender,
    chunk: Vec<u8>,
}

/// Reader that opens, and fails where the stream was altered.
pub struct SealedReader<R> {
    from: R,
    context: Receiver,
    open: io::Cursor<Vec<u8>>,
    ended: bool,
}

impl Letterbox {
    /// Seals everything written to the result; `purpose` must be the same on opening.
    pub fn stream<W: Write>(&self, mut to: W, purpose: &[u8]) -> io::Result<SealedWriter<W>> {
        let (encapped, context) = Sender::new(&self.0, purpose).map_err(broken)?;
        to.write_all(&encapped)?;
        Ok(SealedWriter { to, context, chunk: Vec::with_capacity(CHUNK) })
    }
}

impl Opener {
    /// Opens a stream of [`Letterbox::stream`] for `purpose`.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidData`] when it cannot be the beginning of such a stream.
    pub fn stream<R: BufRead>(&self, mut from: R, purpose: &[u8]) -> io::Result<SealedReader<R>> {
        let mut encapped = [0; ENCAPPED];
        from.read_exact(&mut encapped)?;
        let context = Receiver::new(&self.0, &encapped, purpose).map_err(broken)?;
        Ok(SealedReader { from, context, open: io::Cursor::default(), ended: false })
    }
}

impl<W: Write> SealedWriter<W> {
    /// Seals the last chunk.
    pub fn finish(mut self) -> io::Result<W> {
        self.seal(LAST)?;
        Ok(self.to)
    }

    fn seal(&mut self, which: &[u8]) -> io::Result<()> {
        let sealed = self.context.seal(&self.chunk, which).map_err(broken)?;
        self.chunk.clear();
        self.to.write_all(&sealed)
    }
}

impl<W: Write> Write for SealedWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full chunk waits for what follows: only then is it known not to be the last.
        if self.chunk.len() == CHUNK && !bytes.is_empty() {
            self.seal(MORE)?;
        }
        let taken = bytes.len().min(CHUNK - self.chunk.len());
        self.chunk.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

impl<R: BufRead> SealedReader<R> {
    fn next_chunk(&mut self) -> io::Result<()> {
        let mut sealed = Vec::with_capacity(CHUNK + TAG);
        let most = u64::try_from(CHUNK + TAG).map_err(io::Error::other)?;
        self.from.by_ref().take(most).read_to_end(&mut sealed)?;
        self.ended = self.from.fill_buf()?.is_empty();
        let which = if self.ended { LAST } else { MORE };
        let open = self.context.open(&sealed, which).map_err(broken)?;
        self.open = io::Cursor::new(open);
        Ok(())
    }
}

impl<R: BufRead> Read for SealedReader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.open.read(into)?;
            if read > 0 || self.ended || into.is_empty() {
                return Ok(read);
            }
            self.next_chunk()?;
        }
    }
}

fn broken(_: Failed) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, Unopenable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::keys::Key;
    use proptest::prelude::*;

    fn sealed(secret: &Key, plain: &[u8]) -> Vec<u8> {
        let mut writer = Letterbox::of(secret).stream(vec![], b"one").unwrap();
        writer.write_all(plain).unwrap();
        writer.finish().unwrap()
    }

    fn opened(secret: &Key, sealed: &[u8], purpose: &[u8]) -> io::Result<Vec<u8>> {
        let mut plain = vec![];
        let mut reader = Opener::of(secret).stream(sealed, purpose)?;
        reader.read_to_end(&mut plain)?;
        Ok(plain)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn a_stream_opens_whole_or_not_at_all(
            over in -2..3i64, chunks in 0..3usize, cut in any::<prop::sample::Index>(), bit in 0..8u8
        ) {
            let length = usize::try_from(i64::try_from(chunks * CHUNK).unwrap() + over).unwrap_or(0);
            let plain: Vec<u8> = (0..=255).cycle().take(length).collect();
            let secret = Key::generate();
            let mut sealed = sealed(&secret, &plain);
            prop_assert_eq!(opened(&secret, &sealed, b"one").unwrap(), plain);
            prop_assert!(opened(&secret, &sealed, b"two").is_err());
            prop_assert!(opened(&Key::generate(), &sealed, b"one").is_err());
            let at = cut.index(sealed.len());
            prop_assert!(opened(&secret, &sealed[..at], b"one").is_err(), "cut off at {}", at);
            sealed[at] ^= 1 << bit;
            prop_assert!(opened(&secret, &sealed, b"one").is_err(), "changed at {}", at);
        }
    }

    #[test]
    fn chunks_cannot_be_dropped_moved_or_cut_off_where_one_ends() {
        let secret = Key::generate();
        let sealed = sealed(&secret, &vec![7; 3 * CHUNK]);
        let (head, body) = sealed.split_at(ENCAPPED);
        let chunks: Vec<&[u8]> = body.chunks(CHUNK + TAG).collect();
        for order in [&[0, 1][..], &[0, 2], &[1, 0, 2], &[0, 1, 2, 2], &[]] {
            let forged: Vec<u8> =
                [head].into_iter().chain(order.iter().map(|i| chunks[*i])).flatten().copied().collect();
            assert!(opened(&secret, &forged, b"one").is_err(), "{order:?}");
        }
    }

    #[test]
    fn what_is_written_in_pieces_opens_like_the_whole() {
        let secret = Key::generate();
        let plain: Vec<u8> = (0..=255).cycle().take(2 * CHUNK + 7).collect();
        for size in [CHUNK - 10, CHUNK / 3, CHUNK + 10] {
            let mut writer = Letterbox::of(&secret).stream(vec![], b"one").unwrap();
            for piece in plain.chunks(size) {
                writer.write_all(piece).unwrap();
            }
            let sealed = writer.finish().unwrap();
            assert_eq!(opened(&secret, &sealed, b"one").unwrap(), plain, "{size}");
        }
    }
}
