//! Forms that authors meet.

use super::{Page, Sends, TestSite, Visitor, story};
use pratfall::{accounts::Role, intake::receipt::ReceiptCode};

/// Makes a site on which one story was edited, asked about and accepted; and its code.
pub async fn site_with_a_story() -> (TestSite, String) {
    let site = TestSite::new().await;
    let code = site.visitor().tell(&[("silence", "never")]).await;
    site.mix().await;
    let desk = site.staff(Role::Moderator).await;
    let queue = desk.get("/desk/acme/stories").await;
    let path = format!("/desk/acme/stories/{}", queue.attribute("[data-test=story]", "data-id"));
    let act = async |what: &str, changes: &[(&str, &str)]| {
        let to = format!("{path}/{what}");
        let mut form = desk.get(&path).await.fields(&format!("form[action='{to}']"));
        form.extend(changes.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
        assert_eq!(desk.post_map(&to, &form).await.status, 303, "{what}");
    };
    act("claim", &[]).await;
    act("versions", &[("title", "Twice, said a colleague")]).await;
    act("questions", &[("question", "What did the log say?")]).await;
    act("acceptance", &[("unanswered", "on")]).await;
    site.mix().await;
    (site, code)
}

/// Every form that an author can meet, filled in as an ordinary author does.
pub async fn author_forms(author: &Visitor, code: &str) -> Vec<Sends> {
    let mailbox = author.post("/acme/receipt", &[("code", code)]).await;
    let pages = [
        author.get("/acme/stories/new").await,
        author.get("/acme/receipt").await,
        author.post("/acme/receipt/edit", &[("code", code)]).await,
        author.post("/acme/receipt/name", &[("code", code)]).await,
        mailbox,
    ];
    let all = pages.iter().flat_map(Page::forms);
    let mut all: Vec<Sends> = all.map(|form| form.sends()).collect();
    for form in &mut all {
        let telling = form.action.ends_with("/stories/new");
        let sure = form.typed.iter().any(|field| field != "code");
        for (name, value) in &mut form.fields {
            let typed = form.typed.contains(name);
            match name.as_str() {
                // Buttons act at once: on a story that there is not.
                "code" if !sure => *value = ReceiptCode::generate().to_string(),
                "email" => {}
                "name" => "Mia Peeters".clone_into(value),
                "text" => "It said nothing for a minute.".clone_into(value),
                _ if typed && telling => *value = story().remove(name).unwrap_or_default(),
                _ => {}
            }
        }
    }
    all
}
