//! A search finds what its reader may read, takes as much as it may, and says so when it cannot.

use crate::support::{
    Page, TestSite, Visitor,
    database::lines,
    finding::{address, all_pages, asked, found, results, shown, stories},
    library::shelved,
    queries,
    tales::{shelve, shelve_all, text},
};
use diesel::sql_query;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use futures_util::future::{join, join_all};
use pratfall::{library::model::Readable, organisations::Readers};
use std::cell::Cell;

#[actix_web::test]
async fn a_search_asks_the_database_as_often_for_many_words_and_stories_as_for_one() {
    queries::record();
    let site = TestSite::new().await;
    let asked = async |typed: &str| {
        queries::take();
        let page = results(&site, typed, "").await;
        assert_eq!((page.status.as_u16(), shown(&page).is_empty()), (200, false), "{typed}");
        queries::take().len()
    };
    let one = text("nl", 1, "Een fout", "De vergadering over de klant, de kabel en de stroomstoring.");
    shelve(&site, &[one]).await;
    let known = asked("fout ").await;
    let misspelt = asked("vergadring ").await;
    assert!(known > 4 && misspelt > known, "{known} {misspelt}");
    assert_eq!(asked("vergadring klanr kabbel strooomstoring ").await, misspelt);
    assert_eq!(asked("fout klant kabel vergadering stroomstoring ").await, known);
    let texts: Vec<_> = (0..30).map(|n| text("nl", n + 1, "Nog een fout", "De vergadering.")).collect();
    shelve(&site, &texts).await;
    assert_eq!((asked("fout ").await, asked("vergadring ").await), (known, misspelt));
}

#[actix_web::test]
async fn words_are_taken_that_most_stories_have_wherever_they_stand_in_the_alphabet() {
    let site = TestSite::new().await;
    let letter = |n: u32| char::from_u32(u32::from('a') + n % 26).unwrap();
    let rare = |n: u32| format!("zes{}{}{}", letter(n / 676), letter(n / 26), letter(n));
    let many: Vec<String> = (0..2_100).map(rare).collect();
    let often = [1, 2, 3].map(|week| text("en", week, "Another", "We said zeszz twice."));
    shelve(&site, &often).await;
    shelve(&site, &[text("en", 4, "Long", &many.join(" "))]).await;
    for typed in ["zes", "zeszx "] {
        let found = stories(&found(&site, &asked(typed)).await);
        assert!(often.iter().all(|story| found.contains(&story.story_id)), "{typed}: {found:?}");
    }
}

/// Asks for results while nobody gets at the index.
async fn while_nothing_is_found(site: &TestSite, searches: usize) -> Vec<Page> {
    let mut owner = site.as_owner().await;
    owner.batch_execute("begin; lock library_index in access exclusive mode").await.unwrap();
    let all = (0..searches).map(|_| results(site, "fout", "&theme=planning&lang=en"));
    let pages = join_all(all).await;
    // Whoever does not search is served.
    assert_eq!(site.visitor().get("/acme/library").await.status, 200);
    owner.batch_execute("rollback").await.unwrap();
    pages
}

#[actix_web::test]
async fn a_search_that_is_not_done_in_time_says_why_and_keeps_what_was_typed() {
    let site = TestSite::new().await;
    shelve(&site, &[text("en", 1, "A fout", "Nothing."), text("nl", 2, "Een fout", "Niets.")]).await;
    let pages = while_nothing_is_found(&site, 4).await;
    for page in &pages {
        assert_eq!((page.status.as_u16(), page.header("retry-after")), (503, "5"));
        assert_eq!(page.attributes("input[name=q]", "value"), ["fout"]);
        assert_eq!(page.attributes("form[role=search] input[name=theme]", "value"), ["planning"]);
        assert!(page.texts(".empty").is_empty(), "nothing was looked through");
    }
    let mut said: Vec<_> = pages.iter().map(|page| page.texts("[data-test=late]").concat()).collect();
    said.sort();
    said.dedup_by_key(|text| text.split(' ').next().map(str::to_owned));
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(
        said[0].starts_with("Many people are searching") && said[1].starts_with("This search took too long")
    );
    assert_eq!(shown(&results(&site, "fout", "").await).len(), 2);
}

