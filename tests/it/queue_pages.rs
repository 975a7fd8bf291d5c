//! The queue: states, filters, search, places.

use crate::support::{
    House, Page, TestSite, Visitor, queries,
    stories::{accept, accepted, claimed, edit, mailbox},
};
use diesel_async::SimpleAsyncConnection;
use pratfall::accounts::Role;
use std::collections::BTreeMap;

const QUEUE: &str = "/desk/acme/stories";

/// Titles of the stories on a page.
pub fn titles(page: &Page) -> Vec<String> {
    assert_eq!(page.status, 200, "{}", page.body);
    let mut all = page.texts("[data-test=story] .row-title");
    all.sort();
    all
}

/// Counts beside the links of a group, by the first parameter of their address that differs from the others'.
fn counts(page: &Page, group: &str, name: &str) -> BTreeMap<String, i64> {
    let links = page.attributes(&format!("nav[aria-label='{group}'] a"), "href");
    let counts = page.texts(&format!("nav[aria-label='{group}'] .count"));
    assert_eq!(links.len(), counts.len(), "{group}: {}", page.body);
    let value = |link: &String| {
        let query = link.split_once('?').map_or("", |(_, query)| query).to_owned();
        let found = form_urlencoded::parse(query.as_bytes()).find(|(known, _)| known == name);
        found.map_or(String::new(), |(_, value)| value.into_owned())
    };
    links.iter().map(value).zip(counts.iter().map(|count| count.parse().unwrap())).collect()
}

fn states(page: &Page) -> BTreeMap<String, i64> {
    counts(page, "Stories by status", "status")
}

/// Asks the author of a claimed story something, and answers it if `answered`.
async fn ask(site: &TestSite, desk: &Visitor, path: &str, code: &str, answered: bool) {
    assert_eq!(desk.post(&format!("{path}/questions"), &[("question", "What then?")]).await.status, 303);
    site.mix().await;
    if answered {
        let mut answer = mailbox(site, code).await.fields("#answer");
        answer.insert("text".to_owned(), "Then it rained.".to_owned());
        assert_eq!(site.visitor().post_map("/acme/receipt/messages", &answer).await.status, 200);
        site.mix().await;
    }
}

/// One story in each state, but for those that nothing is left of; returns a moderator.
async fn one_of_each(site: &TestSite) -> Visitor {
    accepted(site, "ready").await;
    let told = site.visitor();
    let code = told.tell(&[("title", "told"), ("told_by", "library")]).await;
    site.mix().await;
    let desk = site.staff(Role::Moderator).await;
    let path = format!("{QUEUE}/{}", desk.first_story().await);
    desk.post(&format!("{path}/claim"), &[]).await;
    accept(&desk, &path).await;
    told.consent(&code).await;
    site.mix().await;
    site.work().await;
    let (code, desk, path) = claimed(site, &[("title", "asked")]).await;
    ask(site, &desk, &path, &code, false).await;
    let (code, desk, path) = claimed(site, &[("title", "answered")]).await;
    ask(site, &desk, &path, &code, true).await;
    let (_, desk, path) = claimed(site, &[("title", "waits for the OK")]).await;
    accept(&desk, &path).await;
    let (_, desk, path) = claimed(site, &[("title", "declined")]).await;
    let reason = [("reason", "Thank you; this is for the counsellor.")];
    assert_eq!(desk.post(&format!("{path}/refusal"), &reason).await.status, 303);
    let (code, ..) = claimed(site, &[("title", "withdrawn")]).await;
    site.visitor().withdraw(&code).await;
    site.mix().await;
    claimed(site, &[("title", "reviewed")]).await;
    let (_, desk, path) = claimed(site, &[("title", "left to others")]).await;
    let form = desk.get(&path).await.fields("#review");
    assert_eq!(desk.post_map(&format!("{path}/claim/end"), &form).await.status, 303);
    site.visitor().tell(&[("title", "new")]).await;
    site.mix().await;
    site.work().await;
    desk
}

