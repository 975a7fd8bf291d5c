//! Commands that run Postgres's programs as the right account, out of the terminal's reach.

use super::account::Account;
use std::{
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Locale of the cluster; macOS knows no `C.UTF-8`.
pub const LOCALE: &str = if cfg!(target_os = "macos") { "en_US.UTF-8" } else { "C.UTF-8" };

/// Lifetime of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifetime {
    /// Ends with the thread that starts it, even when that is killed. Where `setpriv` is missing it may stay, and the
    /// next start finds it.
    WithParent,
    Detached,
}

/// Factory of commands.
#[derive(Debug, Clone)]
pub struct Runner {
    account: Option<Account>,
    setpriv: Option<PathBuf>,
}

impl Runner {
    pub fn new(account: Option<Account>) -> Self {
        let known = ["/usr/bin/setpriv", "/bin/setpriv"].map(PathBuf::from);
        Self { account, setpriv: known.into_iter().find(|program| works(program)) }
    }

    /// Returns a command in a process group of its own: the terminal's Ctrl-C reaches this process, which stops it.
    pub fn command(&self, program: &Path, lifetime: Lifetime) -> Command {
        let mut command = if let Some(setpriv) = &self.setpriv {
            let mut command = Command::new(setpriv);
            if let Some(Account { uid, gid, .. }) = &self.account {
                command.arg(format!("--reuid={uid}")).arg(format!("--regid={gid}")).arg("--clear-groups");
            }
            if lifetime == Lifetime::WithParent {
                command.arg("--pdeathsig=INT");
            }
            command.arg("--").arg(program);
            command
        } else {
            let mut command = Command::new(program);
            if let Some(Account { uid, gid, .. }) = self.account {
                command.uid(uid).gid(gid);
            }
            command
        };
        command.env_clear().env("LC_ALL", LOCALE).env("PATH", "/usr/local/bin:/usr/bin:/bin");
        command.current_dir("/").process_group(0).stdin(Stdio::null());
        command
    }
}

/// Tells whether this `setpriv` knows `--pdeathsig`; that of Busybox does not.
fn works(setpriv: &Path) -> bool {
    setpriv.exists()
        && Command::new(setpriv)
            .args(["--pdeathsig=INT", "--", "true"])
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
}
