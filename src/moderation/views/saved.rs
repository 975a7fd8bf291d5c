//! Filters that somebody keeps.

use super::{narrowing::in_words, queue::Kept};
use crate::{
    ids::SavedViewId,
    moderation::{
        filter::{Filter, Shown},
        forms::view::ViewForm,
        saved::{MOST, NAME, SavedView},
    },
    organisations::Theme,
    platform::{i18n::Language, view::View, web::form::FieldErrors},
};
use serde::Serialize;

/// `templates/moderation/views.html`
#[derive(Debug, Serialize)]
pub struct ViewsPage {
    back: String,
    path: String,
    /// Address of this page.
    here: String,
    views: Vec<ViewRow>,
    /// Absent when there are as many as one may have.
    form: Option<Naming>,
    most: usize,
    errors: FieldErrors,
}

#[derive(Debug, Serialize)]
struct ViewRow {
    id: SavedViewId,
    name: String,
    href: String,
    words: String,
}

/// Form that gives the filters a name.
#[derive(Debug, Serialize)]
struct Naming {
    id: String,
    name: String,
    /// Filters in words.
    words: String,
    limit: usize,
    kept: Vec<Kept>,
}

impl ViewsPage {
    /// Renders the page at `desk` (`/desk/acme`), with a form that keeps `filter`.
    pub fn new(
        views: &[SavedView],
        themes: &[Theme],
        (form, filter): (&ViewForm, &Filter),
        errors: FieldErrors,
        desk: &str,
        language: Language,
    ) -> Self {
        let row = |view: &SavedView| ViewRow {
            id: view.id,
            name: view.name.clone(),
            href: view.filter.address(desk),
            words: in_words(&view.filter, themes, language),
        };
        let kept = Kept::of(filter.fields());
        let naming = || Naming {
            id: form.id.clone(),
            name: form.name.clone(),
            words: in_words(filter, themes, language),
            limit: NAME,
            kept: kept.clone(),
        };
        Self {
            back: filter.address(desk),
            path: format!("{desk}/stories/views"),
            here: filter.address(desk).replacen("/stories?", "/stories/views?", 1),
            views: views.iter().map(row).collect(),
            form: (views.len() < MOST || !form.name.is_empty()).then(naming),
            most: MOST,
            errors: errors.shown(&["name"]),
        }
    }
}

impl View for ViewsPage {
    const TEMPLATE: &'static str = "moderation/views.html";
    fn samples() -> Vec<Self> {
        let filter = Filter::of(Shown::Mine);
        let view = || SavedView { id: SavedViewId::new(), name: "sample".to_owned(), filter };
        let page = |many: usize, errors| {
            let views: Vec<SavedView> = (0..many).map(|_| view()).collect();
            Self::new(&views, &[], (&ViewForm::blank(), &filter), errors, "/desk/acme", Language::En)
        };
        let wrong = FieldErrors::one("name", "sample".to_owned());
        vec![page(0, FieldErrors::default()), page(1, wrong), page(MOST, FieldErrors::default())]
    }
}
