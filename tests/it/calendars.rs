//! Calendars as a program that is not ours reads them; `tests/browser` asks another.

use crate::support::{
    calendars::{Read, files},
    python::reads,
};

#[test]
fn an_hour_is_an_hour_for_python_in_every_zone_and_season() {
    let (cases, written): (Vec<_>, Vec<_>) = files().unzip();
    let read: Vec<Read> = reads("target/venv/bin/python", "read_calendar.py", &written);
    for (case, read) in cases.iter().zip(&read) {
        case.check(read);
    }
}
