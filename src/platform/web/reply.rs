//! Requests for pages, and replies.

use super::{pass::Audience, shared};
use crate::platform::{
    error::Error,
    i18n::Language,
    page_cache::Version,
    renderings::Renderings,
    state::App,
    view::{
        Frame, FrameFlash, FrameLanguage, FrameOrganisation, FrameStaff, View, with_query, without_parameter,
    },
};
use actix_web::{
    FromRequest, HttpRequest, HttpResponse, ResponseError,
    dev::Payload,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
    web,
};
use anyhow::anyhow;
use chrono::{DateTime, Utc};
use std::future::{Ready, ready};

/// Page and language of a visitor. Nothing else is looked at.
#[derive(Clone)]
pub struct Visit {
    pub app: App,
    path: String,
    /// Set when the page is found by its address. An answer to a form is not: a link to it loses what it holds.
    found: bool,
    asked: Option<Language>,
    accepted: String,
}

impl FromRequest for Visit {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

impl Visit {
    /// Reads a request's path and languages.
    pub fn of(request: &HttpRequest) -> Result<Self, Error> {
        let app = request.app_data::<web::Data<App>>().ok_or_else(|| anyhow!("no app"))?;
        let asked = form_urlencoded::parse(request.query_string().as_bytes())
            .find_map(|(name, value)| if name == "lang" { value.parse().ok() } else { None });
        Ok(Self {
            app: app.get_ref().clone(),
            path: request.path().to_owned(),
            found: request.method().is_safe(),
            asked,
            accepted: shared::accepted(request.headers()).into_owned(),
        })
    }

    /// Creates a reply in the best of `offered` languages (most preferred first): that of the address, else `own`,
    /// else that of the browser, else the first.
    pub fn reply(&self, offered: &[Language], own: Option<Language>) -> Reply {
        let version = shared::version(self.asked, own, &self.accepted, offered);
        let language = version.language;
        let link = |other: &Language| FrameLanguage {
            code: other.as_str(),
            name: other.own_name(),
            href: format!("{}?lang={other}", self.path),
            current: *other == language,
        };
        let frame = Frame {
            languages: offered.iter().map(link).collect(),
            found: self.found,
            path: self.path.clone(),
            ..Frame::default()
        };
        Reply {
            app: self.app.clone(),
            language,
            keep: version.asked,
            offered: offered.to_vec(),
            audience: Audience::Everybody,
            frame,
        }
    }
}

/// Reply in the visitor's language.
#[derive(Clone)]
pub struct Reply {
    app: App,
    pub language: Language,
    keep: bool,
    offered: Vec<Language>,
    audience: Audience,
    frame: Frame,
}

impl Reply {
    /// Sets the organisation of the page's frame.
    pub fn of_organisation(mut self, slug: &str, name: &str) -> Self {
        self.frame.organisation = Some(FrameOrganisation { slug: slug.to_owned(), name: name.to_owned() });
        self
    }

    /// Sets the person at the desk.
    pub fn at_desk(mut self, staff: FrameStaff) -> Self {
        self.frame.staff = Some(staff);
        self
    }

    /// Sets who shares the answers that are kept in memory.
    pub const fn shared_by(mut self, audience: Audience) -> Self {
        self.audience = audience;
        self.frame.opened = matches!(audience, Audience::Holders(_));
        self
    }

    /// Returns the language of the address.
    pub fn asked(&self) -> Option<Language> {
        self.keep.then_some(self.language)
    }

    /// Tells whether the reply is for the desk.
    pub const fn is_at_desk(&self) -> bool {
        self.frame.staff.is_some()
    }

    /// Sets a notice of what was just done.
    pub fn telling(mut self, flash: Option<FrameFlash>) -> Self {
        self.frame.flash = flash;
        self
    }

    /// Removes the links to other languages, for pages that must not depend on their address.
    pub fn without_languages(mut self) -> Self {
        self.frame.languages.clear();
        self.frame.path.clear();
        self
    }

