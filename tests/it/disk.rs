//! A full disk: nothing is half done, what was typed is kept, and it goes on when there is room again.

use crate::support::{
    Page,
    program::{self, Program},
    story,
};
use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// The program with its data on a disk of 160 MiB, which goes when the program does.
struct Small {
    program: Program,
    folder: PathBuf,
}

impl Small {
    fn start() -> Self {
        let folder = std::env::temp_dir().join(format!("pratfall-disk-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let mut command = Command::new("unshare");
        let mount = "mount -t tmpfs -o size=160m,mode=0755 tmpfs \"$0\" && exec \"$1\" serve";
        command
            .args(["--mount", "sh", "-c", mount])
            .arg(&folder)
            .arg(env!("CARGO_BIN_EXE_pratfall"))
            .env("PRATFALL_DATA", folder.join("data"))
            .envs([("PRATFALL_LOG", "warn"), ("PRATFALL_FORM_AGE", "0"), ("PRATFALL_MIX", "every 99h")])
            .env_remove("DATABASE_URL");
        let program = Program::of(command, Stdio::inherit());
        Self { program, folder }
    }

    /// A command beside it, on the same disk.
    fn run(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("nsenter");
        command
            .args(["--mount", "--target", &self.program.id().to_string()])
            .arg(env!("CARGO_BIN_EXE_pratfall"))
            .args(arguments)
            .env("PRATFALL_DATA", self.folder.join("data"))
            .env("PRATFALL_LOG", "warn")
            .env_remove("DATABASE_URL");
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn ballast(&self) -> PathBuf {
        let inside = self.folder.strip_prefix("/").unwrap();
        Path::new("/proc").join(self.program.id().to_string()).join("root").join(inside).join("ballast")
    }

    /// Leaves no block of the disk.
    fn fill(&self) {
        let mut ballast = File::create(self.ballast()).unwrap();
        for size in [1 << 20, 1 << 12] {
            while ballast.write_all(&vec![0; size]).is_ok() {}
        }
    }

    fn post(&self, form: &std::collections::BTreeMap<String, String>) -> Page {
        program::post(&self.program.address, "/acme/stories/new", form).unwrap()
    }

    /// Waits until it says of itself what it should: it looks every few seconds.
    fn is_ready(&self, expected: u16, words: &str) {
        let since = Instant::now();
        loop {
            let page = program::get(&self.program.address, "/readyz").unwrap();
            if page.status == expected {
                assert!(page.body.contains(words), "{}", page.body);
                return;
            }
            assert!(since.elapsed() < Duration::from_secs(20), "{}: {}", page.status, page.body);
            std::thread::yield_now();
        }
    }
}

#[test]
fn a_full_disk_costs_nobody_their_text() {
    if !rustix::process::geteuid().is_root() {
        println!("not shown: only root can mount a small disk");
        return;
    }
    let mut small = Small::start();
    small.run(&["organisation", "create", "acme", "--name", "Acme", "--open", "1000", "--threshold", "1"]);
    let mut form = program::get(&small.program.address, "/acme/stories/new").unwrap().fields("#tell");
    form.extend(story());
    small.is_ready(200, "ready");
    small.fill();
    small.is_ready(503, "the database's disk is full");
    let refused = small.post(&form);
    assert_eq!((refused.status.as_u16(), refused.header("retry-after")), (503, "60"));
    assert!(refused.keeps_story());
    let still_read = program::get(&small.program.address, "/acme").unwrap();
    assert_eq!(still_read.status, 200);

    fs::remove_file(small.ballast()).unwrap();
    small.is_ready(200, "ready");
    let again = small.post(&refused.fields("main form"));
    assert_eq!(again.status, 200, "{}", again.body);
    assert!(small.run(&["mix"]).starts_with("1 letters mixed"), "nothing was half stored");
    small.program.stop();
    fs::remove_dir_all(&small.folder).ok();
}
