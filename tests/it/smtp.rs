//! Mail against a real server: what is certain at each moment, however the server fails.

use crate::support::{
    Sink,
    smtp::{alone, mail, through, transient},
};
use pratfall::platform::mail::{
    Attachment, MailError,
    connection::Connection,
    smtp::{Relay, Smtp, Tls},
    trust::Trust,
};

fn smtp(url: &str) -> Smtp {
    through(Relay { url: url.parse().unwrap(), trust: Trust::web().unwrap(), tls: Tls::Beyond })
}

async fn connect(sink: &Sink) -> Connection {
    Connection::Smtp(Box::new(smtp(&sink.url()).connect().await.unwrap()))
}

fn permanent(code: &str) -> MailError {
    MailError::Permanent(code.to_owned())
}

async fn send(connection: &mut Connection, to: &str) -> Result<(), MailError> {
    connection.offer(&mail(to)).await?;
    connection.hand_over().await
}

#[tokio::test]
async fn one_connection_carries_many_mails_and_survives_refusals() {
    let mut sink = Sink::start(&[]).await;
    let mut connection = connect(&sink).await;
    assert_eq!(send(&mut connection, "a").await, Ok(()));
    assert_eq!(connection.offer(&mail("temp")).await, Err(transient("451 4.0.0")));
    assert_eq!(connection.offer(&mail("perm")).await, Err(permanent("550 5.0.0")));
    assert_eq!(connection.offer(&mail("data452")).await, Err(transient("452 4.0.0")));
    assert_eq!(send(&mut connection, "data4").await, Err(transient("452 4.0.0")));
    assert_eq!(send(&mut connection, "data5").await, Err(permanent("554 5.0.0")));
    assert_eq!(send(&mut connection, "b").await, Ok(()));
    assert!(connection.is_ready());
    connection.quit().await;
    let (a, b) = (sink.next().await, sink.next().await);
    assert_eq!((a.to, b.to), (vec!["a@example.org".to_owned()], vec!["b@example.org".to_owned()]));
    assert_eq!((a.from.as_str(), a.connection), ("fud@example.org", b.connection));
    assert!(a.data.contains("Message-ID: <id-a@example.org>"), "{}", a.data);
    assert!(sink.all().await.is_empty());
}

#[tokio::test]
async fn every_refusal_says_whether_to_try_again() {
    let sink = Sink::start(&[]).await;
    for code in [421, 450, 451, 452, 550, 552, 554] {
        for stage in ["rcpt", "data", "dot"] {
            let mut connection = connect(&sink).await;
            let text = format!("{code} {}.0.0", code / 100);
            let expected = if code < 500 { transient(&text) } else { permanent(&text) };
            assert_eq!(send(&mut connection, &format!("{stage}{code}")).await, Err(expected));
            assert_eq!(connection.is_ready(), code != 421, "{stage}{code}");
        }
    }
}

#[tokio::test]
async fn nothing_is_uncertain_before_the_text_leaves_and_everything_after() {
    let mut sink = Sink::start(&[]).await;
    for cut in ["cutrcpt", "cutdata", "slow"] {
        let mut connection = connect(&sink).await;
        let error = connection.offer(&mail(cut)).await.unwrap_err();
        assert!(matches!(error, MailError::Transient(_)), "{cut}: {error:?}");
        assert!(!connection.is_ready(), "{cut}");
    }
    for cut in ["cutbody", "drop", "slowdot"] {
        let mut connection = connect(&sink).await;
        assert_eq!(connection.offer(&mail(cut)).await, Ok(()), "{cut}");
        assert_eq!(connection.hand_over().await, Err(MailError::Uncertain), "{cut}");
        assert!(!connection.is_ready(), "{cut}");
    }
    let taken: Vec<_> = sink.all().await.into_iter().flat_map(|mail| mail.to).collect();
    assert_eq!(taken, ["drop@example.org", "slowdot@example.org"]);
}

