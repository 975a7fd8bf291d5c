//! First pages.

use super::{
    steps::{Setup, Stories},
    views::{DeskPage, DesksPage, EventSlip, HomePage, PromisePage, SiteFacts, WelcomePage},
};
use crate::{
    accounts::{
        self, Permission, Role,
        extract::{AtDesk, Desk, SignedIn},
    },
    events::{self, programme::next_over},
    ids::OrganisationId,
    library::{
        store::{hidings::count_waiting, reading as library},
        views::{CardRow, Shelf},
    },
    moderation, organisations,
    organisations::{Readers, extract::Site},
    platform::{db::Conn, error::Error, i18n::Language, keys::recovery, time, web::Visit},
    readers::Reach,
    stories::{self, Stage},
};
use actix_web::HttpResponse;

/// Entries of the log of promises on its page.
const PROMISES: i64 = 50;

/// `GET /`: only a demonstration lists its organisations.
pub async fn welcome(visit: Visit) -> Result<HttpResponse, Error> {
    let organisations = if visit.app.demo {
        organisations::store::all(&mut *visit.app.db.platform().await?).await?
    } else {
        vec![]
    };
    let page = WelcomePage::new(visit.app.demo, &organisations);
    visit.reply(Language::ALL, None).page(&page)
}

/// `GET /{org}`
pub async fn home(site: Site) -> Result<HttpResponse, Error> {
    let organisation = &site.organisation;
    let mut conn = site.db().await?;
    let calls = organisations::store::calls(&mut conn, organisation.id).await?;
    let releases = events::store::current(&mut conn, organisation.id).await?;
    let now = site.app.clock.now();
    let (coming, past): (Vec<_>, Vec<_>) = releases.iter().partition(|release| release.day.is_coming(now));
    let next = coming.into_iter().min_by_key(|release| release.day.begins());
    let last = past.into_iter().max_by_key(|release| release.day.begins());
    let slip = |release| EventSlip::new(release, &organisation.slug, site.language);
    let page = HomePage::new(&calls, &organisation.languages, next.map(slip), last.map(slip), site.language);
    let here = now.with_timezone(&organisation.time_zone);
    let reach = Reach::of_all(organisation.access.readers);
    let story = library::of_the_week(&mut conn, organisation.id, reach, here.date_naive()).await?;
    let base = site.base();
    let shelf = Shelf { base: &base, themes: &[], reader: site.language };
    let page = page.with_story(story.map(|card| CardRow::new(&card, shelf)));
    let page = if organisation.access.readers == Readers::House { page.for_everybody() } else { page };
    let over = next_over(releases.iter().map(|release| &release.day), now);
    let until = over.into_iter().chain([time::next_day(here)]).min();
    site.shared_page(&page.named_only(!organisation.open_lanes().take_anonymous()), until)
}

/// `GET /{org}/promise`
pub async fn promise(site: Site) -> Result<HttpResponse, Error> {
    let organisation = &site.organisation;
    let mut conn = site.db().await?;
    let team = accounts::store::colleagues(&mut conn, organisation.id).await?;
    let readers = team.iter().filter(|colleague| colleague.may(Permission::ReviewStories)).count();
    let log = organisations::store::promise::promises(&mut conn, organisation.id, PROMISES).await?;
    let now = site.app.clock.now().with_timezone(&organisation.time_zone);
    let facts = SiteFacts {
        readers,
        demo: site.app.demo,
        together: site.app.works(),
        open_mail: site.app.settings.mail_is_open(),
        backups: recovery::letterbox(&site.app.settings.keys)?.is_some(),
        today: now.date_naive(),
    };
    let terms = organisation.terms(&site.app.settings);
    let page = PromisePage::new(&terms, &log, facts, site.language);
    site.shared_page(&page, Some(time::next_day(now)))
}

