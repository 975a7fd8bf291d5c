//! Screens of this feature.

mod promise;

pub use promise::{PromisePage, SiteFacts};

use super::steps::{self, Setup, Step, Stories};
use crate::{
    accounts::Role,
    events::{
        model::Release,
        wording::{foreign, with_language},
    },
    library::views::CardRow,
    organisations::Organisation,
    platform::{
        i18n::Language,
        text::paragraphs,
        time::{clock_time, long_date},
        view::View,
    },
};
use serde::Serialize;
use std::collections::BTreeMap;

/// `templates/front/welcome.html`
#[derive(Debug, Serialize)]
pub struct WelcomePage {
    demo: bool,
    organisations: Vec<OrganisationRow>,
}

/// `templates/front/desks.html`
#[derive(Debug, Serialize)]
pub struct DesksPage {
    offers: Vec<OfferSlip>,
    organisations: Vec<OrganisationRow>,
}

#[derive(Debug, Serialize)]
struct OfferSlip {
    organisation: String,
    role: String,
    does: String,
    acceptance: String,
    refusal: String,
}

#[derive(Debug, Serialize)]
struct OrganisationRow {
    name: String,
    href: String,
    roles: Vec<String>,
}

impl WelcomePage {
    /// Lists the organisations in a demonstration only.
    pub fn new(demo: bool, organisations: &[Organisation]) -> Self {
        let row = |organisation: &Organisation| OrganisationRow {
            name: organisation.name.clone(),
            href: format!("/{}", organisation.slug),
            roles: vec![],
        };
        Self { demo, organisations: organisations.iter().map(row).collect() }
    }
}

impl View for WelcomePage {
    const TEMPLATE: &'static str = "front/welcome.html";
    fn samples() -> Vec<Self> {
        vec![Self::new(false, &[]), Self::new(true, &[]), Self::new(true, &[Organisation::sample()])]
    }
}

impl DesksPage {
    /// Lists somebody's roles by organisation, and offers to them.
    pub fn new(
        desks: &[(Organisation, Vec<Role>)],
        offers: &[(Organisation, Role)],
        language: Language,
    ) -> Self {
        let offer = |(organisation, role): &(Organisation, Role)| {
            let path = format!("/desk/offers/{}/{role}", organisation.id);
            OfferSlip {
                organisation: organisation.name.clone(),
                role: role_name(*role, language),
                does: language.text(&format!("front-desks-offer-{role}")),
                acceptance: format!("{path}/acceptance"),
                refusal: format!("{path}/refusal"),
            }
        };
        let row = |(organisation, roles): &(Organisation, Vec<Role>)| OrganisationRow {
            name: organisation.name.clone(),
            href: format!("/desk/{}", organisation.slug),
            roles: roles.iter().map(|role| role_name(*role, language)).collect(),
        };
        Self { offers: offers.iter().map(offer).collect(), organisations: desks.iter().map(row).collect() }
    }
}

impl View for DesksPage {
    const TEMPLATE: &'static str = "front/desks.html";
    fn samples() -> Vec<Self> {
        let desk = (Organisation::sample(), Role::ALL.to_vec());
        vec![
            Self::new(&[], &[], Language::En),
            Self::new(&[desk.clone(), desk.clone()], &[], Language::Nl),
            Self::new(&[], &[(desk.0.clone(), Role::Moderator)], Language::Fr),
            Self::new(std::slice::from_ref(&desk), &[(desk.0.clone(), Role::Organiser)], Language::En),
        ]
    }
}

fn role_name(role: Role, language: Language) -> String {
    language.text(&format!("accounts-role-{role}"))
}

/// `templates/front/home.html`
#[derive(Debug, Serialize)]
pub struct HomePage {
    call: Option<Call>,
    next: Option<EventSlip>,
    /// Shown when there is no next one.
    last: Option<EventSlip>,
    /// The story of the week.
    story: Option<CardRow>,
    /// Set when there is one that only the house may read.
    story_inside: bool,
    steps: Vec<StepRow>,
    /// Set when there is a next event that only the house may know more about.
    closed: bool,
    /// Set when stories are taken with a name only.
    named: bool,
}

#[derive(Debug, Serialize)]
struct Call {
    lang: Language,
    text: Vec<String>,
}

/// A released event.
#[derive(Debug, Clone, Serialize)]
pub struct EventSlip {
    title: String,
    /// Language of the title; empty when it is the reader's.
    lang: &'static str,
    href: String,
    date: String,
    time: String,
    place: String,
    place_lang: &'static str,
}

impl EventSlip {
    /// Shows a release of `organisation`, by the clocks of its place.
    pub fn new(release: &Release, organisation: &str, language: Language) -> Self {
        let day = &release.day;
        let (title, lang) = with_language(day.title_for(language), language);
        Self {
            title,
            lang,
            href: format!("/{organisation}/events/{}", release.event),
            date: long_date(day.starts_at.date(), language),
            time: clock_time(day.starts_at, language),
            place: day.place.clone(),
            place_lang: foreign(day.language, language),
        }
    }
}

#[derive(Debug, Serialize)]
struct StepRow {
    label: String,
    date: String,
    state: &'static str,
}

