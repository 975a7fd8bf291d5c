//! The language switch of a page with a form: a button of that form, so that the typed text comes along. The page is
//! shown again in the other language, filled in, and nothing is done.

use super::{
    fill::{self, SWITCH},
    typed::{self, Typed},
};
use actix_web::{
    body::{BoxBody, MessageBody, to_bytes},
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::Method,
    middleware::Next,
};

/// Form to carry over, and the fields that find its page; none where the address alone does.
pub(super) struct Switch {
    form: String,
    finds: Vec<String>,
}

impl Switch {
    /// Returns the switch that was pressed.
    pub(super) fn of(typed: &Typed) -> Option<Self> {
        let mut words = typed.get(SWITCH)?.split_whitespace().map(str::to_owned);
        Some(Self { form: words.next()?, finds: words.collect() })
    }

    /// Tells whether a field is sent to the page: those that find it, and what lets a form of the desk in.
    fn takes(&self, name: &str) -> bool {
        name == "csrf" || self.finds.iter().any(|find| find == name)
    }

    /// Answers with the page, filled in.
    pub(super) async fn show(
        self,
        mut request: ServiceRequest,
        typed: &Typed,
        next: Next<impl MessageBody + 'static>,
    ) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
        if self.finds.is_empty() {
            request.head_mut().method = Method::GET;
            request.set_payload(Payload::None);
        } else {
            let known = typed.fields().filter(|(name, _)| self.takes(name));
            let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(known).finish();
            request.set_payload(typed::again(form.into()));
        }
        let response = next.call(request).await?.map_into_boxed_body();
        if response.response().error().is_some() {
            return Ok(response);
        }
        let (request, response) = response.into_parts();
        let (response, body) = response.into_parts();
        let page = to_bytes(body).await.map_err(|_| actix_web::error::ErrorInternalServerError(""))?;
        let page = fill::fill(&String::from_utf8_lossy(&page), &self.form, typed);
        Ok(ServiceResponse::new(request, response.set_body(page).map_into_boxed_body()))
    }
}
