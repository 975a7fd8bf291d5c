//! What an author does on the way back. Each becomes a letter like any other and takes effect at the next mix, so
//! that its moment says nothing; only taking back a story that is out acts at once.

use super::store::{Mailbox, mailbox};
use crate::{
    ids::OrganisationId,
    intake::{
        actions::{Found, find, post, taken_back},
        letter::{Content, Letter},
        receipt::ReceiptCode,
    },
    platform::{db::transaction, error::Error, state::App},
    stories,
};

/// What lies under a code.
#[derive(Debug)]
pub enum Opened {
    /// A story and what became of it.
    Mailbox(Box<Mailbox>),
    /// Taken back, or erased as its author wanted, before anybody read it.
    Withdrawn,
}

/// Opens the mailbox of a code.
///
/// # Errors
/// [`Error::NotFound`] for a code that is unknown, still in the pool, or expired: nobody can tell which.
pub async fn open(app: &App, organisation: OrganisationId, code: &ReceiptCode) -> Result<Opened, Error> {
    match find(app, organisation, code).await? {
        Found::Withdrawn => Ok(Opened::Withdrawn),
        Found::Story(story) => {
            let mut conn = app.db.tenant(organisation).await?;
            let mailbox = mailbox(&mut conn, &app.keys, organisation, *story).await?;
            Ok(Opened::Mailbox(Box::new(mailbox)))
        }
    }
}

/// Sends a letter about a story.
///
/// # Errors
/// [`Error::Unavailable`] when it could not be stored, or too many come at once: nothing was.
pub async fn send(
    app: &App,
    organisation: OrganisationId,
    code: &ReceiptCode,
    content: Content,
) -> Result<(), Error> {
    let _place = app.gate.enter(app.settings.unproven()).await?;
    post(app, organisation, code, content).await
}

/// Takes back what goes by a code: a story at once; what is not out of the mix yet never comes out.
///
/// # Errors
/// [`Error::Unavailable`] when it could not be done: nothing was.
pub async fn withdraw(app: &App, organisation: OrganisationId, code: &ReceiptCode) -> Result<(), Error> {
    match find(app, organisation, code).await {
        Ok(Found::Withdrawn) => Ok(()),
        Ok(Found::Story(story)) => {
            let withdrawal = Letter {
                organisation,
                code_hash: code.hash(&app.keys.pepper, organisation),
                content: Content::Withdrawal,
            };
            taken_back::note(app, &withdrawal)?;
            let mut conn = app.db.tenant(organisation).await?;
            transaction(&mut conn, async |mut tx| {
                stories::actions::withdraw(&mut tx, organisation, story.id, app.clock.today()).await
            })
            .await
        }
        Err(Error::NotFound) => send(app, organisation, code, Content::Withdrawal).await,
        Err(error) => Err(error),
    }
}
