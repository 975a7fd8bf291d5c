//! The nightly round: what is erased by age and is no author's (what is, the mix erases), and the backup after it.

use super::backup;
use crate::{
    accounts, announcements, audit, moderation, organisations,
    platform::{
        db,
        jobs::{Failure, Registry, forget_given_up},
        keys::recovery,
        mail::Mailer,
        schedule::Moments,
        state::App,
    },
    retention::{BACKUP, CAPTURED, GIVEN_UP},
    stories,
};
use anyhow::Context;
use chrono::NaiveTime;

/// The schedule of the nightly round.
const UPKEEP: &str = "app.upkeep";
/// The schedule on which notes of what was taken back are written anew: that of the mix.
const NOTES: &str = "app.notes";
/// Hour of the nightly round, in the server's own zone: two hours before the usual mix.
const HOUR: u32 = 4;
/// Tables from which something is erased that must not lie about in their files.
const REWRITTEN: [&str; 7] = [
    "stories",
    "story_versions",
    "messages",
    "receipts",
    "lessons",
    "subscriptions",
    "audit_entries",
];

/// Has the round done every night, and notes written anew when the mix is.
pub fn jobs(registry: &mut Registry) {
    registry.every(UPKEEP, |_| moments(), upkeep);
    registry.every(NOTES, |app| app.settings.mix.clone(), smooth_notes);
}

/// Lets files of notes say when the mix was, and not when somebody took something back.
///
/// # Errors
/// [`Failure::Retry`] when they cannot be written now.
pub async fn smooth_notes(app: App) -> Result<(), Failure> {
    let smoothed = tokio::task::spawn_blocking(move || app.keys.smooth_taken_back());
    Ok(smoothed.await.context("write notes anew")??)
}

fn moments() -> Moments {
    Moments::Daily(NaiveTime::from_hms_opt(HOUR, 0, 0).into_iter().collect())
}

/// Does the whole round. Each part may be done again at any time.
///
/// # Errors
/// [`Failure::Retry`] at the first part that cannot be done now.
pub async fn upkeep(app: App) -> Result<(), Failure> {
    let (now, all) = {
        let mut conn = app.db.platform().await?;
        let now = db::now(&mut conn, &app.clock).await?;
        accounts::actions::forget_ended(&mut conn, now).await?;
        forget_given_up(&mut conn, GIVEN_UP.before(now)).await?;
        (now, organisations::store::all(&mut conn).await?)
    };
    for organisation in all {
        let (id, mut conn) = (organisation.id, app.db.tenant(organisation.id).await?);
        audit::prune(&mut conn, id, now).await?;
        moderation::actions::forget_claims(&mut conn, id).await?;
        announcements::actions::subscribing::forget_unconfirmed(&mut conn, id, now).await?;
        stories::actions::erasing::destroy_idle_keys(&app, &mut conn, id).await?;
    }
    if let Mailer::Folder(folder) = &app.mailer {
        folder.forget(CAPTURED.before(now)).context("captured mail")?;
    }
    if backup::may_destroy(&app.settings.backups, now).context("read the folder of backups")? {
        app.keys.forget_taken_back(BACKUP.before(now).date_naive())?;
    }
    app.db.rewrite(&REWRITTEN).await?;
    backup::forget(&app.settings.backups, now)?;
    if recovery::letterbox(&app.settings.keys)?.is_some() {
        let (of, url) = (app.settings.clone(), app.db.url().to_owned());
        let made = tokio::task::spawn_blocking(move || backup::make(&of, &url, now));
        made.await.context("make the backup")??;
    }
    backup::mark(&app.settings.backups, now)?;
    Ok(())
}
