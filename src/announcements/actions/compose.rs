//! What an announcement says to whom: rendered once for each language, addressed for each recipient.

use crate::{
    announcements::{
        mails::AnnouncementMail,
        model::{Announcement, Release, Text},
        placeholders::Facts,
        store::announcements,
        subscription,
    },
    events::{
        self,
        calendar::{MEDIA_TYPE, calendar},
    },
    ids::{AnnouncementId, SubscriptionId},
    organisations::Organisation,
    platform::{
        error::Error,
        i18n::Language,
        mail::{
            Attachment, EmailAddress, Mail,
            render::{Rendered, render},
        },
        state::App,
        time,
    },
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

/// Stands where each recipient's own token goes.
const ANYBODY: &str = "anybodys-own-token";

/// An announcement with all that is needed to write its mails.
pub struct Composition {
    announcement: AnnouncementId,
    /// `https://…/acme/subscriptions/`
    links: String,
    letters: Vec<(Language, Rendered)>,
    calendar: Vec<u8>,
}

/// What is known of a release, in a language.
#[must_use]
pub fn facts(app: &App, organisation: &Organisation, release: &Release, language: Language) -> Facts {
    let (public, slug, event) = (&app.settings.public_url, &organisation.slug, release.event_id);
    Facts {
        title: release.title.clone(),
        date: time::long_date(release.starts_at.date(), language),
        time: time::clock_time(release.starts_at),
        place: release.place.clone(),
        agenda: format!("{public}/{slug}/events/{event}?lang={language}"),
    }
}

/// Writes an announcement's mails in all languages it has texts in.
///
/// # Errors
/// Any database error; [`Error::Internal`] when a template does not fit.
pub async fn compose(
    app: &App,
    conn: &mut AsyncPgConnection,
    organisation: &Organisation,
    announcement: &Announcement,
) -> Result<Composition, Error> {
    let release = announcements::release(
        conn,
        organisation.id,
        announcement.event_id,
        announcement.release_version,
    )
    .await?;
    let texts = announcements::texts(conn, organisation.id, &[announcement.id]).await?;
    let agenda = events::store::released(
        conn,
        &app.keys,
        organisation.id,
        announcement.event_id,
        Some(announcement.release_version),
    )
    .await?;
    let address = format!(
        "{}/{}/events/{}",
        app.settings.public_url, organisation.slug, announcement.event_id
    );
    let links = format!("{}/{}/subscriptions/", app.settings.public_url, organisation.slug);
    let mut letters = vec![];
    for (_, text) in texts {
        let facts = facts(app, organisation, &release, text.language);
        let mail = letter(&facts, &text, organisation, format!("{links}{ANYBODY}"));
        letters.push((text.language, render(&app.templates, text.language, &mail)?));
    }
    // The organisation's first language is the fallback for subscribers whose language it gave up.
    letters.sort_by_key(|(language, _)| organisation.languages.iter().position(|l| l == language));
    Ok(Composition {
        announcement: announcement.id,
        links,
        letters,
        calendar: calendar(&agenda, &address),
    })
}

fn letter(facts: &Facts, text: &Text, organisation: &Organisation, link: String) -> AnnouncementMail {
    AnnouncementMail {
        subject: facts.fill(&text.subject),
        organisation: organisation.name.clone(),
        paragraphs: AnnouncementMail::paragraphs(&facts.fill(&text.body)),
        agenda: facts.agenda.clone(),
        link,
    }
}

impl Composition {
    /// The letter in a language, or else in the organisation's first.
    #[must_use]
    pub fn letter(&self, language: Language) -> Option<&Rendered> {
        let own = self.letters.iter().find(|(its, _)| *its == language);
        own.or_else(|| self.letters.first()).map(|(_, letter)| letter)
    }

    /// The mail to a subscriber; `None` when there is nothing to say.
    #[must_use]
    pub fn mail(
        &self,
        app: &App,
        id: SubscriptionId,
        to: EmailAddress,
        language: Language,
        now: DateTime<Utc>,
    ) -> Option<Mail> {
        let letter = self.letter(language)?;
        let token = subscription::token(&app.keys.links, id);
        let mut mail = Rendered {
            subject: letter.subject.clone(),
            text: letter.text.replace(ANYBODY, &token),
            html: letter.html.replace(ANYBODY, &token),
        }
        .to(to, self.message_id(app, id), now);
        mail.attachments.push(self.attachment());
        mail.unsubscribe_url = Some(format!("{}{token}/unsubscription", self.links));
        Some(mail)
    }

    /// The mail to the person who writes it, who cannot unsubscribe from it.
    #[must_use]
    pub fn test_mail(
        &self,
        to: EmailAddress,
        language: Language,
        message_id: String,
        now: DateTime<Utc>,
    ) -> Option<Mail> {
        let letter = self.letter(language)?.clone();
        let subject = format!("[{}] {}", language.text("announcements-test"), letter.subject);
        let mut mail = Rendered { subject, ..letter }.to(to, message_id, now);
        mail.attachments.push(self.attachment());
        Some(mail)
    }

    /// The same mail sent again has the same id, so that mail programs can show it once.
    fn message_id(&self, app: &App, id: SubscriptionId) -> String {
        let parts: [&[u8]; 2] = [self.announcement.as_bytes(), id.as_bytes()];
        BASE64_URL_SAFE_NO_PAD.encode(app.keys.links.mac("message id", &parts))
    }

    fn attachment(&self) -> Attachment {
        Attachment {
            name: "agenda.ics",
            media_type: MEDIA_TYPE,
            bytes: self.calendar.clone(),
        }
    }
}
