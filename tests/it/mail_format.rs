//! Mails as strict readers see them: Python's own parser finds nothing wrong, and what was typed is what arrives.

use crate::support::{TestSite, mails::read};
use pratfall::platform::mail::{Attachment, EmailAddress, List, Mail, sender::Sender};

fn written(subject: &str, from: &str) -> String {
    let mail = Mail {
        to: EmailAddress::parse("mia@example.org").unwrap(),
        subject: subject.to_owned(),
        text: "Hallo\r\n".to_owned(),
        html: "<p>Hallo".to_owned(),
        attachments: vec![Attachment {
            name: "agenda.ics",
            media_type: "text/calendar; charset=utf-8",
            bytes: b"BEGIN:VCALENDAR\r\n".to_vec(),
        }],
        list: Some(List {
            label: "announcements.acme".to_owned(),
            unsubscribe_url: format!("https://pratfall.example.org/acme/subscriptions/{}", "x".repeat(64)),
        }),
        message_id: "id".to_owned(),
        date: "2026-11-24T06:00:00Z".parse().unwrap(),
    };
    let sender = Sender::new(from.parse().unwrap(), "pratfall.example.org:8443");
    String::from_utf8(mail.to_bytes(&sender).unwrap()).unwrap()
}

#[test]
fn a_subject_arrives_as_it_was_typed() {
    let long = "Wat er misging bij déjà vu en wat we er allemaal van leerden ".repeat(2);
    let subjects = [
        "=?utf-8?q?Hello?=",
        "=?utf-8?b?SGVsbG8=?= and =?iso-8859-1?q?=E9?=",
        "see =?",
        "wat =?utf-8?q?x?= déjà vu 🎉 =?utf-8?q?y?= nog wat meer, tot het niet meer op één regel past",
        "Het programma staat klaar: déjà vu",
        "100 % \"mis\" <b> ?= =",
        long.trim(),
    ];
    let mails: Vec<_> = subjects.iter().map(|subject| written(subject, "Fud <fud@acme.be>")).collect();
    for (subject, read) in subjects.iter().zip(read(&mails)) {
        assert_eq!(read.headers["subject"], *subject);
        assert_eq!(read.defects, [""; 0], "{subject}");
        assert_eq!(read.headers["list-id"], "<announcements.acme.acme.be>");
        assert_eq!(read.headers["message-id"], "<id@acme.be>");
    }
}

#[test]
fn an_identifier_ends_in_the_senders_domain() {
    let ids = ["Pratfall <pratfall@localhost>", "Été <fud@acme.be>"].map(|from| written("Oops", from));
    let [local, own] = ids;
    let read = read(&[local, own]);
    assert_eq!(read[0].headers["message-id"], "<id@pratfall.example.org>");
    assert_eq!(read[0].headers["list-id"], "<announcements.acme.pratfall.example.org>");
    assert_eq!(read[1].headers["message-id"], "<id@acme.be>");
    assert!(read.iter().all(|read| read.defects.is_empty()), "{read:?}");
}

#[actix_web::test]
async fn every_mail_we_send_is_well_formed_and_safe_in_the_dark() {
    let site = TestSite::new().await;
    crate::support::announcements::subscribers(&site, &["a", "b"]).await;
    crate::support::announcements::subscribe(&site, "c@example.org", "nl").await;
    site.work().await;
    let (desk, path) = crate::support::announcements::draft(&site).await;
    crate::support::announcements::confirm(&desk, &path).await;
    site.work().await;
    let mails = site.mails();
    let read = read(&mails);
    let lists = read.iter().filter(|read| read.headers.contains_key("list-id"));
    let lists = lists.count();
    assert!(lists == 2 && read.len() > 2, "one that asks, two that announce");
    for read in read {
        assert_eq!(read.defects, [""; 0], "{:?}", read.headers);
        assert_eq!(read.schemes, ["light dark", "light dark"]);
        assert!(read.dark);
        assert!(read.headers["message-id"].ends_with("@127.0.0.1>"), "{:?}", read.headers);
    }
}
