//! The ciphers, without type parameters ([why](../../../docs/adr/0060-ciphers-in-a-crate-of-their-own.md)): HPKE (RFC 9180) with
//! X25519, HKDF-SHA256 and ChaCha20-Poly1305; XChaCha20-Poly1305.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hpke::{
    Deserializable, Kem as _, OpModeR, OpModeS, Serializable,
    aead::{AeadCtxR, AeadCtxS, ChaCha20Poly1305},
    kdf::HkdfSha256,
    kem::X25519HkdfSha256,
};

type Kem = X25519HkdfSha256;

/// Bytes of an encapsulated key.
pub const ENCAPPED: usize = 32;
/// Bytes of a nonce of [`encrypt`].
pub const NONCE: usize = 24;
/// Bytes that sealing adds.
pub const TAG: usize = 16;

/// Failure: other key, other purpose, or damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failed;

#[derive(Clone)]
pub struct PublicKey(<Kem as hpke::Kem>::PublicKey);

pub struct PrivateKey(<Kem as hpke::Kem>::PrivateKey);

/// Sending side of an HPKE context, whose counter keeps messages in order (RFC 9180, 5.2).
pub struct Sender(AeadCtxS<ChaCha20Poly1305, HkdfSha256, Kem>);

/// Receiving side of an HPKE context.
pub struct Receiver(AeadCtxR<ChaCha20Poly1305, HkdfSha256, Kem>);

/// Derives a pair of keys from secret bytes.
pub fn derive(secret: &[u8; 32]) -> (PrivateKey, PublicKey) {
    let (private, public) = Kem::derive_keypair(secret);
    (PrivateKey(private), PublicKey(public))
}

impl PublicKey {
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes().into()
    }

    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, Failed> {
        <Kem as hpke::Kem>::PublicKey::from_bytes(bytes).map(Self).map_err(failed)
    }
}

impl Sender {
    /// Begins to send to `to`; returns the encapsulated key, which the receiver needs.
    pub fn new(to: &PublicKey, purpose: &[u8]) -> Result<([u8; ENCAPPED], Self), Failed> {
        let (encapped, context) =
            hpke::setup_sender::<_, _, Kem>(&OpModeS::Base, &to.0, purpose).map_err(failed)?;
        Ok((encapped.to_bytes().into(), Self(context)))
    }

    pub fn seal(&mut self, plain: &[u8], bound_to: &[u8]) -> Result<Vec<u8>, Failed> {
        self.0.seal(plain, bound_to).map_err(failed)
    }
}

impl Receiver {
    pub fn new(key: &PrivateKey, encapped: &[u8; ENCAPPED], purpose: &[u8]) -> Result<Self, Failed> {
        let encapped = <Kem as hpke::Kem>::EncappedKey::from_bytes(encapped).map_err(failed)?;
        hpke::setup_receiver(&OpModeR::Base, &key.0, &encapped, purpose).map(Self).map_err(failed)
    }

    pub fn open(&mut self, sealed: &[u8], bound_to: &[u8]) -> Result<Vec<u8>, Failed> {
        self.0.open(sealed, bound_to).map_err(failed)
    }
}

/// Encrypts with XChaCha20-Poly1305; a nonce must not be used twice with one key. Fails beyond 256 GiB only.
pub fn encrypt(key: &[u8; 32], nonce: [u8; NONCE], plain: &[u8], bound_to: &[u8]) -> Result<Vec<u8>, Failed> {
    let payload = Payload { msg: plain, aad: bound_to };
    XChaCha20Poly1305::new(key.into()).encrypt(&XNonce::from(nonce), payload).map_err(|_| Failed)
}

/// Decrypts what [`encrypt`] made with the same key, nonce and binding.
pub fn decrypt(
    key: &[u8; 32],
    nonce: [u8; NONCE],
    sealed: &[u8],
    bound_to: &[u8],
) -> Result<Vec<u8>, Failed> {
    let payload = Payload { msg: sealed, aad: bound_to };
    XChaCha20Poly1305::new(key.into()).decrypt(&XNonce::from(nonce), payload).map_err(|_| Failed)
}

fn failed(_: hpke::HpkeError) -> Failed {
    Failed
}
