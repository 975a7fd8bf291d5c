//! Style, scripts, fonts and pictures, served from the binary under addresses that change with their content.

use actix_web::{HttpResponse, http::header, web};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Files;

/// The address of the asset at `path` under `assets/`.
#[must_use]
pub fn address(path: &str) -> Option<String> {
    Some(format!("/assets/{path}?v={}", version(&Files::get(path)?)))
}

fn version(file: &EmbeddedFile) -> String {
    file.metadata.sha256_hash()[..6]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// `GET /assets/{path}`
pub async fn serve(path: web::Path<String>) -> Result<HttpResponse, super::error::Error> {
    let file = Files::get(&path).ok_or(super::error::Error::NotFound)?;
    Ok(HttpResponse::Ok()
        .content_type(file.metadata.mimetype())
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::ETAG, format!("\"{}\"", version(&file))))
        .body(file.data.into_owned()))
}
