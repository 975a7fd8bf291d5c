//! The languages hold together: the same keys, the same variables, none unused, none missing.

use pratfall::{
    app::desk::DESK,
    platform::i18n::{Language, sources},
};
use serde_json::Value;
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
        if let Some((name, _)) =
            line.split_once('=').filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
        {
            name.trim().clone_into(&mut key);
            assert!(all.insert(key.clone(), BTreeSet::new()).is_none(), "{key} twice");
        }
        for part in line.split('$').skip(1) {
            let name: String = part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
            all.get_mut(&key).unwrap().insert(name);
        }
    }
    all
}

#[test]
fn all_languages_have_the_same_keys_and_variables() {
    let of = |language: Language| -> BTreeMap<String, _> {
        let files = sources(language).into_iter();
        files.map(|(name, text)| (name[3..].to_owned(), entries(&text))).collect()
    };
    let english = of(Language::En);
    for language in [Language::Nl, Language::Fr] {
        let other = of(language);
        assert_eq!(english.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
        for (file, keys) in &english {
            for (key, variables) in keys {
                assert_eq!(Some(variables), other[file].get(key), "{language}/{file}: {key}");
            }
            let extra: Vec<_> = other[file].keys().filter(|key| !keys.contains_key(*key)).collect();
            assert!(extra.is_empty(), "{language}/{file}: {extra:?}");
        }
    }
}

/// Lists the words people read in `language`, by the line: those of the interface, and those of the demonstration.
fn lines(language: Language) -> Vec<(String, String)> {
    let mut all = vec![];
    for (file, text) in sources(language) {
        // Fluent writes a bracket at the start of a line as a string of its own.
        let words = text.lines().filter(|line| !line.starts_with('#'));
        all.extend(words.map(|line| (file.clone(), line.replace("{\"[\"}", "["))));
    }
    for entry in fs::read_dir("demo").unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        let of_file = name.contains(&format!(".{language}."));
        let found = serde_json::from_str(&fs::read_to_string(entry.path()).unwrap()).unwrap();
        let mut strings = vec![];
        strings_in(&found, of_file, language, &mut strings);
        all.extend(strings.into_iter().map(|words| (name.clone(), words)));
    }
    all
}

/// Collects the strings of a file of `language`, or else those that stand under the language's name.
fn strings_in(value: &Value, taken: bool, language: Language, strings: &mut Vec<String>) {
    match value {
        Value::String(words) if taken => strings.extend(words.lines().map(str::to_owned)),
        Value::Array(all) => {
            for value in all {
                strings_in(value, taken, language, strings);
            }
        }
        Value::Object(fields) => {
            let marked = fields.get("language").and_then(Value::as_str) == Some(language.as_str());
            for (name, value) in fields {
                let other = name.parse::<Language>().is_ok_and(|other| other != language);
                let taken = (taken || marked) && !other || name == language.as_str();
                strings_in(value, taken, language, strings);
            }
        }
        _ => {}
    }
}

