//! The newest stories that fit, looked for in one period after the other.

use crate::{
    ids::OrganisationId,
    library::{
        search::{
            labels::{Period, Quarters},
            order::Order,
            place::Place,
            sought::Sought,
        },
        store::searching::{self, COMPARED, Fitting},
    },
    platform::{db::Tx, error::Error, i18n::Language},
};
use std::time::{Duration, Instant};

/// Wait told to somebody whose search took longer.
const RETRY_AFTER: Duration = Duration::from_secs(5);
/// The quarter under way and the next one.
const FIRST: usize = 2;

/// Returns the time that is left.
///
/// # Errors
/// [`Error::Unavailable`] when there is none.
pub fn left(end: Instant) -> Result<Duration, Error> {
    end.checked_duration_since(Instant::now()).ok_or(Error::Unavailable(RETRY_AFTER))
}

/// A look for the newest stories.
pub struct Newest<'a> {
    pub organisation: OrganisationId,
    pub sought: &'a Sought,
    /// Stories in it come first among those that fit as well.
    pub reader: Language,
    pub order: Order,
    /// Last story of the page before, and most stories on a page.
    pub after: Option<&'a Place>,
    pub most: usize,
    pub end: Instant,
}

impl Newest<'_> {
    /// Returns stories of the newest of the quarters until there are enough; without quarters, looks in all at once.
    pub async fn fitting(&self, tx: &mut Tx<'_>, mut quarters: Option<Quarters>) -> Result<Fitting, Error> {
        let most = match self.order {
            Order::Fit => COMPARED,
            Order::Week => i32::try_from(self.most + 1).unwrap_or(COMPARED),
        };
        let mut fitting = Fitting::default();
        let mut period = quarters.as_mut().map_or_else(Period::default, |quarters| quarters.next(FIRST));
        loop {
            let is_last = period.within.is_empty();
            self.look(tx, &period, &mut fitting, most).await?;
            if is_last || fitting.is_full(self.sought, most) {
                break;
            }
            let Some(quarters) = &mut quarters else { break };
            period = match fitting.expected(self.sought, most, quarters) {
                Some(more) => quarters.next(more),
                None => quarters.rest(),
            };
        }
        fitting.places.sort_by(Place::order);
        Ok(fitting)
    }

    async fn look(
        &self,
        tx: &mut Tx<'_>,
        period: &Period,
        fitting: &mut Fitting,
        most: i32,
    ) -> Result<(), Error> {
        let Self { organisation, reader, sought, after, .. } = *self;
        searching::look_for(tx, &sought.broad(period), left(self.end)?).await?;
        match self.order {
            Order::Fit => searching::by_fit(tx, organisation, sought, reader, fitting).await,
            Order::Week => searching::by_week(tx, organisation, sought, after, (fitting, most)).await,
        }
    }
}
