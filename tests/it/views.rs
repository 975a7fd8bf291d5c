//! Every template has a view, every view renders in every shape and language.

use pratfall::{
    accounts, announcements, events, front, intake, lessons, library, moderation,
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
    readers, receipts, settings,
};
use scraper::{Html, Selector};
use std::collections::BTreeSet;

/// Templates that others extend or call.
const SHARED: &[&str] = &["layout/", "components/"];

/// Answers to forms: they have no links to other languages, which would lose what they hold.
const ANSWERS: &[&str] = &["library/done.html", "receipts/unknown.html", "site/kept"];

/// Pages with many forms, each for a line of its own: a switch of language can take only one along.
const MANY_FORMS: &[&str] = &["events/desk/agenda.html", "library/desk/pack.html"];

struct Gallery {
    templates: Templates,
    seen: BTreeSet<String>,
    /// Elements and classes of all pages, the latter with their full stop.
    styled: BTreeSet<String>,
}

impl Gallery {
    fn note(&mut self, page: &Html) {
        for node in page.tree.values() {
            let Some(element) = node.as_element() else {
                continue;
            };
            self.styled.insert(element.name().to_owned());
            self.styled.extend(element.classes().map(|class| format!(".{class}")));
        }
    }
}

/// Returns the reason why a page would lose typed text when another language is chosen.
fn loses_text(page: &Html) -> Option<String> {
    let select = |css: &str| Selector::parse(css).unwrap();
    let typed = select(
        "textarea, select, [type=text], [type=email], [type=tel], [type=url], [type=number], [type=date], \
         [type=time], [type=checkbox], [type=radio]",
    );
    let (posting, switches) = (select("main form[method=post]"), select("nav.languages button"));
    let forms = page.select(&posting);
    let forms: Vec<_> = forms.filter(|form| form.select(&typed).next().is_some()).collect();
    let ids: Vec<_> = forms.iter().map(|form| form.attr("id").unwrap_or("-")).collect();
    let links = page.select(&select("nav.languages a")).count();
    let buttons = page.select(&switches);
    let sends: BTreeSet<_> = buttons.filter_map(|button| button.attr("form")).collect();
    match ids.as_slice() {
        [] => None,
        [id] if links == 0 && sends.len() == 1 && sends.contains(id) => None,
        _ => Some(format!("forms {ids:?}, {links} links, buttons of {sends:?}")),
    }
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
                        "library/list.html",
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
                    if *language != Language::En || frame.languages.is_empty() {
                        continue;
                    }
                    let page = Html::parse_document(&html);
                    self.note(&page);
                    let mut answer = ANSWERS.iter().chain(MANY_FORMS);
                    if !answer.any(|one| V::TEMPLATE.starts_with(one)) {
                        assert_eq!(loses_text(&page), None, "{} {i}", V::TEMPLATE);
                    }
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
                assert!(mail.html.contains("<html") && !mail.text.contains("<p"), "{}", mail.html);
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
    let organisation = FrameOrganisation { slug: "acme".to_owned(), name: "Acme".to_owned() };
    Frame {
        flash: Some(FrameFlash { text: "sample".to_owned(), tone: "good" }),
        organisation: Some(organisation),
        languages: languages(language),
        found: true,
        opened: true,
        staff: None,
        path: "/acme".to_owned(),
    }
}

fn desk_frame(language: Language) -> Frame {
    let area = FrameArea { label: "x".to_owned(), href: "/desk/acme/x".to_owned(), current: true };
    let staff = FrameStaff { name: "Mia".to_owned(), csrf: "x".to_owned(), areas: vec![area] };
    Frame { staff: Some(staff), ..public_frame(language) }
}

