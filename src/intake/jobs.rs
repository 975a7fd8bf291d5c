//! Work of this feature.

/// The schedule of the mix.
pub const MIX: &str = "intake.mix";
