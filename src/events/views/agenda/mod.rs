//! The working agenda: its slots, what can be added, and a preview for the public.

mod rows;
mod samples;

use super::{SlotRow, changes::ReleaseRow};
use crate::{
    events::{
        agenda::{Balance, Warning, place, warnings},
        change::changes,
        forms::{NewSlot, SlotForm},
        model::{Event, Release, Slot, order},
        programme::{Placed, Programme},
        release::{Candidate, Titles},
        slot::{MOST_SLOTS, SlotKind},
        when,
        wording::{ChangeLine, foreign, lines, span, with_language},
    },
    ids::{SlotId, StoryId},
    platform::{
        i18n::Language,
        time::long_date,
        web::{Changed, Seen, form::FieldErrors},
    },
};
use rows::Rows;
use serde::Serialize;
use std::collections::BTreeMap;

/// A form that failed, with what was typed.
#[derive(Debug, Clone)]
pub enum Problem {
    New(NewSlot, FieldErrors),
    Slot(SlotId, SlotForm, FieldErrors),
    /// The agenda changed after the page was made; with what was typed for a slot, if anything was.
    Changed(Option<(SlotId, SlotForm)>),
}

/// Everything the page is made of.
pub struct Desk<'a> {
    pub event: &'a Event,
    pub slots: &'a [Slot],
    /// Stories that can be added.
    pub candidates: &'a BTreeMap<StoryId, Candidate>,
    /// Releases, newest first.
    pub history: &'a [Release],
    /// Agenda of the latest release.
    pub latest: Vec<Placed>,
    /// Address of the desk (`/desk/acme`).
    pub desk: &'a str,
    /// Address of the page for readers.
    pub public: &'a str,
    pub problem: Option<Problem>,
}

/// `templates/events/desk/agenda.html`
#[derive(Debug, Serialize)]
pub struct AgendaPage {
    title: String,
    title_lang: &'static str,
    when: String,
    place: String,
    place_lang: &'static str,
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
    /// Named `problems`, not `errors`: fields on this page share their names, so each form gets its own.
    problems: FieldErrors,
    changed: Option<Changed>,
    /// Marks of the order and of all that a release would freeze.
    order: Seen,
    whole: Seen,
    pending: Vec<ChangeLine>,
    next_version: i32,
    can_release: bool,
    releases: Vec<ReleaseRow>,
    list_href: String,
    edit_href: String,
    edits: bool,
    public_href: String,
    slots_action: String,
    agenda_href: String,
    papers_href: String,
    /// Id of the form that a change of language sends along.
    writing: String,
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
    /// Note that its story takes longer to read aloud; may be empty.
    short: String,
    /// `up`, `down`
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
    pub fn new(desk: &Desk<'_>, reader: Language) -> Self {
        let (event, day) = (desk.event, &desk.event.day);
        let here = format!("{}/events/{}", desk.desk, event.id);
        let contents = desk.slots.iter().map(|slot| (slot.content.clone(), slot.minutes));
        let placed = place(day, contents);
        let known = titles(desk.candidates);
        let found = warnings(day, &placed, desk.candidates);
        let balance = Balance::of(day, &placed);
        let rows = Rows { desk, titles: &known, here: &here, reader };
        let minutes = balance.used.max(balance.planned);
        let ends = when::later(day.starts_at, minutes, day.time_zone);
        let slots = rows.slots(&placed);
        let candidates = rows.candidates();
        let (pause, free) = (rows.add(SlotKind::Break, reader), rows.add(SlotKind::Free, reader));
        // Errors of a form that is no longer on the page link to nothing.
        let titled =
            pause.wrong || free.wrong || slots.iter().any(|slot| slot.wrong && slot.row.story.is_empty());
        let linked: &[&str] = if titled {
            &["title", "minutes"]
        } else if slots.iter().any(|slot| slot.wrong) || candidates.iter().any(|row| row.wrong) {
            &["minutes"]
        } else {
            &[]
        };
        let after = Programme { day: day.clone(), slots: placed };
        let pending = desk.history.first().map(|release| {
            let before = release.programme(desk.latest.clone());
            changes(&before, &after)
        });
        let latest = desk.history.first().map_or(0, |release| release.version);
        let (title, title_lang) = with_language(day.title_for(reader), reader);
        Self {
            title,
            title_lang,
            when: format!(
                "{}, {}",
                long_date(day.starts_at.date(), reader),
                span(day.starts_at, ends, reader)
            ),
            place: day.place.clone(),
            place_lang: foreign(day.language, reader),
            time_zone: day.time_zone.name(),
            used: balance.used,
            planned: balance.planned,
            left: balance.left(),
            warnings: found.iter().map(|warning| warned(*warning, reader)).collect(),
            slots,
            no_candidates: desk.candidates.is_empty(),
            candidates,
            full: desk.slots.len() >= MOST_SLOTS,
            pause,
            free,
            problems: desk.problem.as_ref().map(errors).unwrap_or_default().shown(linked),
            changed: rows.changed(),
            order: Seen::of(&order(desk.slots)),
            whole: Seen::of(&after),
            can_release: pending.as_ref().is_none_or(|changes| !changes.is_empty()),
            pending: lines(&pending.unwrap_or_default(), &known, day.language, reader),
            next_version: latest + 1,
            releases: desk.history.iter().map(|r| ReleaseRow::new(r, &known, reader)).collect(),
            list_href: format!("{}/events", desk.desk),
            public_href: desk.public.to_owned(),
            slots_action: format!("{here}/slots"),
            agenda_href: format!("{here}/agenda"),
            papers_href: format!("{here}/papers"),
            writing: writing(desk),
            release_action: format!("{here}/releases"),
            edit_href: here,
            edits: true,
        }
    }

    /// Removes everything that changes something.
    pub fn read_only(self) -> Self {
        Self { edits: false, candidates: vec![], ..self }
    }
}

fn writing(desk: &Desk<'_>) -> String {
    let change = |slot: SlotId| format!("change-{slot}");
    match &desk.problem {
        Some(Problem::Slot(slot, ..) | Problem::Changed(Some((slot, _)))) => change(*slot),
        Some(Problem::New(new, _)) if new.story.is_empty() => format!("add-{}", new.kind),
        Some(Problem::New(new, _)) => format!("add-{}", new.story),
        Some(Problem::Changed(None)) | None if desk.slots.len() < MOST_SLOTS => {
            format!("add-{}", SlotKind::Free)
        }
        Some(Problem::Changed(None)) | None => {
            desk.slots.first().map(|slot| change(slot.id)).unwrap_or_default()
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
        Warning::Short(count) => reader.text_n("events-warning-short", count),
        Warning::HeavyTogether => reader.text("events-warning-heavy"),
        Warning::HeavyEnd => reader.text("events-warning-heavy-end"),
        Warning::NoBreak(minutes) => reader.text_n("events-warning-no-break", minutes),
    }
}
