//! Searching the library.

use super::newest::{Newest, left};
use crate::{
    ids::OrganisationId,
    library::{
        search::{
            labels::{Labels, Quarters, languages},
            order::Order,
            place::{Cursor, How, Place},
            query::{Query, What},
            sought::{Mode, More, Sought, sought},
            spelling::{Candidate, ends, nearest},
            stem::lexeme,
        },
        store::{
            searching::{self, COMPARED, READ_FOR_PHRASES},
            words::{self, Scope},
        },
    },
    platform::{
        db::{Tx, transaction},
        error::Error,
        i18n::Language,
    },
    readers::Reach,
};
use diesel_async::AsyncPgConnection;
use std::{
    borrow::Cow,
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

/// Words taken for one that somebody is typing.
const BEGINNING: i32 = 30;
/// Words of a query in which two mistakes are forgiven, the longest ones.
const FAR: usize = 3;
/// Stories with a word from which on they are looked for in the newest quarters of a year first.
const MANY: f64 = 3_000.0;
/// Stories with a word from which on it is taken as it stands.
const ENOUGH: i32 = 10;

/// A search, as somebody asked for it.
#[derive(Debug, Clone)]
pub struct Asked {
    pub query: Query,
    pub language: Option<Language>,
    pub labels: Labels,
    pub reach: Reach,
    /// Language of the page; stories in it come first among those that fit as well.
    pub reader: Language,
    pub order: Order,
    pub after: Option<Cursor>,
    /// Most stories on a page.
    pub most: usize,
    /// ISO week of today.
    pub week: String,
    /// Longest that it may take.
    pub longest: Duration,
}

/// A page of results.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    pub places: Vec<Place>,
    /// Set when another page follows.
    pub next: Option<Cursor>,
    /// Set when a phrase was looked for in the newest stories with its words, and there are more.
    pub unread: bool,
    /// Stories that fit, up to [`COMPARED`]; unknown in an order by week.
    pub total: Option<usize>,
    /// Lexemes to mark.
    pub lexemes: BTreeSet<String>,
    pub instead: Option<Instead>,
}

/// Something else that was looked for, since nothing fits what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Instead {
    /// Words that look like those asked for.
    Words(Vec<Meant>),
    /// Any of the words.
    Any,
}

/// A word that no story has, and the nearest that one has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant {
    pub typed: String,
    pub meant: String,
}

impl Found {
    /// Tells whether more stories may fit than were compared.
    pub fn is_full(&self) -> bool {
        self.total.is_some_and(|total| is_full(total, COMPARED))
    }
}

/// Mark of a term by its number.
const fn bit(n: usize) -> u16 {
    if n < 16 { 1 << n } else { 0 }
}

fn is_full(found: usize, most: i32) -> bool {
    i32::try_from(found).is_ok_and(|found| found >= most)
}

/// Finds a page of stories. Where nothing fits, looks for words that somebody may have meant, then for any of the words.
///
/// # Errors
/// [`Error::Unavailable`] when it took longer than it may.
pub async fn search(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    asked: &Asked,
) -> Result<Found, Error> {
    let end = Instant::now() + asked.longest;
    let languages = languages(asked.language);
    let scope = Scope { organisation, reach: asked.reach, languages: &languages };
    transaction(conn, async |mut tx| {
        let mut search = Search { scope, asked, end, known: BTreeMap::new(), unknown: 0 };
        // Words first: looking for stories changes how the database looks things up.
        search.count_words(&mut tx).await?;
        let begun = search.finish_word(&mut tx).await?;
        let (meant, pairs) = search.correct_words(&mut tx, begun.clone()).await?;
        let mut last = Found::default();
        for how in search.ways(!pairs.is_empty()) {
            let found = search.look(&mut tx, if how == How::Typed { &begun } else { &meant }, how).await?;
            if !found.places.is_empty() || found.next.is_some() || asked.after.is_some() {
                let instead = match how {
                    How::Typed => None,
                    How::Meant => (!pairs.is_empty()).then_some(Instead::Words(pairs)),
                    How::Any => Some(Instead::Any),
                };
                // What was not read may be what was asked for.
                let unread = found.unread || last.unread;
                return Ok(Found { unread, instead, ..found });
            }
            last = if how == How::Typed { found } else { last };
        }
        Ok(last)
    })
    .await
}

