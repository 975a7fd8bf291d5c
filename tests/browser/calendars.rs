//! Calendars as `ical.js` reads them, which mail programs and calendars on the web do.

use crate::{
    browser::Browser,
    support::calendars::{Read, files},
};
use serde_json::json;

const ICAL: &str = include_str!("../vendor/ical.es5.min.js");
/// Script that reads calendars: a module for Node as it stands; `arguments` are files.
const READ: &str = "const utc = time => new Date(time.toUnixTime() * 1000).toISOString().replace('.000', ''); \
    return arguments[0].map(file => { ICAL.TimezoneService.reset(); \
        const calendar = new ICAL.Component(ICAL.parse(file)); \
        for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone); \
        const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')); \
        return { uid: event.uid, title: event.summary, starts: utc(event.startDate), ends: utc(event.endDate), \
            minutes: (event.endDate.toUnixTime() - event.startDate.toUnixTime()) / 60, errors: [] }; });";

pub async fn an_hour_is_an_hour(browser: &Browser) {
    browser.go("/acme").await;
    let script = format!(
        "const ICAL = (() => {{ const module = {{ exports: {{}} }}; let exports = module.exports; {ICAL}\n; \
         return module.exports.default ?? module.exports; }})(); {READ}"
    );
    let all: Vec<_> = files().map(|(_, file)| file).collect();
    let read = browser.driver.execute(script, vec![json!(all)]).await.unwrap();
    let read: Vec<Read> = serde_json::from_value(read.json().clone()).unwrap();
    assert_eq!(read.len(), all.len());
    for ((case, _), read) in files().zip(&read) {
        case.check(read);
    }
}
