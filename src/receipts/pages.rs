//! Pages of authors on the way back. They read no cookie, set none, and put no code into an address.

use super::{
    actions::{self, Opened},
    forms::{AnswerForm, CodeForm, Consent, EditForm, EnterCode, HideStory, NameForm, OfReader, TakeBack},
    proposal::Wording,
    store::Mailbox,
    views::{
        AnswerReaderPage, BurnPage, BurntPage, EditPage, MailboxPage, NamePage, NameStaysPage,
        ReceiptFormPage, SentPage, SiteContext, TakenBackPage, UnknownPage, WithdrawPage, WithdrawnPage,
    },
};
use crate::{
    intake::{
        letter::Content,
        receipt::ReceiptCode,
        stamp::{Form, Stamp},
        views::moments,
    },
    organisations::{
        extract::{Sent, Site},
        own_words::for_browsers,
    },
    platform::{error::Error, web::form::FieldErrors},
    stories::Anonymity,
};
use actix_web::{HttpResponse, http::StatusCode};

/// `GET /{org}/receipt`
pub async fn form(site: Site) -> Result<HttpResponse, Error> {
    site.page(&ReceiptFormPage::default())
}

/// `POST /{org}/receipt`: opens the mailbox.
pub async fn open(sent: Sent<EnterCode>) -> Result<HttpResponse, Error> {
    with_code(sent, async |site, _, code| mailbox_page(site, &code, None).await).await
}

/// `POST /{org}/receipt/consent`
pub async fn consent(sent: Sent<Consent>) -> Result<HttpResponse, Error> {
    with_code(sent, async |site, form, code| {
        let version = form.version.parse().map_err(|_| Error::Malformed("version"))?;
        send(site, &code, Content::Consent(version)).await
    })
    .await
}

/// `POST /{org}/receipt/edit`: sends the author's own wording, or shows the form for it.
pub async fn edit(sent: Sent<EditForm>) -> Result<HttpResponse, Error> {
    with_code(sent, async |site, form, code| {
        if form.version.is_empty() {
            return edit_form(site, &code).await;
        }
        match form.check(&code, site.language) {
            Ok(text) => send(site, &code, Content::Edit(Box::new(text))).await,
            Err(errors) => site.invalid(&EditPage::new(form, errors, own_words(site).await?)),
        }
    })
    .await
}

async fn edit_form(site: &Site, code: &ReceiptCode) -> Result<HttpResponse, Error> {
    let proposal = match actions::open(&site.app, site.organisation.id, code).await {
        Ok(Opened::Mailbox(mailbox)) => mailbox.proposal.ok_or(Error::Conflict("nothing proposed"))?,
        Ok(Opened::Withdrawn) => return site.page(&WithdrawnPage {}),
        Err(Error::NotFound) => return unknown_code(site),
        Err(error) => return Err(error),
    };
    let (version, code) = (proposal.version, code.to_string());
    let (Wording::Edited { after: text, .. } | Wording::OriginalErased(text) | Wording::Own(text)) =
        proposal.wording;
    let form = EditForm::of(code, version, &text);
    site.page(&EditPage::new(form, FieldErrors::default(), own_words(site).await?))
}

/// Returns the organisation's own words for the form.
async fn own_words(site: &Site) -> Result<String, Error> {
    Ok(for_browsers(&site.setup().await?.own_words))
}

/// `POST /{org}/receipt/messages`: answers the moderators.
pub async fn answer(sent: Sent<AnswerForm>) -> Result<HttpResponse, Error> {
    with_code(sent, async |site, form, code| match form.check(&code, site.language) {
        Ok(answer) => send(site, &code, Content::Answer(answer)).await,
        Err(errors) => mailbox_page(site, &code, Some((form, errors))).await,
    })
    .await
}

