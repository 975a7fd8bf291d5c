//! The demonstration: an organisation with a past, made through the same actions that visitors and staff use.

pub mod content;
mod events;
mod library;
mod organisation;
mod staff;
mod stories;
mod subscribers;

use crate::{
    accounts::Role,
    audit::Actor,
    ids::{OrganisationId, StaffId, StoryId},
    intake,
    organisations::{self, store::reader_keys},
    platform::{clock::Clock, files, state::App},
    readers::place::Place,
};
use anyhow::{Context, bail};
use chrono::Duration;
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::ErrorKind,
    path::Path,
};

/// Defaults of a demonstration's settings: nobody who tries it out waits until tomorrow morning.
pub const SETTINGS: &[(&str, &str)] = &[("PRATFALL_MIX", "every 5s"), ("PRATFALL_FORM_AGE", "0")];
/// File in the data folder that makes it a demonstration's. Written when everything else is there.
const NOTES: &str = "demo.json";
/// Age of the organisation in weeks.
const FOUNDED: u32 = 8;
/// Age of the subscriptions in weeks.
const SUBSCRIBED: u32 = 3;
/// Stories whose codes are shown, with their stages.
const SHOWN: [(&str, &str); 4] = [
    ("left", "waits for your yes"),
    ("quai", "accepted"),
    ("zout", "told: what came of it"),
    ("printer", "declined"),
];

/// Secrets of a finished demonstration.
#[derive(Serialize, Deserialize)]
struct Notes {
    organisation: OrganisationId,
    /// Passwords by address.
    passwords: BTreeMap<String, String>,
    /// Receipt codes by the key of the story.
    receipts: BTreeMap<String, String>,
}

/// Tells whether a data folder is a demonstration's.
pub fn exists_in(data: &Path) -> bool {
    data.join(NOTES).exists()
}

/// Makes the demonstration in an empty database, or finds a finished one again. Returns the lines to print once
/// visitors are answered.
pub async fn prepare(app: &App) -> anyhow::Result<Vec<String>> {
    let content = content::organisation()?;
    let file = app.settings.data.join(NOTES);
    let known = organisations::store::all(&mut *app.db.platform().await?).await?;
    let notes = match &known[..] {
        [] => {
            let notes = seed(app, &content).await?;
            files::write(&file, &serde_json::to_vec(&notes)?)
                .with_context(|| format!("write {}", file.display()))?;
            notes
        }
        [first, ..] => match read(&file)? {
            Some(notes) if known.iter().any(|one| one.id == notes.organisation) => notes,
            _ => bail!(
                "“{}” is in the database, but {} holds no finished demonstration: start with an empty folder and database",
                first.slug,
                app.settings.data.display()
            ),
        },
    };
    lines(app, &content, &notes).await
}

fn read(file: &Path) -> anyhow::Result<Option<Notes>> {
    match fs::read(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        read => {
            let notes = read.with_context(|| format!("read {}", file.display()))?;
            Ok(serde_json::from_slice(&notes).ok())
        }
    }
}

async fn seed(app: &App, content: &content::Organisation) -> anyhow::Result<Notes> {
    let settled = settle(app, content, &content::stories()?, &content::events()?).await?;
    let Settled { organisation, passwords, receipts, ids, .. } = &settled;
    staff::invite_others(app, settled.actor(app, Role::Administrator)?, content).await?;
    for lesson in content::lessons()? {
        events::add_lesson(app, settled.actor(app, Role::Organiser)?, &lesson, ids).await?;
    }
    let then = Earlier::weeks_ago(app, SUBSCRIBED);
    subscribers::subscribe(app, *organisation).await?;
    drop(then);
    let open = content::open()?;
    settle(app, &open.organisation, &open.stories, &open.events).await?;
    // Destroys the keys of the days on which it was told.
    intake::actions::mix(app).await?;
    library::fill(app, settled.actor(app, Role::Organiser)?, content::packs()?, ids).await?;
    Ok(Notes { organisation: *organisation, passwords: passwords.clone(), receipts: receipts.clone() })
}

/// An organisation with staff, stories and events.
struct Settled {
    organisation: OrganisationId,
    /// One person for each role.
    staff: BTreeMap<Role, StaffId>,
    /// Passwords by address.
    passwords: BTreeMap<String, String>,
    /// Receipt codes by the key of the story.
    receipts: BTreeMap<String, String>,
    /// Stories by their keys.
    ids: BTreeMap<String, StoryId>,
}

