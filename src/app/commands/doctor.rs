//! `pratfall doctor`

use super::say;
use crate::{
    app::{
        demo,
        doctor::{Parts, Target, examine, finding::Verdict},
        start::{Use, database},
    },
    platform::{clock::Clock, config::Settings, i18n::Language},
};
use anyhow::{bail, ensure};
use std::io::IsTerminal;

/// Prints the report. Fails when a finding is red.
pub(super) async fn run(settings: Settings, parts: Parts, language: Language) -> anyhow::Result<()> {
    // Looking must not make what is not there.
    let made = settings.database_url.is_some() || settings.data.join("postgres").exists();
    ensure!(
        made,
        "there is no database in the data folder yet: start the program once, or name its folder with --data"
    );
    let (url, _postgres) = database(&settings, Use::Share).await?;
    let target = Target {
        settings: &settings,
        url: &url,
        clock: &Clock::default(),
        demo: demo::exists_in(&settings.data),
    };
    let report = examine(target, parts).await;
    say(&report.text(language, std::io::stdout().is_terminal()));
    match report.count(Verdict::Red) {
        0 => Ok(()),
        red => bail!("{red} red"),
    }
}