#[actix_web::test]
async fn every_story_is_in_one_state_and_counts_add_up() {
    let site = TestSite::new().await;
    let desk = one_of_each(&site).await;
    let page = desk.get(QUEUE).await;
    let counted = states(&page);
    let expected: &[(&str, &[&str])] = &[
        ("submitted", &["new"]),
        ("reviewing", &["left to others", "reviewed"]),
        ("waiting", &["asked", "waits for the OK"]),
        ("answered", &["answered"]),
        ("ready", &["ready"]),
        ("told", &["told"]),
        ("declined", &["declined"]),
        ("withdrawn", &["(erased)"]),
    ];
    let mut sum = 0;
    for (state, stories) in expected {
        let listed = desk.get(&format!("{QUEUE}?status={state}")).await;
        assert_eq!(titles(&listed), *stories, "{state}");
        assert_eq!(counted[*state], i64::try_from(stories.len()).unwrap(), "{state}");
        assert_eq!(states(&listed), counted, "the same on every page");
        sum += counted[*state];
    }
    assert_eq!((counted["all"], site.count("stories").await), (sum, sum));
    assert!(!counted.contains_key("expired"), "nothing to say of it");
    let mine = desk.get(&format!("{QUEUE}?status=mine")).await;
    assert_eq!(titles(&mine), ["answered", "asked", "reviewed"]);
    assert_eq!(counted["mine"], 3);
    let somebody = site.staff_named(&site.organisation, "Noor", Role::Moderator).await;
    assert_eq!(states(&somebody.get(QUEUE).await)["mine"], 0);
    // Addresses from before there were states.
    let old = desk.get(&format!("{QUEUE}?status=in_review")).await;
    assert_eq!(titles(&old), ["answered", "asked", "left to others", "reviewed"]);
    let old = desk.get(&format!("{QUEUE}?status=accepted")).await;
    assert_eq!(titles(&old), ["ready", "told", "waits for the OK"]);
    assert_eq!(titles(&desk.get(&format!("{QUEUE}?status=submitted&page=0")).await), ["new"]);
}

#[actix_web::test]
async fn other_words_of_an_author_are_an_answer() {
    let site = TestSite::new().await;
    let (code, desk, path) = claimed(&site, &[]).await;
    edit(&desk, &path, &[("title", "Too bland")]).await;
    accept(&desk, &path).await;
    let author = site.visitor();
    let mut own = author.post("/acme/receipt/edit", &[("code", &code)]).await.fields("#edit");
    own.insert("title".to_owned(), "With some salt".to_owned());
    assert_eq!(author.post_map("/acme/receipt/edit", &own).await.status, 200);
    site.mix().await;
    assert_eq!(titles(&desk.get(&format!("{QUEUE}?status=answered")).await), ["With some salt"]);
    desk.post(&format!("{path}/claim"), &[]).await;
    edit(&desk, &path, &[("title", "With less salt")]).await;
    assert_eq!(titles(&desk.get(&format!("{QUEUE}?status=reviewing")).await), ["With less salt"]);
}

