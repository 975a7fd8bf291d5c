//! Events made, filled and released, and lessons learned from them.

use super::content;
use crate::{
    audit::Actor,
    events::{
        actions::{self, Outcome},
        forms::{EventForm, NewSlot},
        model::{Event, Slot},
    },
    ids::{EventId, LessonId, SlotId, StoryId},
    lessons::{self, forms::NewLesson},
    platform::{i18n::Language, state::App, web::once::Made},
};
use anyhow::{Context, anyhow, bail, ensure};
use chrono::{Datelike, Duration, NaiveDate, Weekday};
use std::collections::BTreeMap;

/// Ids of the stories by their keys.
type Stories = BTreeMap<String, StoryId>;

/// Makes an event with its agenda, and releases it if the file says so.
pub async fn plan(
    app: &App,
    actor: Actor,
    content: &content::Event,
    today: NaiveDate,
    stories: &Stories,
) -> anyhow::Result<()> {
    let event = event(content, today)?;
    let id = event.id;
    let mut conn = app.db.tenant(actor.organisation).await?;
    created(actions::create(&mut conn, actor, event).await?)?;
    for content in &content.slots {
        created(actions::add_slot(&mut conn, &app.keys, actor, id, slot(content, stories)?).await?)?;
    }
    if content.released
        && let Outcome::Unconfirmed = actions::release(&mut conn, &app.keys, actor, id, None).await?
    {
        bail!("the event “{}” has a story that cannot be told", content.title);
    }
    Ok(())
}

/// Adds what came of a story.
pub async fn add_lesson(
    app: &App,
    actor: Actor,
    lesson: &content::Lesson,
    stories: &Stories,
) -> anyhow::Result<()> {
    let story = *stories.get(&lesson.story).context("a lesson of an unknown story")?;
    let mut conn = app.db.tenant(actor.organisation).await?;
    let id = LessonId::new();
    let new = NewLesson { id, kind: lesson.kind, body: lesson.body.clone() };
    created(lessons::actions::add(&mut conn, actor, story, new, lesson.language).await?)?;
    if lesson.done {
        lessons::actions::complete(&mut conn, actor, story, id, true).await?;
    }
    Ok(())
}

fn created(made: Made) -> anyhow::Result<()> {
    ensure!(made == Made::Created, "an id that was made just now is taken");
    Ok(())
}

fn event(content: &content::Event, today: NaiveDate) -> anyhow::Result<Event> {
    let id = EventId::new();
    let form = EventForm {
        id: id.to_string(),
        title: content.title.clone(),
        intro: content.intro.clone(),
        date: thursday(today + Duration::days(content.in_days)).to_string(),
        time: content.time.clone(),
        minutes: content.minutes.to_string(),
        time_zone: "Europe/Brussels".to_owned(),
        place: content.place.clone(),
        link: content.link.clone(),
        language: content.language.to_string(),
        ..EventForm::default()
    };
    let mut day =
        form.check(Language::En).map_err(|_| anyhow!("the event “{}” is not valid", content.title))?;
    day.translations = content.translations.clone().into_iter().collect();
    Ok(Event { id, day })
}

fn slot(slot: &content::Slot, stories: &Stories) -> anyhow::Result<Slot> {
    let form = NewSlot {
        id: String::new(),
        kind: slot.kind.clone(),
        story: stories.get(&slot.story).map(StoryId::to_string).unwrap_or_default(),
        title: slot.title.clone(),
        minutes: slot.minutes.to_string(),
    };
    let (content, minutes) =
        form.check(Language::En).map_err(|_| anyhow!("a slot is not valid: {}{}", slot.title, slot.story))?;
    Ok(Slot { id: SlotId::new(), content, minutes })
}

/// Returns the first Thursday from `day` on.
fn thursday(day: NaiveDate) -> NaiveDate {
    let found = day.iter_days().take(7).find(|day| day.weekday() == Weekday::Thu);
    found.unwrap_or(day)
}
