//! Sweep for names that redaction took out of stories, wherever readers, subscribers or staff could still come upon them.
//!
//! It opens sealed versions in memory and says where a name stands, never which.

mod names;
pub mod places;
mod reading;

use super::{Target, finding::Finding};
use crate::{
    coach::OwnRules,
    ids::StoryId,
    organisations::{self, model::Organisation, store::own_words::own_words},
    platform::{db::switch_tenant, error::Error, keys::Keys},
    stories::{
        StoryText,
        store::{reader_questions, versions},
    },
};
use diesel_async::AsyncPgConnection;
use names::{Names, words};
use reading::{Besides, Leaks, Story};
use std::collections::{BTreeMap, BTreeSet};

/// Most rows that a finding names.
const MOST_ROWS: usize = 3;

#[derive(Debug, Default)]
pub struct Facts {
    /// Stories whose versions were compared.
    pub compared: usize,
    /// Stories of which one version is left.
    pub alone: usize,
    /// Stories with a version that does not open.
    pub shut: usize,
    /// Organisations with more jobs and other texts than are looked through.
    pub too_much: Vec<String>,
    /// Organisation, story, place and rows.
    pub leaks: Vec<(String, StoryId, String, BTreeSet<String>)>,
}

pub(super) async fn examine(target: Target<'_>, conn: &mut AsyncPgConnection) -> Result<Vec<Finding>, Error> {
    let folder = &target.settings.keys;
    // Looking must not make what is not there.
    if !["links.key", "pepper.key"].iter().all(|key| folder.join(key).exists()) {
        return Ok(vec![Finding::unknown("doctor-leaks-unknown")]);
    }
    let keys = Keys::open(folder)?;
    let mut facts = Facts::default();
    for organisation in organisations::store::all(conn).await? {
        switch_tenant(conn, organisation.id).await?;
        sweep(conn, &keys, &organisation, &mut facts).await?;
    }
    Ok(judge(&facts))
}

/// Looks through an organisation, one page of stories after the other.
async fn sweep(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    organisation: &Organisation,
    facts: &mut Facts,
) -> Result<(), Error> {
    let (besides, all) = reading::besides(conn, organisation.id).await?;
    if !all {
        facts.too_much.push(organisation.slug.clone());
    }
    let own = OwnRules::new(&own_words(conn, organisation.id).await?);
    let mut after = StoryId::NIL;
    loop {
        let page = reading::stories(conn, organisation.id, after).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id;
        let mut leaks = Leaks::new();
        let names = names_of(conn, keys, (organisation, &own), &page, (facts, &mut leaks)).await?;
        if !names.is_empty() {
            look(conn, keys, organisation, (&names, &besides), &mut leaks).await?;
        }
        let leaks = leaks.into_iter();
        facts
            .leaks
            .extend(leaks.map(|((story, place), rows)| (organisation.slug.clone(), story, place, rows)));
    }
}

/// Returns the names that went out of the stories of a page, where any did.
async fn names_of(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    (organisation, own): (&Organisation, &OwnRules),
    page: &[Story],
    (facts, leaks): (&mut Facts, &mut Leaks),
) -> Result<BTreeMap<StoryId, Names>, Error> {
    let common: BTreeSet<String> =
        words(&organisation.name).into_iter().chain(words(&organisation.slug)).collect();
    let several: Vec<&Story> = page.iter().filter(|story| story.left > 1).collect();
    facts.alone += page.len() - several.len();
    let ids: Vec<StoryId> = several.iter().map(|story| story.id).collect();
    let opened = versions::of_stories(conn, keys, organisation.id, &ids).await?;
    let mut found = BTreeMap::new();
    for story in several {
        let own_versions: Vec<_> = opened.iter().filter(|version| version.story == story.id).collect();
        let (Some((newest, earlier)), true) =
            (own_versions.split_last(), i64::try_from(own_versions.len()) == Ok(story.left))
        else {
            facts.shut += 1;
            continue;
        };
        facts.compared += 1;
        let texts: Vec<&StoryText> = earlier.iter().map(|version| &version.text).collect();
        let names = Names::gone(&texts, &newest.text, story.language, own, &common);
        // Agendas show the title that its author agreed to.
        let agreed = earlier.iter().find(|version| Some(version.number) == story.agreed);
        if let Some(agreed) = agreed.filter(|agreed| names.stand_in(&words(&agreed.text.title))) {
            let place = (story.id, "story_versions.sealed".to_owned());
            leaks.entry(place).or_default().insert(format!("{} {}", story.id, agreed.number));
        }
        if !names.is_empty() {
            found.insert(story.id, names);
        }
    }
    Ok(found)
}

