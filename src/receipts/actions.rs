//! Actions of authors on the way back. Each becomes a letter and takes effect at the next mix, so that its moment says
//! nothing; only withdrawing and hiding a story that is out, and taking back an answer to a reader, act at once.

use super::store::{Mailbox, mailbox};
use crate::{
    ids::{OrganisationId, StoryId},
    intake::{
        actions::{Found, find, find_with, is_known, letter, pool, post, post_unknown, taken_back},
        letter::Content,
        receipt::ReceiptCode,
        stamp::Stamp,
    },
    platform::{db::transaction, error::Error, gate::Standing, state::App},
    stories::{self, actions::StoryScope},
};
use diesel_async::AsyncPgConnection;

/// Contents of a receipt code.
#[derive(Debug)]
pub enum Opened {
    Mailbox(Box<Mailbox>),
    /// Taken back, or erased as its author chose, before it came out.
    Withdrawn,
}

/// Opens the mailbox of a code.
///
/// # Errors
/// [`Error::NotFound`] for a code that is unknown, still in the pool, or expired: all alike.
pub async fn open(app: &App, organisation: OrganisationId, code: &ReceiptCode) -> Result<Opened, Error> {
    let keys = &app.keys;
    let open = async |conn: &AsyncPgConnection| match find_with(conn, keys, organisation, code).await? {
        Found::Withdrawn => Ok(Opened::Withdrawn),
        Found::Story(story) => {
            let mailbox = mailbox(conn, keys, organisation, *story).await?;
            Ok(Opened::Mailbox(Box::new(mailbox)))
        }
    };
    app.db.read(Some(organisation), open).await
}

/// Sends a letter about a story. A code of a story that is out passes the gate at once, unknown codes are rate-limited
/// (decision 0029).
///
/// # Errors
/// [`Error::Unavailable`] when too many come at once or nothing could be stored.
pub async fn send(
    app: &App,
    organisation: OrganisationId,
    code: &ReceiptCode,
    content: Content,
) -> Result<(), Error> {
    let known = is_known(app, organisation, code).await?;
    let standing = if known { Standing::Proven } else { app.settings.unproven() };
    let _place = app.gate.enter(organisation.untyped(), standing).await?;
    if known {
        post(app, organisation, code, content).await
    } else {
        post_unknown(app, organisation, code, content, pool::UNKNOWN_CODE).await
    }
}

/// Hides the story of a code from every page at once, or shows it again; nothing happens by codes of no story that is out.
pub async fn hide(
    app: &App,
    organisation: OrganisationId,
    code: &ReceiptCode,
    hide: bool,
) -> Result<(), Error> {
    let Some(story) = story_of(app, organisation, code).await? else {
        return Ok(());
    };
    let mut conn = app.db.tenant(organisation).await?;
    transaction(&mut conn, async |mut tx| {
        stories::actions::hide_for_author(&mut tx, organisation, story, hide).await
    })
    .await
}

/// Takes back the answer to a reader that was given under this number; nothing happens if there is none.
pub async fn take_answer_back(
    app: &App,
    organisation: OrganisationId,
    code: &ReceiptCode,
    round: i16,
) -> Result<(), Error> {
    let Some(story) = story_of(app, organisation, code).await? else {
        return Ok(());
    };
    let scope = StoryScope { keys: &app.keys, organisation, story, today: app.clock.today() };
    let mut conn = app.db.tenant(organisation).await?;
    transaction(&mut conn, async |mut tx| {
        stories::actions::asking::take_answer_back(&mut tx, scope, round).await
    })
    .await
}

/// Returns the story of a code, if it is out.
async fn story_of(
    app: &App,
    organisation: OrganisationId,
    code: &ReceiptCode,
) -> Result<Option<StoryId>, Error> {
    match find(app, organisation, code).await {
        Ok(Found::Story(story)) => Ok(Some(story.id)),
        Ok(Found::Withdrawn) | Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Withdraws the story of a code: at once if it is out, else through the mix, which never writes it then. A form with a
/// proof of work passes the gate at once here too; for one that was open for long enough, the pool has a limit of its own
/// (decision 0052).
///
/// # Errors
/// [`Error::Unavailable`] when nothing was done.
pub async fn withdraw(
    app: &App,
    organisation: OrganisationId,
    code: &ReceiptCode,
    stamped: Option<&(Stamp, Standing)>,
) -> Result<(), Error> {
    match find(app, organisation, code).await {
        Ok(Found::Withdrawn) => Ok(()),
        Ok(Found::Story(story)) => {
            taken_back::note(app, &letter(app, organisation, code, Content::Withdrawal))?;
            let mut conn = app.db.tenant(organisation).await?;
            transaction(&mut conn, async |mut tx| {
                stories::actions::withdraw(&mut tx, organisation, story.id, app.clock.today()).await
            })
            .await
        }
        Err(Error::NotFound) => {
            let pepper = &app.keys.pepper;
            let once = stamped.and_then(|(stamp, standing)| {
                let form = stamp.form_key(pepper, organisation);
                let once = app.gate.memory.once(form, code.hash(pepper, organisation));
                Some((once.ok()?.0, *standing))
            });
            let Some((once, standing)) = once else {
                return send(app, organisation, code, Content::Withdrawal).await;
            };
            let take_back = async || {
                let _place = app.gate.enter(organisation.untyped(), standing).await?;
                if standing == Standing::Proven {
                    post(app, organisation, code, Content::Withdrawal).await
                } else {
                    post_unknown(app, organisation, code, Content::Withdrawal, pool::TAKING_BACK).await
                }
            };
            once.get_or_try_init(take_back).await.copied()
        }
        Err(error) => Err(error),
    }
}
