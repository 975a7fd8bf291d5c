//! The mix: opens letters and writes what they come to, in shuffled order, stamped with nothing but the week.

use crate::{
    ids::{LetterId, OrganisationId, StoryId},
    intake::{
        letter::{Letter, NewStory},
        mix::{Batch, Outcome, collapse},
        store,
    },
    organisations,
    platform::{
        db::{Tx, switch_tenant, transaction},
        error::Error,
        jobs::Failure,
        random,
        seal::Opener,
        state::App,
        time,
    },
    stories::{self, Story, StoryStatus, actions::Desk},
};
use chrono::{Duration, NaiveDate};
use std::collections::BTreeMap;

/// Letters opened in one transaction: 80 KiB each in memory.
const AT_ONCE: i64 = 400;
/// Days after which an intake key is destroyed, once its letters are mixed.
const KEY_LIFE: i64 = 2;

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
    turn_pages(app).await?;
    destroy_old_keys(app).await?;
    Ok(mixed)
}

/// What else waits for this moment: questions are shown to authors, and silence that lasted is taken for consent.
async fn turn_pages(app: &App) -> Result<(), Error> {
    let all = organisations::store::all(&mut *app.db.platform().await?).await?;
    for organisation in all {
        let mut conn = app.db.tenant(organisation.id).await?;
        transaction(&mut conn, async |mut tx| {
            stories::store::messages::show(&mut tx, organisation.id).await?;
            stories::actions::hear_silence(&mut tx, organisation.id, app.clock.today()).await
        })
        .await?;
    }
    Ok(())
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
            // Sent again after it was taken back: once is enough.
            (Some(None), _) => {}
            (Some(Some(story)), outcome) => carry_out(app, tx, organisation, *story, outcome).await?,
            (None, Outcome { withdrawn: true, .. }) => {
                store::add_receipt(tx, organisation, &hash, None).await?;
            }
            (
                None,
                Outcome {
                    story: Some(mut new), ..
                },
            ) => {
                new.theme = new.theme.filter(|id| themes.iter().any(|theme| theme.id == *id));
                let id = StoryId::new();
                add_story(app, tx, organisation, id, *new).await?;
                store::add_receipt(tx, organisation, &hash, Some(id)).await?;
            }
            // Letters about a story that there is not.
            (None, _) => {}
        }
    }
    Ok(())
}

/// Does what an author wants with a story that is out. The story itself, sent again, changes nothing.
async fn carry_out(
    app: &App,
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
    outcome: Outcome,
) -> Result<(), Error> {
    if outcome.withdrawn {
        return stories::actions::withdraw(tx, organisation, story).await;
    }
    let desk = Desk {
        keys: &app.keys,
        organisation,
        story,
        today: app.clock.today(),
    };
    if let Some(tag) = outcome.name {
        stories::actions::name(tx, desk, tag).await?;
    }
    for version in outcome.consents {
        stories::actions::consent(tx, organisation, story, version).await?;
    }
    for answer in outcome.answers {
        stories::actions::answer(tx, desk, answer.id, answer.round, answer.text).await?;
    }
    if let Some(text) = outcome.edit {
        stories::actions::edit_own(tx, desk, *text).await?;
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
        asked_week: None,
        agreed_version: None,
    };
    stories::actions::add(tx, &app.keys, today, &story, &new.text).await
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
