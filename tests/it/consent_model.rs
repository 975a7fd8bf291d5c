//! No path to publication without consent: walks of everything that moderators, organisers, an author and time can do
//! with a story, beside a model of a few lines that says what may be seen; after every step all public pages show
//! exactly that.

use crate::support::{PASSWORD, TestSite, Visitor, rounds};
use chrono::{Duration, NaiveDate};
use diesel::sql_query;
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use pratfall::{accounts::Role, intake::actions, platform::time::iso_week, stories::store::agreed_versions};
use proptest::{
    prelude::*,
    test_runner::{TestCaseError, TestRunner},
};
use std::{cell::Cell, collections::BTreeSet};

/// Steps of authors and moderators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    // Moderators.
    Claim,
    Edit,
    /// The newest version, or the one before.
    Accept {
        newest: bool,
    },
    Decline,
    Reopen,
    // The author, by code.
    /// An OK to the version that is asked about, or to any number.
    Agree {
        seen: bool,
        number: i32,
    },
    Reword,
    BeKnown(bool),
    /// At the end of a walk: nothing comes after it.
    Withdraw,
    // Organisers.
    OnAgenda,
    Release,
    // Time.
    Mix,
    Weeks(i64),
}

fn act() -> impl Strategy<Value = Act> {
    let seen = (any::<bool>(), 0..5).prop_map(|(seen, number)| Act::Agree { seen, number });
    prop_oneof![
        1 => Just(Act::Claim),
        3 => Just(Act::Edit),
        5 => any::<bool>().prop_map(|newest| Act::Accept { newest }),
        1 => Just(Act::Decline),
        2 => Just(Act::Reopen),
        4 => seen,
        2 => Just(Act::Reword),
        1 => any::<bool>().prop_map(Act::BeKnown),
        4 => Just(Act::OnAgenda),
        4 => Just(Act::Release),
        6 => Just(Act::Mix),
        3 => (1..4_i64).prop_map(Act::Weeks),
    ]
}

/// Generates steps that people usually take together, or any other.
fn phrase() -> impl Strategy<Value = Vec<Act>> {
    let (agree, accept) = (Act::Agree { seen: true, number: 0 }, Act::Accept { newest: true });
    let told = vec![Act::Claim, accept, agree, Act::Mix, Act::OnAgenda, Act::Release];
    let silence = vec![Act::Claim, accept, Act::Weeks(3), Act::OnAgenda, Act::Release];
    let edited = vec![Act::Reopen, Act::Edit, accept, agree, Act::Mix, Act::Release];
    let reworded = vec![accept, Act::Reword, Act::Mix, accept, Act::OnAgenda, Act::Release];
    let impatient = vec![Act::Claim, accept, Act::Mix, Act::Weeks(1), Act::OnAgenda, Act::Release];
    let usual = prop_oneof![3 => Just(told), 2 => Just(silence), 2 => Just(edited), 1 => Just(reworded),
        2 => Just(impatient)];
    let as_far = (usual, 2..=6_usize).prop_map(|(acts, steps)| acts.into_iter().take(steps).collect());
    prop_oneof![1 => as_far, 2 => act().prop_map(|act| vec![act])]
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    Submitted,
    InReview,
    Accepted,
    Declined,
    Withdrawn,
}

/// Expected state of the story.
#[derive(Debug, Clone)]
struct Model {
    silent_yes: bool,
    status: Status,
    /// Titles of the versions, from number 1 on.
    titles: Vec<String>,
    told: Option<i32>,
    asked: NaiveDate,
    agreed: BTreeSet<i32>,
    letters: (BTreeSet<i32>, Option<String>),
    /// Set when the author is known; then the choice in a letter on its way.
    known: (bool, Option<bool>),
    on_agenda: bool,
    released: bool,
    weeks: i64,
}

impl Model {
    fn newest(&self) -> i32 {
        self.titles.len().try_into().unwrap()
    }

    fn may_be_told(&self) -> bool {
        self.told.is_some_and(|told| self.agreed.contains(&told))
    }