/// A search under way.
struct Search<'a> {
    scope: Scope<'a>,
    asked: &'a Asked,
    end: Instant,
    /// Stories that have a lexeme.
    known: BTreeMap<String, i32>,
    /// Terms that no story has, one bit each.
    unknown: u16,
}

impl Search<'_> {
    /// Bounds the next look-up of words by the time that is left.
    async fn bound(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        searching::bound(tx, left(self.end)?).await
    }

    /// Returns the ways to look, one after the other; on later pages that of the first.
    fn ways(&self, is_corrected: bool) -> Vec<How> {
        let query = &self.asked.query;
        let may = |how: &How| match how {
            How::Typed => true,
            How::Meant => is_corrected,
            How::Any => query.wanted() > 1,
        };
        match &self.asked.after {
            Some(cursor) => vec![cursor.how],
            None => How::ALL.into_iter().filter(may).collect(),
        }
    }

    fn lexemes_of(&self, word: &str) -> Vec<String> {
        self.scope.languages.iter().filter_map(|language| lexeme(*language, word)).collect()
    }

    async fn count_words(&mut self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let own = sought(&self.asked.query, self.scope.languages, &[], &More::new(), Mode::All);
        let lexemes: Vec<String> = own.into_iter().flat_map(|own| own.lexemes).collect();
        self.bound(tx).await?;
        self.known = words::frequencies(tx, self.scope, &lexemes).await?;
        Ok(())
    }

    /// Notes in how many stories words are that were found for others, at least.
    fn learn(&mut self, words: &[Candidate]) {
        let mut new: BTreeMap<&str, i32> = BTreeMap::new();
        for word in words.iter().filter(|word| !self.known.contains_key(&word.lexeme)) {
            let stories = new.entry(&word.lexeme).or_default();
            *stories = stories.saturating_add(word.stories);
        }
        let new: Vec<_> = new.into_iter().map(|(lexeme, stories)| (lexeme.to_owned(), stories)).collect();
        self.known.extend(new);
    }

    /// Returns the lexemes of words that begin like the last one, unless enough stories have that word itself.
    async fn finish_word(&mut self, tx: &mut Tx<'_>) -> Result<More, Error> {
        let Some(word) = self.asked.query.open_word() else { return Ok(More::new()) };
        let stories = |lexeme: &String| self.known.get(lexeme).copied().unwrap_or_default();
        if self.lexemes_of(&word).iter().any(|lexeme| stories(lexeme) >= ENOUGH) {
            return Ok(More::new());
        }
        self.bound(tx).await?;
        let all = words::beginning(tx, self.scope, &word, BEGINNING).await?;
        if all.is_empty() {
            return Ok(More::new());
        }
        self.learn(&all);
        let last = self.asked.query.terms.len() - 1;
        Ok(More::from([(last, all.into_iter().map(|word| word.lexeme).collect())]))
    }

    /// Adds to each word that no story has the lexemes of words like it; returns both, those that stand nearest first.
    async fn correct_words(&mut self, tx: &mut Tx<'_>, mut more: More) -> Result<(More, Vec<Meant>), Error> {
        let terms = &self.asked.query.terms;
        let is_unknown = |n: usize, word: &str| match &self.asked.after {
            Some(cursor) => cursor.unknown & bit(n) > 0,
            None => !more.contains_key(&n) && self.is_unknown(word, terms.get(n).map(|term| &term.what)),
        };
        let unknown = self.asked.query.words().filter(|(n, word)| is_unknown(*n, word));
        let unknown: Vec<(usize, Cow<'_, str>)> = unknown.collect();
        if unknown.is_empty() {
            return Ok((more, vec![]));
        }
        self.unknown = unknown.iter().fold(0, |all, (n, _)| all | bit(*n));
        let words: Vec<&str> = unknown.iter().map(|(_, word)| word.as_ref()).collect();
        self.bound(tx).await?;
        let one = words::one_mistake_from(tx, self.scope, &words).await?;
        let mut near: BTreeMap<&str, _> = words.iter().map(|word| (*word, nearest(word, &one))).collect();
        let far = near.iter().filter(|(word, near)| near.is_empty() && ends(word).is_some());
        let mut far: Vec<&str> = far.map(|(word, _)| *word).collect();
        far.sort_by_key(|word| Reverse(word.chars().count()));
        far.truncate(FAR);
        if !far.is_empty() {
            self.bound(tx).await?;
            let two = words::two_mistakes_from(tx, self.scope, &far).await?;
            near.extend(far.into_iter().zip(two).map(|(word, two)| (word, nearest(word, &two))));
        }
        let mut pairs = vec![];
        for (n, word) in &unknown {
            let near = near.get(word.as_ref()).map(Vec::as_slice).unwrap_or_default();
            self.learn(near);
            let typed = terms.get(*n).map(|term| term.what.shown()).unwrap_or_default();
            pairs.extend(near.first().map(|best| Meant { typed, meant: best.spelling.clone() }));
            more.entry(*n).or_default().extend(near.iter().map(|word| word.lexeme.clone()));
        }
        Ok((more, pairs))
    }

    /// Tells whether no story has a word that says something in each language; nor, between hyphens, all of its words.
    fn is_unknown(&self, word: &str, what: Option<&What>) -> bool {
        let own = self.lexemes_of(word);
        let is_known = own.len() < self.scope.languages.len()
            || own.iter().any(|lexeme| self.known.contains_key(lexeme));
        let are_known = match what {
            Some(What::Joined(words)) => words.iter().all(|word| !self.is_unknown(word, None)),
            _ => false,
        };
        !is_known && !are_known
    }

    async fn look(&self, tx: &mut Tx<'_>, more: &More, how: How) -> Result<Found, Error> {
        let asked = self.asked;
        let needed = if how == How::Any { Mode::Any } else { Mode::All };
        let labels = Labels { everybody: asked.reach == Reach::Everybody, ..asked.labels.clone() };
        let Some(sought) = sought(&asked.query, self.scope.languages, &labels.lexemes(), more, needed) else {
            return Ok(Found::default());
        };
        let newest = Newest {
            organisation: self.scope.organisation,
            sought: &sought,
            reader: self.reader(),
            order: asked.order,
            after: asked.after.as_ref().map(|cursor| &cursor.after),
            most: asked.most,
            end: self.end,
        };
        let fitting = newest.fitting(tx, self.quarters(&sought)).await?;
        let read_to = (fitting.read >= READ_FOR_PHRASES).then_some(fitting.last).flatten();
        let mut found = Found { places: fitting.places, lexemes: sought.lexemes, ..Found::default() };
        found.total = (asked.order == Order::Fit).then_some(found.places.len());
        found.unread = read_to.is_some() && !found.is_full();
        if let (Order::Fit, Some(Cursor { after, .. })) = (asked.order, &asked.after) {
            found.places.retain(|place| after.order(place).is_lt());
        }
        let more = found.places.len() > asked.most;
        found.places.truncate(asked.most);
        let last =
            if more { found.places.last().cloned() } else { read_to.filter(|_| asked.order == Order::Week) };
        let (unknown, reader) = (self.unknown, self.reader());
        found.next = last.map(|after| Cursor { after, how, unknown, reader });
        Ok(found)
    }

    /// The language of the first page.
    fn reader(&self) -> Language {
        self.asked.after.as_ref().map_or(self.asked.reader, |cursor| cursor.reader)
    }

    /// Returns the quarters to look in until there is enough; none for what is in few stories: it is looked for in all at
    /// once.
    fn quarters(&self, sought: &Sought) -> Option<Quarters> {
        let fitting = sought.fitting(&|lexeme| self.known.get(lexeme).copied().unwrap_or_default().into());
        let last = match (self.asked.order, &self.asked.after) {
            (Order::Week, Some(cursor)) => &cursor.after.week,
            _ => &self.asked.week,
        };
        (fitting >= MANY && self.asked.labels.week.is_none()).then(|| Quarters::from(last))
    }
}
