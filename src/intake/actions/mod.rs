//! Submitting stories, posting letters, looking codes up.

mod letters;
pub mod mix;
pub mod pool;
pub mod taken_back;
mod writing;

pub use mix::{mix, prepare_days};
pub use taken_back::repost_taken_back;

use super::{
    context::PosterCode,
    forms::Checked,
    letter::{Content, Letter, NewStory},
    mix::LetterKey,
    receipt::ReceiptCode,
    stamp::Stamp,
    store,
};
use crate::{
    ids::OrganisationId,
    organisations::{Organisation, house_code::HouseCode},
    platform::{db::transaction, error::Error, gate, keys::Keys, state::App},
    stories::{self, Story},
};
use anyhow::Context;
use diesel_async::AsyncPgConnection;
use sha2::{Digest, Sha256};

#[derive(Debug)]
pub enum SubmitOutcome {
    /// Stored, now or when the same form was sent before.
    Received(ReceiptCode),
    /// Out of the mix since the form was sent before, and sent now with other words or choices.
    AlreadyOut {
        code: ReceiptCode,
        /// Set when the form had other words, which are on their way; its other choices are ignored.
        corrected: bool,
    },
    /// Was taken back or erased before, or its code disabled: nothing was stored.
    Closed,
}

/// Checks the poster code that somebody inside the gate typed. A form is good for one code: another try takes another
/// form with its own proof of work, and wrong codes without a proof are rate-limited.
///
/// # Errors
/// [`Error::StaleForm`] for a second code, [`Error::Unavailable`] after many wrong ones.
pub fn check_poster_code(
    app: &App,
    _inside: &gate::Place<'_>,
    organisation: OrganisationId,
    (stamp, is_proven): (&Stamp, bool),
    (code, typed): (&HouseCode, &str),
) -> Result<PosterCode, Error> {
    app.gate.may_guess(organisation.untyped(), is_proven)?;
    let form = stamp.form_key(&app.keys.pepper, organisation);
    app.gate.memory.try_with(form, HouseCode::fingerprint(typed))?;
    if code.is(typed) {
        return Ok(PosterCode::Valid);
    }
    app.gate.guessed_wrong(organisation.untyped(), is_proven);
    Ok(PosterCode::Wrong)
}

/// Stores the story of somebody inside the gate, once however often the same form is sent. When this returns, it is on
/// disk; a client that hangs up changes nothing.
///
/// # Errors
/// [`Error::Unavailable`] when nothing was stored. [`Error::TooManyRequests`] when too many came today by the lanes that
/// are open to anybody, or too many different texts with this form. [`Error::StaleForm`] when the form is so old that
/// nobody knows whether it came before.
pub async fn submit(
    app: &App,
    _inside: &gate::Place<'_>,
    organisation: &Organisation,
    checked: Checked,
) -> Result<SubmitOutcome, Error> {
    let Checked { stamp, story } = checked;
    let code = stamp.code.clone();
    let form = stamp.form_key(&app.keys.pepper, organisation.id);
    let fingerprint = Sha256::digest(serde_json::to_vec(&story).context("read a story")?).into();
    let (once, edition) = app.gate.memory.once(form, fingerprint)?;
    let existing = existing(app, organisation.id, &code, &story).await?;
    let lane = story.lane;
    let send = async || {
        let story = NewStory { edition, ..story.clone() };
        let letter = letter(app, organisation.id, &code, Content::Story(Box::new(story)));
        // An existing story takes no room from others.
        if existing != Existing::Nothing {
            return post_letter(app, letter).await.map(drop);
        }
        let (whose, day) = (organisation.id.untyped(), app.clock.today());
        let bounded = lane.is_from_anybody();
        if bounded {
            app.gate.take(whose, day, organisation.lanes.most_unverified())?;
        }
        let posted = pool::post_within_limit(app, lane.as_str(), letter).await;
        if bounded && posted.is_err() {
            app.gate.give_back(whose, day);
        }
        posted
    };
    if existing == Existing::Closed || (existing == Existing::Burnt && !once.initialized()) {
        return Ok(SubmitOutcome::Closed);
    }
    if existing != Existing::Burnt {
        once.get_or_try_init(send).await?;
    }
    let corrected = existing == Existing::OtherWords;
    Ok(match existing {
        Existing::OtherWords | Existing::OtherChoices => SubmitOutcome::AlreadyOut { code, corrected },
        _ => SubmitOutcome::Received(code),
    })
}

