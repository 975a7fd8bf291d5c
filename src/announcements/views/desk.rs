//! The list of announcements, and the progress of one.

use super::about::About;
use super::samples::{sample, sample_about, sample_release, sample_texts};
use crate::{
    announcements::{
        delivery::DeliveryStatus,
        forms::NewDraft,
        model::{Announcement, Progress, Release, Text},
        refusal::Refusal,
        status::{AnnouncementAction as Action, AnnouncementStatus},
    },
    events::wording::with_language,
    platform::{
        i18n::Language,
        time,
        view::{Choice, View},
        web::form::FieldErrors,
    },
};
use serde::Serialize;

/// `templates/announcements/list.html`
#[derive(Debug, Serialize)]
pub struct AnnouncementsPage {
    announcements: Vec<AnnouncementRow>,
    releases: Vec<Choice>,
    form: NewDraft,
    errors: FieldErrors,
}

#[derive(Debug, Serialize)]
struct AnnouncementRow {
    title: String,
    title_lang: &'static str,
    version: i32,
    date: String,
    status: String,
    tone: &'static str,
    href: String,
}

impl AnnouncementsPage {
    /// Lists announcements, and the releases that a new one can be about, at `path`.
    pub fn new(
        announcements: &[(Announcement, Release)],
        releases: &[Release],
        path: &str,
        form: NewDraft,
        errors: FieldErrors,
        language: Language,
    ) -> Self {
        let row = |(announcement, release): &(Announcement, Release)| {
            let (title, title_lang) = with_language(release.title_for(language), language);
            AnnouncementRow {
                title,
                title_lang,
                version: release.version,
                date: time::long_date(release.starts_at.date(), language),
                status: status_label(announcement.status, language),
                tone: tone(announcement.status),
                href: format!("{path}/{}", announcement.id),
            }
        };
        let choice = |release: &Release| {
            let date = time::long_date(release.starts_at.date(), language);
            let value = format!("{}.{}", release.event_id, release.version);
            Choice::new(&value, format!("{} · {date}", release.title_for(language).text), &form.release)
        };
        Self {
            announcements: announcements.iter().map(row).collect(),
            releases: releases.iter().map(choice).collect(),
            form,
            errors,
        }
    }
}

impl View for AnnouncementsPage {
    const TEMPLATE: &'static str = "announcements/list.html";
    fn samples() -> Vec<Self> {
        let release = sample_release();
        let rows: Vec<_> =
            AnnouncementStatus::ALL.iter().map(|status| (sample(*status), release.clone())).collect();
        let path = "/desk/acme/announcements";
        let page = |rows: &[_], releases: &[Release], errors| {
            Self::new(rows, releases, path, NewDraft::blank(), errors, Language::En)
        };
        let used = FieldErrors::one("", "sample".to_owned());
        vec![
            page(&[], &[], FieldErrors::default()),
            page(&rows, std::slice::from_ref(&release), FieldErrors::default()),
            page(&rows, &[release], used),
        ]
    }
}

/// `templates/announcements/progress.html`
#[derive(Debug, Serialize)]
pub struct ProgressPage {
    path: String,
    list: String,
    title: String,
    title_lang: &'static str,
    date: String,
    status: &'static str,
    status_label: String,
    tone: &'static str,
    /// Counts that are not zero.
    facts: Vec<Fact>,
    in_doubt: i64,
    failed: i64,
    texts: Vec<TextPart>,
    can_pause: bool,
    can_resume: bool,
    can_cancel: bool,
    /// Reason for which it does not go on.
    refusal: String,
}

#[derive(Debug, Serialize)]
struct Fact {
    term: String,
    value: String,
    href: &'static str,
}

#[derive(Debug, Serialize)]
struct TextPart {
    code: &'static str,
    name: &'static str,
    subject: String,
    preview: String,
}

impl ProgressPage {
    /// Shows an announcement that was confirmed or cancelled, with the texts of `about` as sent.
    pub fn new(about: &About<'_>, progress: &Progress, refusal: Option<Refusal>) -> Self {
        let (status, path) = (about.announcement.status, about.path());
        let title = about.title();
        let fact =
            |(key, n): (&str, i64)| Fact { term: about.language.text(key), value: n.to_string(), href: "" };
        let said = |text: &Text| TextPart {
            code: text.language.as_str(),
            name: text.language.own_name(),
            subject: text.subject.clone(),
            preview: format!("{path}/preview/{}", text.language),
        };
        let in_hand = progress.of(DeliveryStatus::Claimed) + progress.of(DeliveryStatus::Handed);
        let counts = [
            ("announcements-progress-all", progress.all()),
            ("announcements-progress-sent", progress.of(DeliveryStatus::Sent)),
            ("announcements-progress-pending", progress.of(DeliveryStatus::Pending)),
            ("announcements-progress-in-hand", in_hand),
            ("announcements-progress-uncertain", progress.of(DeliveryStatus::Uncertain)),
            ("announcements-progress-flagged", progress.flagged()),
            ("announcements-progress-failed", progress.of(DeliveryStatus::Failed)),
            ("announcements-progress-skipped", progress.of(DeliveryStatus::Skipped)),
        ];
        Self {
            list: about.list.clone(),
            title: title.0,
            title_lang: title.1,
            date: time::long_date(about.release.starts_at.date(), about.language),
            status: status.as_str(),
            status_label: status_label(status, about.language),
            tone: tone(status),
            facts: counts.into_iter().filter(|(_, n)| *n != 0).map(fact).collect(),
            in_doubt: progress.of(DeliveryStatus::Uncertain),
            failed: progress.of(DeliveryStatus::Failed),
            texts: about.texts.iter().map(said).collect(),
            can_pause: status.can(Action::Pause),
            can_resume: status.can(Action::Resume) && refusal.is_none(),
            can_cancel: status.can(Action::Cancel),
            refusal: match refusal.filter(|_| status.can(Action::Resume)) {
                Some(refusal) => about.language.text(refusal.key()),
                None => String::new(),
            },
            path,
        }
    }
}

impl View for ProgressPage {
    const TEMPLATE: &'static str = "announcements/progress.html";
    fn samples() -> Vec<Self> {
        use DeliveryStatus as D;
        let (release, texts) = (sample_release(), sample_texts());
        let counts = D::ALL.iter().map(|status| (*status, *status == D::Uncertain, 3));
        let progress = Progress::new(counts.collect());
        let page = |status: AnnouncementStatus, progress: &Progress| {
            let announcement = sample(status);
            let refusal = (status == AnnouncementStatus::Paused).then_some(Refusal::Over);
            Self::new(&sample_about(&announcement, &release, &texts), progress, refusal)
        };
        let all = AnnouncementStatus::ALL.iter();
        let mut all: Vec<Self> = all.map(|status| page(*status, &progress)).collect();
        all.push(page(AnnouncementStatus::Cancelled, &Progress::default()));
        all
    }
}

fn status_label(status: AnnouncementStatus, language: Language) -> String {
    language.text(&format!("announcements-status-{status}"))
}

const fn tone(status: AnnouncementStatus) -> &'static str {
    match status {
        AnnouncementStatus::Draft => "plain",
        AnnouncementStatus::Running => "calm",
        AnnouncementStatus::Paused => "wait",
        AnnouncementStatus::Finished => "done",
        AnnouncementStatus::Cancelled => "stop",
    }
}
