//! Hiding stories in which somebody can be recognised, and deciding about it afterwards.

use crate::{
    accounts::{Permission, store::who_may},
    audit::{Actor, Verb},
    ids::{OrganisationId, StoryId},
    library::{
        hiding::{HidingState, Recognised, Verdict},
        store::{
            hidings::{self as store, Hiding},
            packs, reading,
        },
    },
    platform::{
        db::{Tx, transaction},
        error::Error,
        gate::Standing,
        jobs::Failure,
        state::App,
        time,
    },
    readers::Reach,
    stories::{self, HiddenBy, Story, jobs::StoryWithdrawn},
};
use diesel_async::AsyncPgConnection;

/// Hides a story that a reader asks to hide, from every page in the same moment; one that was shown again after a
/// review waits for a moderator instead. Asking again changes nothing.
///
/// # Errors
/// [`Error::NotFound`] when the story can neither be read nor was hidden by a reader.
pub async fn ask(
    app: &App,
    organisation: OrganisationId,
    reach: Reach,
    story: StoryId,
    who: Recognised,
    standing: Standing,
) -> Result<HidingState, Error> {
    let _place = app.gate.enter(organisation.untyped(), standing).await?;
    let mut conn = app.db.tenant(organisation).await?;
    transaction(&mut conn, async |mut tx| {
        let story = stories::store::lock(&mut tx, organisation, story).await?;
        let before = store::of_story(&mut tx, organisation, story.id).await?;
        reading::may_be_hidden(&mut tx, organisation, reach, &story).await?;
        let version = story.agreed_version;
        let same_words = before.as_ref().is_some_and(|before| before.version == version);
        let before = before.map(|before| before.state);
        let state = HidingState::after_asking(before, same_words);
        if Some(state) != before {
            let week = time::iso_week(app.clock.today());
            let asked = Hiding { story_id: story.id, who, week, state, version };
            store::ask(&mut tx, organisation, &asked).await?;
        }
        apply(&mut tx, &story, state).await?;
        Ok(state)
    })
    .await
}

/// Records a moderator's verdict on a hidden story, and shows it again once enough of them say so, unless its author
/// hides it; what is shown already is not shown twice. Returns the state, and whether its author does. A verdict is about
/// the version that the moderator's page was about, `seen`.
///
/// # Errors
/// [`Error::Conflict`] when nothing is to decide, or the author agreed to other words meanwhile.
pub async fn decide(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    story: StoryId,
    verdict: Verdict,
    seen: Option<i32>,
) -> Result<(HidingState, bool), Error> {
    transaction(conn, async |mut tx| {
        let story = stories::store::lock(&mut tx, actor.organisation, story).await?;
        let hiding = store::of_story(&mut tx, actor.organisation, story.id).await?;
        let Hiding { state: before, version, .. } = hiding.ok_or(Error::NotFound)?;
        match (before, verdict) {
            (HidingState::Shown, Verdict::Show) => return Ok((before, story.is_hidden_by_author())),
            (HidingState::Shown, Verdict::Keep) => return Err(Error::Conflict("shown again already")),
            _ => {}
        }
        let now = story.agreed_version;
        if seen.is_some_and(|seen| seen != now.unwrap_or_default()) {
            return Err(Error::Conflict("other words"));
        }
        let moderators = who_may(&mut tx, actor.organisation, Permission::ReviewStories).await?;
        let mine = (actor.staff, verdict);
        let given = store::give_verdict(&mut tx, actor.organisation, story.id, &moderators, mine).await?;
        let after = before.after(&given);
        // One person is not enough for words that two never showed: whoever recognises somebody hides them at once.
        let by_one = before == HidingState::Asked && after == HidingState::Shown;
        let written = (after, if by_one { version } else { now });
        store::set_state(&mut tx, actor.organisation, story.id, written).await?;
        apply(&mut tx, &story, after).await?;
        let verb = match verdict {
            Verdict::Show => Verb("hiding_show"),
            Verdict::Keep => Verb("hiding_keep"),
        };
        actor.record(&mut tx, verb, story.id).await?;
        Ok((after, story.is_hidden_by_author()))
    })
    .await
}

/// Makes the story hidden or not for readers' sake, as the state says. What its author wants is theirs.
async fn apply(tx: &mut Tx<'_>, story: &Story, state: HidingState) -> Result<(), Error> {
    let by = HiddenBy::new(story.is_hidden_by_author(), state.is_hidden());
    if by == story.hidden_by {
        return Ok(());
    }
    stories::store::set_hidden(tx, story, by).await
}

/// Forgets that a story was hidden, and which packs it was in, once it is withdrawn or expired.
pub async fn forget_story(
    app: App,
    organisation: OrganisationId,
    job: StoryWithdrawn,
) -> Result<(), Failure> {
    let mut conn = app.db.tenant(organisation).await?;
    transaction(&mut conn, async |mut tx| {
        store::forget(&mut tx, organisation, job.story).await?;
        packs::forget(&mut tx, organisation, job.story).await
    })
    .await?;
    Ok(())
}