#[test]
fn every_view_renders_and_no_template_is_an_orphan() {
    let mut gallery =
        Gallery { templates: Templates::load().unwrap(), seen: BTreeSet::new(), styled: BTreeSet::new() };
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
    gallery.page::<receipts::views::AnswerReaderPage>();
    gallery.page::<receipts::views::WithdrawnPage>();
    gallery.page::<receipts::views::SentPage>();
    gallery.page::<receipts::views::EditPage>();
    gallery.page::<receipts::views::NamePage>();
    gallery.page::<receipts::views::NameStaysPage>();
    gallery.page::<receipts::views::WithdrawPage>();
    gallery.page::<receipts::views::BurnPage>();
    gallery.page::<receipts::views::BurntPage>();
    gallery.page::<lessons::views::LessonsPage>();
    gallery.page::<library::views::LibraryPage>();
    gallery.page::<library::views::ResultsPage>();
    gallery.page::<library::views::StoryPage>();
    gallery.page::<library::views::DonePage>();
    gallery.page::<library::views::HidePage>();
    gallery.page::<library::views::HidingsPage>();
    gallery.page::<library::views::QuestionsPage>();
    gallery.page::<library::views::QuestionPage>();
    gallery.page::<library::views::PackPage>();
    gallery.page::<library::views::PacksPage>();
    gallery.page::<library::views::PackDeskPage>();
    gallery.page::<readers::views::DoorPage>();
    gallery.page::<settings::views::contacts::ContactsPage>();
    gallery.page::<settings::views::words::WordsPage>();
    gallery.page::<settings::views::review::ReviewPage>();
    gallery.page::<moderation::views::QueuePage>();
    gallery.page::<moderation::views::StoryPage>();
    gallery.page::<moderation::views::BatchPage>();
    gallery.page::<moderation::views::BatchDonePage>();
    gallery.page::<moderation::views::ViewsPage>();
    gallery.page::<settings::views::profile::ProfilePage>();
    gallery.page::<settings::views::languages::LanguagesPage>();
    gallery.page::<settings::views::call::CallPage>();
    gallery.page::<settings::views::themes::ThemesPage>();
    gallery.page::<settings::views::PromisePage>();
    gallery.page::<settings::views::readers::ReadersPage>();
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
    gallery.page::<events::views::PapersPage>();
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
    let own = names.iter().filter(|name| !SHARED.iter().any(|shared| name.starts_with(shared)));
    let orphans: Vec<&String> = own.filter(|name| !gallery.seen.contains(*name)).collect();
    assert!(orphans.is_empty(), "no view shows {orphans:?}");
    the_style_sheet_is_small_and_of_use(&gallery.styled);
}

/// Bytes that a phone on a train loads before it shows anything.
const MOST_STYLE: usize = 40_000;

fn the_style_sheet_is_small_and_of_use(styled: &BTreeSet<String>) {
    let read = |name: &str| std::fs::read_to_string(format!("assets/css/{name}.css")).unwrap();
    let (sheet, desk) = (read("pratfall"), read("desk"));
    assert!(sheet.len() < MOST_STYLE && desk.len() < MOST_STYLE, "{} and {} bytes", sheet.len(), desk.len());
    let sheet = sheet + &desk;
    let scripts = std::fs::read_dir("assets/js").unwrap();
    let scripts: String =
        scripts.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    let of_use = |one: &String| styled.contains(one) || scripts.contains(one.trim_start_matches('.'));
    let unused: Vec<String> = selected(&sheet).into_iter().filter(|one| !of_use(one)).collect();
    assert!(unused.is_empty(), "no page has {unused:?}");
}

/// The elements and classes that the rules of a style sheet are for.
fn selected(sheet: &str) -> BTreeSet<String> {
    let bare = sheet.split("/*").map(|part| part.split_once("*/").map_or(part, |(_, rest)| rest));
    let bare: String = bare.collect();
    let mut all = BTreeSet::new();
    let rules = bare.split_inclusive(['{', '}', ';']).filter_map(|part| part.strip_suffix('{'));
    for rule in rules.map(str::trim).filter(|rule| !rule.starts_with('@')) {
        let mut outside = String::new();
        for (at, part) in rule.split('[').enumerate() {
            outside.push_str(if at == 0 { part } else { part.split_once(']').map_or("", |(_, rest)| rest) });
        }
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let mut before = ' ';
        let mut name = String::new();
        for c in outside.chars().chain([' ']) {
            if is_name(c) {
                name.push(c);
                continue;
            }
            let word = std::mem::take(&mut name);
            if before == '.' {
                all.insert(format!(".{word}"));
            } else if before != ':' && word.starts_with(|c: char| c.is_ascii_lowercase()) {
                all.insert(word);
            }
            before = c;
        }
    }
    // What :nth-child() and :lang() say is no element; the frame of a dialog comes from the browser.
    for word in ["even", "fr", "3n"] {
        all.remove(word);
    }
    all
}
