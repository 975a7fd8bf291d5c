//! A visitor with a browser, more or less.

use super::{page::Page, readers::gets_the_key};
use actix_http::Request;
use actix_service::{Service as _, boxed::RcService};
use actix_web::{
    body::{BoxBody, to_bytes},
    dev::ServiceResponse,
    http::{Method, header},
    test::TestRequest,
};
use std::collections::BTreeMap;

pub type Service = RcService<Request, ServiceResponse<BoxBody>, actix_web::Error>;

/// Asks for pages and sends forms; keeps a session's cookie if it has one.
#[derive(Clone)]
pub struct Visitor {
    service: Service,
    cookie: Option<String>,
    key: Option<String>,
    csrf: Option<String>,
}

impl Visitor {
    pub fn new(service: Service) -> Self {
        Self { service, cookie: None, key: None, csrf: None }
    }

    /// Signs in and keeps the session.
    pub async fn sign_in(&mut self, email: &str, password: &str, slug: &str) {
        let page = self.post("/desk/sign-in", &[("email", email), ("password", password)]).await;
        assert_eq!(page.status, 303, "{}", page.body);
        self.keep_session(&page);
        self.find_csrf(slug).await;
    }

    /// Takes over a session.
    pub async fn with_session(&mut self, token: &str, slug: &str) {
        self.cookie = Some(format!("pratfall_desk={token}"));
        self.find_csrf(slug).await;
    }

    async fn find_csrf(&mut self, slug: &str) {
        for area in ["stories", "events", "team"] {
            let page = self.get(&format!("/desk/{slug}/{area}")).await;
            if page.status == 200 {
                self.csrf = page.attributes("input[name=csrf]", "value").into_iter().next();
            }
        }
        assert!(self.csrf.is_some(), "a desk page with a form");
    }

    /// Keeps the session that an answer begins.
    pub fn keep_session(&mut self, page: &Page) {
        let cookie = page.cookie("pratfall_desk").expect("a session");
        self.cookie = cookie.split(';').next().map(str::to_owned);
    }

    /// The token that the forms of this session carry; empty without a session.
    pub fn csrf(&self) -> &str {
        self.csrf.as_deref().unwrap_or_default()
    }

    /// The cookie of the session.
    pub fn cookie(&self) -> Option<&str> {
        self.cookie.as_deref()
    }

    /// Opens the readers' door by its link, and keeps the key as a browser does.
    pub async fn open_door(&mut self, link: &str) {
        let page = self.get(link).await;
        assert_eq!(page.status, 303, "{}", page.body);
        self.keep_key(&page);
    }

    /// Keeps the key of readers that an answer holds.
    pub fn keep_key(&mut self, page: &Page) {
        let cookie = page.cookie("pratfall_house").expect("a key");
        self.key = cookie.split(';').next().map(str::to_owned);
    }

    /// `GET path`
    pub async fn get(&self, path: &str) -> Page {
        self.ask(TestRequest::get().uri(path)).await
    }

    /// The id of the first story of the queue.
    pub async fn first_story(&self) -> String {
        let queue = self.get("/desk/acme/stories").await;
        queue.attributes("[data-test=story]", "data-id").remove(0)
    }

