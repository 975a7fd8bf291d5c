//! The readers' door.

use super::{
    forms::{Knock, Wanted},
    place::{FOR_READERS, Place},
    renewal::Renewal,
    views::{DoorPage, Reason},
};
use crate::{
    organisations::{
        self, Organisation,
        extract::{Sent, Site},
        house_code::HouseCode,
        reader_key::{Opens, ReaderKey, opens},
        store::{promise::round, reader_keys},
    },
    platform::{
        atom,
        error::Error,
        ical,
        state::App,
        view::without_parameter,
        web::{
            form::FieldErrors,
            headers::SecretAddress,
            kept,
            pass::{self, Format},
        },
    },
};
use actix_web::{
    FromRequest, HttpMessage, HttpRequest, HttpResponse,
    body::{BoxBody, MessageBody},
    cookie::{Cookie, SameSite, time::Duration},
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::StatusCode,
    middleware::Next,
    web::{Data, Path, Query},
};

/// Days for which a browser keeps the key, if no new round comes before.
const DAYS: i64 = 180;
/// Last part of the address of a form that is a page of its own; others stand on the page above.
const FORM: &str = "hiding";
/// Pages for readers that search engines may list, where they are asked to.
const INDEXED: [&str; 2] = ["events", "library"];

/// `GET /robots.txt`: search engines stay out, except of the pages for readers of organisations that ask them in.
pub async fn robots(app: Data<App>) -> Result<HttpResponse, Error> {
    let all = organisations::store::all(&mut *app.db.platform().await?).await?;
    let asking = all.iter().filter(|organisation| organisation.access.indexed);
    let open = |organisation: &Organisation| {
        let pages = INDEXED.map(|part| format!("Allow: /{}/{part}\n", organisation.slug));
        pages.concat()
    };
    let mut rules = "User-agent: *\nDisallow: /\n".to_owned();
    rules.extend(asking.map(open));
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(rules))
}

/// `GET /{org}/house`
pub async fn door(site: Site, wanted: Option<Query<Wanted>>) -> Result<HttpResponse, Error> {
    let to = wanted.map(|Query(wanted)| wanted.to).unwrap_or_default();
    let form = Knock { to, ..Knock::default() };
    site.page(&page(&site, form, FieldErrors::default(), Reason::Closed).await?)
}

/// `POST /{org}/house`: with the code of the poster.
pub async fn knock(sent: Sent<Knock>) -> Result<HttpResponse, Error> {
    sent.answer(try_code).await
}

async fn try_code(site: &Site, form: Knock) -> Result<HttpResponse, Error> {
    let (gate, whose) = (&site.app.gate, site.organisation.id.untyped());
    let hash = HouseCode::fingerprint(&form.house_code);
    if let Err(error) = gate.may_try(whose, &hash) {
        let page = page(site, form, FieldErrors::default(), Reason::Closed).await?;
        return site.later(&error, &page);
    }
    let mut conn = site.db().await?;
    let code = round(&conn, site.organisation.id).await?.house_code;
    let key = reader_keys::current(&mut conn, site.organisation.id).await?;
    drop(conn);
    if !code.is(&form.house_code) {
        gate.tried_wrong(whose, &hash);
        let errors = FieldErrors::one("house_code", site.language.text("readers-wrong-code"));
        return site.invalid(&page(site, form, errors, Reason::Closed).await?);
    }
    match key {
        Some(key) => let_in(site, &key, &form.to),
        None => site.invalid(&page(site, form, FieldErrors::default(), Reason::Closed).await?),
    }
}

/// `GET /{org}/house/{key}`: sets the cookie of readers and nothing else, so it does no harm that programs look at links
/// in mails.
pub async fn open(
    request: HttpRequest,
    site: Site,
    path: Path<(String, String)>,
    wanted: Option<Query<Wanted>>,
) -> Result<HttpResponse, Error> {
    request.extensions_mut().insert(SecretAddress);
    // No key, not even half of one: perhaps an address with a full stop behind it.
    if !path.1.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(Error::NotFound);
    }
    let to = wanted.map(|Query(wanted)| wanted.to).unwrap_or_default();
    let given = ReaderKey::parse(&path.1);
    let known = reader_keys::all(&mut *site.db().await?, site.organisation.id).await?;
    let today = site.app.clock.today();
    let found = given.and_then(|given| Some((opens(&known, &given, today)?, given)));
    let reason = match found {
        Some((Opens::Door, key)) => return let_in(&site, &key, &to),
        Some(_) => Reason::Old,
        None => Reason::Unknown,
    };
    let form = Knock { to, ..Knock::default() };
    let page = page(&site, form, FieldErrors::default(), reason).await?;
    site.with_status(StatusCode::FORBIDDEN, &page)
}