/// `POST /{org}/receipt/questions`: answers a reader, or shows the form for it.
pub async fn answer_reader(sent: Sent<AnswerForm>) -> Result<HttpResponse, Error> {
    with_code(sent, async |site, form, code| {
        let round = form.round.parse().map_err(|_| Error::Malformed("round"))?;
        let gone = Error::Conflict("no such question");
        let asked = match actions::open(&site.app, site.organisation.id, &code).await {
            Ok(Opened::Mailbox(mailbox)) => mailbox.asked_by_reader(round).map(str::to_owned).ok_or(gone)?,
            // What was typed stays, as with a question that is gone.
            Ok(Opened::Withdrawn) | Err(Error::NotFound) if !form.text.is_empty() => return Err(gone),
            Ok(Opened::Withdrawn) => return site.page(&WithdrawnPage {}),
            Err(Error::NotFound) => return unknown_code(site),
            Err(error) => return Err(error),
        };
        let page = |form, errors| AnswerReaderPage::new(&asked, code.to_string(), form, errors);
        if form.id.is_empty() {
            return site.page(&page(AnswerForm::to(round), FieldErrors::default()));
        }
        match form.check_for_reader(&code, site.language) {
            Ok(answer) => send(site, &code, Content::AnswerReader(answer)).await,
            Err(errors) => site.invalid(&page(form, errors)),
        }
    })
    .await
}

/// `POST /{org}/receipt/questions/removal`: takes an answer to a reader back, at once.
pub async fn remove_answer(sent: Sent<OfReader>) -> Result<HttpResponse, Error> {
    with_code(sent, async |site, form, code| {
        let round = form.round.parse().map_err(|_| Error::Malformed("round"))?;
        actions::take_answer_back(&site.app, site.organisation.id, &code, round).await?;
        mailbox_page(site, &code, None).await
    })
    .await
}

/// `POST /{org}/receipt/name`: sets the name after showing who will know it, or takes it off.
pub async fn name(sent: Sent<NameForm>) -> Result<HttpResponse, Error> {
    with_code(sent, async |site, form, code| {
        if form.known == "no" {
            return forget_name(site, &code).await;
        }
        if form.is_blank() {
            return site.page(&NamePage::wrong(form, FieldErrors::default()));
        }
        match form.check(&code, site.language) {
            Ok(tag) if form.known == "sure" => send(site, &code, Content::Name(Some(tag))).await,
            Ok(_) => site.page(&NamePage::sure(form)),
            Err(errors) => site.invalid(&NamePage::wrong(form, errors)),
        }
    })
    .await
}

/// Takes a name off, unless it is on a released agenda.
async fn forget_name(site: &Site, code: &ReceiptCode) -> Result<HttpResponse, Error> {
    let known = |mailbox: &Mailbox| mailbox.story.anonymity == Anonymity::Named && !mailbox.places.is_empty();
    match actions::open(&site.app, site.organisation.id, code).await {
        Ok(Opened::Mailbox(mailbox)) if known(&mailbox) => {
            let code = code.to_string();
            site.with_status(StatusCode::CONFLICT, &NameStaysPage { code })
        }
        Ok(_) | Err(Error::NotFound) => send(site, code, Content::Name(None)).await,
        Err(error) => Err(error),
    }
}

/// `POST /{org}/receipt/withdrawal/preview`
pub async fn before_withdrawal(sent: Sent<EnterCode>) -> Result<HttpResponse, Error> {
    with_code(sent, async |site, _, code| {
        with_mailbox(site, &code, |mailbox| {
            site.page(&WithdrawPage::new(mailbox, code.to_string(), site.language))
        })
        .await
    })
    .await
}

/// `POST /{org}/receipt/burning/preview`
pub async fn before_burning(sent: Sent<EnterCode>) -> Result<HttpResponse, Error> {
    with_code(sent, async |site, _, code| {
        with_mailbox(site, &code, |mailbox| {
            let page = BurnPage::new(mailbox, code.to_string(), site.language);
            site.page(&page)
        })
        .await
    })
    .await
}

