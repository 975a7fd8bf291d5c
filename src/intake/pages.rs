//! The author's pages. They read no cookie, set none, and put no code into an address.
#![allow(clippy::missing_errors_doc, reason = "every handler fails with an error page")]

use super::{
    actions::{self, Found},
    forms::{EnterCode, TellStory},
    receipt::ReceiptCode,
    views::{ReceiptFormPage, ReceiptPage, ReceivedPage, TakenBackPage, TellPage, UnknownPage},
};
use crate::{
    organisations::{self, extract::Site},
    platform::{
        error::Error,
        i18n::Language,
        schedule::Moments,
        web::{Form, form::FieldErrors},
    },
    stories::StoryStatus,
};
use actix_web::{HttpResponse, http::StatusCode};

/// `GET /{org}/stories/new`: the form, with a code of its own.
pub async fn tell(site: Site) -> Result<HttpResponse, Error> {
    let page = tell_page(&site, TellStory::empty(site.language), FieldErrors::default()).await?;
    site.page(&page)
}

/// `POST /{org}/stories/new`: takes in a story and shows its receipt code, once.
pub async fn submit(site: Site, Form(form): Form<TellStory>) -> Result<HttpResponse, Error> {
    let themes = organisations::store::themes(&mut *site.db().await?, site.organisation.id).await?;
    match form.check(&site.app.keys.links, site.organisation.id, &themes, site.language) {
        Ok(checked) => {
            let code = actions::submit(&site.app, site.organisation.id, checked).await?;
            let mix = moments(&site.app.settings.mix, site.language);
            site.page(&ReceivedPage::new(code.to_string(), mix, site.language))
        }
        Err(errors) => {
            let page = tell_page(&site, form, errors).await?;
            site.invalid(&page)
        }
    }
}

/// The form again, with what was typed; with a new code where the old one was not ours.
async fn tell_page(site: &Site, mut form: TellStory, errors: FieldErrors) -> Result<TellPage, Error> {
    let (key, id) = (&site.app.keys.links, site.organisation.id);
    if ReceiptCode::from_signed(&form.receipt, key, id).is_err() {
        form.receipt = ReceiptCode::generate().signed(key, id);
    }
    let themes = organisations::store::themes(&mut *site.db().await?, id).await?;
    Ok(TellPage::new(form, errors, &themes, site.language))
}

/// When letters are mixed, in words.
fn moments(mix: &Moments, language: Language) -> String {
    match mix {
        Moments::Every(interval) => language.text_n("intake-mix-every", interval.num_seconds()),
        Moments::Daily(_) => language.text_n("intake-mix-daily", mix.to_string()),
    }
}

/// `GET /{org}/receipt`
pub async fn receipt_form(site: Site) -> Result<HttpResponse, Error> {
    site.page(&ReceiptFormPage {
        form: EnterCode::default(),
        errors: FieldErrors::default(),
    })
}

/// `POST /{org}/receipt`: what became of a story.
pub async fn receipt(site: Site, Form(form): Form<EnterCode>) -> Result<HttpResponse, Error> {
    let Ok(code) = form.code.parse::<ReceiptCode>() else {
        return not_a_code(&site, form);
    };
    match actions::find(&site.app, site.organisation.id, &code).await {
        Ok(found) => status_page(&site, found, &code),
        Err(Error::NotFound) => site.with_status(StatusCode::NOT_FOUND, &UnknownPage {}),
        Err(error) => Err(error),
    }
}

/// `POST /{org}/receipt/withdrawal`: takes a story back.
pub async fn withdraw(site: Site, Form(form): Form<EnterCode>) -> Result<HttpResponse, Error> {
    let Ok(code) = form.code.parse::<ReceiptCode>() else {
        return not_a_code(&site, form);
    };
    let organisation = site.organisation.id;
    actions::withdraw(&site.app, organisation, &code).await?;
    match actions::find(&site.app, organisation, &code).await {
        Ok(found) => status_page(&site, found, &code),
        Err(Error::NotFound) => site.page(&TakenBackPage {}),
        Err(error) => Err(error),
    }
}

fn status_page(site: &Site, found: Found, code: &ReceiptCode) -> Result<HttpResponse, Error> {
    let (status, reason) = match found {
        Found::Story(story) => (story.status, story.refusal),
        Found::Withdrawn => (StoryStatus::Withdrawn, None),
    };
    site.page(&ReceiptPage::new(status, reason, code.to_string(), site.language))
}

fn not_a_code(site: &Site, form: EnterCode) -> Result<HttpResponse, Error> {
    let errors = FieldErrors::one("code", site.language.text("intake-receipt-malformed"));
    site.invalid(&ReceiptFormPage { form, errors })
}
