//! News of this feature.

use crate::{ids::StoryId, platform::jobs::Job};
use serde::{Deserialize, Serialize};

/// An author took a story back, or its time was over: whatever refers to it lets go.
#[derive(Debug, Serialize, Deserialize)]
pub struct StoryWithdrawn {
    pub story: StoryId,
}

impl Job for StoryWithdrawn {
    const KIND: &'static str = "stories.withdrawn";
}
