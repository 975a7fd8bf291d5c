//! The way back: the card, a story without a code, a code given up, the mailbox, the last steps.

use crate::support::{
    Page, TestSite,
    days::{add_story, organiser, release},
    stories::{accept, accepted, claimed, edit, mailbox, may_be_told},
};
use chrono::Duration;
use diesel::sql_query;
use diesel_async::RunQueryDsl;
use pratfall::{accounts::Role, intake::receipt::ReceiptCode};

/// Sends an ordinary story with these changes; gives the page after it.
async fn tell(site: &TestSite, changes: &[(&str, &str)]) -> Page {
    let visitor = site.visitor();
    let form = visitor.filled(changes).await;
    visitor.post_map("/acme/stories/new", &form).await
}

/// Opens the page for a code that does not exist.
async fn nothing(site: &TestSite) -> Page {
    mailbox(site, &ReceiptCode::generate().to_string()).await
}

#[actix_web::test]
async fn the_card_holds_the_code_as_text_for_eyes_and_for_a_telephone() {
    let site = TestSite::with(&[("PRATFALL_PUBLIC_URL", "https://pratfall.example.org")]).await;
    let page = tell(&site, &[]).await;
    let code = page.text("[data-test=receipt-code]");
    let card = page.text(".receipt");
    assert!(card.contains("acme & sons") && card.contains("pratfall.example.org/acme/receipt"));
    assert_eq!(read_qr(&page), code, "text, not an address");
    assert_eq!(page.texts(".receipt svg title, .receipt svg desc").len(), 2);
    assert_eq!(page.body.matches(&code).count(), 1, "shown once, and in no address");

    let pattern = page.attribute("#last-group", "pattern");
    assert_eq!(page.attributes("#last-group", "name"), [""], "checked here, never sent");
    let classes: Vec<&str> = pattern.split(['[', ']']).filter(|class| !class.is_empty()).collect();
    let last = code.rsplit('-').next().unwrap();
    for spelling in [last.to_owned(), last.to_lowercase()] {
        let fits = spelling.chars().zip(&classes).all(|(c, class)| class.contains(c));
        assert!(fits && classes.len() == 4, "{spelling} in {pattern}");
    }
}

/// Reads the picture on the card as a telephone would.
fn read_qr(page: &Page) -> String {
    let view = page.attribute(".receipt svg.qr", "viewBox");
    let size: usize = view.rsplit(' ').next().unwrap().parse().unwrap();
    let mut dark = vec![vec![false; size]; size];
    for run in page.attribute(".receipt svg.qr path", "d").split_terminator('z') {
        let numbers: Vec<usize> =
            run.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
        let [x, y, width, ..] = numbers[..] else { panic!("{run}") };
        dark[y][x..x + width].fill(true);
    }
    let quiet = 4;
    let grid = rqrr::SimpleGrid::from_func(size - 2 * quiet, |x, y| dark[y + quiet][x + quiet]);
    rqrr::Grid::new(grid).decode().unwrap().1
}

#[actix_web::test]
async fn an_author_who_wants_no_code_gets_none_and_it_is_disabled_from_the_mix_on() {
    let site = TestSite::new().await;
    let visitor = site.visitor();
    let mut form = visitor.get("/acme/stories/new").await.fields("#tell");
    assert_eq!(form["keep_code"], "yes", "the gentlest choice");
    form.extend(crate::support::story());
    form.insert("keep_code".to_owned(), "no".to_owned());
    form.insert("silence".to_owned(), "publish".to_owned());
    let code = form["receipt"].split_once('.').unwrap().0.to_owned();
    let page = visitor.post_map("/acme/stories/new", &form).await;
    assert_eq!(page.status, 200);
    assert!(page.texts("[data-test=receipt-code], svg.qr, #last-group").is_empty());
    assert!(!page.body.contains(&code), "the page shows none");
    let pooled = mailbox(&site, &code).await;
    site.mix().await;
    let (seen, unknown) = (mailbox(&site, &code).await, nothing(&site).await);
    assert_eq!((seen.status, seen.lasting()), (unknown.status, unknown.lasting()));
    assert_eq!((pooled.status, pooled.lasting()), (unknown.status, unknown.lasting()));

    // A letter that came late is not a second story, and takes nothing back.
    visitor.post_map("/acme/stories/new", &form).await;
    visitor.post("/acme/receipt/withdrawal", &[("code", &code)]).await;
    site.mix().await;
    assert_eq!((site.count("stories").await, site.count("receipts").await), (1, 1));
    assert_eq!(site.count("receipts where story_id is not null").await, 0, "it leads nowhere");

    // The silence rule works without anybody.
    let desk = site.staff(Role::Moderator).await;
    let id = desk.first_story().await;
    let path = format!("/desk/acme/stories/{id}");
    desk.post(&format!("{path}/claim"), &[]).await;
    accept(&desk, &path).await;
    site.app.clock.advance(Duration::days(21));
    site.mix().await;
    assert!(may_be_told(&site).await);
}

