//! An organisation with something at every address: for tests that go through all of them.

use super::{days::day_with, library, questions, site::TestSite, visitor::Visitor};
use diesel::{QueryableByName, sql_query, sql_types};
use diesel_async::RunQueryDsl;
use pratfall::{
    accounts::{self, Role},
    announcements::subscription,
    ids::{InvitationId, SubscriptionId},
    organisations::Organisation,
};
use std::{cmp::Reverse, collections::BTreeMap};
use uuid::Uuid;

/// Staff of an organisation, and ids for its addresses.
pub struct House {
    pub slug: String,
    staff: BTreeMap<Role, Visitor>,
    /// Ids and the like, by the names they have in addresses: `{event}`. Some names mean different things in different
    /// places; those go by the part before them, too: `subscriptions/{token}`.
    parts: BTreeMap<String, String>,
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = sql_types::Uuid)]
    id: Uuid,
}

async fn id(site: &TestSite, sql: &str) -> Uuid {
    let row: Id = sql_query(sql).get_result(&mut site.as_owner().await).await.unwrap();
    row.id
}

impl House {
    /// Fills an organisation that has nothing yet: a story to review, one that is on a released agenda, a draft about
    /// that and what came of it, a subscriber, an invited colleague.
    pub async fn furnish(site: &TestSite, organisation: &Organisation) -> Self {
        let slug = organisation.slug.clone();
        let mut staff = BTreeMap::new();
        for role in Role::ALL {
            staff.insert(*role, site.staff_of(organisation, *role).await);
        }
        let mut house = Self { slug, staff, parts: BTreeMap::new() };
        house.tell_two(site).await;
        house.plan().await;
        house.shelve(site, organisation).await;
        house.gather(site, organisation).await;
        house.keep_a_view().await;
        house
    }

    /// Signs everybody in again, whose sessions are over.
    pub async fn return_to_work(&mut self, site: &TestSite) {
        for (role, somebody) in &mut self.staff {
            *somebody = site.staff_of(&site.organisation, *role).await;
        }
    }

    /// A signed-in member of staff.
    pub fn staff(&self, role: Role) -> &Visitor {
        &self.staff[&role]
    }

    /// Makes addresses lead to something else of this kind.
    pub fn reads(&mut self, name: &str, id: &str) {
        self.parts.insert(name.to_owned(), id.to_owned());
    }

    /// The address of something of this house.
    pub fn address(&self, pattern: &str) -> String {
        let mut address = pattern.replace("{org}", &self.slug);
        // Longer names first: `library/{story}` before `{story}`.
        let mut parts: Vec<_> = self.parts.iter().collect();
        parts.sort_by_key(|(name, _)| Reverse(name.len()));
        for (name, value) in parts {
            let known = name.rsplit_once('{').map_or("", |(before, _)| before);
            address = address.replace(name, &format!("{known}{value}"));
        }
        assert!(!address.contains('{'), "nothing is known for {address}");
        address
    }

    async fn tell_two(&mut self, site: &TestSite) {
        self.tell_and_accept(site, "On the agenda").await;
        site.visitor().tell_to(&self.slug, &[("title", "On the desk")]).await;
        site.mix().await;
        let story = self.submitted("On the desk").await;
        self.parts.insert("{story}".to_owned(), story);
    }

    /// Makes a story ready to be told, and returns its receipt code.
    pub async fn tell_and_accept(&self, site: &TestSite, title: &str) -> String {
        self.accept(site, &[("title", title)], title).await.0
    }

    /// Puts a story into the library.
    async fn shelve(&mut self, site: &TestSite, organisation: &Organisation) {
        let title = "On the shelf";
        let named =
            [("title", title), ("told_by", "library"), ("anonymity", "named"), ("name", "Mia Peeters")];
        let named =
            [&named[..], &[("what_happened", "The mixer hummed all night and nobody heard it.")]].concat();
        self.accept(site, &named, title).await;
        let title = "In the library";
        let (code, path) = self.accept(site, &[("title", title), ("told_by", "library")], title).await;
        site.work().await;
        let story = path.rsplit('/').next().unwrap().to_owned();
        self.parts.insert("library/{story}".to_owned(), story.clone());
        self.parts.insert("{hidden}".to_owned(), story.clone());
        let mut reader = site.visitor();
        reader.open_door(&site.house_link(organisation).await).await;
        self.ask(site, &reader, &format!("/{}/library/{story}", self.slug), &code).await;
        let desk = self.staff(Role::Organiser);
        let packs = format!("/desk/{}/packs", self.slug);
        let mut form = desk.get(&packs).await.fields("#pack");
        form.insert("title_nl".to_owned(), "Eerste weken".to_owned());
        form.insert("intro_nl".to_owned(), "Read these before you begin.".to_owned());
        let made = desk.post_map(&packs, &form).await;
        assert_eq!(made.status, 303, "{}", made.body);
        let pack = made.leads_to().to_owned();
        library::pack(desk, &pack, &story).await;
        self.parts.insert("{packed}".to_owned(), story);
        self.parts.insert("{deed}".to_owned(), "me-too".to_owned());
        self.parts.insert("{pack}".to_owned(), pack.rsplit('/').next().unwrap().to_owned());
    }

