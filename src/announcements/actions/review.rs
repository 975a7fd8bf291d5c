//! Review of a draft: the effect that sending it would have.

use super::compose::{Composition, compose};
use crate::{
    announcements::{
        model::{Announcement, Audience},
        refusal::Refusal,
        status::AnnouncementStatus,
        store::{announcements, ledger::Ledger},
    },
    ids::AnnouncementId,
    organisations::Organisation,
    platform::{db::transaction, error::Error, state::App},
};
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use sha2::{Digest, Sha256};

/// An announcement as it would be, or was, sent.
pub struct Review {
    pub announcement: Announcement,
    pub composition: Composition,
    pub audience: Audience,
    /// Reason for which it cannot be sent.
    pub refusal: Option<Refusal>,
}

/// Reviews an announcement; the audience of a draft is everybody subscribed now.
pub async fn review(
    app: &App,
    conn: &mut AsyncPgConnection,
    organisation: &Organisation,
    id: AnnouncementId,
    now: DateTime<Utc>,
) -> Result<Review, Error> {
    let announcement = announcements::find(conn, organisation.id, id).await?;
    let ledger = Ledger { organisation: organisation.id, announcement: id };
    let audience = if announcement.status == AnnouncementStatus::Draft {
        let event = announcement.event_id;
        transaction(conn, async |mut tx| ledger.audience(&mut tx, event).await).await?
    } else {
        ledger.frozen(conn).await?
    };
    let composition = compose(app, conn, organisation, &announcement, &audience).await?;
    Ok(Review { refusal: Refusal::of(&composition.agenda.day, now), announcement, composition, audience })
}

impl Review {
    /// Hashes everything that was shown: every word of every mail, and the size of each group. The confirmation sends
    /// it along, so that nothing else is sent than what was seen.
    pub fn seen(&self) -> String {
        let mut hash = Sha256::new();
        let mut add = |part: &[u8]| {
            hash.update(u64::try_from(part.len()).unwrap_or_default().to_be_bytes());
            hash.update(part);
        };
        add(&self.announcement.revision.to_be_bytes());
        add(&self.composition.agenda.version.to_be_bytes());
        for (knows, people) in self.audience.groups() {
            add(format!("{knows:?} {people}").as_bytes());
        }
        for (language, knows, letter) in self.composition.letters() {
            add(format!("{language} {knows:?}").as_bytes());
            for part in [&letter.subject, &letter.text, &letter.html] {
                add(part.as_bytes());
            }
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
