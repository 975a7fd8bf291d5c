//! Every template has a view, every view renders in every shape and language.

use pratfall::{
    accounts, announcements, events, front, intake, lessons, moderation,
    platform::{
        i18n::Language,
        mail::render::{MailView, render},
        view::{Frame, FrameArea, FrameFlash, FrameLanguage, FrameOrganisation, FrameStaff, Templates, View},
        web::{
            errors::ErrorPage,
            kept::{DeskKeptPage, KeptPage},
            mailbox,
        },
    },
    receipts, settings,
};
use std::collections::BTreeSet;

/// Templates that others extend or call.
const SHARED: &[&str] = &["layout/", "components/"];

struct Gallery {
    templates: Templates,
    seen: BTreeSet<String>,
}

impl Gallery {
    fn page<V: View>(&mut self) {
        self.seen.insert(V::TEMPLATE.to_owned());
        let samples = V::samples();
        assert!(!samples.is_empty(), "{} has no samples", V::TEMPLATE);
        for language in Language::ALL {
            for frame in [public_frame(*language), desk_frame(*language), Frame::default()] {
                if frame.organisation.is_none()
                    && [
                        "intake/",
                        "announcements/",
                        "events/list.html",
                        "front/home.html",
                        "front/promise.html",
                        "front/desk.html",
                    ]
                    .iter()
                    .any(|own| V::TEMPLATE.starts_with(own))
                {
                    continue;
                }
                for (i, view) in samples.iter().enumerate() {
                    let html = self.templates.page(*language, true, &frame, view);
                    let html = html.unwrap_or_else(|e| panic!("{} {i} {language}: {e:?}", V::TEMPLATE));
                    assert!(html.contains("<h1"), "{}: a page has a heading", V::TEMPLATE);
                    assert!(!html.contains("style="), "{}: nothing inline", V::TEMPLATE);
                }
            }
        }
    }

    fn mail<V: MailView>(&mut self) {
        for end in ["mjml", "txt"] {
            self.seen.insert(format!("{}.{end}", V::TEMPLATE));
        }
        for language in Language::ALL {
            for view in V::samples() {
                let mail = render(&self.templates, *language, &view);
                let mail = mail.unwrap_or_else(|e| panic!("{} {language}: {e:?}", V::TEMPLATE));
                assert!(
                    !mail.subject.is_empty() && !mail.subject.contains('-') || mail.subject.contains(' ')
                );
                assert!(
                    mail.html.contains("<html") && !mail.text.contains("<p"),
                    "{}",
                    mail.html
                );
            }
        }
    }
}

fn languages(current: Language) -> Vec<FrameLanguage> {
    let link = |l: &Language| FrameLanguage {
        code: l.as_str(),
        name: l.own_name(),
        href: format!("/?lang={l}"),
        current: *l == current,
    };
    Language::ALL.iter().map(link).collect()
}

fn public_frame(language: Language) -> Frame {
    let organisation = FrameOrganisation {
        slug: "acme".to_owned(),
        name: "Acme".to_owned(),
    };
    Frame {
        flash: Some(FrameFlash {
            text: "sample".to_owned(),
            tone: "good",
        }),
        organisation: Some(organisation),
        languages: languages(language),
        found: true,
        staff: None,
        path: "/acme".to_owned(),
    }
}

fn desk_frame(language: Language) -> Frame {
    let area = FrameArea {
        label: "x".to_owned(),
        href: "/desk/acme/x".to_owned(),
        current: true,
    };
    let staff = FrameStaff {
        name: "Mia".to_owned(),
        csrf: "x".to_owned(),
        areas: vec![area],
    };
    Frame {
        staff: Some(staff),
        ..public_frame(language)
    }
}

