//! Telling, coming back, taking back; and the mix.

pub mod mix;

pub use mix::mix;

use super::{
    forms::Checked,
    letter::{Content, Letter},
    receipt::ReceiptCode,
    store,
};
use crate::{
    ids::OrganisationId,
    platform::{db::transaction, error::Error, seal::Letterbox, state::App},
    stories::{self, Story},
};

/// Takes in a story. When this returns, it is on disk; a client that hangs up changes nothing.
///
/// # Errors
/// [`Error::Unavailable`] when it could not be stored: nothing was.
pub async fn submit(app: &App, organisation: OrganisationId, checked: Checked) -> Result<ReceiptCode, Error> {
    let content = Content::Story(Box::new(checked.story));
    post(app, organisation, &checked.code, content).await?;
    Ok(checked.code)
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
    let code_hash = code.hash(&app.keys.pepper, organisation);
    let letter = Letter {
        organisation,
        code_hash,
        content,
    };
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