    /// Asks the author of a story twice: one question is answered, one waits for a moderator.
    async fn ask(&mut self, site: &TestSite, reader: &Visitor, story: &str, code: &str) {
        let waiting = format!(
            "select id from reader_questions where state = 'waiting' \
             and organisation_id = (select id from organisations where slug = '{}')",
            self.slug
        );
        assert_eq!(questions::ask(reader, story, "Who saw it first?").await.status, 303);
        site.mix().await;
        let answered = id(site, &waiting).await.to_string();
        let desk = self.staff(Role::Moderator);
        let passed = questions::pass_on(desk, &self.slug, &answered, "Who saw it first?").await;
        assert_eq!(passed.status, 303, "{}", passed.body);
        assert_eq!(questions::ask(reader, story, "What do you do now?").await.status, 303);
        site.mix().await;
        let waiting = id(site, &waiting).await.to_string();
        let sent = questions::answer(&site.visitor(), &self.slug, code, "A colleague did.").await;
        assert_eq!(sent.status, 200, "{}", sent.body);
        site.mix().await;
        site.work().await;
        self.parts.insert("{question}".to_owned(), waiting);
        self.parts.insert("{answer}".to_owned(), answered);
    }

    /// Tells a story that is accepted and agreed to: its receipt code, its address at the desk.
    async fn accept(&self, site: &TestSite, changes: &[(&str, &str)], title: &str) -> (String, String) {
        let author = site.visitor();
        let code = author.tell_to(&self.slug, changes).await;
        site.mix().await;
        let path = self.claim(title).await;
        let desk = self.staff(Role::Moderator);
        let page = desk.get(&path).await;
        let fields = page.fields(&format!("form[action='{path}/versions']"));
        let done = desk.post_map(&format!("{path}/acceptance"), &fields).await;
        assert_eq!(done.status, 303, "{}", done.body);
        author.consent_to(&self.slug, &code).await;
        site.mix().await;
        (code, path)
    }

    /// Puts a submitted story on the moderator's desk; gives its address.
    pub async fn claim(&self, title: &str) -> String {
        let path = format!("/desk/{}/stories/{}", self.slug, self.submitted(title).await);
        let claimed = self.staff(Role::Moderator).post(&format!("{path}/claim"), &[]).await;
        assert_eq!(claimed.status, 303, "{}", claimed.body);
        path
    }

    async fn submitted(&self, title: &str) -> String {
        let queue = format!("/desk/{}/stories?status=submitted", self.slug);
        let page = self.staff(Role::Moderator).get(&queue).await;
        let ids = page.attributes("[data-test=story]", "data-id");
        let mut all = page.texts("[data-test=story]").into_iter().zip(ids);
        all.find(|(text, _)| text.contains(title)).expect(title).1
    }

    /// Keeps filters of the queue under a name.
    async fn keep_a_view(&mut self) {
        let (desk, path) = (self.staff(Role::Moderator), format!("/desk/{}/stories/views", self.slug));
        let mut form = desk.get(&format!("{path}?status=mine")).await.fields("#view");
        form.insert("name".to_owned(), "On my desk".to_owned());
        let kept = desk.post_map(&path, &form).await;
        assert_eq!(kept.status, 303, "{}", kept.body);
        self.parts.insert("{view}".to_owned(), form["id"].clone());
    }

    async fn plan(&mut self) {
        let found = self.plan_a_day("The Friday fuck-ups").await;
        self.parts.extend(found.map(|(name, value)| (name.to_owned(), value)));
    }

