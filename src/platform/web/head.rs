//! HEAD for every GET.

use actix_web::{
    body::{BodySize, BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::Method,
    middleware::Next,
    web::Bytes,
};
use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

/// Answers HEAD with the status, headers and length of GET.
pub async fn answer_head(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if request.method() != Method::HEAD {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    request.head_mut().method = Method::GET;
    let response = next.call(request).await?;
    Ok(response.map_body(|_, body| BoxBody::new(Length(body.size()))))
}

/// Length of a body that is not sent.
struct Length(BodySize);

impl MessageBody for Length {
    type Error = Infallible;
    fn size(&self) -> BodySize {
        self.0
    }
    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        Poll::Ready(None)
    }
}
