//! The author's pages on the way back. They read no cookie, set none, and put no code into an address.
#![allow(clippy::missing_errors_doc, reason = "every handler fails with an error page")]

use super::{
    actions::{self, Opened},
    forms::{AnswerForm, Consent, EditForm, EnterCode, NameForm},
    store::Mailbox,
    text::Edited,
    views::{
        EditPage, MailboxPage, NamePage, ReceiptFormPage, SentPage, TakenBackPage, UnknownPage, WithdrawnPage,
    },
};
use crate::{
    intake::{letter::Content, receipt::ReceiptCode, views::moments},
    organisations::extract::Site,
    platform::{
        error::Error,
        web::{Form, form::FieldErrors},
    },
};
use actix_web::{HttpResponse, http::StatusCode};

/// `GET /{org}/receipt`
pub async fn form(site: Site) -> Result<HttpResponse, Error> {
    site.page(&ReceiptFormPage::default())
}

/// `POST /{org}/receipt`: what became of a story.
pub async fn open(site: Site, Form(form): Form<EnterCode>) -> Result<HttpResponse, Error> {
    let Ok(code) = form.code.parse() else {
        return not_a_code(&site, form.code);
    };
    found(&site, &code, None).await
}

/// `POST /{org}/receipt/consent`: this version may be told.
pub async fn consent(site: Site, Form(form): Form<Consent>) -> Result<HttpResponse, Error> {
    let Ok(code) = form.code.parse() else {
        return not_a_code(&site, form.code);
    };
    let version = form.version.parse().map_err(|_| Error::Malformed("version"))?;
    send(&site, &code, Content::Consent(version)).await
}

/// `POST /{org}/receipt/edit`: the author's own wording; without one, the form for it.
pub async fn edit(site: Site, Form(form): Form<EditForm>) -> Result<HttpResponse, Error> {
    let Ok(code) = form.code.parse() else {
        return not_a_code(&site, form.code);
    };
    if form.version.is_empty() {
        return edit_form(&site, &code).await;
    }
    match form.check(&code, site.language) {
        Ok(text) => send(&site, &code, Content::Edit(Box::new(text))).await,
        Err(errors) => site.invalid(&EditPage { form, errors }),
    }
}

async fn edit_form(site: &Site, code: &ReceiptCode) -> Result<HttpResponse, Error> {
    let proposal = match actions::open(&site.app, site.organisation.id, code).await {
        Ok(Opened::Mailbox(mailbox)) => mailbox.proposal.ok_or(Error::Conflict("nothing proposed"))?,
        Ok(Opened::Withdrawn) => return site.page(&WithdrawnPage {}),
        Err(Error::NotFound) => return unknown(site),
        Err(error) => return Err(error),
    };
    let (version, code) = (proposal.version, code.to_string());
    let form = match proposal.edited {
        Edited::By { after, .. } | Edited::Alone(after) => EditForm::of(code, version, &after),
        Edited::Untouched => EditForm {
            code,
            version: version.to_string(),
            ..EditForm::default()
        },
    };
    let errors = FieldErrors::default();
    site.page(&EditPage { form, errors })
}

/// `POST /{org}/receipt/messages`: an answer to the moderators.
pub async fn answer(site: Site, Form(form): Form<AnswerForm>) -> Result<HttpResponse, Error> {
    let Ok(code) = form.code.parse() else {
        return not_a_code(&site, form.code);
    };
    match form.check(&code, site.language) {
        Ok(answer) => send(&site, &code, Content::Answer(answer)).await,
        Err(errors) => found(&site, &code, Some((form, errors))).await,
    }
}

/// `POST /{org}/receipt/name`: be known, after seeing who will know what; or be unknown again.
pub async fn name(site: Site, Form(form): Form<NameForm>) -> Result<HttpResponse, Error> {
    let Ok(code) = form.code.parse() else {
        return not_a_code(&site, form.code);
    };
    if form.known == "no" {
        return send(&site, &code, Content::Name(None)).await;
    }
    match form.check(site.language) {
        Ok(tag) if form.known == "sure" => send(&site, &code, Content::Name(Some(tag))).await,
        Ok(_) => site.page(&NamePage::sure(form)),
        Err(errors) => site.invalid(&NamePage::wrong(form, errors)),
    }
}

/// `POST /{org}/receipt/withdrawal`: takes a story back.
pub async fn withdraw(site: Site, Form(form): Form<EnterCode>) -> Result<HttpResponse, Error> {
    let Ok(code) = form.code.parse::<ReceiptCode>() else {
        return not_a_code(&site, form.code);
    };
    let organisation = site.organisation.id;
    actions::withdraw(&site.app, organisation, &code).await?;
    match actions::open(&site.app, organisation, &code).await {
        Err(Error::NotFound) => site.page(&TakenBackPage {}),
        _ => found(&site, &code, None).await,
    }
}

/// The mailbox of a code, with an answer as typed so far.
async fn found(
    site: &Site,
    code: &ReceiptCode,
    typed: Option<(AnswerForm, FieldErrors)>,
) -> Result<HttpResponse, Error> {
    let page = |mailbox: &Mailbox| {
        let base = format!("/{}", site.organisation.slug);
        MailboxPage::new(mailbox, code.to_string(), &base, typed.clone(), site.language)
    };
    match actions::open(&site.app, site.organisation.id, code).await {
        Ok(Opened::Mailbox(mailbox)) if typed.is_some() => site.invalid(&page(&mailbox)),
        Ok(Opened::Mailbox(mailbox)) => site.page(&page(&mailbox)),
        Ok(Opened::Withdrawn) => site.page(&WithdrawnPage {}),
        Err(Error::NotFound) => unknown(site),
        Err(error) => Err(error),
    }
}

async fn send(site: &Site, code: &ReceiptCode, content: Content) -> Result<HttpResponse, Error> {
    actions::send(&site.app, site.organisation.id, code, content).await?;
    let mix = moments(&site.app.settings.mix, site.language);
    site.page(&SentPage {
        code: code.to_string(),
        mix,
    })
}

fn unknown(site: &Site) -> Result<HttpResponse, Error> {
    site.with_status(StatusCode::NOT_FOUND, &UnknownPage {})
}

fn not_a_code(site: &Site, code: String) -> Result<HttpResponse, Error> {
    let errors = FieldErrors::one("code", site.language.text("intake-receipt-malformed"));
    site.invalid(&ReceiptFormPage { code, errors })
}
