//! Calendars of events of an hour around the world, and the moments they stand for.

use chrono_tz::Tz;
use pratfall::{
    events::{
        calendar::calendar, programme::Day, release::ReleasedAgenda, release::Titles,
        translation::Translations,
    },
    ids::EventId,
    platform::i18n::Language,
};
use serde::Deserialize;

/// An event as a program reads it.
#[derive(Debug, Deserialize)]
pub struct Read {
    pub uid: String,
    pub title: String,
    pub starts: String,
    pub ends: String,
    pub minutes: f64,
    pub errors: Vec<String>,
}

/// An event of 60 minutes.
pub struct Case {
    pub name: &'static str,
    zone: Tz,
    local: &'static str,
    starts: &'static str,
    ends: &'static str,
}

const fn case(
    name: &'static str,
    zone: Tz,
    local: &'static str,
    starts: &'static str,
    ends: &'static str,
) -> Case {
    Case { name, zone, local, starts, ends }
}

const BRUSSELS: Tz = Tz::Europe__Brussels;

/// Hours at which programs go wrong.
pub const CASES: &[Case] = &[
    case(
        "ends in the hour that comes twice",
        BRUSSELS,
        "2027-10-31T01:30:00",
        "2027-10-30T23:30:00Z",
        "2027-10-31T00:30:00Z",
    ),
    case(
        "begins in it and goes over the change",
        BRUSSELS,
        "2027-10-31T02:30:00",
        "2027-10-31T00:30:00Z",
        "2027-10-31T01:30:00Z",
    ),
    case(
        "over the hour that is skipped",
        BRUSSELS,
        "2027-03-28T01:30:00",
        "2027-03-28T00:30:00Z",
        "2027-03-28T01:30:00Z",
    ),
    case(
        "half an hour off",
        Tz::Asia__Kolkata,
        "2027-06-04T14:00:00",
        "2027-06-04T08:30:00Z",
        "2027-06-04T09:30:00Z",
    ),
    case(
        "over half an hour that comes twice",
        Tz::Australia__Lord_Howe,
        "2027-04-04T01:15:00",
        "2027-04-03T14:15:00Z",
        "2027-04-03T15:15:00Z",
    ),
    case(
        "begins in that half hour",
        Tz::Australia__Lord_Howe,
        "2027-04-04T01:45:00",
        "2027-04-03T14:45:00Z",
        "2027-04-03T15:45:00Z",
    ),
    case(
        "over half an hour that is skipped",
        Tz::Australia__Lord_Howe,
        "2027-10-03T01:45:00",
        "2027-10-02T15:15:00Z",
        "2027-10-02T16:15:00Z",
    ),
    case("over midnight", BRUSSELS, "2026-12-03T23:30:00", "2026-12-03T22:30:00Z", "2026-12-03T23:30:00Z"),
];

impl Case {
    /// The file of a version of it, on a site.
    pub fn file(&self, version: i32, site: &str) -> String {
        let day = Day {
            title: "Oops; we, did\\it".to_owned(),
            intro: "Come, listen; laugh.\nReally: \u{e9}\u{1f9d1} ".repeat(9),
            starts_at: self.local.parse().unwrap(),
            minutes: 60,
            time_zone: self.zone,
            place: "Room 1, \"left\"".to_owned(),
            link: String::new(),
            language: Language::En,
            translations: Translations::default(),
        };
        let agenda = ReleasedAgenda {
            event: self.id(),
            version,
            released_at: "2026-11-24T06:00:00Z".parse().unwrap(),
            day,
            entries: vec![],
            changes: vec![],
            titles: Titles::new(),
        };
        let file = calendar(&agenda, &format!("{site}/acme/events/1"), Language::En);
        String::from_utf8(file).unwrap()
    }

    fn id(&self) -> EventId {
        let cases = (0x0192_0000_0000_7000_8000_0000_0000_0000..).zip(CASES);
        let mine = cases.map(|(id, case)| (case.name, uuid::Uuid::from_u128(id)));
        EventId::from(mine.filter(|(name, _)| *name == self.name).last().unwrap().1)
    }

    /// Checks that a program reads what is meant.
    pub fn check(&self, read: &Read) {
        let found = (read.starts.as_str(), read.ends.as_str(), read.minutes);
        assert_eq!(found, (self.starts, self.ends, 60.0), "{}", self.name);
        assert_eq!(read.uid, self.id().to_string(), "{}: the event's own", self.name);
        assert_eq!(read.title, "Oops; we, did\\it");
        assert!(read.errors.is_empty(), "{}: {:?}", self.name, read.errors);
    }
}

/// All files: two versions of each event, on two sites.
pub fn files() -> impl Iterator<Item = (&'static Case, String)> {
    let sites = [(1, "https://pratfall.example.org"), (2, "https://elsewhere.example:8443")];
    CASES.iter().flat_map(move |case| sites.map(|(version, site)| (case, case.file(version, site))))
}
