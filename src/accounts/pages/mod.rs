//! Signing in and out, links by mail, offers, one's own profile, the team.

mod links;
mod offers;
mod profile;
mod sign_in_first;
mod signing_in;
mod team;

pub use links::{forgotten, forgotten_form, forgotten_sent, invitation, take_up};
pub use offers::{accept, refuse};
pub use profile::{change_password, change_profile, end_other_sessions, password_page, profile};
pub use sign_in_first::sign_in_first;
pub use signing_in::{sign_in, sign_in_form, sign_out};
pub use team::{invite, removal, remove, team};
