//! Screens of this feature.

use super::{
    forms::{Invite, SignIn},
    model::Colleague,
    permission::Role,
};
use crate::platform::{
    i18n::Language,
    view::{Choice, View},
    web::form::FieldErrors,
};
use serde::Serialize;

/// `templates/accounts/sign_in.html`
#[derive(Debug, Serialize)]
pub struct SignInPage {
    /// What was typed, without the password.
    pub form: SignIn,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for SignInPage {
    const TEMPLATE: &'static str = "accounts/sign_in.html";
    fn samples() -> Vec<Self> {
        let form = SignIn {
            email: "mia@example.org".to_owned(),
            password: String::new(),
        };
        vec![
            Self {
                form: SignIn::default(),
                errors: FieldErrors::default(),
            },
            Self {
                form,
                errors: FieldErrors::one("email", "sample".to_owned()),
            },
        ]
    }
}

/// `templates/accounts/invitation.html`
#[derive(Debug, Serialize)]
pub struct InvitationPage {
    /// Who it is for.
    pub name: String,
    /// With what they will sign in.
    pub email: String,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for InvitationPage {
    const TEMPLATE: &'static str = "accounts/invitation.html";
    fn samples() -> Vec<Self> {
        let page = |errors| Self {
            name: "Mia".to_owned(),
            email: "mia@example.org".to_owned(),
            errors,
        };
        vec![
            page(FieldErrors::default()),
            page(FieldErrors::one("password", "sample".to_owned())),
        ]
    }
}

/// `templates/accounts/team.html`
#[derive(Debug, Serialize)]
pub struct TeamPage {
    team: Vec<ColleagueRow>,
    form: Invite,
    roles: Vec<Choice>,
    languages: Vec<Choice>,
    errors: FieldErrors,
}

#[derive(Debug, Serialize)]
struct ColleagueRow {
    name: String,
    email: String,
    roles: Vec<String>,
    active: bool,
    removal: Option<String>,
}

impl TeamPage {
    /// The team as `you` see it, and the form to invite somebody.
    #[must_use]
    pub fn new(
        team: &[Colleague],
        you: crate::ids::StaffId,
        desk: &str,
        form: Invite,
        errors: FieldErrors,
        language: Language,
    ) -> Self {
        let row = |colleague: &Colleague| ColleagueRow {
            name: colleague.staff.name.clone(),
            email: colleague.staff.email.clone(),
            roles: colleague
                .roles
                .iter()
                .map(|role| role_name(*role, language))
                .collect(),
            active: colleague.active,
            removal: (colleague.staff.id != you)
                .then(|| format!("{desk}/team/{}/removal", colleague.staff.id)),
        };
        let role = |role: &Role| Choice::new(role.as_str(), role_name(*role, language), &form.role);
        let spoken = |l: &Language| Choice::new(l.as_str(), l.own_name().to_owned(), &form.language);
        Self {
            team: team.iter().map(row).collect(),
            roles: Role::ALL.iter().map(role).collect(),
            languages: Language::ALL.iter().map(spoken).collect(),
            form,
            errors,
        }
    }
}

fn role_name(role: Role, language: Language) -> String {
    language.text(&format!("accounts-role-{role}"))
}

impl View for TeamPage {
    const TEMPLATE: &'static str = "accounts/team.html";
    fn samples() -> Vec<Self> {
        let person = |name: &str, active| Colleague {
            staff: super::model::Staff {
                id: crate::ids::StaffId::new(),
                email: "mia@example.org".to_owned(),
                name: name.to_owned(),
                language: Language::Nl,
            },
            roles: Role::ALL.to_vec(),
            active,
        };
        let team = [person("Mia", true), person("Jan", false)];
        let you = team[0].staff.id;
        let page = |errors| Self::new(&team, you, "/desk/acme", Invite::blank(), errors, Language::En);
        vec![
            page(FieldErrors::default()),
            page(FieldErrors::one("email", "sample".to_owned())),
        ]
    }
}
