//! Telling, coming back, taking back; and the mix.

mod letters;
pub mod mix;
pub mod pool;
pub mod taken_back;
mod writing;

pub use mix::{make_room, mix};
pub use taken_back::take_back_again;

use super::{
    entrance::Shown,
    forms::Checked,
    letter::{Content, Letter, NewStory},
    mix::Place,
    receipt::ReceiptCode,
    stamp::Stamp,
    store,
};
use crate::{
    ids::OrganisationId,
    organisations::{Organisation, house_code::HouseCode},
    platform::{db::transaction, error::Error, gate, state::App},
    stories::{self, Story},
};
use anyhow::Context;
use sha2::{Digest, Sha256};

/// Outcome of a form that was sent.
#[derive(Debug)]
pub enum Taken {
    /// It is a story now, or was one already.
    In(ReceiptCode),
    /// Its story came out before. `corrected` says whether other words are on their way to it.
    Again {
        /// The way to it.
        code: ReceiptCode,
        /// Set when they are: all else stays as it was sent first.
        corrected: bool,
    },
    /// Its story was taken back or erased before, or its code given up: nothing came of it now.
    Closed,
}

/// Looks at the poster code that somebody inside the gate typed. A form is good for one code: another try takes another
/// form, with a proof of work of its own; and wrong ones without a proof are looked at at a pace.
///
/// # Errors
/// [`Error::Conflict`] with [`FORGOTTEN`] for a second code, [`Error::Unavailable`] after many wrong ones without
/// proof.
///
/// [`FORGOTTEN`]: crate::platform::gate::memory::FORGOTTEN
pub fn look_at_code(
    app: &App,
    _inside: &gate::Place<'_>,
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
    _inside: &gate::Place<'_>,
    organisation: &Organisation,
    checked: Checked,
) -> Result<Taken, Error> {
    let Checked { stamp, story } = checked;
    let code = stamp.code.clone();
    let form = stamp.form_key(&app.keys.pepper, organisation.id);
    let fingerprint = Sha256::digest(serde_json::to_vec(&story).context("read a story")?).into();
    let (once, edition) = app.gate.memory.once(form, fingerprint)?;
    let before = before(app, organisation.id, &code, &story).await?;
    let send = async || {
        let letter = Letter {
            organisation: organisation.id,
            code_hash: code.hash(&app.keys.pepper, organisation.id),
            content: Content::Story(Box::new(NewStory {
                edition,
                ..story.clone()
            })),
            rank: 0,
        };
        // What is in already takes no room from anybody.
        if before != Before::Nothing {
            return post_letter(app, letter).await.map(drop);
        }
        let (whose, day) = (organisation.id.untyped(), app.clock.today());
        let bounded = story.lane.is_from_anybody();
        if bounded {
            app.gate.take(whose, day, organisation.lanes.most_unverified())?;
        }
        let posted = pool::post_one_of(app, story.lane.as_str(), letter).await;
        if bounded && posted.is_err() {
            app.gate.give_back(whose, day);
        }
        posted
    };
    if before == Before::Closed || (before == Before::Burnt && !once.initialized()) {
        return Ok(Taken::Closed);
    }
    if before != Before::Burnt {
        once.get_or_try_init(send).await?;
    }
    let corrected = before == Before::OtherWords;
    Ok(match before {
        Before::OtherWords | Before::OtherChoices => Taken::Again { code, corrected },
        _ => Taken::In(code),
    })
}

/// The story that came out by the code of a form before, held against what it says now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    Same,
    OtherChoices,
    OtherWords,
    Burnt,
    Closed,
}

async fn before(
    app: &App,
    organisation: OrganisationId,
    code: &ReceiptCode,
    new: &NewStory,
) -> Result<Before, Error> {
    let mut conn = app.db.tenant(organisation).await?;
    let hash = code.hash(&app.keys.pepper, organisation);
    let out = match store::receipt(&mut conn, organisation, &hash).await? {
        Some(Some(story)) => stories::store::story(&mut conn, organisation, story).await?,
        Some(None) => return Ok(Before::Closed),
        None if store::is_burnt(&mut conn, organisation, &hash).await? => return Ok(Before::Burnt),
        None if taken_back::waits(app, organisation, code)? => return Ok(Before::Closed),
        None => return Ok(Before::Nothing),
    };
    let versions = stories::store::versions::of_story(&mut conn, &app.keys, organisation, out.id).await?;
    let Some(own) = stories::store::versions::last_own(&versions) else {
        return Ok(Before::Closed);
    };
    let chosen = (out.told_by, out.anonymity, out.silence, out.language);
    let same = own.text == new.text && chosen == (new.told_by, new.anonymity, new.silence, new.language);
    Ok(if !own.text.same_words(&new.text) {
        Before::OtherWords
    } else if same && out.theme_id == new.theme && new.keep_code {
        Before::Same
    } else {
        Before::OtherChoices
    })
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
    let letter = letter(app, organisation, code, content);
    taken_back::note(app, &letter)?;
    post_letter(app, letter).await.map(drop)
}

/// Posts a letter by a code that leads to nothing, as long as there is room where such letters go: the pool must not
/// overflow.
pub async fn post_aside(
    app: &App,
    organisation: OrganisationId,
    code: &ReceiptCode,
    content: Content,
    room: &'static str,
) -> Result<(), Error> {
    pool::post_one_of(app, room, letter(app, organisation, code, content)).await
}

fn letter(app: &App, organisation: OrganisationId, code: &ReceiptCode, content: Content) -> Letter {
    Letter {
        organisation,
        code_hash: code.hash(&app.keys.pepper, organisation),
        content,
        rank: 0,
    }
}

async fn post_letter(app: &App, letter: Letter) -> Result<Place, Error> {
    let app = app.clone();
    let stored = tokio::spawn(async move {
        let (day, letterbox) = letters::letterbox(&app.keys, app.clock.today())?;
        let mut conn = app.db.platform().await?;
        transaction(&mut conn, async |mut tx| {
            // The mix makes room days ahead: this is for a program that was stopped for longer.
            if !store::has_day(&mut tx, day).await? {
                store::make_days(&mut tx, day, 1).await?;
            }
            let rank = store::rank(&mut tx).await?;
            let sealed = Letter { rank, ..letter }.seal(&letterbox)?;
            store::put_letter(&mut tx, day, &sealed).await
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
    Story(Box<Story>),
    /// Taken back before it came out.
    Withdrawn,
}

/// Tells whether a code leads anywhere: to a story that is out, or to what was taken back before.
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