#[test]
fn every_view_renders_and_no_template_is_an_orphan() {
    let mut gallery = Gallery {
        templates: Templates::load().unwrap(),
        seen: BTreeSet::new(),
    };
    gallery.page::<ErrorPage>();
    gallery.page::<accounts::views::SignInPage>();
    gallery.page::<accounts::views::InvitationPage>();
    gallery.page::<accounts::views::TeamPage>();
    gallery.page::<accounts::views::RemovalPage>();
    gallery.page::<accounts::views::ProfilePage>();
    gallery.page::<accounts::views::ForgottenPage>();
    gallery.page::<accounts::views::SentPage>();
    gallery.page::<accounts::views::UsedLinkPage>();
    gallery.mail::<accounts::mails::StaffMail>();
    gallery.page::<KeptPage>();
    gallery.page::<DeskKeptPage>();
    gallery.page::<intake::views::TellPage>();
    gallery.page::<intake::views::ReceivedPage>();
    gallery.page::<intake::views::AgainPage>();
    gallery.page::<receipts::views::ReceiptFormPage>();
    gallery.page::<receipts::views::UnknownPage>();
    gallery.page::<receipts::views::TakenBackPage>();
    gallery.page::<receipts::views::MailboxPage>();
    gallery.page::<receipts::views::WithdrawnPage>();
    gallery.page::<receipts::views::SentPage>();
    gallery.page::<receipts::views::EditPage>();
    gallery.page::<receipts::views::NamePage>();
    gallery.page::<receipts::views::NameStaysPage>();
    gallery.page::<receipts::views::WithdrawPage>();
    gallery.page::<receipts::views::BurnPage>();
    gallery.page::<receipts::views::BurntPage>();
    gallery.page::<lessons::views::LessonsPage>();
    gallery.page::<settings::views::contacts::ContactsPage>();
    gallery.page::<settings::views::words::WordsPage>();
    gallery.page::<moderation::views::QueuePage>();
    gallery.page::<moderation::views::StoryPage>();
    gallery.page::<settings::views::profile::ProfilePage>();
    gallery.page::<settings::views::languages::LanguagesPage>();
    gallery.page::<settings::views::call::CallPage>();
    gallery.page::<settings::views::themes::ThemesPage>();
    gallery.page::<settings::views::PromisePage>();
    gallery.page::<settings::views::PosterPage>();
    gallery.page::<settings::views::AuditPage>();
    gallery.page::<front::views::WelcomePage>();
    gallery.page::<front::views::DesksPage>();
    gallery.page::<front::views::HomePage>();
    gallery.page::<front::views::PromisePage>();
    gallery.page::<front::views::DeskPage>();
    gallery.page::<events::views::DeskEventsPage>();
    gallery.page::<events::views::FormPage>();
    gallery.page::<events::views::AgendaPage>();
    gallery.page::<events::views::EventsPage>();
    gallery.page::<events::views::EventPage>();
    gallery.page::<events::views::ChangesPage>();

    gallery.page::<announcements::views::public::SubscribePage>();
    gallery.page::<announcements::views::public::SubscribedPage>();
    gallery.page::<announcements::views::public::SubscriptionPage>();
    gallery.page::<announcements::views::public::ArchivePage>();
    gallery.page::<announcements::views::desk::AnnouncementsPage>();
    gallery.page::<announcements::views::draft::DraftPage>();
    gallery.page::<announcements::views::draft::ConfirmationPage>();
    gallery.page::<announcements::views::desk::ProgressPage>();
    gallery.page::<announcements::views::subscribers::SubscribersPage>();
    gallery.mail::<announcements::mails::ConfirmationMail>();
    gallery.mail::<announcements::mails::AnnouncementMail>();
    gallery.page::<mailbox::MailboxPage>();
    gallery.page::<mailbox::MailPage>();

    let names = gallery.templates.names();
    let own = names
        .iter()
        .filter(|name| !SHARED.iter().any(|shared| name.starts_with(shared)));
    let orphans: Vec<&String> = own.filter(|name| !gallery.seen.contains(*name)).collect();
    assert!(orphans.is_empty(), "no view shows {orphans:?}");
}
