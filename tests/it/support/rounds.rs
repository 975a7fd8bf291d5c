//! Number of rounds of a proof.

/// Rounds of a proof: `short` in an ordinary run, as many as `PROOF_ROUNDS` says when somebody wants to be surer.
#[allow(clippy::disallowed_methods, reason = "the one place where proofs ask how long they may take")]
pub fn rounds(short: usize) -> usize {
    std::env::var("PROOF_ROUNDS").map_or(short, |many| many.parse().expect("PROOF_ROUNDS is a number"))
}
