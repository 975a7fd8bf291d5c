//! The body of a form, read once for all: what was typed outlives whatever becomes of the request.

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
/// As much of a larger one is given back.
const MOST_KEPT: usize = 1024 * 1024;
/// As much is read on and thrown away: who hangs up earlier is not heard, not even through a proxy.
const MOST_READ: usize = 4 * 1024 * 1024;
/// Longest time for a body.
const PATIENCE: Duration = Duration::from_secs(30);
/// Fields that are given back.
const MOST_FIELDS: usize = 300;

/// The fields of a form as they came, in their order.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    fields: Rc<[(String, String)]>,
    /// Set when more came than is kept.
    pub cut: bool,
}

impl Typed {
    /// Reads a form as well as can be: what is no text is replaced.
    pub fn of(body: &[u8]) -> Self {
        let kept = body.get(..MOST_KEPT).unwrap_or(body);
        let fields = form_urlencoded::parse(kept)
            .take(MOST_FIELDS)
            .map(|(name, value)| (name.into_owned(), value.into_owned()));
        Self {
            fields: fields.collect(),
            cut: body.len() > MOST_KEPT,
        }
    }

    /// Reads the fields typed on a page that is gone, as they came along.
    pub fn carried(fields: impl Iterator<Item = (String, String)>) -> Self {
        Self {
            fields: fields.take(MOST_FIELDS).collect(),
            cut: false,
        }
    }

    /// Names and values.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        self.fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The first value of a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields()
            .find_map(|(known, value)| (known == name).then_some(value))
    }
}

/// Tells whether a request carries a form as browsers send it.
pub(super) fn is_form(request: &HttpRequest) -> bool {
    let given = request.headers().get(header::CONTENT_TYPE);
    let media = given
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next());
    media.is_some_and(|media| {
        media
            .trim()
            .eq_ignore_ascii_case("application/x-www-form-urlencoded")
    }) && !request.headers().contains_key(header::CONTENT_ENCODING)
}

/// Reads a body to its end.
///
/// # Errors
/// [`Error::Malformed`] when it breaks off or takes too long, [`Error::TooLarge`] when it has no end.
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
    tokio::time::timeout(PATIENCE, whole)
        .await
        .map_err(|_| Error::Malformed("body too slow"))?
}

/// A body that was read, to be read again.
pub(super) fn again(body: Bytes) -> Payload {
    Payload::Stream {
        payload: Box::pin(stream::once(ready(Ok(body)))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_is_given_back_in_its_order() {
        let typed = Typed::of(b"title=caf%C3%A9+noir&a=%FF&title=again&empty");
        let fields: Vec<_> = typed.fields().collect();
        assert_eq!(
            fields,
            [
                ("title", "caf\u{e9} noir"),
                ("a", "\u{fffd}"),
                ("title", "again"),
                ("empty", "")
            ]
        );
        assert_eq!((typed.get("title"), typed.cut), (Some("caf\u{e9} noir"), false));
        let long = [b"a=".as_slice(), &vec![b'x'; MOST_KEPT]].concat();
        assert!(Typed::of(&long).cut);
    }
}