    /// A released day with the first story that waits for one and a break, one break more for its next release, and a
    /// draft about it.
    pub async fn plan_a_day(&self, title: &str) -> [(&'static str, String); 6] {
        let desk = self.staff(Role::Organiser);
        let at = |rest: &str| format!("/desk/{}{rest}", self.slug);
        let made = desk.post_map(&at("/events/new"), &day_with(&[("title", title)])).await;
        let event = made.leads_to().strip_suffix("/agenda").unwrap().to_owned();
        let agenda = desk.get(&format!("{event}/agenda")).await;
        let told = agenda.attributes("input[name=story]", "value").remove(0);
        for slot in [
            [("kind", "story"), ("story", told.as_str()), ("minutes", "20")],
            [("kind", "break"), ("title", "Coffee"), ("minutes", "20")],
        ] {
            let added = desk.post(&format!("{event}/slots"), &slot).await;
            assert_eq!(added.status, 303, "{}", added.body);
        }
        desk.post(&format!("{event}/releases"), &[]).await;
        // Something for the next release: without it there is no button to make one.
        let later = [("kind", "break"), ("title", "Cake"), ("minutes", "5")];
        assert_eq!(desk.post(&format!("{event}/slots"), &later).await.status, 303);
        let lesson = at(&format!("/stories/{told}/lessons"));
        let mut fields = desk.get(&lesson).await.fields("#lesson");
        fields.insert("which".to_owned(), "action".to_owned());
        fields.insert("body".to_owned(), "Two look before it goes.".to_owned());
        desk.post_map(&lesson, &fields).await;
        let lesson = desk.get(&lesson).await.attributes("[data-test=lesson]", "data-id");
        let agenda = desk.get(&format!("{event}/agenda")).await;
        let slot = agenda.attributes("form[action$='/removal']", "action").remove(0);
        let slot = slot.strip_suffix("/removal").unwrap();
        let announced = desk.get(&at("/announcements")).await;
        let release = announced.attributes("select[name=release] option", "value").remove(0);
        let draft = desk.post(&at("/announcements"), &[("release", &release)]).await;
        let last = |path: &str| path.rsplit('/').next().unwrap().to_owned();
        [
            ("{event}", last(&event)),
            ("{slot}", last(slot)),
            ("{told}", told),
            ("{lesson}", lesson[0].clone()),
            ("{id}", last(draft.leads_to())),
            ("{language}", "en".to_owned()),
        ]
    }

    /// Adds somebody at work who is invited, and subscribes.
    pub async fn add_person(&self, site: &TestSite, name: &str) -> String {
        let address = format!("{name}@{}.example.org", self.slug);
        let fields = [("email", address.as_str()), ("name", name), ("role", "moderator"), ("language", "en")];
        let desk = self.staff(Role::Administrator);
        let invited = desk.post(&format!("/desk/{}/team", self.slug), &fields).await;
        assert_eq!(invited.status, 303, "{}", invited.body);
        let fields = [("email", address.as_str()), ("language", "en")];
        let subscribed = site.visitor().post(&format!("/{}/subscribe", self.slug), &fields).await;
        assert_eq!(subscribed.status, 303, "{}", subscribed.body);
        site.work().await;
        address
    }

    async fn gather(&mut self, site: &TestSite, organisation: &Organisation) {
        let links = &site.app.keys.links;
        let address = self.add_person(site, "colleague").await;
        let who = id(site, &format!("select id from staff where email = '{address}'")).await;
        let invitation = id(site, &format!("select id from invitations where staff_id = '{who}'")).await;
        let subscriber =
            format!("select id from subscriptions where organisation_id = '{}'", organisation.id);
        let subscriber: SubscriptionId = id(site, &subscriber).await.to_string().parse().unwrap();
        let invitation: InvitationId = invitation.to_string().parse().unwrap();
        let style = site.visitor().get("/").await.attributes("link[rel=stylesheet]", "href").remove(0);
        let token = subscription::token(links, subscriber);
        let confirmation = format!("/{}/subscriptions/{token}/confirmation", self.slug);
        assert_eq!(site.visitor().post(&confirmation, &[]).await.status, 303);
        let found = [
            ("{offerer}", organisation.id.to_string()),
            ("{role}", "organiser".to_owned()),
            ("{staff}", who.to_string()),
            ("invitations/{token}", accounts::invitation::token(links, invitation)),
            ("subscriptions/{token}", token),
            ("{path:.*}", style.strip_prefix("/assets/").unwrap().to_owned()),
            ("{key}", site.house_link(organisation).await.rsplit('/').next().unwrap().to_owned()),
            ("{name}", site.mail_names().remove(0)),
            ("{number}", "0".to_owned()),
        ];
        self.parts.extend(found.map(|(name, value)| (name.to_owned(), value)));
    }
}

/// All addresses that answer to GET, each with somebody who may open it.
pub async fn every_page(site: &TestSite, house: &House) -> Vec<(String, Visitor)> {
    let mut all = vec![];
    for route in site.routes().await {
        let Some(pattern) = route.strip_prefix("GET ") else {
            continue;
        };
        let path = house.address(pattern);
        let path = path.split('?').next().unwrap().to_owned();
        let mut found = site.visitor();
        for role in Role::ALL {
            let somebody = house.staff(*role);
            if path.starts_with("/desk") && somebody.get(&path).await.status != 403 {
                found = somebody.clone();
            }
        }
        all.push((path, found));
    }
    assert!(all.len() > 40, "{}", all.len());
    all
}
