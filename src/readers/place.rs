//! Pages for readers: where the key's cookie goes, and where the door leads to.

use crate::organisations::{Organisation, Readers, reader_key::ReaderKey};

/// First parts of the addresses of pages for readers, below the organisation's. Home, form, receipt and promise are not
/// among them, and no cookie reaches those.
pub const FOR_READERS: [&str; 4] = ["events", "library", "announcements", "subscribe"];
/// Longest address that the door leads to.
const LONGEST: usize = 500;

/// Address of a page for readers, with its query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place(String);

impl Place {
    /// Parses an address of an organisation's pages for readers; everything else is `None`, other sites above all.
    pub fn parse(typed: &str, slug: &str) -> Option<Self> {
        let rest = typed.strip_prefix('/')?.strip_prefix(slug)?.strip_prefix('/')?;
        let (path, _) = rest.split_once('?').unwrap_or((rest, ""));
        let first = path.split('/').next()?;
        let plain = typed.len() <= LONGEST
            && typed.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'\\' | b'#'))
            && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
        (plain && FOR_READERS.contains(&first)).then(|| Self(typed.to_owned()))
    }

    /// The first page behind the door.
    pub fn first(slug: &str) -> Self {
        Self(format!("/{slug}/events"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the house link of an organisation, below the address of the site.
    pub fn house_link(slug: &str, key: &ReaderKey) -> String {
        format!("/{slug}/house/{}", key.as_str())
    }

    /// Returns the address, below that of the site, that opens the door and leads here.
    pub fn through_the_door(&self, slug: &str, key: &ReaderKey) -> String {
        let to: String = form_urlencoded::byte_serialize(self.0.as_bytes()).collect();
        format!("{}?to={to}", Self::house_link(slug, key))
    }
}

/// Returns the address, below that of the site, of a page for readers: through the door where only the house reads, for
/// links that are shown to colleagues only.
pub fn for_colleagues(organisation: &Organisation, key: Option<&ReaderKey>, page: &str) -> String {
    let slug = &organisation.slug;
    let path = format!("/{slug}{page}");
    let closed = organisation.access.readers == Readers::House;
    let place = Place::parse(&path, slug).filter(|_| closed);
    match (place, key) {
        (Some(place), Some(key)) => place.through_the_door(slug, key),
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_door_leads_to_pages_of_this_organisation_only() {
        for good in [
            "/acme/events",
            "/acme/library?q=a+b&theme=x",
            "/acme/events/1/agenda.ics",
            "/acme/announcements",
        ] {
            assert_eq!(Place::parse(good, "acme").unwrap().as_str(), good);
        }
        for bad in [
            "",
            "/acme",
            "/acme/",
            "/acme/stories/new",
            "/acme/receipt",
            "/acme/eventsx",
            "/other/events",
            "//evil.example/acme/events",
            "/\\evil.example",
            "/acme/events\\..\\x",
            "/acme/events/../../desk",
            "/acme/events//evil",
            "/acme/events\r\nx: y",
            "/acme/events#x",
            "https://evil.example/acme/events",
            "/acme/events/%C3%A9 x",
            &format!("/acme/events?{}", "x".repeat(LONGEST)),
        ] {
            assert_eq!(Place::parse(bad, "acme"), None, "{bad}");
        }
    }

    #[test]
    fn colleagues_come_through_the_door_where_there_is_one() {
        let key = ReaderKey::known("k".repeat(32));
        let mut organisation = Organisation::sample();
        let link = |organisation: &Organisation, key| for_colleagues(organisation, key, "/events/1");
        assert_eq!(
            link(&organisation, Some(&key)),
            format!("/acme/house/{}?to=%2Facme%2Fevents%2F1", key.as_str())
        );
        assert_eq!(link(&organisation, None), "/acme/events/1");
        organisation.access.readers = Readers::Everybody;
        assert_eq!(link(&organisation, Some(&key)), "/acme/events/1");
    }

    #[test]
    fn a_house_link_carries_where_it_leads_to() {
        let key = ReaderKey::known("k".repeat(32));
        let link = Place::parse("/acme/library?q=x", "acme").unwrap().through_the_door("acme", &key);
        assert_eq!(link, format!("/acme/house/{}?to=%2Facme%2Flibrary%3Fq%3Dx", key.as_str()));
    }
}
