//! The body of a form, read once for all: what was typed survives every failure of the request.

use crate::platform::error::Error;
use actix_web::{
    HttpRequest,
    dev::Payload,
    http::header,
    web::{Bytes, BytesMut},
};
use futures_util::{StreamExt, stream};
use std::{future::ready, rc::Rc, time::Duration};

/// Largest form: the longest story in the widest script, percent-encoded, fits.
pub(super) const MOST_BYTES: usize = 256 * 1024;
/// Bytes of a larger form that are returned to the visitor.
const MOST_KEPT: usize = 1024 * 1024;
/// Bytes that are read before the connection is closed: a browser hears no answer before it has sent its body, not
/// even through a proxy.
const MOST_READ: usize = 4 * 1024 * 1024;
/// Limit for reading a body.
const TIMEOUT: Duration = Duration::from_secs(30);
/// Fields that are returned to the visitor.
const MOST_FIELDS: usize = 300;

/// Fields of a form, in order.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    fields: Rc<[(String, String)]>,
    /// Set when more was sent than is kept.
    pub cut: bool,
}

impl Typed {
    /// Parses a form leniently: broken UTF-8 is replaced.
    pub fn of(body: &[u8]) -> Self {
        let kept = body.get(..MOST_KEPT).unwrap_or(body);
        let fields = form_urlencoded::parse(kept)
            .take(MOST_FIELDS)
            .map(|(name, value)| (name.into_owned(), value.into_owned()));
        Self { fields: fields.collect(), cut: body.len() > MOST_KEPT }
    }

    /// Collects fields typed on an earlier page.
    pub fn carried(fields: impl Iterator<Item = (String, String)>) -> Self {
        Self { fields: fields.take(MOST_FIELDS).collect(), cut: false }
    }

    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Returns the first value of a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields().find_map(|(known, value)| (known == name).then_some(value))
    }
}

/// Tells whether a request carries a form as browsers send it.
pub(super) fn is_form(request: &HttpRequest) -> bool {
    let given = request.headers().get(header::CONTENT_TYPE);
    let media = given.and_then(|value| value.to_str().ok()).and_then(|value| value.split(';').next());
    media.is_some_and(|media| media.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"))
        && !request.headers().contains_key(header::CONTENT_ENCODING)
}

/// Reads a body to its end.
///
/// # Errors
/// [`Error::Malformed`] when it breaks off or takes too long, [`Error::TooLarge`] beyond [`MOST_READ`].
pub(super) async fn read(mut payload: Payload) -> Result<Bytes, Error> {
    let whole = async {
        let (mut body, mut length) = (BytesMut::new(), 0_usize);
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|_| Error::Malformed("body"))?;
            length = length.saturating_add(chunk.len());
            if length > MOST_READ {
                return Err(Error::TooLarge);
            }
            // One byte more than is kept says that there was more.
            let room = (MOST_KEPT + 1).saturating_sub(body.len());
            body.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
        }
        Ok(body.freeze())
    };
    tokio::time::timeout(TIMEOUT, whole).await.map_err(|_| Error::Malformed("body too slow"))?
}

/// Wraps a body for another reader.
pub(super) fn again(body: Bytes) -> Payload {
    Payload::Stream { payload: Box::pin(stream::once(ready(Ok(body)))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_their_order() {
        let typed = Typed::of(b"title=caf%C3%A9+noir&a=%FF&title=again&empty");
        let fields: Vec<_> = typed.fields().collect();
        assert_eq!(
            fields,
            [("title", "caf\u{e9} noir"), ("a", "\u{fffd}"), ("title", "again"), ("empty", "")]
        );
        assert_eq!((typed.get("title"), typed.cut), (Some("caf\u{e9} noir"), false));
        let long = [b"a=".as_slice(), &vec![b'x'; MOST_KEPT]].concat();
        assert!(Typed::of(&long).cut);
    }
}
