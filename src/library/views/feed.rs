//! The Atom feed of new stories (RFC 4287). It holds titles and no texts: what a program has fetched nobody can take back.

use crate::{
    library::model::Card,
    platform::{atom::escaped, i18n::Language, time::last_day},
};
use chrono::Days;
use std::fmt::Write;

/// Writes the feed of the library at `home`, which has an address of its `own`; both with their host.
pub fn atom(cards: &[Card], (home, own): (&str, &str), organisation: &str, reader: Language) -> String {
    let title = escaped(&reader.text_n("library-feed-title", organisation.to_owned()));
    let mut feed = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{reader}\">\n\
         <id>{id}</id>\n<title>{title}</title>\n<updated>{updated}</updated>\n\
         <link href=\"{id}\"/>\n<link rel=\"self\" href=\"{own}\"/>\n\
         <author><name>{author}</name></author>\n",
        id = escaped(home),
        own = escaped(own),
        updated = cards.first().map_or_else(|| moment(""), |card| moment(&card.week)),
        author = escaped(organisation),
    );
    for card in cards {
        entry(&mut feed, card, home);
    }
    feed.push_str("</feed>\n");
    feed
}

fn entry(feed: &mut String, card: &Card, home: &str) {
    let by = card.shown_name.as_ref().map(|name| format!("<author><name>{}</name></author>", escaped(name)));
    // Writing to a text never fails.
    let _ = writeln!(
        feed,
        "<entry xml:lang=\"{}\"><id>urn:uuid:{}</id><title>{}</title><updated>{}</updated><link href=\"{}/{}\"/>{}</entry>",
        card.language,
        card.story_id,
        escaped(&card.title),
        moment(&card.week),
        escaped(home),
        card.story_id,
        by.unwrap_or_default(),
    );
}

/// Returns the first moment of an ISO 8601 week: stories have no other date.
fn moment(week: &str) -> String {
    let monday = last_day(week).and_then(|sunday| sunday.checked_sub_days(Days::new(6)));
    format!("{}T00:00:00Z", monday.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_holds_titles_and_weeks() {
        let card = Card {
            title: "Moi & <vous>".to_owned(),
            learned: "secret".to_owned(),
            shown_name: None,
            ..Card::sample(Language::Fr)
        };
        let id = card.story_id;
        let feed = atom(
            &[card],
            ("https://example.org/acme/library", "https://example.org/acme/library.atom?key=x&lang=en"),
            "Acme",
            Language::En,
        );
        assert!(
            feed.contains(&format!("<id>urn:uuid:{id}</id><title>Moi &amp; &lt;vous&gt;</title>")),
            "{feed}"
        );
        assert_eq!(feed.matches("<updated>2026-11-23T00:00:00Z</updated>").count(), 2);
        assert!(feed.contains(&format!("<link href=\"https://example.org/acme/library/{id}\"/>")));
        assert!(
            feed.contains("rel=\"self\" href=\"https://example.org/acme/library.atom?key=x&amp;lang=en\"")
        );
        assert!(feed.contains("<entry xml:lang=\"fr\">") && !feed.contains("secret"));
        assert!(atom(&[], ("x", "y"), "Acme", Language::Nl).contains("<updated>1970-01-01T00:00:00Z"));
    }
}
