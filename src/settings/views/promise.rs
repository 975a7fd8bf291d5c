//! The promise to authors, and the poster.

use super::tabs::{Tab, tabs};
use crate::{
    organisations::store::promise::Round,
    platform::{
        i18n::Language,
        qr::Qr,
        view::View,
        web::{Changed, form::FieldErrors},
    },
    settings::forms::promise::ChangePromise,
};
use serde::Serialize;

/// `templates/settings/promise.html`
#[derive(Debug, Serialize)]
pub struct PromisePage {
    form: ChangePromise,
    errors: FieldErrors,
    round: i32,
    house_code: String,
    relied_on: bool,
    home: String,
    tabs: Vec<Tab>,
    changed: Option<Changed>,
    /// Set when what was typed beside the button for a round is not saved.
    unsaved: bool,
}

impl PromisePage {
    /// Makes the form at `home` (`/desk/acme`).
    pub fn new(
        form: ChangePromise,
        errors: FieldErrors,
        round: &Round,
        home: String,
        language: Language,
    ) -> Self {
        Self {
            form,
            errors,
            round: round.number,
            house_code: round.house_code.to_string(),
            relied_on: round.relied_on,
            tabs: tabs(&home, "/promise", language),
            home,
            changed: None,
            unsaved: false,
        }
    }

    /// Says that what was typed is not saved yet.
    pub const fn unsaved(mut self) -> Self {
        self.unsaved = true;
        self
    }

    /// Shows what is `stored` by now beside what was typed.
    pub fn beside(mut self, stored: &ChangePromise, language: Language) -> Self {
        let fields = [
            ("threshold", "settings-threshold"),
            ("people", "settings-people"),
            ("house", "settings-lane-house"),
            ("open", "settings-lane-open"),
            ("open_a_day", "settings-open-a-day"),
        ];
        let fields = fields.map(|(name, key)| (name, language.text(key)));
        let theirs = format!("{}/settings/promise", self.home);
        self.changed = Some(Changed::between(stored, &self.form, fields, &theirs, language));
        self
    }
}

impl View for PromisePage {
    const TEMPLATE: &'static str = "settings/promise.html";
    fn samples() -> Vec<Self> {
        let page = |field: Option<&'static str>, relied_on, house: &str| {
            let form = ChangePromise { house: house.to_owned(), ..ChangePromise::default() };
            let errors = field.map(|field| FieldErrors::one(field, "sample".to_owned()));
            let round = Round::sample(relied_on);
            let home = "/desk/acme".to_owned();
            Self::new(form, errors.unwrap_or_default(), &round, home, Language::En)
        };
        vec![
            page(None, false, "on"),
            page(Some("threshold"), true, ""),
            page(Some("open_a_day"), true, ""),
            page(Some("people"), true, "on"),
            page(None, true, "on").unsaved(),
            page(None, true, "").beside(&ChangePromise::default(), Language::En),
        ]
    }
}

/// `templates/settings/poster.html`: to print and put up.
#[derive(Debug, Serialize)]
pub struct PosterPage {
    call: String,
    /// Address for people to type.
    address: String,
    /// Address for telephones.
    qr: Option<Qr>,
    house_code: Option<String>,
    /// The readers' link as a picture, where only the house reads.
    read: Option<Qr>,
    /// Set when anonymous stories are taken.
    anonymous: bool,
}

impl PosterPage {
    /// Makes the poster of a round; `address` is the page to tell on.
    pub fn new(
        call: Option<String>,
        address: String,
        house_code: Option<String>,
        anonymous: bool,
        language: Language,
    ) -> Self {
        let call = call.filter(|call| !call.is_empty());
        // Telephones and browsers add the scheme.
        let in_words = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
        let general = if anonymous { "front-home-call" } else { "front-home-call-named" };
        Self {
            call: call.unwrap_or_else(|| language.text(general)),
            anonymous,
            qr: Qr::of(&address),
            address: in_words.to_owned(),
            house_code,
            read: None,
        }
    }

    /// Adds the readers' link.
    pub fn with_link(self, address: &str) -> Self {
        Self { read: Qr::of(address), ..self }
    }
}

impl View for PosterPage {
    const TEMPLATE: &'static str = "settings/poster.html";
    fn samples() -> Vec<Self> {
        let page = |code: Option<&str>| {
            let address = "https://pratfall.example.org/acme".to_owned();
            Self::new(None, address, code.map(str::to_owned), code.is_some(), Language::Nl)
        };
        let link = "https://pratfall.example.org/acme/house/0123456789abcdefghjkmnpqrstvwxyz";
        vec![page(None), page(Some("kiwi-tango-atlas-47")), page(None).with_link(link)]
    }
}
