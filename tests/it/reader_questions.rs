//! A reader asks the author of a story; a moderator stands between them both ways.

use crate::support::{
    TestSite,
    database::{dump, lines},
    library::{Shelved, shelved, shelved_with},
    questions::{answer, ask, in_state, pass_on, proven},
    stories::mailbox,
};
use chrono::Duration;
use futures_util::future::join;
use pratfall::{accounts::Role, organisations::Readers, retention::UNREVIEWED};

const QUESTION: &str = "When did team Blauwvoet notice?";
const PASSED: &str = "How was it noticed?";
const ANSWER: &str = "Zeppelin Jan saw it on the screen.";
const PUBLISHED: &str = "… saw it on the screen.";

async fn mix(site: &TestSite) {
    site.mix().await;
    site.work().await;
}

async fn answered(site: &TestSite, story: &Shelved) -> Vec<String> {
    site.visitor().get(&story.page()).await.texts("[data-test=answered]")
}

/// A question about a story that was passed on and answered; its id.
async fn asked_and_answered(site: &TestSite, story: &Shelved) -> String {
    assert_eq!(ask(&site.visitor(), &story.page(), QUESTION).await.status, 303);
    mix(site).await;
    let id = in_state(site, "waiting").await.remove(0);
    assert_eq!(pass_on(&story.moderator, "acme", &id, PASSED).await.status, 303);
    mix(site).await;
    let sent = answer(&site.visitor(), "acme", &story.code, ANSWER).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    mix(site).await;
    id
}

async fn publish(story: &Shelved, id: &str) -> u16 {
    let path = format!("/desk/acme/answers/{id}/publication");
    story.moderator.post(&path, &[("answer", PUBLISHED)]).await.status.as_u16()
}

