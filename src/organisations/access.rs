//! Readers of an organisation.

use crate::text_enum;
use serde::Serialize;

/// Most domains whose addresses may subscribe.
pub const MOST_DOMAINS: usize = 20;

text_enum! {
    /// Readers of agendas, stories and announcements, the narrower first.
    #[derive(Default)]
    pub enum Readers {
        /// Colleagues: those who come through the readers' door.
        #[default]
        House = "house",
        Everybody = "everybody",
    }
}

/// Settings of an organisation about its readers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Access {
    pub readers: Readers,
    /// Set when search engines may list its pages; only for [`Readers::Everybody`].
    pub indexed: bool,
    /// Domains, in lower case. Who has an address there may subscribe without having come through the door.
    pub domains: Vec<String>,
}

impl Access {
    /// Tells whether an address is under one of the domains.
    pub fn lists(&self, email: &str) -> bool {
        let host = email.rsplit_once('@').map_or("", |(_, host)| host).to_ascii_lowercase();
        self.domains.iter().any(|domain| {
            host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_under_a_domain_at_a_dot_only() {
        let access = Access { domains: vec!["example.org".to_owned()], ..Access::default() };
        for (email, listed) in [
            ("mia@example.org", true),
            ("mia@Mail.Example.ORG", true),
            ("mia@badexample.org", false),
            ("mia@example.org.evil.test", false),
            ("example.org", false),
            ("", false),
        ] {
            assert_eq!(access.lists(email), listed, "{email}");
        }
    }

    #[test]
    fn the_house_is_narrower_than_everybody() {
        assert_eq!(Readers::House.min(Readers::Everybody), Readers::House);
        assert_eq!(Readers::default(), Readers::House);
    }
}
