//! `pratfall audit …`

use super::say;
use crate::{audit, organisations, platform::state::App};
use anyhow::bail;

/// Verifies the trails of all organisations.
pub(super) async fn verify(app: &App) -> anyhow::Result<()> {
    let all = organisations::store::all(&mut *app.db.platform().await?).await?;
    let mut broken = 0;
    for organisation in all {
        let mut conn = app.db.tenant(organisation.id).await?;
        match audit::verify(&mut conn, organisation.id).await? {
            Ok(count) => say(&format!("{}: {count} entries, unbroken", organisation.slug)),
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
