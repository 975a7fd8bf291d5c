//! The author's way in. These pages read no cookie, set none, and put no code into an address.
#![allow(clippy::missing_errors_doc, reason = "every handler fails with an error page")]

use super::{
    actions,
    forms::TellStory,
    receipt::ReceiptCode,
    views::{ReceivedPage, TellPage, moments},
};
use crate::{
    organisations::{self, extract::Site},
    platform::{
        error::Error,
        web::{Form, form::FieldErrors},
    },
};
use actix_web::HttpResponse;

/// `GET /{org}/stories/new`: the form, with a code of its own.
pub async fn tell(site: Site) -> Result<HttpResponse, Error> {
    let page = tell_page(&site, TellStory::empty(site.language), FieldErrors::default()).await?;
    site.page(&page)
}

/// `POST /{org}/stories/new`: takes in a story and shows its receipt code, once.
pub async fn submit(site: Site, Form(form): Form<TellStory>) -> Result<HttpResponse, Error> {
    let themes = organisations::store::themes(&mut *site.db().await?, site.organisation.id).await?;
    let (key, today) = (&site.app.keys.links, site.app.clock.today());
    match form.check(key, site.organisation.id, &themes, today, site.language) {
        Ok(checked) => {
            let keeps = checked.story.keep_code;
            let code = actions::submit(&site.app, site.organisation.id, checked).await?;
            let mix = moments(&site.app.settings.mix, site.language);
            let way_back = format!(
                "{}/{}/receipt",
                site.app.settings.public_host(),
                site.organisation.slug
            );
            let code = keeps.then_some(&code);
            site.page(&ReceivedPage::new(code, way_back, mix, site.language))
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
    let contacts = organisations::store::contacts::contacts(&mut *site.db().await?, id).await?;
    let threshold = site.organisation.threshold;
    let page = TellPage::new(form, errors, &themes, threshold, site.language);
    Ok(page.with_contacts(&contacts, site.language))
}
