//! The working agenda: a line with slips, what can be added, and what the public would see of it.

use super::{SlotRow, duration, kind, local, public::ReleaseRow};
use crate::{
    events::{
        agenda::{Balance, Warning, place, warnings},
        change::changes,
        forms::{NewSlot, SlotForm},
        model::{Event, Release, Slot, order},
        programme::{Placed, Programme},
        release::{Candidate, Titles, title},
        slot::{Content, MOST_SLOTS, SlotKind},
        wording::{ChangeLine, date_and_time, foreign, lines},
    },
    ids::{SlotId, StoryId},
    platform::{
        i18n::Language,
        web::{Changed, Seen, form::FieldErrors},
    },
    stories::ToldBy,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// A form that was sent and is wrong, with what was typed.
#[derive(Debug, Clone)]
pub enum Problem {
    /// Something to add.
    New(NewSlot, FieldErrors),
    /// A slot to change.
    Slot(SlotId, SlotForm, FieldErrors),
    /// Something changed after the page was made: what was typed for a slot, if anything was.
    Changed(Option<(SlotId, SlotForm)>),
}

/// What the desk knows of an event.
pub struct Desk<'a> {
    /// The event.
    pub event: &'a Event,
    /// Its working agenda.
    pub slots: &'a [Slot],
    /// The stories that can be told.
    pub candidates: &'a BTreeMap<StoryId, Candidate>,
    /// All releases, newest first.
    pub history: &'a [Release],
    /// The agenda of the latest.
    pub latest: Vec<Placed>,
    /// Address of the desk (`/desk/acme`).
    pub desk: &'a str,
    /// Address of the public pages (`/acme`).
    pub base: &'a str,
    /// What was wrong.
    pub problem: Option<Problem>,
}

/// `templates/events/desk/agenda.html`
#[derive(Debug, Serialize)]
pub struct AgendaPage {
    title: String,
    title_lang: &'static str,
    when: String,
    place: String,
    time_zone: &'static str,
    used: i32,
    planned: i32,
    left: i32,
    warnings: Vec<String>,
    slots: Vec<DeskSlot>,
    candidates: Vec<CandidateRow>,
    no_candidates: bool,
    full: bool,
    pause: AddForm,
    free: AddForm,
    /// Not `errors`: fields on this page share their names, so each gets its own.
    problems: FieldErrors,
    changed: Option<Changed>,
    /// The marks of the order and of all that a release would freeze.
    order: Seen,
    whole: Seen,
    pending: Vec<ChangeLine>,
    next_version: i32,
    can_release: bool,
    releases: Vec<ReleaseRow>,
    list_href: String,
    edit_href: String,
    public_href: String,
    slots_action: String,
    release_action: String,
}

#[derive(Debug, Serialize)]
struct DeskSlot {
    #[serde(flatten)]
    row: SlotRow,
    id: SlotId,
    href: String,
    confirmed: bool,
    told_by: String,
    over: bool,
    /// Where it can move: `up`, `down`.
    moves: Vec<&'static str>,
    seen: Seen,
    typed_minutes: String,
    typed_title: String,
    wrong: bool,
    problems: FieldErrors,
}

#[derive(Debug, Serialize)]
struct CandidateRow {
    id: StoryId,
    /// Of the place it gets.
    slot: String,
    title: String,
    lang: &'static str,
    told_by: String,
    minutes: String,
    wrong: bool,
    problems: FieldErrors,
}

#[derive(Debug, Serialize)]
struct AddForm {
    id: String,
    kind: SlotKind,
    title: String,
    minutes: String,
    wrong: bool,
    problems: FieldErrors,
}