#[actix_web::test]
async fn a_question_goes_to_the_author_and_comes_back_with_an_answer_each_through_a_moderator() {
    let site = TestSite::new().await;
    let story = shelved(&site, "Kwaremont").await;
    let (desk, page) = (&story.moderator, story.page());
    let waiting = async || desk.get("/desk/acme/questions").await;
    let asks = async || mailbox(&site, &story.code).await.texts("[data-test=reader-question]");
    let form = site.visitor().get(&page).await;
    assert!(form.texts("#ask input[name=name], #ask input[name=email]").is_empty());
    let [stamp, proof] = proven(&site, &page, "abcdefghijklmnop");
    let fields = [(stamp.0, stamp.1.as_str()), (proof.0, proof.1.as_str()), ("question", QUESTION)];
    let sent = site.visitor().post(&format!("{page}/question"), &fields).await;
    assert_eq!((sent.status.as_u16(), sent.leads_to()), (303, "/acme/library/done/asked"), "{}", sent.body);
    assert!(site.visitor().get(sent.leads_to()).await.status == 200);
    assert_eq!(waiting().await.texts("[data-test=question]"), [""; 0], "the moment would tell who sat there");
    mix(&site).await;
    assert!(waiting().await.text("[data-test=question]").contains(QUESTION));
    assert!(desk.get("/desk/acme").await.body.contains("/desk/acme/questions"), "next steps say so");
    mix(&site).await;
    assert_eq!(asks().await, [""; 0], "nobody passed it on");

    let id = in_state(&site, "waiting").await.remove(0);
    let shown = desk.get(&format!("/desk/acme/questions/{id}")).await;
    assert_eq!(shown.fields("#review")["question"], QUESTION);
    let empty = pass_on(desk, "acme", &id, " ").await;
    assert_eq!((empty.status.as_u16(), empty.wrong_fields()), (422, vec!["question".to_owned()]));
    assert_eq!(pass_on(desk, "acme", &id, PASSED).await.status, 303);
    assert_eq!(waiting().await.texts("[data-test=question]"), [""; 0]);
    assert_eq!(asks().await, [""; 0], "before the mix");
    mix(&site).await;
    let asked = asks().await.concat();
    assert!(asked.contains(PASSED) && !asked.contains("Blauwvoet"), "{asked}");
    let path = "/acme/receipt/questions?lang=en";
    let before = site.visitor().post(path, &[("code", &story.code), ("round", "1")]).await;
    assert!(before.text("[data-test=shown-to]").contains("for everybody who can read it"), "{}", before.body);
    let mut wrong = before.fields("#answer");
    let long = "x".repeat(1_001);
    wrong.insert("text".to_owned(), long.clone());
    let kept = site.visitor().post_map(path, &wrong).await;
    assert_eq!((kept.status.as_u16(), kept.fields("#answer")["text"].as_str()), (422, long.as_str()));
    wrong.insert("text".to_owned(), format!("My code is {}", story.code));
    assert_eq!(site.visitor().post_map(path, &wrong).await.status, 422, "others will read it");
    let sent = answer(&site.visitor(), "acme", &story.code, ANSWER).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    assert_eq!(in_state(&site, "answered").await, [""; 0], "a letter");
    mix(&site).await;
    assert_eq!(answered(&site, &story).await, [""; 0], "no moderator read it");
    let list = waiting().await;
    assert!(!list.body.contains("Zeppelin"), "an answer is read where reading is recorded");
    assert_eq!(list.attributes("[data-test=question]", "data-id"), std::slice::from_ref(&id));
    let shown = desk.get(&format!("/desk/acme/answers/{id}")).await;
    assert_eq!(shown.fields("#review")["answer"], ANSWER);
    assert!(!dump(&site).await.contains("Zeppelin"), "sealed");
    let publication = format!("/desk/acme/answers/{id}/publication?lang=en");
    let other = "A colleague saw it on the screen.";
    let refused = desk.post(&publication, &[("answer", other)]).await;
    assert_eq!((refused.status.as_u16(), refused.wrong_fields()), (422, vec!["answer".to_owned()]));
    assert!(refused.body.contains("“A” does not stand here in the author’s answer"), "{}", refused.body);
    assert_eq!(refused.fields("#review")["answer"], other, "kept");
    assert!(refused.text("main .bubbles").contains(ANSWER), "what was typed over is there");
    assert_eq!(publish(&story, &id).await, 303);
    let shown = answered(&site, &story).await.concat();
    assert!(shown.contains(PASSED) && shown.contains(PUBLISHED) && !shown.contains("Zeppelin"), "{shown}");
    assert!(asks().await.concat().contains(PUBLISHED), "its author sees what stands there");
    let trail = "select verb as line from audit_entries where object_id is not null \
        and (verb like 'question%' or verb like 'answer%') order by 1";
    let trail = lines(&site, trail).await;
    assert_eq!(trail, ["answer_published", "answer_read", "question_passed"]);
    let all = dump(&site).await;
    for words in ["Blauwvoet", "Zeppelin", PASSED, PUBLISHED] {
        assert!(!all.contains(words), "{words} lies open");
    }
    site.visitor().post("/acme/receipt/withdrawal", &[("code", &story.code)]).await;
    assert_eq!(site.visitor().get(&page).await.status, 404);
    assert_eq!(site.count("reader_questions").await, 0, "in the transaction of the withdrawal");
    site.work_on().await;
}

#[actix_web::test]
async fn five_wait_three_are_passed_on_and_what_was_typed_is_kept() {
    let site = TestSite::new().await;
    let story = shelved(&site, "Kwaremont").await;
    let page = story.page();
    for n in 0..5 {
        assert_eq!(ask(&site.visitor(), &page, &format!("What about {n}?")).await.status, 303);
    }
    let full = ask(&site.visitor(), &page, "And the sixth?").await;
    assert_eq!((full.status.as_u16(), full.fields("#ask")["question"].as_str()), (429, "And the sixth?"));
    assert!(full.headers.contains_key("retry-after"));
    assert_eq!(full.wrong_fields(), ["question"]);
    assert!(!full.texts("details[open] #ask").is_empty(), "where one sees it");
    assert_eq!(ask(&site.visitor(), &page, "What about 0?").await.status, 303, "the same, and one");
    assert_eq!(site.count("reader_questions").await, 5);
    mix(&site).await;
    let waiting = in_state(&site, "waiting").await;
    assert_eq!(ask(&site.visitor(), &page, "And the sixth?").await.status, 429);
    for id in &waiting[..3] {
        assert_eq!(pass_on(&story.moderator, "acme", id, &format!("Why {id}?")).await.status, 303);
    }
    let fourth = pass_on(&story.moderator, "acme", &waiting[3], "Why not?").await;
    assert_eq!((fourth.status.as_u16(), fourth.texts("main textarea")), (409, vec!["Why not?".to_owned()]));
    let shown = site.visitor().get(&page).await;
    assert!(shown.texts("#ask").is_empty() && shown.texts("[data-test=asked-enough]").len() == 1);
    let more = ask(&site.visitor(), &page, "One more, please?").await;
    assert_eq!(
        (more.status.as_u16(), more.texts("main textarea")),
        (409, vec!["One more, please?".to_owned()])
    );
    let path = format!("/desk/acme/questions/{}/refusal", waiting[3]);
    assert_eq!(story.moderator.post(&path, &[]).await.status, 303);
    assert_eq!(site.count("reader_questions where state = 'declined' and sealed is null").await, 1);
}

