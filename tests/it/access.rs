//! Permissions: every address that the router knows, every role, own and foreign organisation. An address without an
//! expectation fails.

use crate::support::{House, Page, TestSite, Visitor, database::dump};
use actix_web::{
    http::{Method, header},
    test::TestRequest,
};
use pratfall::{accounts::Role, announcements::ONE_CLICK, ids::StoryId};
use std::collections::BTreeSet;

/// Visitors who may open an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    /// Everybody; a session makes no difference.
    Everybody,
    /// Anybody at this machine, while mail is captured.
    ThisMachine,
    /// Anybody who is signed in.
    SignedIn,
    /// Staff of the organisation in any role.
    Staff,
    /// Staff of the organisation with this role.
    Only(Role),
    /// Staff of the organisation with a role other than this one.
    Except(Role),
}

const ADMINISTRATOR: Who = Who::Only(Role::Administrator);
const MODERATOR: Who = Who::Only(Role::Moderator);
const ORGANISER: Who = Who::Only(Role::Organiser);
const MODERATOR_OR_ORGANISER: Who = Who::Except(Role::Administrator);
const ADMINISTRATOR_OR_ORGANISER: Who = Who::Except(Role::Moderator);

/// The only public address that sets a cookie.
const HOUSE_LINK: &str = "GET /{org}/house/{key}";