async fn look(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    organisation: &Organisation,
    (names, besides): (&BTreeMap<StoryId, Names>, &Besides),
    leaks: &mut Leaks,
) -> Result<(), Error> {
    reading::look_in_the_clear(conn, organisation.id, names, leaks).await?;
    reading::look_in_the_index(conn, organisation.id, names, leaks).await?;
    let ids: Vec<StoryId> = names.keys().copied().collect();
    for question in reader_questions::published_under(conn, keys, organisation.id, &ids).await? {
        let said = question.words.iter().flat_map(|said| [Some(&said.question), said.answer.as_ref()]);
        let mut said = said.flatten().map(|text| words(text));
        if names.get(&question.story).is_some_and(|names| said.any(|words| names.stand_in(&words))) {
            let place = (question.story, "reader_questions.sealed".to_owned());
            leaks.entry(place).or_default().insert(question.id.to_string());
        }
    }
    for (story, names) in names {
        for beside in besides.with(names) {
            leaks.entry((*story, beside.place.clone())).or_default().insert(beside.line.clone());
        }
    }
    Ok(())
}

pub fn judge(facts: &Facts) -> Vec<Finding> {
    let mut findings = vec![];
    for (organisation, story, place, rows) in &facts.leaks {
        let mut named: Vec<&str> = rows.iter().take(MOST_ROWS).map(String::as_str).collect();
        if rows.len() > MOST_ROWS {
            named.push("…");
        }
        findings.push(
            Finding::red("doctor-leaks-ill", "doctor-leaks-do")
                .with("organisation", organisation.clone())
                .with("story", story.to_string())
                .with("place", place.clone())
                .with("rows", named.join(", ")),
        );
    }
    if findings.is_empty() {
        let well = Finding::green("doctor-leaks-well");
        findings.push(well.with("n", facts.compared).with("alone", facts.alone));
    }
    if facts.shut > 0 {
        findings.push(Finding::unknown("doctor-leaks-shut").with("n", facts.shut));
    }
    if !facts.too_much.is_empty() {
        findings.push(Finding::unknown("doctor-leaks-much").with("list", facts.too_much.join(", ")));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::doctor::finding::{Verdict, tests::verdict},
        platform::i18n::Language,
    };

    #[test]
    fn every_place_is_a_finding_and_what_nobody_could_look_at_is_said() {
        let well = Facts { compared: 3, alone: 2, ..Facts::default() };
        assert_eq!(verdict(&judge(&well), "doctor-leaks-well"), Some(Verdict::Green));
        let rows: BTreeSet<String> = ["a", "b", "c", "d"].map(str::to_owned).into();
        let leak = |place: &str| ("acme".to_owned(), StoryId::NIL, place.to_owned(), rows.clone());
        let ill = Facts {
            shut: 1,
            too_much: vec!["acme".to_owned()],
            leaks: vec![leak("lessons.body"), leak("jobs.error")],
            ..well
        };
        let findings = judge(&ill);
        let verdicts: Vec<Verdict> = findings.iter().map(|finding| finding.verdict).collect();
        assert_eq!(verdicts, [Verdict::Red, Verdict::Red, Verdict::Unknown, Verdict::Unknown]);
        let sentence = findings[0].sentence(Language::En);
        assert!(sentence.contains("lessons.body") && sentence.contains("a, b, c, …"), "{sentence}");
    }
}