#[actix_web::test]
async fn questions_without_a_proof_are_few_a_day_and_with_one_there_are_more() {
    let site = TestSite::new().await;
    let story = shelved(&site, "Kwaremont").await;
    let page = story.page();
    let clear = async || {
        mix(&site).await;
        for id in in_state(&site, "waiting").await {
            let path = format!("/desk/acme/questions/{id}/refusal");
            assert_eq!(story.moderator.post(&path, &[]).await.status, 303);
        }
    };
    for n in 0..20 {
        assert_eq!(ask(&site.visitor(), &page, &format!("What about {n}?")).await.status, 303, "{n}");
        if n % 5 == 4 {
            clear().await;
        }
    }
    assert_eq!(ask(&site.visitor(), &page, "One too many?").await.status, 429);
    let with = async |random: &str, words: &str| {
        let [stamp, proof] = proven(&site, &page, random);
        let fields = [(stamp.0, stamp.1.as_str()), (proof.0, proof.1.as_str()), ("question", words)];
        site.visitor().post(&format!("{page}/question"), &fields).await.status.as_u16()
    };
    assert_eq!(with("abcdefghijklmnop", "With a proof?").await, 303);
    assert_eq!(with("abcdefghijklmnop", "With a proof?").await, 303, "sent again");
    assert_eq!(with("abcdefghijklmnop", "Other words?").await, 409, "a proof counts once");
    assert_eq!(in_state(&site, "sent").await.len(), 1);
    site.move_to(site.app.clock.today() + Duration::days(1));
    assert_eq!(ask(&site.visitor(), &page, "Tomorrow, then?").await.status, 303);
}

#[actix_web::test]
async fn whoever_may_not_read_a_story_asks_nothing_about_it() {
    let site = TestSite::new().await;
    let story = shelved(&site, "Kwaremont").await;
    let other = shelved(&site, "Another").await;
    let page = story.page();
    let long = "x".repeat(501);
    let refused = ask(&site.visitor(), &page, &long).await;
    assert_eq!((refused.status.as_u16(), refused.fields("#ask")["question"].as_str()), (422, long.as_str()));
    let forged = [("question", QUESTION), ("stamp", "x")];
    assert_eq!(site.visitor().post(&format!("{page}/question"), &forged).await.status, 400);
    let [stamp, proof] = proven(&site, &other.page(), "abcdefghijklmnop");
    let foreign = [("question", QUESTION), (stamp.0, stamp.1.as_str()), (proof.0, proof.1.as_str())];
    assert_eq!(
        site.visitor().post(&format!("{page}/question"), &foreign).await.status,
        400,
        "of another story"
    );
    for nowhere in ["x", "018f0000-0000-4000-8000-000000000000"] {
        assert_eq!(ask(&site.visitor(), &format!("/acme/library/{nowhere}"), QUESTION).await.status, 404);
    }
    site.set_readers("acme", Readers::House).await;
    let outside = ask(&site.visitor(), &page, QUESTION).await;
    assert_eq!((outside.status.as_u16(), outside.texts("main textarea")), (403, vec![QUESTION.to_owned()]));
    site.set_readers("acme", Readers::Everybody).await;
    let hide = [("code", story.code.as_str()), ("hidden", "yes")];
    site.visitor().post("/acme/receipt/hiding", &hide).await;
    assert_eq!(ask(&site.visitor(), &page, QUESTION).await.status, 404, "hidden");
    site.visitor().post("/acme/receipt/withdrawal", &[("code", &other.code)]).await;
    assert_eq!(ask(&site.visitor(), &other.page(), QUESTION).await.status, 404, "withdrawn");
    assert_eq!(site.count("reader_questions").await, 0);
    site.work_on().await;
}

