//! The audit trail, a page at a time.

use crate::{
    audit::model::Entry,
    ids::StaffId,
    platform::{
        i18n::Language,
        time::{clock_time, long_date},
        view::{Choice, View},
    },
    settings::forms::audit::AuditQuery,
};
use chrono_tz::Tz;
use fluent_bundle::FluentArgs;
use serde::Serialize;
use std::collections::BTreeMap;

pub const ENTRIES: i64 = 50;

/// `templates/settings/audit.html`
#[derive(Debug, Serialize)]
pub struct AuditPage {
    days: Vec<AuditDay>,
    people: Vec<Choice>,
    acts: Vec<Choice>,
    query: AuditQuery,
    narrowed: bool,
    action: String,
    /// Address of the page with newer entries, or with the newest.
    newer: Option<String>,
    older: Option<String>,
    /// Numbers on this page.
    range: String,
}

#[derive(Debug, Serialize)]
struct AuditDay {
    date: String,
    entries: Vec<AuditRow>,
}

#[derive(Debug, Serialize)]
struct AuditRow {
    number: i64,
    time: String,
    moment: String,
    who: String,
    what: String,
    object: String,
}

/// Entries of a page.
pub struct Trail<'a> {
    /// Newest first, with one more than fit on a page when there are more.
    pub entries: &'a [Entry],
    pub names: &'a BTreeMap<StaffId, String>,
    /// Acts that there are.
    pub verbs: &'a [String],
    /// Number of the newest entry of all.
    pub newest: i64,
    pub zone: Tz,
}

impl AuditPage {
    /// Makes a page at `path`. Numbers of all entries have no gaps, so its neighbours follow from its own.
    pub fn new(trail: &Trail<'_>, query: AuditQuery, path: &str, language: Language) -> Self {
        let fit = usize::try_from(ENTRIES).unwrap_or(usize::MAX);
        let entries = trail.entries.get(..fit).unwrap_or(trail.entries);
        let first = entries.first().map_or(0, |entry| entry.number);
        let last = entries.last().map_or(0, |entry| entry.number);
        let narrowed = query.narrows();
        let near = !narrowed && first + ENTRIES < trail.newest;
        let newer = query.address(path, near.then_some(first + ENTRIES + 1));
        let is_first = if narrowed { query.before().is_none() } else { first >= trail.newest };
        Self {
            days: days(entries, trail, language),
            newer: (!is_first).then_some(newer),
            older: (trail.entries.len() > fit).then(|| query.address(path, Some(last))),
            people: people(trail.names, &query, language),
            acts: acts(trail.verbs, &query, language),
            narrowed,
            action: path.to_owned(),
            query,
            range: format!("{last}–{first}"),
        }
    }
}

fn days(entries: &[Entry], trail: &Trail<'_>, language: Language) -> Vec<AuditDay> {
    let mut days: Vec<AuditDay> = vec![];
    for entry in entries {
        let local = entry.at.with_timezone(&trail.zone);
        let date = long_date(local.date_naive(), language);
        let row = AuditRow {
            number: entry.number,
            time: clock_time(local.time(), language),
            moment: local.to_rfc3339_opts(chrono::SecondsFormat::Secs, false),
            who: who(entry.staff_id, trail.names, language),
            what: act(&entry.verb, language),
            object: entry.object_id.map(short).unwrap_or_default(),
        };
        match days.last_mut() {
            Some(day) if day.date == date => day.entries.push(row),
            _ => days.push(AuditDay { date, entries: vec![row] }),
        }
    }
    days
}

fn people(names: &BTreeMap<StaffId, String>, query: &AuditQuery, language: Language) -> Vec<Choice> {
    let anybody = Choice::new("", language.text("settings-audit-anybody"), &query.who);
    let person = |(id, name): (&StaffId, &String)| Choice::new(&id.to_string(), name.clone(), &query.who);
    let mut people: Vec<Choice> = names.iter().map(person).collect();
    people.sort_by(|one, other| one.label.cmp(&other.label));
    std::iter::once(anybody).chain(people).collect()
}

fn acts(verbs: &[String], query: &AuditQuery, language: Language) -> Vec<Choice> {
    let anything = Choice::new("", language.text("settings-audit-anything"), &query.act);
    let mut acts: Vec<Choice> =
        verbs.iter().map(|verb| Choice::new(verb, act(verb, language), &query.act)).collect();
    acts.sort_by(|one, other| one.label.cmp(&other.label));
    std::iter::once(anything).chain(acts).collect()
}

fn who(staff: Option<StaffId>, names: &BTreeMap<StaffId, String>, language: Language) -> String {
    match staff {
        None => language.text("settings-audit-nobody"),
        Some(id) => names.get(&id).cloned().unwrap_or_else(|| language.text("settings-audit-unknown")),
    }
}

/// Returns the words for a stored verb; one of another version of the program is shown as stored.
fn act(verb: &str, language: Language) -> String {
    let key = format!("settings-audit-verb-{}", verb.replace('_', "-"));
    language.lookup(&key, &FluentArgs::new()).unwrap_or_else(|| verb.to_owned())
}

/// Returns the end of an id, enough to tell things apart: its beginning is the moment it was made.
fn short(id: uuid::Uuid) -> String {
    let all = id.simple().to_string();
    all[all.len() - 8..].to_owned()
}

impl View for AuditPage {
    const TEMPLATE: &'static str = "settings/audit.html";
    fn samples() -> Vec<Self> {
        let organisation_id = crate::ids::OrganisationId::new();
        let entry = |number, staff_id, object_id| Entry {
            organisation_id,
            number,
            at: chrono::DateTime::UNIX_EPOCH,
            staff_id,
            verb: "story_read".to_owned(),
            object_id,
            hash: vec![],
        };
        let entries = [entry(2, Some(StaffId::new()), Some(organisation_id.untyped())), entry(1, None, None)];
        let page = |entries: &[Entry], newest| {
            let trail = Trail { entries, names: &BTreeMap::new(), verbs: &[], newest, zone: Tz::UTC };
            Self::new(&trail, AuditQuery::default(), "/desk/acme/audit", Language::En)
        };
        let many: Vec<Entry> = (1..=ENTRIES + 1).rev().map(|n| entry(n, None, None)).collect();
        vec![page(&[], 0), page(&entries, 2), page(&many, ENTRIES + 9)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_the_organisations_clocks() {
        let entry = |number, at: &str| Entry {
            organisation_id: crate::ids::OrganisationId::new(),
            number,
            at: at.parse().unwrap(),
            staff_id: None,
            verb: "of_another_version".to_owned(),
            object_id: None,
            hash: vec![],
        };
        let entries = [entry(2, "2026-11-24T23:30:00Z"), entry(1, "2026-11-24T22:30:00Z")];
        let trail = Trail {
            entries: &entries,
            names: &BTreeMap::new(),
            verbs: &[],
            newest: 2,
            zone: Tz::Europe__Brussels,
        };
        let page = AuditPage::new(&trail, AuditQuery::default(), "/desk/acme/audit", Language::En);
        let days: Vec<_> = page.days.iter().map(|day| day.date.as_str()).collect();
        assert_eq!(days, ["Wednesday 25 November 2026", "Tuesday 24 November 2026"]);
        let newest = &page.days[0].entries[0];
        assert_eq!((&newest.time[..], &newest.what[..]), ("00:30", "of_another_version"));
    }
}
