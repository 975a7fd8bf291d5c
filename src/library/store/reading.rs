//! Stories as readers find them, as far as they may read.

use crate::{
    ids::{OrganisationId, StoryId, ThemeId},
    library::{
        forms::{Filter, Part},
        model::{Card, Readable},
        position::Position,
    },
    organisations::Readers,
    platform::{error::Error, i18n::Language, time::iso_week},
    readers::Reach,
    schema::library_texts::{self, dsl},
    stories::Story,
};
use chrono::{Datelike, Days, NaiveDate};
use diesel::{pg::Pg, prelude::*};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::BTreeMap;

/// Stories that take turns as story of the week: a year of them.
const WEEKS: i64 = 52;

type Found<'a> = library_texts::BoxedQuery<'a, Pg>;

fn of(organisation: OrganisationId, reach: Reach) -> Found<'static> {
    let all = library_texts::table.filter(dsl::organisation_id.eq(organisation)).into_boxed();
    match reach {
        Reach::House => all,
        Reach::Everybody => all.filter(dsl::readers.eq(Readers::Everybody)),
    }
}

/// Returns a part of the list: newest week first, within it in the random order of ids.
pub async fn cards(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    reach: Reach,
    filter: &Filter,
    part: &Part,
    most: i64,
) -> Result<Vec<Card>, Error> {
    let mut found = of(organisation, reach);
    if let Some(theme) = filter.theme {
        found = found.filter(dsl::theme_id.eq(theme));
    }
    if let Some(event) = filter.event {
        found = found.filter(dsl::event_id.eq(event));
    }
    if let Some(language) = filter.language {
        found = found.filter(dsl::language.eq(language));
    }
    if let Some(intensity) = filter.intensity {
        found = found.filter(dsl::intensity.eq(intensity));
    }
    if let Some(week) = &filter.week {
        found = found.filter(dsl::week.eq(week.as_str()));
    }
    let ordered = match part {
        Part::Newest => found.order((dsl::week.desc(), dsl::story_id)),
        Part::After(Position { week, story }) => found
            .filter(dsl::week.le(week.as_str()))
            .filter(dsl::week.lt(week.as_str()).or(dsl::story_id.gt(*story)))
            .order((dsl::week.desc(), dsl::story_id)),
        Part::Before(Position { week, story }) => found
            .filter(dsl::week.ge(week.as_str()))
            .filter(dsl::week.gt(week.as_str()).or(dsl::story_id.lt(*story)))
            .order((dsl::week, dsl::story_id.desc())),
    };
    let mut cards: Vec<Card> = ordered.limit(most).select(Card::as_select()).load(conn).await?;
    if matches!(part, Part::Before(_)) {
        cards.reverse();
    }
    Ok(cards)
}

/// Returns the cards of these stories, as far as they may be read, in this order.
pub async fn cards_of(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    reach: Reach,
    ids: &[StoryId],
) -> Result<Vec<Card>, Error> {
    let found = of(organisation, reach).filter(dsl::story_id.eq_any(ids));
    let cards: Vec<Card> = found.select(Card::as_select()).load(conn).await?;
    let mut cards: BTreeMap<StoryId, Card> = cards.into_iter().map(|card| (card.story_id, card)).collect();
    Ok(ids.iter().filter_map(|id| cards.remove(id)).collect())
}

/// Returns the texts of these stories, as far as they may be read, in this order.
pub async fn texts_of(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    reach: Reach,
    ids: &[StoryId],
) -> Result<Vec<Readable>, Error> {
    let found = of(organisation, reach).filter(dsl::story_id.eq_any(ids));
    let texts: Vec<Readable> = found.select(Readable::as_select()).load(conn).await?;
    let mut texts: BTreeMap<StoryId, Readable> =
        texts.into_iter().map(|text| (text.story_id, text)).collect();
    Ok(ids.iter().filter_map(|id| texts.remove(id)).collect())
}

/// Returns a story.
///
/// # Errors
/// [`Error::NotFound`] when it may not be read, or not any more.
pub async fn readable(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    reach: Reach,
    story: StoryId,
) -> Result<Readable, Error> {
    let one = of(organisation, reach).filter(dsl::story_id.eq(story));
    Ok(one.select(Readable::as_select()).first(conn).await?)
}

/// Checks that somebody can ask for hiding a story: they may read it, or could before it was hidden.
///
/// # Errors
/// [`Error::NotFound`] when not.
pub async fn may_be_hidden(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    reach: Reach,
    story: &Story,
) -> Result<(), Error> {
    let was_read = story.published_week.is_some() && !story.status.is_erased();
    if story.hidden_by.is_some() && was_read && reach.covers(story.readers) {
        return Ok(());
    }
    readable(conn, organisation, reach, story.id).await.map(drop)
}

/// Returns stories that somebody may want to read after one of a theme and a language: of its theme first, then in its
/// language, newest first.
pub async fn similar(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    reach: Reach,
    (story, theme, language): (StoryId, Option<ThemeId>, Language),
    most: usize,
) -> Result<Vec<Card>, Error> {
    let mut cards = match theme {
        Some(theme) => of_theme(conn, organisation, reach, (story, theme), most).await?,
        None => vec![],
    };
    let spoken = of(organisation, reach).filter(dsl::language.eq(language));
    for card in newest_besides(conn, spoken, story, most).await? {
        if cards.iter().all(|known| known.story_id != card.story_id) {
            cards.push(card);
        }
    }
    cards.truncate(most);
    Ok(cards)
}

/// Returns the newest stories of a theme, besides `story`.
pub async fn of_theme(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    reach: Reach,
    (story, theme): (StoryId, ThemeId),
    most: usize,
) -> Result<Vec<Card>, Error> {
    let of_theme = of(organisation, reach).filter(dsl::theme_id.nullable().eq(Some(theme)));
    newest_besides(conn, of_theme, story, most).await
}

async fn newest_besides(
    conn: &mut AsyncPgConnection,
    found: Found<'_>,
    story: StoryId,
    most: usize,
) -> Result<Vec<Card>, Error> {
    let others = found.filter(dsl::story_id.ne(story)).order((dsl::week.desc(), dsl::story_id));
    let newest = others.limit(i64::try_from(most).unwrap_or(1));
    Ok(newest.select(Card::as_select()).load(conn).await?)
}

/// Returns the story of a week: another one each week, of those that were there before it, as long as there are some.
pub async fn of_the_week(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    reach: Reach,
    day: NaiveDate,
) -> Result<Option<Card>, Error> {
    let newest = async |found: Found<'static>, conn: &mut AsyncPgConnection| {
        let ids = found.order((dsl::week.desc(), dsl::story_id)).limit(WEEKS).select(dsl::story_id);
        ids.load::<StoryId>(conn).await
    };
    let mut ids = newest(of(organisation, reach).filter(dsl::week.lt(iso_week(day))), conn).await?;
    if ids.is_empty() {
        ids = newest(of(organisation, reach), conn).await?;
    }
    let turn = usize::try_from(day.iso_week().week()).unwrap_or(0).checked_rem(ids.len());
    match turn.and_then(|turn| ids.get(turn)) {
        Some(id) => Ok(cards_of(conn, organisation, reach, &[*id]).await?.pop()),
        None => Ok(None),
    }
}

/// Counts the stories that came to the library in the four weeks up to a day, that of the day included.
pub async fn count_new(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    reach: Reach,
    day: NaiveDate,
) -> Result<i64, Error> {
    let first = iso_week(day - Days::new(3 * 7));
    let new = of(organisation, reach).filter(dsl::week.between(first, iso_week(day)));
    Ok(new.count().get_result(conn).await?)
}
