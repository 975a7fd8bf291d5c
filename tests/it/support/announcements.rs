//! Subscribers, and announcements on their way to them.

use super::{Page, TestSite, Visitor};
use diesel::{QueryableByName, sql_query, sql_types};
use diesel_async::RunQueryDsl;
use pratfall::accounts::Role;
use std::collections::BTreeMap;

/// Types an address into the form.
pub async fn subscribe(site: &TestSite, email: &str, language: &str) -> Page {
    let fields = [("email", email), ("language", language)];
    site.visitor().post("/acme/subscribe", &fields).await
}

/// Makes confirmed subscribers `name@example.org`.
pub async fn subscribers(site: &TestSite, names: &[&str]) {
    for name in names {
        let page = subscribe(site, &format!("{name}@example.org"), "en").await;
        assert_eq!(page.status, 303, "{}", page.body);
    }
    sql_query("update subscriptions set status = 'confirmed', confirmed_at = now(), asked_at = now()")
        .execute(&mut site.as_owner().await)
        .await
        .unwrap();
    site.work().await;
}

/// Makes an organiser with a released day, and a fresh draft about it; returns its address.
pub async fn draft(site: &TestSite) -> (Visitor, String) {
    let desk = site.staff(Role::Organiser).await;
    let day = [
        ("title", "The Friday fuck-ups"),
        ("intro", ""),
        ("date", "2027-06-04"),
        ("time", "14:00"),
        ("minutes", "60"),
        ("time_zone", "Europe/Brussels"),
        ("place", "Room 1"),
        ("link", ""),
        ("language", "en"),
    ];
    let made = desk.post("/desk/acme/events/new", &day).await;
    assert_eq!(made.status, 303, "{}", made.body);
    let event = made.leads_to().strip_suffix("/agenda").unwrap().to_owned();
    let slot = [("kind", "break"), ("title", "Coffee"), ("minutes", "20")];
    assert_eq!(desk.post(&format!("{event}/slots"), &slot).await.status, 303);
    assert_eq!(desk.post(&format!("{event}/releases"), &[]).await.status, 303);
    let list = desk.get("/desk/acme/announcements").await;
    let release = list.attributes("select[name=release] option", "value").remove(0);
    let made = desk.post("/desk/acme/announcements", &[("release", &release)]).await;
    assert_eq!(made.status, 303, "{}", made.body);
    let path = made.leads_to().to_owned();
    (desk, path)
}

/// Confirms an announcement as its page shows it.
pub async fn confirm(desk: &Visitor, path: &str) {
    let page = desk.get(&format!("{path}/confirmation")).await;
    let form = page.fields(&format!("form[action='{path}/confirmation']"));
    let page = desk.post_map(&format!("{path}/confirmation"), &form).await;
    assert_eq!(page.status, 303, "{}", page.body);
}

#[derive(QueryableByName)]
struct Delivery {
    #[diesel(sql_type = sql_types::Text)]
    who: String,
    #[diesel(sql_type = sql_types::Text)]
    fate: String,
}

/// The ledger as `status reply flagged`, by name.
pub async fn ledger_of(site: &TestSite) -> BTreeMap<String, String> {
    let query = sql_query(
        "select coalesce(split_part(email, '@', 1), 'gone') as who, \
         concat_ws(' ', d.status, reply, case when flagged then 'flagged' end) as fate \
         from deliveries d join subscriptions s on s.id = subscription_id",
    );
    let rows: Vec<Delivery> = query.load(&mut site.as_owner().await).await.unwrap();
    rows.into_iter().map(|row| (row.who, row.fate)).collect()
}
