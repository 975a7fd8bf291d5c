//! The shape of `src`, checked: imports point down, each kind of work has one place, files stay short.
#![allow(clippy::unwrap_used, reason = "a test says what it expects")]
use regex::Regex;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::LazyLock,
};

/// Top-level modules, foundations first. A module may use only those before it.
const MODULES: &[&str] = &[
    "schema",
    "ids",
    "platform",
    "retention",
    "audit",
    "organisations",
    "accounts",
    "readers",
    "settings",
    "coach",
    "stories",
    "intake",
    "events",
    "lessons",
    "library",
    "moderation",
    "receipts",
    "announcements",
    "front",
    "app",
];
/// Roles of a feature's files and folders. A file may use only roles before its own.
/// A file with any other name holds a noun of the domain and comes before them all.
const ROLES: &[&str] =
    &["model", "forms", "jobs", "mails", "store", "actions", "extract", "views", "pages", "mod"];
/// Words that may appear only in the named roles of a feature.
const PLACES: &[(&str, &[&str])] = &[
    ("schema::", &["model", "store"]),
    ("diesel_async", &["store", "actions"]),
    ("transaction(", &["actions"]),
    ("actix_web", &["pages", "mod", "extract"]),
];
/// Longest file in lines, without comments and tests.
const LONGEST: usize = 350;

/// Texts, signs and comments.
static NOISE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r##"(?s)r#".*?"#|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])'|//[^\n]*"##).unwrap());
static TOKEN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[A-Za-z0-9_]+|::|\S").unwrap());
static SOURCE: LazyLock<Vec<File>> = LazyLock::new(source);
static USES: LazyLock<Vec<BTreeSet<usize>>> = LazyLock::new(|| uses(&SOURCE));

type Module = Vec<String>;

#[derive(Default)]
struct File {
    /// Path below `src`.
    path: String,
    /// Names of the module and those around it: `["events", "views", "agenda"]`.
    module: Module,
    /// First folder or file inside the feature.
    role: String,
    code: String,
    /// Names that `use` brings in, and what they stand for.
    imports: BTreeMap<String, Module>,
    /// Every path in the code, from the crate's root.
    paths: BTreeSet<Module>,
}

impl File {
    fn read(path: &Path) -> Self {
        let inside = path.strip_prefix("src").unwrap().with_extension("");
        let mut module: Module = inside.iter().map(|part| part.to_string_lossy().into()).collect();
        let role = module.get(1).cloned().unwrap_or_default();
        module.pop_if(|name| name == "mod");
        let code = fs::read_to_string(path).unwrap();
        let code = code.split("#[cfg(test)]").next().unwrap();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        Self {
            path: path.strip_prefix("src").unwrap().display().to_string(),
            module,
            role,
            code: lines.collect::<Vec<_>>().join("\n"),
            ..Self::default()
        }
    }

    fn is_feature(&self) -> bool {
        rank(MODULES, &self.module[0]) > rank(MODULES, "retention") && self.module[0] != "app"
    }