/// `POST /{org}/receipt/burning`: disables the code from the next mix on.
pub async fn burn(sent: Sent<EnterCode>) -> Result<HttpResponse, Error> {
    with_code(sent, async |site, _, code| {
        actions::send(&site.app, site.organisation.id, &code, Content::Burn).await?;
        let mix = moments(&site.app.settings.mix, site.language);
        site.page(&BurntPage { mix })
    })
    .await
}

/// `POST /{org}/receipt/hiding`: at once.
pub async fn hide(sent: Sent<HideStory>) -> Result<HttpResponse, Error> {
    with_code(sent, async |site, form, code| {
        actions::hide(&site.app, site.organisation.id, &code, form.hidden != "no").await?;
        mailbox_page(site, &code, None).await
    })
    .await
}

/// `POST /{org}/receipt/withdrawal`
pub async fn withdraw(sent: Sent<TakeBack>) -> Result<HttpResponse, Error> {
    with_code(sent, async |site, form, code| {
        let organisation = site.organisation.id;
        let (links, now) = (&site.app.keys.links, site.app.clock.now());
        let stamped = form.stamp(links, organisation, &site.app.settings, now);
        actions::withdraw(&site.app, organisation, &code, stamped.as_ref()).await?;
        match actions::open(&site.app, organisation, &code).await {
            Err(Error::NotFound) => site.page(&TakenBackPage {}),
            _ => mailbox_page(site, &code, None).await,
        }
    })
    .await
}

/// Shows the mailbox of a code, with an answer as typed.
async fn mailbox_page(
    site: &Site,
    code: &ReceiptCode,
    typed: Option<(AnswerForm, FieldErrors)>,
) -> Result<HttpResponse, Error> {
    let wrong = typed.is_some();
    with_mailbox(site, code, |mailbox| {
        let context = SiteContext {
            base: site.base(),
            mix: moments(&site.app.settings.mix, site.language),
            readers: site.organisation.access.readers,
            now: site.app.clock.now(),
        };
        let page = MailboxPage::new(mailbox, code.to_string(), context, typed, site.language);
        if wrong { site.invalid(&page) } else { site.page(&page) }
    })
    .await
}

/// Opens the mailbox of a code. Codes that do not open share one page.
async fn with_mailbox(
    site: &Site,
    code: &ReceiptCode,
    answer: impl FnOnce(&Mailbox) -> Result<HttpResponse, Error>,
) -> Result<HttpResponse, Error> {
    match actions::open(&site.app, site.organisation.id, code).await {
        Ok(Opened::Mailbox(mailbox)) => answer(&mailbox),
        Ok(Opened::Withdrawn) => site.page(&WithdrawnPage {}),
        Err(Error::NotFound) => unknown_code(site),
        Err(error) => Err(error),
    }
}

async fn send(site: &Site, code: &ReceiptCode, content: Content) -> Result<HttpResponse, Error> {
    actions::send(&site.app, site.organisation.id, code, content).await?;
    let mix = moments(&site.app.settings.mix, site.language);
    site.page(&SentPage { code: code.to_string(), mix })
}

fn unknown_code(site: &Site) -> Result<HttpResponse, Error> {
    let stamp = Stamp::new(Form::TakeBack, site.app.clock.now());
    let stamp = stamp.signed(&site.app.keys.links, site.organisation.id);
    site.with_status(StatusCode::NOT_FOUND, &UnknownPage { stamp })
}

/// Parses the receipt code of a form and calls `act`; asks for the code again if it is malformed.
async fn with_code<T: CodeForm>(
    sent: Sent<T>,
    act: impl AsyncFnOnce(&Site, T, ReceiptCode) -> Result<HttpResponse, Error>,
) -> Result<HttpResponse, Error> {
    sent.answer(async |site, form| match form.code().parse() {
        Ok(parsed) => act(site, form, parsed).await,
        Err(_) => site.invalid(&ReceiptFormPage {
            code: form.code().to_owned(),
            errors: FieldErrors::one("code", site.language.text("intake-receipt-malformed")),
        }),
    })
    .await
}