    /// The one title that the public sees.
    fn shown(&self) -> BTreeSet<String> {
        let title = |told: i32| self.titles[usize::try_from(told).unwrap() - 1].clone();
        let told = self.told.filter(|_| self.released && self.may_be_told());
        told.map(title).into_iter().collect()
    }

    fn mix(&mut self, today: NaiveDate) {
        let (consents, own) = std::mem::take(&mut self.letters);
        let known = self.known.1.take();
        if self.status != Status::Withdrawn {
            self.known.0 = known.unwrap_or(self.known.0);
            self.agreed.extend(consents.into_iter().filter(|version| self.told == Some(*version)));
            if let Some(title) = own {
                if self.status != Status::Submitted {
                    self.status = Status::InReview;
                }
                self.told = None;
                self.titles.push(title);
                self.agreed.insert(self.newest());
            }
        }
        let silent = iso_week(self.asked) < iso_week(today - Duration::days(14));
        if let Some(told) = self.told.filter(|_| self.silent_yes && silent) {
            self.agreed.insert(told);
        }
    }
}

/// One story, its day, and everybody who has to do with it.
struct Walk<'a> {
    site: &'a TestSite,
    number: u32,
    author: Visitor,
    moderator: Visitor,
    organiser: Visitor,
    code: String,
    story: String,
    event: String,
    titles: u32,
    model: Model,
}

async fn signed_in(site: &TestSite, role: Role) -> Visitor {
    let mut visitor = site.visitor();
    visitor.sign_in(&format!("{role}@acme.example.org"), PASSWORD, "acme").await;
    visitor
}

impl<'a> Walk<'a> {
    async fn start(site: &'a TestSite, number: u32, silence: &str) -> Self {
        let author = site.visitor();
        let title = format!("Walk{number:04}v01x");
        let code = author.tell(&[("title", &title), ("silence", silence)]).await;
        site.mix().await;
        let moderator = signed_in(site, Role::Moderator).await;
        let organiser = signed_in(site, Role::Organiser).await;
        let code_hash = code.parse().unwrap();
        let actions::Found::Story(story) =
            actions::find(&site.app, site.organisation.id, &code_hash).await.unwrap()
        else {
            panic!("it is out")
        };
        let mut day =
            organiser.get("/desk/acme/events/new").await.fields("form[action='/desk/acme/events/new']");
        for (name, value) in [
            ("title", "A day"),
            ("date", "2029-06-01"),
            ("time", "14:00"),
            ("minutes", "60"),
            ("place", "Here"),
        ] {
            day.insert(name.to_owned(), value.to_owned());
        }
        let made = organiser.post_map("/desk/acme/events/new", &day).await;
        let event = made.leads_to().strip_suffix("/agenda").unwrap().to_owned();
        Self {
            site,
            number,
            author,
            moderator,
            organiser,
            code,
            story: story.id.to_string(),
            event,
            titles: 1,
            model: Model {
                silent_yes: silence == "publish",
                status: Status::Submitted,
                titles: vec![title],
                told: None,
                asked: site.app.clock.today(),
                agreed: BTreeSet::new(),
                letters: (BTreeSet::new(), None),
                known: (false, None),
                on_agenda: false,
                released: false,
                weeks: 0,
            },
        }
    }

    fn new_title(&mut self) -> String {
        self.titles += 1;
        format!("Walk{:04}v{:02}x", self.number, self.titles)
    }

    /// Takes a moderator's step; tells whether it was done.
    async fn moderate(&self, what: &str, fields: &[(&str, &str)]) -> bool {
        let path = format!("/desk/acme/stories/{}/{what}", self.story);
        let status = self.moderator.post(&path, fields).await.status.as_u16();
        assert!(matches!(status, 303 | 409), "{what}: {status}");
        status == 303
    }

    async fn write(&self, what: &str, fields: &[(&str, &str)]) {
        let mut all = vec![("code", self.code.as_str())];
        all.extend(fields);
        let page = self.author.post(&format!("/acme/receipt/{what}"), &all).await;
        assert_eq!(page.status, 200, "{what}: {}", page.body);
    }