#[actix_web::test]
async fn a_query_that_is_too_long_is_cut_and_all_its_pages_agree() {
    let site = TestSite::new().await;
    let texts: Vec<_> = (0..45).map(|n| text("nl", n + 1, &format!("Fout {n}"), "Een fout.")).collect();
    shelve(&site, &texts).await;
    let kept = "fout ".repeat(12);
    let typed = format!("{kept}die niemand vindt \"of zoekt\"");
    let page = results(&site, &typed, "&lang=nl").await;
    assert!(
        page.texts("[data-test=left-out]")[0].contains("‘die niemand vindt \"of zoekt\"’"),
        "{}",
        page.body
    );
    assert_eq!(page.attributes("input[name=q]", "value"), [kept.as_str()]);
    let links = page.attributes("a[href*='q=']", "href");
    assert!(links.len() > 5 && links.iter().all(|link| !link.contains("niemand")), "{links:?}");
    let next = page.attributes("a[rel=next]", "href").remove(0);
    let rest = all_pages(&site, next.clone()).await;
    let mut all = [shown(&page), rest.concat()].concat();
    all.sort();
    all.dedup();
    assert_eq!((all.len(), rest.len()), (45, 2));
    assert!(site.visitor().get(&next).await.texts("[data-test=left-out]").is_empty());
    assert!(results(&site, &kept, "").await.texts("[data-test=left-out]").is_empty());
}

#[actix_web::test]
async fn a_thousand_stories_are_paged_through_by_cursor() {
    let site = TestSite::new().await;
    let mut texts: Vec<_> = (0..1_000).map(|n| text("nl", n % 52 + 1, "Een fout", "Een les.")).collect();
    shelve(&site, &texts).await;
    texts.sort_by(|one, other| other.week.cmp(&one.week).then(one.story_id.cmp(&other.story_id)));
    let ids: Vec<_> = texts.iter().map(|text| text.story_id.to_string()).collect();
    let by_week = all_pages(&site, address("fout", "&order=week")).await;
    assert_eq!((by_week.len(), by_week.concat()), (50, ids.clone()));
    // The newest 300 are compared; all of them fit as well.
    let by_fit = all_pages(&site, address("fout", "")).await;
    assert_eq!((by_fit.len(), by_fit.concat()), (15, ids[..300].to_vec()));
    let page = results(&site, "fout", "&lang=en").await;
    assert!(page.texts("[data-test=count]")[0].starts_with("More than 300 stories found."));
}

#[actix_web::test]
async fn a_theme_narrows_a_search_down() {
    let site = TestSite::new().await;
    let theme = lines(&site, "select id::text as line from themes where slug = 'planning'").await;
    let about = Readable { theme_id: theme[0].parse().ok(), ..text("nl", 1, "Een fout", "In de planning.") };
    assert!(about.theme_id.is_some());
    shelve(&site, &[about.clone(), text("nl", 2, "Nog een fout", "Zonder thema.")]).await;
    let page = results(&site, "fout", "").await;
    assert_eq!(shown(&page).len(), 2);
    let link = page.attributes(".filters a[href*='theme=planning']", "href").remove(0);
    for address in [link, address("fout", "&theme=planning&order=week")] {
        let page = site.visitor().get(&address).await;
        assert_eq!(shown(&page), [about.story_id.to_string()], "{address}");
        assert_eq!(page.attributes("form[role=search] input[name=theme]", "value"), ["planning"]);
    }
}

