//! The languages hold together: the same keys, the same variables, none unused, none missing.

use pratfall::platform::i18n::{Language, sources};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Keys of a file and the variables of each.
fn entries(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line
            .split_once('=')
            .filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
        {
            name.trim().clone_into(&mut key);
            assert!(all.insert(key.clone(), BTreeSet::new()).is_none(), "{key} twice");
        }
        for part in line.split('$').skip(1) {
            let name: String = part
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
                .collect();
            all.get_mut(&key).unwrap().insert(name);
        }
    }
    all
}

#[test]
fn all_languages_have_the_same_keys_and_variables() {
    let of = |language: Language| -> BTreeMap<String, _> {
        let files = sources(language).into_iter();
        files
            .map(|(name, text)| (name[3..].to_owned(), entries(&text)))
            .collect()
    };
    let english = of(Language::En);
    for language in [Language::Nl, Language::Fr] {
        let other = of(language);
        assert_eq!(
            english.keys().collect::<Vec<_>>(),
            other.keys().collect::<Vec<_>>()
        );
        for (file, keys) in &english {
            for (key, variables) in keys {
                assert_eq!(Some(variables), other[file].get(key), "{language}/{file}: {key}");
            }
            let extra: Vec<_> = other[file]
                .keys()
                .filter(|key| !keys.contains_key(*key))
                .collect();
            assert!(extra.is_empty(), "{language}/{file}: {extra:?}");
        }
    }
}

/// A line that breaks before such a mark is a mistake that French readers see; screen readers may read it alone.
#[test]
fn french_marks_do_not_leave_their_words() {
    for (file, text) in sources(Language::Fr) {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let broken = [" :", " ;", " ?", " !", " »", "« "]
                .into_iter()
                .find(|mark| line.contains(mark));
            assert_eq!(broken, None, "{file}: an ordinary space in {line}");
        }
    }
}

#[test]
fn every_key_has_the_prefix_of_a_feature_and_is_used() {
    let mut code = String::new();
    for folder in ["src", "templates"] {
        read_all(Path::new(folder), &mut code);
    }
    let mut unused = vec![];
    for (_, text) in sources(Language::En) {
        for key in entries(&text).into_keys() {
            // A key may be put together from a stem and a word: `intake-status-` and `accepted`.
            let stems = key.match_indices('-').map(|(at, _)| &key[..=at]);
            let used = code.contains(&format!("\"{key}\""))
                || stems.skip(1).any(|stem| code.contains(&format!("\"{stem}{{")));
            if !used {
                unused.push(key);
            }
        }
    }
    assert!(unused.is_empty(), "words that nothing says: {unused:?}");
}

fn read_all(folder: &Path, code: &mut String) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            read_all(&path, code);
        } else {
            code.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}
