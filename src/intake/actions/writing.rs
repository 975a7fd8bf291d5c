//! Second pass of the mix: writes the stories and the changes of one organisation.

use super::letters::{Contents, Reader, letterbox};
use crate::{
    ids::{OrganisationId, StoryId},
    intake::{
        letter::{Content, Letter, NewStory},
        mix::{Choices, Decision, LetterKey, LettersByCode, Summary, decide},
        store::{self, CodeTarget},
    },
    organisations::{self, Theme},
    platform::{
        db::{Tx, switch_tenant, transaction},
        error::Error,
        random,
        state::App,
        time,
    },
    stories::{self, Lane, Story, StoryStatus, ToldBy, actions::StoryScope},
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Codes whose contents are in memory at once.
const AT_ONCE: usize = 32;

type Code = [u8; 32];

#[derive(Debug, Default)]
pub struct Written {
    /// Letters to delete from the pool.
    pub mixed: Vec<LetterKey>,
    /// Number of letters put back.
    pub put_back: usize,
}

/// Writes the letters of one organisation. If those of a code fail, they stay in the pool, and the others are counted
/// and written without them.
pub async fn write_out(
    app: &App,
    tx: &mut Tx<'_>,
    reader: &mut Reader<'_>,
    organisation: OrganisationId,
    by_code: LettersByCode,
) -> Result<Written, Error> {
    switch_tenant(tx, organisation).await?;
    let hashes: Vec<&Code> = by_code.keys().collect();
    let threshold = match organisations::store::by_id(tx, organisation).await {
        Ok(known) => known.threshold,
        Err(Error::NotFound) => {
            tracing::error!("letters to an organisation that there is not stay in the pool");
            return Ok(Written::default());
        }
        Err(error) => return Err(error),
    };
    let mut writer = Writer {
        app,
        organisation,
        threshold: usize::try_from(threshold).unwrap_or(1),
        themes: organisations::store::themes(tx, organisation).await?,
        known: store::known(tx, organisation, &hashes).await?,
        by_code,
        broken: BTreeSet::new(),
    };
    loop {
        let mut failed = vec![];
        let attempt = transaction(tx, async |mut tx| {
            let put_back = writer.write_all(&mut tx, reader, &mut failed).await?;
            // The crowd was counted with those that failed: start over without them.
            match failed.as_slice() {
                [] => Ok(put_back),
                _ => Err(Error::Conflict("letters that cannot be carried out")),
            }
        })
        .await;
        match attempt {
            Ok(put_back) => {
                let mixed = writer.intact().flat_map(|(_, summary)| summary.letters.iter().copied());
                let mixed = mixed.collect();
                return Ok(Written { mixed, put_back });
            }
            Err(Error::Conflict(_)) if !failed.is_empty() => writer.broken.extend(failed),
            Err(error) => return Err(error),
        }
    }
}

struct Writer<'a> {
    app: &'a App,
    organisation: OrganisationId,
    threshold: usize,
    themes: Vec<Theme>,
    known: BTreeMap<Vec<u8>, Option<StoryId>>,
    by_code: LettersByCode,
    broken: BTreeSet<Code>,
}

