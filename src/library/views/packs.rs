//! Reading packs, for readers and at the desk.

use super::card::{CardRow, Shelf};
use crate::{
    events::wording::foreign,
    ids::{PackId, StoryId},
    library::{
        forms::pack::{INTRO, PackForm, TITLE, fields},
        model::Card,
        pack::Pack,
    },
    platform::{
        i18n::Language,
        text::paragraphs,
        view::{Choice, View},
        web::{Changed, Seen, form::FieldErrors},
    },
};
use serde::Serialize;

/// A pack in a list.
#[derive(Debug, Serialize)]
pub struct PackRow {
    title: String,
    /// Language of the title when it is not the reader's; else empty.
    lang: &'static str,
    href: String,
    shown: bool,
}

impl PackRow {
    /// Makes rows of packs whose addresses begin with `base`.
    pub fn all(packs: &[Pack], base: &str, reader: Language) -> Vec<Self> {
        let row = |pack: &Pack| {
            let (language, text) = pack.text(reader)?;
            let href = format!("{base}/packs/{}", pack.id);
            let lang = foreign(language, reader);
            Some(Self { title: text.title.clone(), lang, href, shown: pack.shown })
        };
        packs.iter().filter_map(row).collect()
    }
}

/// `templates/library/pack.html`
#[derive(Debug, Serialize)]
pub struct PackPage {
    title: String,
    /// Language of title and intro when it is not the reader's; else empty.
    words_lang: &'static str,
    intro: Vec<String>,
    stories: Vec<CardRow>,
    list_href: String,
}

impl PackPage {
    /// Shows a pack; `None` when it has no words.
    pub fn new(pack: &Pack, cards: &[Card], shelf: Shelf<'_>) -> Option<Self> {
        let (language, text) = pack.text(shelf.reader)?;
        Some(Self {
            title: text.title.clone(),
            words_lang: foreign(language, shelf.reader),
            intro: paragraphs(&text.intro),
            stories: cards.iter().map(|card| CardRow::new(card, shelf)).collect(),
            list_href: format!("{}/library", shelf.base),
        })
    }
}

/// Fields of a pack in one language.
#[derive(Debug, Serialize)]
struct InLanguage {
    code: Language,
    name: &'static str,
    title_field: &'static str,
    title: String,
    intro_field: &'static str,
    intro: String,
    /// Set for the first language, in which every pack has a title.
    first: bool,
}

fn in_languages(form: &PackForm, languages: &[Language]) -> Vec<InLanguage> {
    let one = |language: &Language| {
        let (title_field, intro_field) = fields(*language);
        InLanguage {
            code: *language,
            name: language.own_name(),
            title_field,
            title: form.0.get(title_field).to_owned(),
            intro_field,
            intro: form.0.get(intro_field).to_owned(),
            first: languages.first() == Some(language),
        }
    };
    let filled = |one: &InLanguage| !one.title.is_empty() || !one.intro.is_empty();
    let all = Language::ALL.iter().map(one);
    all.filter(|one| languages.contains(&one.code) || filled(one)).collect()
}

/// `templates/library/desk/packs.html`
#[derive(Debug, Serialize)]
pub struct PacksPage {
    packs: Vec<PackRow>,
    action: String,
    id: String,
    words: Vec<InLanguage>,
    title_limit: usize,
    intro_limit: usize,
    errors: FieldErrors,
}

impl PacksPage {
    /// Lists packs at `desk` (`/desk/acme`), with the form for a new one.
    pub fn new(
        packs: &[Pack],
        form: &PackForm,
        errors: FieldErrors,
        desk: &str,
        (languages, reader): (&[Language], Language),
    ) -> Self {
        Self {
            packs: PackRow::all(packs, desk, reader),
            action: format!("{desk}/packs"),
            id: form.0.get("id").to_owned(),
            words: in_languages(form, languages),
            title_limit: TITLE,
            intro_limit: INTRO,
            errors,
        }
    }
}

/// `templates/library/desk/pack.html`
#[derive(Debug, Serialize)]
pub struct PackDeskPage {
    path: String,
    back: String,
    seen: Seen,
    shown: bool,
    words: Vec<InLanguage>,
    title_limit: usize,
    intro_limit: usize,
    stories: Vec<PackedRow>,
    /// Stories that can be added.
    others: Vec<Choice>,
    /// Says that there are older ones; else empty.
    newest: String,
    errors: FieldErrors,
    changed: Option<Changed>,
}

#[derive(Debug, Serialize)]
struct PackedRow {
    id: StoryId,
    title: String,
    action: String,
    /// Place above it, from 1; 0 for the first.
    above: usize,
    /// Set when it stands in the library no more, or not yet again.
    absent: bool,
}