/// Expectation for every address.
const ROUTES: &[(&str, Who)] = &[
    ("GET /", Who::Everybody),
    ("GET /.well-known/change-password", Who::Everybody),
    ("GET /.well-known/security.txt", Who::Everybody),
    ("GET /favicon.ico", Who::Everybody),
    ("GET /robots.txt", Who::Everybody),
    ("GET /assets/{path:.*}", Who::Everybody),
    ("GET /healthz", Who::Everybody),
    ("GET /readyz", Who::Everybody),
    ("GET /desk", Who::SignedIn),
    ("GET /desk/sign-in", Who::Everybody),
    ("POST /desk/sign-in", Who::Everybody),
    ("GET /desk/sign-in/forgotten", Who::Everybody),
    ("POST /desk/sign-in/forgotten", Who::Everybody),
    ("GET /desk/sign-in/forgotten/sent", Who::Everybody),
    ("POST /desk/sign-out", Who::SignedIn),
    ("POST /desk/offers/{offerer}/{role}/acceptance", Who::SignedIn),
    ("POST /desk/offers/{offerer}/{role}/refusal", Who::SignedIn),
    ("GET /desk/profile", Who::SignedIn),
    ("POST /desk/profile", Who::SignedIn),
    ("POST /desk/profile/password", Who::SignedIn),
    ("POST /desk/profile/sessions/end", Who::SignedIn),
    ("GET /desk/invitations/{token}", Who::Everybody),
    ("POST /desk/invitations/{token}", Who::Everybody),
    ("GET /desk/{org}", Who::Staff),
    ("GET /desk/{org}/announcements", ORGANISER),
    ("POST /desk/{org}/announcements", ORGANISER),
    ("GET /desk/{org}/announcements/{id}", ORGANISER),
    ("POST /desk/{org}/announcements/{id}/cancellation", ORGANISER),
    ("GET /desk/{org}/announcements/{id}/confirmation", ORGANISER),
    ("POST /desk/{org}/announcements/{id}/confirmation", ORGANISER),
    ("POST /desk/{org}/announcements/{id}/pause", ORGANISER),
    ("GET /desk/{org}/announcements/{id}/preview/{language}", ORGANISER),
    ("POST /desk/{org}/announcements/{id}/resume", ORGANISER),
    ("POST /desk/{org}/announcements/{id}/texts", ORGANISER),
    ("GET /desk/{org}/answers/{answer}", MODERATOR),
    ("POST /desk/{org}/answers/{answer}/publication", MODERATOR),
    ("POST /desk/{org}/answers/{answer}/refusal", MODERATOR),
    ("POST /desk/{org}/answers/{answer}/removal", MODERATOR),
    ("GET /desk/{org}/audit", ADMINISTRATOR),
    ("GET /desk/{org}/events", ADMINISTRATOR_OR_ORGANISER),
    ("GET /desk/{org}/events/new", ORGANISER),
    ("POST /desk/{org}/events/new", ORGANISER),
    ("GET /desk/{org}/events/{event}", ORGANISER),
    ("POST /desk/{org}/events/{event}", ORGANISER),
    ("GET /desk/{org}/events/{event}/agenda", ADMINISTRATOR_OR_ORGANISER),
    ("GET /desk/{org}/events/{event}/papers", ORGANISER),
    ("POST /desk/{org}/events/{event}/releases", ORGANISER),
    ("POST /desk/{org}/events/{event}/slots", ORGANISER),
    ("POST /desk/{org}/events/{event}/slots/{slot}", ORGANISER),
    ("POST /desk/{org}/events/{event}/slots/{slot}/position", ORGANISER),
    ("POST /desk/{org}/events/{event}/slots/{slot}/removal", ORGANISER),
    ("GET /desk/{org}/hidings", MODERATOR),
    ("POST /desk/{org}/hidings/{hidden}/verdict", MODERATOR),
    ("GET /desk/{org}/packs", ORGANISER),
    ("POST /desk/{org}/packs", ORGANISER),
    ("GET /desk/{org}/packs/{pack}", ORGANISER),
    ("POST /desk/{org}/packs/{pack}", ORGANISER),
    ("POST /desk/{org}/packs/{pack}/stories", ORGANISER),
    ("POST /desk/{org}/packs/{pack}/stories/{packed}/position", ORGANISER),
    ("POST /desk/{org}/packs/{pack}/stories/{packed}/removal", ORGANISER),
    ("GET /desk/{org}/questions", MODERATOR),
    ("GET /desk/{org}/questions/{question}", MODERATOR),
    ("POST /desk/{org}/questions/{question}/passing", MODERATOR),
    ("POST /desk/{org}/questions/{question}/refusal", MODERATOR),
    ("GET /desk/{org}/settings", ADMINISTRATOR),
    ("POST /desk/{org}/settings", ADMINISTRATOR),
    ("GET /desk/{org}/settings/call", ADMINISTRATOR),
    ("POST /desk/{org}/settings/call", ADMINISTRATOR),
    ("GET /desk/{org}/settings/contacts", ADMINISTRATOR),
    ("POST /desk/{org}/settings/contacts", ADMINISTRATOR),
    ("GET /desk/{org}/settings/languages", ADMINISTRATOR),
    ("POST /desk/{org}/settings/languages", ADMINISTRATOR),
    ("GET /desk/{org}/settings/poster", ADMINISTRATOR),
    ("GET /desk/{org}/settings/promise", ADMINISTRATOR),
    ("POST /desk/{org}/settings/promise", ADMINISTRATOR),
    ("POST /desk/{org}/settings/rounds", ADMINISTRATOR),
    ("GET /desk/{org}/settings/readers", ADMINISTRATOR),
    ("POST /desk/{org}/settings/readers", ADMINISTRATOR),
    ("POST /desk/{org}/settings/readers/end", ADMINISTRATOR),
    ("POST /desk/{org}/settings/readers/link", ADMINISTRATOR),
    ("GET /desk/{org}/settings/themes", ADMINISTRATOR),
    ("POST /desk/{org}/settings/themes", ADMINISTRATOR),
    ("GET /desk/{org}/settings/review", ADMINISTRATOR),
    ("POST /desk/{org}/settings/review", ADMINISTRATOR),
    ("GET /desk/{org}/settings/words", ADMINISTRATOR),
    ("POST /desk/{org}/settings/words", ADMINISTRATOR),
    ("GET /desk/{org}/stories", MODERATOR),
    ("POST /desk/{org}/stories/batch", MODERATOR),
    ("POST /desk/{org}/stories/batch/verdict", MODERATOR),
    ("POST /desk/{org}/stories/claims", MODERATOR),
    ("GET /desk/{org}/stories/views", MODERATOR),
    ("POST /desk/{org}/stories/views", MODERATOR),
    ("POST /desk/{org}/stories/views/{view}/removal", MODERATOR),
    ("GET /desk/{org}/stories/{story}", MODERATOR),
    ("POST /desk/{org}/stories/{story}/acceptance", MODERATOR),
    ("POST /desk/{org}/stories/{story}/claim", MODERATOR),
    ("POST /desk/{org}/stories/{story}/claim/end", MODERATOR),
    ("POST /desk/{org}/stories/{story}/claim/handover", MODERATOR),
    ("POST /desk/{org}/stories/{story}/claim/recusal", MODERATOR),
    ("POST /desk/{org}/stories/{story}/claim/renewal", MODERATOR),
    ("GET /desk/{org}/stories/{story}/next", MODERATOR),
    ("POST /desk/{org}/stories/{story}/questions", MODERATOR),
    ("POST /desk/{org}/stories/{story}/questions/draft", MODERATOR),
    ("POST /desk/{org}/stories/{story}/redactions", MODERATOR),
    ("POST /desk/{org}/stories/{story}/refusal", MODERATOR),
    ("POST /desk/{org}/stories/{story}/reopening", MODERATOR),
    ("POST /desk/{org}/stories/{story}/versions", MODERATOR),
    ("GET /desk/{org}/stories/{told}/lessons", MODERATOR_OR_ORGANISER),
    ("POST /desk/{org}/stories/{told}/lessons", MODERATOR_OR_ORGANISER),
    ("POST /desk/{org}/stories/{told}/lessons/{lesson}/completion", MODERATOR_OR_ORGANISER),
    ("POST /desk/{org}/stories/{told}/lessons/{lesson}/removal", MODERATOR_OR_ORGANISER),
    ("GET /desk/{org}/subscribers", ADMINISTRATOR_OR_ORGANISER),
    ("GET /desk/{org}/team", ADMINISTRATOR),
    ("POST /desk/{org}/team", ADMINISTRATOR),
    ("GET /desk/{org}/team/{staff}/removal", ADMINISTRATOR),
    ("POST /desk/{org}/team/{staff}/removal", ADMINISTRATOR),
    ("GET /dev/mailbox", Who::ThisMachine),
    ("GET /dev/mailbox/{name}", Who::ThisMachine),
    ("GET /dev/mailbox/{name}/attachments/{number}", Who::ThisMachine),
    ("GET /dev/mailbox/{name}/html", Who::ThisMachine),
    ("GET /{org}", Who::Everybody),
    ("GET /{org}/announcements", Who::Everybody),
    ("GET /{org}/events", Who::Everybody),
    ("GET /{org}/events/{event}", Who::Everybody),
    ("GET /{org}/events/{event}/agenda.ics", Who::Everybody),
    ("GET /{org}/events/{event}/agenda.json", Who::Everybody),
    ("GET /{org}/events/{event}/changes", Who::Everybody),
    ("GET /{org}/library", Who::Everybody),
    ("GET /{org}/library.atom", Who::Everybody),
    ("GET /{org}/library/done/{deed}", Who::Everybody),
    ("GET /{org}/library/packs/{pack}", Who::Everybody),
    ("GET /{org}/library/{story}", Who::Everybody),
    ("GET /{org}/library/{story}/hiding", Who::Everybody),
    ("POST /{org}/library/{story}/hiding", Who::Everybody),
    ("POST /{org}/library/{story}/me-too", Who::Everybody),
    ("POST /{org}/library/{story}/question", Who::Everybody),
    ("GET /{org}/house", Who::Everybody),
    ("POST /{org}/house", Who::Everybody),
    (HOUSE_LINK, Who::Everybody),
    ("GET /{org}/promise", Who::Everybody),
    ("GET /{org}/receipt", Who::Everybody),
    ("POST /{org}/receipt", Who::Everybody),
    ("POST /{org}/receipt/burning", Who::Everybody),
    ("POST /{org}/receipt/burning/preview", Who::Everybody),
    ("POST /{org}/receipt/consent", Who::Everybody),
    ("POST /{org}/receipt/edit", Who::Everybody),
    ("POST /{org}/receipt/hiding", Who::Everybody),
    ("POST /{org}/receipt/messages", Who::Everybody),
    ("POST /{org}/receipt/name", Who::Everybody),
    ("POST /{org}/receipt/questions", Who::Everybody),
    ("POST /{org}/receipt/questions/removal", Who::Everybody),
    ("POST /{org}/receipt/withdrawal", Who::Everybody),
    ("POST /{org}/receipt/withdrawal/preview", Who::Everybody),
    ("GET /{org}/stories/new", Who::Everybody),
    ("POST /{org}/stories/new", Who::Everybody),
    ("GET /{org}/subscribe", Who::Everybody),
    ("POST /{org}/subscribe", Who::Everybody),
    ("GET /{org}/subscribe/sent", Who::Everybody),
    ("GET /{org}/subscriptions/{token}", Who::Everybody),
    ("POST /{org}/subscriptions/{token}/confirmation", Who::Everybody),
    ("POST /{org}/subscriptions/{token}/language", Who::Everybody),
    ("GET /{org}/subscriptions/{token}/unsubscription", Who::Everybody),
    ("POST /{org}/subscriptions/{token}/unsubscription", Who::Everybody),
    // What it removes, nobody finds afterwards.
    ("POST /desk/{org}/packs/{pack}/removal", ORGANISER),
];

