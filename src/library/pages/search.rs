//! Results of a search.

use super::event_title;
use crate::{
    library::{
        actions::search::{Asked, Found, Instead, search},
        forms::Browse,
        search::{labels::Labels, place::Place, query::parse},
        store::{reading as store, searching::COMPARED},
        views::{self, Results, ResultsPage, Shelf},
    },
    organisations,
    platform::{error::Error, time},
    readers::extract::Reading,
};
use actix_web::HttpResponse;

/// Stories on one page of results.
const PAGE: usize = 20;

/// `GET /{org}/library?q=…[&order=week]`
pub async fn results(site: &Reading, browse: &Browse) -> Result<HttpResponse, Error> {
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
        },
        reach: site.reach,
        reader: site.language,
        order: browse.order()?,
        after: after(browse, &top)?,
        most: PAGE,
        week: time::iso_week(site.app.clock.today()),
    };
    let found = search(&mut conn, organisation, &asked).await?;
    let ids: Vec<_> = found.places.iter().map(|place| place.story).collect();
    let stories = store::texts_of(&mut conn, organisation, site.reach, &ids).await?;
    let results = Results {
        browse,
        order: asked.order,
        stories: &stories,
        lexemes: &found.lexemes,
        total: found.total.map(|total| (total, i32::try_from(total).is_ok_and(|total| total >= COMPARED))),
        instead: instead(&found),
        next: found.places.last().filter(|_| found.more).map(|place| place.write(&top.query())),
        event,
        is_empty: found.lexemes.is_empty(),
    };
    let base = site.base();
    let shelf = Shelf { base: &base, themes: &themes, reader: site.language };
    site.filtered(&browse.query()).page(&ResultsPage::new(&results, shelf, &site.organisation.languages))
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

fn instead(found: &Found) -> Option<views::Instead> {
    found.instead.as_ref().map(|instead| match instead {
        Instead::Any => views::Instead::Any,
        Instead::Words(pairs) => {
            let list =
                |of: fn(&(String, String)) -> &str| pairs.iter().map(of).collect::<Vec<_>>().join(", ");
            views::Instead::Words(list(|pair| &pair.0), list(|pair| &pair.1))
        }
    })
}
