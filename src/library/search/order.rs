//! The order of results.

use crate::text_enum;

text_enum! {
    pub enum Order {
        /// Best first.
        Fit = "fit",
        /// Newest first.
        Week = "week",
    }
}

impl Default for Order {
    fn default() -> Self {
        Self::Fit
    }
}