#[actix_web::test]
async fn no_code_and_never_without_my_ok_do_not_go_together() {
    let site = TestSite::new().await;
    let page = tell(&site, &[("keep_code", "no"), ("silence", "never"), ("title", "Kept")]).await;
    assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec!["keep_code".to_owned()]));
    let form = page.fields("#tell");
    assert_eq!((&*form["title"], &*form["keep_code"]), ("Kept", "no"), "what was typed is kept");
    for odd in ["", "yes", "NO", "on", "\u{0}"] {
        let page = tell(&site, &[("keep_code", odd)]).await;
        assert_eq!(page.texts("[data-test=receipt-code]").len(), 1, "{odd:?} takes nothing away");
    }
}

#[actix_web::test]
async fn the_same_story_sent_with_and_without_a_code_keeps_it() {
    let site = TestSite::new().await;
    let visitor = site.visitor();
    let mut form = visitor.get("/acme/stories/new").await.fields("#tell");
    form.extend(crate::support::story());
    form.insert("silence".to_owned(), "publish".to_owned());
    let code = visitor.post_map("/acme/stories/new", &form).await.text("[data-test=receipt-code]");
    form.insert("keep_code".to_owned(), "no".to_owned());
    visitor.post_map("/acme/stories/new", &form).await;
    site.mix().await;
    assert_eq!(mailbox(&site, &code).await.status, 200, "who has a code can use it");
    assert_eq!(site.count("stories").await, 1);
}

#[actix_web::test]
async fn a_code_is_disabled_in_two_steps_at_the_next_mix() {
    let site = TestSite::new().await;
    let visitor = site.visitor();
    let page = tell(&site, &[("silence", "publish")]).await;
    let code = page.text("[data-test=receipt-code]");
    site.mix().await;
    let before =
        visitor.post_map("/acme/receipt/burning/preview", &mailbox(&site, &code).await.fields("#burn")).await;
    assert!(before.body.contains("14 dagen"), "it says what the silence rule then means");
    site.mix().await;
    assert_eq!(mailbox(&site, &code).await.status, 200, "a preview does nothing");

    let after = visitor.post_map("/acme/receipt/burning", &before.fields("#burn")).await;
    assert_eq!(after.status, 200);
    assert!(!after.body.contains(&code));
    assert_eq!(mailbox(&site, &code).await.status, 200, "a letter like any other");
    site.mix().await;
    let (seen, unknown) = (mailbox(&site, &code).await, nothing(&site).await);
    assert_eq!((seen.status, seen.lasting()), (unknown.status, unknown.lasting()));
    for act in ["withdrawal", "withdrawal/preview", "burning/preview", "edit"] {
        let path = format!("/acme/receipt/{act}");
        let fresh = ReceiptCode::generate().to_string();
        let seen = visitor.post(&path, &[("code", &code)]).await;
        let unknown = visitor.post(&path, &[("code", &fresh)]).await;
        assert_eq!(
            (seen.status, seen.lasting().replace(&code, "")),
            (unknown.status, unknown.lasting().replace(&fresh, "")),
            "{act}"
        );
    }
    site.mix().await;
    assert_eq!(site.count("stories where status = 'submitted'").await, 1, "the story stays");
    assert_eq!(site.count("receipts where burnt and story_id is null").await, 1);
    site.app.clock.advance(Duration::days(120));
    site.mix().await;
    assert_eq!(site.count("receipts").await, 0, "it is forgotten like any dead code");
    site.work_on().await;
}

