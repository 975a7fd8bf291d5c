//! Questions of readers on their way.

use super::{Page, TestSite, Visitor, database::lines};
use pratfall::intake::proof;

/// Asks the author of the story at `page`, without a proof. Moderators see it after the next mix.
pub async fn ask(reader: &Visitor, page: &str, question: &str) -> Page {
    reader.post(&format!("{page}/question"), &[("question", question)]).await
}

/// The fields of a question with a proof, as a browser makes it from these random characters.
pub fn proven(site: &TestSite, page: &str, random: &str) -> [(&'static str, String); 2] {
    let story = page.rsplit('/').next().unwrap();
    let stamp = format!("question.{story}.{}.{random}", site.app.clock.today());
    let proof = proof::solve(&stamp);
    [("stamp", stamp), ("proof", proof)]
}

/// Ids of the questions in a state, in random order.
pub async fn in_state(site: &TestSite, state: &str) -> Vec<String> {
    let sql = format!("select id::text as line from reader_questions where state = '{state}'");
    lines(site, &sql).await
}

/// Passes a question on at the desk of `slug`, in these words.
pub async fn pass_on(moderator: &Visitor, slug: &str, id: &str, words: &str) -> Page {
    let path = format!("/desk/{slug}/questions/{id}/passing");
    moderator.post(&path, &[("question", words)]).await
}

/// Answers the reader's question that an author finds under a code.
pub async fn answer(author: &Visitor, slug: &str, code: &str, words: &str) -> Page {
    let mailbox = author.post(&format!("/{slug}/receipt"), &[("code", code)]).await;
    let path = format!("/{slug}/receipt/questions");
    let ask = mailbox.fields(&format!("form[action^='{path}']:not([action*=removal])"));
    let mut form = author.post_map(&path, &ask).await.fields("#answer");
    form.insert("text".to_owned(), words.to_owned());
    author.post_map(&path, &form).await
}
