//! Screens of this feature.

mod profile;
mod team;

pub use profile::ProfilePage;
pub use team::{RemovalPage, TeamPage};

use super::{
    forms::{Forgotten, SignIn},
    model::Staff,
    permission::Role,
};
use crate::{
    organisations::Organisation,
    platform::{i18n::Language, view::View, web::form::FieldErrors},
};
use chrono::NaiveDate;
use serde::Serialize;

/// `templates/accounts/sign_in.html`
#[derive(Debug, Serialize)]
pub struct SignInPage {
    /// Fields as typed, without the password.
    pub form: SignIn,
    pub errors: FieldErrors,
    /// Hidden fields of the form that was sent without a session.
    kept: Vec<Carried>,
}

#[derive(Debug, Serialize)]
struct Carried {
    name: String,
    value: String,
}

impl SignInPage {
    pub fn new(form: SignIn, errors: FieldErrors) -> Self {
        let kept = form.carried().map(|(name, value)| Carried { name: name.clone(), value: value.clone() });
        let kept = kept.collect();
        Self { form, errors, kept }
    }
}

impl View for SignInPage {
    const TEMPLATE: &'static str = "accounts/sign_in.html";
    fn samples() -> Vec<Self> {
        let form = SignIn {
            email: "mia@example.org".to_owned(),
            carried: [("kept.000.title".to_owned(), "<b>".to_owned())].into(),
            ..SignIn::default()
        };
        vec![
            Self::new(SignIn::default(), FieldErrors::default()),
            Self::new(form, FieldErrors::one("email", "sample".to_owned())),
        ]
    }
}

/// `templates/accounts/forgotten.html`
#[derive(Debug, Serialize)]
pub struct ForgottenPage {
    pub form: Forgotten,
    pub errors: FieldErrors,
}

impl View for ForgottenPage {
    const TEMPLATE: &'static str = "accounts/forgotten.html";
    fn samples() -> Vec<Self> {
        let page = |errors| Self { form: Forgotten::default(), errors };
        vec![page(FieldErrors::default()), page(FieldErrors::one("email", "sample".to_owned()))]
    }
}

/// `templates/accounts/forgotten_sent.html`
#[derive(Debug, Serialize)]
pub struct SentPage {}

impl View for SentPage {
    const TEMPLATE: &'static str = "accounts/forgotten_sent.html";
    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

/// `templates/accounts/invitation.html`
#[derive(Debug, Serialize)]
pub struct InvitationPage {
    name: String,
    email: String,
    offers: Vec<OfferRow>,
    errors: FieldErrors,
}

#[derive(Debug, Serialize)]
struct OfferRow {
    organisation: String,
    roles: String,
}

impl InvitationPage {
    pub fn new(staff: &Staff, offers: &[(Organisation, Vec<Role>)], language: Language) -> Self {
        let row = |(organisation, roles): &(Organisation, Vec<Role>)| OfferRow {
            organisation: organisation.name.clone(),
            roles: role_names(roles, language),
        };
        Self {
            name: staff.name.clone(),
            email: staff.email.clone(),
            offers: offers.iter().map(row).collect(),
            errors: FieldErrors::default(),
        }
    }

    pub fn with(self, errors: FieldErrors) -> Self {
        Self { errors, ..self }
    }
}

impl View for InvitationPage {
    const TEMPLATE: &'static str = "accounts/invitation.html";
    fn samples() -> Vec<Self> {
        let offers = [(Organisation::sample(), Role::ALL.to_vec())];
        let page = |offers: &[(Organisation, Vec<Role>)]| Self::new(&sample("Mia"), offers, Language::En);
        vec![page(&[]), page(&offers).with(FieldErrors::one("password", "sample".to_owned()))]
    }
}

/// `templates/accounts/used_link.html`
#[derive(Debug, Serialize)]
pub struct UsedLinkPage {}

impl View for UsedLinkPage {
    const TEMPLATE: &'static str = "accounts/used_link.html";
    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

fn role_name(role: Role, language: Language) -> String {
    language.text(&format!("accounts-role-{role}"))
}

fn role_names(roles: &[Role], language: Language) -> String {
    let names: Vec<String> = roles.iter().map(|role| role_name(*role, language)).collect();
    names.join(", ")
}

fn sample(name: &str) -> Staff {
    Staff {
        id: crate::ids::StaffId::new(),
        email: "mia@example.org".to_owned(),
        name: name.to_owned(),
        language: Language::Nl,
        away_until: NaiveDate::from_ymd_opt(2026, 12, 1),
        stories_a_day: Some(15),
    }
}
