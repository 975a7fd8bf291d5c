//! Stories told, mixed and reviewed, each as far as its file says.

use super::{
    content::{Story, Then},
    notes::Notes,
};
use crate::{
    audit::Actor,
    ids::{OrganisationId, StaffId, StoryId},
    intake::{
        self,
        actions::Found,
        entrance::{Entrance, Shown},
        forms::TellStory,
        letter::Content,
        receipt::ReceiptCode,
        stamp::{Form, Stamp},
    },
    moderation::{
        self,
        actions::{Review, Sheet},
        forms::Reason,
    },
    organisations,
    platform::{error::Error, gate::Standing, i18n::Language, state::App},
    receipts,
    stories::{self, StoryStatus},
};
use anyhow::{Context, anyhow};

/// Where stories are told, and who reviews them.
#[derive(Debug, Clone, Copy)]
pub struct Desk {
    pub organisation: OrganisationId,
    pub moderator: StaffId,
}

/// The receipt code of a story: noted before the story is sent, so that it is found again whatever happens.
pub fn code(notes: &mut Notes, key: &str) -> anyhow::Result<ReceiptCode> {
    let text = notes.get_or(key, || ReceiptCode::generate().to_string())?;
    Ok(text.parse()?)
}

/// The story of a key, once it is out of the mix and not withdrawn.
pub async fn find(
    app: &App,
    organisation: OrganisationId,
    notes: &mut Notes,
    key: &str,
) -> anyhow::Result<Option<StoryId>> {
    match intake::actions::find(app, organisation, &code(notes, key)?).await {
        Ok(Found::Story(story)) => Ok(Some(story.id)),
        Ok(Found::Withdrawn) | Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Tells those stories that are not out yet, mixes them, and does with each what its file says. Doing it again, or
/// going on after a crash, changes nothing that was done.
pub async fn tell(app: &App, desk: Desk, batch: &[&Story], notes: &mut Notes) -> anyhow::Result<()> {
    let organisation = desk.organisation;
    let mut conn = app.db.tenant(organisation).await?;
    let themes = organisations::store::themes(&mut conn, organisation).await?;
    let acme = organisations::store::by_id(&mut conn, organisation).await?;
    let house_code = organisations::store::promise::round(&mut conn, organisation)
        .await?
        .house_code;
    drop(conn);
    for story in batch {
        let code = code(notes, &story.key)?;
        if matches!(
            intake::actions::find(app, organisation, &code).await,
            Err(Error::NotFound)
        ) {
            let entrance = Entrance {
                key: &app.keys.links,
                organisation,
                themes: &themes,
                lanes: acme.lanes,
                house: acme.house(),
                now: app.clock.now(),
            };
            let stamp = Stamp::of(Form::Tell, code, entrance.now);
            let signed = stamp.signed(entrance.key, organisation);
            let checked = form(story, signed, house_code.to_string())
                .check(&entrance, stamp, Shown::Right, Language::En)
                .map_err(|_| anyhow!("the story {} is not valid", story.key))?;
            let inside = app.gate.enter(organisation.untyped(), Standing::Proven).await?;
            intake::actions::submit(app, &inside, &acme, checked).await?;
        }
    }
    intake::actions::mix(app).await?;
    for story in batch {
        let code = code(notes, &story.key)?;
        match intake::actions::find(app, organisation, &code).await? {
            Found::Story(_) if story.then == Then::Withdrawn => {
                receipts::actions::withdraw(app, organisation, &code, None).await?;
            }
            Found::Story(found) => review(app, desk, story, &found)
                .await
                .with_context(|| format!("review the story {}", story.key))?,
            Found::Withdrawn => {}
        }
    }
    agree(app, organisation, batch, notes).await
}

/// The authors of what is accepted say yes.
async fn agree(
    app: &App,
    organisation: OrganisationId,
    batch: &[&Story],
    notes: &mut Notes,
) -> anyhow::Result<()> {
    for story in batch.iter().filter(|story| story.then == Then::Accepted) {
        let code = code(notes, &story.key)?;
        if let Found::Story(found) = intake::actions::find(app, organisation, &code).await?
            && let (Some(version), None) = (found.told_version, found.agreed_version)
        {
            intake::actions::post(app, organisation, &code, Content::Consent(version)).await?;
        }
    }
    intake::actions::mix(app).await?;
    Ok(())
}

fn form(story: &Story, receipt: String, house_code: String) -> TellStory {
    TellStory {
        receipt,
        house_code,
        text: story.answers.clone(),
        theme: story.theme.clone(),
        told_by: story.told_by.to_string(),
        anonymity: story.anonymity.to_string(),
        name: story.name.clone(),
        email: story.email.clone(),
        silence: story.silence.to_string(),
        language: story
            .language
            .map(|language| language.to_string())
            .unwrap_or_default(),
        ..TellStory::default()
    }
}

/// Takes a story from where it is to where its file wants it.
async fn review(app: &App, desk: Desk, story: &Story, found: &stories::Story) -> anyhow::Result<()> {
    let mut status = found.status;
    if story.then == Then::Submitted {
        return Ok(());
    }
    let review = Review {
        actor: Actor {
            organisation: desk.organisation,
            staff: desk.moderator,
            now: app.clock.now(),
        },
        story: found.id,
    };
    let mut conn = app.db.tenant(desk.organisation).await?;
    if status == StoryStatus::Submitted {
        moderation::actions::claim(&mut conn, review).await?;
        status = StoryStatus::InReview;
    }
    if status != StoryStatus::InReview {
        return Ok(());
    }
    let versions =
        stories::store::versions::of_story(&mut conn, &app.keys, desk.organisation, found.id).await?;
    let newest = versions.last().context("a story without words")?;
    let text = story
        .edit(&newest.text)
        .check(Language::En)
        .map_err(|_| anyhow!("the edit is not valid"))?
        .signed_as(&newest.text);
    let sheet = Sheet {
        seen: Some(newest.number),
        text: (text != newest.text).then_some(&text),
    };
    let (conn, keys) = (&mut conn, &app.keys);
    match story.then {
        Then::Accepted | Then::Proposed => moderation::actions::accept(conn, keys, review, sheet).await?,
        Then::Declined => {
            let reason = Reason::parse(&story.reason).context("the reason is not valid")?;
            moderation::actions::decline(conn, keys, review, sheet, reason.into()).await?;
        }
        Then::Shelved => moderation::actions::put_back(conn, keys, review, sheet).await?,
        Then::InReview if sheet.text.is_some() => {
            moderation::actions::edit(conn, keys, review, sheet).await?;
        }
        Then::Submitted | Then::InReview | Then::Withdrawn => {}
    }
    Ok(())
}
