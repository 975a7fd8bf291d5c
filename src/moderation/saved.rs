//! Filters of the queue under a name, which somebody keeps for themselves.

use super::filter::Filter;
use crate::ids::SavedViewId;

/// Most of one person.
pub const MOST: usize = 10;
/// Most characters of a name.
pub const NAME: usize = 40;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    pub id: SavedViewId,
    pub name: String,
    pub filter: Filter,
}
