//! `pratfall healthcheck`

use crate::app::ask::ask;
use anyhow::{Context, bail};
use std::net::SocketAddr;

pub(super) fn run(bind: SocketAddr) -> anyhow::Result<()> {
    let answer = ask(bind, &bind.to_string(), "/healthz").context("nobody answers")?;
    if answer.status == 200 { Ok(()) } else { bail!("unwell") }
}