#[actix_web::test]
async fn of_two_moderators_one_decides() {
    let site = TestSite::new().await;
    let story = shelved(&site, "Kwaremont").await;
    ask(&site.visitor(), &story.page(), QUESTION).await;
    mix(&site).await;
    let id = in_state(&site, "waiting").await.remove(0);
    let refusal = format!("/desk/acme/questions/{id}/refusal");
    let (desk, other) = (&story.moderator, site.staff(Role::Moderator).await);
    let (one, two) = join(pass_on(desk, "acme", &id, PASSED), other.post(&refusal, &[])).await;
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    assert_eq!(site.count("audit_entries where verb like 'question%'").await, 1);
    assert_eq!(publish(&story, &id).await, 409, "there is no answer yet");
    for path in [format!("/desk/acme/answers/{id}"), "/desk/acme/questions/x".to_owned()] {
        assert_eq!(desk.get(&path).await.status, 404, "{path}");
    }
    let nobody = "/desk/acme/questions/018f0000-0000-4000-8000-000000000000/refusal";
    assert_eq!(desk.post(nobody, &[]).await.status, 404);
    let organiser = site.staff(Role::Organiser).await;
    assert_eq!(organiser.post(&refusal, &[]).await.status, 403);
}

#[actix_web::test]
async fn an_answer_that_is_not_published_is_erased_and_its_author_is_told() {
    let site = TestSite::new().await;
    let story = shelved(&site, "Kwaremont").await;
    let id = asked_and_answered(&site, &story).await;
    let refused = story.moderator.post(&format!("/desk/acme/answers/{id}/refusal"), &[]).await;
    assert_eq!(refused.status, 303);
    assert_eq!(publish(&story, &id).await, 409);
    assert_eq!(answered(&site, &story).await, [""; 0]);
    assert_eq!(site.count("reader_questions where sealed is not null").await, 0);
    let form = [("code", story.code.as_str())];
    let page = site.visitor().post("/acme/receipt?lang=en", &form).await;
    assert!(
        page.text("[data-test=reader-question]").contains("This answer is not under your story"),
        "{}",
        page.body
    );
    let again = [("code", story.code.as_str()), ("round", "1")];
    let again = site.visitor().post("/acme/receipt/questions", &again).await;
    assert_eq!(again.status, 409, "there is nothing to answer");
    let form = [("code", story.code.as_str()), ("round", "1"), ("id", &id), ("text", "One more thing.")];
    let late = site.visitor().post("/acme/receipt/questions", &form).await;
    assert_eq!(
        (late.status.as_u16(), late.texts("main textarea")),
        (409, vec!["One more thing.".to_owned()])
    );
}

#[actix_web::test]
async fn an_answer_comes_off_the_page_by_a_moderator_or_by_its_author() {
    let site = TestSite::new().await;
    let (first, second) = (shelved(&site, "Kwaremont").await, shelved(&site, "Paterberg").await);
    let one = asked_and_answered(&site, &first).await;
    assert_eq!(publish(&first, &one).await, 303);
    let list = first.moderator.get("/desk/acme/questions").await;
    assert_eq!(list.attributes("[data-test=published]", "data-id"), std::slice::from_ref(&one));
    let shown = first.moderator.get(&format!("/desk/acme/answers/{one}")).await;
    assert!(shown.text("main").contains(PUBLISHED) && shown.texts("textarea").is_empty(), "{}", shown.body);
    let stale = first.moderator.post(&format!("/desk/acme/answers/{one}/refusal"), &[]).await;
    assert_eq!(stale.status, 409, "of two moderators one decides");
    let off = first.moderator.post(&format!("/desk/acme/answers/{one}/removal"), &[]).await;
    assert!(
        off.status == 303 && off.header("location").ends_with("done=off-page"),
        "{}",
        off.header("location")
    );
    assert_eq!(answered(&site, &first).await, [""; 0]);
    assert_eq!(site.count("audit_entries where verb = 'answer_removed'").await, 1);

    let remove = async |code: &str| {
        let path = "/acme/receipt/questions/removal?lang=en";
        site.visitor().post(path, &[("code", code), ("round", "1")]).await
    };
    let two = asked_and_answered(&site, &second).await;
    assert_eq!(publish(&second, &two).await, 303);
    let mailbox = mailbox(&site, &second.code).await;
    let form = mailbox.fields("form[action^='/acme/receipt/questions/removal']");
    assert_eq!((&*form["code"], &*form["round"]), (second.code.as_str(), "1"));
    let taken = remove(&second.code).await;
    assert!(taken.text("[data-test=reader-question]").contains("This answer is not under"), "{}", taken.body);
    assert_eq!(answered(&site, &second).await, [""; 0], "at once");
    assert_eq!(site.count("reader_questions where sealed is not null").await, 0);
    assert_eq!(publish(&second, &two).await, 409);
    assert_eq!(remove(&second.code).await.status, 200, "again is the same");
    assert_eq!(site.count("audit_entries where verb = 'answer_removed'").await, 1, "of no author");
}

