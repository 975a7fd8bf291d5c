//! The limit of pages: actix and diesel with nothing around them, in a process of its own.

use crate::program::Program;
use actix_web::{
    App, HttpRequest, HttpResponse, HttpServer,
    http::header,
    web::{self, Bytes, Data},
};
use anyhow::Context;
use diesel::{QueryableByName, sql_query, sql_types};
use diesel_async::{
    AsyncPgConnection, RunQueryDsl,
    pooled_connection::{AsyncDieselConnectionManager, deadpool::Pool},
};
use std::{fs, path::PathBuf, process::Command};

/// First argument of the process.
pub const ARGUMENT: &str = "bare-server";
/// Path of the point select.
pub const SELECT: &str = "/select";
const TAG: &str = "\"a1b2c3d4e5f6a7b8\"";

/// Starts the process: it serves the bytes of `page` at `/page`, and a point select.
pub fn start(page: &std::path::Path, database: &str) -> anyhow::Result<Program> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(ARGUMENT).arg(page).arg(database);
    Program::start(command)
}

/// `If-None-Match` of the page.
pub fn known() -> String {
    format!("If-None-Match: {TAG}")
}

struct Page(Bytes);

type Database = Pool<AsyncPgConnection>;

/// The process itself.
pub fn run(mut arguments: impl Iterator<Item = String>) -> anyhow::Result<()> {
    let page: PathBuf = arguments.next().context("a page")?.into();
    let database = arguments.next().context("a database")?;
    let address = arguments.nth(1).context("--bind and an address")?;
    let page = Data::new(Page(fs::read(page)?.into()));
    actix_web::rt::System::new().block_on(async move {
        let manager = AsyncDieselConnectionManager::<AsyncPgConnection>::new(database);
        let pool: Database = Pool::builder(manager).max_size(16).build()?;
        let pool = Data::new(pool);
        let server = HttpServer::new(move || {
            App::new()
                .app_data(page.clone())
                .app_data(pool.clone())
                .route("/page", web::get().to(get))
                .route("/page", web::head().to(get))
                .route(SELECT, web::get().to(select))
        })
        .bind(address)?
        .run();
        println!("ready");
        Ok(server.await?)
    })
}

async fn get(request: HttpRequest, page: Data<Page>) -> HttpResponse {
    let known = request.headers().get(header::IF_NONE_MATCH);
    if known.is_some_and(|known| known.as_bytes() == TAG.as_bytes()) {
        return HttpResponse::NotModified().insert_header((header::ETAG, TAG)).finish();
    }
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::ETAG, TAG))
        .body(page.0.clone())
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = sql_types::Text)]
    name: String,
}

async fn select(pool: Data<Database>) -> HttpResponse {
    let Ok(mut conn) = pool.get().await else {
        return HttpResponse::ServiceUnavailable().finish();
    };
    let query =
        sql_query("select name from organisations where slug = $1").bind::<sql_types::Text, _>("acme");
    match query.get_result::<Name>(&mut conn).await {
        Ok(row) => {
            HttpResponse::Ok().content_type("text/html; charset=utf-8").body(format!("<h1>{}</h1>", row.name))
        }
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}
