//! Sealing: letters to a public key (HPKE, RFC 9180), texts at rest under a secret key (XChaCha20-Poly1305).

pub mod stream;

use super::{keys::Key, random};
use ciphers::{ENCAPPED, NONCE, PrivateKey, PublicKey, Receiver, Sender};

/// Failure to open sealed data: other key, other purpose, or damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("sealed data cannot be opened")]
pub struct Unopenable;

impl From<ciphers::Failed> for Unopenable {
    fn from(_: ciphers::Failed) -> Self {
        Self
    }
}

/// Public key that letters are sealed to.
#[derive(Clone)]
pub struct Letterbox(PublicKey);

/// Private key that opens letters. Only the mix makes one.
pub struct Opener(PrivateKey);

impl Letterbox {
    /// Derives the public key of `secret`.
    pub fn of(secret: &Key) -> Self {
        Self(ciphers::derive(secret.expose()).1)
    }

    /// Returns the bytes, which can seal and open nothing.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, Unopenable> {
        Ok(Self(PublicKey::from_bytes(bytes)?))
    }

    /// Seals `plain`; `purpose` must be the same on opening. Never fails for keys made by [`Letterbox::of`].
    pub fn seal(&self, plain: &[u8], purpose: &[u8]) -> Result<Vec<u8>, Unopenable> {
        let (encapped, mut context) = Sender::new(&self.0, purpose)?;
        let mut sealed = encapped.to_vec();
        sealed.extend(context.seal(plain, b"")?);
        Ok(sealed)
    }
}

impl Opener {
    /// Derives the private key of `secret`.
    pub fn of(secret: &Key) -> Self {
        Self(ciphers::derive(secret.expose()).0)
    }

    /// Opens what was sealed to the matching [`Letterbox`] for `purpose`.
    pub fn open(&self, sealed: &[u8], purpose: &[u8]) -> Result<Vec<u8>, Unopenable> {
        let (encapped, sealed) = sealed.split_first_chunk::<ENCAPPED>().ok_or(Unopenable)?;
        Ok(Receiver::new(&self.0, encapped, purpose)?.open(sealed, b"")?)
    }
}

/// Seals `plain` under `key`, bound to `context`. Fails beyond 256 GiB only.
pub fn seal(key: &Key, plain: &[u8], context: &[u8]) -> Result<Vec<u8>, Unopenable> {
    let nonce = random::bytes::<NONCE>();
    let mut sealed = nonce.to_vec();
    sealed.extend(ciphers::encrypt(key.expose(), nonce, plain, context)?);
    Ok(sealed)
}

/// Opens what [`seal`] made with the same key and context.
pub fn open(key: &Key, sealed: &[u8], context: &[u8]) -> Result<Vec<u8>, Unopenable> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(Unopenable)?;
    Ok(ciphers::decrypt(key.expose(), *nonce, sealed, context)?)
}

/// Pads `plain` to exactly `size` bytes: length, text, zeros. `None` when it does not fit.
pub fn pad(plain: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut padded = u32::try_from(plain.len()).ok()?.to_be_bytes().to_vec();
    padded.extend_from_slice(plain);
    (padded.len() <= size).then(|| {
        padded.resize(size, 0);
        padded
    })
}

/// Returns the text inside what [`pad`] made.
pub fn unpad(padded: &[u8]) -> Result<&[u8], Unopenable> {
    let (length, rest) = padded.split_first_chunk::<4>().ok_or(Unopenable)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| Unopenable)?;
    rest.get(..length).ok_or(Unopenable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn padding_is_reversible_and_hides_the_length(plain: Vec<u8>) {
            let padded = pad(&plain, 4096).unwrap();
            prop_assert_eq!(padded.len(), 4096);
            prop_assert_eq!(unpad(&padded), Ok(&plain[..]));
        }

        #[test]
        fn letters_open_with_their_key_and_purpose_only(plain: Vec<u8>, flip in 0..200usize) {
            let secret = Key::generate();
            let mut sealed = Letterbox::of(&secret).seal(&plain, b"one").unwrap();
            let opener = Opener::of(&secret);
            prop_assert_eq!(opener.open(&sealed, b"one"), Ok(plain));
            prop_assert_eq!(opener.open(&sealed, b"two"), Err(Unopenable));
            prop_assert_eq!(Opener::of(&Key::generate()).open(&sealed, b"one"), Err(Unopenable));
            let at = flip % sealed.len();
            sealed[at] ^= 1;
            prop_assert_eq!(opener.open(&sealed, b"one"), Err(Unopenable));
        }

        #[test]
        fn texts_at_rest_open_with_their_key_and_context_only(plain: Vec<u8>) {
            let key = Key::generate();
            let sealed = seal(&key, &plain, b"here").unwrap();
            prop_assert_eq!(open(&key, &sealed, b"here"), Ok(plain));
            prop_assert_eq!(open(&key, &sealed, b"there"), Err(Unopenable));
            prop_assert_eq!(open(&Key::generate(), &sealed, b"here"), Err(Unopenable));
        }
    }

    #[test]
    fn a_length_beyond_the_end_is_refused() {
        assert_eq!(unpad(&[0, 0, 0, 9, 1]), Err(Unopenable));
        assert_eq!(unpad(&[0]), Err(Unopenable));
        assert_eq!(pad(&[0; 10], 13), None);
    }

    #[test]
    fn a_letterbox_is_the_same_from_its_bytes() {
        let (secret, other) = (Key::generate(), Key::generate());
        let bytes = Letterbox::of(&secret).to_bytes();
        assert_eq!(Letterbox::from_bytes(&bytes).unwrap().to_bytes(), bytes);
        assert_ne!(Letterbox::of(&other).to_bytes(), bytes);
    }
}