    /// Reads what `use` brings in, then every path that starts in this crate or with a name brought in.
    fn read_paths(&mut self, children: &BTreeSet<String>) {
        let code = NOISE.replace_all(&self.code, " ").into_owned();
        let tokens: Vec<&str> = TOKEN.find_iter(&code).map(|found| found.as_str()).collect();
        for (at, _) in tokens.iter().enumerate().filter(|(_, token)| **token == "use") {
            let mut leaves = vec![];
            tree(&tokens[at + 1..], &mut vec![], &mut leaves);
            for (path, name) in leaves {
                if let Some(path) = self.absolute(&path, children) {
                    self.imports.insert(name, path);
                }
            }
        }
        // Depths of the braces around modules that stand inside this file.
        let (mut depth, mut inside): (usize, Vec<usize>) = (0, vec![]);
        for (at, word) in tokens.iter().enumerate() {
            match *word {
                "{" => depth += 1,
                "}" => {
                    inside.pop_if(|start| *start == depth);
                    depth = depth.saturating_sub(1);
                }
                "mod" if tokens.get(at + 2) == Some(&"{") => inside.push(depth + 1),
                _ => {}
            }
            let before = &tokens[..at];
            let starts = !before.ends_with(&["::"]) && !before.ends_with(&["."]) && !before.ends_with(&["$"]);
            // What a module only hands on is no dependency of its own.
            let handed_on = [&["pub", "use"][..], &["pub", "(", "super", ")", "use"]]
                .iter()
                .any(|words| before.ends_with(words));
            if starts && !handed_on && tokens.get(at + 1) == Some(&"::") {
                let mut leaves = vec![];
                tree(&tokens[at..], &mut vec![], &mut leaves);
                let found: Vec<Module> = leaves
                    .iter()
                    .filter_map(|(path, _)| {
                        let up = path.iter().take_while(|name| *name == "super").count();
                        let own = up.min(inside.len());
                        self.absolute(&path[own..], children)
                    })
                    .collect();
                self.paths.extend(found);
            }
        }
    }

    /// The path from the crate's root; `None` when it leads to another crate or a type of this file.
    fn absolute(&self, path: &[String], children: &BTreeSet<String>) -> Option<Module> {
        let (first, mut rest) = path.split_first()?;
        let mut start = match first.as_str() {
            "crate" => return Some(rest.to_vec()),
            "self" => self.module.clone(),
            "super" => self.module[..self.module.len() - 1].to_vec(),
            name if children.contains(name) => [&self.module[..], &[name.to_owned()]].concat(),
            name => self.imports.get(name)?.clone(),
        };
        while let Some((_, after)) = rest.split_first().filter(|(name, _)| *name == "super") {
            start.pop();
            rest = after;
        }
        start.extend_from_slice(rest);
        Some(start)
    }
}

/// Reads one path, or a tree such as `a::{b, c::d as e}`, and returns how many tokens it takes. A leaf is a path and
/// the name that it goes by.
fn tree(tokens: &[&str], path: &mut Module, leaves: &mut Vec<(Module, String)>) -> usize {
    let depth = path.len();
    let mut at = 0;
    loop {
        match tokens.get(at) {
            Some(&"{") => {
                at += 1;
                while tokens.get(at).is_some_and(|token| *token != "}") {
                    at += tree(&tokens[at..], path, leaves).max(1);
                    at += usize::from(tokens.get(at) == Some(&","));
                }
                at += 1;
                break;
            }
            Some(word) if word.starts_with(|c: char| c.is_alphanumeric() || c == '_') => {
                // `{self}` is the module itself.
                if *word != "self" || path.is_empty() {
                    path.push((*word).to_owned());
                }
                at += 1;
            }
            _ => {}
        }
        if tokens.get(at) == Some(&"::") {
            at += 1;
            continue;
        }
        let renamed = tokens.get(at) == Some(&"as");
        let name = if renamed { Some(tokens[at + 1]) } else { None };
        let name = name.map(str::to_owned).or_else(|| path.last().cloned());
        leaves.extend(name.map(|name| (path.clone(), name)));
        at += if renamed { 2 } else { 0 };
        // A glob.
        at += usize::from(tokens.get(at) == Some(&"*"));
        break;
    }
    path.truncate(depth);
    at
}

fn source() -> Vec<File> {
    fn read(folder: &Path, found: &mut Vec<File>) {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            if entry.path().is_dir() {
                read(&entry.path(), found);
            } else {
                found.push(File::read(&entry.path()));
            }
        }
    }
    let mut all = vec![];
    read(Path::new("src"), &mut all);
    all.sort_by(|one, other| one.path.cmp(&other.path));
    all.retain(|file| !["lib", "main"].contains(&file.module[0].as_str()));
    let modules: Vec<Module> = all.iter().map(|file| file.module.clone()).collect();
    for file in &mut all {
        let below = modules.iter().filter_map(|module| match module.split_last() {
            Some((name, parent)) if parent == file.module => Some(name.clone()),
            _ => None,
        });
        file.read_paths(&below.collect());
    }
    all
}