/// A site with two houses that have something at every address.
struct Street {
    site: TestSite,
    acme: House,
    other: House,
}

async fn street() -> Street {
    let site = TestSite::demo(&[]).await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    let acme = House::furnish(&site, &site.organisation).await;
    let other = House::furnish(&site, &other).await;
    Street { site, acme, other }
}

fn split(route: &str) -> (Method, &str) {
    let (method, pattern) = route.split_once(' ').unwrap();
    (method.parse().unwrap(), pattern)
}

/// Sends what a form without fields of its own would, from this session.
async fn ask(who: &Visitor, method: &Method, path: &str) -> Page {
    if method == Method::GET { who.get(path).await } else { who.post(path, &[]).await }
}

impl Who {
    fn role(self) -> Role {
        match self {
            Self::Only(role) => role,
            Self::Except(Role::Moderator) => Role::Organiser,
            _ => Role::Moderator,
        }
    }

    fn lets_in(self, role: Role) -> bool {
        match self {
            Self::Only(only) => only == role,
            Self::Except(other) => other != role,
            _ => true,
        }
    }
}

fn desk_routes() -> impl Iterator<Item = (Method, &'static str, Who)> {
    let desk = ROUTES.iter().filter(|(_, who)| matches!(who, Who::Staff | Who::Only(_) | Who::Except(_)));
    desk.map(|(route, who)| {
        let (method, pattern) = split(route);
        (method, pattern, *who)
    })
}

