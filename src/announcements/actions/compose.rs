//! Mails of an announcement: rendered once for each language and version known, addressed for each recipient.

use crate::{
    announcements::{
        mails::{AnnouncementMail, EventPart},
        model::{Announcement, Audience, Claimed, Release, Text},
        news::News,
        placeholders::Facts,
        status::AnnouncementStatus,
        store::announcements,
        subscription,
    },
    events::{
        self,
        calendar::calendar,
        change::Change,
        release::{ReleasedAgenda, seen_by},
        slot::Content,
    },
    ids::{AnnouncementId, SubscriptionId},
    library::store::reading as library,
    organisations::{Organisation, Readers, reader_key::ReaderKey, store::reader_keys},
    platform::{
        error::Error,
        i18n::Language,
        ical::MEDIA_TYPE,
        mail::{
            Attachment, EmailAddress, List, Mail,
            render::{Rendered, render},
        },
        state::App,
        time,
        view::with_query,
    },
    readers::{Reach, Reader, place::for_colleagues},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

/// Placeholder for each recipient's own token.
const TOKEN: &str = "anybodys-own-token";

/// An announcement with everything needed to write its mails.
pub struct Composition {
    announcement: AnnouncementId,
    pub agenda: ReleasedAgenda,
    /// `https://…/acme/subscriptions/`
    links: String,
    /// `announcements.acme`
    list: String,
    letters: Vec<Letter>,
}

/// The mail in a language for those who know the same version.
struct Letter {
    language: Language,
    knows: Option<i32>,
    rendered: Rendered,
    calendar: Vec<u8>,
}

/// Returns the facts of a release in a language, for those to whom it is `news`. Its link carries the `key` of readers,
/// where only the house reads.
pub fn facts(
    app: &App,
    organisation: &Organisation,
    release: &Release,
    news: &News,
    language: Language,
    key: Option<&ReaderKey>,
) -> Facts {
    let event = for_colleagues(organisation, key, &format!("/events/{}", release.event_id));
    let agenda = with_query(&event, &format!("lang={language}"));
    Facts {
        title: release.title_for(language).text.to_owned(),
        date: time::long_date(release.starts_at.date(), language),
        time: time::clock_time(release.starts_at, language),
        place: release.place.clone(),
        agenda: format!("{}{agenda}", app.settings.public_url),
        news: news.words(language),
        stories: String::new(),
    }
}

/// Renders an announcement's mails in all languages it has texts in, for all groups of `audience`. A draft is about the
/// latest release of its event.
pub async fn compose(
    app: &App,
    conn: &mut AsyncPgConnection,
    organisation: &Organisation,
    announcement: &Announcement,
    audience: &Audience,
) -> Result<Composition, Error> {
    let (event, version) = (announcement.event_id, announcement.release_version);
    let version = (announcement.status != AnnouncementStatus::Draft).then_some(version);
    // What each may read depends on the language too: below.
    let all = Reader::inside(Language::En);
    let agenda = events::store::released(conn, &app.keys, organisation.id, event, version, all).await?;
    let reach = Reach::of_all(organisation.access.readers);
    let mut texts = announcements::texts(conn, organisation.id, &[announcement.id]).await?;
    // The organisation's first language is the fallback for subscribers whose language it no longer uses.
    texts.sort_by_key(|(_, text)| organisation.languages.iter().position(|l| *l == text.language));
    let address = format!("{}/{}/events/{event}", app.settings.public_url, organisation.slug);
    let links = format!("{}/{}/subscriptions/", app.settings.public_url, organisation.slug);
    let key = reader_keys::current(conn, organisation.id).await?;
    let release = Release::from(&agenda);
    let new_stories = library::count_new(conn, organisation.id, reach, app.clock.today()).await?;
    let shelf = for_colleagues(organisation, key.as_ref(), "/library");
    let shelf = format!("{}{shelf}", app.settings.public_url);
    let mut letters = vec![];
    // A preview is shown even when there are no recipients.
    let groups = audience.groups().map(|(knows, _)| knows);
    for knows in groups.chain(audience.is_empty().then_some(None)) {
        let (news, titles) = news(app, conn, organisation, &agenda, knows).await?;
        for (_, text) in &texts {
            let reader = Reader { reach, language: text.language };
            let (agenda, titles) = (agenda.clone().seen_by(reader), seen_by(titles.clone(), reader));
            let facts = facts(app, organisation, &release, &news, text.language, key.as_ref());
            let facts = facts.with_new_stories(Some(new_stories), &shelf, text.language);
            let part = EventPart::new(&agenda, &news, &titles, text.language);
            let mail = letter(&facts, text, organisation, key.as_ref(), part, format!("{links}{TOKEN}"));
            letters.push(Letter {
                language: text.language,
                knows,
                rendered: render(&app.templates, text.language, &mail)?,
                calendar: calendar(&agenda, &address, text.language),
            });
        }
    }
    Ok(Composition {
        announcement: announcement.id,
        links,
        list: format!("announcements.{}", organisation.slug),
        letters,
        agenda,
    })
}

/// Returns the news of an agenda for those who had a mail about version `knows`, and the titles of its stories.
async fn news(
    app: &App,
    conn: &mut AsyncPgConnection,
    organisation: &Organisation,
    agenda: &ReleasedAgenda,
    knows: Option<i32>,
) -> Result<(News, events::release::Titles), Error> {
    let Some(version) = knows else {
        return Ok((News::Agenda, agenda.titles.clone()));
    };
    let programme = async |conn: &mut AsyncPgConnection, version| {
        let release = events::store::release(conn, organisation.id, agenda.event, Some(version)).await?;
        let slots = events::store::placed(conn, organisation.id, &release).await?;
        Ok::<_, Error>(release.programme(slots))
    };
    let before = programme(conn, version).await?;
    let news = News::since(&before, &programme(conn, agenda.version).await?);
    let News::Changed(changes) = &news else {
        return Ok((news, agenda.titles.clone()));
    };
    let stories = changes.iter().filter_map(Change::content).filter_map(Content::story);
    let stories = stories.collect();
    let titles = events::store::titles(conn, &app.keys, organisation.id, stories).await?;
    Ok((news, titles))
}

fn letter(
    facts: &Facts,
    text: &Text,
    organisation: &Organisation,
    key: Option<&ReaderKey>,
    event: EventPart,
    link: String,
) -> AnnouncementMail {
    AnnouncementMail {
        subject: facts.fill(&text.subject),
        organisation: organisation.name.clone(),
        paragraphs: AnnouncementMail::paragraphs(&facts.fill(&text.body)),
        event,
        agenda: facts.agenda.clone(),
        house: organisation.access.readers == Readers::House && key.is_some(),
        link,
    }
}

impl Composition {
    /// Finds the letter in a language for those who know this version; the first language is the fallback.
    fn letter(&self, language: Language, knows: Option<i32>) -> Option<&Letter> {
        let theirs = || self.letters.iter().filter(|letter| letter.knows == knows);
        let own = theirs().find(|letter| letter.language == language);
        own.or_else(|| theirs().next()).or_else(|| self.letters.first())
    }

    /// Returns a letter as a preview, with links that belong to nobody.
    pub fn shown(&self, language: Language, knows: Option<i32>) -> Option<Rendered> {
        let Rendered { subject, text, html } = &self.letter(language, knows)?.rendered;
        Some(Rendered {
            subject: subject.clone(),
            text: text.replace(TOKEN, "…"),
            html: html.replace(TOKEN, "…"),
        })
    }

    /// Lists all letters with their language and the version known.
    pub fn letters(&self) -> impl Iterator<Item = (Language, Option<i32>, &Rendered)> {
        self.letters.iter().map(|letter| (letter.language, letter.knows, &letter.rendered))
    }

    /// Builds the mail to a subscriber; `None` when there is no letter.
    pub fn mail(&self, app: &App, item: &Claimed, to: EmailAddress, now: DateTime<Utc>) -> Option<Mail> {
        let letter = self.letter(item.language, item.knows)?;
        let id = item.subscription_id;
        let token = subscription::token(&app.keys.links, id);
        let said = &letter.rendered;
        let mut mail = Rendered {
            subject: said.subject.clone(),
            text: said.text.replace(TOKEN, &token),
            html: said.html.replace(TOKEN, &token),
        }
        .to(to, self.message_id(app, id), now);
        mail.attachments.push(letter.attachment());
        mail.list = Some(List {
            label: self.list.clone(),
            unsubscribe_url: format!("{}{token}/unsubscription", self.links),
        });
        Some(mail)
    }

    /// Builds the mail to its writer, who cannot unsubscribe from it.
    pub fn test_mail(
        &self,
        to: EmailAddress,
        language: Language,
        knows: Option<i32>,
        message_id: String,
        now: DateTime<Utc>,
    ) -> Option<Mail> {
        let letter = self.letter(language, knows)?;
        let subject = format!("[{}] {}", language.text("announcements-test"), letter.rendered.subject);
        let said = letter.rendered.clone();
        let mut mail = Rendered { subject, ..said }.to(to, message_id, now);
        mail.attachments.push(letter.attachment());
        Some(mail)
    }

    /// Returns the same id for the same mail sent again, so that mail programs can show it once.
    fn message_id(&self, app: &App, id: SubscriptionId) -> String {
        let parts: [&[u8]; 2] = [self.announcement.as_bytes(), id.as_bytes()];
        BASE64_URL_SAFE_NO_PAD.encode(app.keys.links.mac("message id", &parts))
    }
}

impl Letter {
    fn attachment(&self) -> Attachment {
        Attachment { name: "agenda.ics", media_type: MEDIA_TYPE, bytes: self.calendar.clone() }
    }
}
