//! Tabs of the settings, each a page of its own.

use crate::platform::i18n::Language;
use serde::Serialize;

/// End of the address, and key of the name.
const TABS: &[(&str, &str)] = &[
    ("", "settings-part-organisation"),
    ("/languages", "settings-part-languages"),
    ("/call", "settings-part-call"),
    ("/themes", "settings-part-themes"),
    ("/promise", "settings-tab-promise"),
    ("/readers", "settings-readers"),
    ("/contacts", "settings-contacts-title"),
    ("/words", "settings-words-title"),
    ("/review", "settings-review-title"),
];

#[derive(Debug, Clone, Serialize)]
pub struct Tab {
    label: String,
    pub(super) href: String,
    current: bool,
}

/// Returns the tabs at `desk` (`/desk/acme`); `current` (`/call`) is shown.
pub fn tabs(desk: &str, current: &str, language: Language) -> Vec<Tab> {
    let tab = |(end, key): &(&str, &str)| Tab {
        label: language.text(key),
        href: format!("{desk}/settings{end}"),
        current: *end == current,
    };
    TABS.iter().map(tab).collect()
}
