//! Telling, coming back, taking back; and the mix.

pub mod mix;
pub mod taken_back;

pub use mix::{make_room, mix};
pub use taken_back::take_back_again;

use super::{
    entrance::Shown,
    forms::Checked,
    letter::{Content, Letter, NewStory},
    receipt::ReceiptCode,
    stamp::Stamp,
    store,
};
use crate::{
    ids::OrganisationId,
    organisations::{Organisation, house_code::HouseCode},
    platform::{db::transaction, error::Error, gate::Place, seal::Letterbox, state::App},
    stories::{self, Story},
};
use anyhow::Context;
use sha2::{Digest, Sha256};

/// Looks at the house code that somebody inside the gate typed. A form is good for one code: another try takes another
/// form, with a proof of work of its own; and wrong ones without a proof are looked at at a pace.
///
/// # Errors
/// [`Error::Conflict`] with [`FORGOTTEN`] for a second code, [`Error::Unavailable`] after many wrong ones without proof.
///
/// [`FORGOTTEN`]: crate::platform::gate::memory::FORGOTTEN
pub fn look_at_code(
    app: &App,
    _inside: &Place<'_>,
    organisation: OrganisationId,
    (stamp, is_proven): (&Stamp, bool),
    (code, typed): (&HouseCode, &str),
) -> Result<Shown, Error> {
    app.gate.may_guess(organisation.untyped(), is_proven)?;
    let form = stamp.form_key(&app.keys.pepper, organisation);
    app.gate.memory.try_with(form, HouseCode::fingerprint(typed))?;
    if code.is(typed) {
        return Ok(Shown::Right);
    }
    app.gate.guessed_wrong(organisation.untyped(), is_proven);
    Ok(Shown::Wrong)
}

/// Takes in a story of somebody inside the gate, once however often the same form is sent. When this returns, it is on
/// disk; a client that hangs up changes nothing.
///
/// # Errors
/// [`Error::Unavailable`] when it could not be stored: nothing was. [`Error::TooManyRequests`] when too many came today
/// by the lanes that are open to anybody, or too many different texts with this form. [`Error::Conflict`] with
/// [`FORGOTTEN`] when the form is so old that nobody knows whether it came before.
///
/// [`FORGOTTEN`]: crate::platform::gate::memory::FORGOTTEN
pub async fn submit(
    app: &App,
    _inside: &Place<'_>,
    organisation: &Organisation,
    checked: Checked,
) -> Result<ReceiptCode, Error> {
    let Checked { stamp, story } = checked;
    let form = stamp.form_key(&app.keys.pepper, organisation.id);
    let fingerprint = Sha256::digest(serde_json::to_vec(&story).context("read a story")?).into();
    let (once, edition) = app.gate.memory.once(form, fingerprint)?;
    let send = async || {
        let (whose, day) = (organisation.id.untyped(), app.clock.today());
        let bounded = story.lane.is_from_anybody();
        if bounded {
            app.gate.take(whose, day, organisation.lanes.most_unverified())?;
        }
        let story = NewStory {
            edition,
            ..story.clone()
        };
        let posted = post(app, organisation.id, &stamp.code, Content::Story(Box::new(story))).await;
        if bounded && posted.is_err() {
            app.gate.give_back(whose, day);
        }
        posted
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

/// Whether a code leads anywhere: to a story that is out, or to what was taken back before.
///
/// # Errors
/// Any database error.
pub async fn is_known(app: &App, organisation: OrganisationId, code: &ReceiptCode) -> Result<bool, Error> {
    let mut conn = app.db.tenant(organisation).await?;
    let hash = code.hash(&app.keys.pepper, organisation);
    Ok(store::receipt(&mut conn, organisation, &hash).await?.is_some())
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
