//! Days made, filled and released.

use super::{content, notes::Notes, stories};
use crate::{
    audit::Actor,
    events::{
        self,
        actions::Outcome,
        forms::{EventForm, NewSlot},
        model::{Event, Slot},
        slot::Content,
    },
    ids::{EventId, SlotId},
    platform::{i18n::Language, state::App},
};
use anyhow::{anyhow, bail};
use chrono::{Datelike, Duration, NaiveDate, Weekday};

/// Makes an event with its agenda, and releases it where the file says so. Goes on where it stopped.
pub async fn plan(
    app: &App,
    actor: Actor,
    content: &content::Event,
    today: NaiveDate,
    notes: &mut Notes,
) -> anyhow::Result<()> {
    let id = make(app, actor, content, today).await?;
    let mut conn = app.db.tenant(actor.organisation).await?;
    let there = events::store::slots(&mut conn, actor.organisation, id)
        .await?
        .len();
    for slot in content.slots.iter().skip(there) {
        let (content, minutes) = place(app, actor, slot, notes).await?;
        let slot = Slot {
            id: SlotId::new(),
            content,
            minutes,
        };
        events::actions::add_slot(&mut conn, &app.keys, actor, id, slot).await?;
    }
    if content.released {
        match events::actions::release(&mut conn, &app.keys, actor, id, None).await? {
            Outcome::Released(_) | Outcome::Unchanged => {}
            Outcome::Unconfirmed => bail!("the event “{}” has a story that cannot be told", content.title),
        }
    }
    Ok(())
}

async fn make(
    app: &App,
    actor: Actor,
    content: &content::Event,
    today: NaiveDate,
) -> anyhow::Result<EventId> {
    let mut conn = app.db.tenant(actor.organisation).await?;
    let all = events::store::all(&mut conn, actor.organisation).await?;
    if let Some(event) = all.iter().find(|event| event.day.title == content.title) {
        return Ok(event.id);
    }
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
    let mut day = form
        .check(Language::En)
        .map_err(|_| anyhow!("the event “{}” is not valid", content.title))?;
    let translations = content.translations.iter();
    day.translations = translations
        .map(|(language, one)| (*language, one.clone()))
        .collect();
    events::actions::create(&mut conn, actor, Event { id, day }).await?;
    Ok(id)
}

async fn place(
    app: &App,
    actor: Actor,
    slot: &content::Slot,
    notes: &mut Notes,
) -> anyhow::Result<(Content, i32)> {
    let story = match slot.kind.as_str() {
        "story" => stories::find(app, actor.organisation, notes, &slot.story).await?,
        _ => None,
    };
    let form = NewSlot {
        id: String::new(),
        kind: slot.kind.clone(),
        story: story.map(|id| id.to_string()).unwrap_or_default(),
        title: slot.title.clone(),
        minutes: slot.minutes.to_string(),
    };
    form.check(Language::En)
        .map_err(|_| anyhow!("a slot is not valid: {}{}", slot.title, slot.story))
}

/// The first Thursday from `day` on.
fn thursday(day: NaiveDate) -> NaiveDate {
    let found = day.iter_days().take(7).find(|day| day.weekday() == Weekday::Thu);
    found.unwrap_or(day)
}
