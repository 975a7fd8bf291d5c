//! Search: a story is found by other forms of its words, by half a word and by a misspelt one.

use crate::support::{
    TestSite, bad_texts,
    database::lines,
    finding::{address, all_pages, asked, found, results, shown, stories},
    tales::{GOLDEN, TALES, shelve, shelve_all, text},
};
use diesel::{QueryableByName, sql_query, sql_types::Text};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use pratfall::{
    ids::StoryId,
    library::{
        actions::search::{Asked, Instead, search},
        search::{order::Order, stem::RULES},
    },
};

#[actix_web::test]
async fn the_golden_table_holds() {
    let site = TestSite::new().await;
    let ids = shelve_all(&site).await;
    let name = |id: &StoryId| ids.iter().find(|(_, known)| *known == id).map_or("?", |(name, _)| *name);
    let mut wrong = vec![];
    for (page, typed, expected) in GOLDEN {
        let reader = page.parse().unwrap();
        let found = found(&site, &Asked { reader, ..asked(typed) }).await;
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
    for typed in ["kraan", "stroomst", "evenemant", "backup"] {
        assert!(!found(&site, &asked(typed)).await.places.is_empty(), "{typed}");
        for organisation in [other.id, site.organisation.id] {
            let found = search(&mut conn, organisation, &asked(typed)).await.unwrap();
            assert_eq!((found.places, found.instead), (vec![], None), "{typed}");
        }
    }
}

#[actix_web::test]
async fn the_wall_itself_looks_words_up_in_the_index() {
    #[derive(QueryableByName)]
    struct Plan {
        #[diesel(sql_type = Text)]
        #[diesel(column_name = "QUERY PLAN")]
        line: String,
    }
    let site = TestSite::new().await;
    shelve_all(&site).await;
    let mut own = site.app.db.tenant(site.organisation.id).await.unwrap();
    site.as_owner().await.batch_execute("analyze library_index").await.unwrap();
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
            after = page.next;
            if after.is_none() {
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
    let words = "select concat_ws(' ', language, readers, spelling, lexeme, stories) as line from library_words order by 1";
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
    assert_eq!(
        lines(&site, "select distinct rules::text as line from library_index").await,
        [RULES.to_string()]
    );
}

#[actix_web::test]
async fn words_of_greek_are_indexed_and_found_in_capitals_and_in_small_letters() {
    let site = TestSite::new().await;
    // A sigma at the end of a word looks different, and none knows that it stands there but the word.
    shelve(&site, &[text("en", 1, "ΛΑΘΟΣ-ΤΕΛΟΣ", "We said λάθος-τέλος."), text("nl", 2, "Λάθος", "Niets.")])
        .await;
    for typed in ["ΛΑΘΟΣ ", "λάθος ", "λαθος-τελος"] {
        assert!(!found(&site, &asked(typed)).await.places.is_empty(), "{typed}");
    }
}

#[actix_web::test]
async fn what_is_found_is_shown_with_its_words_marked() {
    let site = TestSite::new().await;
    let ids = shelve_all(&site).await;
    let page = results(&site, "wachtwoord kluis", "&lang=nl").await;
    assert_eq!(shown(&page), [ids["password"].to_string()]);
    assert_eq!(page.texts("[data-test=story] mark"), ["wachtwoord", "Wachtwoorden", "kluis"]);
    assert_eq!(page.attributes("input[name=q]", "value"), ["wachtwoord kluis"]);
    assert_eq!(page.attributes("form[role=search] input[name=lang]", "value"), ["nl"]);
    assert_eq!(page.texts("[data-test=count]"), ["Eén verhaal gevonden."]);
    let page = results(&site, "evenemant", "&lang=fr").await;
    let said = page.texts("[data-test=instead]").concat();
    assert!(said.contains("evenemant") && said.contains("événement"), "{said}");
    let page = results(&site, "kraan sorry", "&lang=en").await;
    assert!(page.texts("[data-test=instead]")[0].starts_with("No story has all of these words."));
    assert_eq!(page.texts("[data-test=story]").len(), 2);
    let page = results(&site, "the of and", "&lang=en&language=en").await;
    assert_eq!(page.texts("main h2"), ["Search for another word"]);
    let page = results(&site, "xylophone", "&lang=en&week=2026-W01").await;
    let links = page.attributes("main .empty a", "href");
    assert_eq!(links, ["/acme/library?q=xylophone&lang=en", "/acme/library?lang=en"], "a way on");
}

#[actix_web::test]
async fn markup_in_stories_and_queries_stays_text() {
    let site = TestSite::new().await;
    shelve(
        &site,
        &[text("en", 1, "A <b>bold</b> plan & more", "It said <script>alert(1)</script> all day.")],
    )
    .await;
    let page = results(&site, "script <b>bold</b> \"alert\"", "").await;
    assert!(page.body.contains("&lt;<mark>script</mark>&gt;<mark>alert</mark>"), "{}", page.body);
    assert!(!page.body.contains("<script>alert") && !page.body.contains("<b>"));
}

#[actix_web::test]
async fn every_filter_and_order_is_an_address() {
    let site = TestSite::new().await;
    let ids = shelve_all(&site).await;
    let found = async |more: &str| {
        let page = results(&site, "budget reunie invoice café kraan", more).await;
        assert_eq!(page.status, 200, "{more}");
        shown(&page)
    };
    let shown = |names: &[&str]| names.iter().map(|name| ids[name].to_string()).collect::<Vec<_>>();
    assert_eq!(found("&order=week").await, shown(&["budget", "cafe", "ideas", "crane"]), "newest first");
    assert_eq!(found("&order=week&language=fr").await, shown(&["budget", "cafe"]));
    assert_eq!(found("&week=2026-W01").await, shown(&["crane"]));
    assert_eq!(found("&language=en").await, shown(&[]));
    for unknown in ["&theme=none", "&language=de", "&week=soon", "&order=loud", "&event=x"] {
        assert_eq!(results(&site, "kraan", unknown).await.status, 404, "{unknown}");
    }
}

#[actix_web::test]
async fn a_place_among_results_is_good_for_its_own_search() {
    let site = TestSite::new().await;
    let texts: Vec<_> = (0..45).map(|n| text("nl", n % 50 + 1, &format!("Fout {n}"), "Een fout.")).collect();
    shelve(&site, &texts).await;
    for order in ["", "&order=week"] {
        let mut seen = all_pages(&site, address("fout", order)).await.concat();
        assert_eq!(seen.len(), 45, "{order}");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 45, "each once");
    }
    let next = results(&site, "fout", "").await.attributes("a[rel=next]", "href").remove(0);
    let place = next.split("after=").nth(1).unwrap();
    for forged in [
        format!("/acme/library?q=fouten&after={place}"),
        format!("/acme/library?q=fout&order=week&after={place}"),
        format!("/acme/library?q=fout&language=nl&after={place}"),
        format!("/acme/library?q=fout&before={place}"),
        "/acme/library?q=fout&after=x".to_owned(),
        format!("/acme/library?q=fout&after={}", "A".repeat(10_000)),
        format!("/acme/library?q=fout&after=2026-W48.{}", StoryId::new()),
    ] {
        assert_eq!(site.visitor().get(&forged).await.status, 400, "{forged:.80}");
    }
}

#[actix_web::test]
async fn nothing_that_somebody_types_is_an_error() {
    let site = TestSite::new().await;
    shelve_all(&site).await;
    let odd = [
        "&", "|", "!", "()", "<->", "<2>", ":*", "'", "\"", "\\", "--", "-", "fout:*", "!!!", "a & | b",
        "\"kraan",
    ];
    let stop = ["de het een", "le la les", "the a of", "-de", "\"de het\""];
    let odd = odd.into_iter().chain(stop).map(|typed| ("odd", typed.to_owned()));
    for (what, mut typed) in odd.chain(bad_texts::texts()) {
        // What fits into an address.
        while typed.len() > 20_000 {
            typed = typed.chars().take(typed.chars().count() / 2).collect();
        }
        let page = results(&site, &typed, "").await;
        assert_eq!(page.status, 200, "{what}");
    }
    let long = results(&site, &"woord ".repeat(3_000), "").await;
    assert_eq!(long.status, 200);
    for (what, bytes) in bad_texts::BROKEN {
        let page = site.visitor().get(&format!("/acme/library?q={bytes}")).await;
        assert!(!page.status.is_server_error(), "{what}");
    }
}

#[actix_web::test]
async fn a_thousand_generated_queries_are_answered() {
    let site = TestSite::new().await;
    shelve_all(&site).await;
    let mut pieces: Vec<&str> =
        TALES.iter().flat_map(|tale| tale.2.split(' ').chain(tale.4.split(' ').take(6))).collect();
    pieces.extend([
        "\"", "-", "&", "|", "!", ":*", "<->", "\0", "é", "«", "”", "'", "\\", "%", "(", "\u{301}", "de",
        "le", "the",
    ]);
    let mut seed = 7_usize;
    let mut pick = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut with_stories = 0;
    for n in 0..1_000 {
        let is_long = n % 10 == 0;
        let mut typed = String::new();
        for _ in 0..=pick(if is_long { 200 } else { 6 }) {
            typed.push_str(pieces[pick(pieces.len())]);
            typed.push_str(["", " ", " ", " -", " \""][pick(5)]);
        }
        // Half of a word, as it is typed.
        let cut: String = typed.chars().take(if is_long { 2_000 } else { 1 + pick(30) }).collect();
        let more = ["", "&order=week", "&language=fr", "&week=2026-W03"][pick(4)];
        let page = results(&site, &cut, more).await;
        assert_eq!(page.status, 200, "{cut}");
        with_stories += usize::from(!shown(&page).is_empty());
    }
    assert!((300..1_000).contains(&with_stories), "{with_stories}");
}
