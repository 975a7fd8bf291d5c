//! Rows of the working agenda: its slots, and what can be added.

use super::{
    super::{SlotRow, duration, kind, local, told_by},
    AddForm, CandidateRow, Desk, DeskSlot, Problem,
};
use crate::{
    events::{
        forms::{NewSlot, SlotForm},
        model::Slot,
        programme::Placed,
        release::{Candidate, Titles, title},
        slot::SlotKind,
        wording::{foreign, new_dates},
    },
    ids::{SlotId, StoryId},
    platform::{
        i18n::Language,
        time::clock_time,
        web::{Changed, form::FieldErrors},
    },
};

/// Minutes of a slot, unless its story takes longer to read aloud.
const USUAL: i32 = 10;

fn slot_id(typed: Option<&NewSlot>) -> String {
    let kept = typed.map(|new| new.id.clone());
    kept.unwrap_or_else(|| SlotId::new().to_string())
}

fn moves(index: usize, length: usize) -> Vec<&'static str> {
    let all = [(index > 0, "up"), (index + 1 < length, "down")];
    all.into_iter().filter_map(|(can, to)| can.then_some(to)).collect()
}

pub(super) struct Rows<'a> {
    pub desk: &'a Desk<'a>,
    pub titles: &'a Titles,
    pub here: &'a str,
    pub reader: Language,
}

impl Rows<'_> {
    pub fn slots(&self, placed: &[Placed]) -> Vec<DeskSlot> {
        let starts = placed.iter().map(|slot| slot.starts_at);
        let dates = new_dates(self.desk.event.day.starts_at, starts, self.reader);
        let all = self.desk.slots.iter().zip(placed).zip(dates).enumerate();
        all.map(|(i, ((slot, placed), date))| self.slot(i, slot, placed, date)).collect()
    }

    fn slot(&self, index: usize, slot: &Slot, placed: &Placed, date: String) -> DeskSlot {
        let (day, reader) = (&self.desk.event.day, self.reader);
        let title = title(&slot.content, self.titles, day.language);
        let story = slot.content.story();
        let stored = SlotForm::of(slot);
        let (typed, problems, open) = match &self.desk.problem {
            Some(Problem::Slot(id, typed, errors)) if *id == slot.id => (typed.clone(), errors.clone(), true),
            Some(Problem::Changed(Some((id, typed)))) if *id == slot.id => {
                let seen = stored.seen.clone();
                let typed = SlotForm { seen, ..typed.clone() };
                (typed, FieldErrors::default(), true)
            }
            _ => (stored.clone(), FieldErrors::default(), false),
        };
        let ends = crate::events::when::later(placed.starts_at, placed.minutes, day.time_zone);
        DeskSlot {
            row: SlotRow {
                date,
                time: clock_time(placed.starts_at, reader),
                starts: local(placed.starts_at),
                minutes: slot.minutes,
                duration: duration(slot.minutes, reader),
                kind: kind(slot.content.kind()),
                lang: title.as_ref().map_or("", |t| foreign(t.language, reader)),
                title: title.as_ref().map_or_else(|| reader.text("events-slot-untold"), |t| t.text.clone()),
                by: None,
                href: None,
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
            short: story
                .and_then(|id| self.desk.candidates.get(&id))
                .filter(|candidate| candidate.is_longer_than(slot.minutes))
                .map(|candidate| reader.text_n("events-slot-short", candidate.aloud))
                .unwrap_or_default(),
            moves: moves(index, self.desk.slots.len()),
            seen: typed.seen,
            typed_minutes: typed.minutes.or(stored.minutes).unwrap_or_default(),
            typed_title: typed.title.or(stored.title).unwrap_or_default(),
            wrong: open,
            problems,
        }
    }

    /// Lays the stored values of a slot beside the typed ones.
    pub fn changed(&self) -> Option<Changed> {
        let Some(Problem::Changed(typed)) = &self.desk.problem else {
            return None;
        };
        let slot = |(id, typed)| Some((self.desk.slots.iter().find(|slot| slot.id == id)?, typed));
        let Some((slot, typed)) = typed.as_ref().and_then(|(id, typed)| slot((*id, typed))) else {
            return Some(Changed::button());
        };
        let fields = [("title", "events-field-title"), ("minutes", "events-field-minutes-label")];
        let fields = fields.map(|(name, key)| (name, self.reader.text(key)));
        let mut stored = SlotForm::of(slot);
        // A field that is not in the form does not change.
        stored.title = stored.title.filter(|_| typed.title.is_some());
        stored.minutes = stored.minutes.filter(|_| typed.minutes.is_some());
        let theirs = format!("{}/agenda#slot-{}", self.here, slot.id);
        Some(Changed::between(&stored, typed, fields, &theirs, self.reader))
    }

    /// Lists the stories that are not on the agenda, by title.
    pub fn candidates(&self) -> Vec<CandidateRow> {
        let on_it = |id: &StoryId| self.desk.slots.iter().any(|slot| slot.content.story() == Some(*id));
        let free = self.desk.candidates.iter().filter(|(id, _)| !on_it(id));
        let mut rows: Vec<CandidateRow> =
            free.map(|(id, candidate)| self.candidate(*id, candidate)).collect();
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
            minutes: typed.map_or_else(|| candidate.aloud.max(USUAL).to_string(), |new| new.minutes),
            wrong: !problems.is_empty(),
            problems,
        }
    }

    pub fn add(&self, kind: SlotKind, reader: Language) -> AddForm {
        let (typed, problems) = self.typed(|new| new.kind == kind.as_str());
        let usual = if kind == SlotKind::Break { "15" } else { "10" };
        let id = slot_id(typed.as_ref());
        let (title, minutes) = match typed {
            Some(new) => (new.title, new.minutes),
            None if kind == SlotKind::Break => (reader.text("events-break-usual"), usual.to_owned()),
            None => (String::new(), usual.to_owned()),
        };
        AddForm { id, kind, title, minutes, wrong: !problems.is_empty(), problems }
    }

    fn typed(&self, is_it: impl Fn(&NewSlot) -> bool) -> (Option<NewSlot>, FieldErrors) {
        match &self.desk.problem {
            Some(Problem::New(new, errors)) if is_it(new) => (Some(new.clone()), errors.clone()),
            _ => (None, FieldErrors::default()),
        }
    }
}
