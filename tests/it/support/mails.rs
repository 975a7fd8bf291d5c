//! Mails as their readers see them.

use super::python::reads;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
pub struct Read {
    pub defects: Vec<String>,
    pub headers: BTreeMap<String, String>,
    pub text: String,
    pub html: String,
    pub schemes: Vec<String>,
    pub dark: bool,
}

/// Reads mails with `tests/support/read_mail.py`.
pub fn read(mails: &[String]) -> Vec<Read> {
    reads("python3", "read_mail.py", mails)
}

/// Path of the invitation in a captured mail.
pub fn link_in(mail: &str) -> String {
    let bodies = mail.split("\r\n\r\n").filter_map(|part| {
        let part: String = part.lines().take_while(|line| !line.starts_with("--")).collect();
        String::from_utf8(STANDARD.decode(part).ok()?).ok()
    });
    let text = bodies.into_iter().find(|text| text.contains("/desk/invitations/")).expect("a link");
    let at = text.find("/desk/invitations/").unwrap();
    text[at..].split_whitespace().next().unwrap().to_owned()
}
