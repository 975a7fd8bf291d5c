//! The mix dies at every step of its work, over and over: once it gets to its end, every letter that was received
//! has had its effect, exactly once.

use crate::support::{
    TestSite, count,
    program::{self, Program},
    rounds,
};
use chrono::Days;
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use pratfall::{
    ids::{MessageId, OrganisationId, StoryId},
    intake::{
        actions::{Found, find, post},
        letter::{AfterWaiting, Answer, Content, NewStory, WaitLimit},
        receipt::ReceiptCode,
    },
    organisations::{Organisation, Readers},
    platform::{db::transaction, i18n::Language},
    stories::{
        self, Anonymity, Lane, Silence, StoryAction, StoryText, ToldBy, actions::StoryScope, text::NameTag,
    },
};
use std::{thread, time::Duration};

/// Letters of an author, with the effect that each must have in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    /// A story, told.
    Told,
    /// A story, told twice with one form.
    ToldTwice,
    /// A story, told and taken back while it waits.
    TakenBack,
    /// A story that waits for others.
    Waits,
    /// Consent to a version.
    Agreed,
    /// The author's own wording.
    Reworded,
    /// An answer, sent twice.
    Answered,
    /// A name.
    Named,
    /// Much at once, and then taken back.
    Withdrew,
}

const ON_NEW: &[Deed] = &[Deed::Told, Deed::ToldTwice, Deed::TakenBack, Deed::Waits];
const ON_ACCEPTED: &[Deed] = &[Deed::Agreed, Deed::Reworded, Deed::Answered, Deed::Named, Deed::Withdrew];

/// Steps at which the mix is made to wait, and dies.
#[derive(Debug, Clone, Copy)]
enum Step {
    Start,
    Empty,
    Organisation,
    FirstStory,
    FirstWords,
    /// Any one receipt: in the middle of what is written.
    SomeReceipt,
    /// Any one story that is out: in the middle of what is written.
    SomeStory,
    Consent,
    Message,
    /// Between the end of the mix and the destruction of old keys.
    Days,
    /// Any moment.
    Whenever,
}

const STEPS: &[Step] = &[
    Step::Start,
    Step::Empty,
    Step::SomeReceipt,
    Step::Organisation,
    Step::SomeStory,
    Step::FirstStory,
    Step::Whenever,
    Step::SomeReceipt,
    Step::FirstWords,
    Step::Consent,
    Step::SomeStory,
    Step::Message,
    Step::Days,
    Step::Whenever,
];

struct Trial {
    site: TestSite,
    /// An organisation whose stories wait for each other.
    patient: Organisation,
    owner: AsyncPgConnection,
    /// Looks on from outside: within a transaction, Postgres shows what others do as it was at first sight.
    watcher: AsyncPgConnection,
    done: Vec<(Deed, ReceiptCode)>,
}

fn text(title: &str) -> StoryText {
    StoryText {
        title: title.to_owned(),
        what_happened: "The first run seemed to hang, so I started it again.".to_owned(),
        learned: "It hangs is a feeling, not a fact.".to_owned(),
        ..StoryText::default()
    }
}

impl Trial {
    async fn start() -> Self {
        let site = TestSite::new().await;
        let patient = TestSite::add_organisation(&site.app, "patient").await;
        let (owner, watcher) = (site.as_owner().await, site.as_owner().await);
        let mut trial = Self { site, patient, owner, watcher, done: vec![] };
        let more = "update organisations set threshold = 20 where slug = 'patient'";
        trial.owner.batch_execute(more).await.unwrap();
        trial
    }

    fn told(&self, deed: Deed) -> Content {
        Content::Story(Box::new(NewStory {
            text: text(&format!("{deed:?}")),
            language: Language::En,
            theme: None,
            told_by: ToldBy::Reader,
            anonymity: Anonymity::Anonymous,
            silence: Silence::Never,
            wait: WaitLimit { until: self.site.app.clock.today() + Days::new(14), then: AfterWaiting::Go },
            lane: Lane::House,
            keep_code: true,
            for_library: true,
            readers: Readers::House,
            edition: 0,
        }))
    }

    fn organisation(&self, deed: Deed) -> OrganisationId {
        if deed == Deed::Waits { self.patient.id } else { self.site.organisation.id }
    }

    /// Sends letters; each of them is received when this returns.
    async fn send(&self, deed: Deed, code: &ReceiptCode, letters: impl IntoIterator<Item = Content>) {
        for letter in letters {
            post(&self.site.app, self.organisation(deed), code, letter).await.unwrap();
        }
    }

