//! Progress of an announcement as its organisers see it.

use crate::support::{
    Page, TestSite, Visitor,
    announcements::{confirm, draft, subscribers},
};

/// Term and value of every fact on a page.
fn facts(page: &Page) -> Vec<String> {
    assert_eq!(page.status, 200);
    let terms = page.texts("main .facts dt").into_iter();
    let both = terms.zip(page.texts("main .facts dd"));
    both.map(|(term, value)| format!("{term} {value}")).collect()
}

/// Returns subjects of the mails of an announcement as their readers see them.
async fn subjects(desk: &Visitor, path: &str) -> Vec<String> {
    let page = desk.get(path).await;
    assert!(!page.body.contains("[title]"), "{}", page.body);
    page.texts("section li span[lang]")
}

#[actix_web::test]
async fn the_page_lists_what_there_is_and_says_what_readers_read() {
    let site = TestSite::new().await;
    subscribers(&site, &["mia", "jan"]).await;
    let (desk, path) = draft(&site).await;
    let mut texts = desk.get(&path).await.fields(&format!("form[action='{path}/texts']"));
    texts.insert("subject_en".to_owned(), "[title] on [date] <b>".to_owned());
    assert_eq!(desk.post_map(&format!("{path}/texts"), &texts).await.status, 303);
    confirm(&desk, &path).await;
    assert_eq!(facts(&desk.get(&path).await), ["Recipients 2", "Waiting 2"]);
    site.work_on().await;
    assert_eq!(facts(&desk.get(&path).await), ["Recipients 2", "Sent 2"]);
    let subjects = subjects(&desk, &path).await;
    assert!(subjects.contains(&"The Friday fuck-ups on Friday 4 June 2027 <b>".to_owned()), "{subjects:?}");
    for (language, subject) in ["en", "fr", "nl"].iter().zip(&subjects) {
        let preview = desk.get(&format!("{path}/preview/{language}")).await;
        assert_eq!(preview.text("title"), *subject, "as on the preview");
    }
}

#[actix_web::test]
async fn a_draft_that_was_thrown_away_says_so_in_words() {
    let site = TestSite::new().await;
    let (desk, path) = draft(&site).await;
    assert_eq!(desk.post(&format!("{path}/cancellation"), &[]).await.status, 303);
    let page = desk.get(&path).await;
    assert_eq!(facts(&page), [""; 0]);
    assert!(page.texts("main p").contains(&"It was sent to nobody.".to_owned()), "{}", page.body);
    assert!(!subjects(&desk, &path).await.is_empty());
}
