//! Contents of a mailbox.

use super::{
    offers::{Agreement, StoryState, Telling},
    proposal::Proposal,
};
use crate::{
    events::{self, model::Release, programme::Placed},
    ids::OrganisationId,
    lessons::{self, model::Lesson},
    platform::{error::Error, keys::Keys},
    readers::Reach,
    stories::{
        self, Anonymity, Story, WrittenBy,
        dialogue::Message,
        reader_question::{QuestionState, ReaderQuestion},
    },
};
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use futures_util::future::{try_join, try_join5};

/// Everything an author reads with a receipt code.
#[derive(Debug)]
pub struct Mailbox {
    pub story: Story,
    pub proposal: Option<Proposal>,
    /// Questions shown to the author, and answers.
    pub messages: Vec<Message>,
    /// Questions of readers, shown to the author.
    pub questions: Vec<ReaderQuestion>,
    /// Set when no text is left.
    pub erased: bool,
    pub places: Vec<AgendaPlace>,
    pub lessons: Vec<Lesson>,
    /// Set while the story can be read in the library.
    pub readable: bool,
}

/// Place on a released agenda.
#[derive(Debug)]
pub struct AgendaPlace {
    pub release: Release,
    pub slot: Placed,
    /// Position among the stories of the agenda, from 1.
    pub number: usize,
    /// Number of stories on the agenda.
    pub of: usize,
}

impl AgendaPlace {
    /// Tells whether its event is over.
    pub fn is_told(&self, now: DateTime<Utc>) -> bool {
        !self.release.day.is_coming(now)
    }
}

impl Mailbox {
    /// Returns the question of a reader that waits for an answer under this number.
    pub fn asked_by_reader(&self, round: i16) -> Option<&str> {
        let found = self.questions.iter().find(|it| it.round == Some(round))?;
        let words = found.words.as_ref().filter(|_| found.state == QuestionState::Asked)?;
        Some(&words.question)
    }

    pub fn state(&self, now: DateTime<Utc>) -> StoryState {
        let coming = self.places.iter().any(|place| !place.is_told(now));
        StoryState {
            status: self.story.status,
            named: self.story.anonymity == Anonymity::Named,
            erased: self.erased,
            text: self
                .proposal
                .as_ref()
                .map(|proposal| if proposal.agreed { Agreement::Given } else { Agreement::Waits }),
            telling: match self.places.as_slice() {
                [] => None,
                _ if coming => Some(Telling::Coming),
                _ => Some(Telling::Told),
            },
            hidden: self.story.hidden_by,
            asked: self.messages.iter().any(|message| message.written_by == WrittenBy::Moderator),
        }
    }
}

pub async fn mailbox(
    conn: &AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    story: Story,
) -> Result<Mailbox, Error> {
    let questions = stories::store::reader_questions::passed_on(conn, keys, organisation, story.id);
    let others = try_join5(
        stories::store::versions::of_story(conn, keys, organisation, story.id),
        stories::store::messages::of_story(conn, keys, organisation, story.id),
        places(conn, organisation, &story),
        lessons::store::of_story(conn, organisation, story.id),
        stories::store::readable(conn, organisation, Reach::House, std::slice::from_ref(&story.id)),
    );
    let ((versions, mut messages, places, mut lessons, readable), mut questions) =
        try_join(others, questions).await?;
    questions.retain(|question| question.state != QuestionState::Passed);
    messages.retain(|message| message.shown);
    if story.status.is_erased() {
        lessons.clear();
    }
    Ok(Mailbox {
        proposal: Proposal::of(&story, &versions),
        messages,
        questions,
        erased: versions.is_empty(),
        places,
        lessons,
        readable: !readable.is_empty(),
        story,
    })
}

async fn places(
    conn: &AsyncPgConnection,
    organisation: OrganisationId,
    story: &Story,
) -> Result<Vec<AgendaPlace>, Error> {
    if story.agreed_version.is_none() {
        return Ok(vec![]);
    }
    let agendas = events::store::with_story(conn, organisation, story.id).await?;
    let place = |(release, agenda): (Release, Vec<Placed>)| {
        let told: Vec<Placed> = agenda.into_iter().filter(|slot| slot.content.story().is_some()).collect();
        let of = told.len();
        let own = told.into_iter().zip(1..).find(|(slot, _)| slot.content.story() == Some(story.id));
        own.map(|(slot, number)| AgendaPlace { release, slot, number, of })
    };
    Ok(agendas.into_iter().filter_map(place).collect())
}
