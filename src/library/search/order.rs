//! The order of results.

use crate::text_enum;

text_enum! {
    #[derive(Default)]
    pub enum Order {
        /// Best first.
        #[default]
        Fit = "fit",
        /// Newest first.
        Week = "week",
    }
}
