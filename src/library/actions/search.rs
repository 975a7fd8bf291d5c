//! Searching the library.

use crate::{
    ids::OrganisationId,
    library::{
        search::{
            labels::{Labels, languages, quarters_up_to},
            order::Order,
            place::Place,
            query::Query,
            sought::{Mode, More, Sought, sought},
            spelling::{Candidate, nearest},
            stem::lexeme,
        },
        store::{
            searching::{self, COMPARED},
            words,
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
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

/// Longest that a search may take.
const LONGEST: Duration = Duration::from_secs(2);
/// Wait told to somebody whose search took longer.
const RETRY_AFTER: Duration = Duration::from_secs(5);
/// Words taken for one that somebody is typing.
const BEGINNING: i32 = 30;
/// Words of a query in which two mistakes are forgiven, the longest ones.
const FAR: usize = 3;
/// Stories with a word from which on they are looked for in the newest quarters of a year first, this many of them.
const MANY: f64 = 3_000.0;
const QUARTERS: [usize; 2] = [2, 8];
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
    pub after: Option<Place>,
    /// Most stories on a page.
    pub most: usize,
    /// ISO week of today.
    pub week: String,
}

/// A page of results.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    pub places: Vec<Place>,
    /// Set when another page follows.
    pub more: bool,
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

fn is_full(found: usize, most: i32) -> bool {
    i32::try_from(found).is_ok_and(|found| found >= most)
}

/// Finds a page of stories. Where nothing fits, looks for words that somebody may have meant, then for any of the words.
///
/// # Errors
/// [`Error::Unavailable`] when it took longer than [`LONGEST`].
pub async fn search(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    asked: &Asked,
) -> Result<Found, Error> {
    let end = Instant::now() + LONGEST;
    transaction(conn, async |mut tx| {
        let mut search = Search { organisation, asked, end, known: BTreeMap::new() };
        searching::bound(&mut tx, search.left()?).await?;
        // Words first: looking for stories changes how the database looks things up.
        search.count_words(&mut tx).await?;
        let begun = search.finish_word(&mut tx).await?;
        let (meant, pairs) = search.correct_words(&mut tx, begun.clone()).await?;

        let found = search.look(&mut tx, &begun, Mode::All).await?;
        if found.total.unwrap_or(found.places.len()) > 0 || asked.query.is_empty() {
            return Ok(found);
        }
        if !pairs.is_empty() {
            let found = search.look(&mut tx, &meant, Mode::All).await?;
            if !found.places.is_empty() {
                return Ok(Found { instead: Some(Instead::Words(pairs)), ..found });
            }
        }
        if asked.query.wanted() < 2 {
            return Ok(found);
        }
        let found = search.look(&mut tx, &meant, Mode::Any).await?;
        let instead = (!found.places.is_empty()).then_some(Instead::Any);
        Ok(Found { instead, ..found })
    })
    .await
}

/// A search under way.
struct Search<'a> {
    organisation: OrganisationId,
    asked: &'a Asked,
    end: Instant,
    /// Stories that have a lexeme.
    known: BTreeMap<String, i32>,
}

impl Search<'_> {
    fn left(&self) -> Result<Duration, Error> {
        let left = self.end.checked_duration_since(Instant::now());
        left.ok_or(Error::Unavailable(RETRY_AFTER))
    }

    fn languages(&self) -> Vec<Language> {
        languages(self.asked.language)
    }

    fn lexemes_of(&self, word: &str) -> Vec<String> {
        self.languages().into_iter().filter_map(|language| lexeme(language, word)).collect()
    }

    async fn count_words(&mut self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let own = sought(&self.asked.query, &self.languages(), &[], &More::new(), Mode::All);
        let lexemes: Vec<String> = own.into_iter().flat_map(|own| own.lexemes).collect();
        self.known = words::frequencies(tx, self.organisation, self.asked.reach, &lexemes).await?;
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
        if self.lexemes_of(word).iter().any(|lexeme| stories(lexeme) >= ENOUGH) {
            return Ok(More::new());
        }
        let all = words::beginning(tx, self.organisation, self.asked.reach, word, BEGINNING).await?;
        if all.is_empty() {
            return Ok(More::new());
        }
        self.learn(&all);
        let last = self.asked.query.terms.len() - 1;
        Ok(More::from([(last, all.into_iter().map(|word| word.lexeme).collect())]))
    }

    /// Adds to each word that no story has the lexemes of words like it; returns both, those that stand nearest first.
    async fn correct_words(&mut self, tx: &mut Tx<'_>, mut more: More) -> Result<(More, Vec<Meant>), Error> {
        let (organisation, asked) = (self.organisation, self.asked);
        let unknown = asked.query.words().filter(|(n, word)| !more.contains_key(n) && self.is_unknown(word));
        let unknown: Vec<(usize, &str)> = unknown.collect();
        if unknown.is_empty() {
            return Ok((more, vec![]));
        }
        let words: Vec<&str> = unknown.iter().map(|(_, word)| *word).collect();
        let one = words::one_mistake_from(tx, organisation, asked.reach, &words).await?;
        let mut far: Vec<&str> = words.into_iter().filter(|word| nearest(word, &one).is_empty()).collect();
        far.sort_by_key(|word| Reverse(word.chars().count()));
        far.truncate(FAR);
        let two = words::two_mistakes_from(tx, organisation, asked.reach, &far).await?;
        let mut pairs = vec![];
        for (n, word) in unknown {
            let near = nearest(word, if far.contains(&word) { &two } else { &one });
            self.learn(&near);
            let pair = |best: &Candidate| Meant { typed: word.to_owned(), meant: best.spelling.clone() };
            pairs.extend(near.first().map(pair));
            more.entry(n).or_default().extend(near.into_iter().map(|word| word.lexeme));
        }
        Ok((more, pairs))
    }

    /// Tells whether no story has a word that says something in each language.
    fn is_unknown(&self, word: &str) -> bool {
        let own = self.lexemes_of(word);
        own.len() == self.languages().len() && own.iter().all(|lexeme| !self.known.contains_key(lexeme))
    }

    async fn look(&self, tx: &mut Tx<'_>, more: &More, how: Mode) -> Result<Found, Error> {
        let asked = self.asked;
        let labels = Labels { everybody: asked.reach == Reach::Everybody, ..asked.labels.clone() };
        let Some(sought) = sought(&asked.query, &self.languages(), &labels.lexemes(), more, how) else {
            return Ok(Found::default());
        };
        let mut found = Found { lexemes: sought.lexemes.clone(), ..Found::default() };
        for quarters in self.periods(&sought) {
            searching::look_for(tx, &sought.broad(&quarters), self.left()?).await?;
            let (places, is_full) = self.places(tx, &sought).await?;
            found.places = places;
            if is_full {
                break;
            }
        }
        found.total = (asked.order == Order::Fit).then_some(found.places.len());
        if let (Order::Fit, Some(after)) = (asked.order, &asked.after) {
            found.places.retain(|place| after.order(place).is_lt());
        }
        found.more = found.places.len() > asked.most;
        found.places.truncate(asked.most);
        Ok(found)
    }

    /// Returns the newest stories that fit, and whether there may be more before them.
    async fn places(&self, tx: &mut Tx<'_>, sought: &Sought) -> Result<(Vec<Place>, bool), Error> {
        let (organisation, asked) = (self.organisation, self.asked);
        let most = match asked.order {
            Order::Fit => COMPARED,
            Order::Week => i32::try_from(asked.most + 1).unwrap_or(COMPARED),
        };
        let places = match asked.order {
            Order::Fit => searching::by_fit(tx, organisation, sought, asked.reader).await?,
            Order::Week => searching::by_week(tx, organisation, sought, asked.after.as_ref(), most).await?,
        };
        let is_full = is_full(places.len(), most);
        Ok((places, is_full))
    }

    /// Returns the quarters to look in, one list after the other until there is enough; an empty list is all time. What is
    /// in few stories is looked for in all time at once.
    fn periods(&self, sought: &Sought) -> Vec<Vec<String>> {
        let fitting = sought.fitting(&|lexeme| self.known.get(lexeme).copied().unwrap_or_default().into());
        if fitting < MANY || self.asked.labels.week.is_some() {
            return vec![vec![]];
        }
        let last = match (self.asked.order, &self.asked.after) {
            (Order::Week, Some(after)) => &after.week,
            _ => &self.asked.week,
        };
        let quarters = QUARTERS.iter().map(|many| quarters_up_to(last, *many));
        quarters.filter(|quarters| !quarters.is_empty()).chain([vec![]]).collect()
    }
}
