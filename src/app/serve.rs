//! Serving: web and worker until asked to stop, then what is running is finished, as far as time allows.

use super::{routes, worker};
use crate::{
    intake, organisations,
    platform::{
        jobs::Runner,
        state::{App, FINISH},
    },
};
use actix_web::HttpServer;
use anyhow::Context;
use std::{net::TcpListener, time::Duration};
use tokio::{
    signal::unix::{SignalKind, signal},
    time::sleep,
};

/// Limit for a client's headers.
const HEADERS: Duration = Duration::from_secs(10);
/// Time for recording the outcome of jobs after that.
const CLOSE: Duration = Duration::from_secs(4);

/// Duties of a process.
#[derive(Debug, Clone, Copy)]
pub struct Duties {
    pub web: bool,
    pub worker: bool,
}

/// Runs until a signal comes. `ready` is called once visitors are answered.
pub async fn serve(app: App, duties: Duties, ready: impl FnOnce()) -> anyhow::Result<()> {
    organisations::actions::keep_promises(&app.db, &app.settings, app.demo, app.clock.today()).await?;
    intake::actions::prepare_days(&app).await?;
    let signals = watch_signals(app.clone())?;
    if duties.worker {
        app.set_works();
    }
    let worker = duties.worker.then(|| tokio::spawn(Runner::new(app.clone(), worker::registry()).run()));
    if duties.web {
        let listener = tokio::spawn(app.pages.clone().listen(app.db.clone()));
        web(app.clone(), ready).await?;
        listener.abort();
    } else {
        ready();
        app.stopped().await;
    }
    app.stop();
    if let Some(mut worker) = worker {
        let too_long = async {
            app.out_of_time().await;
            sleep(CLOSE).await;
        };
        tokio::select! {
            ended = &mut worker => ended.context("worker")?,
            // The next process takes up its jobs.
            () = too_long => worker.abort(),
        }
    }
    signals.abort();
    Ok(())
}

async fn web(app: App, ready: impl FnOnce()) -> anyhow::Result<()> {
    let bind = app.settings.bind;
    let listener = TcpListener::bind(bind).with_context(|| {
        format!("cannot listen on {bind}: choose another address with PRATFALL_BIND or --bind")
    })?;
    let for_site = app.clone();
    let server = HttpServer::new(move || routes::site(for_site.clone()))
        .client_request_timeout(HEADERS)
        .shutdown_timeout(FINISH.as_secs())
        .disable_signals()
        .listen(listener)?
        .run();
    let handle = server.handle();
    let stopping = tokio::spawn(async move {
        app.stopped().await;
        handle.stop(true).await;
    });
    ready();
    server.await?;
    stopping.abort();
    Ok(())
}

fn watch_signals(app: App) -> anyhow::Result<tokio::task::JoinHandle<()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(tokio::spawn(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping");
        app.stop();
    }))
}
