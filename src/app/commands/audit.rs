//! `pratfall audit …`

use super::say;
use crate::{audit, organisations, platform::state::App};
use anyhow::bail;

/// Verifies the trails of all organisations.
pub(super) async fn verify(app: &App) -> anyhow::Result<()> {
    let all = organisations::store::all(&mut *app.db.platform().await?).await?;
    let (mut broken, heads) = (0, audit::Heads::of(&app.settings.keys));
    for organisation in all {
        let mut conn = app.db.tenant(organisation.id).await?;
        let head = heads.read(organisation.id)?;
        let kept =
            head.as_ref().map_or("no head kept yet".to_owned(), |head| format!("head {}", head.number));
        match audit::verify(&mut conn, organisation.id, head.as_ref()).await? {
            Ok(count) => say(&format!("{}: {count} entries, unbroken, {kept}", organisation.slug)),
            Err(error) => {
                broken += 1;
                say(&format!("{}: {error}", organisation.slug));
            }
        }
    }
    if broken > 0 {
        bail!("{broken} broken")
    }
    Ok(())
}