/// `GET /desk`: the desks of somebody, or a redirect when there is one.
pub async fn desks(person: SignedIn) -> Result<HttpResponse, Error> {
    let mut conn = person.app.db.platform().await?;
    let roles = accounts::store::roles(&mut conn, person.staff.id).await?;
    let offers = accounts::store::offers::of_person(&mut conn, person.staff.id).await?;
    let ids = |of: &[(OrganisationId, Role)]| {
        let mut ids: Vec<_> = of.iter().map(|(organisation, _)| *organisation).collect();
        ids.dedup();
        ids
    };
    let organisations = organisations::store::by_ids(&mut conn, &ids(&roles)).await?;
    let offerers = organisations::store::by_ids(&mut conn, &ids(&offers)).await?;
    let reply = person.reply(vec![]);
    if let ([only], []) = (organisations.as_slice(), offers.as_slice()) {
        return Ok(reply.see_other(&format!("/desk/{}", only.slug)));
    }
    let offers: Vec<_> = offers
        .into_iter()
        .filter_map(|(id, role)| {
            let offerer = offerers.iter().find(|offerer| offerer.id == id)?;
            Some((offerer.clone(), role))
        })
        .collect();
    let desks: Vec<_> = organisations
        .into_iter()
        .map(|organisation| {
            let here = roles.iter().filter(|(id, _)| *id == organisation.id);
            let roles = here.map(|(_, role)| *role).collect();
            (organisation, roles)
        })
        .collect();
    reply.page(&DesksPage::new(&desks, &offers, reply.language))
}

/// `GET /desk/{org}`: next steps.
pub async fn desk(desk: Desk) -> Result<HttpResponse, Error> {
    let mut conn = desk.db().await?;
    let stories = stories_of(&desk, &mut conn).await?;
    let setup = setup_of(&desk, &mut conn).await?;
    let page = DeskPage::new(desk.roles(), stories, setup, &desk.organisation.slug, desk.language);
    desk.page(&page)
}

/// Counts stories for moderators and organisers; zero for others.
async fn stories_of(desk: &AtDesk, conn: &mut Conn) -> Result<Stories, Error> {
    if !desk.can(Permission::ReviewStories) && !desk.can(Permission::RunEvents) {
        return Ok(Stories::default());
    }
    let counts = stories::store::counts(conn, desk.organisation.id).await?;
    let held = moderation::store::count_claims(conn, desk.organisation.id, desk.staff).await?;
    let count = |stage| counts.get(&stage).copied().unwrap_or(0);
    let events = events::store::all(conn, desk.organisation.id).await?;
    let now = desk.app.clock.now();
    Ok(Stories {
        hidden: count_waiting(conn, desk.organisation.id).await?,
        questions: stories::store::reader_questions::count_to_review(conn, desk.organisation.id).await?,
        new: count(Stage::New),
        held,
        ready: count(Stage::Ready),
        coming: events.iter().any(|event| event.day.is_coming(now)),
    })
}

/// Checks the setup for administrators; complete for others.
async fn setup_of(desk: &AtDesk, conn: &mut Conn) -> Result<Setup, Error> {
    let organisation = &desk.organisation;
    if !desk.can(Permission::ManageTeam) {
        return Ok(Setup {
            has_moderator: true,
            has_organiser: true,
            invited: 0,
            has_themes: true,
            has_calls: true,
        });
    }
    let team = accounts::store::colleagues(conn, organisation.id).await?;
    let themes = organisations::store::themes(conn, organisation.id).await?;
    let calls = organisations::store::calls(conn, organisation.id).await?;
    let asked = accounts::store::offers::of_organisation(conn, organisation.id).await?;
    let theirs = || {
        let asked = asked.iter().map(|somebody| &somebody.roles);
        team.iter().map(|colleague| &colleague.roles).chain(asked)
    };
    let has = |role: Role| theirs().any(|roles| roles.contains(&role));
    let written = |language| calls.get(language).is_some_and(|call| !call.is_empty());
    Ok(Setup {
        has_moderator: has(Role::Moderator),
        has_organiser: has(Role::Organiser),
        invited: i64::try_from(asked.len()).unwrap_or(i64::MAX),
        has_themes: !themes.is_empty(),
        has_calls: organisation.languages.iter().all(written),
    })
}