/// Story that came out by the code of this form before, compared with the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Existing {
    Nothing,
    Same,
    OtherChoices,
    OtherWords,
    Burnt,
    Closed,
}

async fn existing(
    app: &App,
    organisation: OrganisationId,
    code: &ReceiptCode,
    new: &NewStory,
) -> Result<Existing, Error> {
    let mut conn = app.db.tenant(organisation).await?;
    let hash = code.hash(&app.keys.pepper, organisation);
    let out = match store::receipt(&mut conn, organisation, &hash).await? {
        Some(Some(story)) => stories::store::story(&mut conn, organisation, story).await?,
        Some(None) => return Ok(Existing::Closed),
        None if store::is_burnt(&mut conn, organisation, &hash).await? => return Ok(Existing::Burnt),
        None if taken_back::waits(app, organisation, code)? => return Ok(Existing::Closed),
        None => return Ok(Existing::Nothing),
    };
    let versions = stories::store::versions::of_story(&conn, &app.keys, organisation, out.id).await?;
    let Some(own) = stories::store::versions::last_own(&versions) else {
        return Ok(Existing::Closed);
    };
    let chosen = (out.told_by, out.anonymity, out.silence, out.language);
    let same = own.text == new.text && chosen == (new.told_by, new.anonymity, new.silence, new.language);
    Ok(if !own.text.same_words(&new.text) {
        Existing::OtherWords
    } else if same && out.theme_id == new.theme && new.keep_code {
        Existing::Same
    } else {
        Existing::OtherChoices
    })
}

/// Posts a letter. When this returns, it is on disk.
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

/// Posts a letter by an unknown code, within the limit of its `kind`: the pool must not overflow.
pub async fn post_unknown(
    app: &App,
    organisation: OrganisationId,
    code: &ReceiptCode,
    content: Content,
    kind: &'static str,
) -> Result<(), Error> {
    pool::post_within_limit(app, kind, letter(app, organisation, code, content)).await
}

/// Makes a letter that was not posted yet.
pub fn letter(app: &App, organisation: OrganisationId, code: &ReceiptCode, content: Content) -> Letter {
    Letter { organisation, code_hash: code.hash(&app.keys.pepper, organisation), content, rank: 0 }
}

async fn post_letter(app: &App, letter: Letter) -> Result<LetterKey, Error> {
    let app = app.clone();
    let stored = tokio::spawn(async move {
        let (day, letterbox) = letters::letterbox(&app.keys, app.clock.today())?;
        let mut conn = app.db.platform().await?;
        transaction(&mut conn, async |mut tx| {
            // The mix creates partitions days ahead: this is for a program that was stopped for longer.
            if !store::has_day(&mut tx, day).await? {
                store::add_days(&mut tx, day, 1).await?;
            }
            let rank = store::rank(&mut tx).await?;
            let sealed = Letter { rank, ..letter }.seal(&letterbox)?;
            store::put_letter(&mut tx, day, &sealed).await
        })
        .await
    });
    stored.await.map_err(|_| anyhow::anyhow!("storing a letter panicked"))?
}

/// Target of a receipt code, for its author.
#[derive(Debug)]
pub enum Found {
    Story(Box<Story>),
    /// Taken back, or erased as its author chose, before it came out.
    Withdrawn,
}

/// Tells whether a code is of a story that is out, or was taken back before.
pub async fn is_known(app: &App, organisation: OrganisationId, code: &ReceiptCode) -> Result<bool, Error> {
    let mut conn = app.db.tenant(organisation).await?;
    let hash = code.hash(&app.keys.pepper, organisation);
    Ok(store::receipt(&mut conn, organisation, &hash).await?.is_some())
}

/// Looks a code up.
///
/// # Errors
/// [`Error::NotFound`] for a code that is unknown, still in the pool, or expired: all alike.
pub async fn find(app: &App, organisation: OrganisationId, code: &ReceiptCode) -> Result<Found, Error> {
    app.db.read(Some(organisation), async |conn| find_with(conn, &app.keys, organisation, code).await).await
}

/// Looks a code up as [`find`] does, on a connection of the organisation.
pub async fn find_with(
    conn: &AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    code: &ReceiptCode,
) -> Result<Found, Error> {
    let hash = code.hash(&keys.pepper, organisation);
    let story = store::story_of(conn, organisation, &hash).await?.ok_or(Error::NotFound)?;
    Ok(story.map_or(Found::Withdrawn, |story| Found::Story(Box::new(story))))
}
