//! No typed text is lost: the answer to a form that was not accepted holds all of it, to be sent again or, where that
//! makes no sense, to be copied.

use super::{
    errors, guard,
    reply::{Reply, Visit},
    switch,
    typed::{self, Typed},
};
use crate::platform::{error::Error, i18n::Language, view::View};
use actix_web::{
    HttpMessage, HttpRequest, HttpResponse, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{Method, header},
    middleware::Next,
};
use serde::Serialize;
use uuid::Uuid;

/// Longest text shown in a single line.
const LINE: usize = 80;

/// `templates/site/kept.html`
#[derive(Debug, Serialize)]
pub struct KeptPage {
    /// Middle of the Fluent key of the title.
    title: String,
    /// Fluent key of the explanation.
    lead: &'static str,
    /// Address to send it to again; `None` for a text to copy.
    action: Option<String>,
    /// Address of the form's page.
    back: Option<String>,
    /// Set when more was sent than is shown.
    cut: bool,
    texts: Vec<Kept>,
    others: Vec<Kept>,
    /// Names of passwords, which must be typed again.
    passwords: Vec<String>,
}

/// `templates/site/kept_desk.html`, for the desk.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct DeskKeptPage(pub KeptPage);

#[derive(Debug, Serialize)]
struct Kept {
    name: String,
    value: String,
    rows: usize,
}

/// Next steps with the typed text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NextStep {
    /// Send it unchanged, later.
    Later,
    /// Send it unchanged, now: its page had expired.
    Now,
    /// Shorten and send it.
    Shorter,
    /// Copy it.
    Copy,
}

impl NextStep {
    /// Returns the next step after an error; `None` where nothing can be lost, or the form is not of this site.
    fn from(error: &Error, ours: bool) -> Option<Self> {
        match error {
            Error::Unavailable(_) | Error::TooManyRequests(_) | Error::Internal(_) | Error::Serialization => {
                Some(Self::Later)
            }
            Error::ForeignForm if ours => Some(Self::Now),
            Error::TooLarge => Some(Self::Shorter),
            Error::Conflict(_) | Error::Changed | Error::Claimed | Error::StaleForm => Some(Self::Copy),
            Error::ForeignForm | Error::Forbidden | Error::HouseOnly { .. } | Error::NotFound => {
                Some(Self::Copy)
            }
            _ => None,
        }
    }
}

impl KeptPage {
    fn new(title: String, way: NextStep, typed: &Typed, fresh_token: bool) -> Self {
        let is_password = |name: &str| name.contains("password");
        let own =
            typed.fields().filter(|(name, _)| !(*name == "csrf" && (fresh_token || way == NextStep::Copy)));
        let passwords = own.clone().filter(|(name, _)| is_password(name));
        let passwords = passwords.map(|(name, _)| name.to_owned()).collect();
        let kept = own.filter(|(name, value)| !value.is_empty() && !is_password(name));
        let (texts, others): (Vec<Kept>, Vec<Kept>) = kept.map(Kept::new).partition(Kept::is_words);
        let lead = match way {
            NextStep::Later if texts.is_empty() => "site-kept-undone",
            NextStep::Later => "site-kept-lead",
            NextStep::Now => "site-kept-now",
            NextStep::Shorter => "site-kept-shorter",
            NextStep::Copy => "site-kept-copy",
        };
        Self { title, lead, action: None, back: None, cut: typed.cut, texts, others, passwords }
    }

    /// Shows what somebody typed before they signed in, to be sent now.
    pub fn signed_in(typed: &Typed, action: String) -> Self {
        let mut page = Self::new("site-kept-signed-in".to_owned(), NextStep::Now, typed, true);
        page.lead = "site-kept-signed-in-lead";
        page.action = Some(action);
        page
    }
}

impl Kept {
    fn new((name, value): (&str, &str)) -> Self {
        let lines = value.lines().count();
        let rows = if value.chars().count() > LINE { lines.max(6) } else { lines.max(1) };
        Self { name: name.to_owned(), value: value.to_owned(), rows: rows.min(20) }
    }

    /// Tells whether somebody typed the value: choices, numbers, moments and ids do not count.
    fn is_words(&self) -> bool {
        let chosen = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
        !is_hidden(&self.name)
            && !self.value.chars().all(chosen)
            && self.value.chars().any(char::is_alphabetic)
            && Uuid::try_parse(&self.value).is_err()
    }
}

