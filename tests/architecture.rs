//! The shape of `src`, checked: imports point down, each kind of work has one place, files stay short.
#![allow(clippy::unwrap_used, reason = "a test says what it expects")]
use std::{fs, path::Path};

/// Top-level modules, foundations first. A module may use only those before it.
const MODULES: &[&str] = &[
    "schema",
    "ids",
    "platform",
    "retention",
    "audit",
    "organisations",
    "accounts",
    "settings",
    "coach",
    "stories",
    "intake",
    "moderation",
    "events",
    "lessons",
    "receipts",
    "announcements",
    "front",
    "app",
];
/// Roles of a feature's files. A file may use only roles before its own.
/// A file with any other name holds a noun of the domain and comes before them all.
const ROLES: &[&str] = &[
    "model", "forms", "jobs", "mails", "store", "actions", "extract", "views", "pages", "mod",
];
/// Words that may appear only in the named roles of a feature.
const PLACES: &[(&str, &[&str])] = &[
    ("schema::", &["model", "store"]),
    ("diesel_async", &["store", "actions"]),
    ("transaction(", &["actions"]),
    ("actix_web", &["pages", "mod", "extract"]),
];

struct File {
    path: String,
    module: String,
    role: String,
    code: String,
}

fn files(dir: &Path, found: &mut Vec<File>) {
    for entry in fs::read_dir(dir).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
            continue;
        }
        let parts: Vec<String> = path
            .with_extension("")
            .iter()
            .skip(1)
            .map(|p| p.to_string_lossy().into())
            .collect();
        let code = fs::read_to_string(&path).unwrap();
        let code = code
            .split("#[cfg(test)]")
            .next()
            .unwrap()
            .lines()
            .filter(|l| !l.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n");
        found.push(File {
            path: path.display().to_string(),
            module: parts[0].clone(),
            role: parts.get(1).cloned().unwrap_or_default(),
            code,
        });
    }
}

/// The first word after each `prefix`, with `prefix{a::x, b}` read as `a` and `b`.
fn uses(code: &str, prefix: &str) -> Vec<String> {
    let word = |s: &str| {
        s.trim_start()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect::<String>()
    };
    let mut found = vec![];
    for (at, _) in code.match_indices(prefix) {
        let rest = &code[at + prefix.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            found.push(word(rest));
            continue;
        };
        let (mut depth, mut start) = (0, 0);
        for (i, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    found.push(word(&group[start..i]));
                    start = i + 1;
                    if c == '}' {
                        break;
                    }
                }
                _ => {}
            }
        }
    }
    found
}

fn source() -> Vec<File> {
    let mut all = vec![];
    files(Path::new("src"), &mut all);
    all.retain(|f| f.module != "lib" && f.module != "main");
    all
}
fn rank(list: &[&str], name: &str) -> Option<usize> {
    list.iter().position(|x| *x == name)
}
fn is_feature(f: &File) -> bool {
    rank(MODULES, &f.module) > rank(MODULES, "platform") && f.module != "app"
}
fn report(bad: Vec<String>) {
    assert!(bad.is_empty(), "\n  {}\n", bad.join("\n  "));
}

#[test]
fn imports_point_down() {
    let mut bad = vec![];
    for f in source() {
        let Some(own) = rank(MODULES, &f.module) else {
            bad.push(format!("{}: add `{}` to MODULES", f.path, f.module));
            continue;
        };
        bad.extend(
            uses(&f.code, "crate::")
                .into_iter()
                .filter(|t| rank(MODULES, t) > Some(own))
                .map(|t| format!("{} uses crate::{t}", f.path)),
        );
        if is_feature(&f) && f.role != "mod" {
            bad.extend(
                uses(&f.code, "super::")
                    .into_iter()
                    .filter(|t| rank(ROLES, t) > rank(ROLES, &f.role))
                    .map(|t| format!("{} uses super::{t}", f.path)),
            );
        }
    }
    report(bad);
}

#[test]
fn each_kind_of_work_has_its_place() {
    let mut bad = vec![];
    for f in source().iter().filter(|f| is_feature(f)) {
        bad.extend(
            PLACES
                .iter()
                .filter(|(w, roles)| f.code.contains(w) && !roles.contains(&f.role.as_str()))
                .map(|(w, roles)| format!("{}: `{w}` belongs in {roles:?}", f.path)),
        );
    }
    report(bad);
}

#[test]
fn files_stay_short() {
    report(
        source()
            .iter()
            .filter(|f| f.module != "schema" && f.code.lines().count() > 350)
            .map(|f| format!("{}: more than 350 lines", f.path))
            .collect(),
    );
}
