//! `/dev/mailbox`: captured mails. Only in a demonstration on this machine, and only without a mail server: the mails
//! hold links that sign people in.

use super::{mail_page::mail_page, reply::Visit};
use crate::platform::{
    config::is_this_machine,
    error::Error,
    i18n::Language,
    mail::{Mailer, folder::Folder},
    state::App,
    view::View,
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Path, ServiceConfig, get, resource},
};
use mail_parser::{Address, Message, MessageParser, MimeHeaders};
use serde::Serialize;

/// Most mails on the list.
const MOST: usize = 200;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/dev/mailbox").route(get().to(list)))
        .service(resource("/dev/mailbox/{name}").route(get().to(mail)))
        .service(resource("/dev/mailbox/{name}/html").route(get().to(html)))
        .service(resource("/dev/mailbox/{name}/attachments/{number}").route(get().to(attachment)));
}

/// `templates/site/mailbox.html`
#[derive(Debug, Serialize)]
pub struct MailboxPage {
    mails: Vec<MailRow>,
}

#[derive(Debug, Default, Serialize)]
struct MailRow {
    to: String,
    subject: String,
    date: String,
    href: String,
}

impl View for MailboxPage {
    const TEMPLATE: &'static str = "site/mailbox.html";
    fn samples() -> Vec<Self> {
        vec![Self { mails: vec![] }, Self { mails: vec![MailRow::default()] }]
    }
}

/// `templates/site/mail.html`
#[derive(Debug, Serialize)]
pub struct MailPage {
    row: MailRow,
    text: String,
    html: String,
    attachments: Vec<AttachmentRow>,
}

#[derive(Debug, Default, Serialize)]
struct AttachmentRow {
    name: String,
    href: String,
}

impl View for MailPage {
    const TEMPLATE: &'static str = "site/mail.html";
    fn samples() -> Vec<Self> {
        let page = |attachments| Self {
            row: MailRow::default(),
            text: "Hello".to_owned(),
            html: "/dev/mailbox/x/html".to_owned(),
            attachments,
        };
        vec![page(vec![]), page(vec![AttachmentRow::default()])]
    }
}

pub async fn list(request: HttpRequest, visit: Visit) -> Result<HttpResponse, Error> {
    let folder = folder(&request, &visit.app)?;
    let mails = folder.names().into_iter().take(MOST).filter_map(|name| {
        let bytes = folder.read(&name)?;
        Some(MailRow::new(&MessageParser::default().parse_headers(&bytes)?, &name))
    });
    let mails = mails.collect();
    visit.reply(Language::ALL, None).page(&MailboxPage { mails })
}

pub async fn mail(request: HttpRequest, visit: Visit, name: Path<String>) -> Result<HttpResponse, Error> {
    let bytes = folder(&request, &visit.app)?.read(&name).ok_or(Error::NotFound)?;
    let mail = MessageParser::default().parse(&bytes).ok_or(Error::NotFound)?;
    let row = MailRow::new(&mail, &name);
    let attachments = mail.attachments().enumerate().map(|(number, part)| AttachmentRow {
        name: part.attachment_name().unwrap_or("attachment").to_owned(),
        href: format!("{}/attachments/{number}", row.href),
    });
    let page = MailPage {
        text: mail.body_text(0).unwrap_or_default().into_owned(),
        html: format!("{}/html", row.href),
        attachments: attachments.collect(),
        row,
    };
    visit.reply(Language::ALL, None).page(&page)
}

pub async fn html(request: HttpRequest, visit: Visit, name: Path<String>) -> Result<HttpResponse, Error> {
    let bytes = folder(&request, &visit.app)?.read(&name).ok_or(Error::NotFound)?;
    let mail = MessageParser::default().parse(&bytes).ok_or(Error::NotFound)?;
    Ok(mail_page(mail.body_html(0).ok_or(Error::NotFound)?.into_owned()))
}

pub async fn attachment(
    request: HttpRequest,
    visit: Visit,
    path: Path<(String, usize)>,
) -> Result<HttpResponse, Error> {
    let (name, number) = path.into_inner();
    let bytes = folder(&request, &visit.app)?.read(&name).ok_or(Error::NotFound)?;
    let mail = MessageParser::default().parse(&bytes).ok_or(Error::NotFound)?;
    let part = mail.attachments().nth(number).ok_or(Error::NotFound)?;
    let given = part.attachment_name().unwrap_or("attachment");
    let plain: String = given.chars().filter(|c| c.is_ascii_alphanumeric() || ".-_".contains(*c)).collect();
    Ok(HttpResponse::Ok()
        .content_type("application/octet-stream")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{plain}\"")))
        .body(part.contents().to_vec()))
}

/// Headers that a proxy adds to a request, or that a visitor adds to look like somebody else.
const PASSED_ON: [&str; 6] =
    ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];

/// Returns the captured mails to somebody at this machine. A proxy on this machine lets others in, with any host they
/// like; so there are none where the public address is another, or where a header says that the request was passed on.
/// The framework's idea of the host is useless here: it believes a header that anybody can send.
fn folder<'a>(request: &HttpRequest, app: &'a App) -> Result<&'a Folder, Error> {
    let headers = request.headers();
    if PASSED_ON.iter().any(|name| headers.contains_key(*name)) {
        return Err(Error::NotFound);
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let local_name = host.is_some_and(is_this_machine);
    let local_peer = request.peer_addr().is_none_or(|peer| peer.ip().is_loopback());
    let local_site = app.demo && app.settings.is_local() && app.settings.bind.ip().is_loopback();
    match &app.mailer {
        Mailer::Folder(folder) if local_site && local_name && local_peer => Ok(folder),
        _ => Err(Error::NotFound),
    }
}

impl MailRow {
    fn new(mail: &Message<'_>, name: &str) -> Self {
        let to = mail.to().and_then(Address::first).and_then(|to| to.address());
        Self {
            to: to.unwrap_or_default().to_owned(),
            subject: mail.subject().unwrap_or_default().to_owned(),
            date: mail
                .date()
                .and_then(|date| chrono::DateTime::from_timestamp(date.to_timestamp(), 0))
                .map(|date| date.format("%Y-%m-%d %H:%M UTC").to_string())
                .unwrap_or_default(),
            href: format!("/dev/mailbox/{name}"),
        }
    }
}