#[actix_web::test]
async fn an_answer_that_nobody_reads_in_time_counts_as_refused() {
    let site = TestSite::new().await;
    let story = shelved_with(&site, &[("title", "Kwaremont"), ("silence", "never")]).await;
    let id = asked_and_answered(&site, &story).await;
    let week = pratfall::platform::time::iso_week(site.app.clock.today());
    site.move_to(UNREVIEWED.last_day(&week).unwrap() + Duration::days(1));
    mix(&site).await;
    let desk = site.staff(Role::Moderator).await;
    assert_eq!(desk.get("/desk/acme/questions").await.texts("[data-test=question]"), [""; 0]);
    let path = format!("/desk/acme/answers/{id}/publication");
    assert_eq!(desk.post(&path, &[("answer", PUBLISHED)]).await.status, 409);
    assert_eq!(in_state(&site, "refused").await, [id]);
}

#[actix_web::test]
async fn an_answer_is_on_no_page_while_its_story_is_hidden() {
    let site = TestSite::new().await;
    let story = shelved(&site, "Kwaremont").await;
    let id = asked_and_answered(&site, &story).await;
    assert_eq!(publish(&story, &id).await, 303);
    let press = async |hidden: &str| {
        let form = [("code", story.code.as_str()), ("hidden", hidden)];
        site.visitor().post("/acme/receipt/hiding", &form).await;
        mix(&site).await;
    };
    press("yes").await;
    assert_eq!(site.visitor().get(&story.page()).await.status, 404);
    for path in ["/acme/library", "/acme/library.atom", "/acme"] {
        assert!(!site.visitor().get(path).await.body.contains(PUBLISHED), "{path}");
    }
    press("no").await;
    assert!(answered(&site, &story).await.concat().contains(PUBLISHED));
}

#[actix_web::test]
async fn a_question_that_comes_to_nothing_is_erased_and_one_under_a_story_stays_with_it() {
    let site = TestSite::new().await;
    let story = shelved_with(&site, &[("title", "Kwaremont"), ("silence", "never")]).await;
    let id = asked_and_answered(&site, &story).await;
    assert_eq!(publish(&story, &id).await, 303);
    for words in ["Passed on, and not answered?", "Never passed on?"] {
        ask(&site.visitor(), &story.page(), words).await;
    }
    mix(&site).await;
    let one = in_state(&site, "waiting").await.remove(0);
    let moderator = site.staff(Role::Moderator).await;
    assert_eq!(pass_on(&moderator, "acme", &one, "And then?").await.status, 303);
    mix(&site).await;
    let week = pratfall::platform::time::iso_week(site.app.clock.today());
    let last = UNREVIEWED.last_day(&week).unwrap();
    for (day, left) in [(last, (3, 3)), (last + Duration::days(1), (2, 1))] {
        site.move_to(day);
        mix(&site).await;
        let rows = site.count("reader_questions").await;
        let words = site.count("reader_questions where sealed is not null").await;
        assert_eq!((rows, words), left, "on {day}");
    }
    assert!(answered(&site, &story).await.concat().contains(PUBLISHED));
    let page = mailbox(&site, &story.code).await;
    assert_eq!(page.texts("[data-test=reader-question]").len(), 2);
    let forms = page.attributes("form[action^='/acme/receipt/questions']", "action");
    assert_eq!(forms.len(), 1, "the one that is answered: {forms:?}");
    assert!(forms[0].contains("/removal"), "{forms:?}");
}