#[actix_web::test]
async fn letters_sent_together_with_disabling_the_code_still_count() {
    let site = TestSite::new().await;
    let (code, desk, path) = claimed(&site, &[("silence", "never")]).await;
    accept(&desk, &path).await;
    site.visitor().post("/acme/receipt/burning", &[("code", &code)]).await;
    site.visitor().consent(&code).await;
    site.mix().await;
    assert!(may_be_told(&site).await);
    assert_eq!(mailbox(&site, &code).await.status, 404);
    let burning = "update receipts set story_id = (select id from stories)";
    let done = sql_query(burning).execute(&mut site.as_owner().await).await;
    assert!(done.is_err(), "the database lets no burnt code lead anywhere");
}

#[actix_web::test]
async fn a_code_disabled_while_its_story_waits_stays_disabled() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    let mut form = desk.get("/desk/acme/settings/promise").await.fields("#promise");
    form.insert("threshold".to_owned(), "2".to_owned());
    desk.post_map("/desk/acme/settings/promise", &form).await;
    let author = site.visitor();
    let code = author.tell(&[]).await;
    site.mix().await;
    author.post("/acme/receipt/burning", &[("code", &code)]).await;
    site.mix().await;
    assert_eq!(site.count("stories").await, 0, "it waits");
    author.tell(&[]).await;
    site.mix().await;
    assert_eq!(site.count("stories").await, 2);
    assert_eq!(mailbox(&site, &code).await.status, 404);
    assert_eq!(site.count("receipts where burnt").await, 1);
}

#[actix_web::test]
async fn ones_own_code_is_refused_in_every_text() {
    let site = TestSite::new().await;
    let visitor = site.visitor();
    let mut form = visitor.get("/acme/stories/new").await.fields("#tell");
    form.extend(crate::support::story());
    form.insert("anonymity".to_owned(), "named".to_owned());
    let code = form["receipt"].split_once('.').unwrap().0.to_owned();
    let spelt = code.replace('-', " ").to_lowercase();
    for field in ["title", "what_happened", "made_sense", "cost", "learned", "advice", "name"] {
        let mut form = form.clone();
        form.entry("name".to_owned()).or_insert_with(|| "Mia".to_owned());
        form.insert("name".to_owned(), "Mia".to_owned());
        form.insert(field.to_owned(), format!("It is {spelt}, I think."));
        let page = visitor.post_map("/acme/stories/new", &form).await;
        assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec![field.to_owned()]));
        assert!(page.fields("#tell")[field].contains(&spelt), "what was typed is kept: {field}");
    }
    let mail = format!("{}@example.org", code.to_lowercase());
    form.insert("name".to_owned(), "Mia".to_owned());
    form.insert("email".to_owned(), mail.clone());
    let page = visitor.post_map("/acme/stories/new", &form).await;
    assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec!["email".to_owned()]));
    assert_eq!(site.count("letters").await, 0);

    form.insert("email".to_owned(), String::new());
    form.insert("anonymity".to_owned(), "anonymous".to_owned());
    visitor.post_map("/acme/stories/new", &form).await;
    site.mix().await;
    for (field, name, email) in [("name", code.as_str(), ""), ("email", "Mia", mail.as_str())] {
        let fields = [("code", code.as_str()), ("name", name), ("email", email), ("known", "sure")];
        let page = visitor.post("/acme/receipt/name", &fields).await;
        assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec![field.to_owned()]));
    }
}

