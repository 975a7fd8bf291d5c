//! Telling, mixing, coming back, taking back.

use super::{
    forms::Checked,
    letter::{Content, Letter, NewStory},
    mix::{Batch, Outcome, collapse},
    receipt::ReceiptCode,
    store,
};
use crate::{
    ids::{LetterId, OrganisationId, StoryId},
    organisations,
    platform::{
        db::{Tx, switch_tenant, transaction},
        error::Error,
        jobs::Failure,
        random,
        seal::{Letterbox, Opener},
        state::App,
        time,
    },
    stories::{self, Story, StoryStatus},
};
use chrono::{Duration, NaiveDate};
use std::collections::BTreeMap;

/// Letters opened in one transaction: 80 KiB each in memory.
const AT_ONCE: i64 = 400;
/// Days after which an intake key is destroyed, once its letters are mixed.
const KEY_LIFE: i64 = 2;

/// Takes in a story. When this returns, it is on disk; a client that hangs up changes nothing.
///
/// # Errors
/// [`Error::Unavailable`] when it could not be stored: nothing was.
pub async fn submit(app: &App, organisation: OrganisationId, checked: Checked) -> Result<ReceiptCode, Error> {
    let content = Content::Story(Box::new(checked.story));
    post(app, organisation, &checked.code, content).await?;
    Ok(checked.code)
}

async fn post(
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
            store::put_letter(&mut tx, day, &sealed).await
        })
        .await
    });
    stored
        .await
        .map_err(|_| anyhow::anyhow!("storing a letter panicked"))?
}

/// The scheduled mix.
///
/// # Errors
/// [`Failure::Retry`]: nothing was changed, the letters are still there.
pub async fn mix_due(app: App) -> Result<(), Failure> {
    mix(&app).await?;
    Ok(())
}

/// Opens all letters, and writes what they come to in shuffled order, stamped with nothing but the week. Each round
/// is one transaction: a crash changes nothing, running it again changes nothing either.
///
/// # Errors
/// Any database error.
pub async fn mix(app: &App) -> Result<usize, Error> {
    let (mut mixed, mut left) = (0, vec![]);
    loop {
        let round = mix_round(app, &left).await?;
        if round.taken == 0 {
            break;
        }
        mixed += round.taken - round.left.len();
        left.extend(round.left);
    }
    if !left.is_empty() {
        tracing::error!(
            count = left.len(),
            "letters that no key opens: are key files missing?"
        );
    }
    destroy_old_keys(app).await?;
    Ok(mixed)
}

struct Round {
    taken: usize,
    left: Vec<LetterId>,
}

async fn mix_round(app: &App, skip: &[LetterId]) -> Result<Round, Error> {
    let mut conn = app.db.platform().await?;
    transaction(&mut conn, async |mut tx| {
        let pooled = store::take_letters(&mut tx, skip, AT_ONCE).await?;
        let taken = pooled.len();
        let (mut letters, mut done, mut left) = (vec![], vec![], vec![]);
        let mut openers: BTreeMap<NaiveDate, Opener> = BTreeMap::new();
        for (id, day, sealed) in pooled {
            if let std::collections::btree_map::Entry::Vacant(free) = openers.entry(day) {
                free.insert(Opener::of(&app.keys.intake(day)?));
            }
            match openers.get(&day).map(|opener| Letter::open(&sealed, opener)) {
                Some(Ok(letter)) => {
                    letters.push(letter);
                    done.push(id);
                }
                _ => left.push(id),
            }
        }
        for (organisation, batch) in collapse(letters) {
            write(app, &mut tx, organisation, batch).await?;
        }
        store::drop_letters(&mut tx, &done).await?;
        Ok(Round { taken, left })
    })
    .await
}

async fn write(app: &App, tx: &mut Tx<'_>, organisation: OrganisationId, batch: Batch) -> Result<(), Error> {
    switch_tenant(tx, organisation).await?;
    let hashes: Vec<Vec<u8>> = batch.keys().map(|hash| hash.to_vec()).collect();
    let known = store::known(tx, organisation, &hashes).await?;
    let themes = organisations::store::themes(tx, organisation).await?;
    let mut outcomes: Vec<_> = batch.into_iter().collect();
    random::shuffle(&mut outcomes);
    for (hash, outcome) in outcomes {
        match (known.get(hash.as_slice()), outcome) {
            // Sent again after it came out, or after it was taken back: once is enough.
            (Some(_), Outcome::Story(_)) | (Some(None), Outcome::Withdrawal) => {}
            (Some(Some(story)), Outcome::Withdrawal) => {
                stories::actions::withdraw(tx, organisation, *story).await?;
            }
            (None, Outcome::Withdrawal) => store::add_receipt(tx, organisation, &hash, None).await?,
            (None, Outcome::Story(mut new)) => {
                new.theme = new.theme.filter(|id| themes.iter().any(|theme| theme.id == *id));
                let id = StoryId::new();
                add_story(app, tx, organisation, id, *new).await?;
                store::add_receipt(tx, organisation, &hash, Some(id)).await?;
            }
        }
    }
    Ok(())
}

async fn add_story(
    app: &App,
    tx: &mut Tx<'_>,
    organisation_id: OrganisationId,
    id: StoryId,
    new: NewStory,
) -> Result<(), Error> {
    let today = app.clock.today();
    let story = Story {
        organisation_id,
        id,
        status: StoryStatus::Submitted,
        week: time::iso_week(today),
        language: new.language,
        theme_id: new.theme,
        told_by: new.told_by,
        anonymity: new.anonymity,
        silence: new.silence,
        told_version: None,
        refusal: None,
    };
    stories::actions::add(tx, &app.keys, &story, &time::month(today), &new.text).await
}

/// Destroys the intake keys of days whose letters are all mixed and that are long enough ago.
async fn destroy_old_keys(app: &App) -> Result<(), Error> {
    let mut conn = app.db.platform().await?;
    let keep_from = app.clock.today() - Duration::days(KEY_LIFE);
    let oldest = store::oldest_day(&mut conn)
        .await?
        .unwrap_or(keep_from)
        .min(keep_from);
    for day in app.keys.intake_days()?.into_iter().filter(|day| *day < oldest) {
        app.keys.destroy_intake(day)?;
    }
    Ok(())
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

/// Takes back what goes by a code: a story at once; what is not out of the mix yet never comes out.
///
/// # Errors
/// [`Error::Unavailable`] when it could not be done: nothing was.
pub async fn withdraw(app: &App, organisation: OrganisationId, code: &ReceiptCode) -> Result<(), Error> {
    match find(app, organisation, code).await {
        Ok(Found::Withdrawn) => Ok(()),
        Ok(Found::Story(story)) => {
            let mut conn = app.db.tenant(organisation).await?;
            transaction(&mut conn, async |mut tx| {
                stories::actions::withdraw(&mut tx, organisation, story.id).await
            })
            .await
        }
        Err(Error::NotFound) => post(app, organisation, code, Content::Withdrawal).await,
        Err(error) => Err(error),
    }
}
