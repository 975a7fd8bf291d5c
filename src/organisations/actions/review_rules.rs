//! Rules of review.

use crate::{
    audit::{Actor, Verb},
    organisations::{
        question_templates::ReviewRules,
        store::{
            self,
            review_rules::{replace_review_rules, review_rules},
        },
    },
    platform::{db::transaction, error::Error, web::Seen},
};
use diesel_async::AsyncPgConnection;

pub async fn change_review_rules(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    rules: &ReviewRules,
    seen: &Seen,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        store::lock(&mut tx, actor.organisation).await?;
        let stored = review_rules(&tx, actor.organisation).await?;
        if !seen.replaces(&stored, rules)? {
            return Ok(());
        }
        replace_review_rules(&mut tx, actor.organisation, rules).await?;
        let verb = match (stored.four_eyes, rules.four_eyes) {
            (false, true) => Verb("four_eyes_required"),
            (true, false) => Verb("four_eyes_waived"),
            _ => Verb("question_templates_changed"),
        };
        actor.record(&mut tx, verb, actor.organisation).await
    })
    .await
}
