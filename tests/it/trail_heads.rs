//! The head of an audit trail, kept outside the database, finds what the chain alone does not.

use crate::support::{TestSite, days::fill_trail};
use diesel_async::SimpleAsyncConnection;
use pratfall::{
    accounts::Role,
    app::upkeep::keep_heads,
    audit::{self, Heads, chain::Broken},
};

/// Hashes the whole trail anew, as somebody can who writes to the database.
const REHASH: &str = "do $$ declare one record; before bytea := decode(repeat('00', 32), 'hex'); \
    function_hash bytea; begin \
    for one in select * from audit_entries order by number loop \
        function_hash := sha256(before || uuid_send(one.organisation_id) || int8send(one.number) \
            || int8send((extract(epoch from one.at) * 1000000)::bigint) \
            || coalesce('\\x01'::bytea || uuid_send(one.staff_id), decode(repeat('00', 17), 'hex')) \
            || coalesce('\\x01'::bytea || uuid_send(one.object_id), decode(repeat('00', 17), 'hex')) \
            || convert_to(one.verb, 'utf8')); \
        update audit_entries set hash = function_hash where organisation_id = one.organisation_id and number = one.number; \
        before := function_hash; \
    end loop; end $$";

async fn verify(site: &TestSite, headed: bool) -> Result<usize, Broken> {
    let organisation = site.organisation.id;
    let head = Heads::of(&site.app.settings.keys).read(organisation).unwrap().filter(|_| headed);
    let mut conn = site.app.db.tenant(organisation).await.unwrap();
    audit::verify(&mut conn, organisation, head.as_ref()).await.unwrap()
}

async fn does(site: &TestSite, sql: &str) {
    site.as_owner().await.batch_execute(sql).await.unwrap();
}

#[actix_web::test]
async fn a_cut_tail_and_a_trail_hashed_anew_are_found() {
    for (tampering, broken) in [
        ("delete from audit_entries where number > 5".to_owned(), true),
        (format!("update audit_entries set verb = 'story_read' where number = 4; {REHASH}"), true),
        (
            format!(
                "delete from audit_entries where number > 9; update audit_entries set staff_id = null where number = 7; {REHASH}"
            ),
            true,
        ),
        (REHASH.to_owned(), false),
    ] {
        let site = TestSite::new().await;
        site.staff(Role::Administrator).await;
        fill_trail(&site, 12).await;
        keep_heads(site.app.clone()).await.unwrap();
        let all = verify(&site, true).await.unwrap();
        assert!(all >= 12);
        does(&site, &tampering).await;
        assert!(verify(&site, false).await.is_ok(), "the chain alone finds nothing: {tampering}");
        assert_eq!(verify(&site, true).await.is_err(), broken, "{tampering}");
        // What is lost stays lost, however often heads are kept and whatever is added.
        site.staff(Role::Organiser).await;
        keep_heads(site.app.clone()).await.unwrap();
        assert_eq!(verify(&site, true).await.is_err(), broken, "{tampering}, later");
    }
}

#[actix_web::test]
async fn a_head_follows_its_trail_and_lets_it_be_pruned() {
    let site = TestSite::new().await;
    site.app.clock.advance(-chrono::Duration::days(400));
    fill_trail(&site, 3).await;
    keep_heads(site.app.clone()).await.unwrap();
    site.staff(Role::Administrator).await;
    assert!(verify(&site, true).await.is_ok(), "what is newer than the head is fine");
    site.app.clock.advance(chrono::Duration::days(400));
    let mut conn = site.app.db.tenant(site.organisation.id).await.unwrap();
    audit::prune(&mut conn, site.organisation.id, site.app.clock.now()).await.unwrap();
    drop(conn);
    assert!(verify(&site, true).await.is_ok(), "pruned beyond its head");
    keep_heads(site.app.clone()).await.unwrap();
    assert!(verify(&site, true).await.is_ok());
}
