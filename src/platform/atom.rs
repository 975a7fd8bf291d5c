//! Parts of Atom feeds (RFC 4287).

pub const MEDIA_TYPE: &str = "application/atom+xml; charset=utf-8";

/// Escapes what XML gives a meaning; characters that it has no place for are gone from texts already.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_an_element_or_an_attribute() {
        assert_eq!(escaped("a & <b> \"c\" &lt;"), "a &amp; &lt;b&gt; &quot;c&quot; &amp;lt;");
    }
}
