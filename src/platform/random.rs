//! Randomness of the operating system, the only source.

use rand::{TryRng, rngs::SysRng, seq::SliceRandom};

/// Returns random bytes.
///
/// # Panics
/// The operating system has no randomness.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[allow(clippy::expect_used, reason = "going on without randomness would break every promise")]
    SysRng.try_fill_bytes(&mut bytes).expect("randomness from the operating system");
    bytes
}

pub fn shuffle<T>(items: &mut [T]) {
    items.shuffle(&mut rand::rand_core::UnwrapErr(SysRng));
}

/// Returns a number in `0..below`, good enough to spread retries; zero when `below` is zero.
pub fn jitter(below: u32) -> u32 {
    u32::from_le_bytes(bytes()).checked_rem(below).unwrap_or(0)
}
