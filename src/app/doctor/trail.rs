//! The audit trail.

use super::{Target, finding::Finding};
use crate::{
    audit, organisations,
    platform::{db::switch_tenant, error::Error},
};
use diesel_async::AsyncPgConnection;

#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Entries in all trails.
    pub entries: usize,
    /// Organisations whose trail is broken, and the first broken entry.
    pub broken: Vec<String>,
}

pub(super) async fn examine(target: Target<'_>, conn: &mut AsyncPgConnection) -> Result<Vec<Finding>, Error> {
    let (mut facts, heads) = (Facts::default(), audit::Heads::of(&target.settings.keys));
    for organisation in organisations::store::all(conn).await? {
        switch_tenant(conn, organisation.id).await?;
        let head = heads.read(organisation.id)?;
        match audit::verify(conn, organisation.id, head.as_ref()).await? {
            Ok(entries) => facts.entries += entries,
            Err(audit::chain::Broken(entry)) => facts.broken.push(format!("{} ({entry})", organisation.slug)),
        }
    }
    Ok(judge(&facts))
}

pub fn judge(facts: &Facts) -> Vec<Finding> {
    let trail =
        Finding::green("doctor-audit-well").unless(&facts.broken, "doctor-audit-ill", "doctor-audit-do");
    vec![trail.with("n", facts.entries)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::doctor::finding::Verdict;

    #[test]
    fn a_broken_trail_is_red() {
        let mut facts = Facts::default();
        assert_eq!(judge(&facts)[0].verdict, Verdict::Green);
        facts.broken.push("acme (3)".to_owned());
        assert_eq!(judge(&facts)[0].verdict, Verdict::Red);
    }
}
