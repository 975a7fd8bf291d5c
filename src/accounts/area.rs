//! Parts of the desk and notes on what was done there, declared by features and put together in `app`.

use super::{done::Done, permission::Permission};

/// Part of the desk at `/desk/{org}/{path}`, open to those who have a permission.
pub struct Area {
    pub path: &'static str,
    /// Key of its name.
    pub name: &'static str,
    pub permission: Permission,
}

impl Area {
    pub const fn new(path: &'static str, name: &'static str, permission: Permission) -> Self {
        Self { path, name, permission }
    }
}

/// Areas and notes of all features.
pub struct DeskMap {
    pub areas: &'static [Area],
    pub done: &'static [&'static [Done]],
}
