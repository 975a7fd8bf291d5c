//! Schedules of this feature.

pub const MIX: &str = "intake.mix";
