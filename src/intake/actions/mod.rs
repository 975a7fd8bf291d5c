//! Telling, coming back, taking back; and the mix.

pub mod mix;
pub mod taken_back;

pub use mix::{make_room, mix};
pub use taken_back::take_back_again;

use super::{
    forms::Checked,
    letter::{Content, Letter, NewStory},
    receipt::ReceiptCode,
    store,
};
use crate::{
    ids::OrganisationId,
    organisations::Organisation,
    platform::{db::transaction, error::Error, gate::Standing, seal::Letterbox, state::App},
    stories::{self, Lane, Story},
};
use anyhow::Context;
use sha2::{Digest, Sha256};

/// Takes in a story, once however often the same form is sent. When this returns, it is on disk; a client that hangs
/// up changes nothing.
///
/// # Errors
/// [`Error::Unavailable`] when it could not be stored: nothing was. [`Error::TooManyRequests`] when too many came by
/// the open lane today, or too many different texts with this form.
pub async fn submit(
    app: &App,
    organisation: &Organisation,
    checked: Checked,
    standing: Standing,
) -> Result<ReceiptCode, Error> {
    let _place = app.gate.enter(standing).await?;
    let Checked { stamp, story } = checked;
    let key = stamp.code.hash(&app.keys.pepper, organisation.id);
    let fingerprint = Sha256::digest(serde_json::to_vec(&story).context("read a story")?).into();
    let (once, edition) = app.gate.once(key, fingerprint)?;
    let send = async || {
        if let (Lane::Open, Some(most)) = (story.lane, organisation.lanes.open) {
            app.gate
                .take(organisation.id.untyped(), app.clock.today(), most)?;
        }
        let story = NewStory {
            edition,
            ..story.clone()
        };
        post(app, organisation.id, &stamp.code, Content::Story(Box::new(story))).await
    };
    once.get_or_try_init(send).await?;
    Ok(stamp.code)
}

/// Posts a letter. When this returns, it is on disk.
///
/// # Errors
/// [`Error::Unavailable`] when it could not be stored: nothing was.
pub async fn post(
    app: &App,
    organisation: OrganisationId,
    code: &ReceiptCode,
    content: Content,
) -> Result<(), Error> {
    let letter = Letter {
        organisation,
        code_hash: code.hash(&app.keys.pepper, organisation),
        content,
    };
    taken_back::note(app, &letter)?;
    post_letter(app, letter).await
}

async fn post_letter(app: &App, letter: Letter) -> Result<(), Error> {
    let app = app.clone();
    let stored = tokio::spawn(async move {
        let day = app.clock.today();
        let sealed = letter.seal(&Letterbox::of(&app.keys.intake(day)?))?;
        let mut conn = app.db.platform().await?;
        transaction(&mut conn, async |mut tx| {
            // The mix makes room days ahead: this is for a program that was stopped for longer.
            if !store::has_day(&mut tx, day).await? {
                store::make_days(&mut tx, day, 1).await?;
            }
            store::put_letter(&mut tx, day, &sealed).await.map(drop)
        })
        .await
    });
    stored
        .await
        .map_err(|_| anyhow::anyhow!("storing a letter panicked"))?
}

/// What an author finds under a code.
#[derive(Debug)]
pub enum Found {
    /// Their story.
    Story(Box<Story>),
    /// Taken back before it came out.
    Withdrawn,
}

/// Looks a code up.
///
/// # Errors
/// [`Error::NotFound`] for a code that is unknown, still in the pool, or expired: nobody can tell which.
pub async fn find(app: &App, organisation: OrganisationId, code: &ReceiptCode) -> Result<Found, Error> {
    let mut conn = app.db.tenant(organisation).await?;
    let hash = code.hash(&app.keys.pepper, organisation);
    match store::receipt(&mut conn, organisation, &hash)
        .await?
        .ok_or(Error::NotFound)?
    {
        Some(id) => Ok(Found::Story(Box::new(
            stories::store::story(&mut conn, organisation, id).await?,
        ))),
        None => Ok(Found::Withdrawn),
    }
}
