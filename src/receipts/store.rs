//! What lies in a mailbox.

use super::{
    offers::{Agreement, Place, Standing},
    text::Proposal,
};
use crate::{
    events::{self, model::Release, programme::Placed},
    ids::{OrganisationId, StoryId},
    lessons::{self, model::Lesson},
    platform::{error::Error, keys::Keys},
    stories::{self, Anonymity, Story, WrittenBy, dialogue::Message},
};
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

/// Everything an author finds under a code.
#[derive(Debug)]
pub struct Mailbox {
    pub story: Story,
    /// The text they are asked about.
    pub proposal: Option<Proposal>,
    /// Questions they can see, and their answers.
    pub messages: Vec<Message>,
    /// Whether none of its words are left.
    pub erased: bool,
    /// Where it is told.
    pub places: Vec<Spot>,
    /// What came of it.
    pub lessons: Vec<Lesson>,
}

/// A place on a released agenda.
#[derive(Debug)]
pub struct Spot {
    pub release: Release,
    pub slot: Placed,
    /// Which of its stories it is, from 1.
    pub number: usize,
    /// How many stories are told there.
    pub of: usize,
}

impl Spot {
    /// Whether its event is over.
    pub fn is_told(&self, now: DateTime<Utc>) -> bool {
        !self.release.day.is_coming(now)
    }
}

impl Mailbox {
    /// Where the story stands at the moment `now`.
    pub fn standing(&self, now: DateTime<Utc>) -> Standing {
        let coming = self.places.iter().any(|spot| !spot.is_told(now));
        Standing {
            status: self.story.status,
            named: self.story.anonymity == Anonymity::Named,
            erased: self.erased,
            text: self.proposal.as_ref().map(|proposal| {
                if proposal.agreed {
                    Agreement::Given
                } else {
                    Agreement::Waits
                }
            }),
            place: match self.places.as_slice() {
                [] => None,
                _ if coming => Some(Place::Coming),
                _ => Some(Place::Told),
            },
            asked: self
                .messages
                .iter()
                .any(|message| message.written_by == WrittenBy::Moderator),
        }
    }
}

/// Opens the mailbox of a story.
pub async fn mailbox(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    story: Story,
) -> Result<Mailbox, Error> {
    let versions = stories::store::versions::of_story(conn, keys, organisation, story.id).await?;
    let mut messages = stories::store::messages::of_story(conn, keys, organisation, story.id).await?;
    messages.retain(|message| message.shown);
    let places = spots(conn, organisation, &story).await?;
    let lessons = if story.status.is_erased() {
        vec![]
    } else {
        lessons::store::of_story(conn, organisation, story.id).await?
    };
    Ok(Mailbox {
        proposal: Proposal::of(&story, &versions),
        messages,
        erased: versions.is_empty(),
        places,
        lessons,
        story,
    })
}

async fn spots(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    story: &Story,
) -> Result<Vec<Spot>, Error> {
    if story.agreed_version.is_none() {
        return Ok(vec![]);
    }
    let mut spots = vec![];
    for (release, slot) in events::store::places(conn, organisation, story.id).await? {
        let agenda = events::store::placed(conn, organisation, &release).await?;
        let told: Vec<StoryId> = agenda.iter().filter_map(|slot| slot.content.story()).collect();
        let number = told
            .iter()
            .position(|id| *id == story.id)
            .map_or(1, |place| place + 1);
        spots.push(Spot {
            release,
            slot,
            number,
            of: told.len(),
        });
    }
    Ok(spots)
}
