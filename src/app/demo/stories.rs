//! Stories told, mixed and reviewed, each as far as its file says.

use super::content::{Story, Then};
use crate::{
    audit::Actor,
    ids::StoryId,
    intake::{
        self,
        actions::Found,
        context::{FormContext, PosterCode},
        forms::TellStory,
        letter::Content,
        receipt::ReceiptCode,
        stamp::{Form, Stamp},
    },
    moderation::{
        self,
        actions::{Reasoned, Review, SentText},
        forms::Reason,
    },
    organisations,
    platform::{
        gate::Standing,
        i18n::Language,
        state::App,
        web::{Seen, form::Checks},
    },
    receipts, stories,
};
use anyhow::{Context, anyhow, bail};

/// A story, its receipt code and its id.
type Told<'s> = (&'s Story, ReceiptCode, StoryId);

/// Tells stories, mixes them, and takes each as far as its file says.
pub async fn tell<'s>(app: &App, moderator: Actor, round: &[&'s Story]) -> anyhow::Result<Vec<Told<'s>>> {
    let organisation = moderator.organisation;
    let mut sent = vec![];
    for story in round {
        sent.push((*story, submit(app, moderator, story).await?));
    }
    intake::actions::mix(app).await?;
    let mut told = vec![];
    for (story, code) in sent {
        let Found::Story(found) = intake::actions::find(app, organisation, &code).await? else {
            bail!("the story {} is gone", story.key);
        };
        if story.then == Then::Withdrawn {
            receipts::actions::withdraw(app, organisation, &code, None).await?;
        } else if story.then != Then::Submitted {
            let reviewed = review(app, moderator, story, found.id).await;
            reviewed.with_context(|| format!("review the story {}", story.key))?;
        }
        told.push((story, code, found.id));
    }
    for (_, code, _) in told.iter().filter(|(story, ..)| story.then == Then::Accepted) {
        if let Found::Story(found) = intake::actions::find(app, organisation, code).await?
            && let (Some(version), None) = (found.told_version, found.agreed_version)
        {
            intake::actions::post(app, organisation, code, Content::Consent(version)).await?;
        }
    }
    intake::actions::mix(app).await?;
    Ok(told)
}

async fn submit(app: &App, actor: Actor, story: &Story) -> anyhow::Result<ReceiptCode> {
    let organisation = actor.organisation;
    let mut conn = app.db.tenant(organisation).await?;
    let themes = organisations::store::themes(&conn, organisation).await?;
    let acme = organisations::store::by_id(&mut conn, organisation).await?;
    let round = organisations::store::promise::round(&conn, organisation).await?;
    drop(conn);
    let context = FormContext {
        key: &app.keys.links,
        organisation,
        themes: &themes,
        lanes: acme.lanes,
        house: acme.house(),
        readers: acme.access.readers,
        now: actor.now,
    };
    let code = ReceiptCode::generate();
    let stamp = Stamp::of(Form::Tell, code.clone(), context.now);
    let form = TellStory {
        readers: context.readers.to_string(),
        receipt: stamp.signed(context.key, organisation),
        house_code: round.house_code.to_string(),
        text: story.answers.clone(),
        theme: story.theme.clone(),
        told_by: story.told_by.to_string(),
        anonymity: story.anonymity.to_string(),
        name: story.name.clone(),
        email: story.email.clone(),
        silence: story.silence.to_string(),
        language: story.language.map(|one| one.to_string()).unwrap_or_default(),
        ..TellStory::default()
    };
    let checked = form
        .check(&context, stamp, PosterCode::Valid, Language::En)
        .map_err(|_| anyhow!("the story {} is not valid", story.key))?;
    let inside = app.gate.enter(organisation.untyped(), Standing::Proven).await?;
    intake::actions::submit(app, &inside, &acme, checked).await?;
    Ok(code)
}

async fn review(app: &App, actor: Actor, story: &Story, id: StoryId) -> anyhow::Result<()> {
    let review = Review { actor, story: id };
    let mut conn = app.db.tenant(actor.organisation).await?;
    moderation::actions::claim(&mut conn, &app.keys, review, SentText::default()).await?;
    let versions = stories::store::versions::of_story(&conn, &app.keys, actor.organisation, id).await?;
    let newest = versions.last().context("a story without words")?;
    let text = story
        .edit(&newest.text)
        .check(Language::En)
        .map_err(|_| anyhow!("the edit is not valid"))?
        .signed_as(&newest.text);
    let facts = story.facts.parse(&mut Checks::new(Language::En)).context("no such facts")?;
    let sent = SentText {
        seen: Some(newest.number),
        text: (text != newest.text).then_some(&text),
        facts: Some((&facts, &Seen::default())),
        memo: None,
    };
    let (conn, keys) = (&mut conn, &app.keys);
    match story.then {
        Then::Accepted | Then::Proposed => {
            moderation::actions::accept(conn, keys, review, sent).await?;
        }
        Then::Declined => {
            let reason = Reason::parse(&story.reason).context("the reason is not valid")?;
            let reason = Reasoned { words: reason.into(), kind: None };
            moderation::actions::decline(conn, keys, review, sent, reason).await?;
        }
        Then::Shelved => moderation::actions::put_back(conn, keys, review, sent).await?,
        Then::InReview if sent.text.is_some() || sent.facts.is_some() => {
            moderation::actions::edit(conn, keys, review, sent).await?;
        }
        Then::Submitted | Then::InReview | Then::Withdrawn => {}
    }
    Ok(())
}
