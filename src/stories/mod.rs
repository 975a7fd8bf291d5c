//! Stories: status, versions, dialogue, consent.

pub mod actions;
pub mod consent;
pub mod dialogue;
pub mod difference;
pub mod expiry;
pub mod facts;
pub mod forms;
pub mod jobs;
pub mod model;
pub mod reader_question;
pub mod stage;
pub mod state;
pub mod status;
pub mod store;
pub mod text;
pub mod vault;

pub use facts::{ContentNote, Facts, Intensity};
pub use forms::StoryFields;
pub use model::{Anonymity, HiddenBy, Lane, RefusalKind, Silence, Story, Told, ToldBy};
pub use stage::Stage;
pub use state::{Standing, State, Turn};
pub use status::{StoryAction, StoryStatus};
pub use text::{StoryText, WrittenBy};