#[actix_web::test]
async fn filters_narrow_down_and_their_counts_add_up() {
    let site = TestSite::new().await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    let author = site.visitor();
    for (title, language, theme, lane) in
        [("a", "nl", "planning", "named"), ("b", "nl", "", "anonymous"), ("c", "fr", "planning", "anonymous")]
    {
        let fields = [("title", title), ("language", language), ("theme", theme), ("anonymity", lane)];
        let name = [("name", if lane == "named" { "Mia" } else { "" })];
        author.tell(&[&fields[..], &name[..]].concat()).await;
    }
    site.mix().await;
    let desk = site.staff(Role::Moderator).await;
    let page = desk.get(QUEUE).await;
    let at = |page: &Page, group: &str, name: &str| counts(page, group, name);
    let count = |all: &[(&str, i64)]| {
        all.iter().map(|(value, n)| ((*value).to_owned(), *n)).collect::<BTreeMap<_, _>>()
    };
    assert_eq!(
        at(&page, "Language of the story", "language"),
        count(&[("", 3), ("nl", 2), ("fr", 1), ("en", 0)])
    );
    assert_eq!(
        at(&page, "Came in", "lane"),
        count(&[("", 3), ("named", 0), ("unverified", 1), ("house", 0), ("open", 2)])
    );
    let dutch = desk.get(&format!("{QUEUE}?language=nl")).await;
    assert_eq!(titles(&dutch), ["a", "b"]);
    assert_eq!(states(&dutch)["submitted"], 2);
    assert_eq!(at(&dutch, "Came in", "lane")["open"], 1, "within what is chosen");
    assert_eq!(titles(&desk.get(&format!("{QUEUE}?language=nl&lane=unverified")).await), ["a"]);
    let themed = crate::support::database::lines(
        &site,
        "select id::text as line from themes order by (select slug from organisations o where o.id = organisation_id)",
    );
    let themes = themed.await;
    assert_eq!(titles(&desk.get(&format!("{QUEUE}?theme={}", themes[0])).await), ["a", "c"]);
    // Unknown, or another organisation's: the same.
    let nothing = site.visitor().get("/nowhere").await;
    for query in [
        &format!("theme={}", themes[1]),
        "theme=00000000-0000-7000-8000-000000000000",
        "theme=planning",
        "status=unknown",
        "status=NEW",
        "language=de",
        "lane=back",
        "intensity=huge",
        "status=%00",
    ] {
        let page = desk.get(&format!("{QUEUE}?{query}")).await;
        assert_eq!((page.status.as_u16(), &page.body), (404, &nothing.body), "{query}");
        let page = desk.get(&format!("{QUEUE}/views?{query}")).await;
        assert_eq!(page.status, 404, "{query}");
    }
    assert_eq!(other.slug, "other");
}

#[actix_web::test]
async fn words_are_found_in_unreviewed_stories_and_kept_nowhere() {
    let site = TestSite::new().await;
    let author = site.visitor();
    author
        .tell(&[("title", "De kraan"), ("learned", "Een événement heeft zijn reden."), ("language", "nl")])
        .await;
    author.tell(&[("title", "Other"), ("anonymity", "named"), ("name", "Xantippe Peeters")]).await;
    site.mix().await;
    let desk = site.staff(Role::Moderator).await;
    let found = async |q: &str| {
        let typed: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
        titles(&desk.get(&format!("{QUEUE}?q={typed}")).await)
    };
    assert_eq!(found("evenement").await, ["De kraan"]);
    assert_eq!(found("KRAAN reden").await, ["De kraan"]);
    assert_eq!(found("kraan invoices").await, [""; 0]);
    assert_eq!(found("xantippe").await, [""; 0], "a search for people is none of stories");
    assert_eq!(found(" \0 ?! ").await, ["De kraan", "Other"], "no word at all");
    assert_eq!(found(&"kraan ".repeat(2_000)).await, ["De kraan"]);
    assert_eq!(found(&format!("kr{}", "a\u{300}\u{315}".repeat(3_000))).await, [""; 0]);
    let page = desk.get(&format!("{QUEUE}?q=KRAAN&lang=en")).await;
    assert_eq!(page.text("[data-test=looked]"), "Looked through 2 of 2 stories.");
    assert_eq!(page.attribute("#search", "value"), "KRAAN");
    let dump = crate::support::database::dump(&site).await;
    assert!(!dump.to_lowercase().contains("kraan"), "neither the words nor what they were looked for with");
    for place in ["from=-1", "page=-1"] {
        assert_eq!(titles(&desk.get(&format!("{QUEUE}?{place}")).await).len(), 2, "{place}");
    }
    for place in ["from=1000000000", "page=1000000000", "from=1000000000&q=kraan"] {
        assert_eq!(titles(&desk.get(&format!("{QUEUE}?{place}")).await), [""; 0], "{place}");
    }
    for place in ["from=x", "page=1.5", "from=99999999999999999999"] {
        assert_eq!(desk.get(&format!("{QUEUE}?{place}")).await.status, 400, "{place}");
    }
}

