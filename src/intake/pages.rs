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
        Setup,
        extract::{Sent, Site},
        own_words,
        store::promise::round,
    },
    platform::{error::Error, web::form::FieldErrors},
    stories::{Anonymity, ToldBy},
};
use actix_web::HttpResponse;

/// `GET /{org}/stories/new`
pub async fn tell(site: Site) -> Result<HttpResponse, Error> {
    let setup = site.setup().await?;
    let form = with_stamp(&site, &setup, TellStory::empty(site.language));
    let stamp = form.receipt.clone();
    site.page_around(&stamp, &setup.renderings, || page(&site, &setup, form, FieldErrors::default()))
}

/// `POST /{org}/stories/new`: stores a story and shows its receipt code, once.
pub async fn submit(sent: Sent<TellStory>) -> Result<HttpResponse, Error> {
    sent.answer(receive).await
}

/// Checks the stamp, the proof of work and the gate before the fields: guessing and flooding cost their sender first.
async fn receive(site: &Site, form: TellStory) -> Result<HttpResponse, Error> {
    let (app, organisation, language) = (&site.app, &site.organisation, site.language);
    let setup = site.setup().await?;
    let context = context(site, &setup);
    let again = |errors| site.invalid(&page(site, &setup, form.clone(), errors));
    let without_stamp = |errors| site.invalid(&page(site, &setup, form.clone().without_stamp(), errors));
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
            let round =
                app.db.read(Some(organisation.id), async |conn| round(conn, organisation.id).await).await?;
            let code = (&round.house_code, typed);
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

fn context<'a>(site: &'a Site, setup: &'a Setup) -> FormContext<'a> {
    FormContext {
        key: &site.app.keys.links,
        organisation: site.organisation.id,
        themes: &setup.themes,
        lanes: site.organisation.lanes,
        house: site.organisation.house(),
        readers: site.organisation.access.readers,
        now: site.app.clock.now(),
    }
}

/// Says who can read, and gives a form a new stamp, unless it has a valid one.
fn with_stamp(site: &Site, setup: &Setup, mut form: TellStory) -> TellStory {
    let context = context(site, setup);
    form.readers = form.readers_for(context.readers).to_string();
    if form.stamp(&context).is_none() {
        let stamp = Stamp::new(Form::Tell, context.now);
        form.receipt = stamp.signed(context.key, context.organisation);
        form.proof.clear();
    }
    form
}

/// Renders the form as typed.
fn page(site: &Site, setup: &Setup, form: TellStory, errors: FieldErrors) -> TellPage {
    let form = with_stamp(site, setup, form);
    TellPage::new(form, errors, &setup.themes, &site.organisation, site.language)
        .with_contacts(&setup.contacts, site.language)
        .with_own_words(own_words::for_browsers(&setup.own_words))
}