/// Tells whether a field is sent again hidden.
fn is_hidden(name: &str) -> bool {
    matches!(name, "csrf" | "code" | "house_code" | "receipt" | "stamp" | "proof" | "id" | "version" | "seen")
        || name.ends_with("_seen")
}

impl View for KeptPage {
    const TEMPLATE: &'static str = "site/kept.html";
    fn samples() -> Vec<Self> {
        let typed = Typed::of(b"title=%3Cb%3E&what_happened=We+pressed+the+button&password=x&id=1");
        let page =
            |way, typed: &Typed| Self::new("site-error-unavailable-title".to_owned(), way, typed, true);
        let sent = |mut page: Self| {
            page.action = Some("/acme".to_owned());
            page
        };
        let mut copied = page(NextStep::Copy, &typed);
        copied.back = Some("/acme".to_owned());
        copied.cut = true;
        vec![
            sent(page(NextStep::Later, &typed)),
            sent(page(NextStep::Later, &Typed::of(b"code=sample"))),
            sent(page(NextStep::Shorter, &typed)),
            sent(page(NextStep::Now, &typed)),
            copied,
            Self::signed_in(&typed, "/desk/acme/team".to_owned()),
        ]
    }
}

impl View for DeskKeptPage {
    const TEMPLATE: &'static str = "site/kept_desk.html";
    fn samples() -> Vec<Self> {
        KeptPage::samples().into_iter().map(Self).collect()
    }
}

/// Tells whether somebody typed words into the form of a request.
pub fn has_words(request: &HttpRequest) -> bool {
    let extensions = request.extensions();
    let typed = extensions.get::<Typed>();
    typed.is_some_and(|typed| typed.fields().any(|field| Kept::new(field).is_words()))
}

/// Reads forms, and returns their content in the answer where they were not accepted.
pub async fn keep(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if request.method() != Method::POST || !typed::is_form(request.request()) {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    let body = match typed::read(request.take_payload()).await {
        Ok(body) => body,
        Err(error) => return Ok(request.error_response(error)),
    };
    let typed = Typed::of(&body);
    request.extensions_mut().insert(typed.clone());
    if body.len() > typed::MOST_BYTES {
        return Ok(with_typed(request.error_response(Error::TooLarge), &typed));
    }
    if let Some(change) = switch::Switch::of(&typed).filter(|_| guard::is_ours(request.request())) {
        let response = change.show(request, &typed, next).await?;
        return Ok(with_typed(response, &typed));
    }
    request.set_payload(typed::again(body));
    let response = next.call(request).await?.map_into_boxed_body();
    Ok(with_typed(response, &typed))
}

/// Replaces an error by a page with the typed text.
fn with_typed(response: ServiceResponse<BoxBody>, typed: &Typed) -> ServiceResponse<BoxBody> {
    let page = response
        .response()
        .error()
        .and_then(|error| error.as_error::<Error>())
        .and_then(|error| page(&response, error, typed));
    match page {
        Some(page) => response.into_response(page),
        None => response,
    }
}

fn page(response: &ServiceResponse<BoxBody>, error: &Error, typed: &Typed) -> Option<HttpResponse> {
    let request = response.request();
    let found = request.extensions().get::<Reply>().cloned();
    let at_desk = guard::at_desk(request);
    let own_session = found.as_ref().is_some_and(Reply::is_at_desk);
    let way = NextStep::from(error, own_session || !at_desk)?;
    let mut page = KeptPage::new(format!("site-error-{}-title", error.key()), way, typed, own_session);
    if way == NextStep::Copy && page.texts.is_empty() {
        return None;
    }
    let reply = found.or_else(|| Some(Visit::of(request).ok()?.reply(Language::ALL, None)))?;
    page.action = (way != NextStep::Copy).then(|| request.path().to_owned());
    page.back = guard::came_from(request);
    let status = error.status_code();
    let mut answer = if at_desk {
        reply.with_status(status, &DeskKeptPage(page))
    } else {
        reply.with_status(status, &page)
    }
    .ok()?;
    if let Some(wait) = error.error_response().headers().get(header::RETRY_AFTER) {
        answer.headers_mut().insert(header::RETRY_AFTER, wait.clone());
    }
    errors::report(request, error);
    Some(answer)
}