impl AgendaPage {
    /// The page, in the language of who is at the desk.
    #[must_use]
    pub fn new(desk: &Desk<'_>, reader: Language) -> Self {
        let (event, day) = (desk.event, &desk.event.day);
        let here = format!("{}/events/{}", desk.desk, event.id);
        let contents = desk.slots.iter().map(|slot| (slot.content.clone(), slot.minutes));
        let placed = place(day, contents);
        let titles = titles(desk.candidates);
        let confirmed = |content: &Content| content.story().is_none_or(|id| titles.contains_key(&id));
        let found = warnings(day, &placed, confirmed);
        let balance = Balance::of(day, &placed);
        let rows = Rows {
            desk,
            titles: &titles,
            here: &here,
            reader,
        };
        let slots = rows.slots(&placed);
        let candidates = rows.candidates();
        let after = Programme {
            day: day.clone(),
            slots: placed,
        };
        let pending = desk.history.first().map(|release| {
            let before = release.programme(desk.latest.clone());
            changes(&before, &after)
        });
        let latest = desk.history.first().map_or(0, |release| release.version);
        Self {
            title: day.title.clone(),
            title_lang: foreign(day.language, reader),
            when: date_and_time(day.starts_at, reader),
            place: day.place.clone(),
            time_zone: day.time_zone.name(),
            used: balance.used,
            planned: balance.planned,
            left: balance.left(),
            warnings: found.iter().map(|warning| warned(*warning, reader)).collect(),
            slots,
            no_candidates: desk.candidates.is_empty(),
            candidates,
            full: desk.slots.len() >= MOST_SLOTS,
            pause: rows.add(SlotKind::Break, reader),
            free: rows.add(SlotKind::Free, reader),
            problems: desk.problem.as_ref().map(errors).unwrap_or_default(),
            changed: rows.changed(),
            order: Seen::of(&order(desk.slots)),
            whole: Seen::of(&after),
            can_release: pending.as_ref().is_none_or(|changes| !changes.is_empty()),
            pending: lines(&pending.unwrap_or_default(), &titles, day.language, reader),
            next_version: latest + 1,
            releases: desk
                .history
                .iter()
                .map(|r| ReleaseRow::new(r, &titles, reader))
                .collect(),
            list_href: format!("{}/events", desk.desk),
            public_href: format!("{}/events/{}", desk.base, event.id),
            slots_action: format!("{here}/slots"),
            release_action: format!("{here}/releases"),
            edit_href: here,
        }
    }
}

fn titles(candidates: &BTreeMap<StoryId, Candidate>) -> Titles {
    let title = |(id, candidate): (&StoryId, &Candidate)| (*id, candidate.title.clone());
    candidates.iter().map(title).collect()
}

fn errors(problem: &Problem) -> FieldErrors {
    match problem {
        Problem::New(_, errors) | Problem::Slot(_, _, errors) => errors.clone(),
        Problem::Changed(_) => FieldErrors::default(),
    }
}

fn warned(warning: Warning, reader: Language) -> String {
    match warning {
        Warning::Empty => reader.text("events-warning-empty"),
        Warning::Overrun(minutes) => reader.text_n("events-warning-overrun", minutes),
        Warning::Unconfirmed(count) => reader.text_n("events-warning-unconfirmed", count),
    }
}

fn told_by(told_by: ToldBy, reader: Language) -> String {
    reader.text(&format!("events-told-by-{told_by}"))
}

fn slot_id(typed: Option<&NewSlot>) -> String {
    let kept = typed.map(|new| new.id.clone());
    kept.unwrap_or_else(|| SlotId::new().to_string())
}

fn moves(index: usize, length: usize) -> Vec<&'static str> {
    let all = [(index > 0, "up"), (index + 1 < length, "down")];
    all.into_iter()
        .filter_map(|(can, to)| can.then_some(to))
        .collect()
}

/// Makes the rows of the page.
struct Rows<'a> {
    desk: &'a Desk<'a>,
    titles: &'a Titles,
    here: &'a str,
    reader: Language,
}

