//! A search finds what its reader may read, takes as much as it may, and says so when it cannot.

use crate::support::{
    TestSite, Visitor,
    database::lines,
    finding::{address, all_pages, asked, found, results, shown, stories},
    library::shelved,
    queries,
    tales::{shelve, shelve_all, text},
};
use diesel::sql_query;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use futures_util::future::{Either, join, join_all, select};
use pratfall::{
    library::model::Readable,
    organisations::Readers,
    platform::{config::Searches, gate::SEARCHING},
};
use std::{cell::Cell, pin::pin, time::Duration};

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
    assert!(known <= 16 && misspelt <= known + 4, "{known} {misspelt}");
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

/// Locks the index, so that nobody gets at it until the end of the transaction.
const LOCK: &str = "begin; lock library_index in access exclusive mode";

#[actix_web::test]
async fn a_search_that_is_not_done_in_time_says_why_and_keeps_what_was_typed() {
    let site = TestSite::new().await;
    shelve(&site, &[text("en", 1, "A fout", "Nothing."), text("nl", 2, "Een fout", "Niets.")]).await;
    let hasty = Searches { turn: Duration::ZERO, longest: Duration::from_millis(50) };
    let hasty = site.searching(hasty).await;
    let search = async || results(&hasty, "fout", "&theme=planning&lang=en").await;
    let mut owner = site.as_owner().await;
    owner.batch_execute(LOCK).await.unwrap();
    let slow = search().await;
    let turns = join_all((0..SEARCHING).map(|_| hasty.app.gate.search(Duration::ZERO))).await;
    let busy = search().await;
    // Whoever does not search is served; and who asks for what there is not is told, without a turn.
    assert_eq!(hasty.visitor().get("/acme/library").await.status, 200);
    assert_eq!(results(&hasty, "fout", "&order=loud").await.status, 404);
    assert_eq!(results(&hasty, "fout", "&theme=none").await.status, 404);
    assert_eq!(results(&hasty, "fout", "&after=x").await.status, 400);
    owner.batch_execute("rollback").await.unwrap();
    drop(turns);
    for (page, said) in [(&slow, "This search took too long"), (&busy, "Many people are searching")] {
        assert_eq!((page.status.as_u16(), page.header("retry-after")), (503, "5"));
        assert_eq!(page.attributes("input[name=q]", "value"), ["fout"]);
        assert_eq!(page.attributes("form[role=search] input[name=theme]", "value"), ["planning"]);
        assert!(page.texts(".empty").is_empty(), "nothing was looked through");
        assert!(page.texts("[data-test=late]")[0].starts_with(said), "{}", page.body);
    }
    assert_eq!(shown(&results(&site, "fout", "").await).len(), 2);
}

#[actix_web::test]
async fn a_turn_lasts_as_long_as_its_search_even_when_nobody_waits_for_it() {
    let site = TestSite::new().await;
    shelve(&site, &[text("en", 1, "A fout", "Nothing.")]).await;
    let patient = Searches { turn: Duration::ZERO, longest: Duration::from_mins(10) };
    let patient = site.searching(patient).await;
    let mut owner = site.as_owner().await;
    owner.batch_execute(LOCK).await.unwrap();
    {
        let searches = join_all((0..SEARCHING).map(|_| results(&patient, "fout", "")));
        let all_wait = async {
            let waiting = "pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
            while site.count(waiting).await < i64::try_from(SEARCHING).unwrap() {}
        };
        let (searches, all_wait) = (pin!(searches), pin!(all_wait));
        assert!(matches!(select(searches, all_wait).await, Either::Right(_)));
    }
    // Their browsers are gone now, and the database still works for them.
    assert!(patient.app.gate.search(Duration::ZERO).await.is_err());
    owner.batch_execute("rollback").await.unwrap();
    let turns = join_all((0..SEARCHING).map(|_| patient.app.gate.search(Duration::from_mins(10)))).await;
    assert!(turns.iter().all(Result::is_ok), "the turns end with the searches");
}

#[actix_web::test]
async fn every_look_up_of_a_search_is_bounded_by_the_time_that_is_left() {
    queries::record();
    let site = TestSite::new().await;
    shelve(&site, &[text("nl", 1, "Een fout", "De vergadering over de klant.")]).await;
    queries::take();
    results(&site, "vergaedrnig klatn \"fout fout\" klan", "").await;
    let asked = queries::take();
    let is_lookup =
        |query: &String| ["library_words", "from library_index"].iter().any(|table| query.contains(table));
    let lookups: Vec<_> = asked.iter().enumerate().filter(|(_, query)| is_lookup(query)).collect();
    assert!(lookups.len() >= 5, "{asked:#?}");
    for (n, query) in lookups {
        assert!(asked[n - 1].contains("set_config('statement_timeout'"), "{query}");
    }
    // Two mistakes are looked for where one is not enough.
    let far = |asked: &[String]| asked.iter().filter(|query| query.contains("word.starts")).count();
    assert_eq!(far(&asked), 1);
    results(&site, "vergadring ", "").await;
    assert_eq!(far(&queries::take()), 0);
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
