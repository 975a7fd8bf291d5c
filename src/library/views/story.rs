//! The page of a story.

use super::{
    card::{CardRow, Shelf},
    done::Deed,
    questions::sample_question,
    week_text,
};
use crate::{
    events::{model::Release, programme::Day, wording::with_language},
    ids::StoryId,
    lessons::{model::Lesson, views::LessonRow},
    library::{
        forms::Browse,
        me_too::Level,
        model::{Card, Readable},
    },
    platform::{i18n::Language, text::paragraphs, time::long_date, view::View, web::form::FieldErrors},
    stories::reader_question::{LONGEST_QUESTION, MOST_PASSED, QuestionState, ReaderQuestion},
};
use serde::Serialize;

/// `templates/library/story.html`
#[derive(Debug, Serialize)]
pub struct StoryPage {
    id: StoryId,
    title: String,
    /// Language of the story.
    story_lang: Language,
    /// Its name in itself when it is not the reader's; else empty.
    language: &'static str,
    parts: Vec<PartRow>,
    theme: Option<Link>,
    by: Option<String>,
    /// Its facts in words; may be empty.
    facts: String,
    event: Option<EventLink>,
    week: Link,
    lessons: Vec<LessonRow>,
    similar: Vec<CardRow>,
    /// Number of people this happened to as well, in words; empty where nobody said so.
    me_too: String,
    list_href: String,
    /// Questions that its author answered.
    answered: Vec<AnsweredRow>,
    /// Set while its author may be asked.
    ask: Option<AskForm>,
    errors: FieldErrors,
    /// Answer to what its reader just did, while their question waits to be sent; else empty.
    said: String,
}

#[derive(Debug, Serialize)]
struct AnsweredRow {
    question: Vec<String>,
    answer: Vec<String>,
}

#[derive(Debug, Serialize)]
struct AskForm {
    /// As typed.
    question: String,
    limit: usize,
    open: bool,
}

#[derive(Debug, Serialize)]
struct PartRow {
    question: String,
    text: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Link {
    label: String,
    href: String,
}

#[derive(Debug, Serialize)]
struct EventLink {
    title: String,
    lang: &'static str,
    href: String,
    date: String,
}

/// Surroundings of a story on its page.
#[derive(Debug, Default)]
pub struct Around {
    /// Latest release of the day on which it was told.
    pub release: Option<Release>,
    pub lessons: Vec<Lesson>,
    pub similar: Vec<Card>,
    /// Level of “me too” as of the last mix.
    pub level: Option<Level>,
    /// Questions of readers that were passed on.
    pub questions: Vec<ReaderQuestion>,
}

impl StoryPage {
    pub fn new(story: &Readable, around: &Around, shelf: Shelf<'_>) -> Self {
        let (base, reader) = (shelf.base, shelf.reader);
        let list = |browse: Browse| browse.address(base);
        let theme = shelf.themes.iter().find(|theme| Some(theme.id) == story.theme_id);
        Self {
            id: story.story_id,
            title: story.title.clone(),
            story_lang: story.language,
            language: if story.language == reader { "" } else { story.language.own_name() },
            parts: parts(story, reader),
            theme: theme.map(|theme| Link {
                label: theme.name(reader).to_owned(),
                href: list(Browse { theme: theme.slug.clone(), ..Browse::default() }),
            }),
            by: story.shown_name.clone(),
            facts: Card::from(story).facts().in_words(reader),
            event: around.release.as_ref().map(|release| event_link(release, base, reader)),
            week: Link {
                label: week_text(&story.week, reader),
                href: list(Browse { week: story.week.clone(), ..Browse::default() }),
            },
            lessons: around.lessons.iter().map(|lesson| LessonRow::new(lesson, reader)).collect(),
            similar: around.similar.iter().map(|card| CardRow::new(card, shelf)).collect(),
            me_too: around
                .level
                .map(|level| reader.text(&format!("library-me-too-{level}")))
                .unwrap_or_default(),
            list_href: list(Browse::default()),
            answered: around.questions.iter().filter_map(AnsweredRow::new).collect(),
            ask: (around.questions.len() < usize::from(MOST_PASSED.unsigned_abs())).then(|| AskForm {
                question: String::new(),
                limit: LONGEST_QUESTION,
                open: false,
            }),
            errors: FieldErrors::default(),
            said: String::new(),
        }
    }

