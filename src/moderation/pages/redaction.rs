//! Pages of a story that are shown again with something changed in its form. Nothing is stored.

use super::{loaded::Loaded, story::review};
use crate::{
    accounts::{
        extract::{AtDesk, DeskForm},
        may::ReviewStories,
    },
    moderation::{
        actions::{self, Review},
        forms::ReviewForm,
        views::Typed,
    },
    platform::{error::Error, web::form::FieldErrors},
};
use actix_web::{HttpResponse, web::Path};

/// `POST …/redactions`: words of the text are replaced.
pub async fn redact(
    DeskForm { desk, mut form, .. }: DeskForm<ReviewForm, ReviewStories>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let review = review(&desk, &path.1)?;
    form.seen()?;
    let loaded = Loaded::new(&desk, review).await?;
    let draft = loaded.draft().ok_or(Error::Conflict("erased"))?;
    if form.text.is_too_long() {
        let errors = form.text.check(desk.language).err().unwrap_or_default();
        return show(&desk, review, &loaded, form, errors).await;
    }
    if !form.redaction.is_asked() {
        return show(&desk, review, &loaded, form, FieldErrors::default()).await;
    }
    let errors = match form.redaction.parse(draft.language, desk.language)? {
        Ok(redaction) if redaction.apply(&mut form.text, draft) => {
            form.redaction = form.redaction.done();
            FieldErrors::default()
        }
        Ok(_) => FieldErrors::one("words", desk.language.text("moderation-redact-none")),
        Err(errors) => errors,
    };
    show(&desk, review, &loaded, form, errors).await
}

/// `POST …/questions/draft`: the chosen template is put into the question.
pub async fn draft(
    DeskForm { desk, mut form, .. }: DeskForm<ReviewForm, ReviewStories>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let review = review(&desk, &path.1)?;
    form.seen()?;
    let loaded = Loaded::new(&desk, review).await?;
    let errors = match loaded.question(&form.template, &form.text.title) {
        Some(question) => {
            let before = std::mem::take(&mut form.question);
            [before.trim(), &question].join("\n").trim().clone_into(&mut form.question);
            FieldErrors::default()
        }
        None => FieldErrors::one("template", desk.language.text("site-field-choose")),
    };
    show(&desk, review, &loaded, form, errors).await
}

async fn show(
    desk: &AtDesk,
    review: Review,
    loaded: &Loaded,
    form: ReviewForm,
    errors: FieldErrors,
) -> Result<HttpResponse, Error> {
    actions::note_first_reading(&mut *desk.db().await?, review).await?;
    let wrong = !errors.is_empty();
    let page = loaded.page(desk, Typed { form: Some(form), errors, changed: false });
    if wrong { desk.invalid(&page) } else { desk.page(&page) }
}
