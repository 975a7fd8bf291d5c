//! The list of words: looked up by its indexes, in the languages that are looked in, and counted cheaply.

use crate::support::{
    TestSite,
    database::lines,
    finding::{asked, found, results, shown, stories},
    tales::{shelve, text},
};
use diesel::{QueryableByName, sql_query, sql_types::BigInt};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use pratfall::{
    library::store::words::{Scope, beginning, frequencies, one_mistake_from, two_mistakes_from},
    platform::{
        db::{Tx, transaction},
        error::Error,
        i18n::Language,
    },
    readers::Reach,
};

/// Twenty thousand words of two organisations, most of which begin alike.
const MANY: &str = "insert into library_words (organisation_id, language, readers, spelling, folded, lexeme, stories) \
    select o.id, l, r, word, word, left(l, 1) || word, 1 + n % 300 \
    from organisations o, unnest('{nl,fr,en}'::text[]) l, unnest('{house,everybody}'::text[]) r, \
      generate_series(1, 20000) n, lateral (select case when n % 4 = 0 then 'na' else 'ver' end \
        || left(translate(md5(n::text), '0123456789', 'ghijklmnop'), 4 + n % 8) || n % 7 as word) words \
    on conflict do nothing";

#[derive(QueryableByName, Debug)]
struct Scans {
    #[diesel(sql_type = BigInt)]
    sequential: i64,
    #[diesel(sql_type = BigInt)]
    rows: i64,
    #[diesel(sql_type = BigInt)]
    written_anew: i64,
}

/// What this transaction did with the table so far.
async fn scans(tx: &mut Tx<'_>) -> Result<Scans, Error> {
    let sql = "select seq_scan as sequential, coalesce(idx_tup_fetch, 0) as rows, n_tup_upd - n_tup_hot_upd as written_anew \
        from pg_stat_xact_user_tables where relname = 'library_words'";
    Ok(sql_query(sql).get_result(&mut **tx).await?)
}

#[actix_web::test]
async fn words_are_looked_up_by_indexes_and_counted_without_them() {
    let site = TestSite::new().await;
    TestSite::add_organisation(&site.app, "other").await;
    let mut owner = site.as_owner().await;
    owner.batch_execute(MANY).await.unwrap();
    owner.batch_execute("vacuum (full, analyze) library_words").await.unwrap();
    let mut own = site.app.db.tenant(site.organisation.id).await.unwrap();
    for reach in [Reach::Everybody, Reach::House] {
        let scope = Scope { organisation: site.organisation.id, reach, languages: Language::ALL };
        let read = transaction(&mut own, async |mut tx| {
            let lexemes = ["nverabcd1", "everabcd2", "fnaabcd3"].map(str::to_owned);
            frequencies(&mut tx, scope, &lexemes).await?;
            assert_eq!(beginning(&mut tx, scope, "ver", 30).await?.len(), 30);
            one_mistake_from(&mut tx, scope, &["vergadring", "klnat", "naabcd"]).await?;
            let near = scans(&mut tx).await?;
            let alike = two_mistakes_from(&mut tx, scope, &["verabcdefg", "nabcdefgh"]).await?;
            assert_eq!(alike.len(), 2);
            assert!(alike[0].iter().all(|word| word.folded.starts_with("ve") || word.folded.ends_with("fg")));
            Ok((near, scans(&mut tx).await?))
        });
        let (near, far) = read.await.unwrap();
        assert_eq!(far.sequential, 0, "{reach:?}");
        assert!(near.rows > 0 && near.rows < 300 && far.rows < 8_500, "{near:?} {far:?}");
    }
    // One story more: a count that stays below the next power of two is written where it stands.
    let more = "update library_words set stories = stories + 1 where folded like 'na%' and stories between 70 and 100";
    let counted = transaction(&mut own, async |mut tx| {
        let counted = sql_query(more).execute(&mut *tx).await?;
        Ok((counted, scans(&mut tx).await?))
    });
    let (counted, scans) = counted.await.unwrap();
    assert!(counted > 1_000 && scans.written_anew < 100, "{counted} {scans:?}");
}

#[actix_web::test]
async fn a_word_of_another_language_than_the_filter_says_is_not_offered() {
    let site = TestSite::new().await;
    let dutch = text("nl", 1, "De vergadering", "Iets.");
    let french = text("fr", 2, "Le vergodering", "Rien.");
    shelve(&site, &[dutch.clone(), text("nl", 3, "Nog een vergadering", "Iets."), french.clone()]).await;
    for (language, story) in [("nl", &dutch), ("fr", &french)] {
        let page = results(&site, "vergedering ", &format!("&language={language}&lang=en")).await;
        assert!(shown(&page).contains(&story.story_id.to_string()), "{language}");
        let said = page.texts("[data-test=instead]").concat();
        assert!(said.contains(if language == "nl" { "vergadering" } else { "vergodering" }), "{said}");
    }
    let many: Vec<_> = (0..40).map(|n| text("nl", 4, "Aan", &format!("vergader{n}x"))).collect();
    shelve(&site, &many).await;
    let page = results(&site, "vergod", "&language=fr").await;
    assert_eq!(shown(&page), [french.story_id.to_string()]);
    let page = results(&site, "verg", "&language=fr").await;
    assert_eq!(shown(&page), [french.story_id.to_string()], "words of others take no room");
}

#[actix_web::test]
async fn words_with_a_hyphen_are_finished_and_corrected_as_one() {
    let site = TestSite::new().await;
    let (hyphen, apart) = (text("en", 1, "A back-up", "Gone."), text("en", 2, "Job loss", "Sad."));
    shelve(&site, &[hyphen.clone(), apart.clone()]).await;
    for (typed, story) in [
        ("back-u", &hyphen),
        ("bakc-up ", &hyphen),
        ("backup ", &hyphen),
        ("back up ", &hyphen),
        ("job-loss ", &apart),
    ] {
        let found = found(&site, &asked(typed)).await;
        assert_eq!(stories(&found), [story.story_id], "{typed}");
    }
    let words = "select spelling as line from library_words where folded = 'backup'";
    assert_eq!(lines(&site, words).await, ["back-up"]);
}