#[actix_web::test]
async fn a_heavy_story_shows_no_excerpt_and_is_found_by_its_weight() {
    let site = TestSite::new().await;
    let (_, desk, path) = claimed(&site, &[("title", "Heavy")]).await;
    site.visitor().tell(&[("title", "Light")]).await;
    site.mix().await;
    edit(&desk, &path, &[("intensity", "heavy")]).await;
    for (filter, found) in [("heavy", &["Heavy"][..]), ("light", &[])] {
        let page = desk.get(&format!("{QUEUE}?status=all&intensity={filter}")).await;
        assert_eq!(titles(&page), found, "{filter}");
        assert!(
            page.texts("nav[aria-label='Stories by status'] .count").is_empty(),
            "sealed, so not counted"
        );
    }
    let page = desk.get(&format!("{QUEUE}?status=all")).await;
    let excerpts = page.texts("[data-test=excerpt]");
    assert_eq!(excerpts, ["The first run seemed to hang, so I started it again."]);
}

/// Stories without words before all others.
const SIX_HUNDRED: &str = "insert into stories select (jsonb_populate_record(null::stories, \
    to_jsonb(one) || jsonb_build_object('id', gen_random_uuid(), 'week', '2020-W01'))).* \
    from (select * from stories where status = 'submitted' limit 1) one, generate_series(1, 600)";

#[actix_web::test]
async fn a_search_says_how_far_it_looked_and_looks_on() {
    let site = TestSite::new().await;
    site.visitor().tell(&[("title", "The crane")]).await;
    site.mix().await;
    site.as_owner().await.batch_execute(SIX_HUNDRED).await.unwrap();
    let desk = site.staff(Role::Moderator).await;
    let page = desk.get(&format!("{QUEUE}?q=crane")).await;
    assert_eq!(page.text("[data-test=looked]"), "Looked through 500 of 601 stories.");
    assert_eq!(titles(&page), [""; 0]);
    let on = page.attribute("a[rel=next]", "href");
    let page = desk.get(&on).await;
    assert_eq!(page.text("[data-test=looked]"), "Looked through 601 of 601 stories.");
    assert_eq!(titles(&page), ["The crane"]);
    assert!(page.attributes("a[rel=next]", "href").is_empty());
    let again = page.attribute("a[rel=prev]", "href");
    assert!(!again.contains("from="), "{again}");
    // Pages without a search: each story once.
    let (mut at, mut seen) = (QUEUE.to_owned(), 0);
    loop {
        let page = desk.get(&at).await;
        seen += page.attributes("[data-test=story]", "data-id").len();
        match page.attributes("a[rel=next]", "href").pop() {
            Some(next) => at = next,
            None => break,
        }
    }
    assert_eq!(seen, 601);
}

#[actix_web::test]
async fn the_queue_asks_as_often_for_a_thousand_stories_as_for_one() {
    queries::record();
    let site = TestSite::new().await;
    let house = House::furnish(&site, &site.organisation).await;
    let desk = house.staff(Role::Moderator);
    let asked = async || {
        let mut all = BTreeMap::new();
        for query in ["", "?status=all", "?status=mine", "?q=desk", "?status=all&intensity=light", "?from=7"]
        {
            queries::take();
            assert_eq!(desk.get(&format!("{QUEUE}{query}")).await.status, 200, "{query}");
            all.insert(query, queries::take().len());
        }
        all
    };
    let few = asked().await;
    assert!(few[""] > 3, "{few:?}");
    let more = format!("{SIX_HUNDRED}; {SIX_HUNDRED}");
    site.as_owner().await.batch_execute(&more).await.unwrap();
    assert_eq!(asked().await, few);
}
