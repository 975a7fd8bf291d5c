//! “Is this the right place?”: contacts for what is not a story to learn from.

use crate::{
    organisations::contact::{Contact, Door},
    platform::i18n::Language,
};
use serde::Serialize;

/// Door with the organisation's own contact, if it set one.
#[derive(Debug, Serialize)]
pub struct DoorCard {
    door: &'static str,
    icon: &'static str,
    title: String,
    words: String,
    name: String,
    phone: Option<Way>,
    link: Option<Way>,
}

#[derive(Debug, Serialize)]
struct Way {
    text: String,
    href: String,
}

/// Returns all doors, with general words unless the organisation has its own in this language.
pub(super) fn cards(contacts: &[Contact], language: Language) -> Vec<DoorCard> {
    let card = |&door: &Door| {
        let contact = contacts.iter().find(|contact| contact.door == door);
        let own = contact.and_then(|contact| contact.words.get(&language)).filter(|words| !words.is_empty());
        let general = if contact.is_some() { "who" } else { "general" };
        DoorCard {
            door: door.as_str(),
            icon: match door {
                Door::Unwanted => "heart-handshake",
                Door::Wrongdoing => "shield-check",
                Door::Danger => "life-buoy",
            },
            title: language.text(&format!("intake-door-{door}")),
            words: own.cloned().unwrap_or_else(|| language.text(&format!("intake-door-{door}-{general}"))),
            name: contact.map(|contact| contact.name.clone()).unwrap_or_default(),
            phone: contact
                .and_then(|contact| contact.phone.as_ref())
                .map(|phone| Way { text: phone.as_str().to_owned(), href: phone.href() }),
            link: contact
                .and_then(|contact| contact.link.as_ref())
                .map(|link| Way { text: without_scheme(link.as_str()).to_owned(), href: link.href() }),
        }
    };
    Door::ALL.iter().map(card).collect()
}

fn without_scheme(address: &str) -> &str {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    rest.unwrap_or(address).trim_end_matches('/')
}