#[actix_web::test]
async fn a_code_in_an_address_is_not_looked_at() {
    let site = TestSite::new().await;
    let code = site.visitor().tell(&[]).await;
    site.mix().await;
    let (plain, asked) = (
        site.visitor().get("/acme/receipt").await,
        site.visitor().get(&format!("/acme/receipt?code={code}")).await,
    );
    assert_eq!((plain.status, plain.body), (asked.status, asked.body));
    for path in ["receipt", "receipt/withdrawal", "receipt/burning", "receipt/burning/preview"] {
        let page = site.visitor().post(&format!("/acme/{path}?code={code}"), &[]).await;
        assert_eq!(page.status, 422, "{path}");
        assert!(!page.body.contains(&code), "{path}");
    }
    assert_eq!(mailbox(&site, &code).await.attribute("[data-test=story-status]", "data-status"), "submitted");
}

#[actix_web::test]
async fn odd_codes_are_told_what_is_wrong_on_every_page_of_the_way_back() {
    let site = TestSite::new().await;
    let wide = "9".repeat(40_000);
    let odd = ["", " ", "0", "\u{0}", "\u{202e}", "<script>", "' or 1=1", "ÅÅÅÅ-ÅÅÅÅ", wide.as_str()];
    for path in [
        "receipt",
        "receipt/consent",
        "receipt/edit",
        "receipt/messages",
        "receipt/questions",
        "receipt/questions/removal",
        "receipt/name",
        "receipt/withdrawal",
        "receipt/withdrawal/preview",
        "receipt/burning",
        "receipt/burning/preview",
    ] {
        for code in odd {
            let page = site.visitor().post(&format!("/acme/{path}"), &[("code", code)]).await;
            assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec!["code".to_owned()]), "{path}");
            assert!(!page.body.contains("<script>"), "{path}");
        }
        let page = site.visitor().post_raw(&format!("/acme/{path}"), b"code=%FF").await;
        assert_eq!(page.status, 400, "{path}");
    }
}

#[actix_web::test]
async fn the_mailbox_says_where_when_and_as_which_the_story_is_told_and_what_is_next() {
    let site = TestSite::new().await;
    let code = accepted(&site, "The crane at Halle").await;
    let page = mailbox(&site, &code).await;
    assert!(page.text("[data-test=next]").contains("op een programma zetten"));
    assert!(page.texts("[data-test=place]").is_empty());
    let other = accepted(&site, "The other crane").await;
    let (desk, path) = organiser(&site).await;
    add_story(&desk, &path, "10").await;
    add_story(&desk, &path, "10").await;
    release(&desk, &path).await;
    let mut places = vec![];
    for code in [&code, &other] {
        let page = mailbox(&site, code).await;
        let place = page.text("[data-test=place]");
        for part in ["The Friday fuck-ups", "vrijdag 4 juni 2027", "Room 1", "Iemand leest het voor jou"] {
            assert!(place.contains(part), "{part} in {place}");
        }
        assert!(page.text("[data-test=next]").contains("vrijgegeven programma"));
        places.push((place.contains("14:00"), place.contains("nummer 1 van 2")));
    }
    places.sort_unstable();
    assert_eq!(places, [(false, false), (true, true)], "the first of two, at the beginning");
}

#[actix_web::test]
async fn a_question_that_waits_for_an_answer_is_the_next_step() {
    let site = TestSite::new().await;
    let (code, desk, path) = claimed(&site, &[]).await;
    let question = [("question", "What made you look at the log?")];
    desk.post(&format!("{path}/questions"), &question).await;
    assert!(mailbox(&site, &code).await.texts("[data-test=asked]").is_empty());
    site.mix().await;
    let page = mailbox(&site, &code).await;
    assert_eq!(page.texts("[data-test=asked]").len(), 1);
    let mut answer = page.fields("#answer");
    answer.insert("text".to_owned(), "A hunch.".to_owned());
    site.visitor().post_map("/acme/receipt/messages", &answer).await;
    site.mix().await;
    assert!(mailbox(&site, &code).await.texts("[data-test=asked]").is_empty());
}

#[actix_web::test]
async fn changes_to_a_story_are_described_in_words_too() {
    let site = TestSite::new().await;
    let (code, desk, path) = claimed(&site, &[("title", "Piet pressed twice")]).await;
    edit(&desk, &path, &[("title", "A colleague pressed twice")]).await;
    accept(&desk, &path).await;
    let page = mailbox(&site, &code).await;
    assert_eq!(page.text("ins"), "Toegevoegd: A colleague einde.");
    assert_eq!(page.texts("ins .sr").len(), 2);
    assert!(page.text("del").starts_with("Hier is iets weggelaten."));
    assert!(!page.body.contains("Piet"));
}