#[actix_web::test]
async fn every_address_has_an_expectation_and_every_expectation_an_address() {
    let site = TestSite::new().await;
    let known: BTreeSet<String> = site.routes().await.into_iter().collect();
    let expected: BTreeSet<String> = ROUTES.iter().map(|(route, _)| (*route).to_owned()).collect();
    let missing: Vec<_> = known.difference(&expected).collect();
    let gone: Vec<_> = expected.difference(&known).collect();
    assert!(missing.is_empty() && gone.is_empty(), "say who may open {missing:?}; gone: {gone:?}");
}

#[actix_web::test]
async fn visitors_without_permission_change_and_learn_nothing() {
    let Street { site, acme, .. } = street().await;
    let before = dump(&site).await;
    let nothing = site.visitor().get("/nowhere").await;
    for (method, pattern, who) in desk_routes() {
        let own = acme.address(pattern);
        let stranger = ask(&site.visitor(), &method, &own).await;
        if method == Method::GET {
            let led = (stranger.status.as_u16(), stranger.leads_to());
            assert_eq!(led, (303, "/desk/sign-in"), "a stranger: {method} {own}");
        } else {
            let form = stranger.fields("#sign-in");
            assert_eq!(
                (stranger.status.as_u16(), form["to"].as_str()),
                (403, own.as_str()),
                "a stranger: {method} {own}"
            );
        }
        for role in Role::ALL {
            let somebody = acme.staff(*role);
            for slug in ["other", "nowhere", "No%20where", "%00"] {
                let path = own.replacen("/acme", &format!("/{slug}"), 1);
                let page = ask(somebody, &method, &path).await;
                assert_eq!(page.status, 404, "{role}: {method} {path}");
                assert_eq!(page.body, nothing.body, "{role}: {method} {path}");
            }
            if !who.lets_in(*role) {
                let page = ask(somebody, &method, &own).await;
                assert_eq!(page.status, 403, "{role}: {method} {own}");
            }
        }
    }
    assert!(dump(&site).await == before, "somebody who may not changed something");
}

