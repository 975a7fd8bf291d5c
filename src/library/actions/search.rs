//! Searching the library.

use crate::{
    ids::OrganisationId,
    library::{
        search::{
            labels::{EVERYBODY, Labels, languages, quarters_up_to},
            order::Order,
            place::Place,
            query::{Query, Term, What},
            sought::{Mode, More, Sought, sought},
            spelling::nearest,
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
use std::collections::BTreeSet;

/// Words taken for one that somebody is typing.
const BEGINNING: i32 = 30;
/// Stories with a word from which on they are looked for in the newest quarters of a year first, this many of them.
const MANY: f64 = 3_000.0;
const QUARTERS: [usize; 2] = [2, 8];
/// Stories with a word from which on it is taken as it stands.
const ENOUGH: i32 = 10;

/// Request of somebody who searches.
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

/// Stories that a search found.
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

/// Search that took the place of one that nothing fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Instead {
    /// Words that look like those asked for: what was typed, what is meant.
    Words(Vec<(String, String)>),
    /// Any of the words.
    Any,
}

/// Finds a page of stories. Where nothing fits, looks for words that somebody may have meant, then for any of the words.
pub async fn search(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    asked: &Asked,
) -> Result<Found, Error> {
    transaction(conn, async |mut tx| {
        let begun = finish_word(&mut tx, organisation, asked).await?;
        let found = look(&mut tx, organisation, asked, &begun, Mode::All).await?;
        if !found.places.is_empty() || found.total.is_some_and(|total| total > 0) || asked.query.is_empty() {
            return Ok(found);
        }
        let (meant, pairs) = meant(&mut tx, organisation, asked, begun.clone()).await?;
        if !pairs.is_empty() {
            let found = look(&mut tx, organisation, asked, &meant, Mode::All).await?;
            if !found.places.is_empty() {
                return Ok(Found { instead: Some(Instead::Words(pairs)), ..found });
            }
        }
        if asked.query.terms.iter().filter(|term| !term.without).count() < 2 {
            return Ok(found);
        }
        let found = look(&mut tx, organisation, asked, &meant, Mode::Any).await?;
        let instead = (!found.places.is_empty()).then_some(Instead::Any);
        Ok(Found { instead, ..found })
    })
    .await
}

/// Returns the lexemes of words that begin like the last one, unless enough stories have that word itself.
async fn finish_word(tx: &mut Tx<'_>, organisation: OrganisationId, asked: &Asked) -> Result<More, Error> {
    let Some(word) = asked.query.open_word() else { return Ok(More::new()) };
    let own = lexemes_of(word, asked.language);
    let known = words::frequencies(tx, organisation, asked.reach, &own).await?;
    if known.values().any(|stories| *stories >= ENOUGH) {
        return Ok(More::new());
    }
    let all = words::beginning(tx, organisation, asked.reach, word, BEGINNING).await?;
    let last = asked.query.terms.len() - 1;
    Ok(More::from([(last, all.into_iter().map(|word| word.lexeme).collect())]))
}

/// Adds to each word that no story has the lexemes of words like it; returns both, those that stand nearest first.
async fn meant(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    asked: &Asked,
    mut more: More,
) -> Result<(More, Vec<(String, String)>), Error> {
    let mut pairs = vec![];
    for (n, term) in asked.query.terms.iter().enumerate() {
        let Term { without: false, what: What::Word(word) } = term else { continue };
        let own = lexemes_of(word, asked.language);
        let known = words::frequencies(tx, organisation, asked.reach, &own).await?;
        if own.is_empty() || !known.is_empty() || more.get(&n).is_some_and(|more| !more.is_empty()) {
            continue;
        }
        let alike = words::alike(tx, organisation, asked.reach, word).await?;
        let near = nearest(word, alike);
        pairs.extend(near.first().map(|best| (word.clone(), best.spelling.clone())));
        more.entry(n).or_default().extend(near.into_iter().map(|word| word.lexeme));
    }
    Ok((more, pairs))
}

fn lexemes_of(word: &str, language: Option<Language>) -> Vec<String> {
    languages(language).into_iter().filter_map(|language| lexeme(language, word)).collect()
}

async fn look(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    asked: &Asked,
    more: &More,
    how: Mode,
) -> Result<Found, Error> {
    let everybody = (asked.reach == Reach::Everybody).then(|| EVERYBODY.to_owned());
    let labels: Vec<String> = asked.labels.lexemes().into_iter().chain(everybody).collect();
    let Some(sought) = sought(&asked.query, &languages(asked.language), &labels, more, how) else {
        return Ok(Found::default());
    };
    let mut found = Found { lexemes: sought.lexemes.clone(), ..Found::default() };
    for quarters in periods(tx, organisation, asked, &sought).await? {
        searching::look_for(tx, &sought.broad(&quarters)).await?;
        let (places, is_full) = places(tx, organisation, asked, &sought).await?;
        found.total = (asked.order == Order::Fit).then_some(places.len());
        found.places = places;
        if is_full {
            break;
        }
    }
    if let (Order::Fit, Some(after)) = (asked.order, &asked.after) {
        found.places.retain(|place| after.order(place).is_lt());
    }
    found.more = found.places.len() > asked.most;
    found.places.truncate(asked.most);
    Ok(found)
}

/// Returns the newest stories that fit, and whether there may be more before them.
async fn places(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    asked: &Asked,
    sought: &Sought,
) -> Result<(Vec<Place>, bool), Error> {
    let most = match asked.order {
        Order::Fit => COMPARED,
        Order::Week => i32::try_from(asked.most + 1).unwrap_or(COMPARED),
    };
    let places = match asked.order {
        Order::Fit => searching::by_fit(tx, organisation, sought, asked.reader).await?,
        Order::Week => searching::by_week(tx, organisation, sought, asked.after.as_ref(), most).await?,
    };
    let is_full = i32::try_from(places.len()).is_ok_and(|many| many >= most);
    Ok((places, is_full))
}

/// Returns the quarters to look in, one list after the other until there is enough; an empty list is all time. What is in
/// few stories is looked for in all time at once.
async fn periods(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    asked: &Asked,
    sought: &Sought,
) -> Result<Vec<Vec<String>>, Error> {
    let lexemes: Vec<String> = sought.lexemes.iter().cloned().collect();
    let known = words::frequencies(tx, organisation, asked.reach, &lexemes).await?;
    let fitting = sought.fitting(&|lexeme| known.get(lexeme).copied().unwrap_or_default().into());
    if fitting < MANY || asked.labels.week.is_some() {
        return Ok(vec![vec![]]);
    }
    let last = match (asked.order, &asked.after) {
        (Order::Week, Some(after)) => &after.week,
        _ => &asked.week,
    };
    let quarters = QUARTERS.iter().map(|many| quarters_up_to(last, *many));
    Ok(quarters.filter(|quarters| !quarters.is_empty()).chain([vec![]]).collect())
}
