//! The second pass of the mix: writes what the letters of an organisation come to.

use super::letters::{Reader, Words, letterbox};
use crate::{
    ids::{OrganisationId, StoryId},
    intake::{
        letter::{Content, Letter, NewStory},
        mix::{Choices, LettersByCode, Outcome, Place, Turn, turn},
        store::{self, Leads},
    },
    organisations::{self, Theme},
    platform::{
        db::{Tx, switch_tenant, transaction},
        error::Error,
        random,
        state::App,
        time,
    },
    stories::{self, Lane, Story, StoryStatus, actions::StoryScope},
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Codes whose words are in memory at once.
const AT_ONCE: usize = 32;

type Code = [u8; 32];

/// Letters dealt with for an organisation.
#[derive(Debug, Default)]
pub struct Written {
    /// The letters that are mixed.
    pub done: Vec<Place>,
    /// The letters that were put back.
    pub put_back: usize,
}

/// Writes what comes out for one organisation. A code that cannot be carried out costs nobody else anything: its
/// letters stay as they are, and the others are counted and written without it.
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
            // Fewer could come out together now than were counted.
            match failed.as_slice() {
                [] => Ok(put_back),
                _ => Err(Error::Conflict("letters that cannot be carried out")),
            }
        })
        .await;
        match attempt {
            Ok(put_back) => {
                let done = writer
                    .sound()
                    .flat_map(|(_, outcome)| outcome.letters.iter().copied());
                let done = done.collect();
                return Ok(Written { done, put_back });
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
    /// The codes that can be carried out, as far as anybody knows.
    fn sound(&self) -> impl Iterator<Item = (&Code, &Outcome)> {
        self.by_code
            .iter()
            .filter(|(code, _)| !self.broken.contains(*code))
    }

    /// Writes everything, in shuffled order; what is new first, since nobody waits for it. Gives how many letters were
    /// put back.
    async fn write_all(
        &self,
        tx: &mut Tx<'_>,
        reader: &mut Reader<'_>,
        failed: &mut Vec<Code>,
    ) -> Result<usize, Error> {
        let is_new = |(code, _): &(&Code, &Outcome)| !self.known.contains_key(code.as_slice());
        let (mut new, mut out): (Vec<_>, Vec<_>) = self.sound().partition(is_new);
        let crowd = Crowd::of(new.iter().map(|(_, outcome)| *outcome), self.threshold);
        random::shuffle(&mut new);
        random::shuffle(&mut out);
        let mut put_back = 0;
        for some in new.chunks(AT_ONCE).chain(out.chunks(AT_ONCE)) {
            let wanted: Vec<Place> = some.iter().flat_map(|(_, outcome)| outcome.wanted()).collect();
            let mut words = Words::default();
            for places in wanted.chunks(AT_ONCE) {
                let letters = reader.read(tx, places).await?.into_iter();
                words
                    .0
                    .extend(letters.map(|(place, letter)| (place, letter.content)));
            }
            for (code, outcome) in some {
                let words = &mut words;
                let one = transaction(tx, async |mut tx| {
                    self.write(&mut tx, code, outcome, words, &crowd).await
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

    /// Writes what the letters under one code come to; gives how many were put back.
    async fn write(
        &self,
        tx: &mut Tx<'_>,
        code: &Code,
        outcome: &Outcome,
        words: &mut Words,
        crowd: &Crowd,
    ) -> Result<usize, Error> {
        match self.known.get(code.as_slice()) {
            // Sent again after it was taken back, or after its code was given up: once is enough.
            Some(None) => Ok(0),
            Some(Some(story)) => {
                self.carry_out(tx, code, *story, outcome, words).await?;
                Ok(0)
            }
            None if outcome.withdrawn => {
                let nowhere = Leads::Nowhere(self.week());
                store::add_receipt(tx, self.organisation, code, nowhere).await?;
                Ok(0)
            }
            None => match outcome.story {
                Some(story) => {
                    let turn = crowd.turn(story.kept, self.today());
                    let new = NewStory {
                        keep_code: outcome.keeps_code,
                        ..words.story(story.place)?
                    };
                    self.take_turn(tx, code, new, outcome.burnt, turn).await
                }
                // Letters about a story that there is not.
                None => Ok(0),
            },
        }
    }

    async fn take_turn(
        &self,
        tx: &mut Tx<'_>,
        code: &Code,
        new: NewStory,
        burnt: bool,
        turn: Turn,
    ) -> Result<usize, Error> {
        match turn {
            Turn::Out => {
                let keep_code = new.keep_code && !burnt;
                let story = self.add_story(tx, new).await?;
                store::add_receipt(tx, self.organisation, code, Leads::To(story)).await?;
                if !keep_code {
                    store::burn(tx, self.organisation, code, self.week()).await?;
                }
                organisations::store::promise::mark_relied_on(tx, self.organisation).await?;
                Ok(0)
            }
            Turn::Erased => {
                let nowhere = Leads::Nowhere(self.week());
                store::add_receipt(tx, self.organisation, code, nowhere).await?;
                Ok(0)
            }
            Turn::Waits => {
                let burn = burnt.then_some(Content::Burn);
                let back = burn.into_iter().chain([Content::Story(Box::new(new))]);
                self.put_back(tx, code, back).await
            }
        }
    }

    /// Seals letters anew: nobody sees which came since the mix before.
    async fn put_back(
        &self,
        tx: &mut Tx<'_>,
        code: &Code,
        contents: impl Iterator<Item = Content>,
    ) -> Result<usize, Error> {
        let (day, letterbox) = letterbox(&self.app.keys, self.today())?;
        let mut count = 0;
        for content in contents {
            let letter = Letter {
                organisation: self.organisation,
                code_hash: *code,
                content,
                rank: 0,
            };
            store::put_letter(tx, day, &letter.seal(&letterbox)?).await?;
            count += 1;
        }
        Ok(count)
    }

    /// Does what an author wants with a story that is out. Of a wording and a consent both are noted, and the wording
    /// is done last, whichever was sent last: until somebody looks again, nothing is told.
    async fn carry_out(
        &self,
        tx: &mut Tx<'_>,
        code: &Code,
        story: StoryId,
        outcome: &Outcome,
        words: &mut Words,
    ) -> Result<(), Error> {
        let (organisation, today) = (self.organisation, self.today());
        let scope = StoryScope {
            keys: &self.app.keys,
            organisation,
            story,
            today,
        };
        if outcome.withdrawn {
            stories::actions::withdraw(tx, organisation, story, today).await?;
        } else {
            if let Some(name) = outcome.name {
                let tag = words.take(name.place, |content| match content {
                    Content::Name(tag) => Some(tag),
                    _ => None,
                })?;
                stories::actions::name(tx, scope, tag).await?;
            }
            for version in &outcome.consents {
                stories::actions::consent(tx, organisation, story, *version, today).await?;
            }
            for answer in outcome.answers.values() {
                let answer = words.take(answer.place, |content| match content {
                    Content::Answer(answer) => Some(answer),
                    _ => None,
                })?;
                stories::actions::answer(tx, scope, answer.id, answer.round, answer.text).await?;
            }
            if let Some(again) = outcome.story {
                stories::actions::correct(tx, scope, words.story(again.place)?.text).await?;
            }
            if let Some(edit) = outcome.edit {
                let text = words.take(edit.place, |content| match content {
                    Content::Edit(text) => Some(*text),
                    _ => None,
                })?;
                stories::actions::edit_own(tx, scope, text).await?;
            }
        }
        if outcome.burnt {
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
            asked_week: None,
            agreed_version: None,
            changed_week: self.week(),
            published_week: None,
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

/// Those who could come out together, by lane: moderators see the lane, so nobody hides among stories of another.
struct Crowd {
    sizes: BTreeMap<Lane, usize>,
    threshold: usize,
}

impl Crowd {
    fn of<'a>(new: impl Iterator<Item = &'a Outcome>, threshold: usize) -> Self {
        let mut sizes = BTreeMap::new();
        let told = new.filter(|outcome| !outcome.withdrawn);
        for story in told.filter_map(|outcome| outcome.story) {
            *sizes.entry(story.kept.lane).or_default() += 1;
        }
        Self { sizes, threshold }
    }

    fn turn(&self, story: Choices, today: NaiveDate) -> Turn {
        let size = self.sizes.get(&story.lane).copied().unwrap_or(0);
        turn(story, size, self.threshold, today)
    }
}