#[actix_web::test]
async fn visitors_with_permission_are_let_in() {
    let Street { site, acme, .. } = street().await;
    for (route, who) in ROUTES {
        let (method, pattern) = split(route);
        let path = acme.address(pattern);
        match who {
            Who::Everybody => {
                for somebody in [&site.visitor(), acme.staff(Role::Organiser)] {
                    let page = ask(somebody, &method, &path).await;
                    let fits = [200, 303, 400, 409, 422].contains(&page.status.as_u16());
                    assert!(fits, "{route}: {} {}", page.status, page.body);
                    // The house link gives everybody the same cookie, and that is all it does.
                    let name = page.header("set-cookie").split('=').next().unwrap_or_default();
                    assert_eq!(name, if *route == HOUSE_LINK { "pratfall_house" } else { "" }, "{route}");
                }
            }
            Who::ThisMachine => {
                for (address, status) in [("127.0.0.1:9", 200), ("[::1]:9", 200), ("192.0.2.1:9", 404)] {
                    // Which mail has an attachment is another story.
                    let status = if path.ends_with("/attachments/0") { 404 } else { status };
                    let request = TestRequest::get().uri(&path).insert_header((header::HOST, "localhost"));
                    let request = request.peer_addr(address.parse().unwrap());
                    assert_eq!(site.visitor().ask(request).await.status, status, "{address}: {route}");
                }
            }
            // Ends the session, so it comes last.
            Who::SignedIn if *route == "POST /desk/sign-out" => {}
            Who::SignedIn | Who::Staff | Who::Only(_) | Who::Except(_) => {
                let let_in = Role::ALL.iter().filter(|role| who.lets_in(**role));
                for (n, role) in let_in.enumerate() {
                    let page = ask(acme.staff(*role), &method, &path).await;
                    // What one removed, the next does not find.
                    let gone = n > 0 && pattern.ends_with("/removal") && page.status == 404;
                    // An offer is answered by the person it is made to; the integration tests of accounts do that.
                    let gone = gone || pattern.contains("/offers/") && page.status == 404;
                    let fits = gone || [200, 204, 303, 400, 409, 422].contains(&page.status.as_u16());
                    assert!(fits, "{role} at {route}: {} {}", page.status, page.body);
                    assert_ne!(page.leads_to(), "/desk/sign-in", "{role} at {route}");
                }
            }
        }
    }
    for role in Role::ALL {
        let somebody = acme.staff(*role);
        let page = somebody.post("/desk/sign-out", &[]).await;
        assert_eq!((page.status.as_u16(), page.header("location")), (303, "/desk/sign-in"));
        assert_eq!(somebody.get("/desk").await.status, 303, "the session lives on");
    }
    site.work_on().await;
}

