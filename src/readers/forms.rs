//! The form at the door.

use serde::{Deserialize, Serialize};

/// `POST /{org}/house`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Knock {
    pub house_code: String,
    /// Address that was asked for.
    pub to: String,
}

/// Query of `GET /{org}/house` and of the house link.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    pub to: String,
}
