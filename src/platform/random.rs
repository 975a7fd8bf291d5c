//! The one source of randomness: the operating system's.

use rand::{TryRng, rngs::SysRng, seq::SliceRandom};

/// `N` random bytes.
///
/// # Panics
/// When the operating system has no randomness to give: nothing is safe then.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[allow(
        clippy::expect_used,
        reason = "going on without randomness would break every promise"
    )]
    SysRng
        .try_fill_bytes(&mut bytes)
        .expect("randomness from the operating system");
    bytes
}

/// Puts `items` in an order that tells nothing about the one they had.
pub fn shuffle<T>(items: &mut [T]) {
    items.shuffle(&mut rand::rand_core::UnwrapErr(SysRng));
}

/// A number in `0..below`, good enough to spread retries. Zero when `below` is zero.
pub fn jitter(below: u32) -> u32 {
    u32::from_le_bytes(bytes()).checked_rem(below).unwrap_or(0)
}
