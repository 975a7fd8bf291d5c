//! The account that runs the server, since Postgres refuses to run as root.

use super::error::Error;
use std::{fs, os::unix::fs::MetadataExt, path::Path, process::Command};

/// Account that runs the server, unless it is this process's own.
#[derive(Debug, Clone)]
pub struct Account {
    pub uid: u32,
    pub gid: u32,
    /// Name, or the number where there is none.
    pub name: String,
}

impl Account {
    /// Chooses the account; `None` means this process's own. Root gives way to the owner of the cluster, else of the
    /// data folder, else to `postgres`, else to `nobody`.
    pub fn choose(data: &Path, cluster: &Path) -> Result<Option<Self>, Error> {
        let us = rustix::process::geteuid().as_raw();
        if us != 0 {
            let ours = fs::metadata(cluster).map_or(true, |cluster| cluster.uid() == us);
            return if ours { Ok(None) } else { Err(Error::Foreign { folder: cluster.to_owned() }) };
        }
        [cluster, data]
            .into_iter()
            .find_map(Self::owner)
            .or_else(|| ["postgres", "nobody"].into_iter().find_map(Self::named))
            .map(Some)
            .ok_or(Error::NoAccount)
    }

    fn owner(folder: &Path) -> Option<Self> {
        let folder = fs::metadata(folder).ok().filter(|folder| folder.uid() != 0)?;
        let (uid, gid) = (folder.uid(), folder.gid());
        Some(Self { uid, gid, name: name_of(uid).unwrap_or_else(|| uid.to_string()) })
    }

    fn named(name: &str) -> Option<Self> {
        Some(Self {
            uid: id(&["-u", name])?.parse().ok()?,
            gid: id(&["-g", name])?.parse().ok()?,
            name: name.to_owned(),
        })
    }

    /// Tells whether it may pass through `folder`.
    pub fn may_enter(&self, folder: &Path) -> bool {
        fs::metadata(folder).is_ok_and(|folder| {
            let shift = match (folder.uid() == self.uid, folder.gid() == self.gid) {
                (true, _) => 6,
                (false, true) => 3,
                (false, false) => 0,
            };
            (folder.mode() >> shift) & 1 == 1
        })
    }
}

/// Returns the names of the users who may connect: this process's and the server's.
pub fn names(server: Option<&Account>) -> Vec<String> {
    let us = rustix::process::geteuid().as_raw();
    let mut names: Vec<String> = name_of(us).into_iter().collect();
    names.extend(server.map(|account| account.name.clone()));
    names
}

fn name_of(uid: u32) -> Option<String> {
    id(&["-un", &uid.to_string()])
}

/// Runs `id`, which asks directory services too, unlike `/etc/passwd`.
fn id(arguments: &[&str]) -> Option<String> {
    let output = Command::new("id").args(arguments).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned()).filter(|answer| !answer.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn we_may_connect() {
        assert!(!names(None).is_empty());
    }

    #[test]
    fn the_most_specific_permission_decides() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        fs::set_permissions(folder, fs::Permissions::from_mode(0o710)).unwrap();
        let (uid, gid) = fs::metadata(folder).map(|folder| (folder.uid(), folder.gid())).unwrap();
        let may_enter = |uid, gid| Account { uid, gid, name: String::new() }.may_enter(folder);
        assert!(may_enter(uid, gid) && may_enter(uid + 1, gid) && !may_enter(uid + 1, gid + 1));
    }
}