impl Writer<'_> {
    /// Returns the codes that have not failed.
    fn intact(&self) -> impl Iterator<Item = (&Code, &Summary)> {
        self.by_code.iter().filter(|(code, _)| !self.broken.contains(*code))
    }

    /// Writes all codes in shuffled order, new stories first; returns the number of letters put back.
    async fn write_all(
        &self,
        tx: &mut Tx<'_>,
        reader: &mut Reader<'_>,
        failed: &mut Vec<Code>,
    ) -> Result<usize, Error> {
        let is_new = |(code, _): &(&Code, &Summary)| !self.known.contains_key(code.as_slice());
        let (mut new, mut out): (Vec<_>, Vec<_>) = self.intact().partition(is_new);
        let crowd = Crowd::of(new.iter().map(|(_, summary)| *summary), self.threshold);
        random::shuffle(&mut new);
        random::shuffle(&mut out);
        let mut put_back = 0;
        for some in new.chunks(AT_ONCE).chain(out.chunks(AT_ONCE)) {
            let wanted: Vec<LetterKey> = some.iter().flat_map(|(_, summary)| summary.wanted()).collect();
            let mut contents = Contents::default();
            for keys in wanted.chunks(AT_ONCE) {
                let letters = reader.read(tx, keys).await?.into_iter();
                contents.0.extend(letters.map(|(key, letter)| (key, letter.content)));
            }
            for (code, summary) in some {
                let contents = &mut contents;
                let one = transaction(tx, async |mut tx| {
                    self.write(&mut tx, code, summary, contents, &crowd).await
                });
                match one.await {
                    Ok(count) => put_back += count,
                    Err(error @ Error::Unavailable(_)) => return Err(error),
                    Err(error) => {
                        tracing::error!("letters that cannot be carried out stay in the pool: {error}");
                        failed.push(**code);
                    }
                }
            }
        }
        Ok(put_back)
    }

    /// Writes the letters under one code; returns the number of letters put back.
    async fn write(
        &self,
        tx: &mut Tx<'_>,
        code: &Code,
        summary: &Summary,
        contents: &mut Contents,
        crowd: &Crowd,
    ) -> Result<usize, Error> {
        match self.known.get(code.as_slice()) {
            // Sent again after it was taken back or its code disabled.
            Some(None) => Ok(0),
            Some(Some(story)) => {
                self.apply_letters(tx, code, *story, summary, contents).await?;
                Ok(0)
            }
            None if summary.withdrawn => {
                let nowhere = CodeTarget::Nowhere(self.week());
                store::add_receipt(tx, self.organisation, code, nowhere).await?;
                Ok(0)
            }
            None => match summary.story {
                Some(story) => {
                    let decision = crowd.decide(story.value, self.today());
                    let new = NewStory { keep_code: summary.keeps_code, ..contents.story(story.key)? };
                    self.apply_decision(tx, code, new, summary.burnt, decision).await
                }
                // No such story.
                None => Ok(0),
            },
        }
    }

    async fn apply_decision(
        &self,
        tx: &mut Tx<'_>,
        code: &Code,
        new: NewStory,
        burnt: bool,
        decision: Decision,
    ) -> Result<usize, Error> {
        match decision {
            Decision::Write => {
                let keep_code = new.keep_code && !burnt;
                let story = self.add_story(tx, new).await?;
                store::add_receipt(tx, self.organisation, code, CodeTarget::Story(story)).await?;
                if !keep_code {
                    store::burn(tx, self.organisation, code, self.week()).await?;
                }
                organisations::store::promise::mark_relied_on(tx, self.organisation).await?;
                Ok(0)
            }
            Decision::Erase => {
                let nowhere = CodeTarget::Nowhere(self.week());
                store::add_receipt(tx, self.organisation, code, nowhere).await?;
                Ok(0)
            }
            Decision::Wait => {
                let burn = burnt.then_some(Content::Burn);
                let back = burn.into_iter().chain([Content::Story(Box::new(new))]);
                self.put_back(tx, code, back).await
            }
        }
    }

    /// Seals letters again, so that nobody sees which came since the mix before.
    async fn put_back(
        &self,
        tx: &mut Tx<'_>,
        code: &Code,
        contents: impl Iterator<Item = Content>,
    ) -> Result<usize, Error> {
        let (day, letterbox) = letterbox(&self.app.keys, self.today())?;
        let mut count = 0;
        for content in contents {
            let letter = Letter { organisation: self.organisation, code_hash: *code, content, rank: 0 };
            store::put_letter(tx, day, &letter.seal(&letterbox)?).await?;
            count += 1;
        }
        Ok(count)
    }

    /// Applies letters to a story that is out. A new wording is applied after a consent, whichever was sent last: it is
    /// told only after a moderator read it.
    async fn apply_letters(
        &self,
        tx: &mut Tx<'_>,
        code: &Code,
        story: StoryId,
        summary: &Summary,
        contents: &mut Contents,
    ) -> Result<(), Error> {
        let (organisation, today) = (self.organisation, self.today());
        let scope = StoryScope { keys: &self.app.keys, organisation, story, today };
        if summary.withdrawn {
            stories::actions::withdraw(tx, organisation, story, today).await?;
        } else {
            if let Some(name) = summary.name {
                let tag = contents.take(name.key, |content| match content {
                    Content::Name(tag) => Some(tag),
                    _ => None,
                })?;
                stories::actions::set_name(tx, scope, tag).await?;
            }
            for version in &summary.consents {
                stories::actions::consent(tx, organisation, story, *version, today).await?;
            }
            for answer in summary.answers.values() {
                let answer = contents.take(answer.key, |content| match content {
                    Content::Answer(answer) => Some(answer),
                    _ => None,
                })?;
                stories::actions::answer(tx, scope, answer.id, answer.round, answer.text).await?;
            }
            for answer in summary.to_readers.values() {
                let answer = contents.take(answer.key, |content| match content {
                    Content::AnswerReader(answer) => Some(answer),
                    _ => None,
                })?;
                stories::actions::asking::answer_reader(tx, scope, answer.round, answer.text).await?;
            }
            if let Some(again) = summary.story {
                stories::actions::correct(tx, scope, contents.story(again.key)?.text).await?;
            }
            if let Some(edit) = summary.edit {
                let text = contents.take(edit.key, |content| match content {
                    Content::Edit(text) => Some(*text),
                    _ => None,
                })?;
                stories::actions::edit_own(tx, scope, text).await?;
            }
        }
        if summary.burnt {
            store::burn(tx, organisation, code, self.week()).await?;
        }
        Ok(())
    }

    async fn add_story(&self, tx: &mut Tx<'_>, new: NewStory) -> Result<StoryId, Error> {
        let today = self.today();
        let theme = |id| self.themes.iter().any(|theme| theme.id == id);
        let story = Story {
            organisation_id: self.organisation,
            id: StoryId::new(),
            status: StoryStatus::Submitted,
            week: self.week(),
            language: new.language,
            theme_id: new.theme.filter(|id| theme(*id)),
            told_by: new.told_by,
            anonymity: new.anonymity,
            silence: new.silence,
            lane: new.lane,
            told_version: None,
            refusal: None,
            refusal_kind: None,
            asked_week: None,
            agreed_version: None,
            changed_week: self.week(),
            published_week: None,
            for_library: new.for_library || new.told_by == ToldBy::Library,
            hidden_by: None,
            readers: new.readers,
        };
        stories::actions::add(tx, &self.app.keys, today, &story, &new.text).await?;
        Ok(story.id)
    }

    fn today(&self) -> NaiveDate {
        self.app.clock.today()
    }

    fn week(&self) -> String {
        time::iso_week(self.today())
    }
}

/// Number of stories that could come out together, by lane: moderators see the lane, so a story hides only among others
/// of its own.
struct Crowd {
    sizes: BTreeMap<Lane, usize>,
    threshold: usize,
}

impl Crowd {
    fn of<'a>(new: impl Iterator<Item = &'a Summary>, threshold: usize) -> Self {
        let mut sizes = BTreeMap::new();
        let told = new.filter(|summary| !summary.withdrawn);
        for story in told.filter_map(|summary| summary.story) {
            *sizes.entry(story.value.lane).or_default() += 1;
        }
        Self { sizes, threshold }
    }

    fn decide(&self, story: Choices, today: NaiveDate) -> Decision {
        let size = self.sizes.get(&story.lane).copied().unwrap_or(0);
        decide(story, size, self.threshold, today)
    }
}
