//! Signing in, and guessing at passwords.

use super::{Page, TestSite, Visitor};
use chrono::Duration;

/// Tries to sign in with this password.
pub async fn try_password(visitor: &Visitor, email: &str, password: &str) -> Page {
    let fields = [("email", email), ("password", password)];
    visitor.post("/desk/sign-in", &fields).await
}

/// Guesses until the next try has to wait for minutes: longer than any test takes.
pub async fn guess(site: &TestSite, email: &str) -> Page {
    let stranger = site.visitor();
    let mut guesses = 0;
    loop {
        let page = try_password(&stranger, email, &format!("a guess {guesses}")).await;
        assert_eq!(page.fields("main form")["email"], email, "the address stays");
        if page.status == 422 {
            guesses += 1;
            assert!(guesses < 30, "nothing makes a guess wait");
            continue;
        }
        assert_eq!(page.status, 429, "{}", page.body);
        assert!(guesses >= 5, "a few are free");
        let wait: i64 = page.header("retry-after").parse().unwrap();
        if wait > 200 {
            return page;
        }
        site.app.clock.advance(Duration::seconds(wait));
    }
}
