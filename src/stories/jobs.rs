//! Jobs of this feature.

use crate::{ids::StoryId, platform::jobs::Job};
use serde::{Deserialize, Serialize};

/// Makes other features forget a story that was withdrawn or has expired.
#[derive(Debug, Serialize, Deserialize)]
pub struct StoryWithdrawn {
    pub story: StoryId,
}

impl Job for StoryWithdrawn {
    const KIND: &'static str = "stories.withdrawn";
}
