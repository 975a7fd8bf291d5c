//! Pages to submit a story. They read no cookie, set none, and put no code into an address.

use super::{
    actions::{self, SubmitOutcome},
    context::{FormContext, PosterCode},
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
    platform::{error::Error, web::form::FieldErrors},
    stories::{Anonymity, ToldBy},
};
use actix_web::HttpResponse;

/// `GET /{org}/stories/new`
pub async fn tell(site: Site) -> Result<HttpResponse, Error> {
    let setup = Setup::of(&site).await?;
    site.page(&setup.page(&site, TellStory::empty(site.language), FieldErrors::default()))
}

/// `POST /{org}/stories/new`: stores a story and shows its receipt code, once.
pub async fn submit(sent: Sent<TellStory>) -> Result<HttpResponse, Error> {
    sent.answer(receive).await
}

/// Checks the stamp, the proof of work and the gate before the fields: guessing and flooding cost their sender first.
async fn receive(site: &Site, form: TellStory) -> Result<HttpResponse, Error> {
    let (app, organisation, language) = (&site.app, &site.organisation, site.language);
    let setup = Setup::of(site).await?;
    let context = setup.context(site);
    let again = |errors| site.invalid(&setup.page(site, form.clone(), errors));
    let without_stamp = |errors| site.invalid(&setup.page(site, form.clone().without_stamp(), errors));
    let stale = || without_stamp(FieldErrors::one("", language.text("intake-tell-stale")));
    let Some(stamp) = form.stamp(&context) else {
        return stale();
    };
    let Some(standing) = stamp.standing(&form.receipt, &form.proof, &app.settings, context.now) else {
        let wait = language.text_n("intake-tell-too-fast", app.settings.form_age);
        return again(FieldErrors::one("", wait));
    };
    let inside = app.gate.enter(organisation.id.untyped(), standing).await?;
    let poster_code = match form.typed_code(organisation.lanes) {
        Some(typed) => {
            let code = (&setup.round.house_code, typed);
            let stamp = (&stamp, form.is_proven());
            match actions::check_poster_code(app, &inside, organisation.id, stamp, code) {
                Err(Error::StaleForm) => return stale(),
                poster_code => poster_code?,
            }
        }
        None => PosterCode::Absent,
    };
    let checked = match form.check(&context, stamp, poster_code, language) {
        Ok(checked) => checked,
        // Another try at the code needs another form.
        Err(errors) if poster_code == PosterCode::Wrong => return without_stamp(errors),
        Err(errors) => return again(errors),
    };
    let keeps = checked.story.keep_code;
    let self_unknown =
        checked.story.told_by == ToldBy::Author && checked.story.anonymity == Anonymity::Anonymous;
    let mix = moments(&app.settings.mix, language);
    let code = match actions::submit(app, &inside, organisation, checked).await {
        Err(Error::StaleForm) => return stale(),
        Err(error) => return Err(error),
        Ok(SubmitOutcome::Received(code)) => code,
        Ok(SubmitOutcome::AlreadyOut { code, corrected }) => {
            return site.page(&AgainPage::new(&code, corrected, mix));
        }
        // With a new stamp it is a new story.
        Ok(SubmitOutcome::Closed) => {
            return without_stamp(FieldErrors::one("", language.text("intake-tell-closed")));
        }
    };
    let way_back = format!("{}/{}/receipt", app.settings.public_host(), organisation.slug);
    let code = keeps.then_some(&code);
    let page = ReceivedPage::new(code, way_back, mix, language);
    site.page(&page.for_self_unknown(self_unknown))
}

/// Settings of an organisation that its form shows.
struct Setup {
    themes: Vec<Theme>,
    round: Round,
    contacts: Vec<Contact>,
    own: Vec<OwnWord>,
}

impl Setup {
    async fn of(site: &Site) -> Result<Self, Error> {
        let mut conn = site.db().await?;
        Ok(Self {
            themes: organisations::store::themes(&mut conn, site.organisation.id).await?,
            round: round(&mut conn, site.organisation.id).await?,
            contacts: organisations::store::contacts::contacts(&mut conn, site.organisation.id).await?,
            own: organisations::store::own_words::own_words(&mut conn, site.organisation.id).await?,
        })
    }

    fn context<'a>(&'a self, site: &'a Site) -> FormContext<'a> {
        FormContext {
            key: &site.app.keys.links,
            organisation: site.organisation.id,
            themes: &self.themes,
            lanes: site.organisation.lanes,
            house: site.organisation.house(),
            readers: site.organisation.access.readers,
            now: site.app.clock.now(),
        }
    }

    /// Renders the form as typed, with a new stamp unless it has a valid one.
    fn page(&self, site: &Site, mut form: TellStory, errors: FieldErrors) -> TellPage {
        let context = self.context(site);
        form.readers = form.readers_for(context.readers).to_string();
        if form.stamp(&context).is_none() {
            let stamp = Stamp::new(Form::Tell, context.now);
            form.receipt = stamp.signed(context.key, context.organisation);
            form.proof.clear();
        }
        let page = TellPage::new(form, errors, &self.themes, &site.organisation, site.language);
        page.with_contacts(&self.contacts, site.language).with_own_words(own_words::for_browsers(&self.own))
    }
}