    /// Authors tell stories and take some of them back.
    async fn tell(&mut self, times: usize) {
        for deed in ON_NEW.iter().copied().cycle().take(times) {
            let code = ReceiptCode::generate();
            match deed {
                Deed::ToldTwice => self.send(deed, &code, [self.told(deed), self.told(deed)]).await,
                Deed::TakenBack => {
                    self.send(deed, &code, [self.told(deed), Content::Withdrawal]).await;
                }
                _ => self.send(deed, &code, [self.told(deed)]).await,
            }
            self.done.push((deed, code));
        }
    }

    /// Stories that were accepted and asked about, whose authors now send all kinds of letters.
    async fn answer(&mut self, times: usize) {
        let mut codes = vec![];
        for deed in ON_ACCEPTED.iter().copied().cycle().take(times) {
            let code = ReceiptCode::generate();
            self.send(deed, &code, [self.told(deed)]).await;
            codes.push((deed, code));
        }
        self.site.mix().await;
        let (app, organisation) = (&self.site.app, self.site.organisation.id);
        let mut conn = app.db.tenant(organisation).await.unwrap();
        for (_, code) in &codes {
            let Found::Story(story) = find(app, organisation, code).await.unwrap() else {
                panic!("it is out")
            };
            let (keys, today) = (&app.keys, app.clock.today());
            transaction(&mut conn, async |mut tx| {
                let scope = StoryScope { keys, organisation, story: story.id, today };
                let start = StoryAction::StartReview;
                stories::actions::advance(
                    &mut tx,
                    organisation,
                    story.id,
                    start,
                    stories::store::Outcome::default(),
                    today,
                )
                .await?;
                stories::actions::ask(&mut tx, scope, "What did the log say?".to_owned()).await?;
                stories::actions::accept(&mut tx, scope, 1).await
            })
            .await
            .unwrap();
        }
        for (deed, code) in codes {
            let own = Content::Edit(Box::new(text("In my own words")));
            let answer = Content::Answer(Answer {
                id: MessageId::new(),
                round: 1,
                text: "Nothing at all.".to_owned(),
            });
            let name = Content::Name(Some(NameTag { name: "Mia".to_owned(), email: None }));
            let letters = match deed {
                Deed::Agreed => vec![Content::Consent(1)],
                Deed::Reworded => vec![own.clone(), own],
                Deed::Answered => vec![answer.clone(), answer],
                Deed::Named => vec![name],
                _ => vec![Content::Consent(1), name, Content::Withdrawal, own, answer],
            };
            self.send(deed, &code, letters).await;
            self.done.push((deed, code));
        }
    }

    /// Returns SQL for a lock that holds the mix up at a step, on something not mixed yet.
    async fn barrier(&self, step: Step, turn: usize) -> Option<String> {
        let table = |name: &str| Some(format!("lock table {name} in exclusive mode"));
        let organisation = self.site.organisation.id;
        let pick = |deeds: &[Deed]| {
            let all: Vec<_> = self.done.iter().filter(|(deed, _)| deeds.contains(deed)).collect();
            all[turn * 7 % all.len()].1.clone()
        };
        match step {
            Step::Start => Some(format!("select pg_advisory_xact_lock({})", 0x004d_4958)),
            Step::Empty => table("letters"),
            Step::Organisation => Some("lock table organisations in access exclusive mode".to_owned()),
            Step::FirstStory => table("stories"),
            Step::FirstWords => table("story_versions"),
            Step::Consent => table("consents"),
            Step::Message => table("messages"),
            Step::Days => Some("select pg_advisory_xact_lock(hashtext('letter_days'))".to_owned()),
            Step::SomeReceipt => {
                let hash =
                    pick(&[Deed::Told, Deed::TakenBack]).hash(&self.site.app.keys.pepper, organisation);
                let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
                // In its way whether it was written before or not.
                Some(format!(
                    "insert into receipts (organisation_id, code_hash, closed_week, burnt) \
                     values ('{organisation}', '\\x{hex}', '2026-W01', false) \
                     on conflict (organisation_id, code_hash) do update set story_id = receipts.story_id"
                ))
            }
            Step::SomeStory => {
                let code = pick(ON_ACCEPTED);
                let Ok(Found::Story(story)) = find(&self.site.app, organisation, &code).await else {
                    return None;
                };
                let StoryId { .. } = story.id;
                Some(format!("select 1 from stories where id = '{}' for update", story.id))
            }
            Step::Whenever => None,
        }
    }

