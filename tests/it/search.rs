//! What is in the library is found: by other forms of its words, by what is half typed and by what is typed wrong.

use crate::support::{
    TestSite,
    tales::{GOLDEN, TALES, shelve_all},
};
use diesel::{QueryableByName, sql_query, sql_types::Text};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use pratfall::{
    ids::StoryId,
    library::{
        actions::search::{Asked, Found, Instead, Order, search},
        search::{labels::Labels, query::parse},
    },
};

async fn lines(site: &TestSite, sql: &str) -> Vec<String> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        line: String,
    }
    let rows: Vec<Row> = sql_query(sql).load(&mut site.as_owner().await).await.unwrap();
    rows.into_iter().map(|row| row.line).collect()
}

fn asked(typed: &str) -> Asked {
    Asked {
        query: parse(typed),
        language: None,
        labels: Labels::default(),
        order: Order::Fit,
        after: None,
        most: 20,
        week: "2026-W48".to_owned(),
    }
}

async fn found(site: &TestSite, asked: &Asked) -> Found {
    let mut conn = site.app.db.tenant(site.organisation.id).await.unwrap();
    search(&mut conn, site.organisation.id, asked).await.unwrap()
}

fn stories(found: &Found) -> Vec<StoryId> {
    found.places.iter().map(|place| place.story).collect()
}

#[actix_web::test]
async fn the_golden_table_holds() {
    let site = TestSite::new().await;
    let ids = shelve_all(&site).await;
    let name = |id: &StoryId| ids.iter().find(|(_, known)| *known == id).map_or("?", |(name, _)| *name);
    let mut wrong = vec![];
    for (_, typed, expected) in GOLDEN {
        let found = found(&site, &asked(typed)).await;
        let got: Vec<_> = stories(&found).iter().map(name).collect();
        if got.as_slice().first() != Some(expected) || got.len() > 4 {
            wrong.push(format!("{typed}: {expected}, not {got:?} {:?}", found.instead));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), GOLDEN.len(), wrong.join("\n"));
    let of = |language| GOLDEN.iter().filter(|(page, _, _)| *page == language).count();
    assert!(of("nl") >= 20 && of("fr") >= 20 && of("en") >= 20);
}

#[actix_web::test]
async fn the_index_and_the_words_go_with_the_text_in_the_same_transaction() {
    let site = TestSite::new().await;
    let ids = shelve_all(&site).await;
    let words = "select spelling as line from library_words where folded in ('evenement', 'datacenter', 'equipe') order by 1";
    assert_eq!(lines(&site, words).await, ["datacenter", "équipe", "événement"]);
    let index = "select count(*)::text as line from library_index";
    assert_eq!(lines(&site, index).await, [TALES.len().to_string()]);
    // As the application does it, behind its wall.
    let mut own = site.app.db.tenant(site.organisation.id).await.unwrap();
    let hide = |id| format!("update stories set hidden_by = 'reader' where id = '{id}'");
    own.batch_execute(&format!("{}; {}", hide(ids["event"]), hide(ids["outage"]))).await.unwrap();
    assert_eq!(lines(&site, words).await, ["équipe"], "two other stories have a team");
    assert_eq!(lines(&site, index).await, [(TALES.len() - 2).to_string()]);
    assert!(found(&site, &asked("evenement")).await.places.is_empty());
    own.batch_execute("update stories set agreed_version = null").await.unwrap();
    assert_eq!(lines(&site, "select spelling as line from library_words").await, [""; 0]);
    assert_eq!(lines(&site, index).await, ["0"]);
}

#[actix_web::test]
async fn another_organisation_finds_nothing_of_it() {
    let site = TestSite::new().await;
    shelve_all(&site).await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    let mut conn = site.app.db.tenant(other.id).await.unwrap();
    for typed in ["kraan", "vergadr", "evenemant", "backup"] {
        for organisation in [other.id, site.organisation.id] {
            let found = search(&mut conn, organisation, &asked(typed)).await.unwrap();
            assert_eq!((found.places, found.instead), (vec![], None), "{typed}");
        }
    }
}

#[actix_web::test]
async fn the_wall_itself_looks_words_up_in_the_index() {
    let site = TestSite::new().await;
    shelve_all(&site).await;
    #[derive(QueryableByName)]
    struct Plan {
        #[diesel(sql_type = Text)]
        #[diesel(column_name = "QUERY PLAN")]
        line: String,
    }
    let mut own = site.app.db.tenant(site.organisation.id).await.unwrap();
    own.batch_execute("begin; set local pratfall.sought = '''nkran'''; set local enable_seqscan = off; set local enable_indexscan = off")
        .await
        .unwrap();
    let plan: Vec<Plan> =
        sql_query("explain select story_id from library_index").load(&mut own).await.unwrap();
    own.batch_execute("rollback").await.unwrap();
    let plan: Vec<_> = plan.into_iter().map(|row| row.line).collect();
    assert!(plan.join("\n").contains("Bitmap Index Scan on library_index_vector"), "{plan:#?}");
}

#[actix_web::test]
async fn pages_of_results_hold_each_story_once() {
    let site = TestSite::new().await;
    let ids = shelve_all(&site).await;
    let typed = "une equipe -panne \"le\" iemand somebody nobody people";
    for order in [Order::Fit, Order::Week] {
        let whole = found(&site, &Asked { order, most: 50, ..asked(typed) }).await;
        assert_eq!(whole.instead, Some(Instead::Any));
        assert!(whole.places.len() > 5 && whole.places.len() < ids.len(), "{}", whole.places.len());
        let (mut paged, mut after) = (vec![], None);
        loop {
            let page = found(&site, &Asked { order, most: 2, after, ..asked(typed) }).await;
            paged.extend(page.places.clone());
            after = page.places.last().cloned();
            if !page.more {
                break;
            }
        }
        assert_eq!(paged, whole.places, "{order:?}");
    }
}

#[actix_web::test]
async fn texts_read_by_older_rules_are_read_anew_at_the_mix() {
    let site = TestSite::new().await;
    shelve_all(&site).await;
    let words =
        "select concat_ws(' ', language, spelling, lexeme, stories) as line from library_words order by 1";
    let before = lines(&site, words).await;
    let older = "alter table library_index disable trigger all; update library_index set rules = 0 where language = 'fr'; \
        alter table library_index enable trigger all; delete from library_index where language = 'nl'";
    site.as_owner().await.batch_execute(older).await.unwrap();
    assert!(found(&site, &asked("kraan")).await.places.is_empty());
    site.visitor().tell(&[]).await;
    site.mix().await;
    site.work().await;
    assert_eq!(found(&site, &asked("kraan")).await.places.len(), 1);
    assert_eq!(lines(&site, words).await, before);
    assert_eq!(lines(&site, "select distinct rules::text as line from library_index").await, ["1"]);
}