#[actix_web::test]
async fn who_has_no_key_finds_only_what_everybody_may_read() {
    let site = TestSite::new().await;
    let open = text("nl", 1, "Een open fout", "Iedereen mag dit lezen.");
    let inside =
        Readable { readers: Readers::House, ..text("nl", 2, "Een fout van het huis", "Geheimzinnig.") };
    shelve(&site, &[open.clone(), inside.clone()]).await;
    let mut colleague = site.visitor();
    colleague.open_door(&site.house_link(&site.organisation).await).await;
    let both = [inside.story_id.to_string(), open.story_id.to_string()];
    let search = async |who: &Visitor, typed: &str| who.get(&address(typed, "")).await;
    for typed in ["geheimzinnig", "geheimzinig ", "gehiemzinig ", "geheim"] {
        assert_eq!(shown(&search(&colleague, typed).await), both[..1], "{typed}");
        let page = search(&site.visitor(), typed).await;
        assert_eq!((shown(&page), page.texts("[data-test=instead]")), (vec![], vec![]), "{typed}");
        assert!(!page.body.replace(typed, "").to_lowercase().contains("geheimzinnig"), "{typed}");
    }
    let mut seen = shown(&search(&colleague, "fout").await);
    seen.sort_by_key(|id| *id != both[0]);
    assert_eq!(seen, both);
    assert_eq!(shown(&search(&site.visitor(), "fout").await), both[1..]);
    assert_eq!(shown(&search(&site.visitor(), "fout geheimzinig ").await), both[1..], "any of the words");
    site.set_readers("acme", Readers::House).await;
    let page = results(&site, "fout", "").await;
    assert_eq!(page.status, 403);
    assert!(!page.body.contains("Een open fout") && both.iter().all(|id| !page.body.contains(id)));
}

#[actix_web::test]
async fn what_its_author_withdraws_is_found_no_more_and_offered_no_more() {
    let site = TestSite::new().await;
    let (gone, stays) = (shelved(&site, "The Kwaremont").await, shelved(&site, "The Paterberg").await);
    for typed in ["kwaremont", "kwaremnot ", "kwarem"] {
        assert_eq!(shown(&results(&site, typed, "").await), [gone.id.as_str()], "{typed}");
    }
    let sent = site.visitor().post("/acme/receipt/withdrawal", &[("code", &gone.code)]).await;
    assert_eq!(sent.status, 200);
    for typed in ["kwaremont", "kwaremnot ", "kwarem"] {
        let page = results(&site, typed, "").await;
        assert_eq!((shown(&page), page.texts("[data-test=instead]")), (vec![], vec![]), "{typed}");
    }
    assert_eq!(shown(&results(&site, "paterberg", "").await), [stays.id]);
}

#[actix_web::test]
async fn a_text_is_read_anew_only_after_whoever_ends_its_agreement() {
    let site = TestSite::new().await;
    let ids = shelve_all(&site).await;
    site.visitor().tell(&[]).await;
    site.mix().await;
    let mut other = site.as_owner().await;
    let older =
        "alter table library_index disable trigger all; update library_index set rules = 0 where story_id =";
    other.batch_execute(&format!("{older} '{}'", ids["crane"])).await.unwrap();
    other.batch_execute("alter table library_index enable trigger all").await.unwrap();
    let story = format!("from stories where id = '{}' for update", ids["crane"]);
    other.batch_execute(&format!("begin; select {story}")).await.unwrap();

    let is_done = Cell::new(false);
    let reading = async {
        site.work().await;
        is_done.set(true);
    };
    let mut watching = site.as_owner().await;
    let ending = async {
        let waits = sql_query(
            "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        );
        let mut waiting = 0;
        while waiting == 0 && !is_done.get() {
            waiting = waits.clone().execute(&mut watching).await.unwrap();
        }
        let hide = "update stories set hidden_by = 'reader' where id =";
        other.batch_execute(&format!("{hide} '{}'; commit", ids["crane"])).await.unwrap();
        waiting
    };
    let ((), waited) = join(reading, ending).await;
    assert_eq!(waited, 1, "the story is locked first");
    let left = format!("library_index where story_id = '{}'", ids["crane"]);
    assert_eq!(site.count(&left).await, 0);
}