#[actix_web::test]
async fn withdrawing_shows_first_what_it_means() {
    let site = TestSite::new().await;
    let code = accepted(&site, "The crane at Halle").await;
    let (desk, path) = organiser(&site).await;
    add_story(&desk, &path, "10").await;
    release(&desk, &path).await;
    let visitor = site.visitor();
    let page = mailbox(&site, &code).await;
    let before = visitor.post_map("/acme/receipt/withdrawal/preview", &page.fields("#withdraw")).await;
    assert!(before.text("main").contains("The Friday fuck-ups"));
    assert_eq!(mailbox(&site, &code).await.body, page.body, "a preview does nothing");
    let after = visitor.post_map("/acme/receipt/withdrawal", &before.fields("#withdraw")).await;
    assert_eq!(after.attribute("[data-test=story-status]", "data-status"), "withdrawn");
    site.work().await;
}

#[actix_web::test]
async fn a_name_comes_off_until_the_release_and_no_longer_after_it() {
    let site = TestSite::new().await;
    let code = accepted(&site, "The crane at Halle").await;
    let visitor = site.visitor();
    let tag = |known| [("code", code.as_str()), ("name", "Mia Peeters"), ("known", known)];
    let preview = visitor.post("/acme/receipt/name", &tag("")).await;
    assert_eq!(preview.texts(".ladder dt").len(), 4, "now, mixed, accepted, released");
    visitor.post("/acme/receipt/name", &tag("sure")).await;
    site.mix().await;
    let page = mailbox(&site, &code).await;
    let off = visitor.post_map("/acme/receipt/name", &page.fields("#unname")).await;
    assert_eq!(off.status, 200);
    site.mix().await;
    assert_eq!(site.count("stories where anonymity = 'named'").await, 0);

    visitor.post("/acme/receipt/name", &tag("sure")).await;
    site.mix().await;
    let (desk, path) = organiser(&site).await;
    add_story(&desk, &path, "10").await;
    let draft = desk.get(&format!("{path}/agenda")).await;
    assert!(!draft.body.contains("Mia Peeters"), "organisers learn it with everybody else");
    release(&desk, &path).await;
    let public = path.strip_prefix("/desk").unwrap();
    let told = visitor.get(&format!("{public}?lang=en")).await;
    assert_eq!(told.text("[data-test=teller]"), "By Mia Peeters");
    assert!(mailbox(&site, &code).await.texts("#unname").is_empty());
    let late = visitor.post("/acme/receipt/name", &tag("no")).await;
    assert_eq!(late.status, 409);
    assert_eq!(late.texts("h1"), ["Je naam kan er niet meer af"]);
    site.mix().await;
    assert_eq!(site.count("stories where anonymity = 'named'").await, 1, "nothing was sent");
}

#[actix_web::test]
async fn no_desk_form_makes_an_author_known() {
    let site = TestSite::new().await;
    let (_, desk, path) = claimed(&site, &[("silence", "publish")]).await;
    let sneaky = [
        ("anonymity", "named"),
        ("known", "sure"),
        ("name", "Mia Peeters"),
        ("email", "mia@example.org"),
        ("which", "lesson"),
        ("unanswered", "on"),
    ];
    edit(&desk, &path, &sneaky).await;
    let words = [
        ("questions", ("question", "Who are you, then?")),
        ("refusal", ("reason", "because I would like to know")),
    ];
    for act in ["questions", "acceptance", "reopening", "claim", "refusal", "lessons", "claim/end"] {
        let mut sent = sneaky.to_vec();
        sent.extend(words.iter().filter(|(own, _)| *own == act).map(|(_, typed)| *typed));
        desk.post(&format!("{path}/{act}"), &sent).await;
    }
    site.mix().await;
    assert_eq!(site.count("stories where anonymity = 'named'").await, 0);
    assert!(!desk.get(&path).await.body.contains("Mia Peeters"));
}