/// Gives a browser the key, for pages for readers alone, and leads on.
fn let_in(site: &Site, key: &ReaderKey, to: &str) -> Result<HttpResponse, Error> {
    let slug = &site.organisation.slug;
    let place = Place::parse(to, slug).unwrap_or_else(|| Place::first(slug));
    let mut response = site.see_other(place.as_str());
    for part in FOR_READERS {
        let cookie = Cookie::build(pass::COOKIE, key.as_str())
            .path(format!("/{slug}/{part}"))
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(site.app.settings.https())
            .max_age(Duration::days(DAYS))
            .finish();
        response.add_cookie(&cookie).map_err(anyhow::Error::from)?;
    }
    Ok(response)
}

/// Shows the door in place of a page that somebody without the key asked for.
pub async fn show_door(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let response = next.call(request).await?.map_into_boxed_body();
    let error = response.response().error().and_then(|error| error.as_error::<Error>());
    let request = response.request();
    let answer = match error {
        // Words that were typed are shown instead, with a way back.
        Some(Error::HouseOnly { old }) if !kept::has_words(request) => {
            let to = place_of(request);
            let reason = if *old { Reason::Old } else { Reason::Closed };
            let form = Knock { to, ..Knock::default() };
            let site = Site::from_request(request, &mut Payload::None).await?;
            let page = page(&site, form, FieldErrors::default(), reason).await?;
            site.with_status(StatusCode::FORBIDDEN, &page)?
        }
        Some(Error::KeyRequired { old: true }) => {
            let format = Format::of(request.path());
            let site = Site::from_request(request, &mut Payload::None).await?;
            match renewal(&site, format).await? {
                Some(answer) => answer,
                None => return Ok(response),
            }
        }
        _ => return Ok(response),
    };
    Ok(response.into_response(answer))
}

/// Returns the address that somebody asked for, without a key; for a form, that of its page.
fn place_of(request: &HttpRequest) -> String {
    if request.method().is_safe() {
        let address = format!("{}?{}", request.path(), request.query_string());
        return without_parameter(&address, pass::PARAMETER);
    }
    let (page, act) = request.path().rsplit_once('/').unwrap_or_default();
    if act == FORM { request.path().to_owned() } else { page.to_owned() }
}

/// Answers a calendar program or feed reader that has an old key with one entry, which says how to get the new one, or
/// that there is none.
async fn renewal(site: &Site, format: Format) -> Result<Option<HttpResponse>, Error> {
    let door = format!("{}/{}/house", site.app.settings.public_url, site.organisation.slug);
    let entry = Renewal {
        organisation: site.organisation.id,
        name: &site.organisation.name,
        door,
        is_shut: reader_keys::current(&mut *site.db().await?, site.organisation.id).await?.is_none(),
        today: site.app.clock.now().with_timezone(&site.organisation.time_zone).date_naive(),
        language: site.language,
    };
    let (media, file) = match format {
        Format::Calendar => (ical::MEDIA_TYPE, entry.calendar()),
        Format::Feed => (atom::MEDIA_TYPE, entry.feed()),
        Format::Page | Format::Data => return Ok(None),
    };
    Ok(Some(HttpResponse::Ok().content_type(media).body(file)))
}

/// Makes the page at the door; where no key opens it, it says so instead of the reason.
async fn page(site: &Site, form: Knock, errors: FieldErrors, reason: Reason) -> Result<DoorPage, Error> {
    let slug = &site.organisation.slug;
    let to = Place::parse(&form.to, slug);
    let form = Knock { to: to.as_ref().map_or("", Place::as_str).to_owned(), ..form };
    let mut conn = site.db().await?;
    let Some(key) = reader_keys::current(&mut conn, site.organisation.id).await? else {
        return Ok(DoorPage::new(form, errors, Reason::Shut, site.language));
    };
    let page = DoorPage::new(form, errors, reason, site.language);
    if !site.app.demo {
        return Ok(page);
    }
    let code = round(&conn, site.organisation.id).await?.house_code.to_string();
    let place = to.unwrap_or_else(|| Place::first(slug));
    Ok(page.for_demo(code, place.through_the_door(slug, &key)))
}
