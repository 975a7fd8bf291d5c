//! Asking an author, and deciding about what is asked and answered.

use crate::{
    audit::{Actor, Verb},
    ids::{OrganisationId, QuestionId, StoryId},
    library::{question::Asked, store::reading},
    platform::{db::transaction, error::Error, keys::Keys, state::App},
    readers::Reach,
    stories::{
        self,
        actions::{StoryScope, asking},
        store::reader_questions,
    },
};
use diesel_async::AsyncPgConnection;

/// Decision of a moderator.
#[derive(Debug, Clone)]
pub enum Decision {
    /// Passes the question on in these words.
    PassOn(String),
    Decline,
    /// Puts question and answer under the story, the answer in these words.
    Publish(String),
    Refuse,
    /// Takes an answer off the page.
    Remove,
}

/// Takes in a question about a story. Sent again it is the same.
///
/// # Errors
/// [`Error::NotFound`] when the story may not be read, [`Error::TooManyRequests`] when enough wait, about the story or at
/// the organisation today, [`Error::Conflict`] when its author was asked often enough.
pub async fn ask(
    app: &App,
    organisation: OrganisationId,
    reach: Reach,
    story: StoryId,
    asked: Asked,
) -> Result<(), Error> {
    let _place = app.gate.enter(organisation.untyped(), asked.standing).await?;
    let today = app.clock.today();
    let scope = StoryScope { keys: &app.keys, organisation, story, today };
    let (whose, most) = asked.counter(organisation);
    let mut conn = app.db.tenant(organisation).await?;
    transaction(&mut conn, async |mut tx| {
        // No question about a story that is withdrawn meanwhile.
        stories::store::lock(&mut tx, organisation, story).await?;
        reading::readable(&mut tx, organisation, reach, story).await?;
        let known = asking::known(&mut tx, scope).await?;
        if asking::is_asked(&known, &asked.text) {
            return Ok(());
        }
        app.gate.take(whose, today, most)?;
        let taken = asking::take_question(&mut tx, scope, &known, (asked.id, &asked.text)).await;
        if taken.is_err() {
            app.gate.give_back(whose, today);
        }
        taken
    })
    .await
}

/// Records that an author's answer was read before anybody else does.
pub async fn note_reading(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    question: QuestionId,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| actor.record(&mut tx, Verb("answer_read"), question).await).await
}

/// Decides about a question or an answer.
///
/// # Errors
/// [`Error::Conflict`] when somebody decided before, the author was asked often enough, or the story is not told any more.
pub async fn decide(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    actor: Actor,
    question: QuestionId,
    decision: Decision,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        let found = reader_questions::one(&tx, keys, actor.organisation, question).await?;
        let (organisation, today) = (actor.organisation, actor.now.date_naive());
        let scope = StoryScope { keys, organisation, story: found.story, today };
        let verb = match decision {
            Decision::PassOn(text) => {
                asking::pass_on(&mut tx, scope, question, text).await?;
                Verb("question_passed")
            }
            Decision::Decline => {
                asking::decline_question(&mut tx, scope, question).await?;
                Verb("question_declined")
            }
            Decision::Publish(answer) => {
                asking::publish_answer(&mut tx, scope, question, answer).await?;
                Verb("answer_published")
            }
            Decision::Refuse => {
                asking::refuse_answer(&mut tx, scope, question).await?;
                Verb("answer_refused")
            }
            Decision::Remove => {
                asking::remove_answer(&mut tx, scope, question).await?;
                Verb("answer_removed")
            }
        };
        actor.record(&mut tx, verb, question).await
    })
    .await
}