    /// Returns the reply with links to other languages that keep the page's own query, without a `?`.
    pub fn filtered(&self, query: &str) -> Self {
        let mut filtered = self.clone();
        if !query.is_empty() {
            for language in &mut filtered.frame.languages {
                language.href =
                    with_query(&format!("{}?{query}", self.frame.path), &format!("lang={}", language.code));
            }
        }
        filtered
    }

    /// Answers 200 with a page.
    pub fn page<V: View>(&self, view: &V) -> Result<HttpResponse, Error> {
        self.with_status(StatusCode::OK, view)
    }

    /// Answers 200 with a page that depends on its address, the language, the database and what
    /// [`announce`](crate::platform::page_cache::announce) is called for, and becomes another at `until`, if at all. It
    /// is cached: every table it is made from must be `shown_on_pages`, as migrations say it.
    pub fn shared_page<V: View>(
        &self,
        view: &V,
        until: Option<DateTime<Utc>>,
    ) -> Result<HttpResponse, Error> {
        let mut page = self.page(view)?;
        if !self.keep {
            let vary = HeaderValue::from_name(header::ACCEPT_LANGUAGE);
            page.headers_mut().insert(header::VARY, vary);
        }
        Ok(self.shared(page, until))
    }

    /// Marks another kind of answer as cached.
    pub fn shared(&self, mut response: HttpResponse, until: Option<DateTime<Utc>>) -> HttpResponse {
        let until = until.unwrap_or(DateTime::<Utc>::MAX_UTC);
        shared::mark(&mut response, self.audience, self.offered.clone(), self.version(), until);
        response
    }

    /// Answers 422 with the form: all errors, and all that was typed.
    pub fn invalid<V: View>(&self, view: &V) -> Result<HttpResponse, Error> {
        self.with_status(StatusCode::UNPROCESSABLE_ENTITY, view)
    }

    /// Answers with a form that could not be accepted now, with what was typed and the wait.
    pub fn later<V: View>(&self, error: &Error, view: &V) -> Result<HttpResponse, Error> {
        let mut page = self.with_status(error.status_code(), view)?;
        if let Some(wait) = error.error_response().headers().get(header::RETRY_AFTER) {
            page.headers_mut().insert(header::RETRY_AFTER, wait.clone());
        }
        Ok(page)
    }

    /// Answers 409 with the form: what is stored by now beside what was typed.
    pub fn changed<V: View>(&self, view: &V) -> Result<HttpResponse, Error> {
        self.with_status(StatusCode::CONFLICT, view)
    }

    /// Answers 200 with a page that depends on nothing but what `renderings` are kept with, its address, the language
    /// and `text`, which is in it once: nobody can guess it.
    pub fn page_around<V: View>(
        &self,
        text: &str,
        renderings: &Renderings,
        view: impl FnOnce() -> V,
    ) -> Result<HttpResponse, Error> {
        let html = renderings.page(self.version(), &self.frame.path, text, || self.html(&view()))?;
        Ok(self.answer(StatusCode::OK, html))
    }

    /// Answers with a page and a status.
    pub fn with_status<V: View>(&self, status: StatusCode, view: &V) -> Result<HttpResponse, Error> {
        Ok(self.answer(status, self.html(view)?))
    }

    fn html<V: View>(&self, view: &V) -> Result<String, Error> {
        Ok(self.app.templates.page(self.language, self.keep, &self.frame, view)?)
    }

    fn answer(&self, status: StatusCode, html: String) -> HttpResponse {
        HttpResponse::build(status)
            .content_type("text/html; charset=utf-8")
            .insert_header((header::CONTENT_LANGUAGE, self.language.as_str()))
            .body(html)
    }

    const fn version(&self) -> Version {
        Version { language: self.language, asked: self.keep }
    }

    /// Answers 303 to an address of this site, in the same language.
    pub fn see_other(&self, path: &str) -> HttpResponse {
        let mut place = path.to_owned();
        if self.keep {
            place = with_query(&without_parameter(path, "lang"), &format!("lang={}", self.language));
        }
        HttpResponse::SeeOther().insert_header((header::LOCATION, place)).finish()
    }
}