    /// Shows a question as typed, with its errors.
    pub fn typed(mut self, question: String, errors: FieldErrors) -> Self {
        self.ask = Some(AskForm { question, limit: LONGEST_QUESTION, open: true });
        self.errors = errors;
        self
    }

    /// Says what a reader just did, and that their question is not sent yet.
    pub fn after(mut self, deed: Deed, reader: Language) -> Self {
        let words = [format!("library-after-{deed}-more"), "library-ask-unsent".to_owned()];
        self.said = words.map(|key| reader.text(&key)).join(" ");
        self
    }
}

impl AnsweredRow {
    /// Returns a question as it stands under the story; `None` for one that does not.
    fn new(question: &ReaderQuestion) -> Option<Self> {
        let words = question.words.as_ref().filter(|_| question.state == QuestionState::Published)?;
        let answer = paragraphs(words.answer.as_deref()?);
        Some(Self { question: paragraphs(&words.question), answer })
    }
}

/// Returns the answers that were given, under the questions of the form.
fn parts(story: &Readable, reader: Language) -> Vec<PartRow> {
    let answers = [
        ("what-happened", &story.what_happened),
        ("made-sense", &story.made_sense),
        ("cost", &story.cost),
        ("learned", &story.learned),
        ("advice", &story.advice),
    ];
    let given = answers.into_iter().filter(|(_, answer)| !answer.is_empty());
    let part = |(field, answer): (&str, &String)| PartRow {
        question: reader.text(&format!("library-part-{field}")),
        text: paragraphs(answer),
    };
    given.map(part).collect()
}

fn event_link(release: &Release, base: &str, reader: Language) -> EventLink {
    let (title, lang) = with_language(release.day.title_for(reader), reader);
    EventLink {
        title,
        lang,
        href: format!("{base}/events/{}", release.event),
        date: long_date(release.day.starts_at.date(), reader),
    }
}

impl View for StoryPage {
    const TEMPLATE: &'static str = "library/story.html";
    fn samples() -> Vec<Self> {
        use crate::{lessons::views::sample_lessons, organisations::Theme};
        let theme = Theme {
            id: crate::ids::ThemeId::new(),
            slug: "planning".to_owned(),
            names: [(Language::En, "Planning".to_owned())].into(),
        };
        let story = Readable { theme_id: Some(theme.id), ..Readable::sample(Language::Fr) };
        let card = Card { theme_id: Some(theme.id), ..Card::sample(Language::Nl) };
        let themes = [theme];
        let shelf = Shelf { base: "/acme", themes: &themes, reader: Language::En };
        let published = sample_question(QuestionState::Published);
        let around = Around {
            lessons: sample_lessons(),
            similar: vec![card],
            level: Some(Level::Few),
            questions: vec![published.clone()],
            ..Around::default()
        };
        let asked_enough = Around { questions: vec![published; 3], ..Around::default() };
        let bare = Readable {
            shown_name: None,
            theme_id: None,
            language: Language::En,
            intensity: None,
            content_notes: vec![],
            ..story.clone()
        };
        vec![
            Self::new(&story, &around, shelf),
            Self::new(
                &story,
                &Around { release: Some(Release::sample(Day::sample("A day"))), ..Around::default() },
                shelf,
            ),
            Self::new(&bare, &asked_enough, shelf),
            Self::new(&bare, &Around::default(), shelf)
                .typed("sample".to_owned(), FieldErrors::one("question", "sample".to_owned())),
            Self::new(&bare, &Around::default(), shelf)
                .typed("sample".to_owned(), FieldErrors::default())
                .after(Deed::MeToo, Language::En),
        ]
    }
}