/// The files that a file uses, as their numbers: where the things that its paths name are defined.
fn uses(all: &[File]) -> Vec<BTreeSet<usize>> {
    let numbers: BTreeMap<&[String], usize> =
        all.iter().enumerate().map(|(number, file)| (&file.module[..], number)).collect();
    let resolve = |path: &Module| {
        let mut path = path.clone();
        for _ in 0..8 {
            let known = (1..=path.len()).rev().find(|end| numbers.contains_key(&path[..*end]))?;
            let number = numbers[&path[..known]];
            match path.get(known).and_then(|name| all[number].imports.get(name)) {
                Some(elsewhere) => path = [&elsewhere[..], &path[known + 1..]].concat(),
                None => return Some(number),
            }
        }
        None
    };
    all.iter()
        .enumerate()
        .map(|(own, file)| {
            let used = file.paths.iter().filter_map(resolve);
            used.filter(|number| *number != own).collect()
        })
        .collect()
}

fn rank(list: &[&str], name: &str) -> Option<usize> {
    list.iter().position(|x| *x == name)
}

fn report(bad: Vec<String>) {
    assert!(bad.is_empty(), "\n  {}\n", bad.join("\n  "));
}

#[test]
fn imports_point_down() {
    let mut bad = vec![];
    for (file, used) in SOURCE.iter().zip(USES.iter()) {
        let Some(own) = rank(MODULES, &file.module[0]) else {
            bad.push(format!("{}: add `{}` to MODULES", file.path, file.module[0]));
            continue;
        };
        for other in used.iter().map(|number| &SOURCE[*number]) {
            let module = rank(MODULES, &other.module[0]) > Some(own);
            let role = file.is_feature()
                && other.module[0] == file.module[0]
                && rank(ROLES, &other.role) > rank(ROLES, &file.role);
            if module || role {
                bad.push(format!("{} uses {}", file.path, other.path));
            }
        }
    }
    report(bad);
}

#[test]
fn each_kind_of_work_has_its_place() {
    let mut bad = vec![];
    for file in SOURCE.iter().filter(|file| file.is_feature()) {
        bad.extend(
            PLACES
                .iter()
                .filter(|(word, roles)| file.code.contains(word) && !roles.contains(&file.role.as_str()))
                .map(|(word, roles)| format!("{}: `{word}` belongs in {roles:?}", file.path)),
        );
    }
    report(bad);
}

#[test]
fn no_files_need_each_other() {
    // Files of a module may use what it declares, and it may use them.
    let inside = |from: usize, to: usize| SOURCE[from].module.starts_with(&SOURCE[to].module);
    let reached = |from: usize| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
        while let Some(file) = next.pop() {
            let others = USES[file].iter().filter(|other| !inside(file, **other));
            next.extend(others.filter(|other| seen.insert(**other)));
        }
        seen
    };
    let reached: Vec<BTreeSet<usize>> = (0..SOURCE.len()).map(reached).collect();
    let circles: BTreeSet<String> = (0..SOURCE.len())
        .filter(|file| reached[*file].contains(file))
        .map(|file| {
            let back = reached[file].iter().filter(|other| reached[**other].contains(&file));
            let paths: Vec<&str> = back.map(|other| SOURCE[*other].path.as_str()).collect();
            paths.join(" ↔ ")
        })
        .collect();
    report(circles.into_iter().collect());
}

#[test]
fn files_stay_short() {
    let long = |file: &&File| file.code.lines().count() > LONGEST;
    let exempt = |file: &&File| file.module[0] == "schema" || file.path.ends_with("samples.rs");
    report(
        SOURCE
            .iter()
            .filter(|file| long(file) && !exempt(file))
            .map(|file| format!("{}: more than {LONGEST} lines", file.path))
            .collect(),
    );
}
