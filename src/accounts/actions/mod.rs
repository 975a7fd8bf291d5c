//! Acts on accounts and their jobs.

mod letters;
mod passwords;
mod profile;
mod signing_in;
mod team;

pub use letters::{send_changed, send_forgotten, send_invitation, send_offer};
pub use passwords::{change_password, forgot, link, reset_password, take_up};
pub use profile::{change_profile, end_other_sessions};
pub use signing_in::{Attempt, SignedIn, enter, sign_in, sign_out};
pub use team::{Answer, Invitation, answer, invite, remove, sorted_roles};

use super::{
    jobs::{SendChanged, SendForgotten, SendInvitation, SendOffer},
    permission::Role,
    store,
};
use crate::{
    audit::{self, Verb},
    ids::{OrganisationId, StaffId},
    platform::{
        db::{Tx, switch_tenant, transaction},
        error::Error,
        jobs::drop_all,
    },
};
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

/// Records an act in the trail of every organisation a person works for.
async fn record_everywhere(
    tx: &mut Tx<'_>,
    staff: StaffId,
    verb: Verb,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let mut theirs: Vec<_> = store::roles(tx, staff).await?.into_iter().map(|(id, _)| id).collect();
    theirs.dedup();
    for organisation in theirs {
        record_at(tx, organisation, staff, verb, now).await?;
    }
    Ok(())
}

/// Records an act in the trail of one organisation.
async fn record_at(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    staff: StaffId,
    verb: Verb,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    switch_tenant(tx, organisation).await?;
    audit::record(tx, organisation, Some(staff), verb, Some(staff.untyped()), now).await
}

/// Turns an offer into a role.
async fn accept_offer(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    staff: StaffId,
    role: Role,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    store::offers::answer(tx, organisation, staff, role).await?;
    store::add_role(tx, organisation, staff, role).await?;
    record_at(tx, organisation, staff, Verb("role_taken"), now).await
}

/// Signs everybody out and drops mails about to leave: for a restored backup, which knows nothing of what happened
/// since.
pub async fn start_afresh(tx: &mut Tx<'_>) -> Result<(), Error> {
    store::sessions::end_all(tx).await?;
    drop_all::<SendInvitation>(tx).await?;
    drop_all::<SendOffer>(tx).await?;
    drop_all::<SendForgotten>(tx).await?;
    drop_all::<SendChanged>(tx).await
}

/// Deletes sessions and invitations that have ended.
pub async fn forget_ended(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        store::sessions::forget_ended(&mut tx, now).await?;
        store::invitations::forget_ended(&mut tx, now).await
    })
    .await
}
