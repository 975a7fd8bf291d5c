//! The mix: opens letters and writes what they come to, in shuffled order, stamped with nothing but the week.

use crate::{
    ids::{LetterId, OrganisationId, StoryId},
    intake::{
        letter::{Content, Letter, NewStory},
        mix::{Batch, Outcome, Turn, collapse, turn},
        store::{self, Leads, Pooled},
    },
    organisations::{self, Theme},
    platform::{
        db::{Tx, switch_tenant, transaction},
        error::Error,
        jobs::Failure,
        random,
        seal::{Letterbox, Opener},
        state::App,
        time,
    },
    retention::CODE,
    stories::{self, Lane, Story, StoryStatus, actions::Desk},
};
use chrono::{Duration, NaiveDate};
use std::collections::{BTreeMap, btree_map::Entry};

/// Letters opened in one transaction: 80 KiB each in memory.
const AT_ONCE: i64 = 400;
/// Days after which an intake key is destroyed, once its letters are mixed.
pub const KEY_LIFE: i64 = 2;
/// Days for whose letters there is room: longer than a program is ever stopped.
const DAYS_AHEAD: i32 = 8;

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
    let (mut mixed, mut unopenable, mut skip) = (0, 0, vec![]);
    loop {
        let round = mix_round(app, &skip).await?;
        if round.taken == 0 {
            break;
        }
        mixed += round.taken - round.left.len();
        unopenable += round.unopenable;
        skip.extend(round.left);
    }
    if unopenable > 0 {
        tracing::error!(
            count = unopenable,
            "letters that no key opens: are key files missing?"
        );
    }
    turn_pages(app).await?;
    destroy_old_keys(app).await?;
    make_room(app).await?;
    Ok(mixed)
}

/// What else waits for this moment: questions are shown to authors, silence that lasted is taken for consent, and what
/// has lived long enough is erased.
async fn turn_pages(app: &App) -> Result<(), Error> {
    let all = organisations::store::all(&mut *app.db.platform().await?).await?;
    for organisation in all {
        let mut conn = app.db.tenant(organisation.id).await?;
        transaction(&mut conn, async |mut tx| {
            stories::store::messages::show(&mut tx, organisation.id).await?;
            stories::actions::hear_silence(&mut tx, organisation.id, app.clock.today()).await?;
            stories::actions::erasing::expire(&mut tx, organisation.id, app.clock.now()).await?;
            store::forget_codes(&mut tx, organisation.id, &CODE.before_week(app.clock.today())).await
        })
        .await?;
    }
    Ok(())
}

struct Round {
    /// Letters looked at.
    taken: usize,
    /// Letters that lie in the pool after it.
    left: Vec<LetterId>,
    /// Letters among them that cannot be opened.
    unopenable: usize,
}

async fn mix_round(app: &App, skip: &[LetterId]) -> Result<Round, Error> {
    let mut conn = app.db.platform().await?;
    transaction(&mut conn, async |mut tx| {
        let pooled = store::take_letters(&mut tx, skip, AT_ONCE).await?;
        let taken = pooled.len();
        let (letters, done, mut left) = open(app, pooled)?;
        let unopenable = left.len();
        store::drop_letters(&mut tx, &done).await?;
        let today = app.clock.today();
        let mut waiting = vec![];
        for (organisation, batch) in collapse(letters) {
            waiting.extend(write(app, &mut tx, organisation, batch).await?);
        }
        if !waiting.is_empty() && !store::has_day(&mut tx, today).await? {
            store::make_days(&mut tx, today, 1).await?;
        }
        // Sealed anew, all of them: nobody sees which came since the mix before.
        random::shuffle(&mut waiting);
        let letterbox = Letterbox::of(&app.keys.intake(today)?);
        for letter in waiting {
            left.push(store::put_letter(&mut tx, today, &letter.seal(&letterbox)?).await?);
        }
        Ok(Round {
            taken,
            left,
            unopenable,
        })
    })
    .await
}

type Opened = (Vec<Letter>, Vec<LetterId>, Vec<LetterId>);

