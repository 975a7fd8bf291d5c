//! The page that somebody asked for before they had to sign in.

/// Address at the desk, never on another site, and never one that starts or ends a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted(String);

/// Bytes of the longest address.
const LONGEST: usize = 500;

impl Wanted {
    /// Parses an address; `None` for any other.
    pub fn parse(place: &str) -> Option<Self> {
        let (path, _) = place.split_once('?').unwrap_or((place, ""));
        let mut parts = path.strip_prefix('/')?.split('/');
        let ours = parts.next() == Some("desk")
            && parts.all(|part| !part.is_empty() && part.bytes().any(|b| b != b'.'))
            && !path.starts_with("/desk/sign-");
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"/?=&-_.~%+".contains(&b);
        (ours && place.len() <= LONGEST && place.bytes().all(plain)).then(|| Self(place.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the address of the sign-in page that leads there.
    pub fn sign_in(&self) -> String {
        let query: String =
            form_urlencoded::Serializer::new(String::new()).append_pair("to", &self.0).finish();
        format!("/desk/sign-in?{query}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_to_the_desk_and_nowhere_else() {
        for good in [
            "/desk",
            "/desk/acme",
            "/desk/acme/stories?status=accepted&lang=fr",
            "/desk?lang=nl",
            "/desk/acme/events/0-1/agenda",
        ] {
            assert_eq!(Wanted::parse(good).unwrap().as_str(), good);
        }
        for bad in [
            "",
            "/",
            "/acme",
            "desk",
            "//evil.example",
            "//evil.example/desk",
            "/\\evil.example",
            "/desk//evil.example",
            "/desk/../acme",
            "/desk/./acme",
            "/desk/\\evil",
            "/desk/acme\r\nLocation: x",
            "/desk/acme%0d%0a x",
            "/desk/acme#x",
            "/desk@evil.example",
            "/desk.evil.example",
            "https://evil.example/desk",
            "javascript:alert(1)",
            "/desk/sign-in",
            "/desk/sign-in?to=/desk",
            "/desk/sign-out",
            "/desk/\u{e9}",
        ] {
            assert_eq!(Wanted::parse(bad), None, "{bad:?}");
        }
        assert_eq!(
            Wanted::parse("/desk/a?b=c&d").unwrap().sign_in(),
            "/desk/sign-in?to=%2Fdesk%2Fa%3Fb%3Dc%26d"
        );
        assert_eq!(Wanted::parse(&format!("/desk/{}", "a".repeat(LONGEST))), None);
    }
}
