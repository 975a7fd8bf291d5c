//! Filters that somebody keeps.

use crate::{
    accounts::{
        Done,
        extract::{AtDesk, Desk, DeskForm},
        may::ReviewStories,
    },
    ids::SavedViewId,
    moderation::{
        actions::views as actions,
        forms::{queue::QueueQuery, view::ViewForm},
        saved::MOST,
        store::views as store,
        views::ViewsPage,
    },
    organisations,
    platform::{
        error::Error,
        web::{
            form::{FieldErrors, Nothing},
            id,
        },
    },
};
use actix_web::{
    HttpResponse,
    web::{Path, Query},
};

/// `GET /desk/{org}/stories/views[?status=…]`
pub async fn views(desk: Desk<ReviewStories>, query: Query<QueueQuery>) -> Result<HttpResponse, Error> {
    let form = ViewForm { query: query.into_inner(), ..ViewForm::blank() };
    let page = page(&desk, &form, FieldErrors::default()).await?;
    desk.filtered(&form.query.kept()).page(&page)
}

/// `POST /desk/{org}/stories/views`
pub async fn keep(
    DeskForm { desk, mut form, .. }: DeskForm<ViewForm, ReviewStories>,
) -> Result<HttpResponse, Error> {
    let view = match form.check(desk.language)? {
        Ok(view) => view,
        Err(errors) => return desk.invalid(&page(&desk, &form, errors).await?),
    };
    let shown = view.filter.address("");
    let made = actions::save(&mut *desk.db().await?, desk.actor(), view).await?;
    let Some(made) = made else {
        let errors = FieldErrors::one("name", desk.language.text_n("moderation-views-enough", MOST));
        return desk.invalid(&page(&desk, &form, errors).await?);
    };
    match made.or_renew(&mut form.id, SavedViewId::new(), desk.language) {
        Ok(()) => Ok(desk.done(&shown, Done::ADDED)),
        Err(errors) => desk.invalid(&page(&desk, &form, errors).await?),
    }
}

/// `POST /desk/{org}/stories/views/{view}/removal`
pub async fn remove(
    DeskForm { desk, .. }: DeskForm<Nothing, ReviewStories>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    actions::delete(&mut *desk.db().await?, desk.actor(), id(&path.1)?).await?;
    Ok(desk.done("/stories/views", Done::REMOVED))
}

async fn page(desk: &AtDesk, form: &ViewForm, errors: FieldErrors) -> Result<ViewsPage, Error> {
    let (filter, conn, organisation) = (form.query.filter()?, desk.db().await?, desk.organisation.id);
    let views = store::views(&conn, organisation, desk.staff).await?;
    let themes = organisations::store::themes(&conn, organisation).await?;
    if filter.theme.is_some_and(|theme| themes.iter().all(|known| known.id != theme)) {
        return Err(Error::NotFound);
    }
    Ok(ViewsPage::new(&views, &themes, (form, &filter), errors, &desk.path(""), desk.language))
}
