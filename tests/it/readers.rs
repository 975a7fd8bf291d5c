//! The readers' door: what only the house reads, nobody else sees.

use crate::support::{House, TestSite};
use pratfall::organisations::Readers;

#[actix_web::test]
async fn pages_for_readers_open_with_the_house_link_and_not_without() {
    let site = TestSite::new().await;
    let house = House::furnish(&site, &site.organisation).await;
    site.set_readers("acme", Readers::House).await;
    let event = house.address("/{org}/events/{event}");
    let stranger = site.visitor().get(&event).await;
    assert_eq!(stranger.status, 403, "{}", stranger.body);
    assert!(!stranger.body.contains("Friday"), "{}", stranger.body);
    assert_eq!(stranger.fields("#door")["to"], event);
    assert_eq!(stranger.header("cache-control"), "no-store");

    let link = site.house_link(&site.organisation).await;
    let mut reader = site.visitor();
    let opened = reader.get(&format!("{link}?to={event}")).await;
    assert_eq!((opened.status.as_u16(), opened.leads_to()), (303, event.as_str()));
    reader.keep_key(&opened);
    let page = reader.get(&event).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("The Friday fuck-ups"), "{}", page.body);
    assert_eq!((page.header("cache-control"), page.header("x-robots-tag")), ("private, no-cache", "noindex"));
    for program in ["agenda.ics", "agenda.json"] {
        let path = format!("{event}/{program}");
        let refused = site.visitor().get(&path).await;
        assert_eq!(refused.status, 401, "{}", refused.body);
        assert!(!refused.body.contains("Friday"), "{}", refused.body);
        let key = link.rsplit('/').next().unwrap();
        let read = site.visitor().get(&format!("{path}?key={key}")).await;
        assert!(read.status == 200 && read.body.contains("The Friday fuck-ups"), "{}", read.body);
    }
}