#[actix_web::test]
async fn foreign_and_unknown_things_are_the_same_404() {
    let Street { site, acme, other } = street().await;
    let before = dump(&site).await;
    let nothing = site.visitor().get("/nowhere").await;
    let strange =
        [StoryId::new().to_string(), "x".to_owned(), "%00".to_owned(), "-1".to_owned(), "%FF".to_owned()];
    for (route, who) in ROUTES.iter().filter(|(route, _)| route.contains("{org}")) {
        let (method, pattern) = split(route);
        let somebody = match who {
            Who::Everybody => site.visitor(),
            _ => acme.staff(who.role()).clone(),
        };
        let mut paths = vec![];
        for part in [
            "{event}",
            "{slot}",
            "{story}",
            "{told}",
            "{lesson}",
            "{question}",
            "{answer}",
            "{id}",
            "{staff}",
            "{token}",
            "{view}",
        ] {
            if !pattern.contains(part) {
                continue;
            }
            for value in &strange {
                paths.push(acme.address(&pattern.replace(part, value)));
            }
            // What the house next door has in this place, and here everything else of one's own.
            let (to_part, rest) = pattern.split_once(part).unwrap();
            let foreign = other.address(&format!("{to_part}{part}"));
            let foreign = foreign.rsplit('/').next().unwrap();
            paths.push(acme.address(&format!("{to_part}{foreign}{rest}")));
        }
        if *who == Who::Everybody {
            let own = acme.address(pattern);
            paths.extend(
                ["nowhere", "No%20where", "%00"].map(|slug| own.replacen("/acme", &format!("/{slug}"), 1)),
            );
        }
        let mut refused = vec![];
        for path in paths {
            let page = ask(&somebody, &method, &path).await;
            if page.status == 404 {
                assert_eq!(page.body, nothing.body, "{method} {path}");
            } else {
                assert_eq!(page.status, 400, "{method} {path}");
                refused.push(path);
            }
        }
        // A form that none of our pages could send may be refused before anything is looked up, for all alike.
        let own = acme.address(pattern);
        assert!(
            refused.is_empty() || ask(&somebody, &method, &own).await.status == 400,
            "{route}: {refused:?}"
        );
    }
    assert!(dump(&site).await == before, "something changed");
}

/// A form with a token and headers as given.
async fn forged(who: &Visitor, path: &str, csrf: &str, headers: &[(&str, &str)]) -> u16 {
    let form = (header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let mut request = TestRequest::post().uri(path).insert_header(form).set_payload(format!("csrf={csrf}"));
    for header in headers {
        request = request.insert_header(*header);
    }
    who.ask(request).await.status.as_u16()
}

#[actix_web::test]
async fn a_form_from_elsewhere_or_from_another_session_changes_nothing() {
    let Street { site, acme, other } = street().await;
    let mut old = site.visitor();
    old.sign_in("moderator@acme.example.org", crate::support::PASSWORD, "acme").await;
    let old_token = old.csrf().to_owned();
    old.post("/desk/sign-out", &[]).await;
    let before = dump(&site).await;
    let foreign: [&[(&str, &str)]; 4] = [
        &[("origin", "https://evil.example")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site"), ("origin", "null")],
        &[("origin", "http://127.0.0.1:8080.evil.example")],
    ];
    let from_anywhere = format!("POST {ONE_CLICK}");
    let guarded = |route: &str| route.starts_with("POST") && route != from_anywhere;
    for (route, who) in ROUTES.iter().filter(|(route, _)| guarded(route)) {
        let path = acme.address(split(route).1);
        let somebody = match who {
            Who::Everybody => site.visitor(),
            _ => acme.staff(who.role()).clone(),
        };
        for headers in foreign {
            let status = forged(&somebody, &path, somebody.csrf(), headers).await;
            assert_eq!(status, 403, "{route} with {headers:?}");
        }
        if *who == Who::Everybody {
            continue;
        }
        let neighbour = other.staff(who.role());
        for token in ["", "AAAA", neighbour.csrf(), old_token.as_str()] {
            assert_eq!(forged(&somebody, &path, token, &[]).await, 403, "{route} with {token}");
        }
    }
    assert!(dump(&site).await == before, "a forged form changed something");
}