impl HomePage {
    /// Makes the home page of an organisation: its call in the visitor's language, or else in the first of its
    /// `languages` that has one.
    pub fn new(
        calls: &BTreeMap<Language, String>,
        languages: &[Language],
        next: Option<EventSlip>,
        last: Option<EventSlip>,
        language: Language,
    ) -> Self {
        let written = |language: &Language| {
            let text = paragraphs(calls.get(language)?);
            (!text.is_empty()).then_some(Call { lang: *language, text })
        };
        let step = |n: usize| StepRow {
            label: language.text(&format!("front-how-{n}")),
            date: language.text(&format!("front-how-{n}-more")),
            state: "next",
        };
        Self {
            call: std::iter::once(&language).chain(languages).find_map(written),
            last: last.filter(|_| next.is_none()),
            next,
            story: None,
            story_inside: false,
            steps: (1..=4).map(step).collect(),
            closed: false,
            named: false,
        }
    }

    /// Shows the story of the week.
    pub fn with_story(self, story: Option<CardRow>) -> Self {
        Self { story, ..self }
    }

    /// Leaves out all that only the house may read.
    pub fn for_everybody(self) -> Self {
        let (closed, story_inside) = (self.next.is_some(), self.story.is_some());
        Self { closed, story_inside, next: None, last: None, story: None, ..self }
    }

    pub fn named_only(self, named: bool) -> Self {
        Self { named, ..self }
    }
}

impl View for HomePage {
    const TEMPLATE: &'static str = "front/home.html";
    fn samples() -> Vec<Self> {
        let event = |place: &str| EventSlip {
            title: "Fuck-up lunch".to_owned(),
            lang: "fr",
            href: "/acme/events/1".to_owned(),
            date: "Thursday 3 December 2026".to_owned(),
            time: "12:00".to_owned(),
            place: place.to_owned(),
            place_lang: "fr",
        };
        let calls: BTreeMap<_, _> = [(Language::Fr, "Un\n\nDeux".to_owned())].into();
        let page = |calls, next, last| Self::new(calls, Language::ALL, next, last, Language::En);
        vec![
            page(&BTreeMap::new(), None, None),
            page(&BTreeMap::new(), None, None).named_only(true),
            page(&calls, None, Some(event("Canteen"))),
            page(&calls, Some(event("Canteen")), None),
            page(&calls, Some(event("")), None),
            page(&calls, Some(event("")), None).with_story(Some(CardRow::sample())),
            page(&calls, Some(event("")), None).with_story(Some(CardRow::sample())).for_everybody(),
        ]
    }
}

/// `templates/front/desk.html`
#[derive(Debug, Serialize)]
pub struct DeskPage {
    areas: Vec<Area>,
}

#[derive(Debug, Serialize)]
struct Area {
    role: String,
    steps: Vec<StepCard>,
}

#[derive(Debug, Serialize)]
struct StepCard {
    title: String,
    text: String,
    action: String,
    href: String,
    icon: &'static str,
}

impl DeskPage {
    /// Lists next steps for each of somebody's `roles` at `organisation`'s desk.
    pub fn new(
        roles: &[Role],
        stories: Stories,
        setup: Setup,
        organisation: &str,
        language: Language,
    ) -> Self {
        let area = |role: &Role| Area {
            role: role_name(*role, language),
            steps: steps::next(*role, stories, setup)
                .into_iter()
                .map(|step| card(step, organisation, language))
                .collect(),
        };
        Self { areas: roles.iter().map(area).collect() }
    }
}

fn card(step: Step, organisation: &str, language: Language) -> StepCard {
    let (word, n, place, icon) = match step {
        Step::LookAtHidden(n) => ("hidden", n, "/hidings", "eye-off"),
        Step::ReadQuestions(n) => ("questions", n, "/questions", "circle-help"),
        Step::Decide(n) => ("decide", n, "/stories?status=mine", "pencil-line"),
        Step::ReadNew(n) => ("read-new", n, "/stories?status=submitted", "inbox"),
        Step::AllRead => ("all-read", 0, "/stories?status=ready", "leaf"),
        Step::Plan(n) => ("plan", n, "/events", "list-checks"),
        Step::Prepare => ("prepare", 0, "/events", "calendar-plus"),
        Step::Refine => ("refine", 0, "/events", "calendar-days"),
        Step::Announce => ("announce", 0, "/announcements", "megaphone"),
        Step::InviteModerator => ("invite-moderator", 0, "/team", "users"),
        Step::InviteOrganiser => ("invite-organiser", 0, "/team", "users"),
        Step::AwaitInvited(n) => ("await-invited", n, "/team", "hourglass"),
        Step::NameThemes => ("name-themes", 0, "/settings", "book-open"),
        Step::WriteCall => ("write-call", 0, "/settings", "message-circle"),
        Step::AllSet => ("all-set", 0, "/settings", "leaf"),
    };
    StepCard {
        title: language.text_n(&format!("front-step-{word}"), n),
        text: language.text_n(&format!("front-step-{word}-more"), n),
        action: language.text(&format!("front-step-{word}-action")),
        href: format!("/desk/{organisation}{place}"),
        icon,
    }
}

impl View for DeskPage {
    const TEMPLATE: &'static str = "front/desk.html";
    fn samples() -> Vec<Self> {
        let setup = |ready| Setup {
            has_moderator: ready,
            has_organiser: ready,
            invited: 1,
            has_themes: ready,
            has_calls: ready,
        };
        let stories = Stories { new: 3, held: 1, hidden: 1, questions: 0, ready: 2, coming: true };
        let page = |stories, ready| Self::new(Role::ALL, stories, setup(ready), "acme", Language::En);
        vec![page(Stories::default(), true), page(stories, false)]
    }
}