/// Opens letters; gives them, their ids, and the ids of those that cannot be opened.
fn open(app: &App, pooled: Vec<Pooled>) -> Result<Opened, Error> {
    let (mut letters, mut done, mut left) = (vec![], vec![], vec![]);
    let mut openers: BTreeMap<NaiveDate, Opener> = BTreeMap::new();
    for (id, day, sealed) in pooled {
        if let Entry::Vacant(free) = openers.entry(day) {
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
    Ok((letters, done, left))
}

/// Writes what comes out for one organisation; gives the letters of stories that wait for others.
async fn write(
    app: &App,
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    batch: Batch,
) -> Result<Vec<Letter>, Error> {
    switch_tenant(tx, organisation).await?;
    let hashes: Vec<Vec<u8>> = batch.keys().map(|hash| hash.to_vec()).collect();
    let known = store::known(tx, organisation, &hashes).await?;
    let threshold = organisations::store::by_id(tx, organisation).await?.threshold;
    let crowd = Crowd::of(&batch, &known, threshold);
    let themes = organisations::store::themes(tx, organisation).await?;
    let mut outcomes: Vec<_> = batch.into_iter().collect();
    random::shuffle(&mut outcomes);
    let week = || time::iso_week(app.clock.today());
    let nowhere = || Leads::Nowhere(week());
    let mut waiting = vec![];
    for (hash, outcome) in outcomes {
        match (known.get(hash.as_slice()), outcome) {
            // Sent again after it was taken back, or after its code was given up: once is enough.
            (Some(None), _) => {}
            (Some(Some(story)), outcome) => {
                let burnt = outcome.burnt;
                carry_out(app, tx, organisation, *story, outcome).await?;
                if burnt {
                    store::burn(tx, organisation, &hash, week()).await?;
                }
            }
            (None, Outcome { withdrawn: true, .. }) => {
                store::add_receipt(tx, organisation, &hash, nowhere()).await?;
            }
            (
                None,
                Outcome {
                    story: Some(mut new),
                    burnt,
                    ..
                },
            ) => {
                // Told to the story, which may wait: the letter that gave the code up is gone after this mix.
                new.keep_code &= !burnt;
                let keep_code = new.keep_code;
                match crowd.turn(&new, app.clock.today()) {
                    Turn::Out => {
                        let id = add_story(app, tx, organisation, &themes, *new).await?;
                        store::add_receipt(tx, organisation, &hash, Leads::To(id)).await?;
                        if !keep_code {
                            store::burn(tx, organisation, &hash, week()).await?;
                        }
                        organisations::store::promise::rely(tx, organisation).await?;
                    }
                    Turn::Erased => store::add_receipt(tx, organisation, &hash, nowhere()).await?,
                    Turn::Waits => waiting.push(Letter {
                        organisation,
                        code_hash: hash,
                        content: Content::Story(new),
                    }),
                }
            }
            // Letters about a story that there is not.
            (None, _) => {}
        }
    }
    Ok(waiting)
}

/// Those who could come out together, by lane: moderators see the lane, so nobody hides among stories of another.
struct Crowd {
    sizes: BTreeMap<Lane, usize>,
    threshold: usize,
}

impl Crowd {
    fn of(batch: &Batch, known: &BTreeMap<Vec<u8>, Option<StoryId>>, threshold: i32) -> Self {
        let mut sizes = BTreeMap::new();
        let new = batch
            .iter()
            .filter(|(hash, _)| !known.contains_key(hash.as_slice()));
        for story in new.filter_map(|(_, outcome)| outcome.story.as_ref()) {
            *sizes.entry(story.lane).or_default() += 1;
        }
        let threshold = usize::try_from(threshold).unwrap_or(1);
        Self { sizes, threshold }
    }

    fn turn(&self, story: &NewStory, today: NaiveDate) -> Turn {
        let size = self.sizes.get(&story.lane).copied().unwrap_or(0);
        turn(story, size, self.threshold, today)
    }
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
        return stories::actions::withdraw(tx, organisation, story, app.clock.today()).await;
    }
    let today = app.clock.today();
    let desk = Desk {
        keys: &app.keys,
        organisation,
        story,
        today,
    };
    if let Some(tag) = outcome.name {
        stories::actions::name(tx, desk, tag).await?;
    }
    for version in outcome.consents {
        stories::actions::consent(tx, organisation, story, version, today).await?;
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
    themes: &[Theme],
    new: NewStory,
) -> Result<StoryId, Error> {
    let today = app.clock.today();
    let story = Story {
        organisation_id,
        id: StoryId::new(),
        status: StoryStatus::Submitted,
        week: time::iso_week(today),
        language: new.language,
        theme_id: new.theme.filter(|id| themes.iter().any(|theme| theme.id == *id)),
        told_by: new.told_by,
        anonymity: new.anonymity,
        silence: new.silence,
        lane: new.lane,
        told_version: None,
        refusal: None,
        asked_week: None,
        agreed_version: None,
        changed_week: time::iso_week(today),
        published_week: None,
    };
    stories::actions::add(tx, &app.keys, today, &story, &new.text).await?;
    Ok(story.id)
}

/// Makes room for the letters of the days to come, and their keys: made by the first letter of a day, a key file would
/// carry its moment.
///
/// # Errors
/// Any database error, or when a key cannot be made.
pub async fn make_room(app: &App) -> Result<(), Error> {
    let today = app.clock.today();
    let mut conn = app.db.platform().await?;
    transaction(&mut conn, async |mut tx| {
        store::make_days(&mut tx, today, DAYS_AHEAD).await
    })
    .await?;
    for ahead in 0..DAYS_AHEAD {
        app.keys.intake(today + Duration::days(ahead.into()))?;
    }
    Ok(())
}

/// Destroys what is left of days whose letters are all mixed and that are long enough ago: their room in the
/// database, then their keys.
async fn destroy_old_keys(app: &App) -> Result<(), Error> {
    let mut conn = app.db.platform().await?;
    let keep_from = app.clock.today() - Duration::days(KEY_LIFE);
    let oldest = store::oldest_day(&mut conn)
        .await?
        .unwrap_or(keep_from)
        .min(keep_from);
    transaction(&mut conn, async |mut tx| store::drop_days(&mut tx, oldest).await).await?;
    for day in app.keys.intake_days()?.into_iter().filter(|day| *day < oldest) {
        app.keys.destroy_intake(day)?;
    }
    Ok(())
}