#[tokio::test]
async fn an_offer_that_is_dropped_sends_nothing() {
    let mut sink = Sink::start(&[]).await;
    let mut connection = connect(&sink).await;
    connection.offer(&mail("a")).await.unwrap();
    assert!(!connection.is_ready(), "the server waits for a text");
    drop(connection);
    assert!(sink.all().await.is_empty());
}

#[tokio::test]
async fn the_relay_is_signed_in_to_and_a_wrong_password_is_transient() {
    let mut sink = Sink::start(&["--auth", "app:se%cret"]).await;
    let place = format!("127.0.0.1:{}", sink.port);
    let right = smtp(&format!("smtp://app:se%25cret@{place}"));
    alone(&right).await.unwrap();
    assert_eq!(sink.next().await.user.as_deref(), Some("app"));
    let wrong = smtp(&format!("smtp://app:wrong@{place}"));
    assert!(matches!(alone(&wrong).await, Err(MailError::Transient(code)) if code.starts_with("535")));
    let without = smtp(&format!("smtp://{place}"));
    assert!(matches!(alone(&without).await, Err(MailError::Transient(code)) if code.starts_with("530")));
    assert!(sink.all().await.is_empty());
}

#[tokio::test]
async fn beyond_this_machine_nothing_is_sent_without_trusted_tls() {
    // 127.1 is this machine, but not by a name that says so.
    let mut sink = Sink::start(&[]).await;
    let open = smtp(&format!("smtp://127.1:{}", sink.port));
    assert_eq!(alone(&open).await, Err(transient("no STARTTLS")));
    let tls = smtp(&format!("smtps://127.1:{}", sink.port));
    assert!(matches!(alone(&tls).await, Err(MailError::Transient(_))));
    assert!(sink.all().await.is_empty());
}

#[tokio::test]
async fn a_server_that_sends_junk_or_nothing_is_tried_again_later() {
    let junk = Sink::start(&["--junk"]).await;
    assert!(matches!(smtp(&junk.url()).connect().await.err(), Some(MailError::Transient(_))));
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let place = silent.local_addr().unwrap();
    assert_eq!(smtp(&format!("smtp://{place}")).connect().await.err(), Some(transient("timeout")));
    drop(silent);
    assert_eq!(smtp(&format!("smtp://{place}")).connect().await.err(), Some(transient("unreachable")));
}

#[tokio::test]
async fn nothing_that_is_written_ends_a_mail_early() {
    let corpus = [
        "\r\n.\r\nMAIL FROM:<evil@x.be>\r\n",
        "\n.\nMAIL FROM:<evil@x.be>\n",
        "\r.\rMAIL FROM:<evil@x.be>\r",
        "\n.\r\nMAIL FROM:<evil@x.be>",
        "\r\n.\nMAIL FROM:<evil@x.be>",
        "\r\n.\0\r\n.",
        ".",
        "..\r\n...",
        "\u{2028}.\u{2029}",
    ];
    let mut sink = Sink::start(&[]).await;
    let mut connection = connect(&sink).await;
    for (n, text) in corpus.iter().enumerate() {
        let mut mail = mail(&format!("n{n}"));
        mail.subject = format!("Oops{text}\r\nBcc: evil@x.be");
        (mail.text, mail.html) = ((*text).to_owned(), format!("<p>{text}"));
        mail.attachments = vec![Attachment {
            name: "agenda.ics",
            media_type: "text/calendar; charset=utf-8; method=PUBLISH",
            bytes: text.as_bytes().to_vec(),
        }];
        connection.offer(&mail).await.unwrap();
        connection.hand_over().await.unwrap();
        let taken = sink.next().await;
        assert_eq!((taken.lax, taken.bare_lf), (1, 0), "{text:?}: {}", taken.data);
        assert_eq!(taken.to, [format!("n{n}@example.org")]);
        let head = taken.data.split("\r\n\r\n").next().unwrap();
        assert!(!head.contains("\nBcc") && !taken.data.contains("\nMAIL FROM"), "{head}");
        assert_eq!(head.matches("\nTo: ").count() + head.matches("\nSubject: ").count(), 2, "{head}");
    }
    assert!(sink.all().await.is_empty());
}
