//! Mail relays inside a house: an authority of one's own, sign-in under TLS, none at all where a setting says so.

use crate::support::{
    Authority, Sink,
    smtp::{alone, mail, through, transient},
};
use pratfall::platform::mail::{
    MailError,
    smtp::{Relay, Smtp, Tls},
    trust::Trust,
};

/// This machine by a name that a certificate may be for.
const HERE: &str = "localhost";

/// The two ways to TLS: the option of the server, and the scheme of its address.
const WAYS: [(&str, &str); 2] = [("--tls", "smtp"), ("--smtps", "smtps")];

fn trusting(url: &str, authority: Option<&Authority>) -> Smtp {
    with_tls(url, authority, Tls::Always)
}

fn with_tls(url: &str, authority: Option<&Authority>, tls: Tls) -> Smtp {
    let trust = match authority {
        Some(own) => Trust::file(&own.file()),
        None => Trust::web(),
    };
    through(Relay { url: url.parse().unwrap(), trust: trust.unwrap(), tls })
}

#[tokio::test]
async fn a_relay_with_a_certificate_of_the_house_takes_mail_after_a_sign_in() {
    let house = Authority::new();
    let [certificate, key] = house.certificate(HERE);
    for (option, scheme) in WAYS {
        let mut sink = Sink::start(&[option, &certificate, &key, "--auth", "app:se%cret"]).await;
        let place = format!("{HERE}:{}", sink.port);
        let url = format!("{scheme}://app:se%25cret@{place}");
        let mut connection = trusting(&url, Some(&house)).connect().await.unwrap();
        for to in ["a", "b"] {
            connection.offer(&mail(to)).await.unwrap();
            connection.hand_over().await.unwrap();
        }
        connection.quit().await;
        let taken = [sink.next().await, sink.next().await];
        assert!(taken.iter().all(|mail| mail.tls && mail.user.as_deref() == Some("app")));
        assert_eq!(taken[0].connection, taken[1].connection, "{scheme}: one connection");
        let wrong = trusting(&format!("{scheme}://app:wrong@{place}"), Some(&house));
        let refused = alone(&wrong).await;
        assert!(
            matches!(&refused, Err(MailError::Transient(code)) if code.starts_with("535")),
            "{refused:?}"
        );
        assert!(sink.all().await.is_empty());
    }
}

#[tokio::test]
async fn a_wrong_name_a_wrong_authority_and_an_old_certificate_are_refused_and_nothing_is_sent() {
    let (house, stranger) = (Authority::new(), Authority::new());
    for (option, scheme) in WAYS {
        let cases = [
            (house.certificate("relay.acme.be"), Some(&house), "another name"),
            (stranger.certificate(HERE), Some(&house), "another authority"),
            (house.certificate(HERE), None, "the web does not know this authority"),
            (house.expired(HERE), Some(&house), "too old"),
        ];
        for ([certificate, key], trusted, why) in cases {
            let mut sink = Sink::start(&[option, &certificate, &key]).await;
            let url = format!("{scheme}://app:secret@{HERE}:{}", sink.port);
            let refused = alone(&trusting(&url, trusted)).await;
            assert_eq!(refused, Err(transient("tls")), "{scheme}: {why}");
            assert!(sink.all().await.is_empty(), "{scheme}: {why}");
        }
    }
}

#[tokio::test]
async fn an_address_of_version_six_is_spoken_to() {
    let house = Authority::new();
    let [certificate, key] = house.certificate("::1");
    let mut open = Sink::start(&["--host", "::1"]).await;
    let url = format!("smtp://[::1]:{}", open.port);
    alone(&with_tls(&url, None, Tls::Beyond)).await.unwrap();
    assert!(!open.next().await.tls, "it is this machine");
    let mut closed = Sink::start(&["--host", "::1", "--smtps", &certificate, &key]).await;
    alone(&trusting(&format!("smtps://[::1]:{}", closed.port), Some(&house))).await.unwrap();
    assert!(closed.next().await.tls);
}

#[tokio::test]
async fn a_relay_without_tls_is_used_where_that_is_said_and_nowhere_else() {
    // 127.1 is this machine, but not by a name that says so.
    let mut sink = Sink::start(&[]).await;
    let url = format!("smtp://127.1:{}", sink.port);
    for tls in [Tls::Beyond, Tls::Always] {
        let refused = alone(&with_tls(&url, None, tls)).await;
        assert_eq!(refused, Err(transient("no STARTTLS")));
    }
    assert!(sink.all().await.is_empty());
    alone(&with_tls(&url, None, Tls::Never)).await.unwrap();
    assert!(!sink.next().await.tls);
}