impl Settled {
    fn actor(&self, app: &App, role: Role) -> anyhow::Result<Actor> {
        let staff = *self.staff.get(&role).with_context(|| format!("the demonstration has no {role}"))?;
        Ok(Actor { organisation: self.organisation, staff, now: app.clock.now() })
    }
}

async fn settle(
    app: &App,
    content: &content::Organisation,
    stories: &[content::Story],
    events: &[content::Event],
) -> anyhow::Result<Settled> {
    let today = app.clock.today();
    let then = Earlier::weeks_ago(app, FOUNDED);
    let organisation = organisation::create(app, content).await?.id;
    let (staff, passwords) = staff::hire(app, organisation, content).await?;
    let (receipts, ids) = (BTreeMap::new(), BTreeMap::new());
    let mut settled = Settled { organisation, staff, passwords, receipts, ids };
    organisation::fill_in(app, settled.actor(app, Role::Administrator)?, content).await?;
    drop(then);
    let weeks: BTreeSet<u32> = stories.iter().map(|story| story.weeks_ago).collect();
    for weeks_ago in weeks.into_iter().rev() {
        let _then = Earlier::weeks_ago(app, weeks_ago);
        let round: Vec<_> = stories.iter().filter(|story| story.weeks_ago == weeks_ago).collect();
        for (story, code, id) in stories::tell(app, settled.actor(app, Role::Moderator)?, &round).await? {
            settled.receipts.insert(story.key.clone(), code.to_string());
            settled.ids.insert(story.key.clone(), id);
        }
    }
    for event in events {
        let _then = Earlier::weeks_ago(app, event.prepared_weeks_ago);
        events::plan(app, settled.actor(app, Role::Organiser)?, event, today, &settled.ids).await?;
    }
    Ok(settled)
}

/// Sets the program's clock back until this is dropped.
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

async fn lines(app: &App, content: &content::Organisation, notes: &Notes) -> anyhow::Result<Vec<String>> {
    let site = &app.settings.public_url;
    let home = format!("{site}/{}", content.slug);
    let mut lines = vec![format!("ready {home}")];
    let (mut roles, mut second) = (BTreeSet::new(), vec![]);
    for person in content.staff.iter().filter(|person| person.signs_in) {
        let password = notes.passwords.get(&person.email).context("a password")?;
        if roles.insert(person.role) {
            lines.push(format!("sign-in {} {} {password}", person.role, person.email));
        } else {
            second.push(format!(
                "  decide together    {site}/desk as {} {password}, after the first",
                person.email
            ));
        }
    }
    let mut conn = app.db.tenant(notes.organisation).await?;
    let key = reader_keys::current(&mut conn, notes.organisation).await?;
    // An administrator may have ended it.
    let link = key.map(|key| format!("{site}{}", Place::house_link(&content.slug, &key)));
    lines.extend(link.map(|link| format!("house-link {link}")));
    let mut codes = vec![];
    for (key, stage) in SHOWN {
        let code = notes.receipts.get(key).context("a receipt code")?;
        codes.push(format!("{code} ({stage})"));
    }
    lines.extend([
        String::new(),
        "To try:".to_owned(),
        format!("  tell a story       {home}/stories/new (it comes out of the mix within seconds)"),
        format!("  come back to one   {home}/receipt with {}", codes.join(" or ")),
        format!("  read               {home}/events with the house link above or the code on the poster"),
        format!("  read an open one   {site}/{} (everybody may)", content::open()?.organisation.slug),
        format!("  search the library {home}/library, and the packs to begin with"),
        "  hide a story       at the foot of its page in the library: it is gone at once".to_owned(),
        format!("  review             {site}/desk as moderator: queue, edit, accept, decline"),
        format!("  decide on it       {site}/desk as moderator: hidden stories, which two decide on"),
    ]);
    lines.extend(second);
    lines.extend([
        format!("  make the agenda    {site}/desk as organiser: fill the coming event, release it"),
        format!("  announce it        {site}/desk as organiser: preview, confirm, send"),
        format!("  read the mail      {site}/dev/mailbox"),
        "Ctrl-C stops everything. A second start finds all of it again.".to_owned(),
    ]);
    Ok(lines)
}
