//! Search for words in files, in every form they may have been written in.

use base64::{
    Engine,
    alphabet::{STANDARD, URL_SAFE},
    engine::{GeneralPurpose, general_purpose::NO_PAD},
};
use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

/// A word, in every form in which it is looked for.
pub struct Search {
    forms: Vec<(String, Vec<u8>)>,
    /// Forms that begin with a pair of bytes.
    by_pair: Vec<Vec<usize>>,
}

/// Place and form in which a word was found.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    pub form: String,
    pub place: PathBuf,
}

impl Search {
    /// A search for words of seven bits.
    pub fn new(words: &[&str]) -> Self {
        let forms: Vec<_> = words.iter().flat_map(|word| forms(word)).collect();
        let mut by_pair = vec![vec![]; 1 << 16];
        for (at, (_, form)) in forms.iter().enumerate() {
            by_pair[pair(form[0], form[1])].push(at);
        }
        Self { forms, by_pair }
    }

    /// The forms, by name.
    pub fn forms(&self) -> &[(String, Vec<u8>)] {
        &self.forms
    }

    /// Everything found in the files and file names below `folder`, each once.
    pub fn below(&self, folder: &Path) -> Vec<Found> {
        let mut found = vec![];
        self.look(folder, &mut found);
        found.sort();
        found.dedup();
        found
    }

    fn look(&self, folder: &Path, found: &mut Vec<Found>) {
        // What goes away meanwhile (a segment of the log, a socket) leaves nothing to be read.
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                self.look(&path, found);
            }
            let name = entry.file_name().into_encoded_bytes();
            let bytes = [&name[..], b"\n", &fs::read(&path).unwrap_or_default()].concat();
            found.extend(self.inside(&bytes).into_iter().map(|form| Found { form, place: path.clone() }));
        }
    }

    /// The forms found in `bytes`.
    pub fn inside(&self, bytes: &[u8]) -> Vec<String> {
        let mut found = vec![];
        for at in 1..bytes.len() {
            for form in &self.by_pair[pair(bytes[at - 1], bytes[at])] {
                let (name, form) = &self.forms[*form];
                if bytes[at - 1..].starts_with(form) {
                    found.push(name.clone());
                }
            }
        }
        found
    }
}

fn pair(a: u8, b: u8) -> usize {
    usize::from(a) << 8 | usize::from(b)
}

fn forms(word: &str) -> Vec<(String, Vec<u8>)> {
    let bytes = word.as_bytes();
    let each = |form: &dyn Fn(&mut String, u8)| {
        bytes.iter().fold(String::new(), |mut text, byte| {
            form(&mut text, *byte);
            text
        })
    };
    let hex = each(&|text, byte| write!(text, "{byte:02x}").unwrap());
    let percent = each(&|text, byte| write!(text, "%{byte:02X}").unwrap());
    let numbers = each(&|text, byte| write!(text, "{byte}, ").unwrap());
    let json = each(&|text, byte| write!(text, "\\u{byte:04x}").unwrap());
    let wide: Vec<[u8; 2]> = bytes.iter().map(|byte| [*byte, 0]).collect();
    let mut all = vec![
        ("raw", bytes.to_vec()),
        ("lower case", word.to_lowercase().into_bytes()),
        ("UTF-16LE", wide.concat()),
        ("UTF-16BE", wide.iter().map(|[low, high]| [*high, *low]).collect::<Vec<_>>().concat()),
        ("hex", hex.clone().into_bytes()),
        ("HEX", hex.to_uppercase().into_bytes()),
        ("percent", percent.clone().into_bytes()),
        ("percent, small", percent.to_lowercase().into_bytes()),
        ("numbers", numbers.trim_end_matches(", ").to_owned().into_bytes()),
        ("JSON escapes", json.into_bytes()),
    ]
    .into_iter()
    .map(|(name, form)| (format!("{name} of {word}"), form))
    .collect::<Vec<_>>();
    for (name, alphabet) in [("base64", STANDARD), ("base64url", URL_SAFE)] {
        for before in 0..3 {
            let text = GeneralPurpose::new(&alphabet, NO_PAD).encode([&vec![0; before], bytes].concat());
            // Symbols that hold bits of this word and of nothing else.
            let (from, to) = ((before * 8).div_ceil(6), (before + bytes.len()) * 8 / 6);
            all.push((format!("{name} after {before} of {word}"), text.as_bytes()[from..to].to_vec()));
        }
    }
    all
}