/// A line that breaks before such a mark is a mistake that French readers see; screen readers may read it alone.
#[test]
fn french_marks_do_not_leave_their_words() {
    let held = |c: Option<char>| matches!(c, Some('\u{a0}' | '\u{202f}'));
    let mut wrong = vec![];
    for (file, line) in lines(Language::Fr) {
        let characters: Vec<char> = line.chars().collect();
        for (at, mark) in characters.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| characters[at]);
            let after = characters.get(at + 1).copied();
            let ends = after.is_none_or(|c| c.is_whitespace() || c == '»');
            let right = match mark {
                '«' => held(after),
                '»' => held(before),
                // In an address or a time, it ends nothing.
                ':' | ';' | '?' | '!' => held(before) || !ends,
                _ => true,
            };
            if !right {
                wrong.push(format!("{file}: {mark} in {line}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A colon behind words is a word of the language too, `site-colon`: French puts a space before it.
#[test]
fn no_template_writes_a_colon_behind_words() {
    let mut templates = String::new();
    read_all(Path::new("templates"), &mut templates);
    let wrong: Vec<_> = templates
        .lines()
        .filter(|line| ["}}:", "%}:", ">:"].iter().any(|colon| line.contains(colon)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Apostrophes and quotes as each language prints them, and one space between words.
#[test]
fn marks_are_those_of_the_language() {
    let mut wrong = vec![];
    for (language, foreign) in [
        (Language::Nl, ['\'', '"', '“', '”', '«', '»'].as_slice()),
        (Language::Fr, &['\'', '"', '“', '”', '‘']),
        (Language::En, &['\'', '"', '‘', '«', '»']),
    ] {
        // Shows quotes as they are typed.
        let typed = |line: &str| line.starts_with("library-search-hint");
        for (file, line) in lines(language).into_iter().filter(|(_, line)| !typed(line)) {
            if line.contains(foreign) || line.trim_start().contains("  ") {
                wrong.push(format!("{language} {file}: {line}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// One word for each thing (docs/glossary.md): these stood for the same once, or were nobody's.
#[test]
fn words_that_were_replaced_do_not_come_back() {
    const ENGLISH: &str = "for your word, unwanted mail, made something, on the line, the next time, way in, ways in, \
        take your story back, take the story back, give up my code, right door, house code, coming out together, whoever, \
        hears of, get a mail, one mail, this mail, house link, link for readers, knowledge base, playlist, takedown";
    const DUTCH: &str = "ongewenste mail, aan de lijn, volgende keer, ingang, huiscode, juiste deur, nagegaan, auteur, \
        van op afstand, gelijk welke, refter, huislink, link voor lezers, jouw stem, kennisbank";
    const FRENCH: &str = "indésirable, au fil, prochaine fois, entrée, code maison, bonne porte,  mail ,  mails , lien maison, lien de la maison, votre voix, base de connaissances";
    let mut found = vec![];
    for (language, words) in [(Language::En, ENGLISH), (Language::Nl, DUTCH), (Language::Fr, FRENCH)] {
        for (file, text) in sources(language) {
            // The doctor speaks to those who look after a server, of proxies and entrances.
            let lines = text.lines().filter(|_| !file.ends_with("doctor.ftl"));
            for line in lines.filter(|line| !line.starts_with('#')) {
                let said = line.to_lowercase();
                found.extend(
                    words
                        .split(", ")
                        .filter(|word| said.contains(*word))
                        .map(|word| format!("{file}: “{word}” in {line}")),
                );
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
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

#[test]
fn every_act_on_record_has_words_and_all_words_are_of_one() {
    let mut code = String::new();
    read_all(Path::new("src"), &mut code);
    let recorded = code.split("Verb(\"").skip(1);
    let verbs: BTreeSet<String> = recorded
        .map(|rest| rest.split_once('"').unwrap().0)
        .map(|word| format!("settings-audit-verb-{}", word.replace('_', "-")))
        .collect();
    assert!(verbs.len() > 40, "{verbs:?}");
    for language in Language::ALL {
        let of_file = |(_, text): (String, String)| entries(&text).into_keys();
        let words = sources(*language).into_iter().flat_map(of_file);
        let words = words.filter(|key| key.starts_with("settings-audit-verb-"));
        assert_eq!(words.collect::<BTreeSet<_>>(), verbs, "{language}");
    }
}

#[test]
fn every_note_that_a_page_can_leave_is_declared() {
    let mut code = String::new();
    read_all(Path::new("src"), &mut code);
    let notes = ["Done::good(\"", "Done::warn(\"", "Self::good(\"", "Self::warn(\""];
    let written = notes.iter().flat_map(|start| code.split(start).skip(1));
    let words = written.map(|rest| rest.split_once('"').unwrap().0.rsplit_once("done-").unwrap().1);
    let declared = DESK.done.iter().copied().flatten().map(|done| done.word());
    assert_eq!(words.collect::<BTreeSet<_>>(), declared.collect::<BTreeSet<_>>());
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
