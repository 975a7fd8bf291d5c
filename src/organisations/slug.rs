//! The first part of an organisation's addresses.

/// Slug: 2 to 40 small letters, digits and single hyphens between them; no address of the site itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slug(String);

/// The text is not a slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be 2 to 40 small letters, digits and hyphens, and not a word this program uses itself")]
pub struct NotASlug;

const TAKEN: &[&str] = &[
    "api",
    "assets",
    "desk",
    "dev",
    "healthz",
    "metrics",
    "readyz",
    "static",
    "robots.txt",
    // Addresses at the desk outside any organisation.
    "invitations",
    "offers",
    "profile",
    "sign-in",
    "sign-out",
];

impl Slug {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Makes a slug of a name: `Projecten & planning` becomes `projecten-planning`; `fallback` when nothing is left.
    pub fn from_name(name: &str, fallback: &str) -> Self {
        let plain = |c: char| {
            if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }
        };
        let words: String = name.chars().map(unaccented).map(plain).collect();
        let mut slug = words.split_whitespace().collect::<Vec<_>>().join("-");
        slug.truncate(40);
        slug.trim_matches('-').parse().unwrap_or_else(|_| Self(fallback.to_owned()))
    }
}

/// Returns the base letter of those with accents in Dutch and French.
const fn unaccented(c: char) -> char {
    match c {
        'à' | 'â' | 'ä' | 'á' | 'À' | 'Â' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' => 'e',
        'î' | 'ï' | 'í' | 'Î' => 'i',
        'ô' | 'ö' | 'ó' | 'Ô' => 'o',
        'û' | 'ù' | 'ü' | 'ú' | 'Û' => 'u',
        'ç' | 'Ç' => 'c',
        other => other,
    }
}

impl std::str::FromStr for Slug {
    type Err = NotASlug;
    fn from_str(text: &str) -> Result<Self, NotASlug> {
        let fits = (2..=40).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.contains("--")
            && !TAKEN.contains(&text);
        if fits { Ok(Self(text.to_owned())) } else { Err(NotASlug) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        for good in ["acme", "a1", "blue-bank-2"] {
            assert_eq!(good.parse::<Slug>().unwrap().as_str(), good);
        }
        for bad in ["", "a", "Acme", "a--b", "-a", "a-", "desk", "profile", "a b", "é1", &"a".repeat(41)] {
            assert_eq!(bad.parse::<Slug>(), Err(NotASlug), "{bad}");
        }
        assert_eq!(Slug::from_name("Délais & déploiements", "x1").as_str(), "delais-deploiements");
        assert_eq!(Slug::from_name("!", "theme-1").as_str(), "theme-1");
    }
}