    /// Lets the mix begin, and kills it where `step` says: the program, or its connection.
    async fn kill_at(&mut self, step: Step, turn: usize) -> bool {
        let data = self.site.app.settings.data.clone();
        let settings =
            [program::data(&data), ("DATABASE_URL", self.site.url.as_str()), ("PRATFALL_MIX", "every 99h")];
        let barrier = self.barrier(step, turn).await;
        let Some(barrier) = barrier else {
            let mut mix = Program::begin(&["mix"], &settings);
            thread::sleep(Duration::from_millis(u64::try_from(turn * 97 % 1_500).unwrap()));
            let in_time = !mix.has_ended();
            mix.kill();
            self.wait_for("state <> 'idle'", false).await;
            return in_time;
        };
        self.owner.batch_execute(&format!("begin; {barrier}")).await.unwrap();
        let mut mix = Program::begin(&["mix"], &settings);
        let stopped = loop {
            if self.is_there("wait_event_type = 'Lock'").await {
                break true;
            }
            // It had nothing to do there.
            if mix.has_ended() {
                break false;
            }
        };
        if turn.is_multiple_of(2) {
            mix.kill();
        } else {
            let cut = "select pg_terminate_backend(pid) from pg_stat_activity \
                where wait_event_type = 'Lock' and datname = current_database()";
            self.owner.batch_execute(cut).await.unwrap();
        }
        self.owner.batch_execute("rollback").await.unwrap();
        drop(mix);
        self.wait_for("state <> 'idle'", false).await;
        stopped
    }

    /// Tells whether there is such a connection to the database besides the test's own.
    async fn is_there(&mut self, which: &str) -> bool {
        let query = format!(
            "pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and {which}"
        );
        self.count(&query).await > 0
    }

    async fn wait_for(&mut self, which: &str, there: bool) {
        while self.is_there(which).await != there {
            tokio::task::yield_now().await;
        }
    }

    async fn count(&mut self, what: &str) -> i64 {
        count(&mut self.watcher, what).await
    }

    /// Every deed had its effect, and had it once.
    async fn check(&mut self) {
        let done = self.done.clone();
        let mut waiting = 0;
        for (deed, code) in &done {
            let organisation = self.organisation(*deed);
            let found = find(&self.site.app, organisation, code).await;
            let story = match (deed, found) {
                (Deed::Waits, Err(_)) => {
                    waiting += 1;
                    continue;
                }
                (Deed::TakenBack, Ok(Found::Withdrawn)) => continue,
                (_, Ok(Found::Story(story))) => story,
                (deed, found) => panic!("{deed:?}: {found:?}"),
            };
            let of = format!("where organisation_id = '{organisation}' and story_id = '{}'", story.id);
            let (versions, answers, consents) = (
                self.count(&format!("story_versions {of} and sealed is not null")).await,
                self.count(&format!("messages {of} and written_by = 'author' and sealed is not null")).await,
                self.count(&format!("consents {of}")).await,
            );
            let is = (story.status.as_str(), story.anonymity.as_str(), versions, answers, consents);
            let expected = match deed {
                Deed::Told | Deed::ToldTwice => ("submitted", "anonymous", 1, 0, 0),
                Deed::Agreed => ("accepted", "anonymous", 1, 0, 1),
                Deed::Reworded => ("in_review", "anonymous", 2, 0, 1),
                Deed::Answered => ("accepted", "anonymous", 1, 1, 0),
                Deed::Named => ("accepted", "named", 1, 0, 0),
                Deed::Withdrew => ("withdrawn", "anonymous", 0, 0, 0),
                Deed::Waits => ("submitted", "anonymous", 1, 0, 0),
                Deed::TakenBack => panic!("it came out"),
            };
            assert_eq!(is, expected, "{deed:?}");
        }
        assert_eq!(self.count("letters").await, waiting, "what waits, once each");
        let stories = self.count("stories").await;
        assert_eq!(
            stories,
            self.count("receipts where story_id is not null").await,
            "none without its author"
        );
        let out = done.iter().filter(|(deed, _)| !matches!(deed, Deed::Waits | Deed::TakenBack)).count();
        let patient =
            self.count("stories join organisations o on o.id = organisation_id where slug = 'patient'").await;
        assert_eq!(stories - patient, i64::try_from(out).unwrap(), "none twice");
        assert_eq!(waiting + patient, i64::try_from(done.len() - out).unwrap() - self.taken_back());
    }

    fn taken_back(&self) -> i64 {
        let all = self.done.iter().filter(|(deed, _)| *deed == Deed::TakenBack).count();
        i64::try_from(all).unwrap()
    }
}

#[actix_web::test]
async fn the_mix_dies_at_every_step_and_nothing_is_lost_or_doubled() {
    let mut trial = Trial::start().await;
    let kills = rounds(20);
    let (mut in_time, mut turn) = (0, 0);
    while in_time < kills {
        // Something of every kind is at stake each time round.
        if turn % STEPS.len() == 0 {
            trial.answer(5).await;
            trial.tell(8).await;
        }
        trial.tell(3).await;
        in_time += usize::from(trial.kill_at(STEPS[turn % STEPS.len()], turn).await);
        turn += 1;
    }
    println!("{in_time} kills in {turn} tries, {} authors", trial.done.len());
    trial.site.mix().await;
    trial.check().await;
    trial.site.mix().await;
    trial.check().await;
    trial.site.work().await;
}
