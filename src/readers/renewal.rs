//! The entry that a calendar or feed shows once its key is old or ended, so that it does not fall silent.

use crate::{
    ids::OrganisationId,
    platform::{
        atom,
        i18n::Language,
        ical::{Lines, escaped},
    },
};
use chrono::NaiveDate;
use fluent_bundle::FluentArgs;

/// The entry, which holds nothing that is for readers.
#[derive(Debug)]
pub struct Renewal<'a> {
    pub organisation: OrganisationId,
    pub name: &'a str,
    /// Address of the readers' door.
    pub door: String,
    /// Set when nothing opens the door now.
    pub is_shut: bool,
    pub today: NaiveDate,
    pub language: Language,
}

impl Renewal<'_> {
    /// Writes a calendar with the entry on today, whenever it is asked for, so that it is seen.
    pub fn calendar(&self) -> Vec<u8> {
        let (mut out, today) = (Lines::calendar(), self.today.format("%Y%m%d"));
        out.text("BEGIN", "VEVENT");
        out.text("UID", &self.organisation.to_string());
        out.text("DTSTAMP", &format!("{today}T000000Z"));
        out.text("DTSTART;VALUE=DATE", &today.to_string());
        out.text("TRANSP", "TRANSPARENT");
        out.text("SUMMARY", &escaped(&self.title()));
        out.text("DESCRIPTION", &escaped(&self.advice()));
        out.text("URL", &self.door);
        out.text("END", "VEVENT");
        out.end()
    }

    /// Writes a feed with the entry.
    pub fn feed(&self) -> Vec<u8> {
        let [title, advice, door] =
            [self.title(), self.advice(), self.door.clone()].map(|text| atom::escaped(&text));
        let (id, at) = (format!("urn:uuid:{}", self.organisation), format!("{}T00:00:00Z", self.today));
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\
             <id>{id}</id><title>{title}</title><updated>{at}</updated><author><name>Pratfall</name></author>\
             <entry><id>{id}</id><title>{title}</title><updated>{at}</updated><link href=\"{door}\"/>\
             <content>{advice}</content></entry></feed>\n"
        )
        .into_bytes()
    }

    fn title(&self) -> String {
        let mut args = FluentArgs::new();
        args.set("organisation", self.name.to_owned());
        let key = if self.is_shut { "readers-ended-title" } else { "readers-renewal-title" };
        self.language.text_with(key, &args)
    }

    fn advice(&self) -> String {
        let mut args = FluentArgs::new();
        args.set("door", self.door.clone());
        let key = if self.is_shut { "readers-ended" } else { "readers-renewal" };
        self.language.text_with(key, &args)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_entry_says_how_to_go_on() {
        let renewal = Renewal {
            organisation: OrganisationId::NIL,
            name: "Acme <& sons>",
            door: "https://example.org/acme/house".to_owned(),
            is_shut: false,
            today: NaiveDate::from_ymd_opt(2027, 1, 2).unwrap(),
            language: Language::En,
        };
        let calendar = String::from_utf8(renewal.calendar()).unwrap();
        assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 1);
        assert!(calendar.contains("DTSTART;VALUE=DATE:20270102\r\n"), "{calendar}");
        assert!(calendar.replace("\r\n ", "").contains("https://example.org/acme/house"), "{calendar}");
        let feed = String::from_utf8(renewal.feed()).unwrap();
        assert_eq!(feed.matches("<entry>").count(), 1);
        assert!(feed.contains("Acme &lt;&amp; sons&gt;") && !feed.contains("<&"), "{feed}");
        let shut = String::from_utf8(Renewal { is_shut: true, ..renewal }.feed()).unwrap();
        assert!(
            shut.contains("has ended") && !shut.contains("poster code"),
            "there is nothing to renew: {shut}"
        );
    }
}