    #[allow(clippy::too_many_lines, reason = "one arm for each act")]
    async fn take(&mut self, act: Act) {
        use Status::{Accepted, Declined, InReview, Submitted, Withdrawn};
        let (status, newest) = (self.model.status, self.model.newest());
        // Every act on a story that nobody has claims it.
        let waits = matches!(status, Submitted | InReview);
        match act {
            Act::Claim => {
                let done = self.moderate("claim", &[]).await;
                assert_eq!(done, waits);
                if done {
                    self.model.status = InReview;
                }
            }
            Act::Edit => {
                let title = self.new_title();
                let version = newest.to_string();
                let done = self.moderate("versions", &words(&title, &version)).await;
                assert_eq!(done, waits);
                if done {
                    self.model.status = InReview;
                    self.model.titles.push(title);
                }
            }
            Act::Accept { newest: last } => {
                let version = if last { newest } else { (newest - 1).max(1) };
                let done = self
                    .moderate("acceptance", &[("version", &version.to_string()), ("unanswered", "on")])
                    .await;
                assert_eq!(done, waits && version == newest, "what was read last is what is accepted");
                if done {
                    self.model.status = Accepted;
                    self.model.told = Some(version);
                    self.model.asked = self.site.app.clock.today();
                }
            }
            Act::Decline => {
                let done = self
                    .moderate("refusal", &[("reason", "It is not a story for a day."), ("unanswered", "on")])
                    .await;
                assert_eq!(done, waits);
                if done {
                    self.model.status = Declined;
                }
            }
            Act::Reopen => {
                let done = self.moderate("reopening", &[]).await;
                assert_eq!(done, matches!(status, Accepted | Declined));
                if done {
                    self.model.status = InReview;
                    self.model.told = None;
                }
            }
            Act::Agree { seen, number } => {
                let version = self.model.told.filter(|_| seen).unwrap_or(number);
                self.write("consent", &[("version", &version.to_string())]).await;
                self.model.letters.0.insert(version);
            }
            Act::Reword => {
                let title = self.new_title();
                self.write("edit", &words(&title, "1")).await;
                // Of two wordings in one mix the last counts.
                self.model.letters.1 = Some(title);
            }
            Act::BeKnown(known) => {
                let word = if known { "sure" } else { "no" };
                let fields = [("code", self.code.as_str()), ("name", "Mia Peeters"), ("known", word)];
                let sent = self.author.post("/acme/receipt/name", &fields).await;
                // A name that is on a released agenda stays there.
                let stays = !known && self.model.known.0 && !self.model.shown().is_empty();
                assert_eq!(sent.status, if stays { 409 } else { 200 }, "{}", sent.body);
                if !stays {
                    // Of a yes and a no in one mix, the last counts.
                    self.model.known.1 = Some(known);
                }
            }
            Act::Withdraw => {
                self.write("withdrawal", &[]).await;
                self.model.status = Withdrawn;
                self.model.told = None;
            }
            Act::OnAgenda => {
                let fields = [("kind", "story"), ("story", self.story.as_str()), ("minutes", "20")];
                let status =
                    self.organiser.post(&format!("{}/slots", self.event), &fields).await.status.as_u16();
                let can = self.model.may_be_told() && !self.model.on_agenda;
                assert_eq!(status, if can { 303 } else { 409 }, "onto the agenda");
                self.model.on_agenda |= can;
            }
            Act::Release => {
                let done = self.organiser.post(&format!("{}/releases", self.event), &[]).await;
                assert_eq!(done.status, 303, "{}", done.body);
                let refused = done.header("location").ends_with("unconfirmed");
                assert_eq!(refused, self.model.on_agenda && !self.model.may_be_told(), "unconfirmed");
                if !refused {
                    self.model.released = self.model.on_agenda;
                }
            }
            Act::Mix => {
                self.site.mix().await;
                self.model.mix(self.site.app.clock.today());
            }
            // What nobody looks at for long is erased; that is another proof's.
            Act::Weeks(weeks) if status != Declined && self.model.weeks + weeks <= 6 => {
                self.site.app.clock.advance(Duration::weeks(weeks));
                self.model.weeks += weeks;
                // So long a time has many a mix in it.
                self.site.mix().await;
                self.model.mix(self.site.app.clock.today());
                self.moderator = signed_in(self.site, Role::Moderator).await;
                self.organiser = signed_in(self.site, Role::Organiser).await;
            }
            Act::Weeks(_) => {}
        }
        self.site.work_on().await;
        if self.model.status == Withdrawn {
            self.model.on_agenda = false;
        }
    }

