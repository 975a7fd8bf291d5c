//! The team's screens.

use super::{role_name, role_names, sample};
use crate::{
    accounts::{
        actions::sorted_roles,
        forms::Invite,
        model::{Colleague, Invited, Staff},
        permission::Role,
    },
    ids::StaffId,
    platform::{
        i18n::Language,
        time::long_date,
        view::{Choice, View},
        web::{Changed, Seen, form::FieldErrors},
    },
};
use chrono::NaiveDate;
use serde::Serialize;

/// `templates/accounts/team.html`
#[derive(Debug, Serialize)]
pub struct TeamPage {
    team: Vec<Row>,
    invited: Vec<Row>,
    form: Invite,
    roles: Vec<Choice>,
    languages: Vec<Choice>,
    errors: FieldErrors,
}

#[derive(Debug, Serialize)]
struct Row {
    name: String,
    email: String,
    roles: String,
    /// Note that they are away; may be empty.
    away: String,
    removal: Option<String>,
}

impl TeamPage {
    /// Lists the team without a button to remove `you`, and those invited, above the form to invite.
    pub fn new(
        team: &[Colleague],
        invited: &[Invited],
        (you, today): (StaffId, NaiveDate),
        desk: &str,
        form: Invite,
        errors: FieldErrors,
        language: Language,
    ) -> Self {
        let removal = |who: StaffId| (who != you).then(|| format!("{desk}/team/{who}/removal"));
        let colleague = |colleague: &Colleague| Row {
            name: colleague.staff.name.clone(),
            email: colleague.staff.email.clone(),
            roles: role_names(&colleague.roles, language),
            away: away(&colleague.staff, today, language),
            removal: removal(colleague.staff.id),
        };
        let somebody = |invited: &Invited| Row {
            name: invited.name.clone(),
            email: invited.email.clone(),
            roles: role_names(&invited.roles, language),
            away: String::new(),
            removal: removal(invited.id),
        };
        let role = |role: &Role| Choice::new(role.as_str(), role_name(*role, language), &form.role);
        let spoken = |l: &Language| Choice::new(l.as_str(), l.own_name().to_owned(), &form.language);
        Self {
            team: team.iter().map(colleague).collect(),
            invited: invited.iter().map(somebody).collect(),
            roles: Role::ALL.iter().map(role).collect(),
            languages: Language::ALL.iter().map(spoken).collect(),
            form,
            errors,
        }
    }
}

fn away(staff: &Staff, today: NaiveDate, language: Language) -> String {
    let until = staff.away_until.filter(|_| staff.is_away(today));
    until.map(|day| language.text_n("accounts-away", long_date(day, language))).unwrap_or_default()
}

fn samples() -> (Vec<Colleague>, Vec<Invited>) {
    let colleague = |name| Colleague { staff: sample(name), roles: Role::ALL.to_vec() };
    let invited = Invited {
        id: StaffId::new(),
        email: "lea@example.org".to_owned(),
        name: "Léa".to_owned(),
        roles: vec![Role::Moderator],
    };
    (vec![colleague("Mia"), colleague("Jan")], vec![invited])
}

impl View for TeamPage {
    const TEMPLATE: &'static str = "accounts/team.html";
    fn samples() -> Vec<Self> {
        let (team, invited) = samples();
        let you = team.first().map_or_else(StaffId::new, |mia| mia.staff.id);
        let page = |errors, invited: &[Invited]| {
            let form = Invite::blank();
            Self::new(&team, invited, (you, NaiveDate::default()), "/desk/acme", form, errors, Language::En)
        };
        vec![
            page(FieldErrors::default(), &[]),
            page(FieldErrors::one("email", "sample".to_owned()), &invited),
        ]
    }
}

/// `templates/accounts/removal.html`
#[derive(Debug, Clone, Serialize)]
pub struct RemovalPage {
    name: String,
    email: String,
    /// Empty when they have none yet.
    roles: String,
    offered: String,
    team: String,
    seen: Seen,
    changed: Option<Changed>,
}

impl RemovalPage {
    /// Makes the page before `who` is removed; `None` when they are not in the team.
    pub fn new(
        team: &[Colleague],
        invited: &[Invited],
        who: StaffId,
        desk: &str,
        language: Language,
    ) -> Option<Self> {
        let colleague = team.iter().find(|colleague| colleague.staff.id == who);
        let invited = invited.iter().find(|invited| invited.id == who);
        let known = colleague.map(|colleague| (&colleague.staff.name, &colleague.staff.email));
        let (name, email) = known.or_else(|| invited.map(|invited| (&invited.name, &invited.email)))?;
        Some(Self {
            name: name.clone(),
            email: email.clone(),
            roles: colleague.map_or_else(String::new, |them| role_names(&them.roles, language)),
            offered: invited.map_or_else(String::new, |them| role_names(&them.roles, language)),
            team: format!("{desk}/team"),
            seen: {
                let roles = colleague.map_or(&[][..], |them| &them.roles);
                let offered = invited.map_or(&[][..], |them| &them.roles);
                Seen::of(&sorted_roles(roles, offered))
            },
            changed: None,
        })
    }

    /// Notes that somebody else changed their roles after the page was shown.
    pub fn changed(self) -> Self {
        Self { changed: Some(Changed::button()), ..self }
    }
}

impl View for RemovalPage {
    const TEMPLATE: &'static str = "accounts/removal.html";
    fn samples() -> Vec<Self> {
        let (team, invited) = samples();
        let ids = team.iter().map(|colleague| colleague.staff.id);
        let ids = ids.chain(invited.iter().map(|invited| invited.id));
        let page = |who| Self::new(&team, &invited, who, "/desk/acme", Language::En);
        let all: Vec<Self> = ids.filter_map(page).collect();
        let changed = all.first().cloned().map(Self::changed);
        all.into_iter().chain(changed).collect()
    }
}
