//! The author's way in. These pages read no cookie, set none, and put no code into an address.

use super::{
    actions::{self, Taken},
    entrance::{Entrance, Shown},
    forms::TellStory,
    stamp::{Form, Stamp},
    views::{AgainPage, ReceivedPage, TellPage, moments},
};
use crate::{
    organisations::{
        self, Theme,
        contact::Contact,
        extract::{Sent, Site},
        own_words::{self, OwnWord},
        store::promise::{Round, round},
    },
    platform::{error::Error, gate::memory::FORGOTTEN, web::form::FieldErrors},
    stories::{Anonymity, ToldBy},
};
use actix_web::HttpResponse;

/// `GET /{org}/stories/new`: the form, with a stamp of its own.
pub async fn tell(site: Site) -> Result<HttpResponse, Error> {
    let asked = Asked::of(&site).await?;
    site.page(&asked.page(&site, TellStory::empty(site.language), FieldErrors::default()))
}

/// `POST /{org}/stories/new`: takes in a story and shows its receipt code, once.
pub async fn submit(sent: Sent<TellStory>) -> Result<HttpResponse, Error> {
    sent.answer(take_in).await
}

/// First what a form costs to send, then what is in it: whoever tries codes or floods pays before anybody looks.
async fn take_in(site: &Site, form: TellStory) -> Result<HttpResponse, Error> {
    let (app, organisation, language) = (&site.app, &site.organisation, site.language);
    let asked = Asked::of(site).await?;
    let entrance = asked.entrance(site);
    let again = |errors| site.invalid(&asked.page(site, form.clone(), errors));
    let afresh = |errors| site.invalid(&asked.page(site, form.clone().afresh(), errors));
    let stale = || afresh(FieldErrors::one("", language.text("intake-tell-stale")));
    let Some(stamp) = form.stamp(&entrance) else {
        return stale();
    };
    let Some(standing) = stamp.standing(&form.receipt, &form.proof, &app.settings, entrance.now) else {
        let wait = language.text_n("intake-tell-too-fast", app.settings.form_age);
        return again(FieldErrors::one("", wait));
    };
    let inside = app.gate.enter(organisation.id.untyped(), standing).await?;
    let shown = match form.typed_code(organisation.lanes) {
        Some(typed) => {
            let code = (&asked.round.house_code, typed);
            let stamp = (&stamp, form.is_proven());
            match actions::look_at_code(app, &inside, organisation.id, stamp, code) {
                Err(Error::Conflict(FORGOTTEN)) => return stale(),
                shown => shown?,
            }
        }
        None => Shown::Nothing,
    };
    let checked = match form.check(&entrance, stamp, shown, language) {
        Ok(checked) => checked,
        // Another code takes another form.
        Err(errors) if shown == Shown::Wrong => return afresh(errors),
        Err(errors) => return again(errors),
    };
    let keeps = checked.story.keep_code;
    let self_unknown =
        checked.story.told_by == ToldBy::Author && checked.story.anonymity == Anonymity::Anonymous;
    let mix = moments(&app.settings.mix, language);
    let code = match actions::submit(app, &inside, organisation, checked).await {
        Err(Error::Conflict(FORGOTTEN)) => return stale(),
        Err(error) => return Err(error),
        Ok(Taken::In(code)) => code,
        Ok(Taken::Again { code, corrected }) => {
            return site.page(&AgainPage::new(&code, corrected, mix));
        }
        // Sent once more it is a story of its own.
        Ok(Taken::Closed) => return afresh(FieldErrors::one("", language.text("intake-tell-closed"))),
    };
    let way_back = format!("{}/{}/receipt", app.settings.public_host(), organisation.slug);
    let code = keeps.then_some(&code);
    let page = ReceivedPage::new(code, way_back, mix, language);
    site.page(&page.for_self_unknown(self_unknown))
}

/// What an organisation asks of those who tell.
struct Asked {
    themes: Vec<Theme>,
    round: Round,
    contacts: Vec<Contact>,
    own: Vec<OwnWord>,
}

impl Asked {
    async fn of(site: &Site) -> Result<Self, Error> {
        let mut conn = site.db().await?;
        Ok(Self {
            themes: organisations::store::themes(&mut conn, site.organisation.id).await?,
            round: round(&mut conn, site.organisation.id).await?,
            contacts: organisations::store::contacts::contacts(&mut conn, site.organisation.id).await?,
            own: organisations::store::own_words::own_words(&mut conn, site.organisation.id).await?,
        })
    }

    fn entrance<'a>(&'a self, site: &'a Site) -> Entrance<'a> {
        Entrance {
            key: &site.app.keys.links,
            organisation: site.organisation.id,
            themes: &self.themes,
            lanes: site.organisation.lanes,
            house: site.organisation.house(),
            now: site.app.clock.now(),
        }
    }

    /// The form with what was typed; with a new stamp where the old one was not ours.
    fn page(&self, site: &Site, mut form: TellStory, errors: FieldErrors) -> TellPage {
        let entrance = self.entrance(site);
        if form.stamp(&entrance).is_none() {
            let stamp = Stamp::new(Form::Tell, entrance.now);
            form.receipt = stamp.signed(entrance.key, entrance.organisation);
            form.proof.clear();
        }
        let page = TellPage::new(form, errors, &self.themes, &site.organisation, site.language);
        page.with_contacts(&self.contacts, site.language)
            .with_own_words(own_words::for_browsers(&self.own))
    }
}
