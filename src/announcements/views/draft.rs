//! Pages of a draft: its texts, and a last look before it goes to everybody.

use super::{
    about::About,
    samples::{sample, sample_about, sample_release, sample_texts},
};
use crate::{
    announcements::{
        forms::{Typed, field_names},
        model::{Audience, Text},
        placeholders,
        refusal::Refusal,
        status::AnnouncementStatus,
    },
    platform::{
        i18n::Language,
        mail::render::Rendered,
        time,
        view::{Choice, View},
        web::form::FieldErrors,
    },
};
use serde::Serialize;

/// `templates/announcements/draft.html`
#[derive(Debug, Serialize)]
pub struct DraftPage {
    path: String,
    list: String,
    title: String,
    title_lang: &'static str,
    date: String,
    /// Revision that is edited.
    revision: i32,
    texts: Vec<TextFields>,
    languages: Vec<Choice>,
    placeholders: &'static [&'static str],
    /// Address for a test.
    email: String,
    refusal: String,
    errors: FieldErrors,
}

#[derive(Debug, Serialize)]
struct TextFields {
    code: &'static str,
    name: &'static str,
    subject_field: &'static str,
    body_field: &'static str,
    subject: String,
    body: String,
    /// Texts that somebody else saved meanwhile.
    theirs: Option<Theirs>,
}

#[derive(Debug, Serialize)]
struct Theirs {
    subject: String,
    body: String,
}

impl DraftPage {
    pub fn new(about: &About<'_>, refusal: Option<Refusal>, email: &str) -> Self {
        let fields = |text: &Text| {
            let (subject_field, body_field) = field_names(text.language);
            TextFields {
                code: text.language.as_str(),
                name: text.language.own_name(),
                subject_field,
                body_field,
                subject: text.subject.clone(),
                body: text.body.clone(),
                theirs: None,
            }
        };
        let choice = |text: &Text| {
            let name = text.language.own_name().to_owned();
            Choice::new(text.language.as_str(), name, about.language.as_str())
        };
        let title = about.title();
        Self {
            path: about.path(),
            list: about.list.clone(),
            title: title.0,
            title_lang: title.1,
            date: time::long_date(about.release.starts_at.date(), about.language),
            revision: about.announcement.revision,
            texts: about.texts.iter().map(fields).collect(),
            languages: about.texts.iter().map(choice).collect(),
            placeholders: placeholders::NAMES,
            email: email.to_owned(),
            refusal: refusal_words(refusal, about.language),
            errors: FieldErrors::default(),
        }
    }

    /// Fills in texts as typed, with their errors.
    pub fn typed(mut self, typed: &Typed, errors: FieldErrors) -> Self {
        self.type_in(typed);
        Self { errors, ..self }
    }

    /// Fills in texts as typed, beside those that somebody else saved meanwhile.
    pub fn beside_theirs(mut self, typed: &Typed, language: Language) -> Self {
        let before = self
            .texts
            .iter()
            .map(|fields| Theirs { subject: fields.subject.clone(), body: fields.body.clone() });
        let before: Vec<_> = before.collect();
        self.type_in(typed);
        for (fields, theirs) in self.texts.iter_mut().zip(before) {
            let differs = fields.subject != theirs.subject || fields.body != theirs.body;
            fields.theirs = differs.then_some(theirs);
        }
        let errors = FieldErrors::one("", language.text("announcements-other-texts"));
        Self { errors, ..self }
    }

    fn type_in(&mut self, typed: &Typed) {
        for choice in &mut self.languages {
            choice.selected = choice.value == typed.test;
        }
        for fields in &mut self.texts {
            if let Some(text) = typed.texts.iter().find(|text| text.language.as_str() == fields.code) {
                fields.subject.clone_from(&text.subject);
                fields.body.clone_from(&text.body);
            }
        }
    }
}

fn refusal_words(refusal: Option<Refusal>, language: Language) -> String {
    refusal.map(|refusal| language.text(refusal.key())).unwrap_or_default()
}

