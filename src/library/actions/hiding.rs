//! Hiding stories in which somebody can be recognised, and deciding about it afterwards.

use crate::{
    audit::{Actor, Verb},
    ids::{OrganisationId, StoryId},
    library::{
        hiding::{HidingState, Recognised, Verdict},
        store::{hidings as store, packs, reading},
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

/// Hides a story that a reader asks to hide, from every page in the same moment; one that was shown again after a review
/// waits for a moderator instead. Asking again changes nothing.
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
        let before = store::state(&mut tx, organisation, story.id).await?;
        reading::may_be_hidden(&mut tx, organisation, reach, &story).await?;
        let state = HidingState::after_asking(before);
        if Some(state) != before {
            let week = time::iso_week(app.clock.today());
            store::ask(&mut tx, organisation, story.id, (who, &week, state)).await?;
        }
        apply(&mut tx, &story, state).await?;
        Ok(state)
    })
    .await
}

/// Records a moderator's verdict on a hidden story, and shows it again once enough of them say so, unless its author
/// hides it. Returns the state, and whether its author does.
///
/// # Errors
/// [`Error::Conflict`] when nothing is to decide.
pub async fn decide(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    story: StoryId,
    verdict: Verdict,
) -> Result<(HidingState, bool), Error> {
    transaction(conn, async |mut tx| {
        let story = stories::store::lock(&mut tx, actor.organisation, story).await?;
        let before = store::state(&mut tx, actor.organisation, story.id).await?;
        let before = before.ok_or(Error::NotFound)?;
        if before == HidingState::Shown {
            return Err(Error::Conflict("shown again already"));
        }
        let given = store::give_verdict(&mut tx, actor.organisation, story.id, actor.staff, verdict).await?;
        let after = before.after(&given);
        store::set_state(&mut tx, actor.organisation, story.id, after).await?;
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
