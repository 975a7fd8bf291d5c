//! The team: roles are offered, taken up, removed.

use super::{accept_offer, passwords::send_link, record_at};
use crate::{
    accounts::{forms::Invitee, jobs::SendOffer, model::Staff, permission::Role, store},
    audit::{self, Verb},
    ids::{InvitationId, OrganisationId, StaffId},
    platform::{db::transaction, error::Error, jobs::enqueue, web::Seen},
};
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

/// Outcome of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invitation {
    /// A link to choose a password is being mailed.
    Link(InvitationId),
    /// They have a password: a mail tells of the offer, and opens nothing.
    Offer,
    /// They have this role.
    Known,
}

/// Offers somebody a role. Without a password they get a link to choose one: invitation `id`, or another when that
/// belongs to somebody else. Repeating an open offer changes nothing.
pub async fn invite(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    by: Option<StaffId>,
    id: InvitationId,
    invitee: Invitee,
    now: DateTime<Utc>,
) -> Result<Invitation, Error> {
    transaction(conn, async |mut tx| {
        let new = Staff {
            id: StaffId::new(),
            email: invitee.email.into(),
            name: invitee.name,
            language: invitee.language,
            away_until: None,
            stories_a_day: None,
        };
        let (role, name) = (invitee.role, new.name.clone());
        let staff = store::add_staff(&mut tx, &new).await?;
        if store::has_role(&mut tx, organisation, staff, role).await? {
            return Ok(Invitation::Known);
        }
        let active = store::is_active(&mut tx, staff).await?;
        let others =
            !active && store::invitations::holder(&mut tx, id).await?.is_some_and(|holder| holder != staff);
        let id = if others { InvitationId::new() } else { id };
        let invitation = if active { Invitation::Offer } else { Invitation::Link(id) };
        if !store::offers::offer(&mut tx, organisation, staff, role, &name, id).await? {
            return Ok(invitation);
        }
        if active {
            enqueue(&mut tx, Some(organisation), &SendOffer { staff, offer: id }).await?;
        } else {
            send_link(&mut tx, organisation, staff, id, now).await?;
        }
        audit::record(&mut tx, organisation, by, Verb("staff_invited"), Some(staff.untyped()), now).await?;
        Ok(invitation)
    })
    .await
}

/// Answer to an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
}

pub async fn answer(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    staff: StaffId,
    role: Role,
    answer: Answer,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| match answer {
        Answer::Yes => accept_offer(&mut tx, organisation, staff, role, now).await,
        Answer::No => {
            store::offers::answer(&mut tx, organisation, staff, role).await?;
            record_at(&mut tx, organisation, staff, Verb("role_declined"), now).await
        }
    })
    .await
}

/// Sorts the roles that somebody has and is offered.
pub fn sorted_roles(roles: &[Role], offered: &[Role]) -> [Vec<Role>; 2] {
    [roles, offered].map(|some| {
        let mut all = some.to_vec();
        all.sort_unstable();
        all
    })
}

/// Removes somebody's roles and offers. Their access here ends at once; their session goes on when they have another
/// role. Nothing is removed that was not `seen`, by [`sorted_roles`]. Fails with [`Error::Conflict`] for oneself, so
/// that an organisation is never locked out.
pub async fn remove(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    by: StaffId,
    who: StaffId,
    seen: &Seen,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if by == who {
        return Err(Error::Conflict("oneself"));
    }
    transaction(conn, async |mut tx| {
        let roles = store::remove_roles(&mut tx, organisation, who).await?;
        let offered = store::offers::withdraw(&mut tx, organisation, who).await?;
        if roles.is_empty() && offered.is_empty() {
            return Err(Error::NotFound);
        }
        if let Some(seen) = seen.given() {
            // Rolls back what was removed.
            seen.check(&sorted_roles(&roles, &offered))?;
        }
        if store::roles(&mut tx, who).await?.is_empty() {
            store::sessions::end_of(&mut tx, who).await?;
        }
        audit::record(&mut tx, organisation, Some(by), Verb("role_removed"), Some(who.untyped()), now).await
    })
    .await
}
