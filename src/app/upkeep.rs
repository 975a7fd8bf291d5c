//! The nightly round: erases what is too old, except authors' data, which the mix erases; then makes a backup.

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
use chrono::{Duration, NaiveTime};

/// The schedule of the nightly round.
const UPKEEP: &str = "app.upkeep";
/// Schedule of rewriting the notes of what was taken back: that of the mix.
const NOTES: &str = "app.notes";
/// Schedule of keeping the heads of the audit trails.
const HEADS: &str = "app.heads";
/// Hour of the nightly round in the server's zone, two hours before the usual mix.
const HOUR: u32 = 4;
/// Tables that are rewritten, because erased rows linger in their files.
const REWRITTEN: [&str; 17] = [
    "stories",
    "story_versions",
    "memos",
    "messages",
    "reader_questions",
    "receipts",
    "lessons",
    "library_texts",
    "library_index",
    "library_words",
    "me_toos",
    "me_too_levels",
    "hidings",
    "hiding_verdicts",
    "pack_stories",
    "subscriptions",
    "audit_entries",
];

pub fn jobs(registry: &mut Registry) {
    registry.every(UPKEEP, |_| moments(), upkeep);
    registry.every(NOTES, |app| app.settings.mix.clone(), rewrite_notes);
    registry.every(HEADS, |_| Moments::Every(Duration::minutes(1)), keep_heads);
}

/// Rewrites the notes of what was taken back, so that their files show the moment of the mix instead of the act.
pub async fn rewrite_notes(app: App) -> Result<(), Failure> {
    let rewritten = tokio::task::spawn_blocking(move || app.keys.rewrite_taken_back());
    Ok(rewritten.await.context("write notes anew")??)
}

/// Keeps the heads of all audit trails outside the database.
pub async fn keep_heads(app: App) -> Result<(), Failure> {
    let heads = audit::Heads::of(&app.settings.keys);
    for organisation in organisations::store::all(&mut *app.db.platform().await?).await? {
        let mut conn = app.db.tenant(organisation.id).await?;
        audit::keep_head(&mut conn, organisation.id, &heads).await?;
    }
    Ok(())
}

fn moments() -> Moments {
    Moments::Daily(NaiveTime::from_hms_opt(HOUR, 0, 0).into_iter().collect())
}

/// Runs the whole round. Each part may run again at any time.
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
        moderation::actions::forget_work(&mut conn, id).await?;
        moderation::actions::views::forget(&mut conn, id).await?;
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
    backup::record_round(&app.settings.backups, now)?;
    Ok(())
}
