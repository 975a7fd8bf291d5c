//! Results of a search.

use super::{PAGE, event_title};
use crate::{
    library::{
        actions::search::{Asked, Found, search},
        forms::Browse,
        search::{labels::Labels, place::Place, query::parse},
        store::reading as store,
        views::{Late, Results, ResultsPage, Shelf},
    },
    organisations,
    platform::{error::Error, time},
    readers::extract::Reading,
};
use actix_web::HttpResponse;

/// `GET /{org}/library?q=…[&order=week]`
pub async fn results(site: &Reading, browse: Browse) -> Result<HttpResponse, Error> {
    let (browse, left_out) = browse.cut();
    // Before a connection is taken, so that those who wait hold none.
    let turn = site.app.gate.search().await;
    let (mut conn, organisation) = (site.db().await?, site.organisation.id);
    let themes = organisations::store::themes(&conn, organisation).await?;
    let top = browse.from_the_top();
    let (filter, _) = top.check(&themes)?;
    let event = event_title(site, &mut conn, &filter).await?;
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
        order: browse.order()?,
        after: after(&browse, &top)?,
        most: PAGE,
        week: time::iso_week(site.app.clock.today()),
    };
    let searched = match turn {
        Ok(_turn) => search(&mut conn, organisation, &asked).await.map_err(|error| (Late::Slow, error)),
        Err(error) => Err((Late::Busy, error)),
    };
    let (found, late) = match searched {
        Ok(found) => (found, None),
        Err((late, error @ Error::Unavailable(_))) => (Found::default(), Some((late, error))),
        Err((_, error)) => return Err(error),
    };
    let ids: Vec<_> = found.places.iter().map(|place| place.story).collect();
    let stories = store::texts_of(&mut conn, organisation, site.reach, &ids).await?;
    let results = Results {
        browse: &browse,
        left_out: &left_out,
        order: asked.order,
        found: &found,
        stories: &stories,
        late: late.as_ref().map(|(late, _)| *late),
        next: found.places.last().filter(|_| found.more).map(|place| place.write(&top.query())),
        event,
    };
    let base = site.base();
    let shelf = Shelf { base: &base, themes: &themes, reader: site.language };
    let page = ResultsPage::new(&results, shelf, &site.organisation.languages);
    let site = site.filtered(&browse.query());
    late.map_or_else(|| site.page(&page), |(_, error)| site.later(&error, &page))
}

/// Returns where the page begins.
///
/// # Errors
/// [`Error::Malformed`] for a place that is forged, or of another search.
fn after(browse: &Browse, top: &Browse) -> Result<Option<Place>, Error> {
    if browse.after.is_empty() && browse.before.is_empty() {
        return Ok(None);
    }
    let place = Place::read(&top.query(), &browse.after).filter(|_| browse.before.is_empty());
    place.map(Some).ok_or(Error::Malformed("place"))
}