impl Rows<'_> {
    fn slots(&self, placed: &[Placed]) -> Vec<DeskSlot> {
        let all = self.desk.slots.iter().zip(placed).enumerate();
        all.map(|(i, (slot, placed))| self.slot(i, slot, placed))
            .collect()
    }

    fn slot(&self, index: usize, slot: &Slot, placed: &Placed) -> DeskSlot {
        let (day, reader) = (&self.desk.event.day, self.reader);
        let title = title(&slot.content, self.titles, day.language);
        let story = slot.content.story();
        let stored = SlotForm::of(slot);
        let (typed, problems, open) = match &self.desk.problem {
            Some(Problem::Slot(id, typed, errors)) if *id == slot.id => (typed.clone(), errors.clone(), true),
            Some(Problem::Changed(Some((id, typed)))) if *id == slot.id => {
                let seen = stored.seen.clone();
                let typed = SlotForm {
                    seen,
                    ..typed.clone()
                };
                (typed, FieldErrors::default(), true)
            }
            _ => (stored.clone(), FieldErrors::default(), false),
        };
        let ends = crate::events::when::later(placed.starts_at, placed.minutes, day.time_zone);
        DeskSlot {
            row: SlotRow {
                time: crate::platform::time::clock_time(placed.starts_at),
                starts: local(placed.starts_at),
                minutes: slot.minutes,
                duration: duration(slot.minutes, reader),
                kind: kind(slot.content.kind()),
                lang: title.as_ref().map_or("", |t| foreign(t.language, reader)),
                title: title
                    .as_ref()
                    .map_or_else(|| reader.text("events-slot-untold"), |t| t.text.clone()),
                by: None,
                story: story.map(|id| id.to_string()).unwrap_or_default(),
            },
            id: slot.id,
            href: format!("{}/slots/{}", self.here, slot.id),
            confirmed: title.is_some(),
            told_by: story
                .and_then(|id| self.desk.candidates.get(&id))
                .map(|candidate| told_by(candidate.told_by, reader))
                .unwrap_or_default(),
            over: ends > day.ends_at(),
            moves: moves(index, self.desk.slots.len()),
            seen: typed.seen,
            typed_minutes: typed.minutes.or(stored.minutes).unwrap_or_default(),
            typed_title: typed.title.or(stored.title).unwrap_or_default(),
            wrong: open,
            problems,
        }
    }

    /// What is stored for a slot beside what was typed.
    fn changed(&self) -> Option<Changed> {
        let Some(Problem::Changed(typed)) = &self.desk.problem else {
            return None;
        };
        let slot = |(id, typed)| Some((self.desk.slots.iter().find(|slot| slot.id == id)?, typed));
        let Some((slot, typed)) = typed.as_ref().and_then(|(id, typed)| slot((*id, typed))) else {
            return Some(Changed::button());
        };
        let fields = [
            ("title", "events-field-title"),
            ("minutes", "events-field-minutes-label"),
        ];
        let fields = fields.map(|(name, key)| (name, self.reader.text(key)));
        let mut stored = SlotForm::of(slot);
        // What is not in the form is not about to change.
        stored.title = stored.title.filter(|_| typed.title.is_some());
        stored.minutes = stored.minutes.filter(|_| typed.minutes.is_some());
        let theirs = format!("{}/agenda#slot-{}", self.here, slot.id);
        Some(Changed::between(&stored, typed, fields, &theirs, self.reader))
    }

    /// The stories that are not on the agenda, by title.
    fn candidates(&self) -> Vec<CandidateRow> {
        let on_it = |id: &StoryId| {
            self.desk
                .slots
                .iter()
                .any(|slot| slot.content.story() == Some(*id))
        };
        let free = self.desk.candidates.iter().filter(|(id, _)| !on_it(id));
        let mut rows: Vec<CandidateRow> = free
            .map(|(id, candidate)| self.candidate(*id, candidate))
            .collect();
        rows.sort_by(|a, b| a.title.cmp(&b.title));
        rows
    }

    fn candidate(&self, id: StoryId, candidate: &Candidate) -> CandidateRow {
        let (typed, problems) = self.typed(|new| new.story == id.to_string());
        CandidateRow {
            id,
            slot: slot_id(typed.as_ref()),
            title: candidate.title.text.clone(),
            lang: foreign(candidate.title.language, self.reader),
            told_by: told_by(candidate.told_by, self.reader),
            minutes: typed.map_or_else(|| "10".to_owned(), |new| new.minutes),
            wrong: !problems.is_empty(),
            problems,
        }
    }

    fn add(&self, kind: SlotKind, reader: Language) -> AddForm {
        let (typed, problems) = self.typed(|new| new.kind == kind.as_str());
        let usual = if kind == SlotKind::Break { "15" } else { "10" };
        let id = slot_id(typed.as_ref());
        let (title, minutes) = match typed {
            Some(new) => (new.title, new.minutes),
            None if kind == SlotKind::Break => (reader.text("events-break-usual"), usual.to_owned()),
            None => (String::new(), usual.to_owned()),
        };
        AddForm {
            id,
            kind,
            title,
            minutes,
            wrong: !problems.is_empty(),
            problems,
        }
    }

    fn typed(&self, is_it: impl Fn(&NewSlot) -> bool) -> (Option<NewSlot>, FieldErrors) {
        match &self.desk.problem {
            Some(Problem::New(new, errors)) if is_it(new) => (Some(new.clone()), errors.clone()),
            _ => (None, FieldErrors::default()),
        }
    }
}
