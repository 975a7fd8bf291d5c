//! What lies in a mailbox.

use super::text::Proposal;
use crate::{
    events::{self, model::Release, programme::Placed},
    ids::OrganisationId,
    platform::{error::Error, keys::Keys},
    stories::{self, Story, dialogue::Message},
};
use diesel_async::AsyncPgConnection;

/// Everything an author finds under a code, except their own words.
#[derive(Debug)]
pub struct Mailbox {
    /// The story.
    pub story: Story,
    /// The text they are asked about.
    pub proposal: Option<Proposal>,
    /// Questions they can see, and their answers.
    pub messages: Vec<Message>,
    /// Whether none of its words are left.
    pub erased: bool,
    /// Where it is told.
    pub places: Vec<(Release, Placed)>,
}

/// Opens the mailbox of a story.
///
/// # Errors
/// Any database error, or words that cannot be opened.
pub async fn mailbox(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    story: Story,
) -> Result<Mailbox, Error> {
    let versions = stories::store::versions::of_story(conn, keys, organisation, story.id).await?;
    let mut messages = stories::store::messages::of_story(conn, keys, organisation, story.id).await?;
    messages.retain(|message| message.shown);
    let places = if story.agreed_version.is_some() {
        events::store::places(conn, organisation, story.id).await?
    } else {
        vec![]
    };
    Ok(Mailbox {
        proposal: Proposal::of(&story, &versions),
        messages,
        erased: versions.is_empty(),
        places,
        story,
    })
}