impl View for DraftPage {
    const TEMPLATE: &'static str = "announcements/draft.html";
    fn samples() -> Vec<Self> {
        let (announcement, release) = (sample(AnnouncementStatus::Draft), sample_release());
        let texts = sample_texts();
        let about = sample_about(&announcement, &release, &texts);
        let page = |refusal| Self::new(&about, refusal, "mia@example.org");
        let mut typed = Typed { texts: sample_texts(), test: "nl".to_owned() };
        for text in &mut typed.texts {
            "Mine".clone_into(&mut text.body);
        }
        vec![
            page(None),
            page(Some(Refusal::Over)),
            page(None).typed(&typed, FieldErrors::one("subject_nl", "sample".to_owned())),
            page(None).beside_theirs(&typed, Language::En),
        ]
    }
}

/// `templates/announcements/confirmation.html`
#[derive(Debug, Serialize)]
pub struct ConfirmationPage {
    path: String,
    title: String,
    title_lang: &'static str,
    date: String,
    people: i64,
    groups: Vec<GroupPart>,
    /// Mark of everything shown.
    seen: String,
    /// Set when something else was confirmed than is shown now.
    changed: bool,
    refusal: String,
}

/// Mails to people who know the same version.
#[derive(Debug, Serialize)]
struct GroupPart {
    heading: String,
    mails: Vec<MailPart>,
}

#[derive(Debug, Serialize)]
struct MailPart {
    code: &'static str,
    name: &'static str,
    subject: String,
    text: String,
    preview: String,
}

impl ConfirmationPage {
    /// Makes the last page before an announcement goes to `audience`. `shown` returns the mail in a language for those
    /// who know a version.
    pub fn new(
        about: &About<'_>,
        audience: &Audience,
        shown: impl Fn(Language, Option<i32>) -> Option<Rendered>,
        refusal: Option<Refusal>,
        seen: String,
    ) -> Self {
        let path = about.path();
        let mail = |text: &Text, knows: Option<i32>| {
            let letter = shown(text.language, knows)?;
            let known = knows.map(|version| format!("?knows={version}")).unwrap_or_default();
            Some(MailPart {
                code: text.language.as_str(),
                name: text.language.own_name(),
                subject: letter.subject,
                text: letter.text,
                preview: format!("{path}/preview/{}{known}", text.language),
            })
        };
        let group = |(knows, people): (Option<i32>, i64)| GroupPart {
            heading: heading(knows, people, about),
            mails: about.texts.iter().filter_map(|text| mail(text, knows)).collect(),
        };
        let title = about.title();
        Self {
            title: title.0,
            title_lang: title.1,
            date: time::long_date(about.release.starts_at.date(), about.language),
            people: audience.people(),
            groups: audience.groups().map(group).collect(),
            seen,
            changed: false,
            refusal: refusal_words(refusal, about.language),
            path,
        }
    }

    pub fn changed(self) -> Self {
        Self { changed: true, ..self }
    }
}

fn heading(knows: Option<i32>, people: i64, about: &About<'_>) -> String {
    let key = match knows {
        None => "announcements-group-new",
        Some(version) if version == about.release.version => "announcements-group-same",
        Some(_) => "announcements-group-older",
    };
    let mut args = fluent_bundle::FluentArgs::new();
    args.set("n", people);
    args.set("version", knows.unwrap_or_default());
    about.language.text_with(key, &args)
}

impl View for ConfirmationPage {
    const TEMPLATE: &'static str = "announcements/confirmation.html";
    fn samples() -> Vec<Self> {
        let (announcement, release) = (sample(AnnouncementStatus::Draft), sample_release());
        let texts = sample_texts();
        let about = sample_about(&announcement, &release, &texts);
        let letter = |_, _| {
            Some(Rendered {
                subject: "Oops".to_owned(),
                text: "Hello\r\n\r\nyou".to_owned(),
                html: String::new(),
            })
        };
        let page = |groups: &[(Option<i32>, i64)], refusal| {
            let audience = groups.iter().copied().collect();
            Self::new(&about, &audience, letter, refusal, "0a".to_owned())
        };
        let three = [(None, 3), (Some(0), 1), (Some(1), 2)];
        vec![
            page(&[], None),
            page(&[(None, 1)], None),
            page(&three, None).changed(),
            page(&three, Some(Refusal::Over)),
        ]
    }
}