/// A pack at the desk.
pub struct PackAtDesk<'a> {
    pub id: PackId,
    pub order: &'a [StoryId],
    /// Stories of the library: those of the pack, and those that can be added.
    pub cards: &'a [Card],
    /// Number of stories to choose from, where there are more in the library.
    pub newest: Option<i64>,
}

impl PackDeskPage {
    pub fn new(
        pack: &PackAtDesk<'_>,
        form: &PackForm,
        errors: FieldErrors,
        desk: &str,
        (languages, reader): (&[Language], Language),
    ) -> Self {
        let path = format!("{desk}/packs/{}", pack.id);
        let card = |id: &StoryId| pack.cards.iter().find(|card| card.story_id == *id);
        let row = |(place, id): (usize, &StoryId)| PackedRow {
            id: *id,
            title: card(id).map_or_else(|| reader.text("library-pack-absent"), |card| card.title.clone()),
            action: format!("{path}/stories/{id}"),
            above: place,
            absent: card(id).is_none(),
        };
        let others = pack.cards.iter().filter(|card| !pack.order.contains(&card.story_id));
        let choice =
            |card: &Card| Choice::new(&card.story_id.to_string(), card.title.clone(), form.0.get("story"));
        Self {
            back: format!("{desk}/packs"),
            seen: form.0.seen(),
            shown: form.0.ticked("shown"),
            words: in_languages(form, languages),
            title_limit: TITLE,
            intro_limit: INTRO,
            stories: pack.order.iter().enumerate().map(row).collect(),
            others: others.map(choice).collect(),
            newest: pack.newest.map(|n| reader.text_n("library-pack-newest", n)).unwrap_or_default(),
            errors,
            changed: None,
            path,
        }
    }

    /// Shows what is `stored` by now beside what was typed.
    pub fn beside(mut self, stored: &PackForm, typed: &PackForm, reader: Language) -> Self {
        let label = |language: &Language| {
            let (title, intro) = fields(*language);
            let name = language.own_name();
            [
                (title, format!("{} ({name})", reader.text("library-pack-title"))),
                (intro, format!("{} ({name})", reader.text("library-pack-intro"))),
            ]
        };
        let shown = [("shown", reader.text("library-pack-shown"))];
        let labels = Language::ALL.iter().flat_map(label).chain(shown);
        self.changed = Some(Changed::between(stored, typed, labels, &self.path, reader));
        self
    }
}

pub(super) fn sample_pack() -> Pack {
    use crate::library::pack::PackText;
    let text = PackText { title: "First weeks".to_owned(), intro: "sample".to_owned() };
    Pack { id: PackId::new(), shown: true, texts: [(Language::En, text)].into() }
}

impl View for PackPage {
    const TEMPLATE: &'static str = "library/pack.html";
    fn samples() -> Vec<Self> {
        let page = |cards: &[Card], reader| {
            Self::new(&sample_pack(), cards, Shelf { base: "/acme", themes: &[], reader })
        };
        let pages = [page(&[], Language::En), page(&[Card::sample(Language::Fr)], Language::Nl)];
        pages.into_iter().flatten().collect()
    }
}

impl View for PacksPage {
    const TEMPLATE: &'static str = "library/desk/packs.html";
    fn samples() -> Vec<Self> {
        let hidden = Pack { shown: false, ..sample_pack() };
        let wrong = FieldErrors::one("title_en", "sample".to_owned());
        let page = |packs: &[Pack], errors| {
            let spoken = ([Language::En, Language::Fr], Language::En);
            Self::new(packs, &PackForm::blank(), errors, "/desk/acme", (&spoken.0, spoken.1))
        };
        vec![page(&[], FieldErrors::default()), page(&[sample_pack(), hidden], wrong)]
    }
}

impl View for PackDeskPage {
    const TEMPLATE: &'static str = "library/desk/pack.html";
    fn samples() -> Vec<Self> {
        let form = PackForm::of(&sample_pack());
        let cards = [Card::sample(Language::Fr), Card::sample(Language::En), Card::sample(Language::Nl)];
        let order = [cards[0].story_id, cards[1].story_id, StoryId::new()];
        let page = |order: &[StoryId], cards: &[Card], errors| {
            let pack = PackAtDesk { id: PackId::new(), order, cards, newest: Some(200) };
            Self::new(&pack, &form, errors, "/desk/acme", (&[Language::En], Language::En))
        };
        let wrong = FieldErrors::one("title_en", "sample".to_owned());
        vec![
            page(&[], &[], FieldErrors::default()),
            page(&order, &cards, wrong),
            page(&order, &cards, FieldErrors::default()).beside(&PackForm::default(), &form, Language::En),
        ]
    }
}
