//! Results of a search.

use super::{PAGE, event_title};
use crate::{
    ids::OrganisationId,
    library::{
        actions::search::{Asked, Found, search},
        forms::Browse,
        search::{labels::Labels, place::Cursor, query::parse},
        store::reading as store,
        views::{Late, Results, ResultsPage, Shelf},
    },
    organisations,
    platform::{db::Conn, error::Error, state::App, time},
    readers::extract::Reading,
};
use actix_web::{HttpResponse, rt};
use anyhow::Context;

/// `GET /{org}/library?q=…[&order=week]`
pub async fn results(site: &Reading, browse: Browse) -> Result<HttpResponse, Error> {
    let (browse, left_out) = browse.cut();
    let top = browse.from_the_top();
    let (order, after) = (browse.order()?, after(&browse, &top)?);
    let (mut conn, organisation) = (site.db().await?, site.organisation.id);
    let themes = organisations::store::themes(&conn, organisation).await?;
    let (filter, _) = top.check(&themes)?;
    let event = event_title(site, &mut conn, &filter).await?;
    // Those who wait for a turn hold no connection.
    drop(conn);
    let asked = Asked {
        query: parse(&browse.q),
        language: filter.language,
        labels: Labels {
            theme: filter.theme,
            event: filter.event,
            week: filter.week.map(|week| week.to_string()),
            intensity: filter.intensity,
            everybody: false,
        },
        reach: site.reach,
        reader: site.language,
        order,
        after,
        most: PAGE,
        week: time::iso_week(site.app.clock.today()),
        longest: site.app.settings.searches.longest,
    };
    let (found, stories, late) = match in_turn(&site.app, organisation, asked).await {
        Ok((mut conn, found)) => {
            let ids: Vec<_> = found.places.iter().map(|place| place.story).collect();
            let stories = store::texts_of(&mut conn, organisation, site.reach, &ids).await?;
            (found, stories, None)
        }
        Err((late, error @ Error::Unavailable(_))) => (Found::default(), vec![], Some((late, error))),
        Err((_, error)) => return Err(error),
    };
    let results = Results {
        browse: &browse,
        left_out: &left_out,
        order,
        found: &found,
        stories: &stories,
        late: late.as_ref().map(|(late, _)| *late),
        next: found.next.as_ref().map(|cursor| cursor.write(&top.query())),
        event,
    };
    let base = site.base();
    let shelf = Shelf { base: &base, themes: &themes, reader: site.language };
    let page = ResultsPage::new(&results, shelf, &site.organisation.languages);
    let site = site.filtered(&browse.query());
    late.map_or_else(|| site.page(&page), |(_, error)| site.later(&error, &page))
}

/// Searches when its turn comes, to the end: the database works on when a visitor goes away, and so long their turn lasts.
async fn in_turn(
    app: &App,
    organisation: OrganisationId,
    asked: Asked,
) -> Result<(Conn, Found), (Late, Error)> {
    let turn = app.gate.search(app.settings.searches.turn).await.map_err(|error| (Late::Busy, error))?;
    let app = app.clone();
    let searching = rt::spawn(async move {
        let mut conn = app.db.tenant(organisation).await?;
        let found = search(&mut conn, organisation, &asked).await?;
        drop(turn);
        Ok((conn, found))
    });
    let searched = searching.await.context("a search").unwrap_or_else(|error| Err(error.into()));
    searched.map_err(|error| (Late::Slow, error))
}

/// Returns where the page begins.
///
/// # Errors
/// [`Error::Malformed`] for a place that is forged, or of another search.
fn after(browse: &Browse, top: &Browse) -> Result<Option<Cursor>, Error> {
    if browse.after.is_empty() && browse.before.is_empty() {
        return Ok(None);
    }
    let place = Cursor::read(&top.query(), &browse.after).filter(|_| browse.before.is_empty());
    place.map(Some).ok_or(Error::Malformed("place"))
}
