//! The demonstration: an organisation with a past, made through the same actions that visitors and staff use.
//!
//! Each part is noted once it is there, so that a start that was cut short goes on where it stopped and a later one
//! leaves alone what people did since.

pub mod contacts;
pub mod content;
pub mod events;
pub mod lessons;
pub mod notes;
pub mod staff;
pub mod stories;
pub mod subscribers;

use crate::{
    accounts::Role,
    audit::Actor,
    ids::{OrganisationId, StaffId},
    platform::{clock::Clock, state::App},
};
use anyhow::Context;
use chrono::Duration;
use notes::Notes;
use staff::SignIn;
use std::{collections::BTreeSet, path::Path};
use stories::Desk;

/// Settings that a demonstration has unless others are given: nobody who tries it out waits until tomorrow morning.
pub const SETTINGS: &[(&str, &str)] = &[("PRATFALL_MIX", "every 5s"), ("PRATFALL_FORM_AGE", "0")];
/// The file in the data folder that makes it one of a demonstration.
const SIGN_INS: &str = "demo-sign-ins";
/// When the organisation was made.
const FOUNDED: u32 = 8;
/// When people subscribed.
const SUBSCRIBED: u32 = 3;
/// Stories whose codes are shown, and where each is.
const SHOWN: [(&str, &str); 4] = [
    ("left", "waits for your yes"),
    ("quai", "accepted"),
    ("zout", "told: what came of it"),
    ("printer", "declined"),
];

/// Whether a data folder is one of a demonstration.
pub fn lives_in(data: &Path) -> bool {
    data.join(SIGN_INS).exists()
}

/// Makes the demonstration, or finds it again. Gives the lines to say once visitors are answered.
pub async fn prepare(app: &App) -> anyhow::Result<Vec<String>> {
    let content = content::organisation()?;
    let mut sign_ins = Notes::open(&app.settings.data.join(SIGN_INS))?;
    let mut receipts = Notes::open(&app.settings.data.join("demo-receipts"))?;
    let (organisation, staff) = {
        let _then = Earlier::weeks_ago(app, FOUNDED);
        let organisation = staff::organisation(app, &content).await?;
        let staff = staff::sign_ins(app, organisation.id, &content, &mut sign_ins).await?;
        (organisation, staff)
    };
    let id = organisation.id;
    if !is_done(&receipts, "organisation", id) {
        let administrator = one(&staff, Role::Administrator)?.id;
        staff::calls(app, organisation, administrator, &content).await?;
        staff::invite_others(app, id, administrator, &content).await?;
        done(&mut receipts, "organisation", id)?;
    }
    if !is_done(&receipts, "contacts", id) {
        let _then = Earlier::weeks_ago(app, FOUNDED);
        contacts::set(
            app,
            actor(app, id, one(&staff, Role::Administrator)?.id),
            &content,
        )
        .await?;
        done(&mut receipts, "contacts", id)?;
    }
    if !is_done(&receipts, "stories", id) {
        let moderator = one(&staff, Role::Moderator)?.id;
        tell(
            app,
            Desk {
                organisation: id,
                moderator,
            },
            &mut receipts,
        )
        .await?;
        done(&mut receipts, "stories", id)?;
    }
    if !is_done(&receipts, "events", id) {
        let organiser = one(&staff, Role::Organiser)?.id;
        plan(app, id, organiser, &mut receipts).await?;
        done(&mut receipts, "events", id)?;
    }
    if !is_done(&receipts, "lessons", id) {
        let organiser = one(&staff, Role::Organiser)?.id;
        for lesson in content::lessons()? {
            lessons::write(app, actor(app, id, organiser), &lesson, &mut receipts).await?;
        }
        done(&mut receipts, "lessons", id)?;
    }
    if !is_done(&receipts, "subscribers", id) {
        let _then = Earlier::weeks_ago(app, SUBSCRIBED);
        subscribers::subscribe(app, id).await?;
        done(&mut receipts, "subscribers", id)?;
    }
    lines(
        &format!("{}/{}", app.settings.public_url, content.slug),
        app,
        &staff,
        &mut receipts,
    )
}

/// Whether a part was made for this very organisation: the notes may be of a database that is gone.
fn is_done(notes: &Notes, part: &str, organisation: OrganisationId) -> bool {
    notes.get(&format!("made:{part}")) == Some(organisation.to_string().as_str())
}

fn done(notes: &mut Notes, part: &str, organisation: OrganisationId) -> anyhow::Result<()> {
    notes.set(&format!("made:{part}"), organisation.to_string())
}

async fn tell(app: &App, desk: Desk, notes: &mut Notes) -> anyhow::Result<()> {
    let all = content::stories()?;
    let weeks: BTreeSet<u32> = all.iter().map(|story| story.weeks_ago).collect();
    for weeks_ago in weeks.into_iter().rev() {
        let _then = Earlier::weeks_ago(app, weeks_ago);
        let batch: Vec<_> = all.iter().filter(|story| story.weeks_ago == weeks_ago).collect();
        stories::tell(app, desk, &batch, notes).await?;
    }
    Ok(())
}

async fn plan(
    app: &App,
    organisation: OrganisationId,
    organiser: StaffId,
    notes: &mut Notes,
) -> anyhow::Result<()> {
    let today = app.clock.today();
    for event in content::events()? {
        let _then = Earlier::weeks_ago(app, event.prepared_weeks_ago);
        events::plan(app, actor(app, organisation, organiser), &event, today, notes).await?;
    }
    Ok(())
}

fn actor(app: &App, organisation: OrganisationId, staff: StaffId) -> Actor {
    Actor {
        organisation,
        staff,
        now: app.clock.now(),
    }
}

fn one(staff: &[SignIn], role: Role) -> anyhow::Result<&SignIn> {
    let found = staff.iter().find(|person| person.role == role);
    found.with_context(|| format!("the demonstration has no {role}"))
}

/// The program's clock set back, until this is dropped.
struct Earlier {
    clock: Clock,
    by: Duration,
}

impl Earlier {
    fn weeks_ago(app: &App, weeks: u32) -> Self {
        let (clock, by) = (app.clock.clone(), Duration::weeks(weeks.into()));
        clock.advance(-by);
        Self { clock, by }
    }
}

impl Drop for Earlier {
    fn drop(&mut self) {
        self.clock.advance(self.by);
    }
}

fn lines(home: &str, app: &App, staff: &[SignIn], receipts: &mut Notes) -> anyhow::Result<Vec<String>> {
    let site = &app.settings.public_url;
    let mut lines = vec![format!("ready {home}")];
    for role in [Role::Administrator, Role::Moderator, Role::Organiser] {
        let SignIn { email, password, .. } = one(staff, role)?;
        lines.push(format!("sign-in {role} {email} {password}"));
    }
    let mut codes = vec![];
    for (key, status) in SHOWN {
        codes.push(format!("{} ({status})", stories::code(receipts, key)?));
    }
    lines.extend([
        String::new(),
        "To try:".to_owned(),
        format!("  tell a story       {home}/stories/new (it comes out of the mix within seconds)"),
        format!("  come back to one   {home}/receipt with {}", codes.join(" or ")),
        format!("  review             {site}/desk as moderator: queue, edit, accept, decline"),
        format!("  make the agenda    {site}/desk as organiser: fill the coming event, release it"),
        format!("  announce it        {site}/desk as organiser: preview, confirm, send"),
        format!("  read the mail      {site}/dev/mailbox"),
        "Ctrl-C stops everything. A second start finds all of it again.".to_owned(),
    ]);
    Ok(lines)
}
