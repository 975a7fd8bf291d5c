//! `docs/proofs.md` is right about tests: each that it names exists, and the counts agree.

use std::{fs, path::Path};

/// Returns the code of a module of tests, or of the product's own; empty for an unknown one.
fn code(module: &str) -> String {
    let in_browser = || fs::read_dir("tests/browser").unwrap().map(|file| file.unwrap().path());
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_default();
    if module == "browser" {
        return in_browser().map(|path| read(&path)).collect();
    }
    let path = module.replace("::", "/");
    [format!("tests/it/{path}.rs"), format!("src/{path}.rs"), format!("src/{path}/mod.rs")]
        .iter()
        .map(|path| read(Path::new(path)))
        .collect()
}

fn tests(code: &str) -> usize {
    ["#[test]", "#[actix_web::test]", "#[tokio::test"]
        .map(|mark| code.lines().filter(|line| line.trim_start().starts_with(mark)).count())
        .iter()
        .sum()
}

/// Returns the reason why a name between backticks, with the text after it, is wrong.
fn wrong(name: &str, after: &str, all: &str) -> Option<String> {
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_:*…".contains(c);
    if !name.contains('_') && !name.contains("::") || !name.chars().all(is_name) || name.ends_with(':') {
        return None;
    }
    let (module, test) = name.rsplit_once("::").unwrap_or(("", name));
    let begins = format!("fn {}", test.trim_end_matches(['*', '…', '_']));
    if module.is_empty() {
        return (!all.contains(&begins) && tests(&code(name)) == 0).then(|| format!("{name}: no such test"));
    }
    let (own, whole) = (code(module), code(name));
    if test == "*" {
        let counted = tests(&own);
        let said = after.strip_prefix(" (").and_then(|rest| rest.split(')').next()?.parse().ok());
        return (counted == 0 || said.is_some_and(|said: usize| said != counted))
            .then(|| format!("{name}: {counted} tests, not {said:?}"));
    }
    (!own.contains(&begins) && tests(&whole) == 0).then(|| format!("{name}: no such test"))
}

#[test]
fn every_test_that_the_proofs_name_is_there() {
    let text = fs::read_to_string("docs/proofs.md").unwrap();
    let files = fs::read_dir("tests/it").unwrap().map(|file| file.unwrap().path());
    let all: String = files.map(|path| fs::read_to_string(path).unwrap_or_default()).collect();
    let all = [all, code("browser")].concat();
    let (mut bad, mut names) = (vec![], 0);
    for line in text.lines() {
        let parts: Vec<&str> = line.split('`').collect();
        for pair in parts[1..].chunks(2).filter(|pair| pair.len() == 2) {
            names += 1;
            bad.extend(wrong(pair[0], pair[1], &all));
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
    assert!(names > 60, "{names} names");
    let no_such = |name: &str, after: &str| wrong(name, after, &all).is_some();
    assert!(no_such("announcing::*", " (99)") && no_such("kept::nobody_wrote_this", ""));
}
