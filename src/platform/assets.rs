//! Style sheets, scripts, fonts and pictures, served from the binary under addresses that change with their content.

use actix_web::{HttpRequest, HttpResponse, http::header, web};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Files;

/// Returns the address of the asset at `path` under `assets/`.
pub fn address(path: &str) -> Option<String> {
    Some(format!("/assets/{path}?v={}", version(&Files::get(path)?)))
}

fn version(file: &EmbeddedFile) -> String {
    file.metadata.sha256_hash()[..6].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Serves `GET /assets/{path}`, cached for good under the address that names its content, for an hour under any other,
/// such as a script imported by a script.
pub async fn serve(
    path: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, super::error::Error> {
    let file = Files::get(&path).ok_or(super::error::Error::NotFound)?;
    let version = version(&file);
    let named = request.query_string().strip_prefix("v=") == Some(version.as_str());
    let keep = if named { "public, max-age=31536000, immutable" } else { "public, max-age=3600" };
    let tag = format!("\"{version}\"");
    let known = request.headers().get(header::IF_NONE_MATCH).is_some_and(|known| known == tag.as_str());
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((header::CACHE_CONTROL, keep)).insert_header((header::ETAG, tag));
    Ok(if known {
        response.finish()
    } else {
        response.content_type(file.metadata.mimetype()).body(file.data.into_owned())
    })
}