    /// `POST path` with a form, and the session's token if there is a session.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let own = self.csrf.iter().map(|csrf| ("csrf", csrf.as_str()));
        let own = own.filter(|_| fields.iter().all(|(name, _)| *name != "csrf"));
        self.post_raw(path, &encoded(own.chain(fields.iter().copied()))).await
    }

    /// `POST path` with a form given as a map.
    pub async fn post_map(&self, path: &str, fields: &BTreeMap<String, String>) -> Page {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        self.post(path, &fields).await
    }

    /// Presses a button of the form `id` on a page, which leads elsewhere than the form, after typing `typed`.
    pub async fn press(&self, page: &str, id: &str, button: &str, typed: &[(&str, &str)]) -> Page {
        let shown = self.get(page).await;
        let known = shown.attributes(&format!("button[form={}]", id.trim_start_matches('#')), "formaction");
        assert!(known.iter().any(|to| to.split('?').next() == Some(button)), "{button}: {known:?}");
        let mut form = shown.fields(id);
        form.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self.post_map(button, &form).await
    }

    /// Changes one field of a form: its address, where it stands, and the field with its new value.
    pub async fn set(&self, (path, css): (&str, &str), name: &str, value: &str) {
        let mut fields = self.get(path).await.fields(css);
        fields.insert(name.to_owned(), value.to_owned());
        let done = self.post_map(path, &fields).await;
        assert_eq!(done.status, 303, "{}", done.body);
    }

    /// `POST path` with bytes as they are.
    pub async fn post_raw(&self, path: &str, body: &[u8]) -> Page {
        let form = (header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(
            TestRequest::with_uri(path).method(Method::POST).insert_header(form).set_payload(body.to_vec()),
        )
        .await
    }

    /// Sends a request, with the session's cookie.
    pub async fn ask(&self, mut request: TestRequest) -> Page {
        if let Some(cookie) = &self.cookie {
            request = request.insert_header((header::COOKIE, cookie.clone()));
        }
        let mut request = request.to_request();
        if let Some(key) = self.key.as_ref().filter(|_| gets_the_key(request.path())) {
            request.headers_mut().append(header::COOKIE, key.parse().unwrap());
        }
        let response = self.service.call(request).await.expect("an answer, not an error");
        let (status, headers) = (response.status(), response.headers().clone());
        let body = to_bytes(response.into_body()).await.expect("a body");
        let page = Page { status, headers, body: String::from_utf8_lossy(&body).into_owned() };
        // On every page of every test.
        let dead = page.dead_links();
        assert!(dead.is_empty(), "{status} with links to nothing, {dead:?}: {}", page.body);
        page
    }

    /// Agrees to the text that waits under a code; it counts from the next mix on.
    pub async fn consent(&self, code: &str) {
        self.consent_to("acme", code).await;
    }

    /// The same, at another organisation.
    pub async fn consent_to(&self, slug: &str, code: &str) {
        let page = self.post(&format!("/{slug}/receipt"), &[("code", code)]).await;
        let form = page.fields("#consent");
        let sent = self.post_map(&format!("/{slug}/receipt/consent"), &form).await;
        assert_eq!(sent.status, 200, "{}", sent.body);
    }

    /// Withdraws a story as its author does: with the button of the mailbox, and the one of the page that asks again.
    pub async fn withdraw(&self, code: &str) {
        let mailbox = self.post("/acme/receipt", &[("code", code)]).await;
        let asked = self.post_map("/acme/receipt/withdrawal/preview", &mailbox.fields("#withdraw")).await;
        let gone = self.post_map("/acme/receipt/withdrawal", &asked.fields("#withdraw")).await;
        assert_eq!(gone.attribute("[data-test=story-status]", "data-status"), "withdrawn");
    }

    /// The form of a fresh page, with an ordinary story typed into it.
    pub async fn tell_form(&self, slug: &str) -> BTreeMap<String, String> {
        let page = self.get(&format!("/{slug}/stories/new")).await;
        assert_eq!(page.status, 200, "{}", page.body);
        let mut form = page.fields("#tell");
        form.extend(story());
        form
    }

    /// The same, with these changes.
    pub async fn filled(&self, changes: &[(&str, &str)]) -> BTreeMap<String, String> {
        let mut form = self.tell_form("acme").await;
        form.extend(changes.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
        form
    }

    /// Tells a story with these changes to an ordinary one, and gives its receipt code.
    pub async fn tell(&self, changes: &[(&str, &str)]) -> String {
        self.tell_to("acme", changes).await
    }

    /// The same, to another organisation.
    pub async fn tell_to(&self, slug: &str, changes: &[(&str, &str)]) -> String {
        let mut form = self.tell_form(slug).await;
        form.extend(changes.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
        let page = self.post_map(&format!("/{slug}/stories/new"), &form).await;
        assert_eq!(page.status, 200, "{}", page.body);
        page.text("[data-test=receipt-code]")
    }
}

/// An ordinary story.
pub fn story() -> BTreeMap<String, String> {
    let fields = [
        ("title", "We sent the invoices twice"),
        ("what_happened", "The first run seemed to hang, so I started it again."),
        ("learned", "It hangs is a feeling, not a fact."),
    ];
    fields.map(|(k, v)| (k.to_owned(), v.to_owned())).into()
}

impl Page {
    /// Tells whether the form on the page holds all fields of an ordinary story.
    pub fn keeps_story(&self) -> bool {
        let kept = self.fields("main form");
        story().iter().all(|(name, value)| kept.get(name) == Some(value))
    }
}

fn encoded<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(fields);
    form.finish().into_bytes()
}