    /// The version that may be shown from now on: what the organisers and all public pages go by.
    async fn agreed(&self) -> Option<i32> {
        let organisation = self.site.organisation.id;
        let mut conn = self.site.app.db.tenant(organisation).await.unwrap();
        let id = self.story.parse().unwrap();
        let versions = agreed_versions(&mut conn, organisation, &[id]).await.unwrap();
        versions.into_values().next()
    }

    /// Everything public that is shown of this story.
    async fn seen(&self) -> BTreeSet<String> {
        let public = self.event.strip_prefix("/desk").unwrap();
        let mut seen = BTreeSet::new();
        let pages = ["", "/agenda.json", "/agenda.ics"].map(|end| format!("{public}{end}"));
        for (at, path) in pages.iter().enumerate() {
            let here = self.marks(path).await;
            assert!(at == 0 || here == seen, "{path} shows {here:?}, the page {seen:?}");
            seen = here;
        }
        for path in [format!("{public}/changes"), "/acme".to_owned()] {
            let here = self.marks(&path).await;
            assert!(here.is_subset(&seen), "{path} shows {here:?}, the page {seen:?}");
        }
        seen
    }

    async fn marks(&self, path: &str) -> BTreeSet<String> {
        let body = self.author.get(path).await.body;
        // On the released agenda, who wants to be known; nowhere else, and nobody else.
        let page = self.event.strip_prefix("/desk") == Some(path);
        let named = page && self.model.known.0 && !self.model.shown().is_empty();
        assert_eq!(body.contains("Peeters"), named, "a name on {path}");
        let mark = format!("Walk{:04}v", self.number);
        let found = body.match_indices(&mark).map(|(at, _)| body[at..at + mark.len() + 3].to_owned());
        found.collect()
    }

    /// The application's own role cannot agree for anybody.
    async fn the_database_refuses(&self) {
        let id = &self.story;
        let mut attempts = vec![
            format!("update stories set agreed_version = 9 where id = '{id}'"),
            format!(
                "update stories set silence = 'publish' where id = '{id}' and silence = 'never' returning 1/0"
            ),
        ];
        if let Some(told) = self.model.told.filter(|_| !self.model.may_be_told()) {
            attempts.push(format!("update stories set agreed_version = {told} where id = '{id}'"));
            attempts.push(format!(
                "insert into release_slots (organisation_id, event_id, version, position, kind, story_id, starts_at, \
                 minutes, story_version) select organisation_id, event_id, version, 99, 'story', '{id}', starts_at, 5, \
                 {told} from releases limit 1 returning 1 / (select count(*) from releases)"
            ));
        }
        if !self.model.silent_yes {
            attempts.push(format!(
                "insert into consents select organisation_id, id, {}, 'silence', 'publish' from stories \
                 where id = '{id}'",
                self.model.newest()
            ));
        }
        let mut app = self.site.app.db.tenant(self.site.organisation.id).await.unwrap();
        for sql in attempts {
            if sql.contains("release_slots") && !self.model.released {
                continue;
            }
            if sql.contains("returning 1/0") && self.model.silent_yes {
                continue;
            }
            let conn: &mut AsyncPgConnection = &mut app;
            conn.batch_execute("begin").await.unwrap();
            let refused = sql_query(&sql).execute(conn).await;
            conn.batch_execute("rollback").await.unwrap();
            assert!(refused.is_err(), "{refused:?} {sql}");
        }
    }
}

