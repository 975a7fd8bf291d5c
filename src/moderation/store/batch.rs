//! Stories that somebody wants to act on together.

use crate::{
    audit::Actor,
    ids::{StaffId, StoryId},
    moderation::{
        batch::Candidate,
        lease::{Claim, Lease},
    },
    platform::{error::Error, i18n::Language},
    stories::{StoryStatus, Turn, store::queue::TURN},
};
use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz, Uuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

#[derive(QueryableByName)]
#[diesel(check_for_backend(diesel::pg::Pg))]
struct Row {
    #[diesel(sql_type = Uuid)]
    id: StoryId,
    #[diesel(sql_type = Text)]
    language: Language,
    #[diesel(sql_type = Text)]
    status: StoryStatus,
    #[diesel(sql_type = Text)]
    turn: Turn,
    #[diesel(sql_type = Nullable<Integer>)]
    newest: Option<i32>,
    /// Set when the newest version are other words of the author.
    #[diesel(sql_type = Bool)]
    reworded: bool,
    #[diesel(sql_type = Nullable<Uuid>)]
    holder: Option<StaffId>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    until: Option<DateTime<Utc>>,
    /// Places in the audit trail.
    #[diesel(sql_type = Nullable<BigInt>)]
    opened: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    edited: Option<i64>,
    #[diesel(sql_type = Bool)]
    agreed: bool,
}

impl Row {
    fn candidate(self, actor: Actor) -> Candidate {
        let lease = self.holder.zip(self.until);
        let lease = lease.map(|(holder, until)| Lease { holder, name: String::new(), until });
        Candidate {
            story: self.id,
            language: self.language,
            status: self.status,
            turn: if self.reworded && self.turn == Turn::Moderator { Turn::Answered } else { self.turn },
            newest: self.newest,
            claim: Claim::of(lease.as_ref(), actor.staff, actor.now),
            opened: self.opened.is_some() && self.opened > self.edited,
            agreed: self.agreed,
        }
    }
}

/// Returns those of `stories` that there are, as they stand for whoever acts: what they opened, and what others edited
/// since, is in the audit trail.
pub async fn candidates(
    mut conn: &AsyncPgConnection,
    actor: Actor,
    stories: &[StoryId],
) -> Result<Vec<Candidate>, Error> {
    let done = |verbs: &str, whose: &str| {
        format!(
            "(select max(number) from audit_entries a where a.organisation_id = stories.organisation_id \
                 and a.object_id = stories.id and a.verb in ({verbs}) and a.staff_id {whose} $2)"
        )
    };
    let rows = diesel::sql_query(format!(
        "select stories.id, language, status, {TURN} as turn, r.staff_id as holder, r.lease_until as until, \
             v.newest, exists (select from story_versions o where o.organisation_id = stories.organisation_id \
                 and o.story_id = stories.id and o.number = v.newest and o.number > 1 and o.written_by = 'author') as reworded, \
             {} as opened, {} as edited, \
             exists (select from consents c where c.organisation_id = stories.organisation_id \
                 and c.story_id = stories.id and c.version = v.newest) as agreed \
         from stories left join lateral (select max(number) as newest from story_versions v \
             where v.organisation_id = stories.organisation_id and v.story_id = stories.id \
                 and v.wrapped_key is not null) v on true \
         left join reviews r on r.organisation_id = stories.organisation_id and r.story_id = stories.id \
         where stories.organisation_id = $1 and stories.id = any($3)",
        done("'story_read'", "="),
        done("'story_edited', 'story_noted', 'memo_written'", "is distinct from"),
    ));
    let rows: Vec<Row> = rows
        .bind::<Uuid, _>(actor.organisation)
        .bind::<Uuid, _>(actor.staff)
        .bind::<Array<Uuid>, _>(stories)
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|row| row.candidate(actor)).collect())
}