fn words<'a>(title: &'a str, version: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("version", version),
        ("editable", "1"),
        ("title", title),
        ("what_happened", "The first run seemed to hang, so I started it again."),
        ("learned", "It hangs is a feeling, not a fact."),
    ]
}

/// Counts of what is worth seeing, so that nobody trusts walks that never get anywhere.
#[derive(Debug, Default)]
struct Sights {
    steps: Cell<u32>,
    shown: Cell<u32>,
    hidden_again: Cell<u32>,
    by_silence: Cell<u32>,
    waiting: Cell<u32>,
    withdrawn_while_shown: Cell<u32>,
    another_version: Cell<u32>,
}

fn one_more(count: &Cell<u32>, when: bool) {
    count.set(count.get() + u32::from(when));
}

#[test]
fn every_shown_version_was_agreed_to_by_its_author() {
    let system = actix_web::rt::System::new();
    let site = system.block_on(async {
        // The scheduled mix is never due but after weeks.
        let site = TestSite::with(&[("PRATFALL_MIX", "every 99h")]).await;
        site.staff(Role::Moderator).await;
        site.staff(Role::Organiser).await;
        site
    });
    let (sights, walks) = (Sights::default(), Cell::new(0));
    let walks_of = (proptest::collection::vec(phrase(), 8..14), any::<bool>(), any::<bool>());
    let config = ProptestConfig {
        cases: rounds(30).try_into().unwrap(),
        failure_persistence: None,
        max_shrink_iters: 30,
        ..ProptestConfig::default()
    };
    // The same walks every time; a longer run begins with them.
    let rng = proptest::test_runner::TestRng::deterministic_rng(config.rng_algorithm);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let outcome = runner.run(&walks_of, |(phrases, withdraw, silent)| {
        walks.set(walks.get() + 1);

        let silence = if silent { "publish" } else { "never" };
        let mut steps = phrases.concat();
        if withdraw {
            steps.extend([Act::Withdraw, Act::Release, Act::Claim, Act::Mix, Act::Release]);
        }
        let walk = async {
            let mut walk = Walk::start(&site, walks.get(), silence).await;
            for (number, act) in steps.iter().enumerate() {
                let before = walk.model.clone();
                walk.take(*act).await;
                let (seen, expected) = (walk.seen().await, walk.model.shown());
                let agreed = walk.model.told.filter(|_| walk.model.may_be_told());
                if seen != expected || walk.agreed().await != agreed {
                    let so_far = &steps[..=number];
                    return Err(TestCaseError::fail(format!(
                        "shown {seen:?}, agreed to {expected:?} ({agreed:?}) after {so_far:?} ({silence})"
                    )));
                }
                if matches!(act, Act::Accept { .. } | Act::Edit) {
                    walk.the_database_refuses().await;
                }
                let was = before.shown();
                one_more(&sights.steps, true);
                one_more(&sights.shown, !seen.is_empty());
                one_more(&sights.hidden_again, !was.is_empty() && seen.is_empty());
                let silently = matches!(act, Act::Weeks(_)) && before.letters.0.is_empty();
                one_more(&sights.by_silence, silently && walk.model.may_be_told() && !before.may_be_told());
                one_more(&sights.waiting, walk.model.told.is_some() && !walk.model.may_be_told());
                one_more(&sights.withdrawn_while_shown, *act == Act::Withdraw && !was.is_empty());
                one_more(
                    &sights.another_version,
                    !seen.is_empty() && !seen.is_subset(&was) && walk.model.newest() > 1,
                );
            }
            Ok(())
        };
        system.block_on(walk)
    });
    println!("{} walks, {sights:?}", walks.get());
    outcome.unwrap();
    let all = [
        &sights.shown,
        &sights.hidden_again,
        &sights.by_silence,
        &sights.waiting,
        &sights.withdrawn_while_shown,
        &sights.another_version,
    ];
    assert!(all.iter().all(|sight| sight.get() > 0), "walks that see everything: {sights:?}");
}
